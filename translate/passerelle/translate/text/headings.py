"""How a house writes its headings: in sentence case, with capitals on its words, or all in capitals. Pure functions."""

import re
from collections.abc import Iterable
from enum import StrEnum

from passerelle.glossary.words import read_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset(read_words(__file__, "small-words.txt"))
_OPENS = re.compile(r"(?:^|[.!?:–—])[\s«»“”\"'‘’(\[]*$")


class Headings(StrEnum):
    """The styles of headings; the first is what a translation has without being told."""

    SENTENCE = "sentence"
    TITLE = "title"
    CAPITALS = "capitals"


def style_heading(text: str, style: Headings, kept: Iterable[tuple[int, int]] = ()) -> str:
    """Return an English heading in a style, letter for letter; the places ``kept`` stay as they are.

    >>> style_heading("Two new drugs for the flu: an mRNA trial begins", Headings.TITLE)
    'Two New Drugs for the Flu: An mRNA Trial Begins'
    >>> style_heading("Two mRNA trials, 5 mg a day", Headings.CAPITALS)
    'TWO mRNA TRIALS, 5 mg A DAY'
    """
    if style is Headings.SENTENCE:
        return text
    places = tuple(kept)
    last = max((found.start() for found in _WORD.finditer(text)), default=0)

    def written(found: re.Match[str]) -> str:
        inside = any(start < found.end() and found.start() < end for start, end in places)
        if inside or _is_set(found[0]) or _is_unit(text, found):
            return found[0]
        if style is Headings.CAPITALS:
            return _same_length(found[0], found[0].upper())
        edge = found.start() == last or bool(_OPENS.search(text[: found.start()]))
        return found[0] if found[0] in _SMALL and not edge else _same_length(found[0], _open(found[0]))

    return _WORD.sub(written, text)


def _open(word: str) -> str:
    return word[:1].upper() + word[1:]


def _same_length(word: str, other: str) -> str:
    """Return the other spelling where offsets into the text stay true: “ß” has no capital of one letter."""
    return other if len(other) == len(word) else word


def _is_set(word: str) -> bool:
    """Tell a word whose capitals mean something: mRNA, pH, NHS."""
    return any(letter.isupper() for letter in word[1:]) or any(letter.isdigit() for letter in word)


def _is_unit(text: str, found: re.Match[str]) -> bool:
    """Tell letters that belong to a figure: 5 mg, 3 km."""
    return (
        len(found[0]) <= 2
        and found[0] not in _SMALL
        and bool(re.search(r"\d[\s\u00a0]?$", text[: found.start()]))
    )
