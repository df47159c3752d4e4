"""A text as the word lists look at it: its words where they stand, and the numbers among them that a form may hold."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from .words import ENGLISH_ORDINALS, ENGLISH_VALUES, FRENCH_ORDINALS, FRENCH_VALUES

Language = Literal["french", "english"]
Ends = Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, the same in lower case, and where each of its words (in lower case, digits included) begins."""

    text: str
    low: str
    places: Mapping[str, Sequence[int]]
    words: frozenset[str]

    def whole(self, word: str) -> Sequence[tuple[int, int]]:
        """Return where a word stands."""
        size = len(word)
        return [(start, start + size) for start in self.places.get(word, ())]

    def beginning(self, start: str) -> Sequence[tuple[int, int]]:
        """Return where the words stand that begin so, in order."""
        words = [word for word in self.places if word.startswith(start)]
        return sorted(place for word in words for place in self.whole(word))


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8)  # every list is looked for in the same text
def read_wording(text: str) -> Wording:
    """Take a text apart.

    >>> read_wording("Deux fois deux").places
    {'deux': [0, 10], 'fois': [5]}
    """
    places: dict[str, list[int]] = {}
    for word in _WORD.finditer(text):
        places.setdefault(word[0].lower(), []).append(word.start())
    return Wording(text, text.lower(), places, frozenset(places))


_VALUES: Mapping[Language, Mapping[str, int | Fraction]] = {
    "french": {**FRENCH_ORDINALS, **FRENCH_VALUES, "demi": Fraction(1, 2)},
    "english": {
        **ENGLISH_ORDINALS,
        **ENGLISH_VALUES,
        "once": 1,
        "twice": 2,
        "thrice": 3,
        "other": 2,
        "half": Fraction(1, 2),
    },
}
_DIGITS = re.compile(r"(\d+)([.,]\d+)?")


def _by_first(words: Mapping[str, object]) -> Mapping[str, Sequence[str]]:
    """Group words by what stands before their first hyphen, the longest first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        groups[word.partition("-")[0]].append(word)
    return dict(groups)


_NUMBER_WORDS: Mapping[Language, Mapping[str, Sequence[str]]] = {
    language: _by_first(words) for language, words in _VALUES.items()
}


@lru_cache(maxsize=8)
def find_numbers(text: str, language: Language) -> Ends:
    """Return where each number of a text may end, by where it begins: what it is first, then what it may be a part of.

    >>> find_numbers("le vingt-deuxième sur 2,5", "french")
    {3: [17, 8], 9: (17,), 22: (25, 23)}
    """
    known = _NUMBER_WORDS[language]
    found = {
        start: _ends(text, start, known.get(word))
        for word, starts in read_wording(text).places.items()
        if word in known or word[0].isdecimal()
        for start in starts
        if text[start - 1 : start] not in (",", ".")
    }
    return dict(sorted(found.items()))


def _ends(text: str, start: int, words: Sequence[str] | None) -> Sequence[int]:
    """Return where one of ``words`` may end that begins at ``start``, or else the digits there."""
    if words is None:
        digits = _DIGITS.match(text, start)
        assert digits is not None
        return (digits.end(), digits.end(1)) if digits[2] else (digits.end(),)
    if len(words) == 1:
        return (start + len(words[0]),)
    ends = [start + len(word) for word in words if text[start : start + len(word)].lower() == word]
    return [end for end in ends if not _WORD.match(text, end)]


def read_value(written: str, language: Language) -> Fraction:
    """Return the value of a number that `find_numbers` found.

    >>> read_value("2,5", "french"), read_value("twice", "english")
    (Fraction(5, 2), Fraction(2, 1))
    """
    word = _VALUES[language].get(written.lower())
    return Fraction(Decimal(written.replace(",", ".")) if word is None else word)
