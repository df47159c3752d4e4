"""The pairs that look most like the domain are kept, whole and in their order."""

import random
from pathlib import Path

import numpy as np
import pytest

from passerelle.translate.adaptation.shards import (
    NO_LINK,
    OPENING,
    Corpus,
    EncodedPair,
    pair_at,
    read_shards,
    write_shard,
)
from training.select import choose, eligible, main, score_pairs

HEALTH, RULES = range(20, 32), range(26, 38)
"""The pieces of two subjects, of which half are common to both."""


def pair(rng: random.Random, pieces: range, length: int = 8) -> EncodedPair:
    source, target = (tuple(rng.choice(pieces) for _ in range(length)) for _ in range(2))
    return EncodedPair(source, target, tuple(range(length)))


def shard(path: Path, pairs: list[EncodedPair]) -> Corpus:
    write_shard(path, pairs)
    return read_shards([path])


@pytest.fixture
def mixed(tmp_path: Path) -> Corpus:
    """Alternately rules and health."""
    rng = random.Random(1)
    return shard(tmp_path / "mixed.npz", [pair(rng, (RULES, HEALTH)[n % 2]) for n in range(200)])


@pytest.fixture
def health(tmp_path: Path) -> Corpus:
    rng = random.Random(2)
    return shard(tmp_path / "health.npz", [pair(rng, HEALTH) for _ in range(300)])


@pytest.fixture
def rules(tmp_path: Path) -> Corpus:
    rng = random.Random(3)
    return shard(tmp_path / "rules.npz", [pair(rng, RULES) for _ in range(10)])


def test_domain_scores_higher(mixed: Corpus, health: Corpus) -> None:
    """Pairs of the domain have the higher scores, nearly all of them."""
    scores = score_pairs(mixed, [(health, 1.0)])
    assert scores.shape == (200,)
    assert np.median(scores[1::2]) > np.median(scores[::2])
    rows = choose(mixed, [(health, 1.0)], 0.5, 80)
    assert len(rows) == 100
    assert np.mean(rows % 2) > 0.95


def test_both_sides_count(tmp_path: Path, health: Corpus) -> None:
    """A pair of which one side is of another subject stands between the others."""
    rng = random.Random(4)
    ours, theirs = pair(rng, HEALTH), pair(rng, RULES)
    half = EncodedPair(ours.source, theirs.target, ours.align)
    corpus = shard(tmp_path / "three.npz", [ours, half, theirs] * 10)
    scores = score_pairs(corpus, [(health, 1.0)])
    assert scores[0] > scores[1] > scores[2]


def test_word_order_counts(tmp_path: Path) -> None:
    """Of two sentences with the same pieces the one with the domain's bigrams scores higher."""
    forwards, backwards = tuple(range(20, 30)), tuple(range(29, 19, -1))
    domain = shard(tmp_path / "d.npz", [EncodedPair(forwards, forwards, forwards)] * 5)
    corpus = shard(tmp_path / "c.npz", [EncodedPair(way, way, way) for way in (forwards, backwards)] * 5)
    scores = score_pairs(corpus, [(domain, 1.0)])
    assert scores[0] > scores[1]


def test_weights_count_and_sizes_do_not(mixed: Corpus, health: Corpus, rules: Corpus) -> None:
    """A shard named with a weight counts so much, however few pairs it has."""
    towards = [
        float(score_pairs(mixed, [(health, 1.0), (rules, weight)])[::2].mean()) for weight in (0.0, 0.5, 5.0)
    ]
    assert towards == sorted(towards)
    assert towards[0] == pytest.approx(float(score_pairs(mixed, [(health, 1.0)])[::2].mean()))


@pytest.mark.parametrize(
    ("source", "target", "fit"),
    [
        ((20,) * 8, (20,) * 8, True),
        ((20,) * 4, (20,) * 8, True),
        ((20,) * 3, (20,) * 3, False),
        ((20,) * 4, (20,) * 9, False),
        ((20,) * 81, (20,) * 70, False),
        ((20,) * 80, (20,) * 80, True),
        ((20, 20, OPENING, 30, 5), (20, 20, 20, 20), False),
        ((20, 20, OPENING, 30, 5), (OPENING, 30, 5, 20), True),
    ],
)
def test_eligible(tmp_path: Path, source: tuple[int, ...], target: tuple[int, ...], fit: bool) -> None:  # noqa: FBT001 -- a column of the table
    """Long, very short and unequal pairs are left out, and those with signs on one side alone."""
    corpus = shard(tmp_path / "one.npz", [EncodedPair(source, target, (NO_LINK,) * len(target))])
    assert eligible(corpus, 80).tolist() == [fit]


def test_command(tmp_path: Path, mixed: Corpus, health: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the chosen pairs as they were, links and all, in one file or in several."""
    out = tmp_path / "best.npz"
    given = [
        str(tmp_path / "mixed.npz"),
        "--like",
        str(tmp_path / "health.npz"),
        "--share",
        "0.3",
        "--out",
        str(out),
    ]
    main(given)
    whole = read_shards([out])
    rows = choose(mixed, [(health, 1.0)], 0.3, 80)
    assert [pair_at(whole, n) for n in range(len(whole))] == [pair_at(mixed, int(row)) for row in rows]
    assert "60 pairs of 200, 480 target pieces" in capsys.readouterr().out
    main([*given, "--parts", "3"])
    parts = read_shards([tmp_path / f"best-{n}.npz" for n in (1, 2, 3)])
    assert [pair_at(parts, n) for n in range(len(parts))] == [pair_at(whole, n) for n in range(len(whole))]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--like", "gone.npz"], "gone.npz: is not a shard"),
        (["--like", "health.npz=much"], "health.npz=much is not SHARD"),
        (["--like", "health.npz", "--share", "1.5"], "--share is more than 0"),
        (["--like", "health.npz", "--parts", "0"], "--parts at least 1"),
        (["--like", "health.npz", "--length", "5"], "raise --length"),
    ],
)
@pytest.mark.usefixtures("mixed", "health")
def test_errors(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    message: str,
) -> None:
    """What the user can mend ends in one line and exit code 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["mixed.npz", "--out", "out.npz", *options])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out.npz").exists()
