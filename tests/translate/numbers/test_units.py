"""The table of units is consistent, and compounds have base units."""

from decimal import Decimal

import pytest

from passerelle.translate.numbers import Kind, Quantity, parse_english, render_english
from passerelle.translate.numbers.units import CURRENCIES, SYMBOLS, UNITS, WORDS, base_of, read_unit


def test_every_form_leads_to_a_unit_of_the_table() -> None:
    """No form points to a unit that does not exist."""
    assert (
        set(SYMBOLS.values()) | set(WORDS["fr"].values()) | set(WORDS["en"].values())
        <= UNITS.keys() | CURRENCIES.keys()
    )


@pytest.mark.parametrize(
    ("text", "language", "unit", "end"),
    [
        (" mg/kg/j,", "fr", "mg/kg/day", 8),
        (" kilomètres carrés", "fr", "km²", 18),
        (" l’autre", "fr", None, 0),
        (" l", "fr", "l", 2),
        ("-year-old", "en", "year", 5),
        (" feet", "en", "foot", 5),
        (" miles/hour", "en", "mph", 11),
        (" patients", "en", None, 0),
    ],
)
def test_a_unit_is_read_where_it_stands(text: str, language: str, unit: str | None, end: int) -> None:
    """The longest known form is taken, and nothing when there is none."""
    found = read_unit(text, 0, "fr" if language == "fr" else "en")
    assert found == (None if unit is None else (unit, end))


@pytest.mark.parametrize(
    ("unit", "dimension", "factor"),
    [
        ("mg", "mass", "0.001"),
        ("mg/kg", "mass/mass", "0.000001"),
        ("km/hour", "speed", "1"),
        ("", "", "1"),
        ("EUR", "EUR", "1"),
    ],
)
def test_base_units(unit: str, dimension: str, factor: str) -> None:
    """Values are compared in the base unit of their dimension."""
    assert base_of(unit) == (dimension, Decimal(factor))


@pytest.mark.parametrize("name", sorted(UNITS.keys() | CURRENCIES.keys()))
def test_every_unit_reads_back_from_its_rendering(name: str) -> None:
    """No unit is written in a form that is not read as that unit."""
    kind = Kind.MONEY if name in CURRENCIES else Kind.PERCENT if name == "%" else Kind.MEASURE
    (found,) = parse_english(f"some {render_english(Quantity(kind, (Decimal(35),), name))} in all")
    assert (found.kind, found.unit, found.values) == (kind, name, (Decimal(35),))
