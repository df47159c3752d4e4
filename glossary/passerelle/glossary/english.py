"""English morphology for renderings: plural and singular, a and an, British and American spelling."""

import re
from collections.abc import Callable
from functools import lru_cache

from passerelle.glossary.words import read_pairs, read_words

_IRREGULAR = read_pairs(__file__, "english-plurals.tsv")
_SINGULAR = {plural: singular for singular, plural in _IRREGULAR.items()}
_UNCOUNTED = frozenset(read_words(__file__, "uncounted-nouns.txt"))
_LINKS = frozenset(read_words(__file__, "links.txt"))
# “analyse” is the verb before a blank alone: “analyses” may be the plural of “analysis”.
_US_STEMS = {**read_pairs(__file__, "american-stems.tsv"), "analyse ": "analyze "}
_US_STEM = re.compile("|".join([*_US_STEMS, *map(str.capitalize, _US_STEMS)]))
_US_WORDS = read_pairs(__file__, "american-words.tsv")
_US_WORD = re.compile(rf"(?i)\b({'|'.join(_US_WORDS)})(s?)\b")
_ISE = re.compile(r"\b([A-Za-z]{3,}?)is(ed?|es|ing|ations?|ational)\b")
ALWAYS_ISE = re.compile(rf"(?i)(?:{'|'.join(read_words(__file__, 'always-ise.txt'))})is")
"""Words in -ise that no English spells with a z."""


@lru_cache(maxsize=65536)
def pluralise(term: str) -> str:
    """Return the plural of a noun phrase: its head changes, and a bracketed abbreviation stays as it is.

    >>> pluralise("comprehensive cancer centre (CLCC)"), pluralise("level of care"), pluralise("therapy")
    ('comprehensive cancer centres (CLCC)', 'levels of care', 'therapies')
    """
    return _inflect(term, _plural_word)


@lru_cache(maxsize=65536)
def singularise(term: str) -> str:
    """Return the singular of a noun phrase.

    >>> singularise("liquid biopsies"), singularise("data"), singularise("access")
    ('liquid biopsy', 'data', 'access')
    """
    return _inflect(term, _singular_word)


def _inflect(term: str, change: Callable[[str], str]) -> str:
    words = term.split(" ")
    head = len(words) - 1
    for index, word in enumerate(words):
        if index and (word.casefold() in _LINKS or word.startswith(("(", "["))):
            head = index - 1
            break
    words[head] = change(words[head])
    return " ".join(words)


def _plural_word(word: str) -> str:
    low = word.casefold()
    if low in _UNCOUNTED or _singular_word(word) != word or not low[-1:].isalpha() or low in _SINGULAR:
        return word
    if low in _IRREGULAR:
        return _with_case(word, _IRREGULAR[low])
    if word.isupper():
        return word + "s"
    if re.search(r"(s|x|z|ch|sh)$", low):
        return word + "es"
    if re.search(r"[^aeiou]y$", low):
        return word[:-1] + "ies"
    return word + "s"


def _singular_word(word: str) -> str:
    low = word.casefold()
    if low in _UNCOUNTED or (low in _IRREGULAR and _IRREGULAR[low] == low):
        return word
    if low in _SINGULAR:
        return _with_case(word, _SINGULAR[low])
    if re.search(r"(ss|us|is|ics)$", low) or len(low) < 4 or not low.endswith("s"):
        return word
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    if re.search(r"(sses|xes|ches|shes|zes)$", low):
        return word[:-2]
    return word[:-1]


def _with_case(model: str, word: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word


def americanise(term: str) -> str:
    """Return the American spelling of a British term.

    >>> americanise("paediatric tumour centre"), americanise("organised expertise"), americanise("disease programmes")
    ('pediatric tumor center', 'organized expertise', 'disease programs')
    """
    term = _US_STEM.sub(lambda found: _with_case(found[0], _US_STEMS[found[0].lower()]), term)
    term = _US_WORD.sub(lambda found: _with_case(found[1], _US_WORDS[found[1].lower()]) + found[2], term)
    return _ISE.sub(
        lambda found: found[0] if ALWAYS_ISE.search(found[0]) else f"{found[1]}iz{found[2]}", term
    )


@lru_cache(maxsize=65536)
def inflected_forms(term: str) -> tuple[str, ...]:
    """Return every form that counts as ``term``: singular, plural, British and American.

    >>> inflected_forms("cancer centre")
    ('cancer centre', 'cancer centres', 'cancer center', 'cancer centers')
    """
    numbers = dict.fromkeys((term, pluralise(term), singularise(term)))
    return tuple(dict.fromkeys([*numbers, *map(americanise, numbers)]))


_AN = re.compile(r"(hour|honest|honou?r|heir)", re.IGNORECASE)
_A = re.compile(r"(eu|uni(?!n)|us[aeiu]|u[lrt]i|one\b|once\b|ubiq|ewe)", re.IGNORECASE)


def indefinite_article(phrase: str) -> str:
    """Return ``a`` or ``an`` by the sound that the phrase begins with; abbreviations are spelled out.

    >>> [indefinite_article(p) for p in ("EHR", "European centre", "hour", "CLCC", "HIV unit", "university")]
    ['an', 'a', 'an', 'a', 'an', 'a']
    """
    word = re.split(r"[\s-]", phrase.lstrip("“\"'("), maxsplit=1)[0]
    if len(word) > 1 and word.isupper():
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    if _AN.match(word):
        return "an"
    if _A.match(word):
        return "a"
    return "an" if word[:1].casefold() in "aeiouàâéèêëîïôùûœ8" else "a"
