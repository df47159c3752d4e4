"""Where forms of the word lists stand in a text."""

import re

import pytest

from passerelle.translate.checks import cues
from passerelle.translate.numbers import multiples, periods, rates
from passerelle.translate.numbers.forms import Form, Forms, find_forms
from passerelle.translate.numbers.wording import _VALUES, Language, find_numbers
from passerelle.translate.numbers.words import branching

LISTS = [
    pytest.param(room._forms(language), language, id=f"{room.__name__.rpartition('.')[2]} {language}")
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


def _number(language: Language) -> str:
    """Return an expression of the numbers that forms hold: digits, or one word."""
    return rf"(?<![\w,.])(?:\d+(?:[.,]\d+)?|{branching(_VALUES[language])}(?!\w))"


def _pattern(form: Form, language: Language) -> re.Pattern[str]:
    """Return a form as one expression, its numbers spelled out."""
    expression = re.sub(r"⟨(\w)⟩", lambda found: f"(?P<{found[1]}>{_number(language)})", form.expression)
    return re.compile(expression, re.IGNORECASE if form.keeps_no_case else 0)


def _plainly(text: str, forms: Forms, language: Language) -> list[tuple[Form, tuple[int, int]]]:
    return [
        (form, found.span())
        for form in forms.all
        if all(word in text.lower() for word in (*form.words, *form.literals))
        for found in _pattern(form, language).finditer(text)
    ]


@pytest.mark.parametrize(("forms", "language"), LISTS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_form_is_found_wherever_its_expression_stands(text: str, forms: Forms, language: Language) -> None:
    """Looking forms up by their words and matching them step by step leaves none out, and keeps the order of the list."""
    found = [(each.form, (each.start, each.end)) for each in find_forms(text, forms, language)]
    assert found == _plainly(text, forms, language)
    assert all(each.text == text[each.start : each.end] for each in find_forms(text, forms, language))


def test_every_form_is_looked_up_once() -> None:
    """A form stands under one key: a word, the beginning of one, a place that is one, or none."""
    for forms in (rates._forms("french"), cues._forms("english")):
        indexes = [*forms.others]
        for places in (forms.by_word, forms.by_start, forms.by_hint):
            indexes += [index for each in places.values() for index in each]
        assert sorted(indexes) == list(range(len(forms.all)))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("trois fois par jour", {"n": "trois", "day": "jour"}),
        ("2,5 fois par semaine", {"n": "2,5", "week": "semaine"}),
        ("3 fois tous les deux mois", {"n": "3", "m": "deux", "month": "mois"}),
    ],
)
def test_what_stands_at_the_places_is_told(written: str, names: dict[str, str]) -> None:
    """Numbers and the groups of a place are found under their names."""
    forms = rates._forms("french")
    longest = max(find_forms(f"Soit {written}.", forms, "french"), key=lambda found: len(found.text))
    assert longest.names == names


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
    found = [text[start : ends[0]] for start, ends in find_numbers(text, language).items()]
    assert found[:1] == ([number] if number else [])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2.5 or 3,40", ["2.5", "2", "3,40", "3"]),
        ("T3, 1.two, 3rd", ["1", "3"]),
        ("twenty-first-hand twenty-firsts", ["twenty-first", "twenty", "first", "twenty"]),
        ("1,twice .once", ["1"]),
        ("the tenth of ten", ["tenth", "ten"]),
    ],
)
def test_a_number_may_end_before_what_it_is_a_part_of(text: str, numbers: list[str]) -> None:
    """Decimals and further words may belong to what follows; digits behind a letter, point or comma are none."""
    found = find_numbers(text, "english")
    assert [text[start:end] for start, ends in found.items() for end in ends] == numbers
