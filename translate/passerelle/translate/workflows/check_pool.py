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
from passerelle.translate.checks.run import Group, GroupJudge, Judge, Judged, Share
from passerelle.translate.places import verdicts_path, words_folder
from passerelle.translate.workflows.heap import look_for_rings_seldom
from passerelle.translate.workflows.interrupts import interrupts_held
from passerelle.translate.workflows.program import this_program
from passerelle.translate.workflows.verdicts import Asked, open_verdicts

_FEW = 400  # entries that are checked before processes would be at work
_MANY = 4000  # entries that are read ahead, most of them known, to see whether processes are worth it
_AHEAD = 4  # groups that wait for each process, so that none waits for them


def share_in_pool(jobs: int, *, fresh: bool = False) -> Share:
    """Return what judges groups in so many processes, but for those that are as they were; all of them where ``fresh``."""
    this_program()  # as it is before it judges anything

    def share(judge: GroupJudge, groups: Iterable[Group]) -> Iterator[tuple[Group, Judged]]:
        with open_verdicts(verdicts_path(), judge) as verdicts:
            for asked, judged in judge_in_pool(judge, verdicts.look_up(groups, fresh=fresh), jobs):
                if asked.known is None:
                    verdicts.add(asked, judged)
                yield asked.group, judged

    return share


def judge_in_pool(judge: Judge, asked: Iterator[Asked], jobs: int) -> Iterator[tuple[Asked, Judged]]:
    """Yield groups and what ``judge`` makes of them, in their order, done by so many processes; few entries are done here.

    What is known is not done again. Only some groups are held at a time. Left early, what is under way is given up.
    """
    unknown = 0
    while first := list(_first(asked, unknown) if jobs > 1 else islice(asked, 1)):
        unknown += _unknown(first)
        if jobs > 1 and unknown > _FEW:
            yield from _share(judge, chain(first, asked), jobs)
            return
        for each in first:
            yield each, each.known or judge(each.group)


def _first(asked: Iterator[Asked], unknown: int) -> Iterator[Asked]:
    """Yield groups until it is known whether many entries are to be judged, ``unknown`` ones before them; most may be known."""
    count = 0
    while unknown <= _FEW and count < _MANY and (each := next(asked, None)):
        unknown += _unknown([each])
        count += len(each.group.entries)
        yield each


def _unknown(asked: Iterable[Asked]) -> int:
    return sum(len(each.group.entries) for each in asked if each.known is None)


def _share(judge: Judge, asked: Iterator[Asked], jobs: int) -> Iterator[tuple[Asked, Judged]]:
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (judge, this_program()))
    sent: deque[tuple[Asked, Future[Judged | None] | None]] = deque()
    others = set(active_children())
    try:
        while True:
            for each in islice(asked, jobs * _AHEAD - len(sent)):
                sent.append((each, None if each.known else _send(pool, each.group)))
            if not sent:
                return
            each, future = sent.popleft()
            yield each, each.known or _receive(future) or judge(each.group)
    except BaseException:  # Ctrl-C, or no one wants the rest
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _send(pool: ProcessPoolExecutor, group: Group) -> Future[Judged | None] | None:
    try:
        with interrupts_held():
            return pool.submit(_judge, group)
    except BrokenProcessPool:
        return None


def _receive(future: Future[Judged | None] | None) -> Judged | None:
    try:
        return future.result() if future else None
    except BrokenProcessPool:
        return None


_judges: list[Judge] = []
"""What a process was started for; nothing, if the program was replaced since the run began: then that judges by itself."""


def _begin(judge: Judge, program: str) -> None:
    look_for_rings_seldom()
    share_dictionaries(words_folder())
    if this_program() == program:
        _judges.append(judge)


def _judge(group: Group) -> Judged | None:
    return _judges[0](group) if _judges else None
