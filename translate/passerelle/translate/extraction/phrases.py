"""Noun phrases of a French sentence, by the kinds of its words alone."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from passerelle.glossary.keys import number_key
from passerelle.glossary.words import read_words
from passerelle.translate.extraction.words import Word, WordKind, split_words

MOST_WORDS = 6
"""Nouns and adjectives of a phrase."""

_LONGEST = 3 * MOST_WORDS
"""Words of a phrase with those that join them."""

_PHRASE = re.compile(r"P?N[NA]{0,3}(?:LD?P?[NA]{1,3}){0,3}")


def find_phrases(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where the noun phrases of a sentence stand, those within others as well.

    >>> text = "Le centre de lutte contre le cancer ouvre."
    >>> [text[start:end] for start, end in find_phrases(text)][:2]
    ['centre', 'centre de lutte']
    """
    for words in _stretches(sentence):
        kinds = "".join(word.kind for word in words)
        for first in range(len(words)):
            if not _begins(words, first):
                continue
            for last in range(first, min(len(words), first + _LONGEST)):
                if _is_phrase(words[first : last + 1], kinds[first : last + 1]):
                    yield words[first].start, words[last].end


def _stretches(sentence: str) -> Iterator[list[Word]]:
    """Yield the runs of words that phrases may be made of."""
    run: list[Word] = []
    for word in split_words(sentence):
        if word.kind is WordKind.OTHER:
            if run:
                yield run
            run = []
        else:
            run.append(word)
    if run:
        yield run


def _begins(words: Sequence[Word], first: int) -> bool:
    """Whether a phrase can begin there: with a noun that is no adjective of the noun before it."""
    kind = words[first].kind
    if kind is WordKind.PREPOSED:
        return True
    return kind is WordKind.NOUN and (not first or words[first - 1].kind is not WordKind.NOUN)


def _is_phrase(words: Sequence[Word], kinds: str) -> bool:
    if not _PHRASE.fullmatch(kinds) or sum(kind in "NAP" for kind in kinds) > MOST_WORDS:
        return False
    head = next(word for word in words if word.kind is WordKind.NOUN)
    return not any(number_key(word.text) in _weak() for word in (head, words[-1]))


@cache
def _weak() -> frozenset[str]:
    return frozenset(map(number_key, read_words(__file__, "weak-nouns.txt")))
