"""A page of many texts: figures of all, rows for those that need a person."""

from dataclasses import replace

import pytest

from passerelle.translate.catalog.entry import Entry, Header, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.report import Gathering
from passerelle.translate.text.document import BlockKind
from tests.translate.report.conftest import first_page

PLAIN = Entry("p", BlockKind.PARAGRAPH, "Un essai.", "A trial.", State.APPROVED)
NOTED = replace(PLAIN, findings=(Finding("spacing", Severity.INFO, "style", "Note."),))
WAIVED = replace(PLAIN, findings=(Finding("spacing", Severity.WARNING, "style", "Two.", waiver="fine"),))
WARNED = replace(PLAIN, findings=(Finding("spacing", Severity.WARNING, "style", "Two blanks."),))
WRONG = replace(PLAIN, findings=(Finding("number-value", Severity.ERROR, "numbers", "12?"),))


@pytest.mark.parametrize(
    ("documents", "shown"),
    [
        ([[PLAIN] * 4], [[0, 1, 2, 3]]),
        ([[PLAIN, WRONG, NOTED, WARNED, WAIVED, PLAIN]], [[1, 3]]),
        ([[PLAIN, WRONG], [PLAIN, PLAIN], [WARNED]], [[1], [], [0]]),
        ([[WRONG] * 9], [[0, 1, 2, 3]]),
        ([[WRONG] * 3, [WARNED] * 3], [[0, 1, 2], [0]]),
    ],
)
def test_what_is_shown(documents: list[list[Entry]], shown: list[list[int]]) -> None:
    """All texts while there is room; else those with errors or warnings, at most so many, in their places."""
    gathering = Gathering(room=4, most=4)
    for entries in documents:
        gathering.add(Header("a"), entries)
    assert [[place for place, _ in document.shown] for document in gathering.documents] == shown
    assert [document.tally.texts for document in gathering.documents] == list(map(len, documents))


def test_a_shortened_page_says_so_and_counts_all() -> None:
    """The figures are those of all texts, and a row keeps its number."""
    gathering = Gathering(room=2)
    gathering.add(Header("a"), [PLAIN, PLAIN, PLAIN, WRONG])
    page = first_page(gathering.documents)
    assert "only those with errors or warnings are shown (1)" in page
    assert "Texts: 4." in page
    assert page.count("<article") == 1
    assert 'id="e1-4"' in page


def test_all_is_shown_where_that_is_asked_for() -> None:
    """Without a limit no text is left out, and none is said to be."""
    gathering = Gathering(room=None)
    gathering.add(Header("a"), [PLAIN, WRONG] * 20)
    assert (gathering.shown, gathering.total) == (40, 40)
    assert "are shown" not in first_page(gathering.documents)
