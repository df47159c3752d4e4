"""Addresses and codes as constraints: letter for letter, and whole."""

import pytest

from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.constraints.addresses import demand_addresses, demand_codes
from passerelle.translate.constraints.constraint import ConstraintKind
from passerelle.translate.constraints.require import Sentence, demand_all
from passerelle.translate.constraints.satisfy import compare_figures, judge

URL, EMAIL, CODE = ConstraintKind.URL, ConstraintKind.EMAIL, ConstraintKind.CODE


@pytest.mark.parametrize(
    ("text", "demanded"),
    [
        ("Voir https://www.example.org/a_b?c=d.", [(URL, "https://www.example.org/a_b?c=d")]),
        ("à presse@chu-nantes.fr !", [(EMAIL, "presse@chu-nantes.fr")]),
        ("@sante_gouv, #Grippe", [(CODE, "@sante_gouv"), (CODE, "#Grippe")]),
        ("l’essai NCT01234567 (10.1056/NEJMoa123)", [(CODE, "10.1056/NEJMoa123"), (CODE, "NCT01234567")]),
        ("article L. 162-31-1 du code, #3", [(CODE, "L. 162-31-1"), (CODE, "#3")]),
        ("https://clinicaltrials.gov/NCT01234567", [(URL, "https://clinicaltrials.gov/NCT01234567")]),
        ("rien ici. Et là", []),
    ],
)
def test_addresses_and_codes(text: str, demanded: list[tuple[ConstraintKind, str]]) -> None:
    """A code inside an address is no demand of its own."""
    found = [*demand_addresses(text), *demand_codes(text)]
    assert [(constraint.kind, constraint.source) for constraint in found] == demanded


@pytest.mark.parametrize(
    ("english", "met"),
    [
        ("Write to presse@chu-nantes.fr.", True),
        ("Writchu-nantes.fr", False),
        ("Write to x.presse@chu-nantes.fr.", False),
        ("Write to presse@chu-nantes.fr.org.", False),
        ("Write to presse@chu-nantes.", False),
    ],
)
def test_an_address_is_met_whole_or_not_at_all(english: str, *, met: bool) -> None:
    constraints = tuple(demand_addresses("Écrire à presse@chu-nantes.fr."))
    assert judge(english, constraints).complete is met


def test_no_term_name_or_figure_is_demanded_inside_an_address() -> None:
    matcher = Matcher(Termbase(()))
    (demands,) = demand_all([Sentence("Voir HAS-Sante.fr/2024/12000/Guide-Kervella.")], matcher)
    assert [constraint.source for constraint in demands.constraints] == [
        "HAS-Sante.fr/2024/12000/Guide-Kervella"
    ]


def test_figures_of_addresses_are_not_compared() -> None:
    assert compare_figures("Voir sante.example/3,5 ici.", "See sante.example/3,5 here.", ()) == ()
    assert compare_figures("Voir 10.1371/a.0250 ; oui.", "See 10.1371/a.0250; yes.", ()) == ()
