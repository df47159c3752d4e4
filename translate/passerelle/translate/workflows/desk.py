"""A reviewer's desk: catalogues of a folder opened, and their texts decided one by one, while others work on the same files."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from passerelle.glossary.files import FileChangedError
from passerelle.glossary.locks import FileBusyError, Patience, lock_file
from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.checks import RULES
from passerelle.translate.formats.catalog_file import replace_catalog, retry_changed
from passerelle.translate.review.merge import RowResult
from passerelle.translate.review.revise import Judge
from passerelle.translate.review.single import Decision, decide, take_back
from passerelle.translate.workflows.remembering import Remembering
from passerelle.translate.workflows.review import reviewed_header
from passerelle.translate.workflows.shelf import ROOM, Listed, Shelf

WAIT = 10.0
"""Seconds that a person in front of a page waits for another program that holds the catalogue."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a decision; ``before`` and ``after`` are the entry where it changed, both None where it did not."""

    result: RowResult
    before: Entry | None = None
    after: Entry | None = None


class Desk:
    """Decisions go through the merge of the review sheets, under the lock that all who write catalogues take.

    The first one on a catalogue keeps the file as it stood before beside it.
    """

    def __init__(
        self,
        folder: Path,
        judge: Judge | None = None,
        *,
        wait: float = WAIT,
        room: int = ROOM,
        remembering: Remembering | None = None,
    ) -> None:
        """Work on the catalogues of a folder; ``judge`` gives entries that change their findings and their ledger.

        What changes is told to ``remembering``, which ends with the desk.

        Raises:
            FileError: there is no such folder.
        """
        self.shelf = Shelf(folder, room)
        self._judge = judge
        self._patience = Patience(wait)
        self._remembering = remembering
        self._lock = threading.Lock()
        self._held: dict[Path, threading.Lock] = {}
        self._backed_up: set[Path] = set()

    def open(self, key: str) -> tuple[Listed, Catalog]:
        """Return a catalogue as it stands.

        Raises:
            NoSuchCatalogueError: there is none of this id.
            CatalogError, FileError: it cannot be read.
        """
        listed = self.shelf.find(key)
        catalog = self.shelf.read(listed).catalog
        assert catalog is not None
        return listed, catalog

    def decide(self, key: str, decision: Decision, now: datetime) -> Decided:
        """Merge a decision into a catalogue and write it.

        Raises:
            NoSuchCatalogueError, CatalogError, FileError: it cannot be read or written, or another program holds it; nothing
                is changed.
        """

        def change(catalog: Catalog) -> tuple[Catalog, Decided]:
            merged, report = decide(catalog, decision, f"{now:%Y-%m-%d}", self._judge, known=RULES)
            if not report.edits:
                return catalog, Decided(report.results[0])
            before, after = report.edits[0]
            decides = (before.target, before.state) != (after.target, after.state)
            return _dated(merged, now, after.review.reviewer if decides else None), Decided(
                report.results[0], before, after
            )

        return self._change(key, change, now)

    def take_back(self, key: str, before: Entry, after: Entry, now: datetime) -> bool:
        """Put an entry back as it was before a decision; return False where it says something else by now.

        Raises:
            NoSuchCatalogueError, CatalogError, FileError: as `decide`.
        """

        def change(catalog: Catalog) -> tuple[Catalog, bool]:
            today = next((entry for entry in catalog.current if entry.block_id == after.block_id), None)
            restored = take_back(today, before, after)
            if restored is None:
                return catalog, False
            entries = tuple(restored if entry is today else entry for entry in catalog.entries)
            return _dated(replace(catalog, entries=entries), now, ""), True

        return self._change(key, change, now)

    def close(self) -> None:
        """End when the memory knows what was decided."""
        if self._remembering is not None:
            self._remembering.close()

    def _change(self, key: str, change: Callable[[Catalog], tuple[Catalog, Result]], now: datetime) -> Result:
        """Read, change and replace a catalogue, again where another program wrote it meanwhile."""
        listed = self.shelf.find(key)

        def step() -> Result:
            stored = self.shelf.read(listed)
            assert stored.catalog is not None
            catalog, result = change(stored.catalog)
            if catalog is stored.catalog:
                return result
            keep = None if listed.path in self._backed_up else now
            try:
                written = replace_catalog(stored, catalog, keep=keep)
            except FileChangedError:
                self.shelf.forget(listed)
                raise
            self._backed_up.add(listed.path)
            self.shelf.note_written(listed, written.digest, catalog)
            if self._remembering is not None:
                self._remembering.note(listed.path, stored.catalog, lambda: self.shelf.read(listed).catalog)
            return result

        with self._hold(listed.path):
            return retry_changed(step)

    @contextmanager
    def _hold(self, path: Path) -> Iterator[None]:
        """Hold a catalogue against other threads, which then come in turn, and against other programs."""
        with self._lock:
            own = self._held.setdefault(path, threading.Lock())
        if not own.acquire(timeout=self._patience.seconds):
            raise FileBusyError("is being written by another reviewer; try again in a moment.", path=path)
        try:
            with lock_file(path, self._patience):
                yield
        finally:
            own.release()


def _dated(catalog: Catalog, now: datetime, reviewer: str | None) -> Catalog:
    """Return the catalogue reviewed now; an empty ``reviewer`` leaves it to the entries who was the last."""
    revised = now.replace(second=0, microsecond=0)
    return replace(catalog, header=reviewed_header(catalog.header, revised, reviewer))
