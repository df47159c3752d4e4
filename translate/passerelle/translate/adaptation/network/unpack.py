"""A package back to the checkpoint that it was made of: weights rounded as the package has them, no optimiser's state."""

import itertools
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.layout import POSITIONS, SHARED, TABLE, Array, read_stored, stored_name
from passerelle.translate.adaptation.mix import read_pieces
from passerelle.translate.adaptation.network.checkpoint import Checkpoint
from passerelle.translate.adaptation.network.model import Shape, weight_shapes
from passerelle.translate.engine.packages import ModelPackage

# Layer norm first, ReLU: what `network.model` computes.
_KIND = {"pre_norm": 1, "activation": 0}


def read_package(path: Path) -> Checkpoint:
    """Return the checkpoint that `network.export` made the package of.

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


def read_unpacked(package: ModelPackage) -> Checkpoint:
    """Return the checkpoint of an unpacked package.

    Raises:
        TrainingError: it holds a model of another kind, as Argos' official package does.
    """
    try:
        _check_kind(package)
        stored = read_stored((package.folder / "model" / "model.bin").read_bytes())
        return checkpoint_of(stored, {})
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise TrainingError(
            f"{package.label} cannot be adapted: its model is of another kind than passerelle's own ({error}). "
            "Adapt the one that comes with passerelle: --model embedded."
        ) from error


def _check_kind(package: ModelPackage) -> None:
    """Refuse what could be read as one of ours and would learn nonsense.

    Raises:
        ValueError: its pieces have other numbers than its tokenizer gives them, or no head of it aligns words.
    """
    if not package.aligned:
        raise ValueError("none of its heads was trained to align words")
    vocabulary = json.loads((package.folder / "model" / "shared_vocabulary.json").read_text(encoding="utf-8"))
    if vocabulary != list(read_pieces(package)):
        raise ValueError("its vocabulary is not its tokenizer’s")


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
