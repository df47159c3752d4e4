"""Every English form that says a quantity, so that a good translation need not be the preferred one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from .quantity import Kind, Quantity
from .render import ROUGH, format_number, ordinal_digits, render_english, signed
from .units import CURRENCIES, TIME_UNITS, UNITS
from .words import ordinal_english, spell_english


def accepted_renderings(quantity: Quantity) -> tuple[str, ...]:
    """Every English form that says this quantity, the preferred one first.

    >>> accepted_renderings(Quantity(Kind.PERCENT, (Decimal("12.5"),), "%"))
    ('12.5%', '12.5 per cent', '12.5 percent', '12.5 %')
    """
    plain = replace(quantity, qualifier="")
    forms = [
        render_english(quantity),
        render_english(plain),
        *_ALTERNATIVES.get(quantity.kind, _no_others)(plain),
    ]
    return tuple(dict.fromkeys(form for form in forms if form))


def _no_others(_quantity: Quantity) -> Iterator[str]:
    return iter(())


def _other_numbers(quantity: Quantity) -> Iterator[str]:
    value = quantity.values[0]
    for form in _other_amounts(value, quantity.scale):
        yield signed(quantity, form)
    if quantity.vague:
        yield from (word for number, word in ROUGH.items() if number == value)
        yield from {
            10: ("a dozen", "tens"),
            12: ("a dozen",),
            100: ("a hundred",),
            1000: ("a thousand",),
        }.get(int(value), ())


def _other_amounts(value: Decimal, scale: int) -> Iterator[str]:
    """Digits grouped or not, the word of scale or none, and words below a hundred."""
    yield f"{value:,f}"
    if abs(value) < 10000:
        yield f"{value:f}"
    short = value.normalize()
    if abs(value) >= 10**6 and (scale or len(short.as_tuple().digits) <= 4):
        yield format_number(short, 6)
    if value == int(value) and 0 <= value < 100:
        yield spell_english(int(value))


def _other_percents(quantity: Quantity) -> Iterator[str]:
    for amount in (format_number(quantity.values[0]), *_spelled(quantity)):
        yield from (
            signed(quantity, amount + unit)
            for unit in (" per cent", " percent", " %")
            if unit != " %" or amount[0].isdecimal()
        )


def _spelled(quantity: Quantity) -> Iterator[str]:
    """The value in words, where the source has words or the number is small."""
    value = quantity.values[0]
    if value == int(value) and 0 <= value < (100 if quantity.in_words else 13):
        yield spell_english(int(value))


def _other_sums(quantity: Quantity) -> Iterator[str]:
    value, code = quantity.values[0], quantity.unit
    names = {
        "EUR": ("euros",),
        "USD": ("dollars", "US dollars"),
        "GBP": ("pounds sterling",),
        "CHF": ("Swiss francs",),
    }
    for amount in dict.fromkeys(
        (format_number(value, quantity.scale), *_other_amounts(value, quantity.scale))
    ):
        yield from (signed(quantity, f"{amount} {name}") for name in (*names.get(code, ()), code))
        if amount[0].isdecimal():
            yield signed(quantity, f"{code} {amount}")
            yield signed(quantity, f"{CURRENCIES[code]}{amount}")
            yield signed(
                quantity, f"{CURRENCIES[code]}{amount}".replace(" million", "m").replace(" billion", "bn")
            )


def _other_measures(quantity: Quantity) -> Iterator[str]:
    value, unit = quantity.values[0], quantity.unit
    known = UNITS.get(unit)
    names = [unit] + ([known.singular, known.plural] if known else [])
    for amount in dict.fromkeys(
        (format_number(value, quantity.scale), *_other_amounts(value, quantity.scale))
    ):
        yield from (signed(quantity, f"{amount} {name}") for name in names)
        if amount[0].isdecimal():
            yield signed(quantity, f"{amount}{unit}" if unit not in TIME_UNITS else f"{amount}-{unit}")
        elif unit in TIME_UNITS:
            yield f"{amount}-{unit}"


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
    gb, us = (
        render_english(replace(quantity, in_words=False)),
        render_english(replace(quantity, in_words=False), "us"),
    )
    yield from (gb, gb.replace(" ", ""), gb.replace(":", ".").replace(" ", ""), us, f"{hour}:{minute:02}")
    if not minute:
        yield from {0: ("midnight",), 12: ("noon", "midday"), 24: ("midnight",)}.get(
            hour, (f"{hour % 12} o'clock",)
        )


def _other_years(quantity: Quantity) -> Iterator[str]:
    if len(quantity.values) == 1:
        return
    yield from (render_english(replace(quantity, joiner=joiner)) for joiner in ("-", "–", "to", "and", "/"))
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
    value = int(quantity.values[0])
    yield from (f"{value}s", f"'{value % 100:02}s", f"’{value % 100:02}s")


def _other_fractions(quantity: Quantity) -> Iterator[str]:
    top, below = (int(value) for value in quantity.values)
    yield f"{top}/{below}"
    spelled = render_english(replace(quantity, in_words=True))
    yield from (spelled, spelled.replace(" ", "-"))
    if top == 1:
        bare = spelled.removeprefix("a ")
        yield from (f"one {bare}", f"one-{bare}", f"a {bare}")


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
    Kind.TIME: _other_times,
    Kind.YEAR: _other_years,
    Kind.YEAR_SPAN: _other_years,
}
