"""An archive goes in and comes out, a row an article, whatever stops the run on the way."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping
from inspect import getsource
from pathlib import Path
from typing import Any

import pytest

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.termbase import Termbase
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.formats.records.files import read_archive
from passerelle.translate.formats.records.rows import row_text
from passerelle.translate.workflows import archive, ground, kept_rows, translate
from passerelle.translate.workflows.archive import ArchiveSummary, translate_archive
from passerelle.translate.workflows.kept_rows import kept_path
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.run_state import RunState
from tests.translate.workflows.conftest import Counting

WORDS = ("rouge", "vert", "bleu", "blanc", "noir")
NEWS, OUT = Path("news.jsonl"), Path("out.jsonl")


@pytest.fixture(autouse=True)
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(translate, "Engine", Counting)
    monkeypatch.setattr(ground, "load_compiled", lambda *_: Termbase(()))
    monkeypatch.setattr(ground, "has_same_glossaries", lambda *_: True)
    monkeypatch.setattr(archive, "_BATCH", 70)  # characters: two articles
    use_model(monkeypatch, "capitals")
    Counting.asked, Counting.stop = [], ""
    write(map(article, WORDS))


def use_model(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    package = ModelPackage(name, "1", Path())
    monkeypatch.setattr(translate, "resolve_package", lambda _: package)
    monkeypatch.setattr(ground, "run_state", lambda _: RunState(name, "", "", ""))


def article(word: str) -> dict[str, Any]:
    return {"id": f"a/{word}", "title": f"Titre {word}", "text": f"Voici le centre {word}.", "n": len(word)}


def write(records: Iterable[Mapping[str, Any] | str], path: Path = NEWS) -> Path:
    lines = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def run(to: Path = OUT, *paths: Path, fresh: bool = False) -> tuple[ArchiveSummary, list[str]]:
    errors: list[PasserelleError] = []
    summary = translate_archive(paths or (NEWS,), to, Options(fresh=fresh), failed=errors.append)
    return summary, [str(error) for error in errors]


def rows(path: Path = OUT) -> list[dict[str, Any]]:
    return [json.loads(row_text(each.values())) for each in read_archive(path)]


def words_asked() -> list[str]:
    """Return the last words of the bodies that the model was given since they were asked for last."""
    found = [source.rstrip(".").rpartition(" ")[2] for source in Counting.asked if source.startswith("Voici")]
    Counting.asked = []
    return list(dict.fromkeys(found))


def whole() -> bytes:
    """Return the bytes of a run in one go."""
    run(Path("whole.jsonl"))
    Counting.asked = []
    return Path("whole.jsonl").read_bytes()


def test_each_article_becomes_a_row() -> None:
    """In the order of the records, the title first, with what else they hold."""
    summary, errors = run()
    assert not errors
    assert (summary.translated, summary.kept, summary.blocks) == (5, 0, 10)
    found = rows()
    assert [row["id"] for row in found] == [f"a/{word}" for word in WORDS]
    assert found[1]["title"] == "TITRE VERT"
    assert [(block["kind"], block["english"]) for block in found[1]["blocks"]] == [
        ("title", "TITRE VERT"),
        ("paragraph", "VOICI LE CENTRE VERT."),
    ]
    assert found[1]["other"] == {"n": 4}
    assert sorted(path.name for path in Path().iterdir()) == ["news.jsonl", "out.jsonl"]


def test_every_format_holds_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever is read or written, and however many articles are translated together."""
    pytest.importorskip("pyarrow")
    first = whole()
    for name in ("out.jsonl.gz", "out.parquet"):
        run(Path(name))
        assert rows(Path(name)) == rows(Path("whole.jsonl"))
    monkeypatch.setattr(archive, "_BATCH", 1)
    run()
    assert OUT.read_bytes() == first


def test_files_and_folders_become_rows_too() -> None:
    """Of a folder, its archives and its articles, whose ids are their names below it; not what is written there."""
    folder = Path("news")
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "essai.md").write_text("# Essai\n\nVoici le centre vert.\n", encoding="utf-8")
    NEWS.rename(folder / "a.jsonl")
    to = folder / "out.jsonl"
    for _ in range(2):
        summary, errors = run(to, folder)
        assert not errors
        assert [row["id"] for row in rows(to)] == [*(f"a/{word}" for word in WORDS), "sub/essai"]
    assert summary.unchanged


def test_a_stopped_run_is_taken_up_again() -> None:
    """What was done is not done again, and the archive is that of a run in one go."""
    first = whole()
    Counting.stop = "blanc"
    with pytest.raises(KeyboardInterrupt):
        run()
    assert not OUT.exists()
    assert kept_path(OUT).exists()
    Counting.asked, Counting.stop = [], ""
    summary, _ = run()
    assert words_asked() == ["bleu", "blanc", "noir"]
    assert (summary.translated, summary.kept) == (3, 2)
    assert OUT.read_bytes() == first
    assert not kept_path(OUT).exists()


KILLED = """from __future__ import annotations
import os, signal
from passerelle.translate.engine.decode import Hypothesis
from pathlib import Path
from passerelle.glossary.termbase import Termbase
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.workflows import archive, ground, translate
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.run_state import RunState

{model}
class Killed(Counting):
    def translate(self, sources, **options):
        if any("blanc" in source for source in sources):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().translate(sources, **options)

Counting.asked, Counting.stop = [], ""
translate.Engine = Killed
ground.load_compiled = lambda *_: Termbase(())
archive._BATCH = 70
translate.resolve_package = lambda _: ModelPackage("capitals", "1", Path())
ground.has_same_glossaries = lambda *_: True
ground.run_state = lambda _: RunState("capitals", "", "", "")
archive.translate_archive([Path("news.jsonl")], Path("out.jsonl"), Options())
"""


def test_a_killed_run_is_taken_up_again() -> None:
    """No more is lost than what was under way."""
    first = whole()
    program = KILLED.replace("{model}", getsource(Counting))
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not OUT.exists()
    run()
    assert words_asked() == ["bleu", "blanc", "noir"]
    assert OUT.read_bytes() == first


@pytest.mark.parametrize("cut", [1, 40, 600])
def test_a_torn_archive_is_made_whole(cut: int) -> None:
    """As a copy that was not finished: the whole lines are taken, the torn one is done again."""
    first = whole()
    lines = first.splitlines(keepends=True)
    OUT.write_bytes(b"".join(lines[:3]) + lines[3][:cut])
    run()
    assert words_asked() == ["blanc", "noir"]
    assert OUT.read_bytes() == first


def test_an_unchanged_archive_is_left_alone() -> None:
    run()
    before = OUT.stat()
    words_asked()
    summary, _ = run()
    assert summary.unchanged
    assert (summary.kept, summary.blocks) == (5, 10)
    assert words_asked() == []
    assert (OUT.stat().st_ino, OUT.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    ("records", "asked"),
    [
        ([article("rouge"), article("vert") | {"text": "Voici le centre jaune."}], ["jaune"]),
        ([article("vert") | {"n": 9}, article("rouge")], []),
        ([article("six"), *map(article, WORDS)], ["six"]),
        ([article("noir"), article("rouge")], []),
        ([article("rouge")], []),
    ],
)
def test_a_changed_archive_redoes_what_it_touches(records: list[dict[str, Any]], asked: list[str]) -> None:
    """The rows are those of a run that knows nothing of the one before."""
    run()
    words_asked()
    write(records)
    run()
    assert words_asked() == asked
    assert OUT.read_bytes() == whole()
    assert [row["id"] for row in rows()] == [record["id"] for record in records]


def test_a_changed_program_keeps_what_would_be_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks whose key is the same stay; of another model, none is; with --fresh, all are translated."""
    run()
    words_asked()
    monkeypatch.setattr(ground, "run_state", lambda _: RunState("newer", "", "", ""))
    assert run()[0].translated == 5
    assert words_asked() == []
    use_model(monkeypatch, "other")
    run()
    run(fresh=True)
    assert Counting.asked.count("Voici le centre rouge.") == 2


def test_what_cannot_be_used_is_told_and_the_others_are_done() -> None:
    write(
        [
            '{"id": "x", "te',
            article("rouge"),
            article("rouge"),
            {"id": "b"},
            article("vert"),
            {"text": "Voici."},
        ]
    )
    summary, errors = run()
    assert [row["id"] for row in rows()] == ["a/rouge", "a/vert"]
    assert summary.articles == 2
    assert [error.partition(": ")[0] for error in errors] == [f"news.jsonl:{line}" for line in (1, 3, 4, 6)]
    assert "“a/rouge” stands before" in errors[1]
    with pytest.raises(PasserelleError, match="is no JSON"):
        translate_archive([NEWS], OUT, Options())


def test_what_can_no_longer_be_used_leaves_the_archive() -> None:
    """A row is not kept for a record that is broken now."""
    run()
    write([article("rouge"), article("vert") | {"text": " "}])
    run()
    assert [row["id"] for row in rows()] == ["a/rouge"]


def test_where_nothing_can_be_used_nothing_is_written() -> None:
    write(["{"])
    summary, errors = run()
    assert summary.articles == 0
    assert len(errors) == 1
    assert not OUT.exists()


def test_what_is_binary_is_told_once() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"id": ["a", "b"], "text": ["Un centre."] * 2, "photo": [b"\0", b"\1"]})
    pytest.importorskip("pyarrow.parquet").write_table(table, "news.parquet")
    told: list[str] = []
    translate_archive([Path("news.parquet")], OUT, Options(), doubted=told.append)
    assert told == ["“photo” holds binary data and is not carried along, as in news.parquet row 1"]


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("content", ['{"id": "a", "text": "x"}\n', "no JSON,\nbut two lines\n"])
def test_a_file_of_someone_else_is_not_replaced(content: str, *, fresh: bool) -> None:
    OUT.write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match="holds no rows of Passerelle"):
        run(fresh=fresh)
    assert OUT.read_text(encoding="utf-8") == content


def test_what_is_read_is_not_written() -> None:
    before = NEWS.read_bytes()
    with pytest.raises(FileError, match="read and written at once"):
        run(NEWS)
    assert NEWS.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_kept_rows_that_are_damaged_are_of_no_use(content: bytes) -> None:
    first = whole()
    kept_path(OUT).write_bytes(content)
    run()
    assert OUT.read_bytes() == first


def test_a_full_disk_loses_nothing_that_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says that the same command goes on, and it does."""
    first = whole()
    pack, packed = kept_rows._pack, list[str]()

    def fill(content: str) -> bytes:
        packed.append(content)
        if len(packed) > 2:
            raise sqlite3.OperationalError("database or disk is full")
        return pack(content)

    monkeypatch.setattr(kept_rows, "_pack", fill)
    with pytest.raises(FileError, match=r"the disk is full.*goes on from there"):
        run()
    monkeypatch.setattr(kept_rows, "_pack", pack)
    words_asked()
    run()
    assert words_asked() == ["bleu", "blanc", "noir"]
    assert OUT.read_bytes() == first


def test_progress_counts_articles() -> None:
    """Also those that are kept, or cannot be used: in the end all are told."""
    write([article("rouge"), "{", article("vert")])
    for _ in range(2):
        totals, steps = list[int](), list[int]()

        def start(total: int, totals: list[int] = totals, steps: list[int] = steps) -> Any:
            totals.append(total)
            return steps.append

        translate_archive([NEWS], OUT, Options(), progress=start, failed=lambda _: None)
        assert totals == [sum(steps)] == [3]


def test_a_glossary_that_is_written_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says is not known then: no row is taken for one of it, and the next run makes them all."""
    states = ["before"]

    def load(*_: object) -> Termbase:
        states.append("after")
        return Termbase(())

    with monkeypatch.context() as patch:
        patch.setattr(ground, "run_state", lambda _: RunState("", "", "", states[-1]))
        patch.setattr(ground, "has_same_glossaries", lambda state, _: state.glossaries == states[-1])
        patch.setattr(ground, "load_compiled", load)
        run()
    words_asked()
    monkeypatch.setattr(ground, "run_state", lambda _: RunState("", "", "", "after"))
    assert run()[0].translated == len(WORDS)
    assert run()[0].kept == len(WORDS)
