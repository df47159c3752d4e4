"""What the date readers of both languages share: lists of days and dates in digits."""

import re
from dataclasses import replace

from .quantity import Kind, Quantity
from .scan import quantity

_DAY = re.compile(r"premier|first|\d+", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<bar>[/.-])(?P<second>\d{1,2})(?P=bar)(?P<year>\d{4}|(?<=/)\d{2})(?![\d/])"
)
_ISO = re.compile(r"(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
_ALTERNATIVE = re.compile(r"\W(?:ou|or)\W")
_DASH = re.compile(r"[-–—]")
_SPAN = re.compile(r"\W(?:au|à|to)\W")


def dated(match: re.Match[str], months: dict[str, int]) -> Quantity | None:
    """Make a date of a match whose groups are ``days``, ``month`` and ``year``; None where a day is over 31."""
    groups = match.groupdict()
    listed = groups.get("days") or ""
    days = [int(day) if day.isdecimal() else 1 for day in _DAY.findall(listed)]
    if any(not 1 <= day <= 31 for day in days):
        return None
    month, year = months[groups["month"].lower()], int(groups.get("year") or 0)
    found = quantity(Kind.DATE, (year, month, *days), match.string, match.span())
    return replace(found, joiner=day_joiner(listed) if len(days) > 1 else "")


def day_joiner(listed: str) -> str:
    """How the days of a list are joined: ``-``, ``to``, ``or`` or ``and``."""
    if _DASH.search(listed):
        return "-"
    return "to" if _SPAN.search(listed) else "or" if _ALTERNATIVE.search(listed) else "and"


def numeric_date(text: str, position: int) -> Quantity | None:
    """Read ``15/11/2024`` (day first, unless only the other order makes a date) or ``2024-11-15``."""
    if match := _ISO.match(text, position):
        day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    elif match := _NUMERIC.match(text, position):
        day, month, year = int(match["first"]), int(match["second"]), int(match["year"])
    else:
        return None
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    if year < 100:
        year += 2000
    return quantity(Kind.DATE, (year, month, day), text, match.span())
