"""Which language a text is in, by its commonest words: enough to warn, not to decide."""

import re
from collections import Counter

_STOP_WORDS = {
    "French": "le la les des du une et est dans pour que qui sur avec par plus pas ce cette sont au aux ses ont été",
    "English": "the of and to in is that for with was as are this by from have has it be at not which their were",
    "Spanish": "el los las del y en que por con una para se su al lo como más pero sus ha fue son está",
    "German": "der die das und den von zu mit sich ist im für nicht auf dem ein eine als auch werden wird",
    "Italian": "il di che è per della gli dei con non una sono del nel alla più anche le da ha ai",
    "Dutch": "de het een van en op te dat voor met zijn niet aan er ook bij naar wordt heeft deze",
    "Portuguese": "o os as do da dos em um uma para com não que por mais são ao pela foi seu sua",
}
_SETS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
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
        for language, stop_words in _SETS.items()
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
