"""Whether every French sentence has its English one: sentences are aligned by length and by the words they share."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from math import sqrt

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair, quote
from passerelle.translate.text.align import Bead, cheapest_path
from passerelle.translate.text.segment import split_plainly


def check_sentences(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a French sentence that the English lacks, or an English one that renders nothing."""
    if not pair.comparable:
        return
    for ours, theirs in _lines(
        split_sentences(pair.source, "fr"), split_sentences(pair.target, "en"), pair.source, pair.target
    ):
        if _is_plain(ours, theirs):
            continue
        for bead in align(ours, theirs):
            if bead.target_start == bead.target_end:
                yield from (_dropped(context, each) for each in ours[bead.start : bead.end])
            elif bead.start == bead.end:
                yield from (_added(context, each) for each in theirs[bead.target_start : bead.target_end])


def _lines(
    ours: Sequence["Piece"], theirs: Sequence["Piece"], source: str, target: str
) -> Iterator[tuple[Sequence["Piece"], Sequence["Piece"]]]:
    """Yield the sentences of both texts line by line where the lines are as many, else all at once."""
    count = source.count("\n")
    if not count or count != target.count("\n"):
        yield ours, theirs
        return
    for line in range(count + 1):
        yield (
            [piece for piece in ours if source.count("\n", 0, piece.span[0]) == line],
            [piece for piece in theirs if target.count("\n", 0, piece.span[0]) == line],
        )


def _dropped(context: Context, sentence: "Piece") -> Finding:
    return finding(
        "sentence-dropped", context.language, source_span=sentence.span, sentence=quote(sentence.text)
    )


def _added(context: Context, sentence: "Piece") -> Finding:
    return finding(
        "sentence-added", context.language, target_span=sentence.span, sentence=quote(sentence.text)
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence at ``span`` of its text."""

    text: str
    span: tuple[int, int]

    @property
    def anchors(self) -> frozenset[str]:
        """What of the sentence may be found again in another language."""
        return _anchors(self.text)


@lru_cache(maxsize=64)
def split_sentences(text: str, language: str) -> tuple[Piece, ...]:
    """Cut a text into sentences with their places; what holds no letter or figure is none.

    >>> [piece.span for piece in split_sentences("Yes. No.", "en")]
    [(0, 4), (5, 8)]
    """
    return tuple(
        Piece(sentence.text, (sentence.start, sentence.end))
        for sentence in split_plainly(text, language)
        if any(map(str.isalnum, sentence.text))
    )


_STEM = 5  # letters: “clinique” and “clinical”, “patients” and “patient” meet


@lru_cache(maxsize=256)  # of the two texts whose sentences are aligned
def _anchors(text: str) -> frozenset[str]:
    """Return the stems of long words and the figures, which French and English often share."""
    bare = unicodedata.normalize("NFD", text.casefold())
    words = re.findall(r"[a-z]{4,}|\d+", re.sub(r"[\u0300-\u036f]", "", bare))
    return frozenset(word[:_STEM] for word in words)


# English letters for one French letter, the standard deviation of that for the root of a length, and what a bead (how many
# French sentences, how many English) costs beside the plain one: tuned on half of a corpus of news by dropping sentences.
_RATIO, _SPREAD = 0.88, 1.75
_BEADS = {
    (1, 1): 0.0,
    (1, 2): 3.75,
    (2, 1): 3.75,
    (2, 2): 7.5,
    (1, 3): 7.5,
    (3, 1): 7.5,
    (1, 0): 3.0,
    (0, 1): 2.75,
}
_SHARED_STEM = 0.8
# A short sentence may well be part of its neighbour's rendering: below so many characters, one step of doubt for so many.
_SHORT, _DOUBT = 50, 16


_REACH = 12  # sentences from the diagonal: long texts are not compared end to end


def align(ours: Sequence[Piece], theirs: Sequence[Piece]) -> tuple[Bead, ...]:
    """Return the cheapest way to pair the sentences of both texts in their order."""
    cut_french = lru_cache(maxsize=None)(partial(_stretch, ours))
    cut_english = lru_cache(maxsize=None)(partial(_stretch, theirs))

    def cost(bead: Bead) -> float:
        return _cost(cut_french(bead.start, bead.end), cut_english(bead.target_start, bead.target_end))

    return cheapest_path(len(ours), len(theirs), _BEADS, cost, reach=_REACH)


def _is_plain(ours: Sequence[Piece], theirs: Sequence[Piece]) -> bool:
    """Whether no way to leave a sentence out can be cheaper than each for each, so that none need be tried.

    Of texts of as many sentences, one that is left out costs one on the other side, or a bead of several; and no way finds
    more in common than each sentence of one text has with all of the other.
    """
    if len(ours) != len(theirs):
        return False
    if len(ours) == 1:
        return True
    french, english = _stretch(ours, 0, len(ours)).anchors, _stretch(theirs, 0, len(theirs)).anchors
    shared = min(
        sum(len(each.anchors & english) for each in ours), sum(len(each.anchors & french) for each in theirs)
    )
    cost = sum(
        _cost(_stretch([one], 0, 1), _stretch([other], 0, 1)) for one, other in zip(ours, theirs, strict=True)
    )
    return cost < _BEADS[1, 0] + _BEADS[0, 1] - _SHARED_STEM * shared


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some sentences in a row: how many letters they have, and what of them may be found again."""

    length: int
    anchors: frozenset[str]


def _stretch(pieces: Sequence[Piece], start: int, end: int) -> _Stretch:
    own = pieces[start:end]
    return _Stretch(sum(len(each.text) for each in own), frozenset().union(*(each.anchors for each in own)))


def _cost(ours: _Stretch, theirs: _Stretch) -> float:
    """Return how unlikely it is that the sentences render each other, less what they share, or that one renders nothing."""
    if not ours.length or not theirs.length:
        return max(0.0, _SHORT - ours.length - theirs.length) / _DOUBT
    off = (theirs.length - _RATIO * ours.length) / (_SPREAD * sqrt(ours.length + 10))
    return off * off / 2 - _SHARED_STEM * len(ours.anchors & theirs.anchors)
