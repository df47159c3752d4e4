"""The mean of checkpoints."""

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
from training.average import average_checkpoints, main  # noqa: E402

TINY = Shape(50, 16, 32, 2, 2, 1, 64)


def test_each_weight_is_the_mean(tmp_path: Path) -> None:
    """Of the weights and of their averages; the optimiser's state means nothing any more."""
    one, two = new_checkpoint(TINY, 1), new_checkpoint(TINY, 2)
    write_checkpoint(tmp_path / "one.pt", one)
    write_checkpoint(tmp_path / "two.pt", two)
    main([str(tmp_path / "one.pt"), str(tmp_path / "two.pt"), "--out", str(tmp_path / "mean.pt")])
    mean = read_checkpoint(tmp_path / "mean.pt")
    assert mean.optimizer is None
    for name, weight in mean.weights.items():
        assert torch.allclose(weight, (one.weights[name] + two.weights[name]) / 2, atol=1e-6)
        assert torch.allclose(mean.average[name], (one.average[name] + two.average[name]) / 2, atol=1e-6)


def test_models_of_different_shapes_have_no_mean() -> None:
    other = new_checkpoint(Shape(50, 32, 32, 2, 2, 1, 64), 1)
    with pytest.raises(TrainingError, match="different shapes"):
        average_checkpoints([new_checkpoint(TINY, 1), other])
