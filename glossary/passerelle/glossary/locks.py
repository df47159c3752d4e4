"""Locks: one run at a time reads and writes a file."""

import errno
import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from passerelle.glossary.errors import FileError

if TYPE_CHECKING:  # whoever only reads needs none
    from filelock import FileLock

WAIT = 60.0
"""Seconds to wait for another run, unless the user says otherwise."""


def _tell_nobody(_path: Path, _holder: str) -> None:
    """Take what nobody wants to know: a function with a name travels to other processes."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for another run that holds a file, and who is told of which file and which process."""

    seconds: float = WAIT
    tell: Callable[[Path, str], None] = _tell_nobody


PATIENT = Patience()


class FileBusyError(FileError):
    """Another run holds the file, longer than there is patience."""


@contextmanager
def lock_file(path: Path, patience: Patience = PATIENT) -> Iterator[None]:
    """Hold ``path`` for the block: whoever else locks it waits, on this machine and, through a share, on another.

    The lock is a file beside, so that all who can write the one see the other; it goes when the block ends. That of a
    killed run is free, since the system lets go of a lock with its process. A disk that has no locks goes without.

    Raises:
        FileBusyError: another run holds it, and went on doing so.
        FileError: the folder cannot be written.
    """
    from filelock import FileLock  # noqa: PLC0415  (as above)

    target = path.resolve()
    place = target.with_name(f".{target.name}.lock")
    lock = FileLock(place, mode=0o666, fallback_to_soft=False)  # any colleague may take over what is left
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _acquire(lock, path, patience)
        _sign(place)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            reason = (error.strerror or str(error)).lower()
            raise FileError(f"cannot be written ({reason}). Choose another folder.", path=path) from error
    try:
        yield
    finally:
        if lock.is_locked:
            # Removed while it is held: who waits for it notices and makes a new one.
            with suppress(OSError):
                place.unlink()
            lock.release()


_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)


def _acquire(lock: "FileLock", path: Path, patience: Patience) -> None:
    from filelock import Timeout  # noqa: PLC0415  (as above)

    start = monotonic()
    try:
        lock.acquire(blocking=False)
    except Timeout:
        patience.tell(path, _holder(Path(lock.lock_file)))
    else:
        return
    try:
        lock.acquire(timeout=max(0.0, patience.seconds - (monotonic() - start)))
    except Timeout as error:
        raise FileBusyError(
            f"is being written by {_holder(Path(lock.lock_file))}, and {patience.seconds:g} s were not enough; wait until"
            " it ends, or wait longer with --wait.",
            path=path,
        ) from error


_SIGNATURE = re.compile(r"(\d{1,10}) ([\w.-]{1,253})\n")


def _sign(place: Path) -> None:
    """Write into the lock who holds it: a help to people, on which nothing depends."""
    with suppress(OSError):
        place.write_text(f"{os.getpid()} {socket.gethostname()}\n", encoding="utf-8")


def _holder(place: Path) -> str:
    """Return who holds a lock, as far as it can be read: Windows shows a locked file to nobody."""
    try:
        signed = _SIGNATURE.fullmatch(place.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        signed = None
    return f"process {signed[1]} on {signed[2]}" if signed else "another run"
