"""The review round trip over files: sheets written beside catalogues, and what came back applied to them."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from passerelle.glossary.files import (
    FileChangedError,
    digest,
    free_path,
    read_bytes,
    write_atomically,
)
from passerelle.glossary.locks import PATIENT, Patience, lock_file
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Header
from passerelle.translate.checks import RULES
from passerelle.translate.constraints.constraint import ConstraintKind
from passerelle.translate.formats.catalog_file import (
    Replaced,
    Stored,
    read_stored,
    replace_catalog,
    retry_changed,
)
from passerelle.translate.formats.po.fields import TRANSLATOR
from passerelle.translate.formats.review_sheet import (
    GlossaryRow,
    SheetError,
    glossary_rows,
    write_review,
)
from passerelle.translate.review.edits import RepeatedEdit, repeated_edits
from passerelle.translate.review.merge import Proposal, Report, RowResult, Sheet, apply_sheet
from passerelle.translate.review.revise import JudgeAll
from passerelle.translate.review.row import Row
from passerelle.translate.text.document import document_name_problem
from passerelle.translate.workflows.each import Failed, do_each
from passerelle.translate.workflows.set_aside import kept_sheets
from passerelle.translate.workflows.unapplied import (
    LARGEST_SHEET,
    load_sheet,
    note_applied,
    set_aside,
    unapplied_sheets,
)


def document_glossary(catalog: Catalog, termbase: Termbase) -> tuple[GlossaryRow, ...]:
    """Return the terms that the catalogue's entries require, from the termbase, or as the ledger has them."""
    records = [
        record
        for entry in catalog.current
        for record in entry.records
        if record.kind in (ConstraintKind.TERM, ConstraintKind.NAME)
    ]
    known = {record.concept for record in records if record.concept in termbase.by_id}
    others = {
        GlossaryRow(record.source, record.rendering) for record in records if record.concept not in known
    }
    rows = (*glossary_rows(termbase.by_id[concept] for concept in known), *others)
    return tuple(sorted(rows, key=lambda row: (row.source.casefold(), row.target, row)))


@dataclass(frozen=True, slots=True)
class SavedSheet:
    """The `digest` of the review sheet that stands now, and where one was set aside whose words nobody applied."""

    digest: str
    aside: Path | None = None


def save_sheet(
    path: Path,
    catalog: Catalog,
    glossary: Sequence[GlossaryRow] = (),
    *,
    language: str = "en",
    now: datetime,
    ours: str = "",
) -> SavedSheet:
    """Write the review sheet of a catalogue to ``path``.

    A sheet that stands there and holds words of a reviewer which are not in the catalogue is first set aside; one whose digest is
    ``ours`` is as a run wrote it, and holds none.

    Raises:
        FileError: the sheet cannot be written.
    """
    content = io.BytesIO()
    write_review(content, catalog, glossary, language=language)
    data = content.getvalue()

    def step() -> SavedSheet:
        standing = read_bytes(path, limit=LARGEST_SHEET) if path.exists() else None
        if standing == data:
            return SavedSheet(digest(data))
        untouched = standing is None or digest(standing) == ours
        aside = None if standing is None or untouched else set_aside(standing, path, catalog, now)
        with write_atomically(path, binary=True, expected=digest(standing)) as stream:
            stream.write(data)
        return SavedSheet(digest(data), aside)

    return retry_changed(step)


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of all sheets of one document, and which files were written (None where none had to be).

    ``digest`` is that of the catalogue's file when this was done. ``unapplied`` are other sheets that were set aside beside the
    catalogue, and whose words are not in it.
    """

    document: str
    path: Path
    results: tuple[RowResult, ...]
    proposals: tuple[Proposal, ...]
    edits: tuple[RepeatedEdit, ...]
    warnings: tuple[str, ...]
    before: Catalog
    catalog: Catalog
    written: bool = False
    digest: str = ""
    backup: Path | None = None
    conflicts: Path | None = None
    unapplied: tuple[Path, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether any row was not applied or breaks a rule."""
        return any(result.needs_person for result in self.results)


def apply_sheets(
    sheets: Iterable[Path],
    *,
    now: datetime,
    folders: Sequence[Path] = (),
    judge: JudgeAll | None = None,
    language: str = "en",
    dry_run: bool = False,
    patience: Patience = PATIENT,
    failed: Failed | None = None,
) -> list[Applied]:
    """Apply review sheets to the catalogues of their documents; several sheets of one document are merged.

    A catalogue is looked for beside its sheet, then in ``folders``. All files are read before any is written, and an old
    catalogue is kept beside the new one. Rows that need a person go to a conflict sheet beside the catalogue.
    ``judge`` gives the entries of a sheet that change their findings and their ledgers.
    Sheets and catalogues that cannot be used are told to ``failed``, where it is given, and the others are done.

    Raises:
        SheetError, CatalogError, FileError: a sheet or its catalogue cannot be used; nothing is written where it is one of
            those read.
    """
    sheets = list(sheets)
    own = _by_catalog(sheets, folders, failed)
    apply = partial(_apply, now=now, judge=judge)

    def hold(path: Path) -> Path:
        if not dry_run:
            held.enter_context(lock_file(path, patience))
        return path

    with ExitStack() as held:
        ours = do_each(sorted(own), hold, failed)
        pending = do_each(ours, lambda path: apply(path, own[path]), failed)
        if dry_run:
            done = [each.applied for each in pending]
        else:
            done = do_each(
                pending, lambda each: _write(each, partial(apply, each.stored.path), now, language), failed
            )
    return [_with_unapplied(each, sheets, dry_run=dry_run) for each in done]


def _with_unapplied(applied: Applied, sheets: Sequence[Path], *, dry_run: bool) -> Applied:
    given = [sheet for sheet in sheets if sheet.exists()]
    own = [kept for kept in kept_sheets(applied.path) if any(map(kept.samefile, given))]
    if not dry_run:
        note_applied(own)
    others = unapplied_sheets(applied.path, applied.catalog)
    return replace(applied, unapplied=tuple(sheet for sheet in others if sheet not in own))


def _by_catalog(
    sheets: Iterable[Path], folders: Sequence[Path], failed: Failed | None
) -> dict[Path, list[Sheet]]:
    """Read sheets, and return those of each catalogue."""

    def read(path: Path) -> tuple[Path, Sheet]:
        sheet = load_sheet(path)
        return find_catalog(path, sheet, folders), sheet

    own: dict[Path, list[Sheet]] = {}
    for catalog, sheet in do_each(sheets, read, failed):
        own.setdefault(catalog, []).append(sheet)
    return own


def find_catalog(sheet_path: Path, sheet: Sheet, folders: Sequence[Path]) -> Path:
    """Return the path of the catalogue of a sheet's document.

    Raises:
        SheetError: there is none.
    """
    name = f"{sheet.document}.po"
    problem = document_name_problem(sheet.document)
    if problem:
        raise SheetError(f"names a document that {problem}; it was not made by Passerelle.", path=sheet_path)
    places = [*_beside(sheet_path, PurePosixPath(name)), *(folder / name for folder in folders)]
    places.append(sheet_path.with_name(PurePosixPath(name).name))
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise SheetError(
            f"belongs to the document {sheet.document}, of which there is no {name} beside it nor in "
            f"{', '.join(map(str, folders)) or 'any folder given'}; give the folder with --catalogues.",
            path=sheet_path,
        )
    return found.resolve()


def _beside(sheet: Path, name: PurePosixPath) -> Iterator[Path]:
    """Yield where a catalogue lies beside a sheet: below its folder, or in it if that ends as the name says."""
    yield sheet.parent / name
    place = sheet.absolute().with_name(name.name)
    if place.parts[-len(name.parts) :] == name.parts:
        yield place


@dataclass(frozen=True, slots=True)
class _Pending:
    """Sheets applied to a catalogue as it was read, and not written yet; ``rows`` are for the conflict sheet."""

    stored: Stored
    sheets: Sequence[Sheet]
    applied: Applied
    rows: tuple[Row, ...]


def _apply(path: Path, sheets: Sequence[Sheet], *, now: datetime, judge: JudgeAll | None) -> _Pending:
    stored = _read_own(path, sheets)
    assert stored.catalog is not None
    catalog = before = stored.catalog
    reports: list[Report] = []
    for sheet in sheets:
        catalog, report = apply_sheet(catalog, sheet, f"{now:%Y-%m-%d}", judge, known=RULES)
        reports.append(report)
    if catalog != before:
        revised = now.replace(second=0, microsecond=0)
        catalog = replace(
            catalog, header=reviewed_header(catalog.header, revised, _last_reviewer(sheets, reports))
        )
    today = {entry.block_id: entry for entry in catalog.current}
    rows = tuple(
        replace(row, entry=today[row.entry.block_id]) for report in reports for row in report.conflicts
    )
    applied = Applied(
        document=catalog.header.document,
        path=path,
        results=tuple(result for report in reports for result in report.results),
        proposals=tuple(proposal for sheet in sheets for proposal in sheet.proposals),
        edits=repeated_edits(edit for report in reports for edit in report.edits),
        warnings=tuple(_sheet_warnings(sheets)),
        before=before,
        catalog=catalog,
        written=catalog != before,
    )
    return _Pending(stored, sheets, applied, rows)


def _sheet_warnings(sheets: Sequence[Sheet]) -> Iterator[str]:
    return (f"{sheet.name} {warning}" for sheet in sheets for warning in sheet.warnings)


def _last_reviewer(sheets: Sequence[Sheet], reports: Sequence[Report]) -> str | None:
    """Return whose sheet decided something last, None where there are only comments."""
    names = [
        " ".join(sheet.reviewer.split())
        for sheet, report in zip(sheets, reports, strict=True)
        if any((old.target, old.state) != (new.target, new.state) for old, new in report.edits)
    ]
    return names[-1] if names else None


def reviewed_header(header: Header, now: datetime, reviewer: str | None) -> Header:
    """Return the header of a catalogue reviewed now: whoever translated last before did so before."""
    if reviewer is None:
        return replace(header, revised=now)
    extra = tuple(field for field in header.extra if field[0] != TRANSLATOR)
    last = ((TRANSLATOR, reviewer),) if reviewer else ()
    return replace(header, revised=now, extra=(*extra, *last))


def _read_own(path: Path, sheets: Sequence[Sheet]) -> Stored:
    stored = read_stored(path)
    if stored.catalog is None:
        raise SheetError(f"has lost its catalogue {path}, which was there a moment ago.", path=sheets[0].name)
    owner = stored.catalog.header.document
    stranger = next((sheet for sheet in sheets if sheet.document != owner), None)
    if stranger is not None:
        raise SheetError(
            f"is a sheet of {stranger.document}, but {path.name} is the catalogue of {owner}.",
            path=stranger.name,
        )
    return stored


def _write(
    pending: _Pending, again: Callable[[Sequence[Sheet]], _Pending], now: datetime, language: str
) -> Applied:
    """Write what was applied; where another program wrote the catalogue since, the sheets are applied to that."""
    waiting = [pending]

    def step() -> tuple[_Pending, Replaced]:
        current = waiting.pop() if waiting else again(pending.sheets)
        if not current.applied.written:
            return current, Replaced(digest(current.stored.data))
        return current, replace_catalog(current.stored, current.applied.catalog, keep=now)

    try:
        done, file = retry_changed(step)
    except FileChangedError as error:
        sheets = ", ".join(sheet.name for sheet in pending.sheets)
        raise FileChangedError(
            f"is changed by another program again and again; close it there, then apply {sheets} again.",
            path=pending.stored.path,
        ) from error
    conflicts = _write_conflicts(done, language) if done.rows else None
    return replace(done.applied, digest=file.digest, backup=file.backup, conflicts=conflicts)


def _write_conflicts(done: _Pending, language: str) -> Path:
    path = free_path(
        done.stored.path.with_name(f"{PurePosixPath(done.applied.document).name}.conflicts"), ".xlsx"
    )
    with write_atomically(path, binary=True) as stream:
        write_review(stream, done.applied.catalog, rows=done.rows, language=language)
    return path
