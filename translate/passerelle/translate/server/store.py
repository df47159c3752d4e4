"""Translated files, kept for a while under names that nobody can guess."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

KEPT = 600
"""Seconds for which a file can be fetched."""
_MOST = 100
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is to be written, and the ``name`` under which it is fetched."""

    name: str
    source: Path
    path: Path


class Store:
    """A folder of its own, gone with the server. Names of clients are no part of any path."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="passerelle-")
        self._places: dict[str, Place] = {}

    def make_place(self, name: str, suffix: str) -> Place:
        """Return a new place for a file that a client calls ``name``; of too many, the oldest is forgotten."""
        while len(self._places) >= _MOST:
            self.forget(next(iter(self._places)))
        token = secrets.token_urlsafe(24)
        folder = Path(self._folder.name)
        stem = _UNSAFE.sub("-", Path(name.replace("\\", "/")).stem).strip("-.")[:80]
        place = Place(
            f"{token}.{stem or 'text'}_en{suffix}",
            folder / f"{token}{suffix}",
            folder / f"{token}.en{suffix}",
        )
        self._places[place.name] = place
        return place

    def find(self, name: str) -> Place | None:
        """Return the place of a file that was written under this name and not forgotten."""
        place = self._places.get(name)
        return place if place and place.path.is_file() else None

    def has(self, place: Place) -> bool:
        """Tell whether a place was not forgotten."""
        return place.name in self._places

    def tidy(self, place: Place) -> None:
        """Remove the source of a file that was written, and all of one that was forgotten meanwhile."""
        place.source.unlink(missing_ok=True)
        if not self.has(place):
            place.path.unlink(missing_ok=True)

    def forget(self, name: str) -> None:
        """Remove a file, if it is there still."""
        place = self._places.pop(name, None)
        for path in (place.source, place.path) if place else ():
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove all files."""
        self._places.clear()
        self._folder.cleanup()
