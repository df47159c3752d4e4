"""A change of the glossaries redoes the articles that it touches, and no other; whatever is redone, the folder is that of a full run."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

from passerelle.glossary.compiled import load_compiled
from passerelle.glossary.files import write_atomically
from passerelle.glossary.locks import Patience, lock_file
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import State
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.workflows import article, deliver, ground, run_state
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.run import run_files
from tests.translate.workflows.conftest import settle
from tests.translate.workflows.glossary_changes import (
    ARTICLES,
    BASE,
    CHANGES,
    added,
    row,
    table,
    write_glossaries,
)

NONE = CHANGES["a term that stands in none"][0]
USUAL, FULL = Options(Path("out")), Options(Path("full"))


class Clock(datetime):
    """It is always noon."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Clock":
        return cls(2026, 11, 30, 12, tzinfo=tz or UTC)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which all articles were translated once, kept as ``kept``."""
    folder = tmp_path_factory.mktemp("newsroom")
    with pytest.MonkeyPatch.context() as patch:
        settle(folder, patch)
        for module in (deliver, article):
            patch.setattr(module, "datetime", Clock)
        for name, text in ARTICLES.items():
            (folder / "articles").mkdir(exist_ok=True)
            (folder / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
        run({"own.tsv": table(BASE)})
        for name in ("out", "cache"):
            shutil.copytree(name, f"kept/{name}")
        yield folder


@pytest.fixture(autouse=True)
def _as_it_was(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_CACHE", str(newsroom / "cache"))
    for name in ("out", "cache", "full"):
        shutil.rmtree(newsroom / name, ignore_errors=True)
    for name in ("out", "cache"):
        shutil.copytree(newsroom / "kept" / name, newsroom / name)


def run(glossaries: Mapping[str, str], usual: Options = USUAL) -> set[str]:
    """Translate all articles with these glossaries; return the names of those that were done."""
    paths = write_glossaries(glossaries)
    options = replace(usual, glossaries=paths)
    return {each.document for each in run_files([Path("articles")], options) if not each.unchanged}


def written(folder: str) -> dict[str, bytes]:
    """Return the catalogues and sheets in a folder by their names."""
    return {
        path.name: path.read_bytes() for path in Path(folder).iterdir() if path.suffix in (".po", ".xlsx")
    }


@pytest.mark.parametrize("what", CHANGES)
def test_the_articles_it_touches_are_redone_and_all_are_as_in_a_full_run(what: str) -> None:
    """Those that it touches are known by their words; the others name the new glossaries and keep all else."""
    glossaries, touched = CHANGES[what]
    assert run(glossaries) == touched
    assert run(glossaries) == set()
    assert run(glossaries, FULL) == set(ARTICLES)
    assert written("out") == written("full")


def test_a_name_that_becomes_a_term() -> None:
    """Where a block is asked the same, its English stays, as in a run over that catalogue without any record."""
    glossaries = added("Nantes", "Nantes", dnt="yes", pos="proper")
    shutil.copytree("out", "full")
    assert run(glossaries) == {"bus"}
    assert run(glossaries, FULL) == set(ARTICLES)
    assert written("out") == written("full")


@pytest.mark.parametrize("what", ["a term in its inflected form", "another English", "no terms any more"])
def test_there_and_back(what: str) -> None:
    """A change that is taken back leaves what was there before it."""
    glossaries, touched = CHANGES[what]
    before = written("out")
    run(glossaries)
    assert run({"own.tsv": table(BASE)}) == touched
    assert written("out") == before


def test_one_change_after_another() -> None:
    """What was left alone by one change is looked at again at the next."""
    run(NONE)
    assert run(CHANGES["a term in its inflected form"][0]) == {"navettes"}
    assert run(CHANGES["another English"][0]) == {"bus", "navettes"}
    run(CHANGES["another English"][0], FULL)
    assert written("out") == written("full")


def test_a_remark_leaves_every_file_alone() -> None:
    """The glossaries say what they said: there is nothing to write."""
    before = {path: path.stat().st_mtime_ns for path in Path("out").iterdir()}
    run(CHANGES["a remark"][0])
    assert {path: path.stat().st_mtime_ns for path in Path("out").iterdir()} == before


def test_only_the_catalogue_names_the_glossaries() -> None:
    """A sheet in which nothing else changed is as it was."""
    before = written("out")
    run(NONE)
    after = written("out")
    assert {name for name in after if after[name] != before[name]} == {f"{name}.po" for name in ARTICLES}
    assert load_catalog(Path("out/bus.po")).header.glossary != ""


OTHERS: dict[str, Options] = {
    "kind of English": replace(USUAL, american=True),
    "language of the findings": replace(USUAL, language="fr"),
    "from the beginning": replace(USUAL, fresh=True),
}


@pytest.mark.parametrize("what", OTHERS)
def test_more_than_the_glossaries_changed(what: str) -> None:
    """Then every article is done again."""
    assert run(NONE, OTHERS[what]) == set(ARTICLES)


def approve(name: str, target: str) -> None:
    """Let a person write the English of the last block of an article."""
    path = Path(f"out/{name}.po")
    catalog = load_catalog(path)
    *others, last = catalog.entries
    done = replace(last, target=target, state=State.EDITED, origin="reviewer")
    with write_atomically(path) as stream:
        write_po(stream, replace(catalog, entries=(*others, done)))


def test_a_term_that_only_the_ledger_knows() -> None:
    """What a person approved keeps the terms of its time: a glossary that knows one of them again touches the article."""
    approve("bus", "The prevention bus stops in Nantes, then the cancer screening programme goes on.")
    run(CHANGES["a term less"][0])
    assert run(CHANGES["a term less"][0]) == set()
    other = {**BASE, "bus": row("tapis", "carpet", en_variants="health van", forbidden="prevention bus")}
    assert run({"own.tsv": table(other)}) == {"bus"}
    before = written("out")
    shutil.rmtree("cache")
    assert run({"own.tsv": table(other)}) == set(ARTICLES)
    assert written("out") == before


def test_what_a_person_decided_stays() -> None:
    """An article with words of a person that the change does not touch keeps them, byte for byte."""
    approve("autre", "Anything else.")
    run({"own.tsv": table(BASE)})
    assert run(NONE) == set()
    before = written("out")
    shutil.rmtree("cache")
    run(NONE)
    assert written("out") == before


def test_a_file_that_was_changed_meanwhile_is_looked_at() -> None:
    """A word in a catalogue, or a sheet that someone saved, is work as ever."""
    approve("autre", "Anything else.")
    Path("out/cris.review.xlsx").unlink()
    assert run(NONE) == {"autre", "cris"}


def test_a_catalogue_that_another_run_holds_is_left_to_the_run() -> None:
    """That waits for it, as long as the user says."""
    with lock_file(Path("out/bus.po")), pytest.raises(Exception, match="is being written"):
        run(NONE, replace(USUAL, patience=Patience(0)))
    assert run(NONE) == set()


def test_a_glossary_that_is_broken_is_told_as_ever() -> None:
    """The error is that of a run, and nothing is written."""
    before = written("out")
    with pytest.raises(Exception, match=r"own\.tsv"):
        run({"own.tsv": "id\tfr\ten\nx\t\t\n"})
    assert written("out") == before


def test_glossaries_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by a run that leaves some articles and translates others."""
    read: list[object] = []

    def load(*given: Any) -> Termbase:
        read.append(given)
        return load_compiled(*given, curated=False)

    monkeypatch.setattr(ground, "load_compiled", load)
    assert run(CHANGES["a term that stands in one"][0]) == {"cellule"}
    assert len(read) == 1


def test_the_curated_glossary_is_one_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A term that is added there is a change of the glossaries, not of the program."""
    state = run_state.run_state(Options())
    Path("curated").mkdir(exist_ok=True)
    Path("curated/health.tsv").write_text(table(BASE), encoding="utf-8")
    monkeypatch.setattr(run_state, "CURATED", Path("curated"))
    other = run_state.run_state(Options())
    assert state is not None
    assert other is not None
    assert other.changed(state) == {"glossaries"}
