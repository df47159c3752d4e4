"""A model on its way: weights, their running average, the optimiser's state and how far training came."""

import pickle
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import torch

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import write_atomically
from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.network.model import Shape, Weights, initial_weights, weight_shapes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """All that a run needs to go on, or a package to be made.

    ``average`` is the exponential average of ``weights``, which translates better. ``spent`` counts seconds of
    training, ``seen`` target pieces, ``step`` updates. ``recipe`` holds the options of the last run.
    """

    shape: Shape
    weights: Weights
    average: Weights
    step: int = 0
    spent: float = 0.0
    seen: int = 0
    optimizer: Mapping[str, Any] | None = None
    recipe: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parameters(self) -> int:
        """Count the numbers that training chooses."""
        return sum(weight.numel() for weight in self.average.values())


def new_checkpoint(shape: Shape, seed: int) -> Checkpoint:
    """Return an untrained model.

    Raises:
        TrainingError: the heads do not divide the width.
    """
    if shape.width % (2 * shape.heads):
        raise TrainingError(
            f"a width of {shape.width} cannot be shared by {shape.heads} heads; choose a multiple."
        )
    weights = initial_weights(shape, seed)
    return Checkpoint(shape, weights, {name: weight.clone() for name, weight in weights.items()})


def read_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint onto the CPU; weights come as float32 whatever the file holds.

    Raises:
        TrainingError: it is missing, no checkpoint, or lacks a weight.
    """
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        known = {each.name for each in fields(Shape)}
        shape = Shape(**{name: value for name, value in state["config"].items() if name in known})
        average = _in_order(state["average"], shape)
        weights = _in_order(state.get("model") or state["average"], shape)
    except (OSError, KeyError, TypeError, RuntimeError, EOFError, pickle.UnpicklingError) as error:
        raise TrainingError(f"is no checkpoint that this model can read ({error}).", path=path) from error
    return Checkpoint(
        shape,
        weights,
        average,
        state.get("step", 0),
        state.get("spent", 0.0),
        state.get("seen", 0),
        state.get("optimizer"),
        state.get("recipe", {}),
    )


def _in_order(weights: Mapping[str, torch.Tensor], shape: Shape) -> Weights:
    ordered: Weights = {}
    for name, size in weight_shapes(shape):
        if tuple(weights[name].shape) != size:
            raise KeyError(f"{name} is not {size}")
        ordered[name] = weights[name].float().clone()
    return ordered


def write_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Write ``checkpoint``, whole or not at all; `read_checkpoint` is the inverse.

    Raises:
        FileError: the disk is full, or the folder cannot be written.
    """
    state = {
        "config": asdict(checkpoint.shape),
        "model": {name: weight.detach() for name, weight in checkpoint.weights.items()},
        "average": checkpoint.average,
        "step": checkpoint.step,
        "spent": checkpoint.spent,
        "seen": checkpoint.seen,
        "recipe": dict(checkpoint.recipe),
    }
    if checkpoint.optimizer is not None:
        state["optimizer"] = checkpoint.optimizer
    try:
        with write_atomically(path, binary=True) as stream:
            torch.save(state, stream)
    except RuntimeError as error:  # what PyTorch makes of a stream's error
        raise FileError("cannot be written; is the disk full?", path=path) from error
