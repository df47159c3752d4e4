"""A catalogue as a file of ours on disk: read, and replaced only where it is still what was read."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from passerelle.glossary.files import (
    FileChangedError,
    digest,
    free_path,
    name_problem,
    read_bytes,
    write_atomically,
)
from passerelle.translate.catalog.entry import Catalog, CatalogError
from passerelle.translate.formats.po.read import read_po
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import document_name_problem

_LONGEST_PART = 255  # bytes of a folder's or a file's name
_ATTEMPTS = 5


def load_catalog(path: Path) -> Catalog:
    """Read a catalogue.

    Raises:
        CatalogError, FileError: it is missing, broken, no catalogue of ours, or names files that cannot be.
    """
    return parse_catalog(read_bytes(path), path)


def parse_catalog(data: bytes, path: Path) -> Catalog:
    """Return the catalogue in the content of the file at ``path``.

    Raises:
        CatalogError: as `load_catalog`.
    """
    try:
        catalog = read_po(io.BytesIO(data))
        _check_names(catalog)
    except CatalogError as error:
        raise CatalogError(error.args[0], path=path, line=error.line) from error
    return catalog


def _check_names(catalog: Catalog) -> None:
    """Refuse names that lead elsewhere: files are named after the document, and its source is looked for by its path."""
    document, source = catalog.header.document, catalog.header.path
    problem = document_name_problem(document)
    if problem:
        raise CatalogError(
            f"names a document “{document}” that {problem}; take the file from a backup, or mend its header."
        )
    too_long = any(len(part.encode("utf-8", "replace")) > _LONGEST_PART for part in Path(source).parts)
    if name_problem(source) or too_long:
        raise CatalogError(
            f"names a source “{source}” that cannot be a file; take it from a backup, or mend its header."
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """A catalogue as it stands on disk; ``data`` is None where there is no file, ``catalog`` where it holds none."""

    path: Path
    data: bytes | None = None
    catalog: Catalog | None = None


def read_stored(path: Path) -> Stored:
    """Return what stands at ``path``, which may be nothing yet.

    Raises:
        CatalogError, FileError: as `load_catalog`, but for a file that does not exist.
    """
    if not path.exists():
        return Stored(path)
    data = read_bytes(path)
    return Stored(path, data, parse_catalog(data, path))


@dataclass(frozen=True, slots=True)
class Replaced:
    """The `digest` of the file that was written, and the file in which the old one is kept, where it is."""

    digest: str
    backup: Path | None = None


def replace_catalog(stored: Stored, catalog: Catalog, *, keep: datetime | None) -> Replaced:
    """Write ``catalog`` in the place of what was read, which is kept in a file named after the time ``keep``.

    Raises:
        FileChangedError: another program wrote the file since it was read; it stands as it is.
        FileError: it cannot be written.
    """
    content = io.StringIO()
    write_po(content, catalog)
    data = content.getvalue().encode()
    backup = _back_up(stored, keep) if keep is not None and stored.data is not None else None
    try:
        with write_atomically(stored.path, binary=True, expected=digest(stored.data)) as stream:
            stream.write(data)
    except BaseException:
        if backup is not None:
            backup.unlink(missing_ok=True)
        raise
    return Replaced(digest(data), backup)


def _back_up(stored: Stored, now: datetime) -> Path:
    path = _dated(stored.path, "bak", now)
    with write_atomically(path, binary=True) as stream:
        stream.write(stored.data or b"")
    return path


def keep_aside(path: Path, catalog: Catalog, now: datetime) -> Path:
    """Write a catalogue that could not take its place at ``path`` to a file beside, and return that.

    Raises:
        FileError: nor can this be written.
    """
    aside = _dated(path, "kept", now)
    with write_atomically(aside) as stream:
        write_po(stream, catalog)
    return aside


def _dated(path: Path, word: str, now: datetime) -> Path:
    """Return a free name beside a catalogue that no program takes for one: ``doc.po.bak-20241120-093000``."""
    return free_path(path.with_name(f"{path.name}.{word}-{now:%Y%m%d-%H%M%S}"))


Result = TypeVar("Result")


def retry_changed(step: Callable[[], Result]) -> Result:
    """Return what ``step`` returns; it reads, merges and replaces a file, and does so again where that was changed.

    Raises:
        FileChangedError: the file was changed each time.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return step()
        except FileChangedError:
            continue
    return step()
