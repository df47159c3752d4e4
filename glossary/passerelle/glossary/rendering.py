"""Finding English renderings in a text: whole words, inflected, spelled the British or the American way."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from passerelle.glossary.english import americanise, inflected_forms, pluralise

# Blanks and hyphens only join; every other sign is a token of its own.
_TOKEN = re.compile(r"[^\W_]+|[^\s\w‐‑\-]|_")
_APOSTROPHES = "’ʼ‘"

Place = tuple[int, int]


class _Word(NamedTuple):
    text: str
    folded: str
    start: int
    end: int


class _Token(NamedTuple):
    """A word of a form to find; ``exact`` where its capitals are its own."""

    text: str
    folded: str
    exact: bool


_Forms = tuple[tuple[_Token, ...], ...]


def find_renderings(text: str, terms: Sequence[str]) -> list[Place]:
    """Return the places of any inflected form of any of ``terms``, the longest first at each place, in order.

    Hyphens and spaces are alike, any capitals will do, but an abbreviation's capitals are its own.

    >>> find_renderings("Electronic health-records are kept.", ["electronic health record"])
    [(0, 25)]
    >>> find_renderings("the ars nova", ["ARS"])
    []
    """
    return _find(text, (form for term in terms for form in _token_forms(term)))


def find_forbidden(text: str, term: str) -> list[Place]:
    """Return the places of a forbidden rendering: its plural is as wrong, but its singular may be right.

    >>> find_forbidden("primary care", "primary cares"), find_forbidden("two actors of health", "actor of health")
    ([], [(4, 20)])
    """
    return _find(text, _forbidden_forms(term))


def _find(text: str, forms: Iterable[tuple[_Token, ...]]) -> list[Place]:
    words, positions = _index(text)
    found = {
        (words[first].start, words[first + len(form) - 1].end)
        for form in forms
        for first in positions.get(form[0].folded, ())
        if _stands_at(form, words, first)
    }
    return sorted(found, key=lambda place: (place[0], -place[1]))


def _stands_at(form: tuple[_Token, ...], words: Sequence[_Word], first: int) -> bool:
    if first + len(form) > len(words):
        return False
    return all(_same(token, words[first + offset]) for offset, token in enumerate(form))


def _same(token: _Token, word: _Word) -> bool:
    return token.text == word.text if token.exact else token.folded == word.folded


@lru_cache(maxsize=512)  # some kilobytes a text, which is asked about again soon or not at all
def _index(text: str) -> tuple[list[_Word], dict[str, list[int]]]:
    words = [_Word(found[0], _fold(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(text)]
    positions: dict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        positions[word.folded].append(index)
    return words, positions


def _fold(token: str) -> str:
    return "'" if token in _APOSTROPHES else token.casefold()


@lru_cache(maxsize=65536)
def _token_forms(term: str) -> _Forms:
    return _tokenise(inflected_forms(term))


@lru_cache(maxsize=65536)
def _forbidden_forms(term: str) -> _Forms:
    return _tokenise([term, pluralise(term), americanise(term)])


def _tokenise(forms: Sequence[str]) -> _Forms:
    tokens = (tuple(_token(found[0]) for found in _TOKEN.finditer(form)) for form in forms)
    return tuple(dict.fromkeys(form for form in tokens if form))


def _token(text: str) -> _Token:
    return _Token(text, _fold(text), sum(map(str.isupper, text)) > 1)
