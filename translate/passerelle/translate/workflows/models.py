"""The packages of this machine: which there are, where each comes from, which is used; chosen, taken away, gone back to."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.adaptation.lineage import Lineage, read_lineage
from passerelle.translate.catalog.entry import State
from passerelle.translate.engine.choice import (
    EMBEDDED_NAME,
    OFFICIAL_NAME,
    VARIABLE,
    Choice,
    ChoiceError,
    read_choice,
    write_choice,
)
from passerelle.translate.engine.digests import identity, weights_digest
from passerelle.translate.engine.install import remove_package
from passerelle.translate.engine.packages import (
    ModelPackage,
    PackageError,
    embedded_package,
    find_package,
    installed_packages,
    resolve_package,
    version_key,
)
from passerelle.translate.formats.catalog_file import load_catalog


@dataclass(frozen=True, slots=True)
class Known:
    """A package that can be used, where it comes from, and whether it is the one that translates."""

    package: ModelPackage
    lineage: Lineage | None
    used: bool

    @property
    def origin(self) -> str:
        """How it came here: embedded, installed, adapted, or from a file."""
        return "adapted" if self.lineage else self.package.origin


def list_packages(used: ModelPackage | None) -> list[Known]:
    """Return the embedded package, those installed, and the one in use where it is none of these.

    Raises:
        PackageError: the embedded package cannot be unpacked.
    """
    installed = sorted(installed_packages(), key=lambda each: (each.name, version_key(each.version)))
    found = [embedded_package(), *installed]
    if used and all(each.folder != used.folder for each in found):
        found.append(used)
    return [know(each, used) for each in found]


def know(package: ModelPackage, used: ModelPackage | None) -> Known:
    """Return what is known of a package, where ``used`` is the one that translates."""
    return Known(package, read_lineage(package), used is not None and package.folder == used.folder)


def about(package: ModelPackage) -> dict[str, object]:
    """Return what a server tells of the package that it translates with: its identity, and from which others it was adapted.

    Raises:
        PackageError: its metadata cannot be read.
    """
    lineage = read_lineage(package)
    labels = [step.label for step in lineage.steps] if lineage else []
    return {"model": identity(package), "adapted_from": labels}


def children(package: ModelPackage, among: Sequence[Known]) -> list[Known]:
    """Return the packages that were adapted from this one, or from one that was.

    Raises:
        PackageError: its weights cannot be read.
    """
    own = weights_digest(package)
    return [each for each in among if each.lineage and any(step.digest == own for step in each.lineage.steps)]


def choose(name: str) -> ModelPackage:
    """Choose a package for the runs that follow, and return it; a damaged record of former choices is written anew.

    Raises:
        PackageError: there is none of this name, or it is damaged.
        FileError: the choice cannot be written.
    """
    package = find_package(name)
    try:
        choice = read_choice()
    except ChoiceError:
        choice = Choice()
    write_choice(replace(choice, model=_stored_name(name, package)))
    return package


def _stored_name(name: str, package: ModelPackage) -> str:
    """Return what finds a package again from wherever: of a file itself, since what it is unpacked to may be swept away."""
    if name in (EMBEDDED_NAME, OFFICIAL_NAME):
        return name
    own = package.origin != "installed" and Path(name).is_file()
    return str(Path(name).resolve() if own else package.folder.resolve())


@dataclass(frozen=True, slots=True)
class Redone:
    """What a change of package means for catalogues: so many ``texts``, of which ``drafts`` are another package's.

    ``unfinished`` stay as they are: marked “needs work”, their English may be half a person's.
    """

    drafts: int = 0
    texts: int = 0
    unfinished: int = 0


def count_redone(folder: Path, package: ModelPackage) -> Redone:
    """Count what the next translation with a package does anew in the catalogues of a folder; what cannot be read is passed over.

    Raises:
        PackageError: its weights cannot be read.
    """
    own, drafts, texts, unfinished = identity(package), 0, 0, 0
    for path in sorted(folder.rglob("*.po")):
        with suppress(PasserelleError):
            catalog = load_catalog(path)
            texts += len(catalog.current)
            others = [each for each in catalog.current if (each.model or catalog.header.model) != own]
            drafts += sum(bool(entry.target) and not entry.state.touched for entry in others)
            unfinished += sum(entry.state is State.NEEDS_WORK for entry in others)
    return Redone(drafts, texts, unfinished)


def check_removable(package: ModelPackage, successor: str | None) -> ModelPackage | None:
    """Return what is to translate once a package is gone, None where that is not the one chosen.

    Raises:
        PackageError: it is the embedded one or a file, or it is in use and no other is named.
        ChoiceError: the record of what was chosen is damaged.
    """
    if package.origin == EMBEDDED_NAME:
        raise PackageError("The embedded package belongs to Passerelle and cannot be removed.")
    if package.origin != "installed":
        raise PackageError("is not installed but a file of yours; delete it yourself.", path=package.folder)
    named = os.environ.get(VARIABLE)
    if named and _is_called(package, named):
        raise PackageError(f"{package.label} is the package in use: {VARIABLE} names it; unset that first.")
    if not _is_called(package, read_choice().model):
        return None
    if successor is None:
        raise PackageError(
            f"{package.label} is the package in use; say which one comes after it, as in --use embedded."
        )
    if _is_called(package, successor):
        raise PackageError(f"--use: {package.label} is the package to be removed; name another.")
    return find_package(successor)


def _is_called(package: ModelPackage, name: str) -> bool:
    found = find_or_none(name)
    return found is not None and found.folder == package.folder


def remove(package: ModelPackage, successor: str | None = None) -> ModelPackage | None:
    """Take an installed package away; return what translates from now on where that was the one in use, else None.

    Where an adaptation took over from it, going back from that one leads to what was used before this one.

    Raises:
        PackageError: as `check_removable` says.
        FileError: the choice cannot be written.
    """
    after = check_removable(package, successor)
    choice = read_choice().without(str(package.folder))
    write_choice(replace(choice, model=_stored_name(successor, after)) if successor and after else choice)
    remove_package(package)
    return after


def find_or_none(name: str) -> ModelPackage | None:
    """Return the package of a name, None where there is none that can be used."""
    try:
        return find_package(name)
    except PackageError:
        return None


def undo_adaptation() -> tuple[ModelPackage, ModelPackage | None]:
    """Go back to what was used before the adaptation that made the package in use; return that and the adapted one, if it is there.

    Raises:
        PackageError: no adaptation made what is used, or what was used before is gone.
        ChoiceError: the record of what was used before is damaged.
    """
    choice = read_choice()
    before = choice.undone()
    if before is None:
        label = resolve_package(choice.model).label
        raise PackageError(
            f"There is nothing to undo: no adaptation put {label}, the package in use, in its place."
        )
    former = find_or_none(before.model)
    if former is None:
        raise PackageError(
            "was used before the adaptation and is not there any more; choose another with “passerelle model use”.",
            path=Path(before.model),
        )
    write_choice(before)
    return former, find_or_none(choice.model)
