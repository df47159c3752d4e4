"""The memory learns what is decided text by text."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.memory import list_units, open_memory
from passerelle.translate.review.single import Decision, Wish, shown
from passerelle.translate.workflows.desk import Desk
from passerelle.translate.workflows.remembering import Remembering
from tests.translate.workflows.test_review import ENTRIES, NOW, put_catalog


def learnt(memory: Path) -> list[str]:
    with open_memory(memory) as opened:
        return sorted(unit.target for unit in list_units(opened))


def decide(desk: Desk, entry: Entry, wish: Wish = Wish.APPROVE) -> tuple[Entry, Entry]:
    key = desk.shelf.list_all()[0].id
    done = desk.decide(
        key, Decision(entry.block_id, shown(entry), entry.target, wish, reviewer="Claire"), NOW
    )
    assert done.before
    assert done.after
    return done.before, done.after


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "memory" / "memory.sqlite"


def open_desk(folder: Path, memory: Path, told: list[str], quiet: float = 60) -> Desk:
    return Desk(folder, remembering=Remembering(memory, Termbase(()), told.append, quiet=quiet))


def test_what_is_approved_is_learnt_at_the_end(tmp_path: Path, memory: Path, told: list[str]) -> None:
    """Approvals are stored, and those that were taken back are not."""
    put_catalog(tmp_path)
    desk = open_desk(tmp_path, memory, told)
    for entry in ENTRIES:
        before, after = decide(desk, entry)
    assert desk.take_back(desk.shelf.list_all()[0].id, before, after, NOW)
    desk.close()
    assert learnt(memory) == ["Text 0", "Text 1"]
    assert told == []


def test_what_was_learnt_before_is_forgotten_when_it_is_taken_back(
    tmp_path: Path, memory: Path, told: list[str]
) -> None:
    put_catalog(tmp_path)
    desk = open_desk(tmp_path, memory, told)
    before, after = decide(desk, ENTRIES[0])
    desk.close()
    assert learnt(memory) == ["Text 0"]
    desk = open_desk(tmp_path, memory, told)
    assert desk.take_back(desk.shelf.list_all()[0].id, before, after, NOW)
    desk.close()
    assert learnt(memory) == []


def test_the_memory_is_told_after_a_while_of_quiet(tmp_path: Path, memory: Path, told: list[str]) -> None:
    put_catalog(tmp_path)
    desk = open_desk(tmp_path, memory, told, quiet=0.1)
    decide(desk, ENTRIES[0])
    end = time.monotonic() + 30
    while not (memory.exists() and learnt(memory)):
        assert time.monotonic() < end
        time.sleep(0.05)
    decide(desk, ENTRIES[1])
    desk.close()
    assert learnt(memory) == ["Text 0", "Text 1"]


def test_a_memory_that_cannot_be_used_is_told_and_stops_no_decision(
    tmp_path: Path, memory: Path, told: list[str]
) -> None:
    path = put_catalog(tmp_path)
    memory.parent.mkdir()
    memory.write_bytes(b"no memory at all" * 100)
    desk = open_desk(tmp_path, memory, told)
    decide(desk, ENTRIES[0])
    desk.close()
    assert len(told) == 1
    assert "memory" in told[0]
    path.unlink()
    desk = open_desk(tmp_path, memory, told)
    desk.close()


def test_a_catalogue_that_is_gone_meanwhile_is_told(tmp_path: Path, memory: Path, told: list[str]) -> None:
    path = put_catalog(tmp_path)
    desk = open_desk(tmp_path, memory, told)
    decide(desk, ENTRIES[0])
    path.unlink()
    desk.close()
    assert len(told) == 1


def test_one_that_breaks_leaves_the_others(memory: Path, told: list[str]) -> None:
    def fail() -> Catalog:
        raise ValueError("secret words")

    remembering = Remembering(memory, Termbase(()), told.append, quiet=60)
    catalog = Catalog(Header("doc"))
    remembering.note(Path("a.po"), catalog, fail)
    remembering.note(Path("b.po"), catalog, lambda: catalog)
    remembering.close()
    assert len(told) == 1
    assert "secret" not in told[0]
    assert memory.exists()


def test_of_a_long_catalogue_only_what_changed_is_planned(
    tmp_path: Path, memory: Path, told: list[str]
) -> None:
    """With the sentences around it, as if all were; what was approved before and did not change stays as it was learnt."""
    entries = tuple(
        replace(ENTRIES[0], block_id=f"p-{n}", source=f"Le texte {n}.", target=f"Text {n}.")
        for n in range(600)
    )
    put_catalog(tmp_path, entries=entries)
    desk = open_desk(tmp_path, memory, told)
    for number in (0, 300, 301, 599):
        decide(desk, entries[number])
    desk.close()
    with open_memory(memory) as opened:
        units = {unit.source: (unit.previous, unit.following) for unit in list_units(opened)}
    assert units == {
        "Le texte 0.": ("", "Le texte 1."),
        "Le texte 300.": ("Le texte 299.", "Le texte 301."),
        "Le texte 301.": ("Le texte 300.", "Le texte 302."),
        "Le texte 599.": ("Le texte 598.", ""),
    }
    desk = open_desk(tmp_path, memory, told)
    held = desk.open(desk.shelf.list_all()[0].id)[1].current
    decide(desk, held[300], Wish.REOPEN)
    decide(desk, held[299])
    desk.close()
    assert learnt(memory) == ["Text 0.", "Text 299.", "Text 301.", "Text 599."]
    assert told == []
