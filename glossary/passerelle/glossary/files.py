"""Files are written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Literal, overload

from passerelle.glossary.errors import FileError


@overload
def write_atomically(
    path: Path, *, binary: Literal[False] = False
) -> contextlib.AbstractContextManager[IO[str]]: ...
@overload
def write_atomically(
    path: Path, *, binary: Literal[True]
) -> contextlib.AbstractContextManager[IO[bytes]]: ...


def write_atomically(
    path: Path, *, binary: bool = False
) -> contextlib.AbstractContextManager[IO[str] | IO[bytes]]:
    """Open a stream beside ``path``; its content becomes ``path`` only when the block ends well.

    Text is written as UTF-8 with LF line ends. The folder is made where it is missing.

    Raises:
        FileError: the folder is read-only, the disk is full, or ``path`` is a folder.
    """
    return _write(path, binary=binary)


@contextlib.contextmanager
def _write(path: Path, *, binary: bool) -> Iterator[IO[str] | IO[bytes]]:
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "is a folder", str(path))
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with open(handle, "wb") if binary else open(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _keep_mode(path, temporary)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise FileError(
            f"cannot be written ({_reason(error)}); nothing was changed. Choose another folder or make room.",
            path=path,
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _keep_mode(path: Path, temporary: str) -> None:
    """Give the new file the old one's permissions, or the usual ones: mkstemp makes files private."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(temporary).chmod(mode)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def read_bytes(path: Path, *, limit: int | None = None) -> bytes:
    """Return the content of ``path``.

    Raises:
        FileError: it is missing, a folder, unreadable, or larger than ``limit`` bytes.
    """
    try:
        if limit is not None and path.stat().st_size > limit:
            raise FileError(
                f"is larger than {limit // 1_000_000} MB; split it into smaller files.", path=path
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileError("does not exist; check the name.", path=path) from error
    except IsADirectoryError as error:
        raise FileError("is a folder, where a file is expected.", path=path) from error
    except OSError as error:
        raise FileError(f"cannot be read ({_reason(error)}).", path=path) from error
