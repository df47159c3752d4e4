"""The mean of several checkpoints: of two last stretches from one start, it translates better than either.

python -m training.average annealed/last.pt again/last.pt --out mean.pt

The shapes of their models must be equal.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.network.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from passerelle.translate.adaptation.network.model import Weights
from training.errors import reported


def average_checkpoints(checkpoints: Sequence[Checkpoint]) -> Checkpoint:
    """Return the mean of the weights; what is told of the run is that of the last. There is at least one.

    Raises:
        TrainingError: the models are of different shapes.
    """
    *others, last = checkpoints
    if any(other.shape != last.shape for other in others):
        raise TrainingError("Models of different shapes have no mean; give checkpoints of one start.")
    weights = _mean([each.weights for each in checkpoints])
    average = _mean([each.average for each in checkpoints])
    return replace(last, weights=weights, average=average, optimizer=None)


def _mean(several: Sequence[Weights]) -> Weights:
    return {name: torch.stack([each[name] for each in several]).mean(0) for name in several[0]}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the mean of the checkpoints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoints", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    with reported():
        mean = average_checkpoints([read_checkpoint(path) for path in options.checkpoints])
        write_checkpoint(options.out, mean)


if __name__ == "__main__":
    main()
