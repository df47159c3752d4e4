"""Requests that arrive together are translated together: the model works best so."""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice

from passerelle.translate.workflows.strings import English, String

Translate = Callable[[Sequence[String]], list[English]]

WINDOW = 0.02
"""Seconds that a request waits for others."""
TOGETHER = 20_000
"""Characters translated in one pass, about 200 sentences, unless a request alone has more."""


@dataclass(frozen=True, slots=True)
class _Job:
    strings: tuple[String, ...]
    answer: Future[list[English]] = field(default_factory=Future)

    @property
    def size(self) -> int:
        return sum(len(string.text) for string in self.strings)


class Batches:
    """One thread, which takes what waits and makes one pass of it; a request on which the pass fails fails alone."""

    def __init__(self, translate: Translate) -> None:
        """Begin to wait for requests."""
        self._translate = translate
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="translate", daemon=True)
        self._thread.start()

    def put(self, strings: Sequence[String]) -> Future[list[English]]:
        """Return what will hold the English of the strings, in their order, or what went wrong."""
        job = _Job(tuple(strings))
        self._waiting.put(job)
        return job.answer

    def close(self) -> None:
        """Finish what waits, and end."""
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        ended = False
        while not ended:
            jobs, ended = self._gather()
            wanted = [job for job in jobs if job.answer.set_running_or_notify_cancel()]
            if not self._answer(wanted) and len(wanted) > 1:
                for job in wanted:
                    self._answer([job])

    def _gather(self) -> tuple[list[_Job], bool]:
        """Return what arrives in a window after a first request, and whether no more will come."""
        jobs: list[_Job] = []
        size, end = 0, None
        while size < TOGETHER:
            try:
                job = self._waiting.get(timeout=None if end is None else max(0.0, end - time.monotonic()))
            except queue.Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
            size += job.size
            end = end or time.monotonic() + WINDOW
        return jobs, False

    def _answer(self, jobs: Sequence[_Job]) -> bool:
        """Translate requests in one pass; where it fails, one alone is told, of several none."""
        try:
            done = iter(self._translate([string for job in jobs for string in job.strings]))
            answers = [list(islice(done, len(job.strings))) for job in jobs]
        except Exception as error:  # noqa: BLE001  (whatever a text does to the pipeline, the thread goes on)
            if len(jobs) == 1:
                jobs[0].answer.set_exception(error)
            return False
        for job, english in zip(jobs, answers, strict=True):
            job.answer.set_result(english)
        return True
