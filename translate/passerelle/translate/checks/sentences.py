"""Whether every French sentence has its English one: sentences are aligned by length and by the words they share."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt

from sentence_splitter import SentenceSplitter

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair, quote


def check_sentences(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a French sentence that the English lacks, or an English one that renders nothing."""
    if not pair.comparable:
        return
    ours, theirs = split_sentences(pair.source, "fr"), split_sentences(pair.target, "en")
    if len(ours) == len(theirs) == 1:
        return
    for bead in align(ours, theirs):
        if not bead.target:
            yield from (_dropped(context, sentence) for sentence in bead.source)
        elif not bead.source:
            yield from (_added(context, sentence) for sentence in bead.target)


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
    """A sentence at ``span`` of its text, and what of it may be found again in another language."""

    text: str
    span: tuple[int, int]
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that render each other; one side is empty where nothing does."""

    source: tuple[Piece, ...]
    target: tuple[Piece, ...]


@cache
def _splitter(language: str) -> SentenceSplitter:
    return SentenceSplitter(language=language)


@lru_cache(maxsize=64)
def split_sentences(text: str, language: str) -> tuple[Piece, ...]:
    """Cut a text into sentences with their places.

    >>> [piece.span for piece in split_sentences("Yes. No.", "en")]
    [(0, 4), (5, 8)]
    """
    even = re.sub(r"\s", " ", text)
    pieces = []
    position = 0
    for line in _splitter(language).split(even) if even.strip() else []:
        words = line.split()
        if not words:
            continue
        start = end = text.index(words[0], position)
        for word in words:
            end = text.index(word, end) + len(word)
        position = end
        if any(map(str.isalnum, line)):
            pieces.append(Piece(text[start:end], (start, end), _anchors(text[start:end])))
    return tuple(pieces)


_STEM = 5  # letters: “clinique” and “clinical”, “patients” and “patient” meet


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
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            if abs(j * len(ours) - i * len(theirs)) > _REACH * max(len(ours), len(theirs)):
                continue
            for (a, b), price in _BEADS.items():
                if i >= a and j >= b and (i - a, j - b) in best:
                    cost = best[i - a, j - b][0] + price + _cost(ours[i - a : i], theirs[j - b : j])
                    if (i, j) not in best or cost < best[i, j][0]:
                        best[i, j] = cost, (a, b)
    beads = []
    i, j = len(ours), len(theirs)
    while i or j:
        a, b = best[i, j][1]
        beads.append(Bead(tuple(ours[i - a : i]), tuple(theirs[j - b : j])))
        i, j = i - a, j - b
    return tuple(reversed(beads))


def _cost(ours: Sequence[Piece], theirs: Sequence[Piece]) -> float:
    """Return how unlikely it is that the pieces render each other, less what they share, or that one renders nothing."""
    if not ours or not theirs:
        alone = sum(len(piece.text) for piece in (*ours, *theirs))
        return max(0.0, _SHORT - alone) / _DOUBT
    source = sum(len(piece.text) for piece in ours)
    target = sum(len(piece.text) for piece in theirs)
    off = (target - _RATIO * source) / (_SPREAD * sqrt(source + 10))
    left = frozenset().union(*(piece.anchors for piece in ours))
    right = frozenset().union(*(piece.anchors for piece in theirs))
    return off * off / 2 - _SHARED_STEM * len(left & right)
