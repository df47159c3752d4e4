"""A new catalogue put in the place of the old one, whatever became of that since it was read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import digest, read_bytes
from passerelle.translate.catalog.entry import Catalog, CatalogError, Header
from passerelle.translate.catalog.merge import merge_changes, replaces_words
from passerelle.translate.formats.catalog_file import (
    Stored,
    keep_aside,
    read_stored,
    replace_catalog,
    retry_changed,
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """The catalogue as it stands now, its file's digest; ``backup`` keeps the old one, ``merged`` tells of changes by another run."""

    catalog: Catalog
    digest: str
    backup: Path | None = None
    merged: bool = False


def deliver_catalog(
    path: Path,
    ours: Catalog,
    base: Catalog | None,
    *,
    seen: str = "",
    check: Callable[[Catalog], Catalog],
    fresh: bool = False,
    now: datetime,
) -> Delivered:
    """Write ``ours``, which a run made of ``base``, to ``path``; the caller holds its lock.

    Where the file is no longer ``base``, the changes of both are merged and checked again. The old file is kept where any
    of its English goes. ``seen`` is the digest of the file of which ``base`` was read, where it is known. ``fresh`` replaces even what is no catalogue, or another article's.

    Raises:
        CatalogError, FileError: the file there cannot be read or merged, or not be written.
    """

    def step() -> Delivered:
        stored = _unchanged(path, base, seen) or _read(path, anything=fresh)
        theirs = stored.catalog
        if theirs is not None and not fresh:
            refuse_other_source(theirs, path, Path(ours.header.path))
        merged = theirs is not None and theirs != base
        catalog = check(merge_changes(base, ours, theirs)) if theirs is not None and merged else ours
        catalog = _date(catalog, theirs)
        if catalog == theirs:
            return Delivered(catalog, digest(stored.data), merged=merged)
        loses = theirs is None or replaces_words(theirs, catalog)
        written = replace_catalog(stored, catalog, keep=now if loses else None)
        return Delivered(catalog, written.digest, written.backup, merged)

    return retry_changed(step)


def _unchanged(path: Path, base: Catalog | None, seen: str) -> Stored | None:
    """Return the file as it was read before, if it still is so: a long one takes its time and its memory to be read."""
    if base is None or not seen or not path.exists():
        return None
    data = read_bytes(path)
    return Stored(path, data, base) if digest(data) == seen else None


def _read(path: Path, *, anything: bool) -> Stored:
    try:
        return read_stored(path)
    except CatalogError:
        if not anything:
            raise
        return Stored(path, read_bytes(path))


def refuse_other_source(catalog: Catalog, path: Path, source: Path) -> None:
    """Refuse a catalogue of another file of the same name, whose texts would become obsolete.

    A source that was moved is gone from its old place, and its catalogue is still its own.

    Raises:
        CatalogError: the catalogue at ``path`` is not that of ``source``.
    """
    other = Path(catalog.header.path)
    if catalog.header.path and other.is_file() and source.exists() and not other.samefile(source):
        raise CatalogError(
            f"belongs to {other}, not to {source}: choose another --out folder, or rename one of the two.",
            path=path,
        )


def _date(catalog: Catalog, before: Catalog | None) -> Catalog:
    """Date a catalogue; one in which nothing changed keeps its date, so that a second run leaves no trace."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    if before is not None and before.entries == catalog.entries:
        return replace(
            catalog, header=_with_dates(catalog.header, before.header.created, before.header.revised)
        )
    created = before.header.created if before else None
    return replace(catalog, header=_with_dates(catalog.header, created or now, now))


def _with_dates(header: Header, created: datetime | None, revised: datetime | None) -> Header:
    return replace(header, created=created, revised=revised)


def with_work_kept(
    error: PasserelleError, path: Path, ours: Catalog, base: Catalog | None, now: datetime
) -> PasserelleError:
    """Return the error that stopped a catalogue on its way to ``path``, with the file in which it is kept instead."""
    if base is not None and base.entries == ours.entries:
        return error
    try:
        aside = keep_aside(path, ours, now)
    except PasserelleError:
        return error
    return CatalogError(
        f"{error.args[0]} What this run translated is kept in {aside}.",
        path=error.path or path,
        line=error.line,
    )
