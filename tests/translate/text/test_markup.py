"""Numbered marks: taken out, carried over, put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.engine.tokens import token_places
from passerelle.translate.ladder.project import project_spans
from passerelle.translate.text.markup import Span, mark, mark_numbers, unmark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "<1>all</1>",
        "a <1>b <2>c</2></1> d",
        "x<1/>",
        "<1></1>x",
        "<1>a</1><2>b</2>",
        "<1/><2/>",
        "a <1><2>b</2></1>",
        "<3>out <1/>in</3>",
    ],
)
def test_marking_undoes_unmarking(text: str) -> None:
    """Text and marks come back as they were."""
    assert mark(*unmark(text)) == text


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_marks_are_never_lost(places: list[tuple[int, int]]) -> None:
    """Whatever the places, every mark of nested or separate spans comes back."""
    plain = "abcdefghij"
    spans = [Span(number, min(place), max(place)) for number, place in enumerate(places, start=1)]
    fitted = project_spans(spans, plain, plain)
    assert mark_numbers(mark(plain, fitted)) == mark_numbers(mark(plain, spans))


@pytest.mark.parametrize(("text", "plain"), [("a <1>b", "a b"), ("a</1> b", "a b")])
def test_broken_marks_do_no_harm(text: str, plain: str) -> None:
    """A mark without its partner is closed at the end or dropped."""
    assert unmark(text)[0] == plain


def record(source: str, target: str, french: str, english: str) -> Record:
    start, place = source.index(french), target.index(english)
    return Record(
        ConstraintKind.TERM,
        "c",
        french,
        start,
        start + len(french),
        "preferred",
        english,
        Stage.PLAIN,
        (place, place + len(english)),
    )


SOURCE, TARGET = "Une biopsie liquide suffit ici.", "A liquid biopsy is enough here."
TERM = record(SOURCE, TARGET, "biopsie liquide", "liquid biopsy")


def projected(source: str, target: str, inside: str, *records: Record) -> str:
    start = source.index(inside)
    span = project_spans([Span(1, start, start + len(inside))], source, target, records)[0]
    return target[span.start : span.end]


def test_a_whole_sentence_stays_whole() -> None:
    """A mark round the whole sentence stands round the whole translation."""
    assert projected(SOURCE, TARGET, SOURCE) == TARGET


def test_a_term_carries_its_mark() -> None:
    """A mark on a term goes where the ledger says the term is, articles aside."""
    assert projected(SOURCE, TARGET, "biopsie liquide", TERM) == "liquid biopsy"
    assert projected(SOURCE, TARGET, "Une biopsie liquide", TERM) == "liquid biopsy"
    assert projected(SOURCE, TARGET, "liquide", TERM) == "liquid biopsy"


def test_the_same_words_carry_their_mark() -> None:
    """A mark on words that stand in the English too goes there."""
    assert projected("Selon Kerdoncuff, oui.", "Yes, says Kerdoncuff.", "Kerdoncuff") == "Kerdoncuff"


def test_attention_carries_a_mark() -> None:
    """Otherwise the model's attention decides, widened to whole words."""
    source, target = "Le chat noir dort", "The black cat sleeps"
    tokens = (
        ["▁Le", "▁chat", "▁noir", "▁dort"],
        ["▁The", "▁black", "▁cat", "▁sleeps"],
        [[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]],
    )
    spans = project_spans([Span(1, 8, 12)], source, target, (), tokens)
    assert target[spans[0].start : spans[0].end] == "black"


def test_an_empty_mark_follows_what_stood_before_it() -> None:
    """A line break or image keeps its place at the beginning or the end."""
    spans = project_spans(
        [Span(1, 0, 0, empty=True), Span(2, len(SOURCE), len(SOURCE), empty=True)], SOURCE, TARGET
    )
    assert mark(TARGET, spans) == f"<1/>{TARGET}<2/>"


def test_token_places_survive_normalisation() -> None:
    """Tokens find their place where the tokenizer changed characters."""
    assert token_places(["▁5", "▁m", "2", "▁x"], "5 m² x") == [(0, 1), (2, 3), (3, 4), (5, 6)]
