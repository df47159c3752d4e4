"""Files are read and written whole or not at all, and never over what another program wrote in between."""

import contextlib
import errno
import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import IO, Literal, overload

from passerelle.glossary.errors import FileError
from passerelle.glossary.parts import open_part, sweep_parts

NO_FILE = ""
"""The digest of a file that does not exist."""

ARCHIVE_DAMAGE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError,
)  # fmt: skip
"""What zipfile raises for a damaged archive, by the part that is damaged: a directory that points before the file is a ValueError."""


class FileChangedError(FileError):
    """Another program wrote the file since it was read."""


class DiskFullError(FileError):
    """There is no room for a file."""


@overload
def write_atomically(
    path: Path, *, binary: Literal[False] = False, expected: str | None = None
) -> contextlib.AbstractContextManager[IO[str]]: ...
@overload
def write_atomically(
    path: Path, *, binary: Literal[True], expected: str | None = None
) -> contextlib.AbstractContextManager[IO[bytes]]: ...


def write_atomically(
    path: Path, *, binary: bool = False, expected: str | None = None
) -> contextlib.AbstractContextManager[IO[str] | IO[bytes]]:
    """Open a stream beside ``path``; its content becomes ``path`` only when the block ends well.

    Text is written as UTF-8 with LF line ends. The folder is made where it is missing; a link is written through, and
    what a killed run left in the folder is swept away. ``expected`` is the `digest` of the file that may be replaced.

    Raises:
        FileChangedError: the file is another than the one expected; it stands as it is.
        DiskFullError: there is no room for it.
        FileError: the folder is read-only, or ``path`` is a folder or a device.
    """
    return _write(path, binary=binary, expected=expected)


@contextlib.contextmanager
def _write(path: Path, *, binary: bool, expected: str | None) -> Iterator[IO[str] | IO[bytes]]:
    part: Path | None = None
    try:
        target = _target(path)
        sweep_parts(target.parent)
        handle, part = open_part(target)
        with open(handle, "wb") if binary else open(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            _keep_mode(target, part)
            if expected is not None and _digest_of(target) != expected:
                raise FileChangedError("was changed by another program in the meantime.", path=path)
            if os.name == "nt":
                stream.close()  # Windows renames no open file; elsewhere it is ours until it has its name
            part.replace(target)
        part = None
        note_written(path)
    except OSError as error:
        kind = DiskFullError if error.errno in (errno.ENOSPC, errno.EDQUOT) else FileError
        raise kind(
            f"cannot be written ({_reason(error)}). Choose another folder or make room.", path=path
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """Return the file that is to be replaced: where a link leads, not the link."""
    try:
        target = path.resolve() if path.is_symlink() else path
    except RuntimeError as error:  # before Python 3.13, links in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "is a pipe or a device", str(path))
    return target


def _keep_mode(path: Path, part: Path) -> None:
    """Give the new file the old one's permissions, or the usual ones: a part is private."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    part.chmod(mode)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


_written: ContextVar[list[Path] | None] = ContextVar("_written", default=None)


@contextlib.contextmanager
def record_writes() -> Iterator[list[Path]]:
    """Give a list that names every file written within the block, so that a message can say what was changed."""
    paths: list[Path] = []
    token = _written.set(paths)
    try:
        yield paths
    finally:
        _written.reset(token)


def written_files() -> Sequence[Path] | None:
    """Return what was recorded so far, None where nobody records."""
    return _written.get()


def note_written(path: Path) -> None:
    """Add a file that was written otherwise than by `write_atomically` to those that are recorded."""
    paths = _written.get()
    if paths is not None:
        paths.append(path)


def digest(data: bytes | None) -> str:
    """Return a fingerprint of a file's content, `NO_FILE` where there is no file."""
    return NO_FILE if data is None else hashlib.sha256(data).hexdigest()


def _digest_of(path: Path) -> str:
    return digest(path.read_bytes()) if path.exists() else NO_FILE


def free_path(stem: Path, suffix: str = "") -> Path:
    """Return ``stem`` with ``suffix``, or the first of ``stem-2``, ``stem-3``, … with it that does not exist."""
    number, free = 2, stem.with_name(stem.name + suffix)
    while os.path.lexists(free):
        free = stem.with_name(f"{stem.name}-{number}{suffix}")
        number += 1
    return free


def read_bytes(path: Path, *, limit: int | None = None) -> bytes:
    """Return the content of ``path``.

    Raises:
        FileError: it is missing, a folder, a pipe or device, unreadable, or larger than ``limit`` bytes; or its name
            holds what no text can hold.
    """
    try:
        require_file(path)
        if limit is not None and path.stat().st_size > limit:
            raise FileError(
                f"is larger than {limit // 1_000_000} MB; split it into smaller files.", path=path
            )
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot be read ({_reason(error)}).", path=path) from error


def require_file(path: Path) -> None:
    """Refuse what cannot be read as a file, before a pipe makes the run wait for ever.

    Raises:
        FileError: it is missing, a folder, a pipe or device, or its name holds what no text can hold.
    """
    problem = name_problem(str(path))
    if problem:
        raise FileError(f"{problem}; rename it.", path=path)
    try:
        if path.is_dir():
            raise FileError("is a folder, where a file is expected.", path=path)
        if path.exists() and not path.is_file():
            raise FileError("is a pipe or a device, where a file is expected.", path=path)
        path.stat()
    except FileNotFoundError as error:
        raise FileError("does not exist; check the name.", path=path) from error
    except OSError as error:
        raise FileError(f"cannot be read ({_reason(error)}).", path=path) from error


def name_problem(name: str) -> str:
    r"""Return why no text can hold this name of a file, or nothing.

    >>> name_problem("essai.md"), name_problem("essai\x1b.md")
    ('', 'has a control character in its name')
    """
    if any("\ud800" <= character <= "\udfff" for character in name):
        return "has a name that is not UTF-8"
    if any(character < " " or "\x7f" <= character <= "\x9f" for character in name):
        return "has a control character in its name"
    return ""
