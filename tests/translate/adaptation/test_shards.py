"""Shards read back as they were written, and become batches of bounded size."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.shards import (
    END,
    NO_LINK,
    PAD,
    PART,
    SENTENCE_LIMIT,
    START,
    WIDTHS,
    Corpus,
    EncodedPair,
    batch_rows,
    collate,
    parts_of,
    read_shards,
    write_shard,
)

SHORT = EncodedPair((10, 11), (20, 21, 22), (0, NO_LINK, 1))
LONG = EncodedPair((12, 13, 14, 15), (23,), (3,))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    write_shard(tmp_path / "a.npz", [SHORT, LONG])
    return read_shards([tmp_path / "a.npz"])


def many(tmp_path: Path, lengths: list[int]) -> Corpus:
    pairs = [EncodedPair((9,) * n, (8,) * n, (0,) * n) for n in lengths]
    write_shard(tmp_path / "many.npz", pairs)
    return read_shards([tmp_path / "many.npz"])


def test_round_trip(corpus: Corpus) -> None:
    """A batch holds the written pieces with end, start and padding in their places."""
    batch = collate(corpus, np.array([0, 1]))
    assert batch.source.tolist() == [[10, 11, END, PAD, PAD], [12, 13, 14, 15, END]]
    assert batch.given.tolist() == [[START, 20, 21, 22], [START, 23, PAD, PAD]]
    assert batch.wanted.tolist() == [[20, 21, 22, END], [23, END, PAD, PAD]]
    assert batch.align.tolist() == [[0, NO_LINK, 1, NO_LINK], [3, NO_LINK, NO_LINK, NO_LINK]]
    assert batch.pieces == 6


def test_widths_are_rounded_up(corpus: Corpus) -> None:
    """Both widths become multiples of what is asked for."""
    batch = collate(corpus, np.array([0]), 8)
    assert batch.source.shape == batch.wanted.shape == (1, 8)


def test_shard_named_twice_counts_twice(tmp_path: Path, corpus: Corpus) -> None:
    """Naming a shard again weighs its sentences up."""
    assert len(read_shards([tmp_path / "a.npz"] * 3)) == 3 * len(corpus)


def test_links_may_be_missing(tmp_path: Path, corpus: Corpus) -> None:
    """A shard without alignments reads as one whose pieces have no links."""
    arrays = {name: getattr(corpus, name) for name in ("source", "target", "source_length", "target_length")}
    np.savez(tmp_path / "plain.npz", **arrays)
    assert set(read_shards([tmp_path / "plain.npz"]).align.tolist()) == {NO_LINK}


@pytest.mark.parametrize("content", [b"", b"no shard", b"PK\x03\x04 cut"])
def test_broken_shard(tmp_path: Path, content: bytes) -> None:
    """What is no shard is refused by name."""
    path = tmp_path / "broken.npz"
    path.write_bytes(content)
    with pytest.raises(TrainingError, match=r"broken\.npz: is not a shard"):
        read_shards([path])


def test_incomplete_shard(tmp_path: Path) -> None:
    """A shard that lacks an array says which."""
    np.savez(tmp_path / "half.npz", source=np.array([1]), source_length=np.array([1]))
    with pytest.raises(TrainingError, match="lacks target, target_length"):
        read_shards([tmp_path / "half.npz"])


def test_long_and_empty_pairs_are_left_out(tmp_path: Path) -> None:
    """Pairs with an empty or an over-long side are not written; a shard of nothing is an error."""
    over = (7,) * (SENTENCE_LIMIT + 1)
    unfit = [
        EncodedPair((), (1,), (0,)),
        EncodedPair(over, (1,), (0,)),
        EncodedPair((1,), over, (0,) * len(over)),
    ]
    assert write_shard(tmp_path / "a.npz", [*unfit, SHORT]) == 1
    with pytest.raises(TrainingError, match="no sentence pair"):
        write_shard(tmp_path / "b.npz", unfit)


def test_batches_are_bounded_and_complete(tmp_path: Path) -> None:
    """A pass serves every eligible sentence once, in batches of at most so many padded pieces."""
    lengths = [1, 2, 3, 5, 8, 13, 21, 34, 55] * 4
    corpus = many(tmp_path, lengths)
    served: list[int] = []
    for rows in batch_rows(corpus, tokens=60, length=34, seed=1):
        assert len(rows) * (int(corpus.source_length[rows].max()) + 1) <= 60
        served += rows.tolist()
        if len(served) >= 32:
            break
    assert sorted(served) == [row for row, length in enumerate(lengths) if length <= 34]


def test_passes_differ_and_repeat_by_seed(tmp_path: Path) -> None:
    """The order is new in each pass and the same for the same seed."""
    corpus = many(tmp_path, list(range(1, 31)))

    def orders(seed: int) -> list[list[int]]:
        return [rows.tolist() for rows in islice(batch_rows(corpus, 31, 30, seed), 60)]

    assert orders(1) == orders(1) != orders(2)
    assert orders(1)[:30] != orders(1)[30:]


@pytest.mark.parametrize("skip", [0, 1, 7, 40, 95])
def test_skipping_lands_where_reading_would(tmp_path: Path, skip: int) -> None:
    """Passing over batches gives what follows them, over as many passes as it takes."""
    corpus = many(tmp_path, list(range(1, 31)))
    whole = [rows.tolist() for rows in islice(batch_rows(corpus, 40, 30, 5), skip + 10)]
    rest = [rows.tolist() for rows in islice(batch_rows(corpus, 40, 30, 5, skip), 10)]
    assert rest == whole[skip:]


def test_no_sentence_is_short_enough(corpus: Corpus) -> None:
    """A limit that leaves nothing is an error, not an endless wait."""
    with pytest.raises(TrainingError, match="raise --length"):
        next(batch_rows(corpus, 10, 1, 1))


@pytest.mark.parametrize("lengths", [[3] * 40, [15, 16, 40], [95, 127, 2], [150, 1]])
def test_parts_have_few_shapes_and_lose_nothing(tmp_path: Path, lengths: list[int]) -> None:
    """Each has `PART` places where a width of `WIDTHS` holds the longest; beside the sentences there is only padding."""
    corpus = many(tmp_path, lengths)
    whole = collate(corpus, np.arange(len(corpus)))
    parts = parts_of(whole)
    width = next((each for each in WIDTHS if each > max(lengths)), max(lengths) + 1)
    assert {part.source.shape for part in parts} == {(max(1, PART // width), width)}
    assert sum(part.pieces for part in parts) == whole.pieces
    for name in ("source", "given", "wanted"):
        rows = [row[row != PAD].tolist() for part in parts for row in getattr(part, name) if row.any()]
        assert rows == [row[row != PAD].tolist() for row in getattr(whole, name)]
    assert {part.align.shape for part in parts} == {part.source.shape for part in parts}


def test_widths_divide_a_part() -> None:
    assert not [width for width in WIDTHS if PART % width]
