"""Laws that hold for any value: what is rendered reads back, what is changed is reported."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.translate.numbers import (
    Kind,
    Quantity,
    accepted_renderings,
    compare,
    parse_english,
    parse_french,
    render_english,
    same_value,
)
from passerelle.translate.numbers.months import FRENCH_MONTHS
from passerelle.translate.numbers.units import CURRENCIES, UNITS
from passerelle.translate.numbers.words import (
    ENGLISH_VALUES,
    FRENCH_VALUES,
    spell_english,
    spell_french,
    value_of,
)

VALUES = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 9_999_999), st.integers(0, 3)
)
SIGNS = st.sampled_from(["", "", "+", "±"])
SCALES = st.sampled_from([0, 0, 3, 6, 9])
DAYS = st.lists(st.integers(1, 28), min_size=1, max_size=3, unique=True).map(sorted)
MONTH_NAMES = [name for name in FRENCH_MONTHS if not name.endswith(".") and len(name) > 2]


def decimals(*values: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


@st.composite
def amounts(draw: st.DrawFn) -> Quantity:
    """A number, percentage, sum or measure."""
    kind = draw(st.sampled_from([Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.MEASURE]))
    scale = draw(SCALES)
    unit = {
        Kind.NUMBER: "",
        Kind.PERCENT: "%",
        Kind.MONEY: draw(st.sampled_from(sorted(CURRENCIES))),
        Kind.MEASURE: draw(st.sampled_from(sorted(UNITS.keys() - {"%"}))),
    }[kind]
    return Quantity(kind, (draw(VALUES).scaleb(scale),), unit, scale=scale, sign=draw(SIGNS))


@st.composite
def ranges(draw: st.DrawFn) -> Quantity:
    """Two values that share a unit."""
    scale = draw(SCALES)
    values = tuple(draw(VALUES).scaleb(scale) for _ in range(2))
    unit = draw(st.sampled_from(["", "%", "EUR", "mg", "year", "°C"]))
    joiner = draw(st.sampled_from(["to", "-", "and"] if unit else ["to", "-"]))
    return Quantity(Kind.RANGE, values, unit, scale=scale, joiner=joiner)


@st.composite
def dates(draw: st.DrawFn) -> Quantity:
    """One to three days of a month, with a year or without."""
    days = draw(DAYS)
    year = draw(st.sampled_from([0, 1998, 2024]))
    joiner = (
        draw(st.sampled_from(["and", "or", "to", "-"])) if len(days) == 2 else "and" if len(days) > 2 else ""
    )
    return Quantity(Kind.DATE, decimals(year, draw(st.integers(1, 12)), *days), joiner=joiner)


TIMES = st.builds(lambda h, m: Quantity(Kind.TIME, decimals(h, m)), st.integers(0, 23), st.integers(0, 59))
YEARS = st.builds(lambda y: Quantity(Kind.YEAR, decimals(y)), st.integers(1000, 2199))
RANKS = st.builds(
    lambda n, words: Quantity(Kind.ORDINAL, decimals(n), in_words=words), st.integers(1, 99), st.booleans()
)
CENTURIES = st.builds(lambda n: Quantity(Kind.CENTURY, decimals(n), "century"), st.integers(1, 21))
DECADES = st.builds(lambda n: Quantity(Kind.DECADE, decimals(10 * n)), st.integers(170, 205))
FRACTIONS = st.builds(
    lambda top, below, words: Quantity(Kind.FRACTION, decimals(min(top, below - 1), below), in_words=words),
    st.integers(1, 9),
    st.integers(2, 20),
    st.booleans(),
)
RATIOS = st.builds(
    lambda part, whole, words: Quantity(Kind.RATIO, decimals(min(part, whole), whole), in_words=words),
    st.integers(1, 99),
    st.integers(1, 999),
    st.booleans(),
)
QUANTITIES = st.one_of(
    amounts(), ranges(), dates(), TIMES, YEARS, RANKS, CENTURIES, DECADES, FRACTIONS, RATIOS
)


def says(text: str, quantity: Quantity) -> bool:
    """Whether the English text says exactly this quantity."""
    found = parse_english(f"It was {text} in all.")
    return any(same_value(quantity, other) for other in found) or not compare(
        [replace(quantity, vague=False)], found
    )


@given(QUANTITIES)
@settings(max_examples=400, deadline=None)
def test_every_rendering_reads_back_with_its_value(quantity: Quantity) -> None:
    """parse_english undoes render_english, in both styles and every accepted form."""
    for form in (*accepted_renderings(quantity), render_english(quantity, "us")):
        assert says(form, quantity), form


def write_french(value: Decimal, space: str) -> str:
    """French digits, written without the module under test."""
    whole, _, decimals_ = f"{value:f}".partition(".")
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)][::-1]
    return space.join(groups) + (f",{decimals_}" if decimals_ else "")


UNITS_IN_FRENCH = {
    "": (Kind.NUMBER, "", 0),
    " %": (Kind.PERCENT, "%", 0),
    "%": (Kind.PERCENT, "%", 0),
    " €": (Kind.MONEY, "EUR", 0),
    " M€": (Kind.MONEY, "EUR", 6),
    " k€": (Kind.MONEY, "EUR", 3),
    " millions d’euros": (Kind.MONEY, "EUR", 6),
    " milliards de dollars": (Kind.MONEY, "USD", 9),
    " mg/kg": (Kind.MEASURE, "mg/kg", 0),
    " °C": (Kind.MEASURE, "°C", 0),
    " ans": (Kind.MEASURE, "year", 0),
    " millions de doses": (Kind.NUMBER, "", 6),
}


@given(VALUES, st.sampled_from(sorted(UNITS_IN_FRENCH)), st.sampled_from(" \u00a0\u202f"))
@settings(max_examples=400, deadline=None)
def test_french_figures_have_the_value_they_were_written_with(
    value: Decimal, suffix: str, space: str
) -> None:
    """Grouping, decimals, scale and unit are read as written."""
    kind, unit, power = UNITS_IN_FRENCH[suffix]
    (found,) = parse_french(f"soit {write_french(value, space)}{suffix} environ")
    assert found.values == (value.scaleb(power),)
    assert found.unit == unit
    assert found.kind in {kind, Kind.YEAR}


@given(st.integers(1, 28), st.sampled_from(MONTH_NAMES), st.integers(1900, 2099))
@settings(max_examples=200, deadline=None)
def test_french_dates_have_the_value_they_were_written_with(day: int, month: str, year: int) -> None:
    """Day, month and year are read as written."""
    (found,) = parse_french(f"le {'1er' if day == 1 else day} {month} {year}, à Lyon")
    assert found.values == decimals(year, FRENCH_MONTHS[month], day)


@given(number=st.integers(0, 99), hyphens=st.booleans())
@settings(max_examples=200, deadline=None)
def test_spelled_numbers_read_back(number: int, *, hyphens: bool) -> None:
    """Words below a hundred have their value in both languages, hyphenated or not."""
    french, english = spell_french(number), spell_english(number)
    if not hyphens:
        french, english = french.replace("-", " "), english.replace("-", " ")
    assert value_of(french, FRENCH_VALUES) == number
    assert value_of(english, ENGLISH_VALUES) == number
    if number > 1:
        assert parse_french(french)[0].values == decimals(number)
        assert parse_english(english)[0].values == decimals(number)


SENTENCE = (
    "Sur {0} patients suivis {1} mois, {2} % ont reçu {3} mg le {4} mars {5}, pour {6} millions d’euros."
)
ENGLISH = "Of {0} patients followed for {1} months, {2}% received {3} mg on {4} March {5}, for €{6} million."


@given(
    st.tuples(
        st.integers(2, 99_999),
        st.integers(2, 60),
        st.integers(1, 999).map(lambda n: Decimal(n) / 10),
        st.integers(1, 9_999).map(lambda n: Decimal(n) / 100),
        st.integers(1, 28),
        st.integers(1900, 2099),
        st.integers(1, 999).map(lambda n: Decimal(n) / 10),
    ),
    st.data(),
)
@settings(max_examples=1500, deadline=None)
def test_a_changed_digit_is_always_reported(values: tuple[int | Decimal, ...], data: st.DataObject) -> None:
    """A faithful sentence has no finding; one changed digit in any figure is found."""
    source = parse_french(
        SENTENCE.format(*(write_french(Decimal(v), " ") if i != 5 else v for i, v in enumerate(values)))
    )
    written = [f"{v:,}" if i != 5 else str(v) for i, v in enumerate(values)]
    assert compare(source, parse_english(ENGLISH.format(*written))) == ()
    place = data.draw(st.integers(0, 6))
    digits = [index for index, character in enumerate(written[place]) if character.isdecimal()]
    index = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([digit for digit in "123456789" if digit != written[place][index]]))
    written[place] = written[place][:index] + other + written[place][index + 1 :]
    assert compare(source, parse_english(ENGLISH.format(*written)))
