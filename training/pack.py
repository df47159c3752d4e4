"""Carry averaged weights through a narrow door: int8 rows with their scales, in files of at most 15 MiB, and back.

    python -m training.pack split last.pt FOLDER
    python -m training.pack join FOLDER last.pt

CTranslate2 quantises to int8 with the same scales, so an int8 package made of joined weights is no worse.
"""

import argparse
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from passerelle.glossary.files import read_bytes, write_atomically
from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.network.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from passerelle.translate.adaptation.network.model import Shape, Weights, weight_shapes
from training.errors import reported

PART_SIZE = 15 * 2**20
_SCALE = ".scale"
_FACTS = "facts"
_LARGEST = 127


def pack_weights(checkpoint: Checkpoint) -> bytes:
    """Return the averaged weights, matrices as int8 with one scale a row, and what is known of them."""
    arrays: dict[str, Any] = {}
    for name, weight in checkpoint.average.items():
        if weight.dim() == 2:
            scale = _LARGEST / weight.abs().amax(1).clamp_min(1e-9)
            arrays[name] = (weight * scale[:, None]).round().to(torch.int8).numpy()
            arrays[name + _SCALE] = scale.numpy()
        else:
            arrays[name] = weight.numpy()
    facts = {
        "shape": asdict(checkpoint.shape),
        "step": checkpoint.step,
        "spent": checkpoint.spent,
        "seen": checkpoint.seen,
        "recipe": dict(checkpoint.recipe),
    }
    arrays[_FACTS] = np.array(json.dumps(facts))
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def unpack_weights(packed: bytes) -> Checkpoint:
    """Return the checkpoint of `pack_weights`, without an optimiser's state and with the average for weights."""
    with np.load(io.BytesIO(packed)) as arrays:
        facts = json.loads(str(arrays[_FACTS]))
        shape = Shape(**facts.pop("shape"))
        average: Weights = {}
        for name, _ in weight_shapes(shape):
            weight = torch.from_numpy(arrays[name].astype(np.float32))
            if name + _SCALE in arrays:
                weight /= torch.from_numpy(arrays[name + _SCALE])[:, None]
            average[name] = weight
    return Checkpoint(shape, {name: weight.clone() for name, weight in average.items()}, average, **facts)


def split_file(packed: bytes, folder: Path, size: int = PART_SIZE) -> list[Path]:
    """Write `weights.00`, `weights.01`, … of at most ``size`` bytes; `join_files` is the inverse."""
    paths = []
    for number, start in enumerate(range(0, len(packed), size)):
        paths.append(folder / f"weights.{number:02d}")
        with write_atomically(paths[-1], binary=True) as stream:
            stream.write(packed[start : start + size])
    return paths


def join_files(folder: Path) -> bytes:
    """Return the bytes that `split_file` wrote into ``folder``.

    Raises:
        TrainingError: there are none, or a part is missing.
    """
    paths = sorted(folder.glob("weights.[0-9][0-9]"))
    if not paths or paths != [folder / f"weights.{number:02d}" for number in range(len(paths))]:
        raise TrainingError("does not hold weights.00, weights.01, … without a gap.", path=folder)
    return b"".join(read_bytes(path) for path in paths)


def main(arguments: list[str] | None = None) -> None:
    """Split a checkpoint into parts, or join parts to a checkpoint."""
    parser = argparse.ArgumentParser(
        prog="training.pack", description="Averaged weights in files of at most 15 MiB."
    )
    steps = parser.add_subparsers(required=True, dest="step")
    for step, first, second in (("split", "checkpoint", "folder"), ("join", "folder", "checkpoint")):
        command = steps.add_parser(step, help=f"{first} to {second}")
        command.add_argument(first, type=Path)
        command.add_argument(second, type=Path)
    chosen = parser.parse_args(arguments)
    with reported():
        if chosen.step == "split":
            for path in split_file(pack_weights(read_checkpoint(chosen.checkpoint)), chosen.folder):
                print(f"{path}: {path.stat().st_size} bytes")
        else:
            write_checkpoint(chosen.checkpoint, unpack_weights(join_files(chosen.folder)))


if __name__ == "__main__":
    main()
