"""Whether the two sides of a concept are in their languages, as far as word lists can tell."""

from collections.abc import Iterator
from functools import lru_cache

from passerelle.glossary.concept import Concept
from passerelle.glossary.keys import TOKEN
from passerelle.glossary.lemmas import is_known

_CLEAR = 0.65
"""By how much of its words a term must lean: the languages share many, as “table” or “prison”; a single word says little."""
_ENGLISH = 0.7  # French medicine shares more with English than English with French: cancer du larynx


def language_doubts(concept: Concept) -> Iterator[str]:
    """Yield what looks as if it stood on the wrong side; a name that stays French is right on both.

    >>> list(language_doubts(Concept("x", "hospital", "hôpital", "d")))
    ['“hospital” and “hôpital” look as if French and English had changed places.']
    """
    if concept.do_not_translate or concept.target in (*concept.source_terms, *concept.abbreviations):
        return
    french, english = _lean(concept.source), _lean(concept.target)
    if (
        min(french, -english) >= 0
        and french - english >= _CLEAR
        and (french > 0 > english or _says_much(concept))
    ):
        yield f"“{concept.source}” and “{concept.target}” look as if French and English had changed places."
    elif english <= -_CLEAR and len(_words(concept.target)) > 1:
        yield f"“{concept.target}” looks French where the English should stand."
    elif french > _ENGLISH and len(_words(concept.source)) > 1:
        yield f"“{concept.source}” looks English where the French should stand."


def _says_much(concept: Concept) -> bool:
    return all(len(_words(text)) > 1 for text in (concept.source, concept.target))


def _lean(text: str) -> float:
    """Return how far a text leans to English (1) or French (-1), by the share of words that only one of them has."""
    words = _words(text)
    return sum(map(_side, words)) / len(words) if words else 0.0


def _words(text: str) -> list[str]:
    """Return the words that are in a language: not names, unless there is nothing else."""
    words = [found[0] for found in TOKEN.finditer(text)]
    return [word for word in words if word.islower()] or words


@lru_cache(maxsize=65_536)
def _side(word: str) -> int:
    return is_known(word, "en") - is_known(word, "fr")
