"""Whether an English sentence holds the terms that it must: exact forms first, else dictionary forms."""

import functools
import re
from collections.abc import Sequence

import simplemma

from training.pairs import TermPair

_WORD = re.compile(r"\w+")


def terms_met(english: str, terms: Sequence[TermPair], *, lemmas: bool = False) -> list[bool]:
    """Tell for each term whether one of its renderings stands in ``english`` as whole words, blind to case.

    Each place counts for one term; longer renderings choose first. With ``lemmas``, a term that is not met so is met by
    its dictionary forms.

    >>> terms_met("Viral loads fell.", [TermPair("charge virale", ("viral load",))])
    [False]
    >>> terms_met("Viral loads fell.", [TermPair("charge virale", ("viral load",))], lemmas=True)
    [True]
    """
    words = _words(english)
    used: set[int] = set()
    met = [False] * len(terms)
    order = sorted(range(len(terms)), key=lambda index: -max(map(len, terms[index].renderings)))
    for index in order:
        met[index] = any(_take(words, _words(form), used) for form in terms[index].renderings)
    if lemmas:
        words = [_lemma(word) for word in words]
        for index in order:
            met[index] = met[index] or any(
                _take(words, [_lemma(word) for word in _words(form)], used)
                for form in terms[index].renderings
            )
    return met


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _take(words: list[str], wanted: list[str], used: set[int]) -> bool:
    for start in range(len(words) - len(wanted) + 1):
        place = range(start, start + len(wanted))
        if wanted and words[start : place.stop] == wanted and used.isdisjoint(place):
            used.update(place)
            return True
    return False


@functools.lru_cache(50_000)
def _lemma(word: str) -> str:
    return simplemma.lemmatize(word, lang="en")
