"""The blanks beside pictures are those of the French, and places in the English follow."""

import pytest

from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.ladder.blanks import set_blanks
from passerelle.translate.text.markup import mark, unmark

CASES = [
    ("Voir <1/> puis", "See<1/> then", "See <1/> then"),
    ("Voir <1/> puis", "See <1/>then", "See <1/> then"),
    ("Voir <1/> puis", "See<1/>", "See <1/>"),
    ("Voir <1/> puis", "<1/>Then see", "<1/> Then see"),
    ("Voir <1/> : ici", "See<1/>: here", "See <1/>: here"),
    ("Voir <1/>, puis", "See<1/>, then", "See <1/>, then"),
    ("Voir<1/> puis", "See<1/> then", "See<1/> then"),
    ("Voir <1/><2/> puis", "See<1/><2/> then", "See <1/><2/> then"),
    ("Voir <1/> <2/> puis", "See<1/><2/> then", "See <1/> <2/> then"),
    ("Un <2>gras</2> <1/> là", "A <2>bold</2><1/> there", "A <2>bold</2> <1/> there"),
    ("Un <1/> <2>gras</2>", "A<1/> <2>bold</2>", "A <1/> <2>bold</2>"),
    ("Voir « <1/> » ici", "See “<1/>” here", "See “<1/>” here"),
    ("Ligne\n<1/>deux", "Line\n<1/>two", "Line\n<1/>two"),
]


@pytest.mark.parametrize(("french", "english", "expected"), CASES)
def test_pictures_have_their_blanks(french: str, english: str, expected: str) -> None:
    """A blank that the French has beside a mark without words is there in English, but for one before a stop or within quotation marks."""
    (source, wanted), (text, spans) = unmark(french), unmark(english)
    done, places, _ = set_blanks(source, wanted, text, spans, [])
    assert mark(done, places) == expected


def test_the_ledger_follows() -> None:
    """What stands after a new blank moves with it."""
    (source, wanted), (text, spans) = unmark("Voir <1/> puis 12"), unmark("See<1/> then 12")
    record = Record(ConstraintKind.NUMBER, "", "12", 11, 13, "", "12", Stage.PLAIN, (9, 11))
    done, _, [moved] = set_blanks(source, wanted, text, spans, [record])
    assert moved.target_span is not None
    assert done[slice(*moved.target_span)] == "12"
