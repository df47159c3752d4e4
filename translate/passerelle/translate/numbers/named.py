"""Numbers that name a thing in either language: Roman numerals, trial phases, slashed fractions."""

import re
from dataclasses import replace

from .quantity import Kind, Quantity
from .scan import quantity
from .units import SPACE

_ROMAN = {"I": 1, "V": 5, "X": 10}
_BAR = re.compile(r"(?P<top>\d{1,3})/(?P<below>\d{1,3})(?!/?\d|[.,]\d)")
_SLASHED_YEARS = re.compile(r"(?P<first>1[5-9]\d\d|20\d\d)/(?P<last>\d{4}|\d\d)(?!/?\d)")
_NUMERAL = r"(?P<{0}>[IV]+|\d)[ab]?(?!\w)"
_STAGE_WORDS = [
    "catégorie",
    "category",
    "phase",
    "type",
    "stade",
    "stage",
    "grade",
    "niveau",
    "level",
    "classe",
    "class",
    "groupe",
    "group",
]
STAGE_NOUNS = frozenset(word + end for word in _STAGE_WORDS for end in ("", "s", "x", "es"))
_STAGED = re.compile(
    rf"(?i:{'|'.join(sorted(STAGE_NOUNS, reverse=True))}){SPACE}"
    rf"{_NUMERAL.format('first')}(?:{SPACE}?(?P<bar>[/–-]|et|ou|and|or|à|to){SPACE}?{_NUMERAL.format('second')})?"
    rf"(?![.,]\d|{SPACE}?[%€])"
)
_JOINERS = {"et": "and", "and": "and", "ou": "or", "or": "or", "/": "/", "-": "-", "–": "-"}


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral below forty, as centuries and phases have.

    >>> roman_value("XIX")
    19
    """
    values = [_ROMAN[letter] for letter in numeral.upper()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def read_stage(text: str, position: int) -> Quantity | None:
    """Read the number of ``phase III`` or ``type 2``; the noun is left out of the span."""
    match = _STAGED.match(text, position)
    if match is None:
        return None
    names = [name for name in (match["first"], match["second"]) if name]
    values = tuple(int(name) if name.isdecimal() else roman_value(name) for name in names)
    kind = Kind.RANGE if len(values) > 1 else Kind.NUMBER
    end = match.end("second") if match["second"] else match.end("first")
    found = quantity(kind, values, text, (match.start("first"), end))
    joiner = _JOINERS.get(match["bar"], "to") if len(values) > 1 else ""
    return replace(found, joiner=joiner, in_words=False)


def read_bar(text: str, position: int) -> Quantity | None:
    """Read ``2/3`` as a fraction and ``1968/69`` as a span of years."""
    if match := _SLASHED_YEARS.match(text, position):
        first, last = int(match["first"]), int(match["last"])
        last = last if last > 99 else first - first % 100 + last
        found = quantity(Kind.YEAR_SPAN, (first, last), text, match.span())
        return replace(found, joiner="/")
    match = _BAR.match(text, position)
    if match is None or int(match["below"]) == 0:
        return None
    return quantity(Kind.FRACTION, (int(match["top"]), int(match["below"])), text, match.span())
