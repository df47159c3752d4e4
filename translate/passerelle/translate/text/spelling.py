"""British and American spelling: words that are spelled the other way, and how the house spells them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from passerelle.glossary import lemmas
from passerelle.glossary.english import ALWAYS_ISE
from passerelle.glossary.words import read_table

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
_ALWAYS = re.compile(r"(?:siz|priz|seiz|capsiz|citiz|horiz|maiz|bronz|waltz)")


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


def find_variants(text: str, *, american: bool) -> Iterator[Variant]:
    """Yield words spelled the American way for a British house, or the British way for an ``american`` one.

    >>> [found.rendering for found in find_variants("The randomized tumors.", american=False)]
    ['tumours', 'randomised']
    """
    yield from _stem_variants(text, american=american)
    wrong, always, change = (_ISE, ALWAYS_ISE, ("is", "iz")) if american else (_IZE, _ALWAYS, ("z", "s"))
    for found in wrong.finditer(text):
        if not always.search(found[0]) and _is_verb(found):
            head, _, tail = found[0].rpartition(change[0])
            yield Variant(found.start(), found[0], head + change[1] + tail)


def respell(text: str, *, american: bool, kept: Collection[str] = ()) -> str:
    """Return a text as the house spells it, but for the words ``kept``, which are in small letters.

    >>> respell("Tumors in the centers of hospitalized patients.", american=False, kept={"hospitalized"})
    'Tumours in the centres of hospitalized patients.'
    """
    for variant in sorted(find_variants(text, american=american), key=lambda variant: -variant.start):
        if variant.word.lower() not in kept:
            text = text[: variant.start] + variant.rendering + text[variant.end :]
    return text


def _is_verb(found: re.Match[str]) -> bool:
    """Whether the dictionary knows the word, spelled the American way, as one that comes from a verb in -ize."""
    stem = found[0][: found.start("z") - found.start()] + found["z"].replace("s", "z")
    return lemmas.is_known(f"{stem}e", lang="en")


def _stem_variants(text: str, *, american: bool) -> Iterator[Variant]:
    side, other = (0, 1) if american else (1, 0)
    for found in _foreign(american=american).finditer(text):
        low = found[0].casefold()
        if found[0][0].isupper() and not _opens(text, found.start()):
            continue
        begun = (row for row in _STEMS if low.startswith(row[side]))
        fitting = (row for row in begun if re.fullmatch(row[side] + (row[side + 2] or r"\w*"), low))
        stem = max(fitting, key=lambda row: len(row[side]))
        rendering = stem[other] + low[len(stem[side]) :]
        yield Variant(found.start(), found[0], rendering.capitalize() if found[0][0].isupper() else rendering)


def _opens(text: str, place: int) -> bool:
    """Whether a word begins a sentence; elsewhere a capital makes it part of a name, which keeps its spelling."""
    return not text[:place].rstrip(" “\"'‘(") or text[:place].rstrip(" “\"'‘(")[-1] in ".!?:"
