"""Packed weights come back within half a step of int8."""

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from passerelle.translate.adaptation.errors import TrainingError  # noqa: E402
from passerelle.translate.adaptation.network.checkpoint import (  # noqa: E402
    new_checkpoint,
    read_checkpoint,
    write_checkpoint,
)
from passerelle.translate.adaptation.network.model import Shape  # noqa: E402
from training.pack import PART_SIZE, join_files, main, pack_weights, split_file, unpack_weights  # noqa: E402

TINY = Shape(50, 16, 32, 2, 2, 1, 64)
STATE = replace(new_checkpoint(TINY, 1), step=7, spent=60.0, seen=99, recipe={"tokens": 100})


def test_round_trip() -> None:
    """Vectors come back exactly, matrices within half a step of their row, facts unchanged."""
    back = unpack_weights(pack_weights(STATE))
    assert (back.shape, back.step, back.spent, back.seen, back.recipe) == (TINY, 7, 60.0, 99, {"tokens": 100})
    for name, weight in STATE.average.items():
        step = weight.abs().amax(1, keepdim=True) / 127 if weight.dim() == 2 else torch.zeros(())
        assert ((back.average[name] - weight).abs() <= step * 0.51).all(), name


def test_packing_again_changes_nothing() -> None:
    """What was packed once packs to the same values."""
    once = unpack_weights(pack_weights(STATE))
    again = unpack_weights(pack_weights(once))
    for name, weight in once.average.items():
        torch.testing.assert_close(again.average[name], weight)


def test_parts_are_small_and_join(tmp_path: Path) -> None:
    """No part is larger than asked for, and together they are the whole."""
    packed = pack_weights(STATE)
    parts = split_file(packed, tmp_path, size=1000)
    assert len(parts) > 3
    assert all(part.stat().st_size <= 1000 for part in parts)
    assert join_files(tmp_path) == packed
    assert PART_SIZE == 15 * 2**20


@pytest.mark.parametrize("gone", [0, 1])
def test_missing_part(tmp_path: Path, gone: int) -> None:
    """A gap among the parts is an error, and so are no parts at all."""
    split_file(b"x" * 30, tmp_path, size=10)[gone].unlink()
    with pytest.raises(TrainingError, match="without a gap"):
        join_files(tmp_path)
    with pytest.raises(TrainingError, match="without a gap"):
        join_files(tmp_path / "empty")


def test_command(tmp_path: Path) -> None:
    """Splitting and joining on the command line gives a checkpoint to export."""
    write_checkpoint(tmp_path / "last.pt", STATE)
    main(["split", str(tmp_path / "last.pt"), str(tmp_path / "parts")])
    main(["join", str(tmp_path / "parts"), str(tmp_path / "joined.pt")])
    assert read_checkpoint(tmp_path / "joined.pt").seen == 99
