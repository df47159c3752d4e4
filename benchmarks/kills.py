"""Jobs killed at random moments: nothing may be lost, no file be half, and no lock of a dead run hold up the next.

python -m benchmarks.kills [KILLS] [SEED]
"""

import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from benchmarks.newsroom import (
    REVIEWERS,
    copy,
    prepare,
    run_apply,
    run_export,
    run_publish,
    run_translate,
    write_article,
)
from passerelle.glossary.errors import PasserelleError
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.memory import list_units, open_memory
from passerelle.translate.workflows.unapplied import load_sheet

CHANGED, ADDED = (2, 7, 12), 4
"""Paragraphs of the article that were edited or are new when the translation is killed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A command that may be killed: how a folder is made ready for it, and what it does there."""

    run: Callable[[Path], Any]
    ready: Callable[[Path], Any] = lambda _: None


def _edit(folder: Path) -> None:
    write_article(folder, changed=CHANGED, added=ADDED)
    run_apply(folder, wait=0)


JOBS = {
    "review apply": Job(lambda folder: run_apply(folder, wait=0)),
    "translate": Job(lambda folder: run_translate(folder, wait=0), _edit),
    "review export": Job(run_export, lambda folder: run_apply(folder, wait=0)),
    "publish": Job(run_publish, lambda folder: run_apply(folder, wait=0)),
}


@dataclass(frozen=True, slots=True)
class State:
    """What a folder holds: the catalogue's words, the memory's, those of the sheet for review, and what is published."""

    words: tuple[str, ...]
    memory: frozenset[str]
    sheet: tuple[str, ...]
    published: str


def read_state(folder: Path) -> State:
    """Return what a folder holds; every file in it can be read, or an error says which cannot.

    Raises:
        PasserelleError, ValueError: a file is half, or no longer there.
    """
    for path in folder.glob("article.po*"):
        load_catalog(path)
    sheets = [load_sheet(path) for path in folder.glob("*.xlsx")]
    assert len(sheets) > len(REVIEWERS)
    review = load_sheet(folder / "article.review.xlsx")
    published = folder / "published" / "article.json"
    memory = frozenset[str]()
    if (folder / "memory.sqlite").exists():
        with open_memory(folder / "memory.sqlite") as opened:
            memory = frozenset(f"{unit.source} {unit.target}" for unit in list_units(opened))
    return State(
        tuple(
            f"{entry.source} {entry.state} {entry.target}"
            for entry in load_catalog(folder / "article.po").entries
        ),
        memory,
        tuple(map(repr, review.rows)),
        json.dumps(json.loads(published.read_bytes())) if published.exists() else "",
    )


def kill_jobs(kills: int, seed: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield, for each kill, the job and what is wrong afterwards, which should be nothing."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    prepare(folder / "base")
    measured = {name: _measure(job, folder, name) for name, job in JOBS.items()}
    for number in range(kills):
        name = list(JOBS)[number % len(JOBS)]
        before, after, seconds = measured[name]
        for turn in range(1000):
            place = _make_ready(JOBS[name], folder, f"{number}.{turn}")
            if _is_killed(JOBS[name], place, chance.uniform(0, 1.5 * seconds)):
                break
        yield name, _look(JOBS[name], place, before, after)


def _make_ready(job: Job, folder: Path, name: str) -> Path:
    """Return a copy of the folder, made ready by another process, as a killed command is never the one that goes on."""
    place = copy(folder / "base", folder / name)
    process = _begin(job.ready, place)
    process.join()
    assert process.exitcode == 0
    return place


def _begin(do: Callable[[Path], Any], place: Path) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=do, args=(place,))
    process.start()
    return process


def _measure(job: Job, folder: Path, name: str) -> tuple[State, State, float]:
    """Return what a folder holds before and after a job that nobody disturbs, and how long that takes."""
    for turn in ("cold", "warm"):
        place = _make_ready(job, folder, f"{name} {turn}")
        before, start = read_state(place), time.perf_counter()
        job.run(place)
        seconds = time.perf_counter() - start
    return before, read_state(place), seconds


def _is_killed(job: Job, place: Path, moment: float) -> bool:
    """Whether the job was still at work when it was killed."""
    process = _begin(job.run, place)
    process.join(moment)
    process.kill()
    process.join()
    return process.exitcode != 0


def _look(job: Job, place: Path, before: State, after: State) -> str:
    """Return what is wrong in a folder after a kill."""
    try:
        return "; ".join(_problems(job, place, before, after))
    except (PasserelleError, ValueError) as error:
        return str(error)


def _problems(job: Job, place: Path, before: State, after: State) -> Iterator[str]:
    """Yield what is wrong in a folder after a kill, and after the job was run again."""
    found = read_state(place)
    for name in State.__dataclass_fields__:
        value = getattr(found, name)
        if name == "memory":
            whole = before.memory <= value <= after.memory | before.memory
        else:
            whole = value in (getattr(before, name), getattr(after, name))
        if not whole:
            yield f"the {name} is neither the old nor the new"
    job.run(place)  # with no patience: the lock of the dead run must be free
    if read_state(place) != after:
        yield "a second run does not make up for it"
    left = [path.name for path in place.rglob("*") if path.suffix in (".part", ".lock")]
    if left:
        yield f"left behind: {', '.join(left)}"


def main(arguments: Sequence[str]) -> int:
    """Kill, print a table, and return 1 if anything went wrong."""
    kills, seed = [*map(int, arguments), *(200, 1)[len(arguments) :]]
    done: Counter[str] = Counter()
    wrong = []
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        for number, (job, problem) in enumerate(kill_jobs(kills, seed, Path(name)), 1):
            done[job] += 1
            if problem:
                wrong.append(f"kill {number}, {job}: {problem}")
    print("| job | kills |\n|---|--:|\n" + "\n".join(f"| {job} | {count} |" for job, count in done.items()))
    print(f"{sum(done.values())} kills in {time.perf_counter() - start:.0f} s, {len(wrong)} with losses")
    print(*wrong, sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
