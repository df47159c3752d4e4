"""Figures: their value, and the way they are written."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Soit 12,5 % des cas.", "That is 125% of cases."),
        ("Soit 12,5 % des cas.", "That is of cases."),
        ("Soit 125 patients.", "That is 152 patients."),
        ("Le 3 mars 2024.", "On 3 May 2024."),
        ("Environ 3 millions d’euros.", "About €3 billion."),
        ("Une dose de 5 mg.", "A dose of 5 g."),
        ("À 14h40.", "At 4:40 pm."),
        ("Les patients.", "The 12 patients."),
        ("Ouvert 24h/24.", "Open 12 hours in 24."),
    ],
)
def test_other_value_is_an_error(look: Look, source: str, target: str) -> None:
    """A figure lost, changed or invented is an error."""
    assert "number-value" in look(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Soit 12,5 % des cas.", "That is 12.5% of cases."),
        ("Soit 1 200 patients.", "That is 1,200 patients."),
        ("Le 3 mars 2024 à 14h40.", "On 3 March 2024 at 2:40 pm."),
        ("Environ 3,5 M€.", "About €3.5 million."),
        ("Deux fois par an.", "Twice a year."),
        ("Ouvert 24h/24 et 7j/7.", "Open 24 hours in 24, 7 days in 7."),
        ("Ouvert 24 heures sur 24.", "Open 24 hours out of 24."),
        ("Ouvert 24 heures sur 24.", "Open 24/24."),
        ("Ouvert 24h/24, 7j/7.", "Open 24/7."),
        ("Ouvert 7 jours sur 7.", "Open seven days out of seven."),
        ("Ouvert vingt-quatre heures sur vingt-quatre.", "Open twenty-four hours in twenty-four."),
    ],
)
def test_same_value_is_none(look: Look, source: str, target: str) -> None:
    """The same value in English form is as it should be."""
    assert not {"number-value", "number-format"} & look(source, target).keys()


@pytest.mark.parametrize(
    ("target", "rendering"),
    [
        ("It is 3,5 %.", "3.5%"),
        ("1\u202f200 of them.", "1,200"),
        ("At 14h40.", "2:40 pm"),
        ("Some 5 %.", "5%"),
    ],
)
def test_french_figures_are_a_warning(look: Look, target: str, rendering: str) -> None:
    """A figure in French typography is a warning with the English form."""
    assert look("Le texte.", target)["number-format"].suggestion == rendering


def test_american_suggestion_follows_the_english_asked_for(look: Look) -> None:
    """Suggestions are American where American English is asked for."""
    found = look("Le 3 mars 2024.", "On a day.", american=True)["number-value"]
    assert found.suggestion == "March 3, 2024"
