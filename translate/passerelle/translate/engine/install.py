"""Packages put where argostranslate looks for them, taken away from there, and packed into one file again."""

import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from passerelle.glossary.files import NO_FILE, write_atomically
from passerelle.translate.engine import packages
from passerelle.translate.engine.packages import ENDING, ModelPackage, PackageError, open_package

_DATE = (1980, 1, 1, 0, 0, 0)
"""Files with one date are equal when what they hold is."""


def install_package(path: Path) -> ModelPackage:
    """Put the package at ``path`` into argostranslate's folder, whole or not at all; argostranslate finds it there too.

    Raises:
        PackageError: it is damaged, installed already, or cannot be written.
    """
    package = open_package(path)
    target = packages.packages_folder() / package.folder.name
    if target.exists():
        raise PackageError(
            f"is already installed as {target}; take that one away first: passerelle model remove {target.name}",
            path=path,
        )
    try:
        with _aside(target.parent) as place:
            shutil.copytree(package.folder, place / target.name)
            (place / target.name).replace(target)
    except (OSError, shutil.Error) as error:
        raise PackageError(f"cannot be copied to {target} ({_reason(error)}).", path=path) from error
    return packages.read_folder(target, "installed")


def remove_package(package: ModelPackage) -> None:
    """Take an installed package away; from the first moment on no one finds a part of it.

    Raises:
        PackageError: it is not installed here, or cannot be taken away.
    """
    folder = package.folder
    if package.origin != "installed":
        raise PackageError("is not installed, so there is nothing to take away.", path=folder)
    try:
        if folder.is_symlink():
            folder.unlink()
            return
        with _aside(folder.parent) as place:
            folder.replace(place / folder.name)
    except OSError as error:
        raise PackageError(f"cannot be removed ({_reason(error)}).", path=folder) from error


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Give a folder on the same disk for the time of a ``with``: beside ``folder``, where a program that lists it finds no part."""
    folder.mkdir(parents=True, exist_ok=True)
    outside = os.access(folder.parent, os.W_OK) and folder.parent.stat().st_dev == folder.stat().st_dev
    place = folder.parent if outside else folder
    with tempfile.TemporaryDirectory(prefix=".packages-", dir=place, ignore_cleanup_errors=True) as own:
        yield Path(own)


def _reason(error: OSError) -> str:
    if isinstance(error, shutil.Error) and isinstance(
        error.args[0], list
    ):  # of all files that were not copied
        told = re.sub(r"^\[Errno \d+\] |: '.*", "", str(error.args[0][0][-1]))
        return told.lower()
    return (error.strerror or "see whether there is room").lower()


def write_package(package: ModelPackage, path: Path, *, replace: bool = False) -> None:
    """Write a package as one file that Argos' programs and Passerelle install; equal packages give equal files.

    Raises:
        PackageError: the name does not end as those of packages do, or a file is there and may not be replaced.
        FileError: it cannot be written.
    """
    if path.suffix != ENDING:
        raise PackageError(f"should end in {ENDING}; Argos' programs look for that.", path=path)
    if path.exists() and not replace:
        raise PackageError("exists already; name another file, or replace it with --force.", path=path)
    files = sorted(each for each in package.folder.rglob("*") if each.is_file() and not each.is_symlink())
    with (
        write_atomically(path, binary=True, expected=None if replace else NO_FILE) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for file in files:
            member = zipfile.ZipInfo(file.relative_to(package.folder.parent).as_posix(), _DATE)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with file.open("rb") as content, archive.open(member, "w", force_zip64=True) as packed:
                shutil.copyfileobj(content, packed)
