"""Argos packages: the embedded one, those installed, and which of them is used."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import ARCHIVE_DAMAGE, name_problem, write_atomically
from passerelle.translate.engine.extract import ExtractError, extract, parts_of
from passerelle.translate.places import cache_folder

EMBEDDED = Path(__file__).parents[1] / "models" / "fr_en.argosmodel"
"""The package that comes with passerelle."""

OFFICIAL_VERSION = "1.9"
"""The version of Argos' own French–English package that was examined."""

SETTING = "model"


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


def embedded_package() -> ModelPackage:
    """Unpack the embedded package into the user's cache, once, and return it."""
    return open_package(EMBEDDED, origin="embedded")


def open_package(path: Path, *, origin: str = "file") -> ModelPackage:
    """Return the package at ``path``: an ``.argosmodel`` file or an unpacked folder.

    Raises:
        PackageError: it is missing, damaged, or not French to English.
    """
    if path.is_dir():
        return _read_folder(path, origin)
    if not path.is_file():
        raise PackageError(
            "does not exist; name an .argosmodel file, a package folder, “embedded” or “official”.", path=path
        )
    folder = cache_root() / file_digest(path)[:16]
    with suppress(
        PackageError, OSError
    ):  # what is there may be broken, or not there yet: it is unpacked again
        return _read_folder(_single_root(folder, path), origin)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unpack(path, folder)
    except OSError as error:
        raise PackageError(
            f"cannot be unpacked into {folder.parent} ({error.strerror}); set PASSERELLE_CACHE to a folder that can be written.",
            path=path,
        ) from error
    return _read_folder(_single_root(folder, path), origin)


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
        _read_folder(root, "file")
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
                _read_folder(_single_root(folder, folder), "file")
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


def _read_folder(folder: Path, origin: str) -> ModelPackage:
    metadata = _read_metadata(folder)
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


def _read_metadata(folder: Path) -> dict[str, Any]:
    try:
        metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PackageError("is not an Argos package: metadata.json is missing.", path=folder) from error
    except (OSError, ValueError) as error:
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
            yield _read_folder(folder, "installed")
        except PackageError:
            continue  # another pair of languages, or a broken one: not ours to judge


def install_package(path: Path) -> ModelPackage:
    """Unpack ``path`` into argostranslate's folder, where argostranslate finds it too."""
    package = open_package(path)
    target = packages_folder() / package.folder.name
    if target.exists():
        raise PackageError(
            f"is already installed as {target}; remove that folder first to replace it.", path=path
        )
    try:
        shutil.copytree(package.folder, target)
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise PackageError(f"cannot be copied to {target} ({error.strerror}).", path=path) from error
    return _read_folder(target, "installed")


def is_official(package: ModelPackage) -> bool:
    """Tell whether a package is Argos' own of the version that was examined."""
    return package.version == OFFICIAL_VERSION and package.signs is None


def resolve_package(choice: str | None) -> ModelPackage:
    """Return the package that ``--model``, else PASSERELLE_MODEL, else the stored setting names; else the embedded one."""
    wanted = choice or os.environ.get("PASSERELLE_MODEL") or stored_choice() or "embedded"
    if wanted == "embedded":
        return embedded_package()
    if wanted == "official":
        for package in installed_packages():
            if is_official(package):
                return package
        raise PackageError(
            "The official package is not installed; run “passerelle model install official” once, with a network."
        )
    for package in installed_packages():
        if wanted in (package.folder.name, package.label):
            return package
    return open_package(Path(wanted))


def settings_path() -> Path:
    """Return the file that remembers the model chosen with ``passerelle model use``."""
    return (
        Path(os.environ.get("PASSERELLE_CONFIG") or platformdirs.user_config_path("passerelle"))
        / "settings.json"
    )


def stored_choice() -> str | None:
    """Return the stored choice of model, or None.

    Raises:
        PackageError: the settings file is damaged.
    """
    path = settings_path()
    try:
        value = json.loads(path.read_text(encoding="utf-8")).get(SETTING)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError) as error:
        raise PackageError(
            "is damaged; delete it, or run “passerelle model use embedded”.", path=path
        ) from error
    return str(value) if value else None


def store_choice(choice: str) -> None:
    """Remember ``choice`` for the next runs."""
    with write_atomically(settings_path()) as stream:
        json.dump({SETTING: choice}, stream, indent=2)
        stream.write("\n")
