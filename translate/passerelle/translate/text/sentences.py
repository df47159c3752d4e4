"""Where French sentences end: every stop is looked at with the words beside it. Pure functions.

Source: the cases of ``tests/translate/text/data/segments.txt``, of which the libraries that were tried (pysbd, sentencex,
nupunkt, sentence-splitter) cut two thirds right.
"""

import re
from collections.abc import Iterator
from functools import cache

from passerelle.glossary.words import read_words

_BLANKS = r"[\s\u00a0\u202f]"
_STOP = re.compile(rf"[.!?…]+(?:[’”\"')\]»]|{_BLANKS}[»!?…](?={_BLANKS}|$))*(?={_BLANKS})")
_NEXT = re.compile(rf"{_BLANKS}*(?:[–—•-]{_BLANKS}+)?(?:[«“\"'‘(\[]{_BLANKS}*)*")
_BEFORE_WORD = "«“\"([’'"
_WORD_BEFORE = re.compile(r"(\S+)\s+\S*$")
_LETTERS = re.compile(r"[^\W\d_]+")
_ORDINAL = re.compile(r"\d{1,3}|[^\W\d_]|[IVXL]+")
_INITIALS = re.compile(r"[^\W\d_](?:\.?-?[^\W\d_])*")
_BRAND = re.compile(r"[^\W\d_A-ZÀ-Þ]+[A-ZÀ-Þ]")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_words(__file__, name))


def sentence_ends(text: str) -> Iterator[int]:
    """Yield the places behind the stops (and closing quotes) that end a sentence inside ``text``.

    >>> text = "Le Dr. Martin part à 9 h. Elle reste…"
    >>> [text[:end] for end in sentence_ends(text)]
    ['Le Dr. Martin part à 9 h.']
    """
    start = 0
    for found in _STOP.finditer(text):
        after = _NEXT.match(text, found.end())
        following = after.end() if after else found.end()
        if _can_begin(text, following) and _is_end(text[start : found.start()], found[0], text[following:]):
            yield found.end()
            start = found.end()


_LONGEST_WORD = 40


def line_ends(text: str) -> Iterator[int]:
    r"""Yield the places of the line feeds that end a sentence: a small letter beside a function word goes on with it.

    >>> text = "Première ligne\nCentre de lutte\ncontre le cancer"
    >>> [text[place + 1 :][:6] for place in line_ends(text)]
    ['Centre']
    """
    for found in re.finditer("\n", text):
        before = text[max(0, found.start() - _LONGEST_WORD) : found.start()].split() or [""]
        after = text[found.end() : found.end() + _LONGEST_WORD].split() or [""]
        runs_on = after[0][:1].islower() and not before[-1].endswith(tuple(".!?…:;"))
        if not (runs_on and (_binds(before[-1]) or _binds(after[0]))):
            yield found.start()


def _binds(word: str) -> bool:
    elided, mark, _ = word.replace("’", "'").partition("'")
    return (bool(mark) and len(elided) <= 2) or word.lower() in _words("function-words.txt")


def _can_begin(text: str, place: int) -> bool:
    """Whether a sentence can begin so: with no small letter but a brand's (eSanté), and with no sign that closes."""
    if place >= len(text) or text[place] in ".,;:!?…)]»%":
        return False
    return not text[place].islower() or bool(_BRAND.match(text, place))


def _is_end(before: str, stop: str, after: str) -> bool:
    if stop[-1] in ")]" and before.rstrip()[-1:] in ("(", "["):
        return False  # “(…)” stands for words of the sentence around it
    return stop != "." or _word_ends(before, after)


def _word_ends(before: str, after: str) -> bool:
    """Whether a single full stop ends the sentence ``before`` it: not so after a number of a list or an abbreviation."""
    word = _last_word(before)
    if before.strip() == word and _ORDINAL.fullmatch(word):
        return False
    if word in _words("leading-abbreviations.txt"):
        return False
    if word in _words("abbreviations.txt"):
        counts = re.search(rf"\d{_BLANKS}$", before[: len(before) - len(word)])
        return _opens_sentence(after) or bool(counts and not after[0].isdigit())
    found = _WORD_BEFORE.search(before)
    previous = found[1].strip("«“\"(’'") if found else ""
    if len(word) == 1 and word.isalpha() and previous.rstrip(".") in _words("leading-abbreviations.txt"):
        return False  # Pr. Y. Le Goff
    return not _is_initials(word, previous) or _opens_sentence(after)


def _last_word(text: str) -> str:
    """Return what follows the last blank, apostrophe or opening sign."""
    place = len(text)
    while place and text[place - 1] not in _BEFORE_WORD and not text[place - 1].isspace():
        place -= 1
    return text[place:]


def _opens_sentence(text: str) -> bool:
    """Whether a word such as “le”, “il” or “c’” stands first: no name that an abbreviation could belong to."""
    first = _LETTERS.match(text)
    if first is None:
        return False
    elided = len(first[0]) <= 2 and text[first.end() : first.end() + 1] in ("’", "'")
    return elided or first[0].lower() in _words("function-words.txt")


def _is_initials(word: str, previous: str) -> bool:
    """Tell the initials of a name (J.-P., A. B.) and short forms with stops (S.A.) from the letter of a thing (type A)."""
    if not (word[:1].isupper() and _INITIALS.fullmatch(word) and (len(word) == 1 or "." in word)):
        return False
    era = word == "J.-C" and previous in ("av.", "apr.")
    return not era and previous.lower() not in _words("lettered-nouns.txt")
