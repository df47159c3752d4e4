"""Languages as the tables of other programs name them: French, fr-FR, French_France, English (United States)."""

import re

from passerelle.glossary.words import read_pairs

FRENCH = "fr"
ENGLISH = "en"
AMERICAN = "en-us"

_NAMES = read_pairs(__file__, "language-names.tsv")
_AMERICAN = frozenset(("us", "usa", "united states", "états unis", "etats unis"))


def language_of(name: str) -> str:
    """Return the language that a name or code means, with American English by itself; nothing for any other.

    >>> [language_of(name) for name in ("French_France", "en-US", "English (United Kingdom)", "German", "Note")]
    ['fr', 'en-us', 'en', '', '']
    """
    first, *country = re.sub(r"[\W_]+", " ", name.casefold()).split() or [""]
    language = _NAMES.get(first, "")
    if not language or len(country) > 3:
        return ""
    return AMERICAN if language == ENGLISH and " ".join(country) in _AMERICAN else language
