"""Checkpoints come back as they went."""

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from passerelle.glossary.errors import FileError  # noqa: E402
from passerelle.translate.adaptation.errors import TrainingError  # noqa: E402
from passerelle.translate.adaptation.network.checkpoint import (  # noqa: E402
    new_checkpoint,
    read_checkpoint,
    write_checkpoint,
)
from passerelle.translate.adaptation.network.model import Shape  # noqa: E402

TINY = Shape(50, 16, 32, 2, 2, 1, 64)


def test_round_trip(tmp_path: Path) -> None:
    """Weights, average and all that is known of the run survive."""
    written = replace(new_checkpoint(TINY, 1), step=7, spent=1.5, seen=99, recipe={"tokens": 100})
    write_checkpoint(tmp_path / "a.pt", written)
    read = read_checkpoint(tmp_path / "a.pt")
    assert (read.shape, read.step, read.spent, read.seen, read.recipe) == (TINY, 7, 1.5, 99, {"tokens": 100})
    assert list(read.weights) == list(written.weights)
    assert all(torch.equal(read.weights[name], written.weights[name]) for name in written.weights)
    assert all(torch.equal(read.average[name], written.average[name]) for name in written.average)


def test_published_halves(tmp_path: Path) -> None:
    """A file with nothing but a half-precision average is a point to start from."""
    start = new_checkpoint(TINY, 1)
    config = {name: getattr(TINY, name) for name in Shape.__slots__}
    halves = {name: weight.half() for name, weight in start.average.items()}
    torch.save({"config": {**config, "dropout": 0.1}, "average": halves}, tmp_path / "a.pt")
    read = read_checkpoint(tmp_path / "a.pt")
    assert all(weight.dtype == torch.float32 for weight in read.weights.values())
    assert all(torch.equal(weight, halves[name].float()) for name, weight in read.weights.items())


def test_same_seed_same_weights() -> None:
    """First weights depend on the seed alone."""
    one, again, other = (new_checkpoint(TINY, seed).weights["embedding.weight"] for seed in (1, 1, 2))
    assert torch.equal(one, again)
    assert not torch.equal(one, other)


@pytest.mark.parametrize("content", [b"", b"no checkpoint", b"PK\x03\x04"])
def test_broken_file(tmp_path: Path, content: bytes) -> None:
    """What is no checkpoint is refused by name."""
    (tmp_path / "a.pt").write_bytes(content)
    with pytest.raises(TrainingError, match=r"a\.pt: is no checkpoint"):
        read_checkpoint(tmp_path / "a.pt")


def test_other_model(tmp_path: Path) -> None:
    """A checkpoint whose weights do not fit its shape is refused."""
    wrong = replace(new_checkpoint(TINY, 1), shape=replace(TINY, width=32))
    write_checkpoint(tmp_path / "a.pt", wrong)
    with pytest.raises(TrainingError, match="is no checkpoint that this model can read"):
        read_checkpoint(tmp_path / "a.pt")


def test_heads_share_the_width() -> None:
    """A width that the heads cannot share is refused before anything is trained."""
    with pytest.raises(TrainingError, match="cannot be shared by 3 heads"):
        new_checkpoint(replace(TINY, heads=3), 1)


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands there stays, and nothing half-written lies beside it."""

    def fail(*_: object) -> None:
        raise RuntimeError("unexpected pos")

    write_checkpoint(tmp_path / "a.pt", new_checkpoint(TINY, 1))
    before = (tmp_path / "a.pt").read_bytes()
    monkeypatch.setattr(torch, "save", fail)
    with pytest.raises(FileError, match="is the disk full"):
        write_checkpoint(tmp_path / "a.pt", new_checkpoint(TINY, 2))
    assert [path.name for path in tmp_path.iterdir()] == ["a.pt"]
    assert (tmp_path / "a.pt").read_bytes() == before
