"""Rises and falls, in the sentence and beside each figure."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Les dépenses sont en hausse.", "Spending is falling."),
        ("Les ventes montent de 5 %, une hausse nette.", "Sales went down 5%, a clear fall."),
        ("Le taux passe de 12 à 8 %.", "The rate rises from 12% to 8%."),
        ("Le solde est de +3,2 %.", "The balance is 3.2%."),
        ("Un taux supérieur, en hausse de 3 %, et une baisse de 2 %.", "A rate down 3%, and a rise of 2%."),
    ],
)
def test_another_direction_is_told(look: Look, source: str, target: str) -> None:
    """A rise is no fall, whatever else the sentence says; a sign is not lost."""
    assert "direction" in look(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Les recettes reculent (-1,4 %).", "Revenue is down 1.4%."),
        ("Le délai passe de 12 à 8 jours.", "The delay falls from 12 to 8 days."),
        ("La direction refuse de commenter la hausse.", "Management declined to comment on the rise."),
        ("Une baisse de 3 %, après une hausse de 2 %.", "A 3% fall, after rising 2%."),
        ("Soit onze points de moins.", "That is eleven points below."),
    ],
)
def test_the_same_direction_is_none(look: Look, source: str, target: str) -> None:
    """A minus may be a word, and figures may tell a direction."""
    assert not {"direction", "number-value"} & look(source, target).keys()
