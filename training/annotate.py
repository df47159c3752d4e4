"""Term constraints in the source: `biopsie liquide ⟦liquid biopsy⟧`, taken from aligned phrases."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from training.align import Link, word_spans
from training.text import STOP_WORDS

OPENING, CLOSING = "⟦", "⟧"
_LONGEST_TARGET, _LONGEST_SOURCE = 5, 7
_HOW_MANY = (1, 1, 2, 2, 3, 4)
_PRONOUNS = (
    "i you he she it we they me him her us them my your his its our their who which what how these those there "
    "je tu il elle nous vous ils elles me te se lui leur leurs mon ton son sa ses notre votre qui quoi dont où"
)
# A term neither begins nor ends with these.
_EDGELESS = STOP_WORDS | set(_PRONOUNS.split())


@dataclass(frozen=True, slots=True)
class Term:
    """The French characters ``start`` to ``end`` and the English to write for them."""

    start: int
    end: int
    rendering: str


def annotate(french: str, terms: list[Term]) -> str:
    """Write each rendering after its French words; terms must not overlap.

    >>> annotate("une biopsie liquide.", [Term(4, 19, "liquid biopsy")])
    'une biopsie liquide ⟦liquid biopsy⟧.'
    """
    for term in sorted(terms, key=lambda term: term.start, reverse=True):
        french = f"{french[: term.end]} {OPENING}{term.rendering}{CLOSING}{french[term.end :]}"
    return french


def mask_annotations(text: str) -> str:
    """Blank out renderings and their marks, so that the words left are those of the plain French, in place."""
    out, inside = [], False
    for character in text:
        inside = inside or character == OPENING
        out.append(" " if inside else character)
        inside = inside and character != CLOSING
    return "".join(out)


def choose_terms(
    rng: random.Random, french: str, english: str, links: set[Link], lemma: Callable[[str], str]
) -> list[Term]:
    """Choose up to four phrases whose words are linked among themselves alone.

    Half of the renderings end in a dictionary form, half of the sentence-initial ones in small letters: glossaries give
    terms so, and the model learns to inflect them.
    """
    french_words, english_words = word_spans(french), word_spans(english)
    phrases = [
        (source, target)
        for source, target in phrase_pairs(links, len(english_words))
        if _has_content([english[a:b] for a, b in english_words[slice(*target)]])
        and _has_content([french[a:b] for a, b in french_words[slice(*source)]])
    ]
    rng.shuffle(phrases)
    wanted, used, terms = rng.choice(_HOW_MANY), set[int](), list[Term]()
    for source, target in phrases:
        if len(terms) == wanted or used & set(range(*source)):
            continue
        used |= set(range(*source))
        start, end = french_words[source[0]][0], french_words[source[1] - 1][1]
        span = english_words[target[0]][0], english_words[target[1] - 1][1]
        rendering = _dictionary_form(rng, english[slice(*span)], lemma, initial=target[0] == 0)
        terms.append(Term(start, end, rendering))
    return sorted(terms, key=lambda term: term.start)


def phrase_pairs(links: set[Link], target_words: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the word ranges (French, English) of short phrases that no link leaves.

    >>> list(phrase_pairs({(0, 1), (1, 0)}, 2))
    [((1, 2), (0, 1)), ((0, 2), (0, 2)), ((0, 1), (1, 2))]
    """
    for first in range(target_words):
        for last in range(first, min(first + _LONGEST_TARGET, target_words)):
            linked = [source for source, target in links if first <= target <= last]
            if not linked:
                continue
            low, high = min(linked), max(linked)
            leaves = any(low <= source <= high and not first <= target <= last for source, target in links)
            if high - low < _LONGEST_SOURCE and not leaves:
                yield (low, high + 1), (first, last + 1)


def _has_content(words: list[str]) -> bool:
    ends = (words[0].lower(), words[-1].lower())
    return all(word not in _EDGELESS and len(word) > 1 for word in ends) and not any(
        word in ',.;:!?()"«»[]' for word in words
    )


def _dictionary_form(rng: random.Random, phrase: str, lemma: Callable[[str], str], *, initial: bool) -> str:
    head = phrase.rsplit(maxsplit=1)[-1]
    if rng.random() < 0.5 and lemma(head) != head.lower():
        phrase = phrase[: -len(head)] + lemma(head)
    if initial and rng.random() < 0.5:
        phrase = phrase[:1].lower() + phrase[1:]
    return phrase
