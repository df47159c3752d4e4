"""Which words are French and which English, by dictionary and by the commonest of each."""

# ruff: noqa: SIM905  (lists of words read better as text)

import re
from functools import lru_cache

import simplemma

FRENCH_FUNCTION = frozenset(
    "le la les l d un une des du de et est sont dans pour que qui qu sur avec par plus pas ne n ce cet cette ces c "
    "au aux se s ses sa son leur leurs ils elle elles nous vous je j il ont été être avoir fait mais ou où si "
    "comme sans sous entre vers chez donc ainsi aussi dont à en y lors selon depuis pendant après avant".split()
)
_ENGLISH_FUNCTION = frozenset(
    "the of and to in is that for with was as are this by from have has it be at not which their were an or you "
    "your they we he she but if can will would been than into about its his her our there when what who".split()
)
_SHARED = frozenset(
    ["a", "an", "on", "me", "as", "or", "are", "if", "sur", "pour", "son", "n", "s", "d", "l", "c", "j", "y"]
)
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
        and simplemma.is_known(word, lang="fr")
        and (not word.isascii() or not simplemma.is_known(word, lang="en"))
    )


# English has taken these over, and the dictionary does not know.
_LOANS = frozenset(
    "café cafés cliché clichés résumé protégé protégée fiancé fiancée déjà vu née élite naïve façade décor début "
    "à la carte communiqué matinée premiere première soirée vis grande dame genre ballet chef via per cent versus "
    "triage unique judoka pharmacovigilance re en las colo psy euro euros kilo kilos km cm mm kg mg ml".split()
)


def _shares(text: str) -> tuple[float, float, int]:
    words = [word.casefold() for word in WORD.findall(text)]
    french = sum(word in FRENCH_FUNCTION and word not in _SHARED for word in words)
    english = sum(word in _ENGLISH_FUNCTION and word not in _SHARED for word in words)
    return french / max(1, len(words)), english / max(1, len(words)), len(words)


@lru_cache(maxsize=65_536)
def is_word(word: str) -> bool:
    """Whether a dictionary of French or English knows ``word`` (in lower case)."""
    return simplemma.is_known(word, lang="fr") or simplemma.is_known(word, lang="en")


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
