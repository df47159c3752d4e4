"""What the memory learns while texts are decided one by one: after a while of quiet, behind the reviewers' backs."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, State
from passerelle.translate.memory import learn, open_memory

QUIET = 20.0
"""Seconds without a decision on a catalogue after which the memory is told of it."""

_LONG = 500  # texts

Read = Callable[[], Catalog | None]
Tell = Callable[[str], None]


@dataclass(slots=True)
class _Pending:
    """A catalogue as it was before the decisions that the memory does not know, and when it is to learn them."""

    before: Catalog
    read: Read
    due: float


class Remembering:
    """A thread that stores what was approved, and forgets what was taken back, as `learn` does after a sheet."""

    def __init__(self, memory: Path, termbase: Termbase, tell: Tell, *, quiet: float = QUIET) -> None:
        """Begin to wait for decisions; ``tell`` learns why the memory could not be told of some."""
        self._memory = memory
        self._termbase = termbase
        self._tell = tell
        self._quiet = quiet
        self._pending: dict[Path, _Pending] = {}
        self._changed = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="remember", daemon=True)
        self._thread.start()

    def note(self, path: Path, before: Catalog, read: Read) -> None:
        """Remember that a catalogue changed; ``read`` gives it as it stands when the memory is told."""
        with self._changed:
            due = time.monotonic() + self._quiet
            self._pending.setdefault(path, _Pending(before, read, due)).due = due
            self._changed.notify()

    def close(self) -> None:
        """Tell the memory of all that it does not know yet, and end."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join()

    def _work(self) -> None:
        while (pending := self._take()) is not None:
            try:
                self._learn(pending)
            except PasserelleError as error:
                self._tell(f"The memory was not told of what was reviewed in a browser: {error}")
            except Exception as error:  # noqa: BLE001  (whatever a catalogue does to it, the thread goes on)
                self._tell(f"The memory was not told of what was reviewed: {type(error).__name__}")

    def _take(self) -> _Pending | None:
        """Wait for the first catalogue that is due, and return it; None when all is done and no more will come."""
        with self._changed:
            while True:
                first = min(self._pending, key=lambda path: self._pending[path].due, default=None)
                if first is None and self._ended:
                    return None
                left = self._pending[first].due - time.monotonic() if first is not None else None
                if first is not None and left is not None and (self._ended or left <= 0):
                    return self._pending.pop(first)
                self._changed.wait(left)

    def _learn(self, pending: _Pending) -> None:
        catalog = pending.read()
        if catalog is not None:
            with open_memory(self._memory) as memory:
                part, before = changed_part(catalog, pending.before)
                learn(memory, part, self._termbase, before=before)


def changed_part(catalog: Catalog, before: Catalog) -> tuple[Catalog, Catalog]:
    """Return, of a long catalogue, only what changed with the texts around it, which are nobody's decision; of others all.

    Planning thousands of texts for a few decisions would take a minute.
    """
    entries = catalog.current
    if len(entries) <= _LONG:
        return catalog, before
    known = {entry.block_id: entry for entry in before.current}
    changed = {n for n, entry in enumerate(entries) if known.get(entry.block_id) != entry}
    around = sorted({n + step for n in changed for step in (-1, 0, 1)} & set(range(len(entries))))
    part = tuple(entries[n] if n in changed else replace(entries[n], state=State.DRAFT) for n in around)
    ids = {entries[n].block_id for n in changed}
    old = tuple(entry for entry in before.current if entry.block_id in ids)
    return replace(catalog, entries=part), replace(before, entries=old)
