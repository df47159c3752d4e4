"""Pairs of the house carry the signs that passerelle sends."""

import pytest

from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.adaptation.signs import sign_house_pair, write_signs


def test_writing_signs_from_the_end() -> None:
    """Places may come in any order."""
    assert write_signs("abc def", {6: (4, 7), 1: (0, 3)}) == "⟦1⟧ ⟦6⟧"
    assert write_signs("abc", {}) == "abc"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_termbase())


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        (
            "La HAS recommande la biopsie liquide à Annecy.",
            "The French National Authority for Health (HAS) recommends liquid biopsy in Annecy.",
            ("La ⟦6⟧ recommande la ⟦1⟧ à ⟦7⟧.", "The ⟦6⟧ recommends ⟦1⟧ in ⟦7⟧."),
        ),
        (
            "L’établissement propose des biopsies liquides.",
            "The hospital offers liquid biopsies.",
            ("L'établissement propose des ⟦1⟧.", "The hospital offers ⟦1⟧."),
        ),
        ("LA BIOPSIE LIQUIDE PROGRESSE", "Liquid biopsy is gaining ground",
         ("La ⟦1⟧ progresse", "⟦1⟧ is gaining ground")),
        ("La biopsie liquide progresse.", "This test is gaining ground.", None),
        ("Il dort.", "He sleeps.", None),
        ("La biopsie liquide ⟦1⟧.", "Liquid biopsy ⟦1⟧.", None),
        ("La biopsie liquide.", "Liquid biopsy ⟦1⟧.", None),
    ],
)  # fmt: skip
def test_pairs_of_the_house(
    matcher: Matcher, french: str, english: str, expected: tuple[str, str] | None
) -> None:
    """Terms and names that stand on both sides become the signs that passerelle sends, the French made plain."""
    assert sign_house_pair(french, english, matcher) == expected
