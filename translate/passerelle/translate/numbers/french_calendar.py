"""Reads dates, decades and centuries in French."""

import re
from dataclasses import replace

from . import words
from .calendar import Ranks, full_months, list_of_days
from .dates import dated
from .months import FRENCH_MONTHS, alternatives
from .named import roman_value
from .quantity import Kind, Quantity
from .scan import quantity
from .units import SPACE

_DAY = r"(?:1(?:er|ᵉʳ)|premier|3[01]|[12]\d|0?[1-9])(?!\w)"
_WEEKDAY = rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche){SPACE})?"
_JOINER = rf"(?:,{SPACE}|{SPACE}(?:et|ou|au|à){SPACE}(?:le{SPACE})?{_WEEKDAY}|{SPACE}?[-–—]{SPACE}?)"
_DATE = re.compile(
    rf"(?P<days>{list_of_days(_DAY, _JOINER)}|\d{{1,2}}e{SPACE}jour{SPACE}de)"
    rf"{SPACE}(?P<month>{alternatives(FRENCH_MONTHS)})(?:{SPACE}(?P<year>\d{{4}})(?!\d))?",
    re.IGNORECASE,
)
# A bare "sept" or "oct" is no month.
FULL_MONTHS = full_months(FRENCH_MONTHS, {"mars", "avril", "mai", "juin", "août", "aout"})
_MONTH_OF_YEAR = re.compile(
    rf"(?P<month>{alternatives(FRENCH_MONTHS)}){SPACE}(?P<year>\d{{4}})(?!\d)", re.IGNORECASE
)
_MONTH = re.compile(rf"(?!Mars)(?P<month>(?i:{alternatives(FULL_MONTHS)}))")
_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{2})(?![\d/])")
_THE = re.compile(rf"\b(?:le|au|du){SPACE}$", re.IGNORECASE)

_DECADE = re.compile(rf"années{SPACE}(?=[^\W_])", re.IGNORECASE)
_DECADE_JOINERS = {"et": "and", "à": "to", "ou": "or"}
_TENS = r"(?:\d\d)?\d0(?![\w%]|[.,]\d)"
_DECADES = re.compile(rf"(?P<first>{_TENS})(?:{SPACE}(?:et|à|ou){SPACE}(?P<last>{_TENS})(?!{SPACE}?%))?")
_SUFFIX = "(?:ers?|ères?|res?|i?[eè]mes?|es?|st|rd|th|nde?s?|de?s?|ᵉʳ|ᵉ|ᵈ)"
_RANK = (
    rf"(?:(?P<digits>\d{{1,4}}){_SUFFIX}|(?P<roman>[IVX]+)(?:{SPACE}?(?:e|ᵉ)|(?<=I)(?:er|re|ᵉʳ)|ème))(?!\w)"
)
_ORDINAL = re.compile(_RANK)
_SPELLED = re.compile(
    rf"(?!secondes)(?P<words>{words.alternatives(words.FRENCH_ORDINALS)})(?:(?P<adverb>ment)|s)?(?!\w)",
    re.IGNORECASE,
)
_CENTURY = re.compile(rf"{SPACE}siècles?(?!\w)")
_AND_CENTURY = re.compile(
    rf"(?:(?:,?{SPACE}(?:(?:et|ou|à|au|du){SPACE}){{0,2}}|-|–)(?:[IVX]+|\d\d?)(?:er|e|ᵉ|ème)){{1,2}}{SPACE}siècles?(?!\w)"
)
_RANKS = Ranks(words.FRENCH_ORDINALS, _SPELLED, _CENTURY, _AND_CENTURY)


def read_date(text: str, position: int) -> Quantity | None:
    """Read ``13 et 14 novembre 2024``, and ``le 15/11``."""
    if match := _DATE.match(text, position):
        return dated(match, FRENCH_MONTHS)
    match = _DAY_AND_MONTH.match(text, position)
    if match is None or not _THE.search(text, max(0, position - 5), position):
        return None
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return quantity(Kind.DATE, (0, month, day), text, match.span())


def read_month(text: str, position: int) -> Quantity | None:
    """Read ``novembre 2024`` and ``novembre``."""
    match = _MONTH_OF_YEAR.match(text, position) or _MONTH.match(text, position)
    return dated(match, FRENCH_MONTHS) if match else None


def read_short_month(text: str, position: int) -> Quantity | None:
    """Read ``sept. 2024``; alone, ``sept`` is a number."""
    match = _MONTH_OF_YEAR.match(text, position)
    return dated(match, FRENCH_MONTHS) if match else None


def read_decade(text: str, position: int) -> Quantity | None:
    """Read ``années 2010``, ``années 1980 et 1990`` and ``années soixante``."""
    noun = _DECADE.match(text, position)
    if noun is None:
        return None
    if match := _DECADES.match(text, noun.end()):
        values = tuple(int(value) for value in match.groups() if value)
        found = quantity(Kind.DECADE, values, text, (position, match.end()))
        return replace(found, joiner=_DECADE_JOINERS[match[0].split()[1]] if len(values) > 1 else "")
    spelled = words.FRENCH_CARDINAL.match(text, noun.end())
    value = words.value_of(spelled[0], words.FRENCH_VALUES) if spelled else 1
    span = (position, spelled.end() if spelled else position)
    return quantity(Kind.DECADE, (value,), text, span) if value % 10 == 0 else None


def read_ordinal(text: str, position: int) -> Quantity | None:
    """Read ``10e``, ``XXIe siècle`` and ``IIIe``."""
    match = _ORDINAL.match(text, position)
    if match is None:
        return None
    value = int(match["digits"]) if match["digits"] else roman_value(match["roman"])
    return _RANKS.read_rank(text, match, value)


def read_spelled_ordinal(text: str, position: int) -> Quantity | None:
    """Read ``troisième`` and ``vingt-et-unième siècle``; ``premier`` and ``second`` may be left out."""
    return _RANKS.read_spelled(text, position)
