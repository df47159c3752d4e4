"""Requests that arrive together are translated together: the model works best so."""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from passerelle.translate.engine.decode import Watch
from passerelle.translate.workflows.strings import English, String

Translate = Callable[[Sequence[String], Watch], list[English]]
"""Translates strings, and calls a watch as it goes on: what that raises ends it."""

WINDOW = 0.02
"""Seconds that a pass waits for as many requests as the one before it had; one client alone is never waited for."""
TOGETHER = 8_000
"""Characters translated in one pass, about 80 sentences, unless a text alone has more."""


@dataclass(slots=True)
class _Job:
    """A request: its ``answer`` stays to be cancelled until all of it is ``done``."""

    strings: tuple[String, ...]
    answer: Future[list[English]] = field(default_factory=Future)
    done: list[English] = field(default_factory=list)

    def next(self, room: int) -> tuple[String, ...]:
        """Return what is to be translated next, as much as has ``room``."""
        taken = []
        for string in self.strings[len(self.done) :]:
            if room <= 0:
                break
            taken.append(string)
            room -= len(string.text)
        return tuple(taken)

    def take(self, english: Sequence[English]) -> None:
        """Add what was translated, and answer when nothing is left to do."""
        self.done += english
        if len(self.done) == len(self.strings) and self.answer.set_running_or_notify_cancel():
            self.answer.set_result(self.done)

    def fail(self, error: Exception) -> None:
        """Answer with what went wrong."""
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_exception(error)


_Piece = tuple[_Job, tuple[String, ...]]


class _LeftError(Exception):
    """Most of what a pass translates is wanted no more."""


class Batches:
    """One thread, which takes what waits and makes one pass of it; a request on which the pass fails fails alone.

    A large request is done piece by piece, others between them. One whose answer was cancelled is no longer worked on: a pass
    ends at the model's next batch where less than half of it is still wanted, and what is wanted begins anew.
    """

    def __init__(self, translate: Translate) -> None:
        """Begin to wait for requests."""
        self._translate = translate
        self._arriving: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="translate", daemon=True)
        self._thread.start()

    def put(self, strings: Sequence[String]) -> Future[list[English]]:
        """Return what will hold the English of the strings, in their order, or what went wrong."""
        job = _Job(tuple(strings))
        self._arriving.put(job)
        return job.answer

    def close(self) -> None:
        """Finish what waits, and end."""
        self._arriving.put(None)
        self._thread.join()

    def _work(self) -> None:
        waiting: deque[_Job] = deque()
        ended, together = False, 1
        while waiting or not ended:
            ended = ended or self._gather(waiting, together)
            pieces = _share(waiting)
            together = max(1, len(pieces))
            if not self._answer(pieces) and len(pieces) > 1:
                for piece in pieces:
                    self._answer([piece])
            waiting += [job for job, _ in pieces if not job.answer.done()]

    def _gather(self, waiting: deque[_Job], together: int) -> bool:
        """Add what has arrived to what waits, and return whether no more will come."""
        end = time.monotonic() + WINDOW
        while True:
            left = 0.0 if len(waiting) >= together else max(0.0, end - time.monotonic())
            try:
                job = self._arriving.get(timeout=left if waiting else None)
            except queue.Empty:
                return False
            if job is None:
                return True
            end = end if waiting else time.monotonic() + WINDOW
            waiting.append(job)

    def _answer(self, pieces: Sequence[_Piece]) -> bool:
        """Translate pieces in one pass; where it fails, one alone is told, of several none."""

        def watch() -> None:
            wanted = (_size(strings) for job, strings in pieces if not job.answer.cancelled())
            if 2 * sum(wanted) < sum(_size(strings) for _, strings in pieces):
                raise _LeftError

        try:
            done = iter(self._translate([string for _, strings in pieces for string in strings], watch))
            english = [[next(done) for _ in strings] for _, strings in pieces]
        except _LeftError:
            return True
        except Exception as error:  # noqa: BLE001  (whatever a text does to the pipeline, the thread goes on)
            if len(pieces) == 1:
                pieces[0][0].fail(error)
            return False
        for (job, _), own in zip(pieces, english, strict=True):
            job.take(own)
        return True


def _share(waiting: deque[_Job]) -> list[_Piece]:
    """Take from what waits what is done in one pass; who no longer waits is passed over."""
    room = TOGETHER
    pieces = []
    while waiting and room > 0:
        job = waiting.popleft()
        if job.answer.cancelled():
            continue
        piece = job.next(room)
        pieces.append((job, piece))
        room -= _size(piece)
    return pieces


def _size(strings: Sequence[String]) -> int:
    return sum(len(string.text) for string in strings)
