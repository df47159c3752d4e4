"""Finding English renderings in a text: whole words, inflected, spelled the British or the American way."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from passerelle.glossary.english import americanise, inflected_forms, pluralise

# Blanks and hyphens only join; every other sign is a token of its own.
_TOKEN = re.compile(r"[^\W_]+|[^\s\w‐‑\-]|_")
_APOSTROPHES = "’ʼ‘"

Place = tuple[int, int]


class _Words(NamedTuple):
    """The words of a text: folded, as written, their places, and the indexes at which each folded one stands."""

    folded: tuple[str, ...]
    written: tuple[str, ...]
    places: tuple[Place, ...]
    indexes: dict[str, list[int]]


class _Form(NamedTuple):
    """The words of a form to find, folded; those in ``exact``, with their index, must be written so, capitals and all."""

    folded: tuple[str, ...]
    exact: tuple[tuple[int, str], ...]


_Forms = dict[str, list[_Form]]
"""Forms by their first word."""


def find_renderings(text: str, terms: Sequence[str]) -> list[Place]:
    """Return the places of any inflected form of any of ``terms``, the longest first at each place, in order.

    Hyphens and spaces are alike, any capitals will do, but an abbreviation's capitals are its own.

    >>> find_renderings("Electronic health-records are kept.", ["electronic health record"])
    [(0, 25)]
    >>> find_renderings("the ars nova", ["ARS"])
    []
    """
    return _find(text, _rendering_forms(tuple(terms)))


def find_forbidden(text: str, term: str) -> list[Place]:
    """Return the places of a forbidden rendering: its plural is as wrong, but its singular may be right.

    >>> find_forbidden("primary care", "primary cares"), find_forbidden("two actors of health", "actor of health")
    ([], [(4, 20)])
    """
    return _find(text, _forbidden_forms(term))


def _find(text: str, forms: _Forms) -> list[Place]:
    words = _index(text)
    found = {
        (words.places[first][0], words.places[first + len(form.folded) - 1][1])
        for word in forms.keys() & words.indexes.keys()
        for form in forms[word]
        for first in words.indexes[word]
        if _stands_at(form, words, first)
    }
    return sorted(found, key=lambda place: (place[0], -place[1]))


def _stands_at(form: _Form, words: _Words, first: int) -> bool:
    if words.folded[first : first + len(form.folded)] != form.folded:
        return False
    return all(words.written[first + offset] == text for offset, text in form.exact)


@lru_cache(maxsize=512)  # some kilobytes a text, which is asked about again soon or not at all
def _index(text: str) -> _Words:
    found = list(_TOKEN.finditer(text))
    written = tuple([each[0] for each in found])
    folded = tuple(map(_fold, written))
    indexes: dict[str, list[int]] = {}
    for index, word in enumerate(folded):
        indexes.setdefault(word, []).append(index)
    return _Words(folded, written, tuple([each.span() for each in found]), indexes)


@lru_cache(maxsize=65536)  # a language has few words that are used often
def _fold(token: str) -> str:
    return "'" if token in _APOSTROPHES else token.casefold()


@lru_cache(maxsize=8192)
def _rendering_forms(terms: tuple[str, ...]) -> _Forms:
    return _by_first([form for term in terms for form in inflected_forms(term)])


@lru_cache(maxsize=65536)
def _forbidden_forms(term: str) -> _Forms:
    return _by_first([term, pluralise(term), americanise(term)])


def _by_first(forms: Iterable[str]) -> _Forms:
    found: _Forms = {}
    for form in dict.fromkeys(map(_form, forms)):
        if form.folded:
            found.setdefault(form.folded[0], []).append(form)
    return found


def _form(text: str) -> _Form:
    words = _TOKEN.findall(text)
    exact = tuple((index, word) for index, word in enumerate(words) if sum(map(str.isupper, word)) > 1)
    return _Form(tuple(map(_fold, words)), exact)
