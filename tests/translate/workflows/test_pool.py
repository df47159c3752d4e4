"""A run in several processes gives what a run in one gives, whatever dies, breaks or is stopped on the way."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from passerelle.glossary import files
from passerelle.translate.catalog.summary import Summary
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.workflows import archive, groups, pool, translate
from passerelle.translate.workflows.archive import ArchiveSummary, translate_archive
from passerelle.translate.workflows.groups import translate_files
from passerelle.translate.workflows.kept_rows import kept_path
from passerelle.translate.workflows.options import Options

CREW = Path(__file__).parent
"""The folder from which other processes import `crew`."""


@pytest.fixture(autouse=True)
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for module, name in (
        (translate, "Engine"),
        (translate, "resolve_package"),
        (pool, "work"),
        (pool, "_LONG"),
        (files, "open_part"),
        (archive, "_SHARE"),
        (groups, "_ENOUGH"),
        (groups, "_BATCH"),
        (groups, "_GROUP"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))  # `hire` sets them, and they are put back
    monkeypatch.syspath_prepend(CREW)
    import_module("crew").hire()
    for number in range(6):
        write(f"{number % 2}/essai-{number // 2}", f"La HAS a vu {number + 2} patients.")


def write(name: str, text: str) -> None:
    path = Path(f"news/{name}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Le centre de lutte\n\n{text}\n", encoding="utf-8")


def run(out: str, jobs: int = 2) -> tuple[list[Summary], list[str]]:
    """Return the figures and the errors."""
    errors: list[str] = []
    done = translate_files(
        [Path("news")], Options(Path(out), jobs=jobs), failed=lambda error: errors.append(str(error))
    )
    return done, errors


def written(out: str) -> dict[str, bytes]:
    """Return catalogues and sheets; those of catalogues without the minute in which they were made."""
    return {
        path.relative_to(out).as_posix(): re.sub(rb"-Date: \S+ \S+", b"", path.read_bytes())
        for path in sorted(Path(out).rglob("*.po"))
    }


def test_the_same_bytes() -> None:
    """In the same order, with the same figures."""
    several, one = run("several")[0], run("one", jobs=1)[0]
    assert [each.document for each in several] == [each.document for each in one]
    assert [each.as_json()["terms"] for each in several] == [each.as_json()["terms"] for each in one]
    assert written("several") == written("one")
    assert len(written("one")) == 6
    assert len(list(Path("several").rglob("*.xlsx"))) == 6


def test_progress_comes_to_the_whole() -> None:
    """The bytes of all files, and no more, whatever is wrong with some."""
    write("bizarre", "Un essai bizarre.")
    Path("news/none.md").write_bytes(b"")
    told: list[int] = []
    steps: list[int] = []

    def start(total: int) -> object:
        told.append(total)
        return steps.append

    translate_files(
        [Path("news")],
        Options(Path("out"), jobs=2),
        progress=start,  # type: ignore[arg-type]
        failed=lambda _: None,
    )
    assert [sum(steps)] == told == [sum(path.stat().st_size for path in Path("news").rglob("*.md"))]


def test_a_worker_that_dies() -> None:
    """What it had is done by another, and nobody notices."""
    write("accident", "Un accident.")
    done, errors = run("out")
    assert errors == []
    assert len(done) == 7
    assert "ACCIDENT" in Path("out/accident.po").read_text(encoding="utf-8")


def test_an_article_that_kills() -> None:
    """It is named and given up; the others are done, also those that were to be done with it."""
    write("fatal", "Un essai fatal.")
    groups._BATCH = 1_000
    done, errors = run("out")
    assert len(done) == 6
    assert len(errors) == 1
    assert (
        "news/fatal.md: is not translated: no process survived it (the last ended by signal 9)" in errors[0]
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_no_one_foresaw(jobs: int) -> None:
    """It is told of its article in a sentence, and the others are done, also those of its group."""
    write("bizarre", "Un essai bizarre.")
    groups._BATCH = 1_000
    done, errors = run("out", jobs)
    assert len(done) == 6
    assert len(errors) == 1
    assert errors[0].startswith("news/bizarre.md: is not translated")
    assert "(ZeroDivisionError: odd); translate it alone with --debug" in errors[0]


def test_what_no_one_foresaw_of_an_article_alone() -> None:
    """It is raised, so that its details can be seen."""
    write("bizarre", "Un essai bizarre.")
    with pytest.raises(ZeroDivisionError):
        translate_files([Path("news/bizarre.md")], Options(Path("out")))


def test_articles_that_cannot_be_read() -> None:
    """They are named, and the others are done."""
    for number in range(3):
        Path(f"news/bad-{number}.docx").write_bytes(b"no archive")
    done, errors = run("out")
    assert len(done) == 6
    assert sorted(re.findall(r"news/bad-\d\.docx", " ".join(errors))) == [
        f"news/bad-{n}.docx" for n in range(3)
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk(jobs: int) -> None:
    """The run ends and says so; what was written is whole, nothing else lies about, and the next run does the rest."""
    write("1/essai-0", "Un essai qui rend le disque plein.")
    groups._GROUP = 1
    done, errors = run("out", jobs)
    assert len(done) < 6
    assert "cannot be written (no space left on device)" in errors[0]
    assert f"with {6 - len(done)} articles left. What was written stays" in errors[-1]
    assert {f"{each.document}.po" for each in done} <= set(written("out"))
    assert all(load_catalog(path).entries for path in Path("out").rglob("*.po"))
    assert [path.name for path in Path("out").rglob(".*")] == []
    Path("full").unlink()
    write("1/essai-0", "Un essai.")
    assert (len(run("out", jobs)[0]), len(written("out"))) == (6, 6)


def test_a_long_article_gets_all_cores() -> None:
    """It is left by the workers and done at the end, and its place among the others stays."""
    write("1/essai-1", "Un essai.\n\n" * 300)
    done, errors = run("out")
    assert errors == []
    assert [each.document for each in done] == [f"{n % 2}/essai-{n // 2}" for n in (0, 2, 4, 1, 3, 5)]


def command(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from crew import command; command()", *arguments],
        env={**os.environ, "PYTHONPATH": str(CREW), **environment},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def all_end(group: int) -> bool:
    """Whether no process of a group is left before long."""
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def stopped(process: subprocess.Popen[str]) -> str:
    """Press Ctrl-C for all processes of a command; return what it tells once none of them is left."""
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert all_end(process.pid)
    return told


def test_stopped_by_the_user() -> None:
    """Ctrl-C reaches all processes of a terminal: none is left, what was written is named, and the next run does the rest."""
    write("z", "Un essai lent.")
    process = command("translate", "news", "--jobs", "2", "--out", "out", PASSERELLE_CACHE="cache")
    while not Path("slow").exists() or len(list(Path("cache/made").glob("*.json"))) < 6:
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    told = stopped(process)
    assert "written before: out/" in told  # the first ten, in the order in which the processes told of them
    assert [path.name for path in Path("out").rglob(".*")] == []
    before = written("out")
    write("z", "Un essai.")
    again = command("translate", "news", "--jobs", "2", "--out", "out", PASSERELLE_CACHE="cache")
    assert again.communicate()[0].count("unchanged") == 6
    assert before.items() <= written("out").items()


def test_workers_end_with_a_run_that_is_killed() -> None:
    """They finish what they have under way at most."""
    write("z", "Un essai.")
    process = command("translate", "news", "--jobs", "2", "--out", "out")
    while not written("out"):
        time.sleep(0.1)
    process.kill()
    process.communicate()
    assert all_end(process.pid)


def write_records(*texts: str) -> None:
    records = (
        {"id": f"a/{number}", "title": f"Essai {number}", "text": text} for number, text in enumerate(texts)
    )
    Path("news.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")


def run_archive(to: str, jobs: int = 2) -> tuple[ArchiveSummary, list[str]]:
    """Return the figures and the errors."""
    errors: list[str] = []
    done = translate_archive(
        [Path("news.jsonl")],
        Path(to),
        Options(jobs=jobs),
        failed=lambda error: errors.append(str(error)),
    )
    return done, errors


TEXTS = tuple(f"La HAS a vu {number + 2} patients." for number in range(8))


def test_an_archive_has_the_same_bytes() -> None:
    """Its rows come in the order of the records, whichever worker ends first; a second run finds nothing to do."""
    write_records(*TEXTS)
    several, errors = run_archive("several.jsonl")
    assert (several.translated, errors) == (8, [])
    run_archive("one.jsonl", jobs=1)
    assert Path("several.jsonl").read_bytes() == Path("one.jsonl").read_bytes()
    assert run_archive("several.jsonl")[0].unchanged
    assert [path.name for path in Path().glob(".*")] == []


def test_an_archive_whose_workers_die(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one had is done by another; what kills or breaks every one is named with its line, and the others are done."""
    monkeypatch.setattr(archive, "_SHARE", 60)
    write_records("Un accident.", *TEXTS, "Un essai fatal.", "Un essai bizarre.")
    done, errors = run_archive("out.jsonl")
    assert done.articles == 9
    assert sorted(re.split(r"[,:] ", error)[:2] for error in errors) == [
        ["news.jsonl:10", "is not translated"],
        ["news.jsonl:11", "is not translated"],
    ]
    write_records("Un accident.", *TEXTS, "Un essai.", "Un essai.")
    assert run_archive("out.jsonl")[0].kept == 9


def test_an_archive_is_stopped_by_the_user() -> None:
    """Ctrl-C leaves what was done to the next run, and no process."""
    write_records(*TEXTS[:3], "Un essai lent.")
    process = command("translate", "news.jsonl", "--to", "out.jsonl", "--jobs", "2")
    while not Path("slow").exists() or kept_count("out.jsonl") < 3:
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    stopped(process)
    assert not Path("out.jsonl").exists()
    write_records(*TEXTS[:3], "Un essai.")
    again = command("translate", "news.jsonl", "--to", "out.jsonl", "--jobs", "2")
    assert "translated  1 article; kept 3" in again.communicate()[0]


def kept_count(archive: str) -> int:
    """Return how many rows a run under way has kept."""
    with closing(sqlite3.connect(f"file:{kept_path(Path(archive))}?mode=ro", uri=True)) as kept:
        try:
            return int(kept.execute("SELECT count(*) FROM row WHERE done").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
