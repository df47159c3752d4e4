"""Terms in the form in which a dictionary has them."""

from collections import Counter

import pytest

from passerelle.translate.extraction.forms import dictionary_form, singular
from passerelle.translate.extraction.tally import Kind

FORMS = [
    ({"Centres hospitaliers": 1}, Kind.PHRASE, "centre hospitalier"),
    ({"substituts nicotiniques": 2}, Kind.PHRASE, "substitut nicotinique"),
    ({"données de santé": 1}, Kind.PHRASE, "données de santé"),
    ({"affections de longue durée": 3}, Kind.ACRONYM, "affection de longue durée"),
    (
        {"établissements de santé privés d’intérêt collectif": 2},
        Kind.ACRONYM,
        "établissement de santé privé d’intérêt collectif",
    ),
    ({"Haute Autorité de santé": 2}, Kind.ACRONYM, "Haute Autorité de santé"),
    ({"Hospices civils de Lyon": 1}, Kind.NAME, "Hospices civils de Lyon"),
]


@pytest.mark.parametrize(("forms", "kind", "form"), FORMS, ids=[form for _, _, form in FORMS])
def test_a_term_stands_in_the_singular(forms: dict[str, int], kind: Kind, form: str) -> None:
    """But for names, and for nouns that French uses in the plural."""
    assert dictionary_form(Counter(forms), kind) == form


@pytest.mark.parametrize(
    ("plural", "one"),
    [("hôpitaux", "hôpital"), ("essais", "essai"), ("réseaux", "réseau"), ("cas", "cas"), ("recours", "recours"), ("accès", "accès"), ("syphilis", "syphilis"), ("xylographies", "xylographie")],
)  # fmt: skip
def test_only_a_plural_has_another_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
