"""Which language a text is in, by its commonest words: enough to warn, not to decide."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from passerelle.glossary.words import read_pairs

_STOP_WORDS = {
    language: frozenset(words.split()) for language, words in read_pairs(__file__, "stop-words.tsv").items()
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 20
_FEWEST_FOREIGN = 6
_DICTIONARIES = {
    "Dutch": "nl",
    "English": "en",
    "French": "fr",
    "German": "de",
    "Italian": "it",
    "Portuguese": "pt",
    "Spanish": "es",
}
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


def foreign_language(text: str) -> str:
    """Return the name of the language of a passage that is surely not French, else nothing.

    The commonest words name the language, and its dictionary must know the others, which the French one must not.

    >>> foreign_language("The patient is at the centre of all that we do."), foreign_language("Prise en charge de l'asthme")
    ('English', '')
    """
    words = [word.lower() for word in _WORD.findall(text) if len(word) > 1]
    if len(words) < _FEWEST_FOREIGN:
        return ""
    shares = {
        language: sum(word in own for word in words) / len(words) for language, own in _STOP_WORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    if best == "French" or shares[best] < 0.25 or shares[best] < 4 * shares["French"]:
        return ""
    own, french = (_known_share(words, code) for code in (_DICTIONARIES[best], "fr"))
    return best if own >= 0.7 and own > french + 0.2 else ""


def _known_share(words: Sequence[str], code: str) -> float:
    return _count_known(words, code) / len(words)


def _count_known(words: Iterable[str], code: str) -> int:
    from passerelle.glossary import lemmas  # noqa: PLC0415  (dictionaries, which a run that reads nothing new does not need)

    return sum(lemmas.is_known(word, lang=code) for word in words)


@dataclass(frozen=True, slots=True)
class Likely:
    """A language that a text may be in: its ISO 639-1 code, and in per cent how many of the words its dictionary knows."""

    code: str
    confidence: float


_LOOKED_UP = 200
_FEWEST_OTHER = 4
"""Words by which a third language may be told: “1er mai” is no Dutch, though “er” is."""
_DOUBT = 0.2
"""How much more another language must know than French, which is what is expected; in short texts up to one word more."""


def likely_languages(text: str) -> list[Likely]:
    """Return the languages that a text, however short, may be in, the likeliest first: French, English, and one that it looks like.

    >>> [likely_languages(text)[0].code for text in ("Prise en charge", "How are you?", "Contact", "12")]
    ['fr', 'en', 'fr', 'fr']
    """
    words = [word for word in _first_words(text) if len(word) > 1][:_LOOKED_UP]
    if not words:
        return [Likely("fr", 0.0)]
    shares = {
        language: sum(word in own for word in words) / len(words) for language, own in _STOP_WORDS.items()
    }
    weighed = {"French", "English"}
    if len(words) >= _FEWEST_OTHER:
        weighed.add(max(shares, key=lambda language: shares[language]))
    known = {language: _known_share(words, _DICTIONARIES[language]) for language in weighed}
    doubt = _DOUBT + 1 / len(words)
    rank = {
        language: share + shares[language] + doubt * (language == "French")
        for language, share in known.items()
    }
    return [
        Likely(_DICTIONARIES[language], round(100 * known[language], 1))
        for language in sorted(known, key=lambda language: -rank[language])
    ]


def language_warning(text: str) -> str:
    """Return one sentence when ``text`` is not French, else nothing."""
    language = guess_language(text)
    if language in ("", "French"):
        return ""
    return f"The text looks like {language}, not French: expect a poor translation."


_CODE = re.compile(
    r"[{}$\\|=<>@`]|(?<![ \u00a0\u202f]);|\(\)|::|->|\w\(|(?<![\w’'])[-/.~]{1,2}\w|\w[/_]\w+[/_.]\w|^\s*(?:#|//|--|\$|>>>)",
    re.MULTILINE,
)
_MOST_CODE = 0.08
"""Signs of code a word, from which a text is none of prose."""
_FEWEST_FRENCH = 0.7
"""The share of a text's words that a French dictionary knows."""


def is_prose(text: str, *, surely: bool = True) -> bool:
    """Whether a text that could be code, or a value for a program, is French for readers.

    What may as well be English (“important message”) is ``surely`` none.

    >>> is_prose("Prenez rendez-vous."), is_prose("pip install passerelle"), is_prose("x = lire(le_fichier)")
    (True, False, False)
    """
    words = [word.lower() for word in _WORD.findall(text[: _FIRST_WORDS * 8])]
    if len(words) < 1 + surely or len(_CODE.findall(text)) > _MOST_CODE * len(words):
        return False
    letters = sum(len(word) == 1 for word in words)
    french = letters + _count_known((word for word in words if len(word) > 1), "fr")
    if french < _FEWEST_FRENCH * len(words) or not surely:
        return french >= _FEWEST_FRENCH * len(words)
    english = _count_known(words, "en")
    return french > english or any(word in _STOP_WORDS["French"] - _STOP_WORDS["English"] for word in words)


def _first_words(text: str) -> list[str]:
    # A slice first: splitting a whole 5 MB text for its first words would be waste.
    return [word.lower() for word in _WORD.findall(text[: _FIRST_WORDS * 8])[:_FIRST_WORDS]]
