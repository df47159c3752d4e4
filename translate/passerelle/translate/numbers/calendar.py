"""What the French and the English reader of dates and ranks have in common; each brings its own words and patterns."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from . import words
from .quantity import Kind, Quantity
from .scan import quantity, vague


def list_of_days(day: str, joiner: str) -> str:
    """Return a pattern of one to ten days, as in ``13 et 14`` or ``13, 14 and 15``."""
    return rf"{day}(?:{joiner}{day}){{0,9}}"


def full_months(months: Mapping[str, int], short: Collection[str]) -> dict[str, int]:
    """Return the months' names without abbreviations: long ones, and those of ``short``, which are whole."""
    return {form: number for form, number in months.items() if len(form) > 5 or form in short}


@dataclass(frozen=True, slots=True)
class Ranks:
    """How a language says which one: the words of ordinals, and the noun behind them that makes a century.

    ``spelled`` matches ``words`` and, for *firstly*, an ``adverb``; ``century`` the noun itself, ``and_century`` one that
    another ordinal stands before.
    """

    ordinals: Mapping[str, int]
    spelled: re.Pattern[str]
    century: re.Pattern[str]
    and_century: re.Pattern[str]

    def read_spelled(self, text: str, position: int) -> Quantity | None:
        """Read an ordinal in words; the first two and adverbs may be left out in a translation."""
        match = self.spelled.match(text, position)
        if match is None:
            return None
        value = self.ordinals[words.key_of(match["words"])]
        found = self.read_rank(text, match, value)
        return vague(found) if value < 3 or match["adverb"] else found

    def read_rank(self, text: str, match: re.Match[str], value: int) -> Quantity:
        """Return an ordinal, or a century when that noun follows; ``unit`` tells whether the span holds the noun."""
        if century := self.century.match(text, match.end()):
            found = quantity(Kind.CENTURY, (value,), text, (match.start(), century.end()))
            return vague(found, unit="century", is_vague=False)
        kind = Kind.CENTURY if self.and_century.match(text, match.end()) else Kind.ORDINAL
        return quantity(kind, (value,), text, match.span())
