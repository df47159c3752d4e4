"""Parts: files on their way to their names. What a killed run leaves of them is swept by the next."""

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from time import monotonic

_NAME = re.compile(r"\..+\.[a-z0-9_]{8}\.part")
_LONGEST_PREFIX = 40  # characters, so that a name as long as the disk allows has a part, too


def open_part(path: Path) -> tuple[int, Path]:
    """Make a part beside ``path``; its writer holds a lock on it, so that no one takes it for abandoned.

    Raises:
        OSError: it cannot be made.
    """
    from filelock import lock_descriptor  # noqa: PLC0415  (whoever only reads needs none)

    while True:
        prefix = f".{path.name[:_LONGEST_PREFIX]}."
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=".part", dir=path.parent)
        with suppress(OSError):  # a disk without locks: its parts are never swept either
            lock_descriptor(handle)
        if os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)  # swept between its making and its locking


_OFTEN = 10.0  # seconds between two sweeps of a folder by one process: one of thousands of articles takes as long as they
_MOST = 1000  # folders that are remembered
_swept: dict[Path, float] = {}


def sweep_parts(folder: Path) -> None:
    """Remove the parts in a folder that no living run holds, unless it was swept just now; what cannot be removed is left."""
    now, place = monotonic(), folder.absolute()
    if now - _swept.get(place, -_OFTEN) < _OFTEN:
        return
    if len(_swept) >= _MOST:
        _swept.clear()
    _swept[place] = now
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_abandoned(Path(entry.path))


def _remove_abandoned(part: Path) -> None:
    from filelock import lock_descriptor  # noqa: PLC0415  (as above)

    with suppress(OSError), part.open("r+b") as stream:
        if lock_descriptor(stream.fileno(), blocking=False):
            part.unlink()  # on Windows nobody can, while it is open
