"""Clean sentence pairs: what is made uniform, and which pairs are no translations of each other."""

import hashlib
import random
import re
import unicodedata
from collections.abc import Callable, Iterator

_FRENCH_WORDS = (
    "le la les de des du un une et est dans pour que qui sur par avec au aux en ce cette ne pas ou à"
)
_ENGLISH_WORDS = "the of and to in is that for it on with as be by this are was or an at from not have has"
_FRENCH, _ENGLISH = (frozenset(words.split()) for words in (_FRENCH_WORDS, _ENGLISH_WORDS))
_LONGEST = 900


def vary_typography(rng: random.Random, french: str) -> str:
    """Write some straight quotes as French authors do, so that the model meets both."""
    if rng.random() < 0.4:
        french = french.replace("'", "’")
    if french.count('"') % 2 or rng.random() < 0.6:
        return french
    opening, closing = rng.choice([("« ", " »"), ("«", "»"), ("“", "”")])
    parts = french.split('"')
    return parts[0] + "".join((closing if n % 2 else opening) + part for n, part in enumerate(parts[1:]))


def sentence_keys(text: str) -> Iterator[bytes]:
    """Yield fingerprints of a text and of its longer sentences, blind to case, spaces and punctuation."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", text) if len(part.split()) > 4]
    for part in (text, *sentences):
        letters = "".join(c for c in unicodedata.normalize("NFKC", part).casefold() if c.isalnum())
        yield hashlib.blake2b(letters.encode(), digest_size=12).digest()


def pair_key(french: str, english: str) -> bytes:
    """Return a fingerprint of a pair that is blind to its digits: pairs alike but for a number count as one."""
    text = re.sub(r"\d+", "0", f"{french}\t{english}".lower())
    return hashlib.blake2b(text.encode(), digest_size=12).digest()


def _empty(french: str, english: str) -> bool:
    return not french or not english


def _copied(french: str, english: str) -> bool:
    return french == english


def _too_long(french: str, english: str) -> bool:
    return max(len(french), len(english)) > _LONGEST


def _unequal_length(french: str, english: str) -> bool:
    shorter, longer = sorted((len(french), len(english)))
    return longer > 2.2 * shorter + 20


def _few_letters(french: str, english: str) -> bool:
    return any(
        sum(c.isalpha() for c in side) < 0.55 * len(side.replace(" ", "")) for side in (french, english)
    )


def _other_numbers(french: str, english: str) -> bool:
    wanted, there = re.findall(r"\d+", english), set(re.findall(r"\d+", french))
    return len(wanted) > 1 and sum(number in there for number in wanted) < len(wanted) / 2


def _other_language(french: str, english: str) -> bool:
    french_words, english_words = french.lower().split(), english.lower().split()
    if len(english_words) <= 6:
        return False
    stray = sum(word in _ENGLISH for word in french_words)
    return (
        not any(word in _ENGLISH for word in english_words)
        or not any(word in _FRENCH for word in french_words)
        or stray > 0.3 * len(french_words)
    )


FAULTS: dict[str, Callable[[str, str], bool]] = {
    "empty": _empty,
    "copied": _copied,
    "too long": _too_long,
    "unequal length": _unequal_length,
    "few letters": _few_letters,
    "other numbers": _other_numbers,
    "other language": _other_language,
}


def fault(french: str, english: str) -> str:
    """Return why a tidied pair should not be learned from, or nothing.

    >>> fault("La dose est de 5 mg.", "La dose est de 5 mg.")
    'copied'
    """
    return next((name for name, applies in FAULTS.items() if applies(french, english)), "")


def alphabetical(line: str) -> tuple[str, str]:
    """Return what dictionaries sort by: letters first, then accents."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", line.casefold()) if not unicodedata.combining(sign)
    ), line
