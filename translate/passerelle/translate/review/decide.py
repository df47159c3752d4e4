"""What a row that came back asks for, and whether the catalogue of today lets it. Pure functions."""

from dataclasses import replace

from passerelle.translate.catalog.entry import Entry, State, text_hash
from passerelle.translate.review.row import Base, Outcome, Returned


def judge_row(entry: Entry | None, row: Returned) -> tuple[Outcome, Entry | None]:
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
        return _against_today(entry, row, row.base, outcome, wanted)
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


def _against_today(
    entry: Entry, row: Returned, base: Base, outcome: Outcome, wanted: Entry
) -> tuple[Outcome, Entry]:
    """Return the outcome once the catalogue of today is compared with the one the reviewer saw.

    Only a change of the English is a conflict: who marks, approves or comments leaves the next person free to write, but
    nobody's decision counts for words that they never saw.
    """
    moved = text_hash(entry.target) != base.target
    says_text = outcome is Outcome.REJECTED or text_hash(wanted.target) == text_hash(row.revised)
    agrees = wanted.target == entry.target and (says_text or not moved)
    if agrees and wanted.state is entry.state:
        return Outcome.ALREADY, wanted
    return (outcome if not moved or agrees else Outcome.CONFLICT), wanted


def overruled(before: Entry, row: Returned, after: Entry) -> State | None:
    """Return the decision that someone made after the export and that this row replaced; None where it hides nothing."""
    came_since = before.state.touched and row.base is not None and before.state is not row.base.state
    return before.state if came_since and after.state is not before.state else None
