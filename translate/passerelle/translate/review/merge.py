"""The review that comes back: a three-way merge of the draft as exported, the sheet and the catalogue of today. No I/O."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, State, text_hash
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.review.revise import Check, Said, revise_entry, unknown_checks


class Outcome(StrEnum):
    """What became of one row of a sheet; the second half are rows that need a person."""

    UNTOUCHED = "untouched"
    APPROVED = "approved"
    EDITED = "edited"
    NEEDS_WORK = "needs work"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    COMMENTED = "commented"
    ALREADY = "already applied"
    CLEARED = "cleared"
    STALE = "stale"
    CONFLICT = "conflict"
    CONTRADICTION = "contradiction"
    UNREADABLE = "unreadable"
    DUPLICATED = "duplicated"
    LOCKED = "locked cell edited"
    MISSING = "missing"
    GONE = "gone"
    UNKNOWN = "unknown id"

    @property
    def applied(self) -> bool:
        """Whether the catalogue now holds all that the row says."""
        return self in _APPLIED


_APPLIED = frozenset(list(Outcome)[: list(Outcome).index(Outcome.CLEARED)])


@dataclass(frozen=True, slots=True)
class Base:
    """What the catalogue held when the sheet was exported: hashes of French, English and remark, and the state.

    ``revised`` is the hash of what stood in the reviewer's column: in a conflict sheet not the draft, and where a text
    was ``cut``, being too long for a cell, no translation at all. ``decided`` says whether the state stood in the decision
    column, which a conflict sheet leaves empty.
    """

    source: str
    target: str
    revised: str
    remark: str
    state: State
    cut: bool = False
    decided: bool = True

    @property
    def decision(self) -> State | None:
        """Return the decision that the sheet showed."""
        return self.state if self.decided and self.state.touched else None


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as a sheet shows it; ``revised`` and ``remark`` are what stands in the reviewer's columns.

    ``outcome`` tells, in a conflict sheet, why the reviewer's text was not applied.
    """

    entry: Entry
    revised: str
    remark: str
    outcome: Outcome | None = None

    @property
    def base(self) -> Base:
        """Return what this row's sheet will be compared with when it comes back."""
        return Base(
            text_hash(self.entry.source),
            text_hash(self.entry.target),
            text_hash(self.revised),
            text_hash(self.remark),
            self.entry.state,
            decided=self.outcome is None,
        )


def rows_of(catalog: Catalog) -> tuple[Row, ...]:
    """Return the rows of a first export: every living entry with its own text to be revised."""
    return tuple(Row(entry, entry.target, entry.review.remark) for entry in catalog.current)


@dataclass(frozen=True, slots=True)
class Returned:
    """One row of a sheet that came back.

    ``decision`` is the state chosen, None where the cell is empty. ``problem`` says why a cell cannot be read as text
    or as a decision; ``locked`` are texts found where a reviewer cannot write: in locked cells or foreign columns.
    ``comment`` is None where the sheet lost that column.
    """

    number: int
    block_id: str
    base: Base | None
    revised: str = ""
    decision: State | None = None
    comment: str | None = ""
    problem: str = ""
    locked: tuple[str, ...] = ()

    @property
    def text_changed(self) -> bool:
        """Whether the reviewer wrote in the revised column."""
        return self.base is None or text_hash(self.revised) != self.base.revised

    @property
    def comment_changed(self) -> bool:
        """Whether the reviewer wrote in the comment column."""
        if self.comment is None:
            return False
        return self.base is None or text_hash(self.comment) != self.base.remark

    @property
    def decision_changed(self) -> bool:
        """Whether the decision is another than the one exported."""
        return self.base is None or self.decision is not self.base.decision

    @property
    def touched(self) -> bool:
        """Whether the reviewer left anything in this row."""
        return bool(self.problem) or self.text_changed or self.comment_changed or self.decision_changed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term that a reviewer proposes: French, English, remark, and who."""

    source: str
    target: str
    note: str = ""
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that came back. ``exported`` are the block ids that it held when it was written."""

    name: str
    document: str
    reviewer: str
    rows: tuple[Returned, ...]
    exported: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    warnings: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: its outcome, the reviewer's words, and what the checks say of the new text.

    ``number`` is the row of the sheet, 0 for a row that is no longer there. ``text`` holds what the reviewer wrote where it
    was not applied. ``reason`` adds to the outcome what the row alone can tell. ``unknown`` are ids in waivers of the comment
    that no check has: such a line waives nothing and was kept as a remark.
    """

    sheet: str
    number: int
    block_id: str
    outcome: Outcome
    text: str = ""
    comment: str = ""
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether someone should look at this row: it was not applied, breaks a rule, or waives what cannot be waived."""
        broken = any(finding.severity is Severity.ERROR and not finding.waiver for finding in self.findings)
        return broken or bool(self.unknown) or not self.outcome.applied


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a sheet; ``conflicts`` are the rows to send back to a person, ``edits`` the entries before and after."""

    results: tuple[RowResult, ...]
    conflicts: tuple[Row, ...] = ()
    edits: tuple[tuple[Entry, Entry], ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether any row does."""
        return any(result.needs_person for result in self.results)


def apply_sheet(
    catalog: Catalog,
    sheet: Sheet,
    date: str,
    check: Check | None = None,
    *,
    known: Container[str] | None = None,
    termbase: Termbase | None = None,
) -> tuple[Catalog, Report]:
    """Return the catalogue with the sheet's decisions, and what became of each row.

    ``date`` is the ISO date that reviewed entries get. ``check`` gives the findings of an entry; they never stop a
    row. ``known`` and ``termbase`` are those of `Said`. Applying a sheet again changes nothing.
    """
    bare = Said(sheet.reviewer, date, check=check, known=known, termbase=termbase)
    entries = {entry.block_id: entry for entry in reversed(catalog.entries)}
    results: list[RowResult] = []
    conflicts: list[Row] = []
    edits: list[tuple[Entry, Entry]] = []
    for row, outcome in _settle_duplicates(sheet.rows):
        before = entries.get(row.block_id)
        after, result = _apply_row(before, row, outcome, _said(row, bare))
        results.append(replace(result, sheet=sheet.name))
        if before is not None and after is not None and after is not before:
            entries[row.block_id] = after
            edits.append((before, after))
        if before is not None and not before.obsolete and not result.outcome.applied:
            conflicts.append(Row(before, row.revised, row.comment or "", result.outcome))
    results += _unasked(sheet, entries)
    merged = tuple(entry if entry.obsolete else entries[entry.block_id] for entry in catalog.entries)
    return replace(catalog, entries=merged), Report(tuple(results), tuple(conflicts), tuple(edits))


def _said(row: Returned, said: Said) -> Said:
    comment = row.comment if row.comment_changed else None
    return replace(said, comment=comment, base_remark=row.base.remark if row.base else "")


def _settle_duplicates(rows: Sequence[Returned]) -> Iterator[tuple[Returned, Outcome | None]]:
    """Yield one row an id, or all that say different things, marked DUPLICATED; rows without an id one by one."""
    by_id: dict[str, list[Returned]] = {}
    for row in rows:
        by_id.setdefault(row.block_id, []).append(row)
    for block_id, same in by_id.items():
        touched = [row for row in same if row.touched]
        said = {(row.revised, row.decision, row.comment, row.problem) for row in touched}
        if not block_id:
            yield from ((row, None) for row in same)
        elif len(said) > 1:
            yield from ((row, Outcome.DUPLICATED) for row in touched)
        else:
            yield (touched or same)[0], None


def _apply_row(
    before: Entry | None, row: Returned, outcome: Outcome | None, said: Said
) -> tuple[Entry | None, RowResult]:
    """Return the entry after the row, ``before`` itself where nothing changed, and the row's result."""
    wanted = None
    if outcome is None:
        outcome, wanted = _judge(before, row)
    bare = RowResult("", row.number, row.block_id, outcome)
    if not outcome.applied:
        return before, replace(bare, text=row.revised, comment=row.comment or "", reason=row.problem)
    if before is None or wanted is None or outcome is Outcome.UNTOUCHED:
        return before, bare
    after = revise_entry(before, wanted, said)
    news = tuple(finding for finding in after.findings if finding.severity is not Severity.INFO)
    if after is before:
        return before, replace(bare, outcome=Outcome.ALREADY)
    return after, replace(
        bare, findings=news, comment=said.comment or "", unknown=unknown_checks(before, said)
    )


def _unasked(sheet: Sheet, entries: Mapping[str, Entry]) -> Iterator[RowResult]:
    """Yield what the rows themselves do not tell: text in the wrong place, rows that are not there any more."""
    for row in sheet.rows:
        for text in row.locked:
            yield RowResult(sheet.name, row.number, row.block_id, Outcome.LOCKED, text)
    for text in sheet.strays:
        yield RowResult(sheet.name, 0, "", Outcome.LOCKED, text)
    present = {row.block_id for row in sheet.rows}
    for block_id in sheet.exported:
        if block_id not in present and block_id in entries and not entries[block_id].obsolete:
            yield RowResult(sheet.name, 0, block_id, Outcome.MISSING)


def _judge(entry: Entry | None, row: Returned) -> tuple[Outcome, Entry | None]:
    """Return the outcome of a row and, where it can be applied, the entry with its new state and target."""
    if not row.touched:
        return Outcome.UNTOUCHED, entry
    if entry is None or row.base is None:
        return Outcome.UNKNOWN, None
    obstacle = _obstacle(entry, row, row.base)
    if obstacle is not None:
        return obstacle, None
    outcome, wanted = _wanted(entry, row, row.base)
    if outcome.applied and outcome is not Outcome.COMMENTED:
        outcome = _against_today(entry, row, row.base, outcome, wanted)
    return outcome, wanted


def _obstacle(entry: Entry, row: Returned, base: Base) -> Outcome | None:
    """Return why the row cannot even be understood as a wish for this entry."""
    obstacles = (
        (entry.obsolete, Outcome.GONE),
        (bool(row.problem), Outcome.UNREADABLE),
        (text_hash(entry.source) != base.source, Outcome.STALE),
    )
    return next((outcome for stands, outcome in obstacles if stands), None)


def _wanted(entry: Entry, row: Returned, base: Base) -> tuple[Outcome, Entry]:
    """Return what the row asks for, as if the catalogue had not moved since; the first case that holds counts."""
    decision = row.decision if row.decision_changed else None
    vouched = decision is not None and decision.reviewed
    differs = row.text_changed if base.cut else text_hash(row.revised) != base.target
    unfinished = row.decision is State.NEEDS_WORK and (decision is not None or row.text_changed)
    text = row.revised if differs else entry.target
    rejected = replace(entry, target="", state=State.REJECTED)
    cases = (
        (decision is State.REJECTED and row.revised and row.text_changed, Outcome.CONTRADICTION, entry),
        (decision is State.REJECTED, Outcome.REJECTED, rejected),
        (not row.revised and (row.text_changed or vouched), Outcome.CLEARED, entry),
        (unfinished, Outcome.NEEDS_WORK, replace(entry, target=text, state=State.NEEDS_WORK)),
        (
            differs and (row.text_changed or vouched),
            Outcome.EDITED,
            replace(entry, target=text, state=State.EDITED),
        ),
        (decision is State.APPROVED, Outcome.APPROVED, replace(entry, state=State.APPROVED)),
        (decision is State.EDITED, Outcome.CONTRADICTION, entry),
        (row.decision_changed, Outcome.WITHDRAWN, replace(entry, state=State.DRAFT)),
        (True, Outcome.COMMENTED, entry),
    )
    return next((outcome, wanted) for holds, outcome, wanted in cases if holds)


def _against_today(entry: Entry, row: Returned, base: Base, outcome: Outcome, wanted: Entry) -> Outcome:
    """Return the outcome once the catalogue of today is compared with the one the reviewer saw."""
    moved = text_hash(entry.target) != base.target
    says_text = outcome is Outcome.REJECTED or text_hash(wanted.target) == text_hash(row.revised)
    if (wanted.target, wanted.state) == (entry.target, entry.state) and (says_text or not moved):
        return Outcome.ALREADY
    return Outcome.CONFLICT if moved or entry.state is not base.state else outcome
