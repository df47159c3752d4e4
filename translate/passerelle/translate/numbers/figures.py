"""Plain figures and ranges: a sign, a currency, a number, a word of scale and a unit, in either language."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from .quantity import Kind, Quantity
from .units import CURRENCIES, CURRENCY_SYMBOLS, SPACE, TIME_UNITS, Language, read_unit
from .words import Scale, value_of

_CODES = "|".join(CURRENCIES)
SIGN = rf"[+±−]{SPACE}?|(?<![\w)\]%€.,])[-–](?=\.?[\d$€£])|(?<![\w)\]%€.,])[-–]{SPACE}(?=\d[\d,.]*{SPACE}?%)"
SIGN += rf"|(?:(?<=[=<>(])|(?<=[=<>(]{SPACE}))[-–]{SPACE}(?=\d)"
CURRENCY = rf"(?:US|CA?|AU?)?\$|[€£¥]|(?:{_CODES})(?={SPACE}?\d)"
LEADING = frozenset({"plus", "us", "c", "ca", "a", "au"} | {code.lower() for code in CURRENCIES})
"""The words, in lower case, that a sign or currency before a figure may begin with."""
_JOINERS = {"à": "to", "to": "to", "et": "and", "and": "and", "&": "and", "ou": "or", "or": "or", ",": ","}


_LONGEST_RUN = 10
_QUALIFIERS = {"derni": "last", "premi": "first", "proch": "next"}
_PARTS = {"one": Decimal(1), "half": Decimal("0.5"), "quarter": Decimal("0.25"), "three": Decimal("0.75")}
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_VULGAR_FRACTION = re.compile(rf"(?:(?P<whole>\d{{1,3}}){SPACE}?)?(?P<part>[{''.join(_VULGAR)}])")
_SUPERSCRIPTS = str.maketrans("⁻−⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "--+0123456789")
_EXPONENT = r"(?:(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^(?P<typed>[-−]?\d{1,2}))"
_POWER_OF_TEN = re.compile(rf"(?P<times>{SPACE}?[×x*·]{SPACE}?10)?{_EXPONENT}")
_CODE_TAIL = re.compile(r"(?![a-z]\))[^\W_]|-[a-z]*[A-Z]{2}|-[a-z]+[A-Z]")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What differs between the languages when a figure is read; patterns match at a position."""

    language: Language
    lead: re.Pattern[str]
    digits: re.Pattern[str]
    read_digits: Callable[[str], Decimal]
    cardinal: re.Pattern[str]
    values: Mapping[str, int]
    ones: frozenset[str]
    doubtful: frozenset[str]
    partial: re.Pattern[str]
    dosed: re.Pattern[str]
    scale: re.Pattern[str]
    scales: Mapping[str, Scale]
    link: re.Pattern[str]
    half: re.Pattern[str]
    adjective: re.Pattern[str]
    plural: re.Pattern[str]
    joiner: re.Pattern[str]
    opening: re.Pattern[str]


class Figure(NamedTuple):
    """One value with its unit; ``closed`` when the unit follows it, ``year`` when it may be a year."""

    value: Decimal
    start: int
    end: int
    unit: str = ""
    power: int = 0
    sign: str = ""
    in_words: bool = False
    vague: bool = False
    closed: bool = False
    qualifier: str = ""
    year: bool = False


def looks_like_year(digits: str) -> bool:
    """Whether ungrouped digits may be a year: 1000 to 2199."""
    return len(digits) == 4 and digits.isdecimal() and 1000 <= int(digits) <= 2199


def read_number(text: str, position: int, grammar: Grammar) -> Figure | None:
    """Read a bare number in digits or words; a bare word of scale (``des milliers``) counts as one of them."""
    found = _read_digits(text, position, grammar) or _read_words(text, position, grammar)
    if found is None and grammar.scale.match(text, position):
        return Figure(Decimal(1), position, position, in_words=True, vague=True)
    return found


def _read_digits(text: str, position: int, grammar: Grammar) -> Figure | None:
    if match := _VULGAR_FRACTION.match(text, position):
        return Figure(Decimal(match["whole"] or 0) + _VULGAR[match["part"]], position, match.end())
    match = grammar.digits.match(text, position)
    if match is None:
        return None
    year = looks_like_year(match[0])
    return _with_power(Figure(grammar.read_digits(match[0]), position, match.end(), year=year), text)


def _read_words(text: str, position: int, grammar: Grammar) -> Figure | None:
    """Read a number in words, unless it is a bare article; halves of a dose are no loose words."""
    if match := grammar.partial.match(text, position):
        value = next(value for name, value in _PARTS.items() if match[name])
        vague = not grammar.dosed.match(text, match.end())
        return Figure(value, position, match.end(), in_words=True, vague=vague)
    match = grammar.cardinal.match(text, position)
    words = match[0].lower() if match else ""
    if match is None or (words in grammar.ones and not grammar.scale.match(text, match.end())):
        return None
    value = Decimal(value_of(words, grammar.values))
    vague = value < 2 or (words in grammar.doubtful and not grammar.plural.match(text, match.end()))
    return Figure(value, position, match.end(), in_words=True, vague=vague)


def _with_power(figure: Figure, text: str) -> Figure:
    """Read the ``× 10⁶`` behind a number, also typed ``10^6``, and the ``⁶`` behind a bare ten."""
    match = _POWER_OF_TEN.match(text, figure.end)
    if match is None or not (match["times"] or figure.value == 10):
        return figure
    power = int((match["raised"] or match["typed"]).translate(_SUPERSCRIPTS))
    value = (figure.value if match["times"] else Decimal(1)).scaleb(power)
    return figure._replace(value=value, end=match.end(), year=False)


def read_figure(text: str, position: int, grammar: Grammar) -> Figure | None:
    """Read a number with all that belongs to it; None where digits are a part of a code (``3C``, ``5-FU``)."""
    lead = None if text[position : position + 1].isdecimal() else grammar.lead.match(text, position)
    number = read_number(text, lead.end() if lead else position, grammar)
    if number is None:
        return None
    figure = number if number.start == position else number._replace(start=position)
    if lead and (lead[0] or figure.sign or figure.unit):
        figure = _with_lead(figure, lead)
    for extend in (_with_half, _with_scale, _with_unit, _with_half, _with_smaller):
        figure = extend(figure, text, grammar)
    if not number.in_words and figure.end == number.end and _CODE_TAIL.match(text, figure.end):
        return None
    return figure


def _with_lead(figure: Figure, lead: re.Match[str]) -> Figure:
    sign, currency = lead["sign"].strip().lower() if lead["sign"] else "", lead["currency"]
    if sign[:1] not in {"+", "±", ""}:
        sign = "±" if sign.startswith("plus") else "-"
    value = -figure.value if sign == "-" else figure.value
    unit = CURRENCY_SYMBOLS[currency] if currency else ""
    return figure._replace(value=value, sign=sign, unit=unit, year=figure.year and not lead[0])


def _with_half(figure: Figure, text: str, grammar: Grammar) -> Figure:
    match = grammar.half.match(text, figure.end)
    if match is None:
        return figure
    part = next(value for name, value in _PARTS.items() if match.groupdict().get(f"{name}_more"))
    value = figure.value + part.scaleb(figure.power)
    return figure._replace(value=value, end=match.end(), year=False, vague=False)


def _with_scale(figure: Figure, text: str, grammar: Grammar) -> Figure:
    """Multiply by the words of scale that follow, such as ``dizaines de milliers``."""
    end, rough, bare = figure.end, False, figure.vague and figure.start == figure.end
    while match := grammar.scale.match(text, end):
        word = match["letter"] or match["word"].lower()
        if len(word) == 1 and not _is_money(figure, text, match.end(), grammar):
            break
        scale = grammar.scales[word]
        rough = rough or (scale.vague and figure.in_words)
        value = figure.value.scaleb(scale.power) if scale.power else figure.value * scale.factor
        power, end = figure.power + scale.power, match.end()
        figure = figure._replace(value=value, power=power, end=end, vague=bare or rough, year=False)
        link = grammar.link.match(text, end)
        end = link.end() if link else end
    return figure


def _is_money(figure: Figure, text: str, end: int, grammar: Grammar) -> bool:
    """Whether the ``m`` or ``k`` after a number multiplies it: only beside a currency."""
    link = grammar.link.match(text, end)
    found = read_unit(text, link.end() if link else end, grammar.language)
    return figure.unit in CURRENCIES or (found is not None and found[0] in CURRENCIES)


def _with_unit(figure: Figure, text: str, grammar: Grammar) -> Figure:
    """Read the unit that follows, after ``de`` or ``d'`` where there was a word of scale."""
    if figure.unit:
        return figure
    link = grammar.link.match(text, figure.end) if figure.power or figure.vague else None
    found = read_unit(text, link.end() if link else figure.end, grammar.language)
    if found is None:
        return _with_qualified_unit(figure, text, grammar)
    return figure._replace(unit=found[0], end=found[1], closed=True, year=False)


_AND = re.compile(rf"(?:,?{SPACE}(?:and|et))?{SPACE}", re.IGNORECASE)


_SMALLER = {"hour": "minute", "minute": "second"}


def _with_smaller(figure: Figure, text: str, grammar: Grammar) -> Figure:
    """Read ``2 hours and 30 minutes`` as 150 minutes, ``2 min 30 s`` as 150 seconds."""
    smaller = _SMALLER.get(figure.unit) if figure.closed else None
    joint = _AND.match(text, figure.end) if smaller else None
    number = read_number(text, joint.end(), grammar) if joint else None
    unit = read_unit(text, number.end, grammar.language) if number else None
    if number is None or unit is None or unit[0] != smaller or number.value >= 60:
        return figure
    return figure._replace(value=figure.value * 60 + number.value, unit=smaller, end=unit[1])


def _with_qualified_unit(figure: Figure, text: str, grammar: Grammar) -> Figure:
    """Read a unit of time after an adjective: ``48 dernières heures``."""
    match = grammar.adjective.match(text, figure.end)
    found = read_unit(text, match.end(), grammar.language) if match else None
    if match is None or found is None or found[0] not in TIME_UNITS:
        return figure
    qualifier = _QUALIFIERS[match["adjective"][:5].lower()]
    return figure._replace(unit=found[0], end=found[1], closed=True, year=False, qualifier=qualifier)


def read_run(text: str, position: int, grammar: Grammar) -> Quantity | None:
    """Read a figure, or several that share one unit, at ``position``."""
    first = read_figure(text, position, grammar)
    if first is None:
        return None
    run, joiner = [first], ","
    while len(run) < _LONGEST_RUN and (match := grammar.joiner.match(text, run[-1].end)):
        following = read_figure(text, match.end(), grammar)
        if following is None or (match["dash"] and (first.in_words or following.in_words)):
            break
        run.append(following)
        joiner = "-" if match["dash"] else _JOINERS[(match["comma"] or match["word"]).lower()]
        if joiner != ",":
            opened = grammar.opening.search(text, max(0, position - 12), position) is not None
            merged = merge(run, joiner, opened=opened)
            return make_quantity(merged or [first], joiner if merged else "", text)
    return make_quantity([first], "", text)


def merge(run: list[Figure], joiner: str, *, opened: bool) -> list[Figure] | None:
    """Let several figures share the last one's unit and scale; None where they do not belong together.

    ``opened`` tells that ``entre`` or ``between`` stands before them, so that ``and`` makes a range.
    """
    last = run[-1]
    if joiner in {"to", "-"} and len(run) > 2:
        return None
    if (
        joiner not in {"to", "-"}
        and not opened
        and (not last.unit or any(figure.unit for figure in run[:-1]))
    ):
        return None
    if joiner == "-" and (span := _year_span(run)):
        return span
    if any(figure.year for figure in run) and not all(figure.year for figure in run):
        return None
    shared = [_share(figure, last) for figure in run]
    if not last.unit and run[0].unit in CURRENCIES and not run[0].closed:
        shared[-1] = last._replace(unit=run[0].unit)
    return shared if len({figure.unit for figure in shared}) == 1 else None


def _share(figure: Figure, last: Figure) -> Figure:
    """Give a figure the unit and scale of the last one of its run."""
    if last.power and not figure.power and not figure.closed and abs(figure.value) < 1000:
        figure = figure._replace(value=figure.value.scaleb(last.power), power=last.power)
    return figure if figure.unit else figure._replace(unit=last.unit)


def _year_span(run: list[Figure]) -> list[Figure] | None:
    """Read ``2019-20`` as two years."""
    first, last = run[0], run[-1]
    short = len(run) == 2 and first.year and not (last.unit or last.power or last.sign or last.in_words)
    if short and last.end - last.start == 2 and last.value > first.value % 100:
        return [first, last._replace(value=first.value - first.value % 100 + last.value, year=True)]
    return None


def make_quantity(run: list[Figure], joiner: str, text: str) -> Quantity:
    """Turn figures that share a unit into one quantity."""
    first, last = run[0], run[-1]
    if len(run) > 1:
        kind = Kind.YEAR_SPAN if all(figure.year for figure in run) else Kind.RANGE
    else:
        kind = _kind_of(first)
    return Quantity(
        kind=kind,
        values=tuple(figure.value for figure in run),
        unit=last.unit,
        start=first.start,
        end=last.end,
        text=text[first.start : last.end],
        scale=last.power,
        qualifier=last.qualifier,
        sign=first.sign,
        joiner=joiner,
        in_words=all(figure.in_words for figure in run),
        vague=all(figure.vague for figure in run),
    )


def _kind_of(figure: Figure) -> Kind:
    if figure.unit == "%":
        return Kind.PERCENT
    if figure.unit in CURRENCIES:
        return Kind.MONEY
    if figure.unit:
        return Kind.MEASURE
    return Kind.YEAR if figure.year else Kind.NUMBER
