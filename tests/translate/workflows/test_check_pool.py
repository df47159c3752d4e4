"""Checking in several processes tells the same as in one."""

import os
import time
from dataclasses import replace
from functools import partial
from itertools import chain
from multiprocessing import active_children, parent_process
from pathlib import Path
from typing import Any

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.lemmas import is_known
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.checks import Context, check_catalog, entries_judge, entry_judge
from passerelle.translate.checks.run import Group, GroupJudge, Judged
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.places import words_folder
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows import check_pool
from passerelle.translate.workflows.check import check_files
from passerelle.translate.workflows.check_pool import judge_in_pool, share_in_pool
from passerelle.translate.workflows.verdicts import Asked

HAS = Concept(
    "has", "Haute Autorité de santé", "French National Authority for Health", "bodies",
    abbreviations=("HAS",), short="HAS", first_use="French National Authority for Health (HAS)",
)  # fmt: skip
CONTEXT = Context(Termbase((HAS,)))
JUDGE = GroupJudge(CONTEXT)


def _entry(number: int, article: str = "") -> Entry:
    """Return an entry; every third one names a body in short, some say the same in other words."""
    name = "La HAS" if number % 3 == 0 else "Le centre"
    english = "HAS" if number % 3 == 0 else "The centre"
    source = f"{name} suit {number % 700} patients."
    return Entry(
        f"{article}p-{number}",
        BlockKind.PARAGRAPH,
        source,
        f"{english} follows {number % 350} patients {article}.",
        article=article,
    )


def _write(path: Path, entries: list[Entry]) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header(path.stem), tuple(entries)))
    return path


def test_several_processes_tell_the_same(tmp_path: Path) -> None:
    """Findings across files and the first mention of a term in an article are as in one process, and so is the order of all."""
    paths = [
        _write(tmp_path / "small.po", [_entry(number) for number in range(3)]),
        tmp_path / "missing.po",
        _write(tmp_path / "empty.po", []),
        _write(tmp_path / "long.po", [_entry(number) for number in range(1000)]),
        _write(
            tmp_path / "feed.po",
            [_entry(number, article) for article in ("item-1", "item-2") for number in range(30)],
        ),
    ]
    alone, shared = _told(paths, 1), _told(paths, 2)
    assert alone == shared
    for told in ("first-use", "inconsistent-translation", "number-value", "does not exist", "opened empty"):
        assert any(told in line for line in alone)


def test_a_catalogue_checked_by_several_processes_is_the_same() -> None:
    """Its entries keep their order, and those that are obsolete stay as they are."""
    gone = replace(_entry(7, "gone"), obsolete=True)
    catalog = Catalog(Header("long"), (*(_entry(number) for number in range(900)), gone))
    shared = check_catalog(catalog, CONTEXT, share_in_pool(2))
    assert shared == check_catalog(catalog, CONTEXT)
    assert shared.entries[-1] is gone


def test_entries_of_a_sheet_are_judged_each_by_itself() -> None:
    """Whoever judges them: each introduces the terms that it names, and none is compared with another."""
    entries = [_entry(number) for number in range(501)]
    shared = list(entries_judge(CONTEXT, share_in_pool(2))(iter(entries)))
    assert shared == [*map(entry_judge(CONTEXT), entries)] == [*entries_judge(CONTEXT)(entries)]
    assert any(entry.findings for entry in shared)


def _told(paths: list[Path], jobs: int) -> list[str]:
    """Return all that a check tells, in its order."""
    told: list[str] = []

    def opened(catalog: Catalog) -> None:
        told.append(f"opened {catalog.header.document}")

    found = check_files(
        paths, CONTEXT, failed=lambda error: told.append(str(error)), opened=opened, jobs=jobs, fresh=True
    )
    told.extend(map(repr, found))  # one by one, so that what is told in between stands there
    return told


def test_an_error_comes_in_its_turn(tmp_path: Path) -> None:
    """Where nobody is told of errors, the files before it are checked first."""
    long = _write(tmp_path / "long.po", [_entry(number) for number in range(500)])
    found = check_files([long, tmp_path / "missing.po"], CONTEXT, jobs=2)
    assert [next(found).checked.entry.block_id for _ in range(500)][-1] == "p-499"
    with pytest.raises(PasserelleError, match="does not exist"):
        next(found)


def _groups(count: int, size: int) -> list[Asked]:
    entries = tuple(_entry(number) for number in range(size))
    return [Asked(Group("d", entries, ((),) * size)) for _ in range(count)]


def test_few_entries_are_checked_here() -> None:
    """What cannot even be sent to another process is checked."""

    def judge(group: Group) -> Judged:
        return JUDGE(group)

    asked = _groups(2, 5)
    found = list(judge_in_pool(judge, iter(asked), 2))
    assert [each for each, _ in found] == asked


def dies_elsewhere(group: Group) -> Judged:
    """Kill the process, if it was started for this."""
    if parent_process():
        os._exit(9)
    return JUDGE(group)


def test_what_a_process_that_died_had_is_checked_here() -> None:
    """Nothing is lost, and all stays in order."""
    asked = _groups(12, 60)
    alone = [(each, JUDGE(each.group)) for each in asked]
    assert list(judge_in_pool(dies_elsewhere, iter(asked), 2)) == alone


def test_what_is_left_early_leaves_no_process() -> None:
    """What is under way is given up, however long it would take."""
    later = (Asked(replace(each.group, document="later")) for each in _groups(8, 60))
    found = judge_in_pool(sleeps_elsewhere, chain(_groups(1, 500), later), 2)
    next(found)
    found.close()  # type: ignore[attr-defined]  # a generator
    assert not active_children()


def sleeps_elsewhere(group: Group) -> Judged:
    """Take very long over any group but the first."""
    if parent_process() and group.document == "later":
        time.sleep(600)
    return JUDGE(group)


def test_the_processes_share_their_dictionaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As those that translate do: none holds its own."""
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path))
    judge: Any = partial(is_known, lang="ms")
    asked: Any = iter([Asked("buku")])  # type: ignore[arg-type]  # a word in the place of a group
    done: list[Any] = list(check_pool._share(judge, asked, 1))
    assert [known for _, known in done] == [True]
    assert [path.name.partition("-")[0] for path in words_folder().glob("*.words")] == ["ms"]
