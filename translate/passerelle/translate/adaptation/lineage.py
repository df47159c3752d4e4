"""Where an adapted package comes from: what its metadata say of its parent, its data and its scores."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from passerelle.translate.adaptation.select import Unit
from passerelle.translate.engine import packages
from passerelle.translate.engine.digests import weights_digest
from passerelle.translate.engine.packages import ModelPackage, read_metadata

ADAPTED = "adapted"
"""The key of the lineage in a package's metadata."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """What an adapted package was made of.

    ``name``, ``version`` and ``digest`` (SHA-256 of the weights) are those of the package that learned; ``parent`` is where that
    one comes from, None where it was not adapted. ``units`` were learned and ``held_back`` measured by; ``data`` is the SHA-256 of both,
    ``glossary`` the version whose contexts were learned, ``date`` the day. ``scores`` are each figure before and after.
    """

    name: str
    version: str
    digest: str
    units: int
    held_back: int
    data: str
    glossary: str
    date: str
    scores: Mapping[str, tuple[float, float]]
    parent: "Lineage | None" = None

    @property
    def label(self) -> str:
        """The name and version of the package that learned."""
        return f"{self.name} {self.version}"

    @property
    def steps(self) -> "Iterator[Lineage]":
        """This adaptation, the one before it, and so on."""
        step: Lineage | None = self
        while step is not None:
            yield step
            step = step.parent


def read_lineage(package: ModelPackage) -> Lineage | None:
    """Return where a package comes from; None where it was not adapted, or says so in no way that can be read.

    Raises:
        PackageError: its metadata cannot be read.
    """
    return _lineage_of(read_metadata(package.folder).get(ADAPTED))


def _lineage_of(value: Any) -> Lineage | None:
    try:
        origin, scores = value["from"], value.get("scores") or {}
        return Lineage(
            name=str(origin["name"]),
            version=str(origin["version"]),
            digest=str(origin["digest"]),
            units=int(value["units"]),
            held_back=int(value["held_back"]),
            data=str(value.get("data", "")),
            glossary=str(value.get("glossary", "")),
            date=str(value.get("date", "")),
            scores={str(name): (float(old), float(new)) for name, (old, new) in scores.items()},
            parent=_lineage_of(origin.get(ADAPTED)),
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        return None


def data_digest(units: Iterable[Unit]) -> str:
    """Return the SHA-256 of the pairs of units, in whatever order they come."""
    lines = sorted(f"{unit.french}\t{unit.english}\n" for unit in units)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def adapted_metadata(
    parent: ModelPackage, name: str, version: str, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the metadata of a package made of ``parent``: what that says of itself, under another name, and the lineage."""
    own = read_metadata(parent.folder)
    origin = {"name": parent.name, "version": parent.version, "digest": weights_digest(parent)}
    if ADAPTED in own:
        origin[ADAPTED] = own[ADAPTED]
    return {**own, "name": name, "package_version": version, ADAPTED: {"from": origin, **facts}}


def folder_name(name: str, version: str) -> str:
    """Return the name of the folder of an adapted package."""
    return f"fr_en-{name}-{version}"


def next_version(name: str) -> int:
    """Return the number of the next package of a name: one more than the highest that is installed."""
    pattern = re.compile(re.escape(folder_name(name, "")) + r"(\d+)")
    try:
        names = [folder.name for folder in packages.packages_folder().iterdir()]
    except OSError:
        return 1
    return 1 + max((int(found[1]) for each in names if (found := pattern.fullmatch(each))), default=0)
