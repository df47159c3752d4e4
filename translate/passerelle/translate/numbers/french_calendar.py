"""Reads dates, clock times, decades and centuries in French."""

import re
from dataclasses import replace

from . import words
from .calendar import Ranks, full_months, list_of_days
from .dates import dated
from .months import FRENCH_MONTHS, alternatives
from .named import roman_value
from .quantity import Kind, Quantity
from .scan import quantity, vague
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

_CLOCK = re.compile(
    rf"(?P<hour>2[0-4]|[01]?\d)"
    rf"(?:{SPACE}?[hH](?:{SPACE}?(?P<minute>[0-5]\d))?(?![\w/])|:(?P<colon>[0-5]\d)(?![\d:])"
    rf"|{SPACE}(?P<noun>heures?)(?:{SPACE}(?P<spoken>[0-5]\d)(?!\d|{SPACE}?%))?(?!\w))"
    rf"(?P<part>{SPACE}(?:du{SPACE}(?:matin|soir)|de{SPACE}l['’]après-midi))?"
)
_AT = re.compile(rf"\b(?:à|vers|dès|jusqu['’]à|avant|entre|partir{SPACE}de){SPACE}$", re.IGNORECASE)
_LASTING = re.compile(rf"\b(?:pendant|durant|chaque|les|en|sous|que|de|après){SPACE}$", re.IGNORECASE)
_WORK = re.compile(rf"{SPACE}(?:de|par|sur){SPACE}|{SPACE}d['’]|/|{SPACE}?[-–]")
_TO_HOUR = re.compile(rf"{SPACE}à{SPACE}(?:1?\d|2[0-3]){SPACE}?h")
_ROUND_THE_CLOCK = re.compile(
    rf"(?P<n>24|7){SPACE}?(?P<unit>h|heures|j|jours){SPACE}?(?:/|sur){SPACE}?(?P=n)(?!\w)"
)
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


def read_clock(text: str, position: int) -> Quantity | None:
    """Read ``14h40`` and ``8 heures du matin``; ``35 heures`` and ``pendant 8 h`` last and are no time of day."""
    if match := _ROUND_THE_CLOCK.match(text, position):
        unit = "hour" if match["n"] == "24" else "day"
        found = quantity(Kind.MEASURE, (int(match["n"]),), text, match.span())
        return vague(found, unit=unit)
    match = _CLOCK.match(text, position)
    if match is None:
        return None
    hour, minute = int(match["hour"]), match["minute"] or match["colon"] or match["spoken"]
    if match["part"] and "matin" not in match["part"] and hour < 12:
        hour += 12
    if not (minute or match["part"] or _is_time_of_day(match)):
        return None
    return quantity(Kind.TIME, (hour, int(minute or 0)), text, match.span())


def _is_time_of_day(match: re.Match[str]) -> bool:
    """Whether a bare hour tells a time rather than a duration, from the words around it."""
    text, start = match.string, match.start()
    if _WORK.match(text, match.end()) or int(match["hour"]) == 24:
        return False
    if match["noun"]:
        return _AT.search(text, max(0, start - 12), start) is not None
    lasting = _LASTING.search(text, max(0, start - 12), start)
    return lasting is None or _TO_HOUR.match(text, match.end()) is not None


def read_hour_word(text: str, position: int) -> Quantity | None:
    """Read ``midi`` and ``minuit``, but not ``après-midi``."""
    word = text[position : position + 6]
    if position and text[position - 1] in "-‑":
        return None
    if word.startswith("minuit"):
        return vague(quantity(Kind.TIME, (0, 0), text, (position, position + 6)))
    return (
        vague(quantity(Kind.TIME, (12, 0), text, (position, position + 4)))
        if word.startswith("midi")
        else None
    )


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
