"""Reads dates, clock times, decades and centuries in English, also those left in French typography."""

import re
from dataclasses import replace

from . import words
from .calendar import Ranks, full_months, list_of_days
from .dates import dated
from .months import ENGLISH_MONTHS, FRENCH_MONTHS, alternatives
from .quantity import Kind, Quantity
from .scan import quantity, vague
from .units import SPACE

MONTHS = FRENCH_MONTHS | ENGLISH_MONTHS
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|e)?(?!\w|[.,]\d)"
_WEEKDAY = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day{SPACE})?"
_JOINER = rf"(?:,?{SPACE}(?:and|or|to|&){SPACE}{_WEEKDAY}(?:the{SPACE})?|,{SPACE}|{SPACE}?[-–—]{SPACE}?)"
_DAYS = rf"(?P<days>{list_of_days(_DAY, _JOINER)})"
_YEAR = rf"(?:,?{SPACE}(?:of{SPACE})?(?P<year>\d{{4}})(?!\d))"
_DAY_FIRST = re.compile(
    rf"(?:{_DAYS}|(?P<first>first)){SPACE}(?:(?:day{SPACE})?of{SPACE})?(?P<month>{alternatives(MONTHS)}){_YEAR}?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{alternatives(MONTHS)}){SPACE}(?:the{SPACE})?{_DAYS}(?!{SPACE}?[%€h]){_YEAR}?", re.IGNORECASE
)
_MONTH_OF_YEAR = re.compile(rf"(?P<month>{alternatives(MONTHS)}){_YEAR}", re.IGNORECASE)
FULL_MONTHS = full_months(ENGLISH_MONTHS, {"march", "april", "may", "june", "july"})
_MONTH = re.compile(rf"(?!may|march)(?P<month>(?i:{alternatives(FULL_MONTHS)}))")
_DOUBTFUL = re.compile(rf"May|March|\w+{SPACE}[A-Z]")

_HALF = r"(?P<half>[ap]m(?!\w)|[ap]\.[ ]?m\.?(?!\w))"
_CLOCK = re.compile(
    rf"(?P<hour>2[0-4]|[01]?\d)(?:(?:[:.h]|{SPACE}h{SPACE})(?P<minute>[0-5]\d))?{SPACE}?(?:{_HALF}|o['’]clock)",
    re.IGNORECASE,
)
_SHORT_CLOCK = re.compile(
    rf"(?P<hour>2[0-4]|[01]?\d)(?::(?P<colon>[0-5]\d)(?![\d:])|{SPACE}?[hH](?:{SPACE}?(?P<minute>[0-5]\d))?(?![\w/]))"
)
# “At 2:30” tells when, unless a measure “stands at 2:30”.
_AT = re.compile(rf"(?<!stand)(?<!stands)(?<!stood)(?:^|{SPACE})(?:at|until|till){SPACE}$", re.IGNORECASE)
_HOURS = re.compile(rf"{SPACE}(?:hours|minutes)(?!\w)")
_SPOKEN_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
# “Ten to twelve” is a range, “a quarter to one third” another.
_SPOKEN_CLOCK = re.compile(
    rf"(?:a{SPACE})?(?:(?P<minutes>half|quarter|five|ten|twenty)(?:{SPACE}|-)past|(?P<before>quarter){SPACE}to)(?:{SPACE}|-)"
    rf"(?P<hour>{'|'.join(words.spell_english(hour) for hour in range(12, 0, -1))}|1[0-2]|[1-9])"
    rf"(?![\w%]|[.,:]\d|-|{SPACE}(?:third|half|quarter|in|out|of)(?!{SPACE}the)(?!\w))"
    rf"(?:{SPACE}in{SPACE}the{SPACE}(?P<part>morning|afternoon|evening))?",
    re.IGNORECASE,
)
_SHARED_HALF = re.compile(
    rf"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
    rf"(?={SPACE}?(?:-|–|to|and){SPACE}?(?P<later>1[0-2]|0?[1-9])(?:[:.][0-5]\d)?{SPACE}?{_HALF})",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK = re.compile(
    rf"(?P<n>24|7|twenty-four|seven){SPACE}?(?:hours|days|h|d){SPACE}?(?:/|(?:in|on|out{SPACE}of){SPACE})(?P=n)(?![\w/])"
    rf"|24/(?:7|24)(?![\w/])",
    re.IGNORECASE,
)
_DECADE = re.compile(r"(?P<digits>(?:\d\d)?\d0)['’]?s(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIX = "(?:st|nd|rd|th|ers?|[eè]re|[eè]mes?|es?|re|ᵉʳ|ᵉ)"
_ORDINAL = re.compile(rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}){_SUFFIX}(?!\w)")
_SPELLED = re.compile(
    rf"(?P<words>{words.alternatives(words.ENGLISH_ORDINALS)})(?P<adverb>ly)?(?!\w)", re.IGNORECASE
)
_CENTURY = re.compile(rf"(?:{SPACE}|-)centur(?:y|ies)(?!\w)", re.IGNORECASE)
_AND_CENTURY = re.compile(
    rf"(?:(?:,?{SPACE}(?:(?:and|or|to|early|late|the){SPACE}){{0,3}}|-|–)"
    rf"(?:\d\d?|[a-z]+(?:-[a-z]+)?)(?:st|nd|rd|th)){{1,2}}(?:{SPACE}|-)centur(?:y|ies)",
    re.IGNORECASE,
)
_RANKS = Ranks(words.ENGLISH_ORDINALS, _SPELLED, _CENTURY, _AND_CENTURY)
HOUR_WORDS = {"noon": 12, "midday": 12, "midnight": 0}
DECADE_WORDS = {
    f"{tens[:-1]}ies": value for tens, value in words.ENGLISH_VALUES.items() if value in range(20, 100, 10)
}


def read_date(text: str, position: int) -> Quantity | None:
    """Read ``13 and 14 November 2024``."""
    match = _DAY_FIRST.match(text, position)
    return dated(match, MONTHS) if match else None


def read_month(text: str, position: int) -> Quantity | None:
    """Read ``November 13 and 14, 2024``, ``November 2024`` and ``November``."""
    if match := _MONTH_FIRST.match(text, position) or _MONTH_OF_YEAR.match(text, position):
        return dated(match, MONTHS)
    match = _MONTH.match(text, position)
    found = dated(match, MONTHS) if match else None
    return vague(found) if found and _DOUBTFUL.match(text, position) else found


def read_short_month(text: str, position: int) -> Quantity | None:
    """Read ``Nov. 15, 2024``; an abbreviation alone is no month."""
    match = _MONTH_FIRST.match(text, position) or _MONTH_OF_YEAR.match(text, position)
    return dated(match, MONTHS) if match and match[0][0].isupper() else None


def read_clock(text: str, position: int) -> Quantity | None:
    """Read ``2:40 pm``, ``14:40``, ``8 o'clock``, ``2 to 4 pm``, ``24/7``, and ``14h40`` left in French typography."""
    if match := _ROUND_THE_CLOCK.match(text, position):
        days = (match["n"] or "").lower() in ("7", "seven")
        return vague(
            quantity(Kind.MEASURE, (7 if days else 24,), text, match.span()), unit="day" if days else "hour"
        )
    if match := _CLOCK.match(text, position):
        hour = _hour(int(match["hour"]), match["half"])
        return quantity(Kind.TIME, (hour, int(match["minute"] or 0)), text, match.span())
    if match := _SHARED_HALF.match(text, position):
        earlier = int(match["hour"]) % 12 <= int(match["later"]) % 12
        hour = _hour(int(match["hour"]), match["half"] if earlier else "am")
        return quantity(Kind.TIME, (hour, int(match["minute"] or 0)), text, match.span())
    match = _SHORT_CLOCK.match(text, position)
    if match is None or (match["hour"] == "24" and not match["minute"]):
        return None
    minute = int(match["minute"] or match["colon"] or 0)
    lasts = _AT.search(text, max(0, position - 12), position) is None or _HOURS.match(text, match.end())
    return replace(
        quantity(Kind.TIME, (int(match["hour"]), minute), text, match.span()), may_last=bool(lasts)
    )


def read_spoken_clock(text: str, position: int) -> Quantity | None:
    """Read ``half past nine`` and ``a quarter to ten in the evening``."""
    match = _SPOKEN_CLOCK.match(text, position)
    if match is None:
        return None
    hour = words.ENGLISH_VALUES.get(match["hour"].lower()) or int(match["hour"])
    minute = _SPOKEN_MINUTES[match["minutes"].lower()] if match["minutes"] else 45
    if match["before"]:
        hour = hour - 1 or 12
    evening = match["part"] and match["part"].lower() != "morning"
    return quantity(Kind.TIME, (_hour(hour, "pm" if evening else None), minute), text, match.span())


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day, given ``am`` or ``pm``."""
    if not half:
        return hour
    if half[0] in "pP":
        return hour + 12 if hour < 12 else hour
    return 0 if hour == 12 else hour


def read_hour_word(text: str, position: int) -> Quantity | None:
    """Read ``noon`` and ``midnight``."""
    word = next(
        word
        for word in HOUR_WORDS
        if text.startswith(word, position) or text[position:].lower().startswith(word)
    )
    return vague(quantity(Kind.TIME, (HOUR_WORDS[word], 0), text, (position, position + len(word))))


def read_decade(text: str, position: int) -> Quantity | None:
    """Read ``2010s``; ``seventies`` may be an age."""
    word = _WORD.match(text, position)
    if word and (value := DECADE_WORDS.get(word[0].lower())):
        return vague(quantity(Kind.DECADE, (value,), text, word.span()))
    match = _DECADE.match(text, position)
    return quantity(Kind.DECADE, (int(match["digits"]),), text, match.span()) if match else None


def read_ordinal(text: str, position: int) -> Quantity | None:
    """Read ``10th`` and ``21st century``, also ``10e`` left in French typography."""
    match = _ORDINAL.match(text, position)
    return _RANKS.read_rank(text, match, int(match["digits"].replace(",", ""))) if match else None


def read_spelled_ordinal(text: str, position: int) -> Quantity | None:
    """Read ``third`` and ``twenty-first century``; ``first`` and ``second`` may be left out."""
    return _RANKS.read_spelled(text, position)
