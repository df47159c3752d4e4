"""Which content words of the French the English says: looked up in a lexicon, matched one for one. Pure functions.

The lexicon (``data/lexicon.tsv``) is counted by `training.lexicon` in aligned sentences.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_table
from passerelle.translate.checks.words import ENGLISH_FUNCTION, FRENCH_FUNCTION
from passerelle.translate.constraints.constraint import Constraint
from passerelle.translate.constraints.satisfy import judge
from passerelle.translate.numbers import agreeing_phrases
from passerelle.translate.text.addresses import find_addresses

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5
"""Letters by which words of both languages are alike: “clinique” and “clinical”."""
_ALIKE = -1
"""The rank of words that are alike: before those of the lexicon."""


_COMMON = 4
"""English words of a French one; what comes after them is said of it now and then, or by chance."""


class Word(NamedTuple):
    """A content word of the French; ``said`` tells whether the English says it, None where nothing tells.

    ``odds`` is the logarithm of how much likelier that is if the word was lost than if it was translated.
    """

    text: str
    start: int
    end: int
    said: bool | None
    odds: float


@dataclass(frozen=True, slots=True)
class Cover:
    """The content words of a French text, and how many of the English say nothing of it that is known."""

    words: tuple[Word, ...]
    spare: int


@dataclass(frozen=True, slots=True)
class _Line:
    """What the lexicon says of a French lemma: its English ones with their rank, and the odds of it, said or not."""

    ranks: Mapping[str, int]
    said: float
    unsaid: float


@cache
def _lexicon() -> Mapping[str, Sequence[str]]:
    """Return the rows of the lexicon by their French: few of the many thousand are asked for in a run."""
    return {row[0]: row for row in read_table(__file__, "lexicon.tsv", 3)}


_KNOWN_ODDS = -2.8
"""Of a word that is said for sure."""
_LOST = 0.95
"""How often no English word is found for a French one that was lost."""
_MOST_FOUND = 0.92
"""No word is found oftener than that in free translations, whatever the counts say."""


@lru_cache(maxsize=16_384)
def _line(word: str) -> _Line | None:
    """Return the line of a word; the lemmatiser knows not every plural."""
    lexicon = _lexicon()
    row = lexicon.get(lemma_of(word, "fr")) or lexicon.get(word.rstrip("sx"))
    if row is None:
        return None
    _, often, english = row
    found = int(often or 85) / 100  # how often one of the English words is found
    return _Line(
        {word: rank for rank, word in enumerate(english.split())},
        log((1 - _LOST) / found),
        log(_LOST / (1 - min(_MOST_FOUND, found))),
    )


def _word(found: re.Match[str], *, said: bool, known: bool) -> Word:
    line = _line(found[0].lower())
    if known or line is None:
        sure = said or known
        return Word(found[0], *found.span(), sure or None, _KNOWN_ODDS if sure else 0.0)
    return Word(found[0], *found.span(), said, line.said if said else line.unsaid)


@lru_cache(maxsize=16)  # several checks ask about one pair
def cover(source: str, target: str, constraints: tuple[Constraint, ...] = ()) -> Cover:
    """Match the content words of a French text with those of its English, one for one, the surest first.

    What stands in a met constraint, in an address, or in a multiple or frequency that both sides say, is said.
    """
    ours, theirs = _content(source), list(_WORD.finditer(target))
    places = judge(target, constraints).places
    met = [(c.start, c.end) for c, place in zip(constraints, places, strict=True) if place]
    met += [(address.start, address.end) for address in find_addresses(source)]
    met += agreeing_phrases(source, target)[0]
    taken = [place for place in places if place]
    free = [word for word, held in zip(theirs, _held(theirs, taken), strict=True) if not held]
    known = _held(ours, met)
    left = [word for word, said in zip(ours, known, strict=True) if not said]
    matches = match_words([word[0].lower() for word in left], [word[0].lower() for word in free], _ranks)
    said = {word.start() for index, word in enumerate(left) if index in matches}
    words = [
        _word(word, said=word.start() in said, known=inside) for word, inside in zip(ours, known, strict=True)
    ]
    used = set(matches.values())
    spare = sum(index not in used and _is_telling(word[0].lower()) for index, word in enumerate(free))
    return Cover(tuple(words), spare)


def _content(source: str) -> list[re.Match[str]]:
    return [found for found in _WORD.finditer(source) if found[0].lower() not in FRENCH_FUNCTION]


def _held(words: Iterable[re.Match[str]], places: Iterable[tuple[int, int]]) -> list[bool]:
    """Return for each word, in order, whether it stands in one of the places."""
    held, reach = [], 0
    ahead = deque(sorted(places))
    for word in words:
        start, end = word.span()
        while ahead and ahead[0][0] <= start:
            reach = max(reach, ahead.popleft()[1])
        held.append(end <= reach)
    return held


def _is_telling(word: str) -> bool:
    return len(word) > 3 and word not in ENGLISH_FUNCTION


def _ranks(word: str) -> Mapping[str, int]:
    line = _line(word)
    return line.ranks if line else {}


def match_words(
    ours: Sequence[str], theirs: Sequence[str], ranks: Callable[[str], Mapping[str, int]]
) -> Mapping[int, int]:
    """Return which English word each French one has, by their indexes: each has one at most, the surest first.

    ``ranks`` gives the English lemmas of a French word with their rank; words that begin alike go before all.
    """
    places: dict[str, list[int]] = {}
    for index, word in enumerate(theirs):
        for form in _forms(word):
            places.setdefault(form, []).append(index)
    options = []
    for index, word in enumerate(ours):
        near = index / max(1, len(ours)) * len(theirs)
        options += [(_ALIKE, abs(other - near), index, other) for other in places.get(_stem(word), ())]
        own = ranks(word)
        options += [
            (own[form], abs(other - near), index, other)
            for form in own.keys() & places.keys()
            for other in places[form]
        ]
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, _, index, other in sorted(options):
        if index not in matched and other not in used:
            matched[index] = other
            used.add(other)
    return matched


@lru_cache(maxsize=16_384)
def _forms(word: str) -> frozenset[str]:
    """Return by what an English word is found: as it stands, by its lemma, by its stem."""
    return frozenset((word, lemma_of(word, "en"), _stem(word)))


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """Return the beginning of a word, marked so that it is no word itself."""
    return "~" + fold(word)[:_STEM]


def is_rendered(word: str, target: str) -> bool | None:
    """Whether one of the commonest English words for a French one stands in a text; None where the lexicon lacks it."""
    words = {found[0].lower() for found in _WORD.finditer(target)}
    line = _line(word.lower())
    if _stem(word.lower()) in map(_stem, words):
        return True
    if line is None:
        return None
    common = {english for english, rank in line.ranks.items() if rank < _COMMON}
    return bool(common & (words | {lemma_of(other, "en") for other in words}))


@lru_cache(maxsize=65_536)
def lemma_of(word: str, language: str) -> str:
    """Return the lemma of a word in lower case."""
    return lemmas.lemmatize(word, lang=language).lower()


def fold(word: str) -> str:
    """Return a word without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
