"""Marks carried over to the English: none is lost, and none begins or ends inside a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.translate.ladder.project import project_spans
from passerelle.translate.text.markup import Span


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


def test_breaks_stand_at_the_head_of_their_lines() -> None:
    """Where the English has the lines of the French, no guess is made."""
    source, target = "Un\nCLCC\nici", "One\nA comprehensive centre\nhere"
    found = project_spans([Span(1, 3, 3, empty=True), Span(2, 8, 8, empty=True)], source, target)
    assert [target[span.start :].split(maxsplit=1)[0] for span in found] == ["A", "here"]


WORDS = st.lists(st.text("abéC1", min_size=1, max_size=6), min_size=1, max_size=8).map(" ".join)


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
