"""Argos packages: the embedded one, those installed, and which of them is used."""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import ARCHIVE_DAMAGE, name_problem
from passerelle.translate.engine.choice import EMBEDDED_NAME, OFFICIAL_NAME, VARIABLE, read_choice
from passerelle.translate.engine.extract import ExtractError, extract, parts_of
from passerelle.translate.places import cache_folder

EMBEDDED = Path(__file__).parents[1] / "models" / "fr_en.argosmodel"
"""The package that comes with passerelle."""

OFFICIAL_VERSION = "1.9"
"""The version of Argos' own French–English package that was examined."""

ENDING = ".argosmodel"
"""How the name of a package's file ends."""


_NO_OFFICIAL = "The official package is not installed; run “passerelle model install official” once."


class PackageError(PasserelleError):
    """An Argos package is missing, damaged, or translates another pair of languages."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The numbers of the signs for common nouns, which keep their article, and for names."""

    nouns: range
    names: range


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """An unpacked French–English package in ``folder``.

    ``signs`` are the numbered signs ⟦n⟧ that the model was trained to carry from French to English, or None. ``aligned`` tells that one attention head was trained to align words.
    """

    name: str
    version: str
    folder: Path
    signs: Signs | None = None
    aligned: bool = False
    origin: str = "installed"

    @property
    def label(self) -> str:
        """The name and version that catalogues carry."""
        return f"{self.name} {self.version}"

    @property
    def key(self) -> str:
        """The word that commands take for this very package on this machine."""
        if self.origin == EMBEDDED_NAME:
            return EMBEDDED_NAME
        return self.folder.name.removeprefix("fr_en-") if self.origin == "installed" else str(self.folder)


def embedded_package() -> ModelPackage:
    """Unpack the embedded package into the user's cache, once, and return it."""
    return open_package(EMBEDDED, origin="embedded")


def open_package(path: Path, *, origin: str = "file") -> ModelPackage:
    """Return the package at ``path``: an ``.argosmodel`` file or an unpacked folder.

    Raises:
        PackageError: it is missing, damaged, or not French to English.
    """
    if path.is_dir():
        return read_folder(path, origin)
    if not path.is_file():
        raise PackageError(
            "does not exist; name an .argosmodel file, a package folder, “embedded” or “official”.", path=path
        )
    folder = cache_root() / file_digest(path)[:16]
    with suppress(
        PackageError, OSError
    ):  # what is there may be broken, or not there yet: it is unpacked again
        return read_folder(_single_root(folder, path), origin)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unpack(path, folder)
    except OSError as error:
        raise PackageError(
            f"cannot be unpacked into {folder.parent} ({error.strerror}); set PASSERELLE_CACHE to a folder that can be written.",
            path=path,
        ) from error
    return read_folder(_single_root(folder, path), origin)


def cache_root() -> Path:
    """Return the folder of unpacked packages in the user's cache."""
    return cache_folder() / "models"


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        PackageError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise PackageError(f"cannot be read ({error.strerror}).", path=path) from error


def unpack(archive: Path, folder: Path) -> None:
    """Unpack ``archive`` as ``folder``, all of it or nothing; no member may leave the folder.

    Only the package is kept; what lies beside its folder is not. A broken ``folder`` is replaced.

    Raises:
        PackageError: the archive is damaged, or a member's name points outside.
    """
    temporary = Path(tempfile.mkdtemp(prefix=".unpack-", dir=folder.parent))
    try:
        with zipfile.ZipFile(archive) as zipped:
            _check_members(zipped, archive)
            extract(zipped, temporary)
        root = _single_root(temporary, archive)
        read_folder(root, "file")
        _put_in_place(root, folder)
    except ExtractError as error:
        raise PackageError(error.args[0], path=archive) from error
    except ARCHIVE_DAMAGE as error:
        raise PackageError(
            "is not a whole Argos package (the archive is damaged or cut short); fetch it again.",
            path=archive,
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _put_in_place(root: Path, folder: Path) -> None:
    """Move an unpacked package to where it is looked for, alone; another process may be doing the same."""
    own = Path(tempfile.mkdtemp(prefix=".unpack-", dir=folder.parent))
    try:
        root.replace(own / root.name)
        try:
            own.replace(folder)
        except OSError:
            with suppress(PackageError, OSError):  # another process was faster
                read_folder(_single_root(folder, folder), "file")
                return
            shutil.rmtree(folder, ignore_errors=True)
            own.replace(folder)
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _check_members(zipped: zipfile.ZipFile, archive: Path) -> None:
    for member in zipped.infolist():
        parts = parts_of(member)
        leaves = "/" in parts or ".." in parts or any(":" in part for part in parts[:1])
        if leaves or name_problem(member.filename) or (member.external_attr >> 28) == 0xA:
            raise PackageError(
                f"holds “{member.filename}”, which would be written outside its folder or is no name of a file; do not trust this file.",
                path=archive,
            )


def _single_root(folder: Path, archive: Path) -> Path:
    roots = [entry for entry in folder.iterdir() if entry.is_dir() and entry.name != "__MACOSX"]
    if len(roots) != 1:
        raise PackageError(
            "is not an Argos package: it should hold one folder with metadata.json.", path=archive
        )
    return roots[0]


def read_folder(folder: Path, origin: str) -> ModelPackage:
    """Return the unpacked package in a folder.

    Raises:
        PackageError: it is no package, a part is missing, or it is not French to English.
    """
    metadata = read_metadata(folder)
    direction = (metadata.get("from_code"), metadata.get("to_code"))
    if direction != ("fr", "en"):
        raise PackageError(
            f"translates from “{direction[0]}” to “{direction[1]}”; a package from “fr” to “en” is needed.",
            path=folder,
        )
    for part in ("model/model.bin", "model/config.json"):
        if not (folder / part).is_file():
            raise PackageError(f"is incomplete: {part} is missing; fetch the package again.", path=folder)
    if not any((folder / part).is_file() for part in ("sentencepiece.model", "bpe.model")):
        raise PackageError(
            "is incomplete: sentencepiece.model is missing; fetch the package again.", path=folder
        )
    return ModelPackage(
        name=str(metadata.get("name") or "argos-fr_en"),
        version=str(metadata.get("package_version", "")),
        folder=folder,
        signs=_read_signs(metadata.get("signs")),
        aligned="alignment" in metadata,
        origin=origin,
    )


def _read_signs(value: object) -> Signs | None:
    """Return the signs that the metadata names as ``{"nouns": [1, 5], "names": [6, 9]}``; None where it names none."""
    ends = [value.get(kind) for kind in ("nouns", "names")] if isinstance(value, dict) else []
    match ends:
        case [[int(first), int(last)], [int(other), int(end)]]:
            return Signs(range(first, last + 1), range(other, end + 1))
        case _:
            return None


def read_metadata(folder: Path) -> dict[str, Any]:
    """Return what an unpacked package says of itself.

    Raises:
        PackageError: it says nothing that can be read.
    """
    try:
        metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PackageError("is not an Argos package: metadata.json is missing.", path=folder) from error
    except (OSError, ValueError, RecursionError) as error:
        raise PackageError(
            "has an unreadable metadata.json; fetch the package again.", path=folder
        ) from error
    if not isinstance(metadata, dict):
        raise PackageError("has an unreadable metadata.json; fetch the package again.", path=folder)
    return metadata


def packages_folder() -> Path:
    """Return the folder into which argostranslate installs packages."""
    # Imported late: argostranslate makes its folders when it is imported, which reading a package does not need.
    from argostranslate import settings  # noqa: PLC0415

    return Path(settings.package_data_dir)


def installed_packages() -> Iterator[ModelPackage]:
    """Yield the French–English packages that argostranslate has installed, by name."""
    try:
        folders = sorted(folder for folder in packages_folder().iterdir() if folder.is_dir())
    except OSError:
        return
    for folder in folders:
        try:
            yield read_folder(folder, "installed")
        except PackageError:
            continue  # another pair of languages, or a broken one: not ours to judge


def is_official(package: ModelPackage) -> bool:
    """Tell whether a package is Argos' own of the version that was examined."""
    return package.version == OFFICIAL_VERSION and package.signs is None


def resolve_package(choice: str | None) -> ModelPackage:
    """Return the package that ``--model``, else PASSERELLE_MODEL, else the stored choice names; else the embedded one.

    Raises:
        PackageError: there is none, or it is damaged.
        ChoiceError: the file of the stored choice is damaged.
    """
    named = choice or os.environ.get(VARIABLE)
    if named:
        return find_package(named)
    chosen = read_choice().model
    if chosen not in (EMBEDDED_NAME, OFFICIAL_NAME) and not Path(chosen).exists():
        raise PackageError(
            "was chosen to translate and is not there any more; choose another: passerelle model use embedded.",
            path=chosen,
        )
    return find_package(chosen)


def find_package(name: str) -> ModelPackage:
    """Return the package of a name: embedded, official, an installed one's folder, name and version, or name; or a path.

    Where several packages have a name, it stands for the newest.

    Raises:
        PackageError: there is none, or it is damaged; the error tells names that are near.
    """
    if name == EMBEDDED_NAME:
        return embedded_package()
    installed = list(installed_packages())
    if name == OFFICIAL_NAME:
        if official := next(filter(is_official, installed), None):
            return official
        raise PackageError(_NO_OFFICIAL)
    for package in installed:
        if name in (package.key, package.folder.name, package.label, str(package.folder)):
            return package
    namesakes = [package for package in installed if package.name == name]
    if namesakes:
        return max(namesakes, key=lambda package: version_key(package.version))
    if _is_path(name):
        return open_package(Path(name))
    if (packages_folder() / name).is_dir():  # damaged, or of other languages: the error says which
        return open_package(packages_folder() / name)
    known = [
        EMBEDDED_NAME,
        OFFICIAL_NAME,
        *(each.key for each in installed),
        *(each.name for each in installed),
    ]
    near = get_close_matches(name.lower(), dict.fromkeys(known), 3)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    raise PackageError(f"No package is called “{name}”; {meant}“passerelle model list” names them all.")


def _is_path(name: str) -> bool:
    """Whether a name is meant as a file or folder: one is there, or it looks like no other name."""
    return Path(name).exists() or len(Path(name).parts) != 1 or name.endswith(ENDING)


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are ordered by.

    >>> sorted(["10", "9", "1.9"], key=version_key)
    ['1.9', '9', '10']
    """
    return tuple(map(int, re.findall(r"\d+", version)))
