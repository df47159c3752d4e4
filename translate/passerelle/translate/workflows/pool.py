"""A run in processes of their own, one a core: each takes articles of files, which it reads, translates and writes by itself, or of archives.

A worker asks for its next articles when it has done the last, so that none waits for another. It has a pipe to this process alone:
where this process ends, the workers end with it. Where a worker dies, what it had is given to another, article by article.
"""

import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import note_written, record_writes
from passerelle.glossary.lemmas import share_dictionaries
from passerelle.glossary.locks import Patience
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.places import words_folder
from passerelle.translate.workflows.clerk import Done, Run, WorkError
from passerelle.translate.workflows.groups import do_groups
from passerelle.translate.workflows.heap import keep_one_arena, look_for_rings_seldom
from passerelle.translate.workflows.interrupts import interrupts_held
from passerelle.translate.workflows.names import Named

_LONG = 200_000  # characters: an article that needs all cores
_ATTEMPTS = 2  # workers that may die of an article before it is given up
_LOSSES = 3  # workers that may die one after the other with nothing done
_GRACE = 2.0  # seconds for workers to tidy up when it is stopped


Item = TypeVar("Item")

Do = Callable[[Iterable[Sequence[Item]], Run, Progress], Iterator[Done]]
"""Does groups of items one after the other, and yields what becomes of each article."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Item]):
    """What workers do: ``do``, a function that they can import, with items, of each of which ``article`` tells the article."""

    do: Do[Item]
    article: Callable[[Item], Named]


@dataclass(frozen=True, slots=True)
class _Begins:
    """A worker is there, and wants to know what it is to do."""


@dataclass(frozen=True, slots=True)
class _Asks:
    """A worker has nothing to do."""


@dataclass(frozen=True, slots=True)
class _Waits:
    """A worker waits for another run that holds a file."""

    path: Path
    holder: str


@dataclass(eq=False, slots=True)
class _Worker(Generic[Item]):
    """A process, our end of its pipe, and what it has not done yet, by article."""

    process: SpawnProcess
    pipe: Connection
    held: dict[Named, Item] = field(default_factory=dict)
    asks: bool = False


def do_articles(groups: Iterable[Sequence[Named]], run: Run, step: Progress) -> Iterator[Done]:
    """Do articles of files, but for those that need all cores; see `do_groups`."""
    return do_groups(groups, run, step, longest=_LONG)


def _own(article: Named) -> Named:
    return article


FILES = Work(do_articles, _own)
"""Read, translate and write articles of files."""


def do_in_pool(
    groups: Iterable[Sequence[Item]], run: Run, step: Progress, given: Work[Item]
) -> Iterator[Done]:
    """Yield what becomes of the articles of groups as workers finish them, in any order.

    An article of which two workers died is told as an error. Left early, what is under way is given up.

    Raises:
        PasserelleError: the model or the memory is at fault, or workers cannot live here at all.
    """
    pool = _Pool(run, iter(groups), step, given)
    try:
        yield from pool.work()
    finally:
        pool.stop()


class _Pool(Generic[Item]):
    def __init__(self, run: Run, groups: Iterator[Sequence[Item]], step: Progress, given: Work[Item]) -> None:
        options = replace(run.options, threads=1, patience=Patience(run.options.patience.seconds))
        self._run = replace(run, options=options)
        self._given = given
        self._patience = run.options.patience
        self._groups = groups
        self._again: deque[Item] = deque()
        self._deaths: Counter[Named] = Counter()
        self._losses = 0
        self._step = step
        self._workers: list[_Worker[Item]] = []

    def work(self) -> Iterator[Done]:
        """Start workers, and yield what they have done until nothing is left."""
        first = list(zip(range(self._run.options.jobs), self._groups, strict=False))
        self._groups = chain((group for _, group in first), self._groups)
        for _ in first:
            self._workers.append(self._start())
        while self._hand_out():
            ready = wait([each.pipe for each in self._workers])
            for worker in [each for each in self._workers if each.pipe in ready]:
                yield from self._hear(worker)

    def _hand_out(self) -> bool:
        """Give articles to those that ask; return whether any are under way or left."""
        for worker in self._workers:
            if worker.asks and (group := self._next()):
                worker.asks, worker.held = False, {self._given.article(each): each for each in group}
                self._tell(worker, group)
        return any(each.held for each in self._workers) or self._is_any_left()

    def _tell(self, worker: _Worker[Item], what: object) -> None:
        with suppress(OSError):  # it died, which is heard of next
            worker.pipe.send(what)

    def _next(self) -> Sequence[Item] | None:
        return [self._again.popleft()] if self._again else next(self._groups, None)

    def _is_any_left(self) -> bool:
        group = self._next()
        if group:
            self._groups = chain([group], self._groups)
        return bool(group)

    def _hear(self, worker: _Worker[Item]) -> Iterator[Done]:
        try:
            told = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if isinstance(told, Done):
            self._losses = 0
            del worker.held[told.article]
            _note(told)
            yield told
        elif isinstance(told, _Begins):
            self._tell(worker, (self._given.do, self._run))
        elif isinstance(told, _Asks):
            worker.asks = True
        elif isinstance(told, _Waits):
            self._patience.tell(told.path, told.holder)
        elif isinstance(told, Exception):
            raise told
        else:
            self._step(told)

    def _bury(self, worker: _Worker[Item]) -> Iterator[Done]:
        """Let another worker take the place of one that died, and give up what killed several."""
        worker.process.join()
        self._losses += 1
        if self._losses > _LOSSES:
            raise WorkError(
                f"{self._losses} processes that translate died one after the other (the last {_end(worker.process)}). What was"
                " written stays; close other programs to make room, or run the same command with --jobs 1."
            )
        for article, item in worker.held.items():
            self._deaths[article] += 1
            if self._deaths[article] < _ATTEMPTS:
                self._again.append(item)
            else:
                yield Done(article, _killer(article, worker.process))
        worker.pipe.close()
        self._workers[self._workers.index(worker)] = self._start()

    def _start(self) -> _Worker[Item]:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=work, args=(theirs,), daemon=True)
        with interrupts_held():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def stop(self) -> None:
        """End all workers; what they wrote is noted."""
        for worker in self._workers:
            worker.process.terminate()
        end = monotonic() + _GRACE
        for worker in self._workers:
            with suppress(EOFError, OSError):
                while worker.pipe.poll(max(0.0, end - monotonic())):
                    told = worker.pipe.recv()
                    if isinstance(told, Done):
                        _note(told)
            worker.process.join(max(0.0, end - monotonic()))
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()


_CONTEXT = get_context("spawn")


def _note(done: Done) -> None:
    for path in done.written:
        note_written(path)


def _end(process: SpawnProcess) -> str:
    code = process.exitcode or 0
    return f"by signal {-code}" if code < 0 else f"with exit code {code}"


def _killer(article: Named, process: SpawnProcess) -> WorkError:
    return WorkError(
        f"is not translated: no process survived it (the last ended {_end(process)}). Close other programs to make room, or"
        " translate it alone.",
        path=article.path,
    )


def work(pipe: Connection) -> None:
    """Do what is asked for through a pipe until it is closed, and tell through it what becomes of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(KeyboardInterrupt, EOFError, ConnectionError):
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # what is half written is tidied up
        keep_one_arena()
        look_for_rings_seldom()
        share_dictionaries(words_folder())
        _serve(pipe)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _serve(pipe: Connection) -> None:
    with record_writes() as written:
        pipe.send(_Begins())
        do, run = pipe.recv()
        patience = replace(run.options.patience, tell=lambda path, holder: pipe.send(_Waits(path, holder)))
        own = replace(run, options=replace(run.options, patience=patience))
        try:
            for done in do(_asked(pipe), own, pipe.send):
                pipe.send(replace(done, written=tuple(written)))
                written.clear()
        except PasserelleError as error:
            pipe.send(error)


def _asked(pipe: Connection) -> Iterator[Sequence[object]]:
    while True:
        pipe.send(_Asks())
        yield pipe.recv()
