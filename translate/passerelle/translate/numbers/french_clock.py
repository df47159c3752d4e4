"""Reads clock times and durations in French: only the words around ``2 h 30`` tell the one from the other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal, cast

from .forms import read_forms
from .quantity import Kind, Quantity
from .scan import quantity, vague
from .units import SPACE

Reading = Literal["certainly lasts", "either", "clock", "lasts"]
Side = Literal["before", "behind"]
_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}})"
    rf"(?:{SPACE}?[hH](?:{SPACE}?(?P<minute>[0-5]\d)(?!\w)|(?![\w/]))|:(?P<colon>[0-5]\d)(?![\d:])"
    rf"|{SPACE}(?P<noun>heures?)(?:{SPACE}(?P<spoken>[0-5]\d)(?!\d|{SPACE}?%))?(?!\w))"
    rf"(?:(?P<part>{SPACE}(?:du{SPACE}(?:matin|soir)|de{SPACE}l['’]après-midi))|(?P<minutes>{SPACE}?(?:min|mn|minutes?)(?!\w)))?"
)
_SUREST_FIRST: Mapping[Reading, Literal["clock", "lasts"] | None] = {
    "certainly lasts": "lasts",
    "either": None,
    "clock": "clock",
    "lasts": "lasts",
}
_ROUND_THE_CLOCK = re.compile(
    rf"(?P<n>24|7){SPACE}?(?P<unit>h|heures|j|jours){SPACE}?(?:/|sur){SPACE}?(?P=n)(?!\w)"
)
_AFTERNOON = 13
"""From this hour on, what is written like a time is taken for one where nothing else tells."""
_REACH = 48  # characters before a time in which a word may tell of it
_LOOSE = r"(?:d['’]|(?:de|environ|près|plus de|moins de|quelque|à peine|presque|encore|seulement|un peu|une?|bien)(?!\w)|:)"
_PLACES = {
    "noun": r"(?!(?:la|le|les|l|ce|cette|cet|mon|son|sa|notre|votre|plus|moins)(?!\w))[^\W\dA-ZÀ-Þ][^\W\d_]{2,}",
    "Name": r"(?-i:[A-ZÀ-Þ])\w+",
    "verb": r"[^\W\d_]+(?:er|ir|re)(?!\w)",
    "any": r".{0,30}?",
    "hour": r"\d{1,2}[\s\u00a0\u202f]?(?:h|heures)(?:[\s\u00a0\u202f]?[0-5]\d)?(?!\w)",
}
_NAMED_PLACE = re.compile(r"\{\w+\}")
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _cues(side: Side) -> Mapping[Reading, Sequence[tuple[str, str]]]:
    """Return the forms by what they tell: the longest letters without which none stands in a text, and its expression."""
    cues: dict[Reading, list[tuple[str, str]]] = {reading: [] for reading in _SUREST_FIRST}
    for form in read_forms(__package__, "clock.tsv", side, _PLACES).all:
        letters = _LETTERS.findall(_NAMED_PLACE.sub(" ", form.written.lower()))
        cues[cast("Reading", form.row["reading"])].append(
            (max(letters, key=len, default=""), form.expression)
        )
    return cues


def _possible(side: Side, reading: Reading, text: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns of the forms of which a text has the letters: few of two hundred are ever compiled."""
    low = text.lower()
    return (_pattern(side, expression) for letters, expression in _cues(side)[reading] if letters in low)


@cache
def _pattern(side: Side, expression: str) -> re.Pattern[str]:
    if side == "before":
        return re.compile(rf"(?:{expression})(?:{SPACE}*{_LOOSE})*{SPACE}*$", re.IGNORECASE)
    return re.compile(rf"{SPACE}?(?:{expression})", re.IGNORECASE)


def read_clock(text: str, position: int) -> Quantity | None:
    """Read ``14h40`` and ``8 heures du matin``, ``pendant 2 h 30`` as minutes; bare ``35 heures`` are a measure.

    Where nothing tells, ``2 h 30`` is a time that may be a duration as well, and is not demanded.
    """
    if match := _ROUND_THE_CLOCK.match(text, position):
        unit = "hour" if match["n"] == "24" else "day"
        found = quantity(Kind.MEASURE, (int(match["n"]),), text, match.span())
        return vague(found, unit=unit)
    match = _CLOCK.match(text, position)
    if match is None:
        return None
    reading = _reading(match)
    minute = match["minute"] or match["colon"] or match["spoken"]
    if not minute and (reading == "lasts" or (match["noun"] and reading != "clock")):
        return None
    if reading == "lasts":
        return _duration(match, int(minute))
    return _time(match, int(minute or 0), told=reading == "clock")


def _reading(match: re.Match[str]) -> Literal["clock", "lasts"] | None:
    """Return what the words around a time tell of it, the surest first."""
    if match["part"] or match["colon"]:
        return "clock"
    if match["minutes"] or int(match["hour"]) > 23:
        return "lasts"
    text, end = match.string, match.end()
    before, behind = text[max(0, match.start() - _REACH) : match.start()], text[end:]
    for reading, outcome in _SUREST_FIRST.items():
        if any(pattern.match(text, end) for pattern in _possible("behind", reading, behind)):
            return outcome
        if any(pattern.search(before) for pattern in _possible("before", reading, before)):
            return outcome
    return None


def _duration(match: re.Match[str], minute: int) -> Quantity:
    found = quantity(Kind.MEASURE, (int(match["hour"]) * 60 + minute,), match.string, match.span())
    return replace(found, unit="minute")


def _time(match: re.Match[str], minute: int, *, told: bool) -> Quantity | None:
    hour = int(match["hour"])
    if match["part"] and "matin" not in match["part"] and hour < 12:
        hour += 12
    found = quantity(Kind.TIME, (hour, minute), match.string, match.span())
    return replace(found, vague=not told and 0 < hour < _AFTERNOON, may_last=not told)


_HOUR_WORD = re.compile(
    rf"(?<![-‑])(?P<word>midi|minuit)(?!\w)(?:{SPACE}(?:(?P<half>et{SPACE}demie?)|(?P<quarter>et{SPACE}quart)|(?P<to>moins{SPACE}(?:le{SPACE})?quart))(?!\w))?",
    re.IGNORECASE,
)


def read_hour_word(text: str, position: int) -> Quantity | None:
    """Read ``midi`` and ``minuit``, with ``et demi``, ``et quart`` or ``moins le quart``, but not ``après-midi``."""
    match = _HOUR_WORD.match(text, position)
    if match is None:
        return None
    hour = 12 if match["word"].lower() == "midi" else 0
    minute = 30 if match["half"] else 15 if match["quarter"] else 0
    if match["to"]:
        hour, minute = (hour - 1) % 24, 45
    found = quantity(Kind.TIME, (hour, minute), text, match.span())
    return found if minute else vague(found)
