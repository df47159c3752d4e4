"""The rows of an archive that is being translated, kept beside it until it is whole: a run that was stopped is taken up again."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import note_written
from passerelle.translate.workflows.stretches import BEGUN

_VERSION = 1
_SCHEMA = (
    "CREATE TABLE row (id TEXT PRIMARY KEY, digest TEXT, content BLOB, place INTEGER, number INTEGER, done INTEGER)",
    "CREATE INDEX row_number ON row (number)",
)
_FILES = ("", "-journal")  # what SQLite makes of a name

Row = tuple[str, str, str]
"""An article's id, the digest of what its row was made of, and the row as text."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept of an article: its row where that is still right, the row that was before where it is not.

    ``twice`` tells an id that another article of this run has already.
    """

    right: bool = False
    before: str = ""
    twice: bool = False


class KeptRows:
    """Rows by the ids of articles: each kept whole or not at all, in any order, and read in the order of the articles."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use the rows of an open database; none is one of this run yet."""
        self._connection = connection
        self._number = 0
        connection.execute("UPDATE row SET number = NULL, done = 0 WHERE number IS NOT NULL OR done")

    def stand(self, name: str, digest: str) -> Standing:
        """Give the next article its number, and tell what is kept of it; its row is right if the digest is the same."""
        self._number += 1
        found = self._connection.execute(
            "SELECT digest, content, number FROM row WHERE id = ?", (name,)
        ).fetchone()
        if found is None:
            self._connection.execute(
                "INSERT INTO row (id, digest, number, done) VALUES (?, '', ?, 0)", (name, self._number)
            )
            return Standing()
        own, content, number = found
        if number is not None:
            return Standing(twice=True)
        right = bool(digest) and own == digest
        self._connection.execute(
            "UPDATE row SET number = ?, done = ? WHERE id = ?", (self._number, right, name)
        )
        return Standing(right, _unpack(content) if content and not right else "")

    def add(self, rows: Iterable[Row]) -> None:
        """Keep rows of articles that have their number; from here on they outlive the process."""
        self._connection.executemany(
            "UPDATE row SET digest = ?, content = ?, place = NULL, done = 1 WHERE id = ?",
            ((digest, _pack(content), name) for name, digest, content in rows),
        )
        self._connection.commit()

    def rows(self) -> Iterator[str]:
        """Yield the rows of this run's articles, as far as they are done, in the order of the articles."""
        found = self._connection.execute("SELECT content FROM row WHERE done ORDER BY number")
        for (content,) in found:
            yield _unpack(content)

    def is_as_loaded(self) -> bool:
        """Whether the rows of this run are those that were taken over, in their order, and no others."""
        loaded = self._connection.execute("SELECT count(*), max(place) FROM row WHERE place IS NOT NULL")
        done = self._connection.execute("SELECT count(*) FROM row WHERE done")
        moved = self._connection.execute(
            "SELECT count(*) FROM (SELECT place, row_number() OVER (ORDER BY number) AS own FROM row WHERE done)"
            " WHERE place IS NOT own"
        )
        count, last = loaded.fetchone()
        return bool(count and count == last == done.fetchone()[0] and not moved.fetchone()[0])


@contextmanager
def keep_rows(archive: Path, standing: Iterable[Row]) -> Iterator[KeptRows]:
    """Give what an earlier run has kept for ``archive``, or else the rows that are ``standing`` in it.

    Raises:
        FileError: also from within the block: the folder cannot be written, or the disk is full.
    """
    path = kept_path(archive)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(_open(path, standing)) as connection:
            note_written(path)
            yield KeptRows(connection)
    except (sqlite3.Error, OSError) as error:
        raise FileError(
            f"cannot be written ({_reason(error)}). Make room or choose another folder; what was translated is kept, and"
            " the same command goes on from there.",
            path=archive,
        ) from error


def kept_path(archive: Path) -> Path:
    """Return where the rows of an archive are kept until it is whole."""
    return archive.with_name(f".{archive.name}{BEGUN}")


def forget_rows(archive: Path) -> None:
    """Remove what was kept."""
    path = kept_path(archive)
    for end in _FILES:
        with suppress(OSError):
            path.with_name(path.name + end).unlink()


def _open(path: Path, standing: Iterable[Row]) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    if _version(connection) == _VERSION:
        return connection
    connection.close()
    for end in _FILES:  # damaged or of another version, and of no use to anyone
        path.with_name(path.name + end).unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("BEGIN")
    for statement in _SCHEMA:
        connection.execute(statement)
    connection.executemany(
        "INSERT OR REPLACE INTO row (id, digest, content, place, done) VALUES (?, ?, ?, ?, 0)",
        ((name, own, _pack(content), place) for place, (name, own, content) in enumerate(standing, 1)),
    )
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.commit()
    return connection


def _version(connection: sqlite3.Connection) -> int:
    """Return the version of what an earlier run has kept, 0 where there is nothing that can be used."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return 0


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return "the disk is full" if "full" in str(error) else str(error)


def _pack(content: str) -> bytes:
    return zlib.compress(content.encode("utf-8", "surrogatepass"), 1)


def _unpack(content: bytes) -> str:
    return zlib.decompress(content).decode("utf-8", "surrogatepass")
