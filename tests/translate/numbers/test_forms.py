"""Where forms of the word lists stand in a text."""

import re

import pytest

from passerelle.translate.checks import cues
from passerelle.translate.numbers import multiples, periods, rates
from passerelle.translate.numbers.forms import Form, Forms, Language, find_forms, number_pattern

LISTS = [
    pytest.param(room._forms(language), id=f"{room.__name__.rpartition('.')[2]} {language}")
    for room in (cues, multiples, periods, rates)
    for language in ("french", "english")
]
TEXTS = (
    "Deux prises par jour, toutes les 8 heures, et 3 fois moins de patients qu’au 1er trimestre.",
    "Le taux a doublé en un an : multiplié par 2,5, soit vingt-deux malades sur trois et 50 % de moins.",
    "ONE IN TWO took 5mg three times a day; Q3 sales halved, a tenfold‑rise over the first- and second-quarter.",
    "24/7, every other Monday, twice-daily doses fell by a third to half as many in 3 weeks. Twofold.",
    "",
)


def _plainly(text: str, forms: Forms) -> list[tuple[Form, re.Match[str]]]:
    return [
        (form, found)
        for form in forms.all
        if all(word in text.lower() for word in (*form.words, *form.literals))
        for found in form.pattern.finditer(text)
    ]


@pytest.mark.parametrize("forms", LISTS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_form_is_found_wherever_its_expression_stands(text: str, forms: Forms) -> None:
    """Looking forms up by their words leaves none out, and keeps the order of the list."""
    found = [(form, place.span()) for form, place in find_forms(text, forms)]
    assert found == [(form, place.span()) for form, place in _plainly(text, forms)]


@pytest.mark.parametrize("forms", LISTS)
def test_every_form_is_looked_up_once(forms: Forms) -> None:
    """A form stands under one word, one beginning, or among the others."""
    indexes = [*forms.others]
    for places in (*forms.by_word.values(), *forms.by_start.values()):
        indexes += places
    assert sorted(indexes) == list(range(len(forms.all)))


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("french", "vingt-deuxième rang", "vingt-deuxième"),
        ("french", "VINGT malades", "VINGT"),
        ("french", "le 2,5", "2,5"),
        ("french", "deuxièmement", None),
        ("english", "twenty-first", "twenty-first"),
        ("english", "twenty-some", "twenty"),
        ("english", "thrice", "thrice"),
        ("english", "oneself", None),
    ],
)
def test_a_number_is_read_to_its_end(language: Language, text: str, number: str | None) -> None:
    """Of words that begin alike the longest is taken, and only a whole one."""
    found = re.search(number_pattern(language), text, re.IGNORECASE)
    assert (found[0] if found else None) == number
