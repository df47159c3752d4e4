"""Files that clients sent and what was made of them, kept for a while under names that nobody can guess."""

import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from passerelle.translate.text.document import document_name_problem

KEPT = 600
"""Seconds for which a file can be fetched."""
_UNSAFE = re.compile(r"[^\w. -]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is to be written, in a folder of its own, and the ``name`` of that."""

    name: str
    path: Path


class Store:
    """A folder that is gone with the server. Names of clients lead nowhere else."""

    def __init__(self) -> None:
        """Make the folder."""
        self._folder = TemporaryDirectory(prefix="passerelle-")

    def make_place(self, file_name: str) -> Place:
        """Return a new place for a file that a client calls so."""
        name = secrets.token_urlsafe(24)
        path = Path(self._folder.name) / name / safe_name(file_name)
        path.parent.mkdir()
        return Place(name, path)

    def forget(self, place: Place) -> None:
        """Remove all that lies at a place, if anything does still."""
        shutil.rmtree(place.path.parent, ignore_errors=True)

    def close(self) -> None:
        """Remove everything."""
        self._folder.cleanup()


def safe_name(name: str) -> str:
    """Return a file's name that leads nowhere else and that any disk can hold.

    >>> safe_name("../../été 2026.DOCX"), safe_name("con.txt"), safe_name(".md")
    ('été 2026.docx', 'article.txt', 'article.md')
    """
    path = PurePath(name.replace("\\", "/").rpartition("/")[2])
    suffix = path.suffix or (path.name if path.name.startswith(".") else "")
    stem = _UNSAFE.sub("-", path.stem if path.suffix else "").strip("-. ")[:60].rstrip("-. ")
    return f"{stem if stem and not document_name_problem(stem) else 'article'}{suffix.lower()}"
