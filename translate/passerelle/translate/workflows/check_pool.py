"""Checking in processes of its own: groups of entries go to them, and what comes of them comes back in order.

Where a process dies, the groups that are left are checked in this one.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import active_children, get_context

from passerelle.glossary.lemmas import share_dictionaries
from passerelle.translate.checks.run import Group, Judge, Judged, judge_here
from passerelle.translate.places import words_folder
from passerelle.translate.workflows.heap import look_for_rings_seldom
from passerelle.translate.workflows.interrupts import interrupts_held

_FEW = 400  # entries that are checked before processes would be at work
_AHEAD = 4  # groups that wait for each process, so that none waits for them


def judge_in_pool(judge: Judge, groups: Iterable[Group], jobs: int) -> Iterator[tuple[Group, Judged]]:
    """Yield groups and what ``judge`` makes of them, in their order, done by so many processes; few entries are done here.

    Only some groups are held at a time. Left early, what is under way is given up.
    """
    waiting = iter(groups)
    first = list(_first(waiting)) if jobs > 1 else []
    share = _share if sum(len(group.entries) for group in first) > _FEW else _do_here
    yield from share(judge, chain(first, waiting), jobs)


def _do_here(judge: Judge, groups: Iterator[Group], _: int) -> Iterator[tuple[Group, Judged]]:
    return judge_here(judge, groups)


def _first(groups: Iterator[Group]) -> Iterator[Group]:
    """Yield groups until it is known whether they hold many entries."""
    count = 0
    while count <= _FEW and (group := next(groups, None)):
        count += len(group.entries)
        yield group


def _share(judge: Judge, groups: Iterator[Group], jobs: int) -> Iterator[tuple[Group, Judged]]:
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (judge,))
    sent: deque[tuple[Group, Future[Judged] | None]] = deque()
    others = set(active_children())
    try:
        while True:
            for group in islice(groups, jobs * _AHEAD - len(sent)):
                sent.append((group, _send(pool, group)))
            if not sent:
                return
            group, future = sent.popleft()
            yield group, _receive(future) or judge(group)
    except BaseException:  # Ctrl-C, or no one wants the rest
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _send(pool: ProcessPoolExecutor, group: Group) -> Future[Judged] | None:
    try:
        with interrupts_held():
            return pool.submit(_judge, group)
    except BrokenProcessPool:
        return None


def _receive(future: Future[Judged] | None) -> Judged | None:
    try:
        return future.result() if future else None
    except BrokenProcessPool:
        return None


_judges: list[Judge] = []
"""What a process was started for."""


def _begin(judge: Judge) -> None:
    look_for_rings_seldom()
    share_dictionaries(words_folder())
    _judges.append(judge)


def _judge(group: Group) -> Judged:
    return _judges[0](group)
