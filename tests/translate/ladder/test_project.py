"""Marks carried over to the English: none is lost, and none begins or ends inside a word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.ladder.project import project_spans
from passerelle.translate.text.markup import Span, mark, unmark


@pytest.mark.parametrize(
    ("source", "marked", "target", "expected"),
    [
        ("L'Institut va ouvrir.", "Institut", "The Institute will open.", "The Institute"),
        ("Un test sûr.", "test", "A tested test.", "test"),
        ("Le CHU ferme.", "CHU", "The CHUs and the CHU close.", "CHU"),
        ("Voir le site.", "Voir le site.", "See the site.", "See the site."),
    ],
)
def test_a_mark_covers_whole_words(source: str, marked: str, target: str, expected: str) -> None:
    """A word that begins like the French one is not cut in two."""
    start = source.index(marked)
    span = project_spans([Span(1, start, start + len(marked))], source, target)[0]
    assert target[span.start : span.end] == expected


def test_a_mark_holds_the_bracket_that_it_opened() -> None:
    """Short forms come in brackets, and a link or bold ends behind them."""
    source, target = "Le rapport de l'Igas sort.", "The Inspectorate (IGAS) report is out."
    french = ["▁Le", "▁rapport", "▁de", "▁l'", "Igas", "▁sort."]
    english = ["▁The", "▁Inspectorate", "▁(", "IGAS", ")", "▁report", "▁is", "▁out."]
    of = [0, 1, 4, 4, 5, 5, 5, 5]
    attention = french, english, [[float(each == one) for each in range(6)] for one in of]
    found = project_spans([Span(1, 3, 20)], source, target, attention=attention)[0]
    assert target[found.start : found.end] == "Inspectorate (IGAS)"


def test_breaks_stand_at_the_head_of_their_lines() -> None:
    """Where the English has the lines of the French, no guess is made."""
    source, target = "Un\nCLCC\nici", "One\nA comprehensive centre\nhere"
    found = project_spans([Span(1, 3, 3, empty=True), Span(2, 8, 8, empty=True)], source, target)
    assert [target[span.start :].split(maxsplit=1)[0] for span in found] == ["A", "here"]


PARTS = [
    ("La molécule H<1>2</1>O agit", "The H2O molecule acts", "The H<1>2</1>O molecule acts"),
    ("2 000 m<1>2</1> de lits", "2,000 m2 of beds", "2,000 m<1>2</1> of beds"),
    ("Le CO<1>2</1> baisse", "CO2, as CO2, falls", None),
    ("Le 1<1>er</1> mai", "On 1 May", "On 1<1></1> May"),
    ("Le 24<1>e</1> mois", "The 24th month", "The 24th<1></1> month"),
    ("Au XXI<1>e</1> siècle", "In the 21st century", "In the 21st<1></1> century"),
    ("Un anti<1>cancéreux</1>", "An anticancer drug", None),
]


@pytest.mark.parametrize(("french", "target", "expected"), PARTS)
def test_parts_of_words_are_marked_in_the_same_formula_only(
    french: str, target: str, expected: str | None
) -> None:
    """A formula keeps its index, the English ordinal has no raised end, and of other words no part is marked."""
    source, spans = unmark(french)
    placed = mark(target, project_spans(spans, source, target))
    assert placed == expected or (expected is None and not re.search(r"\w</?1>\w", placed))


def test_a_picture_does_not_part_a_term() -> None:
    """What stands behind a term in French stands behind all of it in English."""
    source, target = "Le CLCC  ouvre", "The comprehensive centre (CLCC) opens"
    record = Record(ConstraintKind.TERM, "clcc", "CLCC", 3, 7, "", target[4:31], Stage.SIGNS, (4, 31))
    [span] = project_spans([Span(1, 8, 8, empty=True)], source, target, [record])
    assert not 4 < span.start < 31


def test_a_code_is_marked_whole() -> None:
    """What both languages write alike is more than the figure in it."""
    source, target = "J+2 : la fièvre", "J+2: fever"
    record = Record(ConstraintKind.NUMBER, "", "+2", 1, 3, "value", "+2", Stage.PLAIN, (1, 3))
    [span] = project_spans([Span(1, 0, 3)], source, target, [record])
    assert target[span.start : span.end] == "J+2"


WORDS = st.lists(st.text("abéC", min_size=1, max_size=6), min_size=1, max_size=8).map(" ".join)


@given(WORDS, WORDS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=4))
def test_no_mark_ends_inside_a_word(source: str, target: str, places: list[tuple[int, int]]) -> None:
    """Wherever marks stand in the French, and however little the English is like it."""
    spans = [
        Span(number, min(start, len(source)), min(start + length, len(source)))
        for number, (start, length) in enumerate(places, start=1)
    ]
    found = project_spans(spans, source, target)
    assert sorted(span.number for span in found) == [span.number for span in spans]
    for span in found:
        for place in (span.start, span.end):
            assert not (0 < place < len(target) and target[place - 1].isalnum() and target[place].isalnum())
