"""The memory's file: an SQLite database of its own kind and version, opened safely."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import note_written

APPLICATION = 0x5041544D  # “PATM” in the file's header
VERSION = 1
_PATIENCE = 30.0  # seconds to wait for another run that is writing

_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    lookup TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    previous TEXT NOT NULL,
    following TEXT NOT NULL,
    document TEXT NOT NULL,
    block_id TEXT NOT NULL,
    block TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    date TEXT NOT NULL,
    glossary TEXT NOT NULL,
    "key" TEXT NOT NULL,
    whole INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS unit_lookup ON unit (lookup);
CREATE INDEX IF NOT EXISTS unit_block ON unit (document, block_id);
CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 (
    lookup, content = 'unit', content_rowid = 'id', detail = none, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE IF NOT EXISTS word_count USING fts5vocab (word, 'row');
CREATE TRIGGER IF NOT EXISTS unit_added AFTER INSERT ON unit BEGIN
    INSERT INTO word (rowid, lookup) VALUES (new.id, new.lookup);
END;
CREATE TRIGGER IF NOT EXISTS unit_removed AFTER DELETE ON unit BEGIN
    INSERT INTO word (word, rowid, lookup) VALUES ('delete', old.id, old.lookup);
END;
CREATE TABLE IF NOT EXISTS proposal (
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    note TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    document TEXT NOT NULL,
    date TEXT NOT NULL,
    UNIQUE (source, target, note, reviewer, document)
);
CREATE TABLE IF NOT EXISTS settled (candidate TEXT PRIMARY KEY);
"""
_STAMP = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"


class TranslationMemoryError(PasserelleError):
    """The memory's file is damaged, of another program or version, or cannot be opened."""


class ReadOnlyMemoryError(TranslationMemoryError):
    """The memory is to be written, and can only be read."""


@dataclass(slots=True)
class Memory:
    """An open translation memory; ``counts`` remembers in how many units a word stands."""

    connection: sqlite3.Connection
    path: Path
    counts: dict[str, int] = field(default_factory=dict)


@contextmanager
def open_memory(path: Path) -> Iterator[Memory]:
    """Open a memory, and make it where there is none; several processes may use one at the same time.

    Raises:
        ReadOnlyMemoryError: the file or its folder cannot be written.
        TranslationMemoryError: also from within the block, when the file turns out to be damaged, locked or full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TranslationMemoryError(_cannot(error.strerror or str(error)), path=path) from error
    if is_read_only(path):
        raise ReadOnlyMemoryError(
            "can only be read; check the permissions of the file and its folder.", path=path
        )
    with _connect(path, str(path)) as memory:
        _prepare(memory.connection, path)
        yield memory


@contextmanager
def read_memory(path: Path) -> Iterator[Memory]:
    """Open a memory to look something up, even one that can only be read.

    Raises:
        TranslationMemoryError: as `open_memory`.
    """
    if not is_read_only(path):
        with open_memory(path) as memory:
            yield memory
        return
    with _connect(path, _read_only_uri(path)) as memory:
        _refuse_foreign(_read_stamp(memory.connection), path)
        yield memory


def is_read_only(path: Path) -> bool:
    """Whether a memory stands there that can only be read: to write it, SQLite makes files beside it."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _read_only_uri(path: Path) -> str:
    """Return how SQLite reads a file without making others beside it, unless another run is writing them."""
    log = path.with_name(f"{path.name}-wal")
    busy = log.exists() and log.stat().st_size
    return f"{path.resolve().as_uri()}?{'mode=ro' if busy else 'immutable=1'}"


@contextmanager
def _connect(path: Path, name: str) -> Iterator[Memory]:
    if path.is_dir():
        raise TranslationMemoryError(
            "is a folder, where the file of a translation memory is expected.", path=path
        )
    try:
        opened = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None, uri=name != str(path))
        with closing(opened) as connection:
            yield Memory(connection, path)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise TranslationMemoryError(_explain(error), path=path) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    stamp = _read_stamp(connection)
    if not any(stamp):
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} {_STAMP} COMMIT;")
    else:
        _refuse_foreign(stamp, path)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        # Another run that is just now writing forbids it; then the next one that opens the file will do it.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")


def _refuse_foreign(stamp: tuple[int, int, int], path: Path) -> None:
    application, version, _ = stamp
    if application != APPLICATION:
        raise TranslationMemoryError(
            "is a database of another program, no translation memory; choose another file.", path=path
        )
    if version > VERSION:
        raise TranslationMemoryError(
            f"was written by a newer version of Passerelle (format {version}, this one knows {VERSION}); "
            "update Passerelle.",
            path=path,
        )


def _read_stamp(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return kind, version and number of tables as they were at one moment: another run may be making the file."""
    queries = ("SELECT count(*) FROM sqlite_schema", "PRAGMA application_id", "PRAGMA user_version")
    connection.execute("BEGIN")
    tables, application, version = (connection.execute(query).fetchone()[0] for query in queries)
    connection.execute("COMMIT")
    return application, version, tables


@contextmanager
def transaction(memory: Memory) -> Iterator[sqlite3.Connection]:
    """Write all that the block says, or nothing."""
    before = memory.connection.total_changes
    memory.connection.execute("BEGIN IMMEDIATE")
    try:
        yield memory.connection
    except BaseException:
        memory.connection.execute("ROLLBACK")
        raise
    changed = memory.connection.total_changes > before
    memory.connection.execute("COMMIT")
    if changed:
        note_written(memory.path)
    memory.counts.clear()


_CAUSES = (
    ("not a database", "is no translation memory (not an SQLite file); choose another file."),
    ("locked", "is in use by another run; wait until it ends and try again."),
    ("busy", "is in use by another run; wait until it ends and try again."),
    ("readonly", "cannot be written; check the permissions of the file and its folder."),
    ("full", "cannot be written, because the disk is full; make room and try again."),
    (
        "fts5",
        "needs full-text search (FTS5), which the SQLite of this Python lacks; use another build of Python.",
    ),
)


def _explain(error: Exception) -> str:
    text = str(error)
    for sign, sentence in _CAUSES:
        if sign in text:
            return sentence
    if "unable to open" in text:
        return _cannot("permission or path")
    return f"is damaged ({text}); put a copy from a backup in its place, or remove it to start a new one."


def _cannot(reason: str) -> str:
    return f"cannot be opened ({reason.lower()}); choose another file with --memory."
