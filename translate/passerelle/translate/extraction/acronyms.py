"""Acronyms that a text explains: “centre de lutte contre le cancer (CLCC)”, “CLCC (centre de lutte contre le cancer)”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import combining, normalize

from passerelle.glossary.words import read_words
from passerelle.translate.extraction.words import general_french

_SHORT = r"(?=[^\s()\[\]]{0,14}[A-Z])[A-Za-zÀ-ÖØ-öø-ÿ\d][\wÀ-ÿ&+./-]{0,14}"
_QUOTES = r"[«»“”\"'’\s]*"
_BEHIND = re.compile(
    rf"(?:[(\[](?:{_QUOTES}(?:dite?s?|ou|soit)\s)?|,\s(?:dite?s?|ou)\s){_QUOTES}(?P<short>{_SHORT}?){_QUOTES}(?:[)\],;.]|$)"
)
_BEFORE = re.compile(rf"(?<![\w-])(?P<short>{_SHORT})\s*(?:[(\[]|[:–—]\s)(?P<long>[^()\[\]:;]*)")
_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_STOP = re.compile(r"[.;:!?()\[\]«»“”\"]")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]")
_MOST_SKIPPED = 1
"""Words of a name that its acronym passes over: RIHN has no letter for the “actes” of its name."""

_REACH = 300
"""Letters before a bracket in which the name of an acronym stands."""

_LONG = 12
"""Letters of a word that may be made of several."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An acronym and where the words that it stands for are, at ``start``–``end`` of the text."""

    short: str
    start: int
    end: int


def find_explained(text: str) -> Iterator[Explained]:
    """Yield the acronyms that a sentence explains.

    >>> text = "Onze centres de lutte contre le cancer (CLCC) et l’ARS (agence régionale de santé)"
    >>> [(each.short, text[each.start : each.end]) for each in find_explained(text)]
    [('CLCC', 'centres de lutte contre le cancer'), ('ARS', 'agence régionale de santé')]
    """
    for found in _BEHIND.finditer(text):
        reach = max(0, found.start() - _REACH)
        start = max((stop.end() for stop in _STOP.finditer(text, reach, found.start())), default=reach)
        words = list(_WORD.finditer(text, start, found.start()))
        first = _first_word(_letters(found["short"]), [word[0] for word in words])
        if first is not None and is_acronym(found["short"]):
            yield Explained(found["short"], words[first].start(), words[-1].end())
    for found in _BEFORE.finditer(text):
        words = _without_little(list(_WORD.finditer(text, found.start("long"), found.end("long"))))
        if is_acronym(found["short"]) and _covers(_letters(found["short"]), [word[0] for word in words]):
            yield Explained(found["short"], words[0].start(), words[-1].end())


def is_acronym(word: str) -> bool:
    """Whether a word is written like an acronym that a text may explain: two letters, one of them a capital.

    >>> is_acronym("CLCC"), is_acronym("T2A"), is_acronym("Ondam"), is_acronym("A"), is_acronym("2026")
    (True, True, True, False, False)
    """
    return sum(map(str.isalpha, word)) >= 2 and bool(_CAPITALS.search(word))


def _without_little(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out the article, or the preposition, with which an explanation begins: “CLCC (pour centre…)”."""
    first = next(
        (index for index, word in enumerate(words) if _letters(word[0]) not in _little()), len(words)
    )
    return words[first:]


def _letters(text: str) -> str:
    """Return the letters of a text alone, small and without accents."""
    even = normalize("NFD", text.replace("œ", "oe").replace("Œ", "oe")).casefold()
    return "".join(sign for sign in even if sign.isalpha() and not combining(sign))


def _first_word(letters: str, words: Sequence[str]) -> int | None:
    """Return with which of the words before it the name of an acronym begins; the nearest where several would do."""
    least = max(0, len(words) - 2 * len(letters) - 6)
    for first in range(len(words) - 1, least - 1, -1):
        if _covers(letters, words[first:]):
            return first
    return None


def _covers(letters: str, words: Sequence[str]) -> bool:
    """Whether the words give the letters in their order, the first of them the first."""
    full = tuple(map(_letters, words))
    if len(letters) < 2 or not full or not full[0].startswith(letters[0]):
        return False
    if len(full) == 1:
        return len(letters) > 2 and full[0] != letters and _gives(full[0], letters)
    return _match(letters, full, _MOST_SKIPPED if len(letters) > 2 else 0)


@lru_cache(maxsize=4096)
def _match(letters: str, words: tuple[str, ...], skips: int) -> bool:
    """Whether each word gives one letter or more, but for little words, a few skipped ones, and what little words add."""
    if not letters or not words:
        return not letters and (not words or words[0] in _little())
    word, rest = words[0], words[1:]
    if any(
        _gives(word, letters[:taken]) and _match(letters[taken:], rest, skips)
        for taken in range(min(3, len(letters)), 0, -1)
    ):
        return True
    if word in _little():
        return _match(letters, rest, skips)
    return skips > 0 and _match(letters, rest, skips - 1)


def _gives(word: str, letters: str) -> bool:
    """Whether a word begins with letters; a long and rare one may be of several: électrocardiogramme, ECG."""
    if word.startswith(letters) or len(word) < _LONG or word[0] != letters[0] or word in _common():
        return word.startswith(letters)
    rest = iter(word)
    return all(letter in rest for letter in letters)


@cache
def _common() -> frozenset[str]:
    return frozenset(map(_letters, general_french()))


@cache
def _little() -> frozenset[str]:
    return frozenset(_letters(word) for word in read_words(__file__, "little-words.txt"))
