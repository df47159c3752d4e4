"""Review sheets that were set aside with words of a reviewer in them, and which of those nobody applied yet.

That a sheet was applied is remembered in the user's cache by its place and content: its rows may have been decided otherwise since. Where
that is lost, a sheet whose words are all in the catalogue still counts as applied.
"""

import io
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import digest, free_path, read_bytes, write_atomically
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.checks import RULES
from passerelle.translate.formats.review_sheet import SheetError, read_review
from passerelle.translate.places import cache_folder
from passerelle.translate.review.merge import Sheet, apply_sheet
from passerelle.translate.review.row import Outcome
from passerelle.translate.workflows.set_aside import kept_sheets

LARGEST_SHEET = 100_000_000  # bytes


def load_sheet(path: Path) -> Sheet:
    """Read a review sheet that came back.

    Raises:
        SheetError, FileError: it is missing or no review sheet of ours.
    """
    return _parse_sheet(read_bytes(path, limit=LARGEST_SHEET), path)


def _parse_sheet(data: bytes, path: Path) -> Sheet:
    try:
        return replace(read_review(io.BytesIO(data)).sheet, name=path.name)
    except SheetError as error:
        raise SheetError(error.args[0], path=path) from error


def set_aside(data: bytes, path: Path, catalog: Catalog, now: datetime) -> Path | None:
    """Keep a sheet that stood at ``path`` under a name of its own, which is returned; None where all is in the catalogue.

    Raises:
        FileError: it cannot be written.
    """
    if _is_spent(data, path, catalog):
        return None
    aside = free_path(path.with_name(f"{path.stem}.kept-{now:%Y%m%d-%H%M%S}"), path.suffix)
    with write_atomically(aside, binary=True) as stream:
        stream.write(data)
    return aside


def _is_spent(data: bytes, path: Path, catalog: Catalog) -> bool:
    """Whether the catalogue holds all that a sheet says."""
    try:
        sheet = _parse_sheet(data, path)
    except SheetError:
        return False
    _, report = apply_sheet(catalog, sheet, "", known=RULES)
    silent = (Outcome.UNTOUCHED, Outcome.ALREADY, Outcome.MISSING)
    return not sheet.proposals and all(result.outcome in silent for result in report.results)


def unapplied_sheets(path: Path, catalog: Catalog) -> tuple[Path, ...]:
    """Return the sheets set aside beside the catalogue at ``path`` that nobody applied; those that cannot be read are among them."""
    return those_unapplied(kept_sheets(path), catalog)


def those_unapplied(sheets: Iterable[Path], catalog: Catalog) -> tuple[Path, ...]:
    """Return those of a catalogue's sheets that nobody applied."""
    return tuple(sheet for sheet in sheets if not _is_applied(sheet, catalog))


def _is_applied(sheet: Path, catalog: Catalog) -> bool:
    try:
        data = read_bytes(sheet, limit=LARGEST_SHEET)
    except PasserelleError:
        return False
    return _mark(sheet, data).exists() or _is_spent(data, sheet, catalog)


def note_applied(sheets: Iterable[Path]) -> None:
    """Remember that sheets which were set aside are applied. A cache that cannot be written is no one's loss."""
    for sheet in sheets:
        with suppress(OSError, PasserelleError):
            mark = _mark(sheet, read_bytes(sheet, limit=LARGEST_SHEET))
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()


def _mark(sheet: Path, data: bytes) -> Path:
    return cache_folder() / "applied" / digest(os.fsencode(sheet.resolve()) + b"\n" + data)
