"""By what something is multiplied."""

from fractions import Fraction

import pytest

from passerelle.translate.numbers import agreeing_phrases, find_multiples
from passerelle.translate.numbers.wording import Language


@pytest.mark.parametrize(
    ("text", "language", "factor"),
    [
        ("multiplié par trois", "french", "3"),
        ("2,5 fois plus élevé", "french", "5/2"),
        ("divisée par quatre", "french", "1/4"),
        ("trois fois moins", "french", "1/3"),
        ("a doublé", "french", "2"),
        ("réduit de moitié", "french", "1/2"),
        ("tripled", "english", "3"),
        ("twice as many", "english", "2"),
        ("2.5 times higher", "english", "5/2"),
        ("2.5 times less", "english", "2/5"),
        ("cut in half", "english", "1/2"),
        ("a fourfold increase", "english", "4"),
    ],
)
def test_multiples_are_read(text: str, language: Language, factor: str) -> None:
    """Shares are read as factors below one."""
    assert [found.factor for found in find_multiples(text, language) if found.firm] == [Fraction(factor)]


def test_phrases_that_agree_are_known_by_their_places() -> None:
    """What both sides say in their own way is found in both."""
    french, english = "Le taux double deux fois par an.", "The rate doubles every six months."
    ours, theirs = agreeing_phrases(french, english)
    assert [french[slice(*place)] for place in ours] == ["double", "deux fois par an"]
    assert [english[slice(*place)] for place in theirs] == ["doubles", "every six months"]
