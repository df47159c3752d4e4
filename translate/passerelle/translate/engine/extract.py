"""An archive from outside unpacked within bounds: it may hold far more than it weighs, and say less than it holds."""

import shutil
import zipfile
from pathlib import Path, PurePosixPath

from passerelle.glossary.errors import PasserelleError

MAX_UNPACKED = 1_000_000_000
"""Bytes; packages of one pair of languages take 50 to 300 million."""

_MOST_RATIO = 20
_SMALL = 20_000_000  # bytes, of which any ratio is harmless
_CHUNK = 1 << 20  # bytes


class ExtractError(PasserelleError):
    """An archive holds too much."""


def parts_of(member: zipfile.ZipInfo) -> tuple[str, ...]:
    """Return the names of the folders and the file in which a member lies; none for the root itself (“.”, “./”)."""
    return PurePosixPath(member.filename.replace("\\", "/")).parts


def extract(zipped: zipfile.ZipFile, folder: Path) -> None:
    """Unpack an archive whose names were checked, counting what its members hold beside what they say.

    Raises:
        ExtractError: it is too much for a package, or for the disk.
        BadZipFile, zlib.error, OSError, …: a member is damaged, or cannot be written.
    """
    room = _room_for(zipped, folder)
    for member in zipped.infolist():
        target = folder.joinpath(*parts_of(member))
        (target if member.is_dir() else target.parent).mkdir(parents=True, exist_ok=True)
        if member.is_dir() or target == folder:
            continue
        with zipped.open(member) as packed, target.open("wb") as unpacked:
            while chunk := packed.read(_CHUNK):
                room -= len(chunk)
                if room < 0:
                    raise _too_large()
                unpacked.write(chunk)


def _room_for(zipped: zipfile.ZipFile, folder: Path) -> int:
    """Return the bytes that may be written, which are enough for what the archive says of itself."""
    members = zipped.infolist()
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > MAX_UNPACKED or (total > _SMALL and total > packed * _MOST_RATIO):
        raise _too_large()
    free = shutil.disk_usage(folder).free
    if total > free:
        raise ExtractError(
            f"needs more room than there is in {folder.parent}; make room, or set PASSERELLE_CACHE to another folder."
        )
    return min(MAX_UNPACKED, free)


def _too_large() -> ExtractError:
    return ExtractError(
        f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB or {_MOST_RATIO} times its size, which no translation package"
        " does; it was not unpacked."
    )
