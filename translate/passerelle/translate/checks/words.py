"""Which words are French and which English, by dictionary and by the commonest of each."""

import re
from functools import lru_cache

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_words

FRENCH_FUNCTION = frozenset(read_words(__file__, "french-function-words.txt"))
ENGLISH_FUNCTION = frozenset(read_words(__file__, "english-function-words.txt"))
_SHARED = frozenset(read_words(__file__, "shared-words.txt"))
_LOANS = frozenset(read_words(__file__, "loan-words.txt"))
_ONLY_FRENCH, _ONLY_ENGLISH = FRENCH_FUNCTION - _SHARED, ENGLISH_FUNCTION - _SHARED
WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=65_536)
def is_french_only(word: str) -> bool:
    """Whether the dictionaries know ``word`` (in lower case) as French and not as English.

    >>> is_french_only("chirurgie"), is_french_only("patients"), is_french_only("surgery")
    (True, False, False)
    """
    return (
        len(word) > 1
        and word not in _LOANS
        and lemmas.is_known(word, lang="fr")
        and (not word.isascii() or not lemmas.is_known(word, lang="en"))
    )


def _shares(text: str) -> tuple[float, float, int]:
    words = WORD.findall(text.casefold())
    french = sum(map(_ONLY_FRENCH.__contains__, words))
    english = sum(map(_ONLY_ENGLISH.__contains__, words))
    return french / max(1, len(words)), english / max(1, len(words)), len(words)


@lru_cache(maxsize=65_536)
def is_word(word: str) -> bool:
    """Whether a dictionary of French or English knows ``word`` (in lower case)."""
    return lemmas.is_known(word, lang="fr") or lemmas.is_known(word, lang="en")


@lru_cache(maxsize=256)
def speaks_french(text: str) -> bool:
    """Whether a text of four words or more reads as French.

    >>> speaks_french("Le dépistage est utile aux patients."), speaks_french("Screening is useful.")
    (True, False)
    """
    french, english, count = _shares(text)
    return count > 3 and french >= 0.15 and french > 2 * english


@lru_cache(maxsize=256)
def speaks_english(text: str) -> bool:
    """Whether a text of four words or more reads as English.

    >>> speaks_english("The trial was stopped by the sponsor.")
    True
    """
    french, english, count = _shares(text)
    return count > 3 and english >= 0.15 and english > 2 * french
