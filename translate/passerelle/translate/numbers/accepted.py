"""Every English form that says a quantity, so that a good translation need not be the preferred one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from .quantity import Kind, Quantity
from .render import ROUGH, format_number, ordinal_digits, render_english, signed
from .units import CURRENCIES, SYMBOLS, TIME_UNITS, UNITS
from .words import ordinal_english, spell_english


def accepted_renderings(quantity: Quantity) -> tuple[str, ...]:
    """Every English form that says this quantity, the preferred one first.

    >>> accepted_renderings(Quantity(Kind.PERCENT, (Decimal("12.5"),), "%"))
    ('12.5%', '12.5 per cent', '12.5 percent', '12.5 %')
    """
    forms = [render_english(quantity)]
    if quantity.qualifier:
        quantity = replace(quantity, qualifier="")
        forms.append(render_english(quantity))
    forms += _ALTERNATIVES.get(quantity.kind, _no_others)(quantity)
    return tuple(dict.fromkeys(form for form in forms if form))


def _no_others(_quantity: Quantity) -> Iterator[str]:
    return iter(())


def _other_numbers(quantity: Quantity) -> Iterator[str]:
    yield from _amounts(quantity)
    if quantity.vague:
        value = quantity.values[0]
        yield from (word for number, word in ROUGH.items() if number == value)
        yield from _ROUGH_SINGLES.get(int(value), ())


_ROUND = {100: "hundred", 1000: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
_ROUGH_SINGLES = {10: ("a dozen", "tens"), 12: ("a dozen",), 100: ("a hundred",), 1000: ("a thousand",)}


def _amounts(quantity: Quantity) -> Iterator[str]:
    """The value with its sign: with the word of scale or none, grouped or not, and in words below a hundred."""
    value, scale = quantity.values[0], quantity.scale
    yield signed(quantity, format_number(value, scale))
    yield signed(quantity, f"{value:,f}")
    if abs(value) < 10000:
        yield signed(quantity, f"{value:f}")
    short = value.normalize()
    if abs(value) >= 10**6 and (scale or len(short.as_tuple().digits) <= 4):
        yield signed(quantity, format_number(short, 6))
    if quantity.in_words and short.as_tuple().digits == (1,) and (word := _ROUND.get(int(value))):
        yield f"a {word}"
    if not quantity.sign and value == int(value) and 0 <= value < 100:
        yield spell_english(int(value))


def _other_percents(quantity: Quantity) -> Iterator[str]:
    for amount in dict.fromkeys(_amounts(quantity)):
        yield from (amount + unit for unit in (" per cent", " percent"))
        if amount[-1].isdecimal():
            yield from (amount + "%", amount + " %")


_CURRENCY_NAMES = {
    "EUR": ("euros",),
    "USD": ("dollars", "US dollars"),
    "GBP": ("pounds sterling",),
    "CHF": ("Swiss francs",),
}


def _other_sums(quantity: Quantity) -> Iterator[str]:
    code = quantity.unit
    for amount in dict.fromkeys(_amounts(quantity)):
        yield from (f"{amount} {name}" for name in (*_CURRENCY_NAMES.get(code, ()), code))
        if amount[0].isdecimal():
            yield from (f"{code} {amount}", f"{CURRENCIES[code]}{amount}")
            yield f"{CURRENCIES[code]}{amount}".replace(" million", "m").replace(" billion", "bn")


def _other_measures(quantity: Quantity) -> Iterator[str]:
    unit = quantity.unit
    known = UNITS.get(unit)
    if unit == "minute":
        yield from _other_durations(quantity)
    for amount in dict.fromkeys(_amounts(quantity)):
        yield from (
            f"{amount} {name}" for name in ([unit, known.singular, known.plural] if known else [unit])
        )
        if unit in TIME_UNITS:
            yield f"{amount}-{unit}"
        elif amount[-1].isdecimal() and unit in SYMBOLS:
            yield f"{amount}{unit}"


def _other_durations(quantity: Quantity) -> Iterator[str]:
    """``2 hours and 30 minutes`` and ``2.5 hours`` for what is rendered with two units."""
    first, unit, *rest = render_english(quantity).split(" ")
    if unit.startswith("hour") and rest:
        yield f"{first} {unit} and {' '.join(rest)}"
        hours = quantity.values[0] / 60
        if hours == round(hours, 2):
            yield f"{hours.normalize():f} hours"


def _other_ranges(quantity: Quantity) -> Iterator[str]:
    """Other joiners, ``between`` and ``from``, and the unit beside each value."""
    for joiner in ("-", "–", "to", "and", "or"):
        form = render_english(replace(quantity, joiner=joiner))
        yield form
        prefix = {"to": "from ", "and": "between "}.get(joiner)
        if prefix:
            yield prefix + form
    each = Kind.PERCENT if quantity.unit == "%" else Kind.MEASURE if quantity.unit else Kind.NUMBER
    singles = [
        render_english(replace(quantity, kind=each, values=(value,), joiner="")) for value in quantity.values
    ]
    yield from (glue.join(singles) for glue in (" to ", "-", "–", " and "))
    if quantity.unit == "%":
        bare = render_english(replace(quantity, unit=""))
        yield from (bare + unit for unit in (" per cent", " percent"))


def _other_dates(quantity: Quantity) -> Iterator[str]:
    yield render_english(quantity, "us")
    year, month, *days = (int(value) for value in quantity.values)
    if len(days) != 1:
        yield from (
            render_english(replace(quantity, joiner=joiner), style)
            for joiner in ("-", "–", "to")
            for style in ("gb", "us")
        )
        return
    name = render_english(replace(quantity, values=(Decimal(0), Decimal(month))))
    after = f" {year}" if year else ""
    yield f"{ordinal_digits(days[0])} {name}{after}"
    yield f"{ordinal_digits(days[0])} of {name}{after}"
    yield f"{name} {ordinal_digits(days[0])}" + (f", {year}" if year else "")
    yield f"{name} {days[0]}{after}"


def _other_times(quantity: Quantity) -> Iterator[str]:
    hour, minute = (int(value) for value in quantity.values)
    digits = replace(quantity, in_words=False)
    gb, us = render_english(digits), render_english(digits, "us")
    yield from (gb, gb.replace(" ", ""), gb.replace(":", ".").replace(" ", ""), us, f"{hour}:{minute:02}")
    if not minute:
        yield from {0: ("midnight",), 12: ("noon", "midday"), 24: ("midnight",)}.get(hour, ())
    if not minute and 0 < hour < 12:
        yield f"{hour} o'clock"


def _other_years(quantity: Quantity) -> Iterator[str]:
    if len(quantity.values) == 1:
        return
    full = replace(quantity, text="")
    yield from (render_english(replace(full, joiner=joiner)) for joiner in ("-", "–", "to", "and", "/"))
    first, last = quantity.values[0], quantity.values[-1]
    if first // 100 == last // 100 and first % 100 < last % 100:
        yield from (f"{first}{dash}{last % 100:02}" for dash in "-–/")


def _other_ordinals(quantity: Quantity) -> Iterator[str]:
    value = int(quantity.values[0])
    yield ordinal_digits(value)
    if 0 < value < 100:
        yield ordinal_english(value)


def _other_centuries(quantity: Quantity) -> Iterator[str]:
    value = int(quantity.values[0])
    noun = " century" if quantity.unit else ""
    yield from (ordinal_digits(value) + noun, f"{ordinal_digits(value)}{noun.replace(' ', '-')}")
    if 0 < value < 100:
        yield ordinal_english(value) + noun


def _other_decades(quantity: Quantity) -> Iterator[str]:
    if len(quantity.values) > 1:
        return
    value = int(quantity.values[0])
    yield f"{value}s"
    if value < 100 or 1920 < value < 2000:
        yield from (f"'{value % 100:02}s", f"’{value % 100:02}s")


def _other_fractions(quantity: Quantity) -> Iterator[str]:
    top, below = (int(value) for value in quantity.values)
    yield f"{top}/{below}"
    spelled = render_english(replace(quantity, in_words=True))
    yield from (spelled, spelled.replace(" ", "-"))
    if top == 1:
        bare = spelled.removeprefix("a ")
        yield from (f"one {bare}", f"one-{bare}", f"a {bare}")


def _other_ratios(quantity: Quantity) -> Iterator[str]:
    digits = [f"{value:,f}" for value in quantity.values]
    spelled = [spell_english(int(value)) if value < 100 else digits[-1] for value in quantity.values]
    yield from (f" {joiner} ".join(parts) for joiner in ("in", "out of", "of") for parts in (digits, spelled))


def _other_multiples(quantity: Quantity) -> Iterator[str]:
    value = int(quantity.values[0])
    yield from {2: ("twice", "twofold"), 3: ("threefold", "three times")}.get(value, ())
    yield f"{value} times"


_ALTERNATIVES: Mapping[Kind, Callable[[Quantity], Iterator[str]]] = {
    Kind.CENTURY: _other_centuries,
    Kind.DATE: _other_dates,
    Kind.DECADE: _other_decades,
    Kind.FRACTION: _other_fractions,
    Kind.MEASURE: _other_measures,
    Kind.MONEY: _other_sums,
    Kind.MULTIPLE: _other_multiples,
    Kind.NUMBER: _other_numbers,
    Kind.ORDINAL: _other_ordinals,
    Kind.PERCENT: _other_percents,
    Kind.RANGE: _other_ranges,
    Kind.RATIO: _other_ratios,
    Kind.TIME: _other_times,
    Kind.YEAR: _other_years,
    Kind.YEAR_SPAN: _other_years,
}
