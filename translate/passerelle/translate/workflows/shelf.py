"""The catalogues of one folder: found by ids that only the folder gives, and kept in memory while their files are the same."""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import digest, read_bytes
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.formats.catalog_file import Stored, parse_catalog
from passerelle.translate.review.queue import Progress, progress_of

ROOM = 64_000_000
"""Bytes of catalogue files that are kept read; the one used last is kept whatever its size."""

_REMEMBERED = 10_000  # catalogues


@dataclass(frozen=True, slots=True)
class Listed:
    """A catalogue of the folder: its id, which says nothing of its place, and its name for people."""

    id: str
    name: str
    path: Path


class NoSuchCatalogueError(FileError):
    """No catalogue of the folder has this id, or no longer."""


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: tuple[int, int, int] | None
    digest: str
    stored: Stored


class Shelf:
    """Catalogues of a folder and those below it. Links are not followed, so that nothing outside can be reached."""

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        """Read nothing yet.

        Raises:
            FileError: there is no such folder.
        """
        if not folder.is_dir():
            raise FileError("is no folder; give the one that holds the catalogues.", path=folder)
        self._folder = folder.resolve()
        self._room = room
        self._found: dict[str, Listed] = {}
        self._kept: OrderedDict[Path, _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._reading: dict[Path, threading.Lock] = {}
        self._progress: OrderedDict[Path, tuple[tuple[int, int, int] | None, Progress]] = OrderedDict()

    def list_all(self) -> list[Listed]:
        """Return the catalogues that stand there now, by name."""
        found = sorted(self._walk(), key=lambda each: each.name.casefold())
        self._found = {each.id: each for each in found}
        return found

    def _walk(self) -> Iterator[Listed]:
        for place, folders, names in os.walk(self._folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                path = Path(place, name)
                if name.endswith(".po") and not name.startswith(".") and not path.is_symlink():
                    below = path.relative_to(self._folder).with_suffix("").as_posix()
                    key = sha256(os.fsencode(below)).hexdigest()[:16]
                    yield Listed(key, _readable(below), path)

    def find(self, key: str) -> Listed:
        """Return the catalogue of an id.

        Raises:
            NoSuchCatalogueError: there is none, or a link stands in its place.
        """
        if key not in self._found:
            self.list_all()
        listed = self._found.get(key)
        if listed is None or not listed.path.is_file() or listed.path.resolve() != listed.path:
            raise NoSuchCatalogueError("There is no such catalogue in the folder, or no longer.")
        return listed

    def read(self, listed: Listed) -> Stored:
        """Return a catalogue as its file has it now, read again only where that changed.

        Raises:
            CatalogError, FileError: it cannot be read.
        """
        with self._lock:
            reading = self._reading.setdefault(listed.path, threading.Lock())
        with reading:
            kept = self._kept.get(listed.path)
            stamp = _stamp(listed.path)
            if kept is None or stamp is None or kept.stamp != stamp:
                kept = self._read(listed.path, stamp, kept)
            self._keep(listed.path, kept)
            return kept.stored

    def progress(self, listed: Listed) -> Progress:
        """Return how far the review of a catalogue is, which is remembered for many more than are kept read.

        Raises:
            CatalogError, FileError: it cannot be read.
        """
        stamp = _stamp(listed.path)
        known = self._progress.get(listed.path)
        if known is None or stamp is None or known[0] != stamp:
            catalog = self.read(listed).catalog
            known = stamp, progress_of(catalog.current if catalog else ())
        with self._lock:
            self._progress[listed.path] = known
            while len(self._progress) > _REMEMBERED:
                self._progress.popitem(last=False)
        return known[1]

    def _read(self, path: Path, stamp: tuple[int, int, int] | None, kept: _Kept | None) -> _Kept:
        data = read_bytes(path)
        own = digest(data)
        catalog = kept.stored.catalog if kept and kept.digest == own else parse_catalog(data, path)
        return _Kept(stamp, own, Stored(path, data, catalog))

    def _keep(self, path: Path, kept: _Kept) -> None:
        with self._lock:
            self._kept[path] = kept
            self._kept.move_to_end(path)
            while len(self._kept) > 1 and self._size() > self._room:
                self._kept.popitem(last=False)

    def _size(self) -> int:
        return sum(len(each.stored.data or b"") for each in self._kept.values())

    def note_written(self, listed: Listed, own: str, catalog: Catalog) -> None:
        """Remember what was written, by its `digest`: read again, the file need not be parsed."""
        self._keep(listed.path, _Kept(None, own, Stored(listed.path, None, catalog)))

    def forget(self, listed: Listed) -> None:
        """Read the catalogue anew the next time, whatever its file looks like."""
        with self._lock:
            self._kept.pop(listed.path, None)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _readable(name: str) -> str:
    """Return a name as it can be shown: what is no text is replaced."""
    shown = os.fsencode(name).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in shown)
