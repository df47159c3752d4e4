"""Sentences that only typography tells apart are looked up alike; others are not."""

import pytest

from passerelle.translate.memory.unit import TranslationUnit, lookup_form, plain_lookup, renumber, unit_digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’hôpital", "L'hôpital"),
        ("12\u00a0% des lits", "12 % des lits"),
        ("12\u202f%", "12%"),
        ("« Oui », dit-il", '"Oui", dit-il'),
        ("“Oui”", "«\u00a0Oui\u00a0»"),
        ("Quoi\u00a0?", "Quoi ?"),
        ("  deux   blancs\n", "deux blancs"),
        ("e\u0301tude", "étude"),
        ("2026–2030", "2026-2030"),
        ("trait\u00addʼunion", "traitd'union"),
        ("et…", "et..."),
    ],
)
def test_typography_is_no_difference(one: str, other: str) -> None:
    """Apostrophes, quotes, dashes, blanks and composed letters do not hide a sentence."""
    assert lookup_form(one) == lookup_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 lits", "13 lits"),
        ("La RSE", "la RSE"),
        ("pêche", "peche"),
        ("12,5 %", "125 %"),
        ("Oui.", "Oui !"),
    ],
)
def test_letters_figures_and_stops_are_a_difference(one: str, other: str) -> None:
    """What may change the English changes the lookup form."""
    assert lookup_form(one) != lookup_form(other)


def test_marks_are_no_part_of_the_lookup_form() -> None:
    """A sentence is found whatever stands in bold."""
    assert plain_lookup("La <1>RSE</1> avance<2/>.") == lookup_form("La RSE avance.")


def test_marks_are_numbered_from_one_in_the_order_of_the_french() -> None:
    """A pair bears the same numbers wherever in its block it stood."""
    assert renumber("<4>a</4> <9>b</9>", "<9>B</9> <4>A</4>") == ("<1>a</1> <2>b</2>", "<2>B</2> <1>A</1>")


def test_every_field_makes_a_unit_another() -> None:
    """The digest sees each field, so that nothing is taken for known that differs."""
    base = TranslationUnit(**dict.fromkeys(TranslationUnit.__slots__[:-1], "x"))  # type: ignore[arg-type]
    digests = {unit_digest(base)}
    for name in TranslationUnit.__slots__:
        changed = {field: getattr(base, field) for field in TranslationUnit.__slots__}
        changed[name] = True if name == "whole" else "y"
        digests.add(unit_digest(TranslationUnit(**changed)))
    assert len(digests) == len(TranslationUnit.__slots__) + 1
