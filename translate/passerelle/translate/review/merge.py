"""The review that comes back: a three-way merge of the draft as exported, the sheet and the catalogue of today. No I/O."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from passerelle.translate.catalog.entry import Catalog, Entry, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.review.decide import judge_row, overruled
from passerelle.translate.review.revise import JudgeAll, Said, revise_entry, unknown_checks
from passerelle.translate.review.row import Outcome, Returned, Row


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
    that no check has: such a line waives nothing and was kept as a remark. ``instead`` is someone else's decision
    of meanwhile in whose place this one stands, with their name.
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
    instead: str = ""

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
    judge: JudgeAll | None = None,
    *,
    known: Container[str] | None = None,
) -> tuple[Catalog, Report]:
    """Return the catalogue with the sheet's decisions, and what became of each row.

    ``date`` is the ISO date that reviewed entries get. ``judge`` gives the entries that changed their findings and
    their ledgers, all at once; they never stop a row. ``known`` is that of `Said`. Applying a sheet again changes nothing.
    """
    bare = Said(sheet.reviewer, date, judge=_unchanged if judge else None, known=known)
    entries = {entry.block_id: entry for entry in reversed(catalog.entries)}
    applied = [
        _apply_row(entries.get(row.block_id), row, outcome, _said(row, bare))
        for row, outcome in _settle_duplicates(sheet.rows)
    ]
    done = _judge_all(applied, judge or iter)
    edits = tuple((each.before, each.after) for each in done if each.before and each.after and each.changed)
    entries |= {after.block_id: after for _, after in edits}
    results = [replace(each.result, sheet=sheet.name) for each in done]
    results += _unasked(sheet, entries)
    merged = tuple(entry if entry.obsolete else entries[entry.block_id] for entry in catalog.entries)
    return replace(catalog, entries=merged), Report(tuple(results), tuple(_conflicts(done)), edits)


def _unchanged(entry: Entry) -> Entry:
    return entry


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a row: the entry before and after it, the same one where nothing changed, and the row's result."""

    row: Returned
    before: Entry | None
    after: Entry | None
    result: RowResult

    @property
    def changed(self) -> bool:
        return self.after is not self.before


def _judge_all(done: Sequence[_Done], judge: JudgeAll) -> list[_Done]:
    """Return what became of the rows with what is said of each entry that changed: no entry is changed by two of them."""
    changed = (each.after for each in done if each.after and each.changed)
    judged = {entry.block_id: entry for entry in judge(changed)}
    return [_with_news(each, judged[each.row.block_id]) if each.changed else each for each in done]


def _with_news(done: _Done, after: Entry) -> _Done:
    news = tuple(finding for finding in after.findings if finding.severity is not Severity.INFO)
    return replace(done, after=after, result=replace(done.result, findings=news))


def _conflicts(done: Iterable[_Done]) -> Iterator[Row]:
    for each in done:
        if each.before is not None and not each.before.obsolete and not each.result.outcome.applied:
            yield _contested(each.before, each.row, each.result)


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


def _apply_row(before: Entry | None, row: Returned, outcome: Outcome | None, said: Said) -> _Done:
    """Return what becomes of a row; findings of new English are not among it yet."""
    wanted = None
    if outcome is None:
        outcome, wanted = judge_row(before, row)
    bare = RowResult("", row.number, row.block_id, outcome)
    if not outcome.applied:
        reason = row.problem or (_verdict(row, said.reviewer) if outcome is Outcome.CONFLICT else "")
        told = replace(bare, text=row.revised, comment=row.comment or "", reason=reason)
        return _Done(row, before, before, told)
    if before is None or wanted is None or outcome is Outcome.UNTOUCHED:
        return _Done(row, before, before, bare)
    after = revise_entry(before, wanted, said)
    if after is before:
        return _Done(row, before, before, replace(bare, outcome=Outcome.ALREADY))
    instead = _told(before, overruled(before, row, after))
    unknown = unknown_checks(before, said)
    told = replace(bare, comment=said.comment or "", unknown=unknown, instead=instead)
    return _Done(row, before, after, told)


def _told(before: Entry, decision: State | None) -> str:
    return f"“{decision}” of {before.review.reviewer or 'someone else'}" if decision else ""


def _verdict(row: Returned, reviewer: str) -> str:
    """Return what a row decides of words that it leaves as they were, and who; nothing where it writes its own."""
    decides = row.decision is not None and row.decision_changed and not row.text_changed
    return f"“{row.decision}” of {reviewer or 'the reviewer'}" if decides else ""


def _contested(before: Entry, row: Returned, result: RowResult) -> Row:
    """Return the row of a conflict sheet: what the reviewer wrote, or the English of today with what they decided of another."""
    if row.decision not in (State.NEEDS_WORK, State.REJECTED) or not (result.reason and not row.problem):
        return Row(before, row.revised, row.comment or "", result.outcome)
    remark = ": ".join(filter(None, (result.reason, row.comment)))
    return Row(before, before.target, remark, result.outcome)


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
