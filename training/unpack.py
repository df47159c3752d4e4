"""Turn a package back into a checkpoint, to go on from where none is left.

    python -m training.unpack fr_en.argosmodel last.pt

The averaged weights come back, rounded as the package was (int8 loses next to nothing); the optimiser's state does not.
Go on with `--restart`.
"""

import argparse
import itertools
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from training.checkpoint import Checkpoint, write_checkpoint
from training.errors import TrainingError, reported
from training.layout import POSITIONS, SHARED, TABLE, Array, read_stored, stored_name
from training.model import Shape, weight_shapes

# Layer norm first, ReLU: what `training.model` computes.
_KIND = {"pre_norm": 1, "activation": 0}


def read_package(path: Path) -> Checkpoint:
    """Return the checkpoint that `training.export` made the package of.

    Raises:
        TrainingError: the package is missing or damaged, or holds a model of another kind.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            stored = read_stored(_member(archive, "model/model.bin"))
            metadata = json.loads(_member(archive, "metadata.json"))
        return checkpoint_of(stored, read_signature(str(metadata.get("training", ""))))
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, AttributeError) as error:
        raise TrainingError(
            f"holds no model that this trainer can go on with ({error}); give a package of training.export.",
            path=path,
        ) from error


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(next((each for each in archive.namelist() if each.endswith(f"/{name}")), name))


def read_signature(text: str) -> dict[str, int]:
    """Return the whole numbers that a package's ``training`` line names; `training.export` writes it.

    >>> read_signature("steps:409|pieces:66655722|rate:0.001")
    {'steps': 409, 'pieces': 66655722}
    """
    parts = (part.partition(":") for part in text.split("|"))
    return {name: int(value) for name, _, value in parts if value.isdecimal()}


def checkpoint_of(stored: Mapping[str, Array], signature: Mapping[str, int]) -> Checkpoint:
    """Return the checkpoint with CTranslate2's arrays for weights and for their average.

    Raises:
        ValueError, KeyError: they are those of another kind of model.
    """
    for side, (name, value) in itertools.product(("encoder", "decoder"), _KIND.items()):
        if stored[f"{side}/{name}"] != value:
            raise ValueError(f"its {side}/{name} is {int(stored[f'{side}/{name}'])}")
    if any(stored[name] is not stored[TABLE] for name in SHARED):
        raise ValueError("its sides do not share one embedding")
    shape = _shape_of(stored)
    average = {name: torch.from_numpy(stored[stored_name(name)]) for name, _ in weight_shapes(shape)}
    for name, size in weight_shapes(shape):
        if tuple(average[name].shape) != size:
            raise ValueError(f"{name} is {tuple(average[name].shape)} instead of {size}")
    weights = {name: weight.clone() for name, weight in average.items()}
    facts: dict[str, Any] = {
        "step": signature.get("steps", 0),
        "spent": 60.0 * signature.get("minutes", 0),
        "seen": signature.get("pieces", 0),
    }
    return Checkpoint(shape, weights, average, **facts)


def _shape_of(stored: Mapping[str, Array]) -> Shape:
    layers = {
        side: len(
            {name.split("/")[1] for name in stored if name.startswith(f"{side}/layer_")} - {"layer_norm"}
        )
        for side in ("encoder", "decoder")
    }
    return Shape(
        vocab=stored[TABLE].shape[0],
        width=stored[TABLE].shape[1],
        feedforward=stored[stored_name("encoder.0.feed.up.weight")].shape[0],
        heads=int(stored["encoder/num_heads"]),
        encoder_layers=layers["encoder"],
        decoder_layers=layers["decoder"],
        max_length=stored[f"decoder/{POSITIONS}"].shape[0],
    )


def main(arguments: list[str] | None = None) -> None:
    """Read a package, write a checkpoint, say what it holds."""
    parser = argparse.ArgumentParser(prog="training.unpack", description="Argos package to checkpoint.")
    parser.add_argument("package", type=Path)
    parser.add_argument("checkpoint", type=Path, help="the .pt to write")
    chosen = parser.parse_args(arguments)
    with reported():
        state = read_package(chosen.package)
        write_checkpoint(chosen.checkpoint, state)
        print(
            f"{chosen.checkpoint}: {state.parameters / 1e6:.1f}M parameters, {state.seen / 1e6:.1f}M pieces seen"
        )


if __name__ == "__main__":
    main()
