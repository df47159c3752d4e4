"""A term is met by whole words, each place once."""

import pytest

from training.pairs import TermPair
from training.terms import terms_met


@pytest.mark.parametrize(
    ("english", "renderings", "exact", "lemma"),
    [
        ("The flu spreads.", ["flu"], [True], [True]),
        ("The FLU spreads.", ["flu"], [True], [True]),
        ("The fluid spreads.", ["flu"], [False], [False]),
        ("Viruses spread.", ["virus"], [False], [True]),
        ("A virus spreads.", ["virus", "virus"], [True, False], [True, False]),
        ("A virus meets viruses.", ["virus", "virus"], [True, False], [True, True]),
        ("A coronavirus outbreak.", ["coronavirus", "coronavirus outbreak"], [False, True], [False, True]),
        ("The well-being of all.", ["well-being"], [True], [True]),
        ("Nothing.", [], [], []),
        ("", ["flu"], [False], [False]),
    ],
)
def test_terms_met(english: str, renderings: list[str], exact: list[bool], lemma: list[bool]) -> None:
    """Longer renderings choose first; dictionary forms help only where they are asked for."""
    terms = [TermPair("", (rendering,)) for rendering in renderings]
    assert terms_met(english, terms) == exact
    assert terms_met(english, terms, lemmas=True) == lemma


def test_any_rendering_will_do() -> None:
    """A term with two English forms is met by either."""
    term = TermPair("grippe", ("influenza", "flu"))
    assert terms_met("It is flu.", [term]) == terms_met("It is influenza.", [term]) == [True]
