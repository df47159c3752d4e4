"""Names and acronyms, which must come through a translation letter for letter."""

import re
from collections.abc import Iterator
from functools import lru_cache

from passerelle.glossary import lemmas
from passerelle.glossary.keys import number_key
from passerelle.glossary.words import read_words
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, literal

_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W_]*(?:[-’'][^\W_]+)*")
_SEQUENCE = re.compile(
    rf"{_CAPITALISED.pattern}(?:[ \u00a0\u202f](?:(?:la|le|von|van|der)[ \u00a0])?{_CAPITALISED.pattern})*"
)
_ACRONYM = re.compile(
    r"(?<!\w)[A-Za-z\d]*[A-Z][A-Za-z\d&+]*(?:-(?=[A-Z\d]*\d|[A-Z]+(?![\w]))[A-Za-z\d]+)*(?!\w)"
)
_ROMAN = re.compile(r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})(?:e|er|re|es)?")
_ELISION = re.compile(r"^(?:[LDJMNSTCldjmnstc]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’]")
_TITLES = frozenset(read_words(__file__, "titles.txt"))
_FUNCTION = frozenset(read_words(__file__, "function-words.txt"))
_GENERIC = frozenset(map(number_key, read_words(__file__, "generic-nouns.txt")))


def find_names(text: str, *, known: frozenset[str] = frozenset()) -> Iterator[Constraint]:
    """Yield acronyms and names of ``text``; they may overlap.

    ``known`` are words that the document uses elsewhere in mid-sentence with a capital: they are names even where
    they begin a sentence. In a text all in capitals nothing can be told.
    """
    if _is_shouting(text):
        return
    for found in _ACRONYM.finditer(text):
        if _is_acronym(found[0]):
            yield literal(ConstraintKind.CODE, text, found.start(), found.end(), rule="acronym kept")
    for found in _SEQUENCE.finditer(text):
        start, end = _strip_elision(found[0], found.start()), found.end()
        if start < end and text[start].isupper():
            yield from _name_at(text, start, end, known)


def _is_shouting(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return len(letters) > 12 and sum(map(str.isupper, letters)) > 0.6 * len(letters)


def _is_acronym(word: str) -> bool:
    """Two capitals at least, or capitals with figures; ordinals and Roman numerals are figures, not acronyms."""
    capitals = sum(map(str.isupper, word))
    if _ROMAN.fullmatch(word) or re.fullmatch(r"\d+[A-Z]?|[A-Z]", word):
        return False
    return capitals > 1 or (capitals == 1 and any(map(str.isdigit, word)))


def _strip_elision(sequence: str, start: int) -> int:
    elided = _ELISION.match(sequence)
    return start + elided.end() if elided else start


def _name_at(text: str, start: int, end: int, known: frozenset[str]) -> Iterator[Constraint]:
    """Yield the part of a capitalised sequence that no dictionary explains, with the words joined to it."""
    words = [
        (found.start() + start, found.end() + start) for found in re.finditer(r"[^\s]+", text[start:end])
    ]
    opens = _opens_sentence(text, start)
    flags = [
        _is_strange(text[slice(*word)], opening=opens and index == 0, known=known)
        for index, word in enumerate(words)
    ]
    if not any(flags):
        return
    first = 0
    while first < len(words) and _is_prelude(text[slice(*words[first])], opening=opens and first == 0):
        first += 1
    last = max(index for index, flag in enumerate(flags) if flag)
    while (
        last + 1 < len(words)
        and text[words[last + 1][0]].isupper()
        and not _is_generic(text[slice(*words[last + 1])])
    ):
        last += 1
    if first <= last:
        yield literal(ConstraintKind.NAME, text, words[first][0], words[last][1])


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \u00a0\u202f«“\"'’‘(–—-•")
    return not before or before[-1] in ".!?:…"


def _is_strange(word: str, *, opening: bool, known: frozenset[str]) -> bool:
    if (
        not word[0].isupper()
        or len(word) < 2
        or word in _TITLES
        or _is_generic(word)
        or _ROMAN.fullmatch(word)
    ):
        return False
    if opening and word not in known:
        # At the head of a sentence every word has a capital; only a hyphenated double capital gives a name away.
        return bool(re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+-[A-ZÀ-Þ][a-zà-ÿ]+", word)) and not _is_common(
            word.split("-", maxsplit=1)[0]
        )
    return not _is_common(word)


def _is_prelude(word: str, *, opening: bool) -> bool:
    """Tell whether a word only leads up to a name: a title, a kind of institution, the first word of a sentence."""
    return (
        word in _TITLES or _is_generic(word) or (opening and (_is_common(word) or word.lower() in _FUNCTION))
    )


@lru_cache(maxsize=16_384)
def _is_common(word: str) -> bool:
    return all(
        lemmas.is_known(part.lower(), lang="fr") or part.lower() in _FUNCTION
        for part in re.split(r"[-'’]", word)
        if part
    )


def _is_generic(word: str) -> bool:
    return number_key(word) in _GENERIC


def capitalised_words(sentences: Iterator[str] | list[str]) -> frozenset[str]:
    """Return the words that stand with a capital in mid-sentence somewhere and that no dictionary knows."""
    found = set()
    for sentence in sentences:
        for match in _CAPITALISED.finditer(sentence):
            start = _strip_elision(match[0], match.start())
            word = sentence[start : match.end()]
            if word[:1].isupper() and not _opens_sentence(sentence, start) and not _is_common(word):
                found.add(word)
    return frozenset(found)
