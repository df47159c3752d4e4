"""Figures that change places."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Soit 59 hommes et 68 femmes.", "That is 68 men and 59 women."),
        ("Soit 59 hommes et 68 femmes.", "That is 59 women and 68 men."),
        ("Entre 5 et 10 jours.", "Between 10 and 5 days."),
        ("De 2019 à 2021.", "From 2021 to 2019."),
        ("Soit 45 patients sur 120.", "That is 120 patients out of 45."),
        ("Soit 18 mois contre 14 sous placebo.", "That is 14 months, against 18 on placebo."),
    ],
)
def test_exchanged_figures_are_told(look: Look, source: str, target: str) -> None:
    """Pairs, bounds of a range, n of m and dates keep their order."""
    assert "order" in look(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Soit 59 hommes et 68 femmes.", "That is 68 women and 59 men."),
        ("Soit 45 patients sur 120.", "Of 120 patients, that is 45."),
        ("De 12 à 8 jours.", "To 8 days from 12."),
        ("Soit 18 mois, contre 14 sous placebo.", "Compared with 14 on placebo, that is 18 months."),
        ("Lille (12) et Lyon (15).", "Lyon (15) and Lille (12)."),
        ("Le 3 mars, 40 lits.", "Forty beds on 3 March."),
    ],
)
def test_figures_that_move_with_their_words_are_right(look: Look, source: str, target: str) -> None:
    """English may say the second figure first, if the words go with it."""
    assert "order" not in look(source, target)
