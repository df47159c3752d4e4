"""Languages as the tables of other programs name them: French, fr-FR, French_France, English (United States)."""

import re
import unicodedata
from functools import lru_cache

from passerelle.glossary.words import read_pairs, read_words

FRENCH = "fr"
ENGLISH = "en"
AMERICAN = "en-us"

_NAMES = read_pairs(__file__, "language-names.tsv")
_COUNTRIES = frozenset(read_words(__file__, "countries.txt"))
_AMERICAN = frozenset(("us", "usa", "united states", "etats unis", "vereinigte staaten"))
_TERM = frozenset({"term", "terms", "terme", "termes"})
"""What people add to a language's name at the head of a column."""


@lru_cache(maxsize=1024)
def language_of(name: str) -> str:
    """Return the language that a name or code means, with American English by itself; nothing for any other.

    >>> [language_of(name) for name in ("French_France", "en-US", "English (United Kingdom)", "Terme anglais")]
    ['fr', 'en-us', 'en', 'en']
    >>> [language_of(name) for name in ("German", "English note", "Term")]
    ['', '', '']
    """
    words = [word for word in re.sub(r"[\W_]+", " ", name.casefold()).split() if word not in _TERM]
    first, *others = words or [""]
    country = unicodedata.normalize("NFD", " ".join(others))
    country = "".join(letter for letter in country if not unicodedata.combining(letter))
    language = _NAMES.get(first, "")
    if country and len(country) != 2 and country not in _COUNTRIES:
        return ""
    return AMERICAN if language == ENGLISH and country in _AMERICAN else language
