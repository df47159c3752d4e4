"""Which texts wait, and what comes next."""

from dataclasses import replace

import pytest

from passerelle.translate.catalog.entry import Entry, State
from passerelle.translate.catalog.findings import Finding, Severity, Waiver
from passerelle.translate.review.queue import Show, find_next, is_shown, open_findings, progress_of
from passerelle.translate.text.document import BlockKind

DRAFT = Entry("a", BlockKind.PARAGRAPH, "Douze", "Twelve", confidence=70)
LOW = replace(DRAFT, confidence=20)
FAULT = Finding("number-value", Severity.ERROR, "numbers", "Wrong.")
NOTE = replace(FAULT, id="inflected", severity=Severity.INFO)
FAULTY = replace(DRAFT, findings=(FAULT, NOTE))
WAIVED = replace(FAULTY, waivers=(Waiver("number-value", "so"),))
APPROVED = replace(LOW, state=State.APPROVED)
UNFINISHED = replace(LOW, state=State.NEEDS_WORK)
REJECTED = replace(FAULTY, state=State.REJECTED, target="")

CHOICES = [
    (DRAFT, {Show.TODO}),
    (LOW, {Show.TODO, Show.LOW}),
    (FAULTY, {Show.TODO, Show.FINDINGS}),
    (replace(DRAFT, findings=(NOTE,)), {Show.TODO}),
    (WAIVED, {Show.TODO}),
    (APPROVED, set()),
    (replace(APPROVED, findings=(FAULT,)), {Show.FINDINGS}),
    (UNFINISHED, {Show.TODO}),
    (REJECTED, set()),
]


@pytest.mark.parametrize(("entry", "choices"), CHOICES)
def test_choices(entry: Entry, choices: set[Show]) -> None:
    assert {show for show in Show if is_shown(entry, show)} == choices | {Show.ALL}


def test_only_errors_and_warnings_wait() -> None:
    assert open_findings(FAULTY) == (FAULT,)
    assert open_findings(WAIVED) == ()


@pytest.mark.parametrize(
    ("entries", "place", "show", "found"),
    [
        ([DRAFT, DRAFT, DRAFT], 0, Show.TODO, 1),
        ([DRAFT, APPROVED, DRAFT], 0, Show.TODO, 2),
        ([DRAFT, APPROVED, APPROVED], 2, Show.TODO, 0),
        ([APPROVED, APPROVED], 0, Show.TODO, None),
        ([DRAFT], 0, Show.TODO, None),
        ([APPROVED, APPROVED], 0, Show.ALL, 1),
        ([], 0, Show.ALL, None),
    ],
)
def test_next(entries: list[Entry], place: int, show: Show, found: int | None) -> None:
    """The one after, from the beginning again at the end, and never the same."""
    assert find_next(entries, place, show) == found


def test_progress() -> None:
    progress = progress_of([DRAFT, LOW, FAULTY, APPROVED, UNFINISHED, REJECTED])
    assert (progress.total, progress.reviewed, progress.rejected) == (6, 1, 1)
    assert (progress.open, progress.decided, progress.unfinished) == (4, 2, 1)
    assert (progress.with_findings, progress.low) == (1, 1)
    assert progress_of([]).open == 0
