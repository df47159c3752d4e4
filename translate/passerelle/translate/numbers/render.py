"""Writes a quantity in English, in British house style or American."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from .months import ENGLISH_NAMES
from .quantity import Kind, Quantity
from .units import CURRENCIES, TIME_UNITS, UNITS
from .words import ordinal_english, spell_english

Style = Literal["gb", "us"]
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
ROUGH = {10: "dozens", 12: "dozens", 100: "hundreds", 1000: "thousands", 10**6: "millions", 10**9: "billions"}
ROUGH |= {10**4: "tens of thousands", 10**5: "hundreds of thousands"}
ROUGH |= {10**7: "tens of millions", 10**8: "hundreds of millions"}
_CURRENCY_NAMES = {"EUR": "euros", "USD": "dollars", "GBP": "pounds"}
_ROMAN = re.compile(r"\b[IVX]+(?=[ab]?\b)")
_SPELLED_UNITS = {"terabyte", "pp", "t", "degree", "foot", "inch", "mile", "pound", "ounce"}
_SYMBOLS = {"tesla": "T", "/hour": "/h", "/minute": "/min", "/second": "/s"}
_POWER = re.compile(r"[\d.,]+\s?[×x*·]\s?10[⁻⁰¹²³⁴-⁹^−\d-]+|10[⁻⁰¹²³⁴-⁹^][⁰¹²³⁴-⁹\d−-]*")
_HOURS = re.compile(r"\d[\s\u00a0\u202f]?h", re.IGNORECASE)
_MINUTES = re.compile(r"\d[\s\u00a0\u202f]?m", re.IGNORECASE)
_PARTS_OF_AN_HOUR = {"0.25": "a quarter", "0.5": "half", "0.75": "three quarters"}
_MULTIPLES = {1: "once", 2: "double", 3: "triple", 4: "quadruple"}


def render_english(quantity: Quantity, style: Style = "gb") -> str:
    """Write the quantity as the house writes it in English.

    >>> render_english(Quantity(Kind.MONEY, (Decimal("3.5E+6"),), "EUR", scale=6))
    '€3.5 million'
    >>> render_english(Quantity(Kind.DATE, (Decimal(2024), Decimal(11), Decimal(15))), style="us")
    'November 15, 2024'
    """
    return _RENDERERS[quantity.kind](quantity, style)


def format_number(value: Decimal, scale: int = 0) -> str:
    """Write digits with commas; from a million on, ``scale`` asks for the word.

    >>> format_number(Decimal("1200.5")), format_number(Decimal("1.3E+9"), 9)
    ('1,200.5', '1.3 billion')
    """
    if scale >= 6:
        for power, word in _SCALES:
            if abs(value) >= Decimal(10) ** power:
                short = value.scaleb(-power)
                return f"{format_number(short if power == scale else short.normalize())} {word}"
    return f"{value:,f}"


def ordinal_digits(number: int) -> str:
    """Write an ordinal with digits.

    >>> [ordinal_digits(n) for n in (1, 12, 22, 103)]
    ['1st', '12th', '22nd', '103rd']
    """
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{suffix}" if number > 9999 else f"{number}{suffix}"


def _amount(quantity: Quantity, value: Decimal) -> str:
    """One value without unit: words below ten and halves where the source has words, powers of ten as they stand."""
    if len(quantity.values) == 1 and (power := _POWER.search(quantity.text)):
        return power[0].replace(",", ".")
    if quantity.in_words and 1 < value < 10 and value % 1 == Decimal("0.5"):
        return f"{spell_english(int(value))} and a half"
    number, gap, scale = format_number(value, quantity.scale).partition(" ")
    if quantity.in_words and len(number) == 1:
        return spell_english(int(number)) + gap + scale
    return number + gap + scale


def signed(quantity: Quantity, text: str) -> str:
    sign = "± " if quantity.sign == "±" else "+" if quantity.sign == "+" else ""
    return sign + text


def _number(quantity: Quantity, _style: Style) -> str:
    value = quantity.values[0]
    if quantity.vague and value >= 10:
        return _rough(quantity) or f"about {_amount(quantity, value)}"
    if _ROMAN.fullmatch(quantity.text):
        return quantity.text
    if value == Decimal("0.5") and (quantity.in_words or "½" in quantity.text):
        return "half a" if quantity.in_words else "½"
    return signed(quantity, _amount(quantity, value))


def _rough(quantity: Quantity) -> str:
    """``thousands`` where the source has a plural word of scale, else nothing."""
    plural = quantity.vague and quantity.text.partition(" ")[0].endswith("s")
    return ROUGH.get(int(quantity.values[0]), "") if plural else ""


def _with_unit(quantity: Quantity, value: Decimal) -> str:
    """One value with its unit: ``€5``, ``5%``, ``5 mg``, ``5 years``."""
    unit, amount = quantity.unit, _amount(quantity, value)
    if unit in CURRENCIES:
        symbol = CURRENCIES[unit]
        amount = format_number(abs(value), quantity.scale)
        gap = " " if len(symbol) > 2 else ""
        return f"{'-' if value < 0 else ''}{symbol}{gap}{amount}"
    if not unit:
        return amount
    if unit in {"%", "‰", "°C", "°F"}:
        return f"{format_number(value, quantity.scale)}{unit}"
    known = UNITS.get(unit)
    if known and amount.endswith(" and a half"):
        return f"{amount} {known.plural}"
    return f"{amount} {_unit_name(unit, value)}"


def _unit_name(unit: str, value: Decimal) -> str:
    known = UNITS.get(unit)
    spelled = unit in TIME_UNITS or unit in _SPELLED_UNITS
    if known is None or not spelled:
        for name, symbol in _SYMBOLS.items():
            unit = unit.replace(name, symbol)
        return unit
    return known.singular if abs(value) == 1 else known.plural


def _measure(quantity: Quantity, _style: Style) -> str:
    value = quantity.values[0]
    if quantity.unit == "minute" and _HOURS.search(quantity.text):
        return _two_units(value, "hour", "minute")
    if quantity.unit == "second" and _MINUTES.search(quantity.text):
        return _two_units(value, "minute", "second")
    if rough := _rough(quantity):
        name = _CURRENCY_NAMES.get(quantity.unit) or _unit_name(quantity.unit, value)
        return f"{rough} of {name}"
    part = _PARTS_OF_AN_HOUR.get(str(value)) if quantity.in_words and quantity.unit == "hour" else None
    if part and part != "half":
        return f"{part} of an hour"
    if quantity.in_words and value == Decimal("0.5") and quantity.unit in TIME_UNITS:
        return f"half {'an' if quantity.unit == 'hour' else 'a'} {quantity.unit}"
    return _qualified(quantity, signed(quantity, _with_unit(quantity, value)))


def _two_units(value: Decimal, larger: str, smaller: str) -> str:
    """``2 hours 30 minutes``, from a span that counts both."""
    whole, rest = divmod(value, 60)
    parts = ((whole, larger), (rest, smaller))
    return " ".join(f"{number.normalize():f} {_unit_name(unit, number)}" for number, unit in parts if number)


def _qualified(quantity: Quantity, text: str) -> str:
    return f"{quantity.qualifier} {text}" if quantity.qualifier else text


def _range(quantity: Quantity, _style: Style) -> str:
    """Several values; only money repeats its unit."""
    *firsts, last = quantity.values
    money = quantity.unit in CURRENCIES
    bare = quantity if money else replace(quantity, unit="")
    parts = [_with_unit(bare, value) for value in firsts]
    if numerals := _ROMAN.findall(quantity.text):
        return _join(numerals, quantity.joiner)
    joiner = "to" if quantity.joiner in {"-", "–"} and (money or quantity.scale) else quantity.joiner or "to"
    return _qualified(quantity, _join([*parts, _with_unit(quantity, last)], joiner))


def _join(parts: list[str], joiner: str) -> str:
    *firsts, last = parts
    glue = joiner if joiner in {"-", "–", "/"} else f" {joiner} "
    return ", ".join(firsts) + glue + last


def _date(quantity: Quantity, style: Style) -> str:
    year, month, *days = (int(value) for value in quantity.values)
    name = ENGLISH_NAMES[month - 1]
    after = f" {year}" if year else ""
    if not days:
        return name + after
    listed = _join([str(day) for day in days], quantity.joiner or "and") if len(days) > 1 else str(days[0])
    if style == "us":
        return f"{name} {listed}" + (f", {year}" if year else "")
    return f"{listed} {name}{after}"


def _time(quantity: Quantity, style: Style) -> str:
    hour, minute = (int(value) for value in quantity.values)
    if quantity.in_words and not minute and hour in {0, 12, 24}:
        return "noon" if hour == 12 else "midnight"
    am, pm = ("a.m.", "p.m.") if style == "us" else ("am", "pm")
    clock = f"{hour % 12 or 12}" + (f":{minute:02}" if minute else "")
    return f"{clock} {pm if 12 <= hour < 24 else am}"


def _years(quantity: Quantity, _style: Style) -> str:
    years = [f"{int(value)}" for value in quantity.values]
    if re.search(r"\D\d\d$", quantity.text):
        years[-1] = years[-1][-2:]
    return _join(years, quantity.joiner or "-") if len(years) > 1 else years[0]


def _ordinal(quantity: Quantity, _style: Style) -> str:
    value = int(quantity.values[0])
    return ordinal_english(value) if quantity.in_words and value < 10 else ordinal_digits(value)


def _century(quantity: Quantity, _style: Style) -> str:
    """``21st century``, without the noun where the source's span has none (``XIXe et XXe siècles``)."""
    rank = ordinal_digits(int(quantity.values[0]))
    return f"{rank} {'centuries' if quantity.text.endswith('s') else 'century'}" if quantity.unit else rank


def _decade(quantity: Quantity, _style: Style) -> str:
    decades = [int(value) if value >= 100 else 1900 + int(value) for value in quantity.values]
    return (
        _join([f"{decade}s" for decade in decades], quantity.joiner) if len(decades) > 1 else f"{decades[0]}s"
    )


def _fraction(quantity: Quantity, _style: Style) -> str:
    top, below = (int(value) for value in quantity.values)
    if not quantity.in_words or below > 99 or below < 2 or top > 99:
        return f"{top}/{below}"
    name = {2: "half", 4: "quarter"}.get(below) or ordinal_english(below)
    if top == 1:
        return name if below == 2 else f"a {name}"
    return f"{spell_english(top)} {'halves' if below == 2 else name + 's'}"


def _ratio(quantity: Quantity, _style: Style) -> str:
    """``1 in 3``; many of a whole are said as a score: ``8 out of 10``."""
    part, whole = (_amount(quantity, value) for value in quantity.values)
    return f"{part} {'in' if quantity.values[0] == 1 else 'out of'} {whole}"


def _multiple(quantity: Quantity, _style: Style) -> str:
    value = int(quantity.values[0])
    return _MULTIPLES.get(value, f"{value} times")


def _verbatim(quantity: Quantity, _style: Style) -> str:
    return quantity.text or "-".join(str(value) for value in quantity.values)


_RENDERERS: Mapping[Kind, Callable[[Quantity, Style], str]] = {
    Kind.CENTURY: _century,
    Kind.CODE: _verbatim,
    Kind.DATE: _date,
    Kind.DECADE: _decade,
    Kind.FRACTION: _fraction,
    Kind.MEASURE: _measure,
    Kind.MONEY: _measure,
    Kind.MULTIPLE: _multiple,
    Kind.NUMBER: _number,
    Kind.ORDINAL: _ordinal,
    Kind.PERCENT: _measure,
    Kind.PHONE: _verbatim,
    Kind.RANGE: _range,
    Kind.RATIO: _ratio,
    Kind.TIME: _time,
    Kind.YEAR: _years,
    Kind.YEAR_SPAN: _years,
}
