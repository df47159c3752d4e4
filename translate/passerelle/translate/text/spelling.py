"""British and American spelling: words that are spelled the other way, and how the house spells them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from passerelle.glossary import lemmas
from passerelle.glossary.english import ALWAYS_ISE
from passerelle.glossary.words import read_table, read_words

_STEMS = read_table(__file__, "spelling.tsv", 4)
# What stands in a name of a file, an address or a variable is no word.
_BEFORE, _AFTER = r"(?<![\w’'./\\@#=-])", r"(?!\w|[._@=\\]\w)"


@cache
def _foreign(*, american: bool) -> re.Pattern[str]:
    """Return what finds words spelled the other way; a house needs one of the two."""
    side = 0 if american else 1
    stems = "|".join(re.escape(row[side]) + (row[side + 2] or r"\w*") for row in _STEMS)
    return re.compile(rf"{_BEFORE}(?:{stems}){_AFTER}", re.IGNORECASE)


_IZE = re.compile(rf"{_BEFORE}[a-z]{{3,}}?(?P<z>iz|yz)(?P<end>e[sd]?|ing|ations?|ational|ers?){_AFTER}")
_ISE = re.compile(rf"{_BEFORE}[a-z]{{3,}}?(?P<z>is)(?P<end>ed?|es|ing|ations?|ational){_AFTER}")
_ALWAYS = re.compile(r"\b(?:re|cap|over|under|down|up|out|mid)?siz|priz|seiz|citiz|horiz|maiz|bronz|waltz")


@dataclass(frozen=True, slots=True)
class Variant:
    """A word of a text that is spelled the other way, from ``start`` on, and the spelling of the house."""

    start: int
    word: str
    rendering: str

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.start + len(self.word)


def find_variants(text: str, *, american: bool) -> list[Variant]:
    """Return the words spelled the American way for a British house, or the British way for an ``american`` one, in order.

    >>> [found.rendering for found in find_variants("The anesthetized tumors.", american=False)]
    ['anaesthetised', 'tumours']
    """
    found = {variant.start: variant for variant in _stem_variants(text, american=american)}
    wrong, always, (old, new) = (_ISE, ALWAYS_ISE, ("is", "iz")) if american else (_IZE, _ALWAYS, ("z", "s"))
    for match in wrong.finditer(text):
        if not always.search(match[0]) and _is_verb(match):
            known = found.get(match.start())
            head, changes, tail = (known.rendering if known else match[0]).rpartition(old)
            if changes:
                found[match.start()] = Variant(match.start(), match[0], head + new + tail)
    return [found[start] for start in sorted(found)]


def respell(text: str, *, american: bool, kept: Collection[str] = ()) -> str:
    """Return a text as the house spells it, but for the words ``kept``, which are in small letters, and what may be a name or French.

    >>> respell("Tumors in the centers of hospitalized patients.", american=False, kept={"hospitalized"})
    'Tumours in the centres of hospitalized patients.'
    """
    for variant in reversed(find_variants(text, american=american)):
        if variant.word.lower() not in kept and not _is_left(variant, text):
            text = text[: variant.start] + variant.rendering + text[variant.end :]
    return text


def _is_left(variant: Variant, text: str) -> bool:
    """Whether only a person can tell how a word is spelled: a name, a word of both spellings or meanings, French in the English."""
    low = variant.word.lower()
    named = variant.word[0].isupper() and low in _words("spelled-names.txt")
    both = low in _words("spelled-both-ways.txt") or bool(_COMPUTERS.search(text[: variant.end]))
    return named or both or bool(_FRENCH_AFTER.match(text, variant.end))


_COMPUTERS = re.compile(r"(?i)\b(?:computer|software)\s+programs?$")
_FRENCH_AFTER = re.compile(r"-ville|\s+(?:d[eu]|des|hospitali(?:er|ère)s?)\b|\s+d['’]")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_words(__file__, name))


def _is_verb(found: re.Match[str]) -> bool:
    """Whether the dictionary knows the word, spelled the American way, as one that comes from a verb in -ize."""
    stem = found[0][: found.start("z") - found.start()] + found["z"].replace("s", "z")
    return lemmas.is_known(f"{stem}e", lang="en")


def _stem_variants(text: str, *, american: bool) -> Iterator[Variant]:
    side, other = (0, 1) if american else (1, 0)
    for found in _foreign(american=american).finditer(text):
        low = found[0].casefold()
        if found[0][0].isupper() and not _opens(text, found):
            continue
        begun = (row for row in _STEMS if low.startswith(row[side]))
        fitting = (row for row in begun if re.fullmatch(row[side] + (row[side + 2] or r"\w*"), low))
        stem = max(fitting, key=lambda row: len(row[side]))
        rendering = stem[other] + low[len(stem[side]) :]
        yield Variant(found.start(), found[0], rendering.capitalize() if found[0][0].isupper() else rendering)


_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Drs?|Mrs?|Ms|Profs?|St|U\.S|U\.K)\.$")
_CAPITAL_AFTER = re.compile(r"['’]?s?\s+[A-Z]")


def _opens(text: str, word: re.Match[str]) -> bool:
    """Whether a word begins a sentence; elsewhere a capital makes it part of a name, which keeps its spelling."""
    if word[0].isupper() or _CAPITAL_AFTER.match(text, word.end()):
        return False
    before = text[: word.start()].rstrip(" “\"'‘(")
    return not before or (before[-1] in ".!?:" and not _ABBREVIATED.search(before))
