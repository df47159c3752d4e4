"""Where an adapted package comes from: what its metadata say of its parent, its data and its scores."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from passerelle.translate.adaptation.select import Unit
from passerelle.translate.engine.packages import ModelPackage, file_digest

ADAPTED = "adapted"
"""The key of the lineage in a package's metadata."""


def model_digest(package: ModelPackage) -> str:
    """Return the SHA-256 of a package's weights."""
    return file_digest(package.folder / "model" / "model.bin")


def data_digest(units: Iterable[Unit]) -> str:
    """Return the SHA-256 of the pairs of units, in whatever order they come."""
    lines = sorted(f"{unit.french}\t{unit.english}\n" for unit in units)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def adapted_metadata(
    parent: ModelPackage, name: str, version: str, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the metadata of a package made of ``parent``: what that says of itself, under another name, and the lineage."""
    own = json.loads((parent.folder / "metadata.json").read_text(encoding="utf-8"))
    origin = {"name": parent.name, "version": parent.version, "digest": model_digest(parent)}
    return {**own, "name": name, "package_version": version, ADAPTED: {"from": origin, **facts}}
