"""Choose the pairs of shards that look most like a domain, by Moore and Lewis' difference of two language models.

    python -m training.select SHARD.npz… --like health.npz news.npz=0.25 --share 0.45 --out selected.npz

A pair's score is the mean log-odds of its pieces and of their bigrams, on both sides, between the shards named by ``--like``
and those chosen from (Moore and Lewis, “Intelligent Selection of Language Model Training Data”, 2010; both sides after
Axelrod et al., 2011). NumPy alone.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.shards import (
    OPENING,
    START,
    Array,
    Corpus,
    read_shards,
    take,
    write_corpus,
)
from training.errors import reported

_BUCKETS = 1 << 21
"""Bigrams are counted by a hash: two that share a bucket are rare among those that weigh."""
_PER_MILLION, _SMOOTHING = 1e6, 0.3
# Added to a sentence's length: the fewer its pieces, the less they prove.
_CAUTION = 3
_LEAST_PIECES, _MOST_UNEQUAL = 4, 2.2


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each piece (V) and each bucket of bigrams stands in a text, and how many pieces it has."""

    pieces: Array
    bigrams: Array
    total: float

    def weighed(self, weight: float) -> "Counts":
        """Return the counts as of a text that many times as long."""
        return Counts(self.pieces * weight, self.bigrams * weight, self.total * weight)

    def __add__(self, other: "Counts") -> "Counts":
        """Return the counts of both texts."""
        return Counts(self.pieces + other.pieces, self.bigrams + other.bigrams, self.total + other.total)


@dataclass(frozen=True, slots=True)
class _Side:
    """One language of a corpus: its pieces end to end, and where each sentence starts and how long it is."""

    pieces: Array
    start: Array
    length: Array

    def bigrams(self) -> Array:
        """Return the bucket of each piece with the one before it; the first of a sentence has the start before it."""
        before = np.concatenate([[START], self.pieces[:-1]]).astype(np.int64)
        before[self.start[self.length > 0]] = START
        return (before * 10_007 + self.pieces.astype(np.int64) * 31) % _BUCKETS

    def count(self, vocabulary: int) -> Counts:
        pieces = np.bincount(self.pieces, minlength=vocabulary).astype(np.float64)
        bigrams = np.bincount(self.bigrams(), minlength=_BUCKETS).astype(np.float64)
        return Counts(pieces, bigrams, float(len(self.pieces)))

    def sums(self, values: Array) -> Array:
        """Return the sum of each sentence's ``values``, which there is one of for every piece."""
        whole = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
        return np.asarray(whole[self.start + self.length] - whole[self.start])


def _sides(corpus: Corpus) -> tuple[_Side, _Side]:
    return (
        _Side(corpus.source, corpus.source_start, corpus.source_length.astype(np.int64)),
        _Side(corpus.target, corpus.target_start, corpus.target_length.astype(np.int64)),
    )


def score_pairs(corpus: Corpus, like: Sequence[tuple[Corpus, float]]) -> Array:
    """Return a score for each pair of ``corpus``, the higher the more it looks like the corpora ``like``.

    Their weights say how much each counts, whatever its size.
    """
    vocabulary = 1 + max(
        int(side.pieces.max()) for one in (corpus, *(c for c, _ in like)) for side in _sides(one)
    )
    scores = np.zeros(len(corpus))
    for number, side in enumerate(_sides(corpus)):
        domain = [(_sides(one)[number].count(vocabulary), weight) for one, weight in like]
        size = domain[0][0].total
        first, *others = (counts.weighed(weight * size / counts.total) for counts, weight in domain)
        scores += _side_scores(side, sum(others, first), side.count(vocabulary))
    return scores


def _side_scores(side: _Side, domain: Counts, rest: Counts) -> Array:
    of_piece = _log_share(domain.pieces + 1) - _log_share(rest.pieces + 1)
    of_bigram = _log_rate(domain) - _log_rate(rest)
    odds = (of_piece[side.pieces] + of_bigram[side.bigrams()]) / 2
    return np.asarray(side.sums(odds) / (side.length + _CAUTION))


def _log_share(counts: Array) -> Array:
    return np.asarray(np.log(counts / counts.sum()))


def _log_rate(counts: Counts) -> Array:
    return np.asarray(np.log(counts.bigrams / counts.total * _PER_MILLION + _SMOOTHING))


def eligible(corpus: Corpus, length: int) -> Array:
    """Tell which pairs may be chosen: neither long nor very short nor unequal, with as many signs on either side."""
    source, target = _sides(corpus)
    shorter, longer = np.minimum(source.length, target.length), np.maximum(source.length, target.length)
    signs = [side.sums(side.pieces == OPENING) for side in (source, target)]
    fit = (longer <= length) & (source.length >= _LEAST_PIECES) & (longer < _MOST_UNEQUAL * shorter)
    return np.asarray(fit & (signs[0] == signs[1]))


def choose(corpus: Corpus, like: Sequence[tuple[Corpus, float]], share: float, length: int) -> Array:
    """Return the rows of the best ``share`` of the eligible pairs, in their order.

    Raises:
        TrainingError: none is eligible.
    """
    rows = np.flatnonzero(eligible(corpus, length))
    if not len(rows):
        raise TrainingError(f"no pair has {_LEAST_PIECES} to {length} pieces on either side; raise --length.")
    scores = score_pairs(corpus, like)[rows]
    best = np.argsort(-scores, kind="stable")[: max(1, round(share * len(rows)))]
    return np.sort(rows[best])


def select(
    shards: Sequence[Path], like: Sequence[str], share: float, length: int, outs: Sequence[Path]
) -> None:
    """Write the chosen pairs of ``shards``, shared equally between the files ``outs``."""
    weighed = [_weighed(each) for each in like]
    corpus = read_shards(shards)
    rows = choose(corpus, [(read_shards([path]), weight) for path, weight in weighed], share, length)
    for out, part in zip(outs, np.array_split(rows, len(outs)), strict=True):
        write_corpus(out, take(corpus, part))
        pieces = int(corpus.target_length[part].astype(np.int64).sum())
        print(f"{out}: {len(part)} pairs of {len(corpus)}, {pieces} target pieces")


def _weighed(text: str) -> tuple[Path, float]:
    name, _, weight = text.rpartition("=")
    if not name:
        return Path(text), 1.0
    try:
        return Path(name), float(weight)
    except ValueError as error:
        raise TrainingError(f"--like {text} is not SHARD or SHARD=WEIGHT.") from error


def _numbered(out: Path, parts: int) -> list[Path]:
    return [out.with_stem(f"{out.stem}-{n}") for n in range(1, parts + 1)] if parts > 1 else [out]


def main(arguments: list[str] | None = None) -> None:
    """Read shards, write the pairs of them that look most like others."""
    parser = argparse.ArgumentParser(prog="training.select", description="Choose pairs by their domain.")
    parser.add_argument("shards", nargs="+", type=Path, help="shards to choose from")
    parser.add_argument(
        "--like",
        nargs="+",
        required=True,
        metavar="SHARD[=WEIGHT]",
        help="shards of the domain; a weight is 1",
    )
    parser.add_argument("--share", type=float, default=0.45, help="share to keep (default %(default)s)")
    parser.add_argument(
        "--length", type=int, default=80, help="most pieces of a sentence (default %(default)s)"
    )
    parser.add_argument(
        "--parts", type=int, default=1, help="files to share the pairs between: OUT-1, OUT-2 …"
    )
    parser.add_argument("--out", type=Path, required=True, help="shard to write (.npz)")
    chosen = parser.parse_args(arguments)
    with reported():
        if not 0 < chosen.share <= 1 or chosen.parts < 1:
            raise TrainingError("--share is more than 0 and at most 1, --parts at least 1.")
        outs = _numbered(chosen.out, chosen.parts)
        select(chosen.shards, chosen.like, chosen.share, chosen.length, outs)


if __name__ == "__main__":
    main()
