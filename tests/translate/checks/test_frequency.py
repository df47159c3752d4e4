"""How often, and how many times as much."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Trois fois par jour.", "Three times a week."),
        ("Une visite mensuelle suffit.", "A weekly visit is enough."),
        ("Un salaire de 2 400 € par mois.", "A salary of €2,400 a year."),
        ("Toutes les 6 heures.", "Six times a day."),
    ],
)
def test_another_frequency_is_told(look: Look, source: str, target: str) -> None:
    """The number of times and the period both count."""
    assert "frequency" in look(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Deux fois par an.", "Every six months."),
        ("4 prises par jour.", "Four daily doses."),
        ("Le service est ouvert 24 heures sur 24.", "The service is open 24 hours a day."),
        ("Un jour sur deux.", "Every other day."),
        ("Le rapport annuel est paru.", "The yearly report is out."),
    ],
)
def test_the_same_frequency_is_none(look: Look, source: str, target: str) -> None:
    """Equal shares of other periods are the same."""
    assert not {"frequency", "number-value"} & look(source, target).keys()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le budget a doublé.", "The budget has tripled."),
        ("Le délai a été divisé par deux.", "The delay has doubled."),
        ("Deux fois moins de cas.", "Twice as many cases."),
    ],
)
def test_another_multiple_is_told(look: Look, source: str, target: str) -> None:
    """A share is not a multiple."""
    assert "multiple" in look(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le délai a été divisé par deux.", "The delay was halved."),
        ("Le risque est multiplié par trois.", "The risk is three times higher."),
        ("Le coût est divisé par quatre.", "The cost is cut to a quarter."),
        ("L’objectif est double.", "The aim is twofold."),
    ],
)
def test_the_same_multiple_is_none(look: Look, source: str, target: str) -> None:
    """The number in a multiple may be a word for the whole of it."""
    assert not {"multiple", "number-value"} & look(source, target).keys()
