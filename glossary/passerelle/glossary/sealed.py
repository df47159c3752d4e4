"""Files of a cache, each begun with a digest of what follows: one that was cut short, edited or is foreign is told from a whole one.

They are written whole or not at all, and, unlike a user's, not forced to the disk: what is lost is made again.
"""

import tempfile
from pathlib import Path

from passerelle.glossary.files import digest


def read_sealed(path: Path) -> bytes:
    """Return what `write_sealed` wrote.

    Raises:
        OSError: the file is not there, or cannot be read.
        ValueError: it is not what was written.
    """
    seal, _, content = path.read_bytes().partition(b"\n")
    if seal != digest(content).encode():
        raise ValueError(path)
    return content


def write_sealed(path: Path, content: bytes) -> None:
    """Write a file of a cache; a part that a killed run leaves has no name that anyone reads.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with open(handle, "wb") as stream:
            stream.write(digest(content).encode() + b"\n" + content)
        Path(part).replace(path)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise
