"""What the checks said of groups of entries, kept in the user's cache: what has not changed since is not judged again.

A verdict lies under a digest of all that shapes it: the program with its libraries, glossaries, house waivers, languages, and the
entries with what other documents say of them. It is data alone and sealed, so that one that is damaged or foreign is made again.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.checks.pair import Context
from passerelle.translate.checks.run import Group, GroupJudge, Judged
from passerelle.translate.workflows.program import this_program
from passerelle.translate.workflows.verdict_data import plain_group, read_verdict, write_verdict

_COLUMNS = ("key", "content", "used")
_SCHEMA = "CREATE TABLE IF NOT EXISTS verdict (key BLOB PRIMARY KEY, content BLOB, used TEXT) WITHOUT ROWID"
_ROOM = 256 * 2**20  # bytes; of a file that grew larger, the half that was not used for longest is given up
_OFTEN = 50  # verdicts that are written at a time
_SEAL = 16  # bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """A group that is to be judged, the digest of all that shapes the verdict, and the verdict where it is known."""

    group: Group
    key: bytes = b""
    known: Judged | None = None


class Verdicts:
    """Verdicts of one judge: found again by the group, and added."""

    def __init__(self, connection: sqlite3.Connection, judge: GroupJudge) -> None:
        """Use an open database for what ``judge`` says."""
        self._connection = connection
        self._judge = _digest([this_program(), str(judge.apart), *_told(judge.context)]).hex()
        self._today = datetime.now(UTC).date().isoformat()
        self.damaged = False
        self._new: list[tuple[bytes, bytes, str]] = []
        self._used: list[tuple[str, bytes]] = []

    def look_up(self, groups: Iterable[Group], *, fresh: bool = False) -> Iterator[Asked]:
        """Yield the groups, each with the verdict where it is known; none is where ``fresh``."""
        for group in groups:
            key = self._key(group)
            yield Asked(group, key, None if fresh else self._find(key, group))

    def _key(self, group: Group) -> bytes:
        return _digest([self._judge, plain_group(group)])

    def _find(self, key: bytes, group: Group) -> Judged | None:
        with suppress(zlib.error, ValueError, LookupError, TypeError), self._minding_damage():
            row = self._connection.execute(
                "SELECT content, used FROM verdict WHERE key = ?", (key,)
            ).fetchone()
            if row:
                judged = read_verdict(_unseal(key, row[0]), group)
                if row[1] != self._today:
                    self._used.append((self._today, key))
                return judged
        return None

    @contextmanager
    def _minding_damage(self) -> Iterator[None]:
        """Go on without the file where it cannot be used; what is wrong with it for good is noted."""
        try:
            yield
        except sqlite3.OperationalError:  # locked, full, or not to be written
            pass
        except sqlite3.Error:
            self.damaged = True

    def add(self, asked: Asked, judged: Judged) -> None:
        """Keep what is said of a group; a cache that cannot be written is no one's loss."""
        content = write_verdict(judged, asked.group)
        self._new.append((asked.key, _seal(asked.key, content), self._today))
        if len(self._new) >= _OFTEN:
            self.flush()

    def flush(self) -> None:
        """Write what was added and what was used."""
        with self._minding_damage(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO verdict VALUES (?, ?, ?)", self._new)
            self._connection.executemany("UPDATE verdict SET used = ? WHERE key = ?", self._used)
        self._new.clear()
        self._used.clear()


@contextmanager
def open_verdicts(path: Path, judge: GroupJudge) -> Iterator[Verdicts]:
    """Open the verdicts in a file, in memory where it cannot be used; one that holds something else is made anew."""
    with closing(_open(path)) as connection:
        verdicts = Verdicts(connection, judge)
        try:
            yield verdicts
        finally:
            verdicts.flush()
            with suppress(sqlite3.Error):
                _make_room(connection)
    if verdicts.damaged:
        with suppress(OSError):
            path.unlink()


def _open(path: Path) -> sqlite3.Connection:
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _connect(path)
        except sqlite3.OperationalError:  # locked, or a disk that cannot be written
            break
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink()
        except OSError:
            break
    return _connect(":memory:")


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=1, isolation_level="DEFERRED")
    try:
        # Sealed as they are, verdicts that a failing machine loses or garbles are made again.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_SCHEMA)
        connection.commit()
        if [name for _, name, *_ in connection.execute("PRAGMA table_info(verdict)")] != list(_COLUMNS):
            raise sqlite3.DatabaseError
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _make_room(connection: sqlite3.Connection) -> None:
    if _size(connection) <= _ROOM:
        return
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if _size(connection) > _ROOM:  # no other run has made room in the meantime
            connection.execute(
                "DELETE FROM verdict WHERE key IN"
                " (SELECT key FROM verdict ORDER BY used LIMIT (SELECT count(*) / 2 FROM verdict))"
            )
    connection.execute("VACUUM")


def _size(connection: sqlite3.Connection) -> int:
    """Return how many bytes the verdicts take, without the room that former ones left."""
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _told(context: Context) -> Iterator[str]:
    """Yield all that the checks are told of a house."""
    yield from (context.language, str(context.american), _termbase_state(context.termbase))
    yield json.dumps([astuple(waiver) for waiver in context.waivers])


_CONCEPT = attrgetter(*(each.name for each in fields(Concept)))


@cache
def _termbase_state(termbase: Termbase) -> str:
    """Return a digest of a termbase, with what only explains: messages may tell it."""
    concepts = [(termbase.layer(concept), *_CONCEPT(concept)) for concept in termbase.concepts]
    return _digest([json.dumps(concepts, default=str), repr(termbase.overrides)]).hex()


def _digest(texts: Iterable[str]) -> bytes:
    own = blake2b(digest_size=20)
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        own.update(len(content).to_bytes(8, "big") + content)
    return own.digest()


def _seal(key: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 1)
    return blake2b(key + packed, digest_size=_SEAL).digest() + packed


def _unseal(key: bytes, content: bytes) -> bytes:
    seal, packed = content[:_SEAL], content[_SEAL:]
    if seal != blake2b(key + packed, digest_size=_SEAL).digest():
        raise ValueError(key)
    return zlib.decompress(packed)
