"""Which language a text is in, by its commonest words: enough to warn, not to decide."""

import re
from collections import Counter

from passerelle.glossary.words import read_pairs

_STOP_WORDS = {
    language: frozenset(words.split()) for language, words in read_pairs(__file__, "stop-words.tsv").items()
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 20
_FIRST_WORDS = 5000


def guess_language(text: str) -> str:
    """Return the English name of the language of ``text``; empty when it is too short or none fits.

    >>> guess_language("The results of the trial were presented at the congress in Lyon, and they show "
    ...                "that the treatment is well tolerated by most of the patients.")
    'English'
    """
    words = _first_words(text)
    if len(words) < _ENOUGH_WORDS:
        return ""
    counts = Counter(words)
    shares = {
        language: sum(counts[word] for word in stop_words) / len(words)
        for language, stop_words in _STOP_WORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] > 0.12 else ""


def language_warning(text: str) -> str:
    """Return one sentence when ``text`` is not French, else nothing."""
    language = guess_language(text)
    if language in ("", "French"):
        return ""
    return f"The text looks like {language}, not French: expect a poor translation."


def _first_words(text: str) -> list[str]:
    # A slice first: splitting a whole 5 MB text for its first words would be waste.
    return [word.lower() for word in _WORD.findall(text[: _FIRST_WORDS * 8])[:_FIRST_WORDS]]
