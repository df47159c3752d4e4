"""Encoded sentence pairs: the shard files, and batches of sentences of similar length. NumPy alone.

A shard is an .npz of five arrays. ``source`` and ``target`` hold the piece ids of all sentences end to end, without
special pieces (uint16); ``source_length`` and ``target_length`` the pieces of each sentence (uint16); ``align``, which
may be missing, the index of the source piece that each target piece renders (uint8, `NO_LINK` where none).
"""

import math
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from passerelle.glossary.files import write_atomically
from passerelle.translate.adaptation.errors import TrainingError

Array = npt.NDArray[Any]

PAD, UNKNOWN, START, END, OPENING = 0, 1, 2, 3, 4
"""Pieces as every tokenizer of `training.prepare` numbers them; the last is ``⟦``, which opens a sign."""

NO_LINK = 255
SENTENCE_LIMIT = 160

PART = 384
WIDTHS = (16, 24, 32, 48, 64, 96, 128)
"""Widths of sentences that divide `PART`."""

_ARRAYS = ("source", "target", "source_length", "target_length", "align")


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """Piece ids of a pair; ``align`` has one entry for each target piece."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    align: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The arrays of one or more shards, and where each sentence starts (``source_start``, ``target_start``)."""

    source: Array
    target: Array
    source_length: Array
    target_length: Array
    align: Array
    source_start: Array
    target_start: Array

    def __len__(self) -> int:
        """Count the sentence pairs."""
        return len(self.source_length)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded int64 matrices for one update.

    ``source`` is (sentences, S) and ends in `END`; ``given`` and ``wanted`` are (sentences, T): the target that the
    decoder sees, from `START` on, and the one it must say, up to `END`. ``align`` is (sentences, T). ``pieces`` counts
    the wanted pieces without padding.
    """

    source: Array
    given: Array
    wanted: Array
    align: Array
    pieces: int


def write_shard(path: Path, pairs: Iterable[EncodedPair]) -> int:
    """Write the pairs that are neither empty nor longer than `SENTENCE_LIMIT` pieces; return how many."""
    kept = [
        pair for pair in pairs if all(0 < len(side) <= SENTENCE_LIMIT for side in (pair.source, pair.target))
    ]
    if not kept:
        raise TrainingError("holds no sentence pair to encode; look at corpus.tsv beside it.", path=path)
    _write_arrays(path, _arrays(kept))
    return len(kept)


def make_corpus(pairs: Sequence[EncodedPair]) -> Corpus:
    """Return pairs as the corpus that their shard would be read as; there is at least one."""
    return _corpus(_arrays(pairs))


def _arrays(pairs: Sequence[EncodedPair]) -> dict[str, Array]:
    return {
        "source": _end_to_end([pair.source for pair in pairs], np.uint16),
        "target": _end_to_end([pair.target for pair in pairs], np.uint16),
        "source_length": np.array([len(pair.source) for pair in pairs], np.uint16),
        "target_length": np.array([len(pair.target) for pair in pairs], np.uint16),
        "align": _end_to_end([pair.align for pair in pairs], np.uint8),
    }


def write_corpus(path: Path, corpus: Corpus) -> None:
    """Write a corpus as one shard; `read_shards` is the inverse."""
    _write_arrays(path, {name: getattr(corpus, name) for name in _ARRAYS})


def _write_arrays(path: Path, arrays: dict[str, Any]) -> None:
    with write_atomically(path, binary=True) as stream:
        np.savez_compressed(stream, **arrays)


def _end_to_end(rows: list[tuple[int, ...]], kind: type) -> Array:
    return np.fromiter((piece for row in rows for piece in row), kind)


def read_shards(paths: Iterable[Path]) -> Corpus:
    """Read shards one after the other; a shard named twice counts twice.

    Raises:
        TrainingError: a file is missing or is no shard.
    """
    parts = [_read_shard(path) for path in paths]
    return _corpus({name: np.concatenate([part[name] for part in parts]) for name in _ARRAYS})


def _corpus(arrays: dict[str, Array]) -> Corpus:
    starts = {f"{side}_start": _starts(arrays[f"{side}_length"]) for side in ("source", "target")}
    return Corpus(**arrays, **starts)


def _read_shard(path: Path) -> dict[str, Array]:
    try:
        # Opened here, because numpy leaves a file open that proves to be no archive.
        with path.open("rb") as stream, np.load(stream) as shard:
            arrays = {name: shard[name] for name in _ARRAYS if name in shard}
    except (OSError, EOFError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise TrainingError(
            "is not a shard (.npz); make one with training.prepare encode.", path=path
        ) from error
    if missing := set(_ARRAYS) - set(arrays) - {"align"}:
        raise TrainingError(f"lacks {', '.join(sorted(missing))}; encode it again.", path=path)
    arrays.setdefault("align", np.full(len(arrays["target"]), NO_LINK, np.uint8))
    return arrays


def _starts(lengths: Array) -> Array:
    return np.concatenate([[0], np.cumsum(lengths[:-1], dtype=np.int64)])


def pair_at(corpus: Corpus, row: int) -> EncodedPair:
    """Return the pair ``row`` by itself."""
    source, target = (
        slice(int(start[row]), int(start[row]) + int(length[row]))
        for start, length in (
            (corpus.source_start, corpus.source_length),
            (corpus.target_start, corpus.target_length),
        )
    )
    parts = (corpus.source[source], corpus.target[target], corpus.align[target])
    return EncodedPair(*(tuple(part.tolist()) for part in parts))


def take(corpus: Corpus, rows: Array) -> Corpus:
    """Return the pairs ``rows`` alone, in the order of the corpus."""
    keep = np.zeros(len(corpus), bool)
    keep[rows] = True
    source, target = (np.repeat(keep, length) for length in (corpus.source_length, corpus.target_length))
    return _corpus(
        {
            "source": corpus.source[source],
            "target": corpus.target[target],
            "source_length": corpus.source_length[keep],
            "target_length": corpus.target_length[keep],
            "align": corpus.align[target],
        }
    )


def batch_rows(corpus: Corpus, tokens: int, length: int, seed: int, skip: int = 0) -> Iterator[Array]:
    """Yield without end the sentences of each batch, every pass through the corpus in a new order.

    A batch has at most ``tokens`` padded pieces on either side (but at least one sentence); pairs with more than
    ``length`` pieces are left out. The order depends on ``seed`` alone; the first ``skip`` batches are passed over.

    Raises:
        TrainingError: no pair is short enough.
    """
    longest = np.maximum(corpus.source_length, corpus.target_length).astype(np.int64)
    eligible = np.flatnonzero(longest <= length)
    if not len(eligible):
        raise TrainingError(f"no sentence pair has at most {length} pieces; raise --length.")
    epoch = 0
    while True:
        random = np.random.default_rng((seed, epoch))
        groups = list(_groups(random.permutation(eligible), longest + 1, tokens))
        for place in random.permutation(len(groups))[skip:]:
            yield groups[place]
        skip = max(0, skip - len(groups))
        epoch += 1


def _groups(rows: Array, lengths: Array, tokens: int) -> Iterator[Array]:
    rows = rows[np.argsort(lengths[rows], kind="stable")]
    ordered = lengths[rows]
    start = 0
    while start < len(rows):
        most = max(1, tokens // int(ordered[start]))
        longest = int(ordered[min(start + most, len(rows)) - 1])
        count = max(1, tokens // longest)
        yield rows[start : start + count]
        start += count


def collate(corpus: Corpus, rows: Array, multiple: int = 1) -> Batch:
    """Pad the pairs ``rows`` to one batch, both widths rounded up to a ``multiple``."""
    source_length, target_length = (
        x[rows].astype(np.int64) for x in (corpus.source_length, corpus.target_length)
    )
    source_width, target_width = (
        math.ceil((int(x.max()) + 1) / multiple) * multiple for x in (source_length, target_length)
    )
    each = np.arange(len(rows))
    source = _padded(corpus.source, corpus.source_start[rows], source_length, source_width, PAD)
    source[each, source_length] = END
    wanted = _padded(corpus.target, corpus.target_start[rows], target_length, target_width, PAD)
    given = np.concatenate([np.full((len(rows), 1), START), wanted[:, :-1]], axis=1)
    wanted[each, target_length] = END
    align = _padded(corpus.align, corpus.target_start[rows], target_length, target_width, NO_LINK)
    return Batch(source, given, wanted, align, int(target_length.sum()) + len(rows))


def parts_of(batch: Batch) -> list[Batch]:
    """Return a batch in parts of at least one sentence, each `PART` places on either side where its width is one of `WIDTHS`.

    What is short of that is filled with padding: few shapes are computed, and each is small.
    """
    longest = max(batch.source.shape[1], batch.given.shape[1])
    width = next((each for each in WIDTHS if each >= longest), longest)
    rows = max(1, PART // width)
    starts = range(0, len(batch.source), rows)
    return [_part(batch, slice(start, start + rows), (rows, width)) for start in starts]


def _part(batch: Batch, rows: slice, shape: tuple[int, int]) -> Batch:
    def fit(matrix: Array, filler: int) -> Array:
        fitted = np.full(shape, filler, np.int64)
        own = matrix[rows]
        fitted[: own.shape[0], : own.shape[1]] = own
        return fitted

    source, given, wanted = (fit(each, PAD) for each in (batch.source, batch.given, batch.wanted))
    return Batch(source, given, wanted, fit(batch.align, NO_LINK), int((wanted != PAD).sum()))


def _padded(flat: Array, starts: Array, lengths: Array, width: int, filler: int) -> Array:
    columns = np.arange(width)
    inside = columns < lengths[:, None]
    matrix = np.full((len(starts), width), filler, np.int64)
    matrix[inside] = flat[(starts[:, None] + columns)[inside]]
    return matrix
