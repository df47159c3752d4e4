"""What went wrong, in the reader's language: errors say it in English, wherever they are raised."""

import re

from passerelle.glossary.words import read_pairs

_FRENCH = read_pairs(__file__, "messages.tsv")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_PATTERNS = [
    (re.compile("(.*)".join(map(re.escape, english.split("{}"))), re.DOTALL), french)
    for english, french in sorted(_FRENCH.items(), key=lambda pair: -len(pair[0]))
]


def say_message(message: str, language: str) -> tuple[str, str]:
    """Return an error's sentence in a language, and the language that it is in: English where there is no other.

    >>> say_message("is larger than 20 MB; split it into smaller files.", "fr")
    ('dépasse 20 Mo ; divisez-le en fichiers plus petits.', 'fr')
    """
    if language == "fr":
        for pattern, french in _PATTERNS:
            found = pattern.fullmatch(message)
            if found:
                return french.format(*map(_french_number, found.groups())), "fr"
    return message, "en"


def _french_number(words: str) -> str:
    return words.replace(",", "\u202f") if _NUMBER.fullmatch(words) else words
