"""Reads the figures of an English text, also of a rough draft whose figures were left in French typography."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from . import english_calendar as calendar
from . import words
from .dates import numeric_date
from .figures import CURRENCY, LEADING, SIGN, Grammar, read_run
from .named import STAGE_NOUNS, read_bar, read_stage, roman_value
from .quantity import Kind, Quantity
from .scan import Reader, Readers, quantity, read_code, read_phone, scan, vague
from .units import SPACE

_LEAD = rf"(?P<sign>{SIGN}|(?i:(?:plus{SPACE}or{SPACE})?minus){SPACE}(?=\d))?(?:(?P<currency>{CURRENCY}){SPACE}?)?"
_SCALE_WORDS = "|".join(sorted((w for w in words.ENGLISH_SCALES if len(w) > 3), key=len, reverse=True))
# Halves of these are amounts; a "half-year" may be a semester.
_DOSES = "minute|hour|day|tablet|pill|capsule|dose|ampoule|sachet|teaspoon|tablespoon|glass|litre|liter|point|kilo|gram|bottle"
_HALVED = rf"{_DOSES}|year|month|week|decade|century|mile|million|billion|dozen"
_AND_A_HALF = (
    rf"{SPACE}and{SPACE}(?:(?P<half_more>(?:a|one){SPACE}half)|(?P<quarter_more>(?:a|one){SPACE}quarter)"
    rf"|(?P<three_more>three[ -]quarters?))(?!\w|{SPACE}of)"
)


def read_digits(digits: str) -> Decimal:
    """The value of digits in an English text; a comma after 0 or before other than three digits is French.

    >>> read_digits("1,200.5"), read_digits("12,5"), read_digits("1 200")
    (Decimal('1200.5'), Decimal('12.5'), Decimal('1200'))
    """
    if digits.isdecimal():
        return Decimal(digits)
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", digits):
        return Decimal(digits.replace(",", ""))
    plain = re.sub(SPACE, "", digits)
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))


_NEVER = re.compile(r"(?!)")
GRAMMAR = Grammar(
    language="en",
    lead=re.compile(_LEAD),
    digits=re.compile(
        rf"0,\d+|(?<![\w.])\.\d+|[1-9]\d{{0,2}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?"
        r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:\.\d+|,\d{1,2}(?!\d)|,\d{4,})?"
    ),
    read_digits=read_digits,
    cardinal=words.ENGLISH_CARDINAL,
    values=words.ENGLISH_VALUES,
    ones=frozenset(),
    doubtful=frozenset(),
    partial=re.compile(
        rf"(?P<half>(?:a{SPACE})?half(?:{SPACE}an?{SPACE}|-|{SPACE})(?=(?:{_HALVED})s?(?!\w)))"
        rf"|(?P<quarter>(?:a|one){SPACE}quarter{SPACE}of{SPACE}an?{SPACE}(?=hour|million|billion))"
        rf"|(?P<three>three[ -]quarters{SPACE}of{SPACE}an{SPACE}(?=hour))"
        rf"|(?P<one>an?(?={SPACE}(?:million|billion|trillion|dozen)|{SPACE}[^\W\d_]+{_AND_A_HALF}))",
        re.IGNORECASE,
    ),
    dosed=re.compile(rf"(?:{_DOSES})s?(?!\w)", re.IGNORECASE),
    scale=re.compile(
        rf"(?:{SPACE}|-)?(?:(?P<word>(?i:{_SCALE_WORDS}))(?!\w)|(?P<letter>(?:bn|tn|mn|Mds?|Mrds?|[kKmM])(?!\w)))"
    ),
    scales=words.ENGLISH_SCALES,
    link=re.compile(rf"{SPACE}of{SPACE}", re.IGNORECASE),
    half=re.compile(_AND_A_HALF, re.IGNORECASE),
    adjective=_NEVER,
    plural=_NEVER,
    joiner=re.compile(
        rf"(?:{SPACE}(?P<word>to|and|or|&)|(?P<comma>,)){SPACE}|(?P<dash>{SPACE}*(?:-{{1,3}}|–|—){SPACE}*)(?=[\d€$£+−])"
    ),
    opening=re.compile(rf"\bbetween{SPACE}$", re.IGNORECASE),
)

_FRACTION_NAMES = {"half": 2, "third": 3, "quarter": 4}
_FRACTION_NAMES |= {words.ordinal_english(number): number for number in (*range(5, 21),)}
_FRACTION_NAMES |= {"hundredth": 100, "thousandth": 1000}
_FRACTION = re.compile(
    rf"(?P<top>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}})(?:{SPACE}|-)"
    rf"(?P<below>{words.alternatives(_FRACTION_NAMES)})(?P<plural>s?)"
    rf"(?!\w|{SPACE}of{SPACE}an?{SPACE}(?:hour|million)|(?<=half)(?:{SPACE}|-)(?:{_HALVED})(?!\w))",
    re.IGNORECASE,
)
_YEAR_OF_PRICES = re.compile(
    rf"(?<=in )(?P<year>[12]\d{{3}}){SPACE}(?:[A-Z]\S+{SPACE})?(?:dollars|euros|pounds)"
)
_AGES = re.compile(r"(?:(?<=over[- ])|(?<=under[- ])|(?<=Over[- ])|(?<=Under[- ]))(?P<age>\d{1,3})s(?!\w)")
_ROMAN = re.compile(r"[IVX]{2,}(?![\w-])")
_EVERY = re.compile(rf"every{SPACE}$", re.IGNORECASE)
_DIABETES = re.compile(rf"(?:{SPACE}|-)diabet", re.IGNORECASE)
_OF = re.compile(rf"{SPACE}of(?!\w)", re.IGNORECASE)
_HALF = re.compile(r"hal(?:f|ves)(?!\w)", re.IGNORECASE)
_ALIASES = {
    "once": 1,
    "single": 1,
    "both": 2,
    "neither": 2,
    "either": 2,
    "couple": 2,
    "pair": 2,
    "pairs": 2,
    "twice": 2,
    "double": 2,
}
_ALIASES |= {
    "doubled": 2,
    "dual": 2,
    "twin": 2,
    "twins": 2,
    "thrice": 3,
    "triple": 3,
    "tripled": 3,
    "trio": 3,
    "triad": 3,
}
_ALIASES |= {words.spell_english(number) + "fold": number for number in range(2, 21)} | {"quadruple": 4}
_SPANS = {"fortnight": (14, "day"), "decade": (10, "year"), "century": (100, "year"), "quarter": (3, "month")}


def _read_run(text: str, position: int) -> Quantity | None:
    """Read figures; in ``in 2013 dollars`` the number is a year."""
    found = read_run(text, position, GRAMMAR)
    if found and found.kind is Kind.MONEY and (year := _YEAR_OF_PRICES.match(text, position)):
        return quantity(Kind.YEAR, (int(year["year"]),), text, year.span("year"))
    return found


def _read_ages(text: str, position: int) -> Quantity | None:
    """Read the age of ``the over-65s``."""
    match = _AGES.match(text, position)
    return quantity(Kind.NUMBER, (int(match["age"]),), text, match.span("age")) if match else None


def _read_fraction(text: str, position: int) -> Quantity | None:
    """Read ``two thirds``; ``a third`` without ``of`` may be an ordinal, so it may be left out."""
    match = _FRACTION.match(text, position)
    if match is None:
        return None
    top, below = match["top"].lower(), _FRACTION_NAMES[words.key_of(match["below"])]
    if top.isdecimal() and not _OF.match(text, match.end()):
        return None
    value = int(top) if top.isdecimal() else words.ENGLISH_VALUES.get(top, 1)
    if value > 1 and not match["plural"] and not _OF.match(text, match.end()):
        return None
    found = quantity(Kind.FRACTION, (value, below), text, match.span())
    return vague(found, is_vague=below == 2 or (top in {"a", "an"} and not _OF.match(text, match.end())))


def _read_half(text: str, position: int) -> Quantity | None:
    match = _HALF.match(text, position)
    return vague(quantity(Kind.FRACTION, (1, 2), text, match.span())) if match else None


def _read_alias(text: str, position: int) -> Quantity | None:
    """Read ``both``, ``twice``, ``fortnight``: words that may stand for a number of the source."""
    match = _WORD.match(text, position)
    word = match[0].lower() if match else ""
    span = (position, position + len(word))
    if word in _SPANS:
        value, unit = _SPANS[word]
        return vague(quantity(Kind.MEASURE, (value,), text, span), unit=unit)
    return vague(quantity(Kind.MULTIPLE, (_ALIASES[word],), text, span))


def _read_roman(text: str, position: int) -> Quantity | None:
    """Read ``XVIII``: it may stand for a French ordinal, but is never demanded."""
    match = _ROMAN.match(text, position)
    if match is None:
        return None
    found = quantity(Kind.ORDINAL, (roman_value(match[0]),), text, match.span())
    return replace(vague(found), in_words=False)


def _read_other_than_one(text: str, position: int) -> Quantity | None:
    """Read ``every other week`` as every two."""
    if not text.startswith("other", position) or not _EVERY.search(text, max(0, position - 6), position):
        return None
    return vague(quantity(Kind.NUMBER, (2,), text, (position, position + 5)))


def _read_type(text: str, position: int) -> Quantity | None:
    """Read ``type 2``; ``type 2 diabetes`` may be the source's ``DT2``."""
    found = read_stage(text, position)
    return vague(found) if found and _DIABETES.match(text, found.end) else found


_WORD = re.compile(r"[^\W\d_]+")
_CARDINALS = {*words.ENGLISH_VALUES, "an", *(word for word in words.ENGLISH_SCALES if len(word) > 3)}
_RANKS = {form.split("-")[0] for form in words.ENGLISH_ORDINALS}
_NUMBER_WORD = (_read_fraction, calendar.read_spelled_ordinal, _read_run)
_ABBREVIATIONS = {form.rstrip(".") for form in calendar.MONTHS} - calendar.FULL_MONTHS.keys()
_WORD_READERS: Mapping[str, tuple[Reader, ...]] = (
    dict.fromkeys((*_ALIASES, *_SPANS), (_read_alias,))
    | {
        form + end: (calendar.read_date, calendar.read_spelled_ordinal)
        for form in _RANKS
        for end in ("", "ly")
    }
    | dict.fromkeys(_CARDINALS, _NUMBER_WORD)
    | dict.fromkeys(_ABBREVIATIONS, (calendar.read_short_month,))
    | dict.fromkeys(calendar.FULL_MONTHS, (calendar.read_month,))
    | dict.fromkeys(("half", "halves"), (calendar.read_spoken_clock, _read_run, _read_half))
    | {"quarter": (calendar.read_spoken_clock, _read_alias), "a": (calendar.read_spoken_clock, *_NUMBER_WORD)}
    | dict.fromkeys(("five", "ten", "twenty"), (calendar.read_spoken_clock, *_NUMBER_WORD))
    | dict.fromkeys(calendar.HOUR_WORDS, (calendar.read_hour_word,))
    | dict.fromkeys(STAGE_NOUNS, (_read_type,))
    | dict.fromkeys(calendar.DECADE_WORDS, (calendar.read_decade,))
    | {"other": (_read_other_than_one,)}
)
_DIGIT_READERS = (
    *(
        read_phone,
        numeric_date,
        calendar.read_date,
        calendar.read_clock,
        read_code,
        _read_ages,
        calendar.read_decade,
    ),
    *(calendar.read_ordinal, _read_fraction, read_bar, _read_run),
)
_READERS = Readers(
    lead=_LEAD.replace("?P<sign>", "?:").replace("?P<currency>", "?:"),
    leading={*LEADING, "minus"},
    digit=_DIGIT_READERS,
    word=_WORD_READERS,
    numeral=_read_roman,
)


@lru_cache(maxsize=8192)  # a draft is read when it is finished, judged, compared and rewritten
def parse_english(text: str) -> tuple[Quantity, ...]:
    """Read every figure of an English text by value, in order; spans do not overlap.

    >>> [(q.kind.value, str(*q.values), q.unit) for q in parse_english("12.5% of the 1,200 patients")]
    [('percent', '12.5', '%'), ('number', '1200', '')]
    """
    return scan(text, _READERS)
