"""Two runs on one catalogue at once, in processes of their own: nothing is lost, and both tell the truth."""

import multiprocessing
import random
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from benchmarks.newsroom import (
    CONTESTED,
    REVIEWERS,
    ROWS,
    Job,
    copy,
    prepare,
    rows_of,
    run_apply,
    run_translate,
    serve,
    words_of,
    write_article,
)
from passerelle.translate.catalog.entry import Entry, State
from passerelle.translate.catalog.summary import Summary, recount
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.memory import list_units, open_memory
from passerelle.translate.workflows.review import Applied

TIMES = 50
LATEST = 0.15
"""Seconds by which one of two runs begins after the other, at most: about what a run takes."""

Race = Callable[[Job, Job, float], tuple[Any, Any]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("races") / "base"
    prepare(folder)
    return folder


@pytest.fixture(scope="module")
def race() -> Iterator[Race]:
    """Return a function that gives each of two processes a job and returns their results."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    ends: list[Connection] = []
    processes = []
    for _ in range(2):
        mine, theirs = context.Pipe()
        ends.append(mine)
        processes.append(context.Process(target=serve, args=(theirs, start), daemon=True))
        processes[-1].start()

    def run(first: Job, second: Job, delay: float) -> tuple[Any, Any]:
        ends[0].send((first, max(0.0, delay)))
        ends[1].send((second, max(0.0, -delay)))
        return ends[0].recv(), ends[1].recv()

    yield run
    for end in ends:
        end.send(None)
    for process in processes:
        process.join(10)


def delays() -> Iterator[tuple[int, float]]:
    chance = random.Random(11)
    for number in range(TIMES):
        yield number, chance.uniform(-LATEST, LATEST)


def is_tidy(folder: Path) -> bool:
    """Whether no run left anything of itself behind, and all that it kept can be read."""
    for path in folder.glob("article.po*"):
        load_catalog(path)
    return not [path for path in folder.iterdir() if path.suffix in (".part", ".lock")]


def test_two_reviewers_at_once(race: Race, base: Path, tmp_path: Path) -> None:
    """Both reviewers' texts and remarks are in; in the row that both wrote, the later one is told and nobody else."""
    for number, delay in delays():
        folder = copy(base, tmp_path / str(number))
        done = race((run_apply, (folder, REVIEWERS[0])), (run_apply, (folder, REVIEWERS[1])), delay)
        entries = load_catalog(folder / "article.po").entries
        losers = []
        for reviewer, applied in zip(REVIEWERS, done, strict=True):
            assert isinstance(applied, Applied), applied
            assert applied.backup is not None
            assert applied.backup.exists()
            told = [result.text for result in applied.results if result.needs_person]
            losers += told
            assert told in ([], [words_of(reviewer, CONTESTED)])
            assert (applied.conflicts is not None) == bool(told)
            for row in set(rows_of(reviewer)) - {CONTESTED}:
                assert entries[row].target == words_of(reviewer, row)
                assert f"{reviewer} was here" in entries[row].review.remark
        assert {entries[CONTESTED].target, *losers} == {words_of(who, CONTESTED) for who in REVIEWERS}
        assert is_tidy(folder)
        with open_memory(folder / "memory.sqlite") as memory:
            assert {unit.target for unit in list_units(memory)} == {entry.target for entry in entries}


def test_a_review_while_the_article_is_translated(race: Race, base: Path, tmp_path: Path) -> None:
    """The reviewer's words are in or told, the edited and new paragraphs are translated, and whoever wrote last says what stands."""
    changed, added = (2, 7, 12), 3
    for number, delay in delays():
        folder = copy(base, tmp_path / str(number))
        write_article(folder, changed=changed, added=added)
        applied, translated = race((run_apply, (folder,)), (run_translate, (folder,)), delay)
        assert isinstance(applied, Applied), applied
        assert isinstance(translated, Summary), translated
        stands = load_catalog(folder / "article.po")
        entries = stands.current
        assert len(entries) == ROWS + added
        for row in rows_of(REVIEWERS[0]):
            words = words_of(REVIEWERS[0], row)
            if row in changed:
                assert is_kept(words, entries[row], applied)
            else:
                assert (entries[row].target, entries[row].state) == (words, State.EDITED)
                assert "claire was here" in entries[row].review.remark
        assert all("TOUJOURS" in entries[row].target for row in changed)
        assert all(entry.target.startswith("LE CENTRE") for entry in entries[ROWS:])
        assert entries == tuple(applied.catalog.current) or recount(translated, stands) == translated
        assert is_tidy(folder)


def is_kept(words: str, entry: Entry, applied: Applied) -> bool:
    """Whether what was written about the former French can be found: in the entry, or among what was told."""
    told = {(result.text, result.comment) for result in applied.results if result.needs_person}
    return (words, "claire was here") in {(entry.previous_target, entry.review.remark), *told}
