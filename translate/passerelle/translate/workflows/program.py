"""The program itself as a digest: what it made is right as long as nothing of it or of its libraries has changed."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from secrets import token_hex

import passerelle
from passerelle.glossary.files import digest
from passerelle.glossary.termbase import CURATED


def digest_of(parts: Iterable[str]) -> str:
    """Return a digest that no other list of texts has."""
    return digest(json.dumps(list(parts)).encode())


def contents_of(folder: Path) -> Iterator[str]:
    """Yield the name and digest of each file in a folder and below; not of what Python compiles, packed models, and terms."""
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and Path(path, name) != CURATED)
        for name in sorted(name for name in files if not name.endswith(".argosmodel")):
            file = Path(path, name)
            yield file.relative_to(folder).as_posix()
            yield digest(file.read_bytes())


@cache
def program_state() -> str:
    """Return a digest of the program with Python and all libraries, as it was when this was first asked for.

    Raises:
        OSError: a file of it cannot be read.
    """
    return digest_of(_parts())


@cache
def this_program() -> str:
    """Return `program_state`; where it cannot be read, what no other process returns."""
    with suppress(OSError):
        return program_state()
    return token_hex()


def _parts() -> Iterator[str]:
    yield from (sys.version, *_installed())
    for root in sorted(passerelle.__path__):
        yield from contents_of(Path(root))


def _installed() -> list[str]:
    """Return the names and versions of what is installed, as folders tell them."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    return sorted(each.name for folder in folders for each in folder.glob("*.dist-info"))
