"""Where nothing has changed since an article was translated, nothing is done; whatever has changed is seen."""

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import digest
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.catalog.summary import Summary
from passerelle.translate.checks.run import GroupJudge
from passerelle.translate.engine.decode import Hypothesis
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.places import verdicts_path
from passerelle.translate.text.headings import Headings
from passerelle.translate.workflows import article, ground, program, review, run_state, untouched
from passerelle.translate.workflows import translate as workflow
from passerelle.translate.workflows.check import check_files
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.run import run_files

ARTICLE = "# Un centre\n\nVoici le centre numéro un.\n\nVoici le centre numéro deux.\n"
PO, SHEET = Path("out/a.po"), Path("out/a.review.xlsx")
USUAL = Options(Path("out"), glossaries=(Path("own.tsv"), Path("terms")))


class Capitals:
    """Writes capitals; of a text that holds “rien” it makes nothing."""

    def __init__(self, package: ModelPackage, *, threads: int | None = None) -> None:
        self.package = package
        self.threads = threads

    def encode(self, source: str) -> list[str]:
        return source.split()

    def translate(self, sources: Sequence[str], **_: object) -> list[list[Hypothesis]]:
        texts = ["" if "rien" in source else source.upper() for source in sources]
        return [[Hypothesis(text, tuple(text.split()), -0.5)] for text in texts]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [-0.5 for _ in zip(sources, targets, strict=True)]


@pytest.fixture(autouse=True)
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PASSERELLE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(workflow, "Engine", Capitals)
    monkeypatch.setattr(ground, "load_compiled", lambda *_: Termbase(()))
    monkeypatch.setattr(untouched, "read_today", lambda _: None)  # no glossary here holds a term
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    for module in (workflow, run_state):
        monkeypatch.setattr(module, "resolve_package", package)
    monkeypatch.setattr(program, "passerelle", SimpleNamespace(__path__=[str(tmp_path / "program")]))
    for path, text in (
        ("a.md", ARTICLE),
        ("own.tsv", "a"),
        ("terms/b.tsv", "b"),
        ("package/model.bin", "m"),
        ("program/translate/code.py", "1"),
        ("site/other-1.0.dist-info/RECORD", ""),
    ):
        write(path, text)


def write(path: str | Path, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def package(choice: str | None) -> ModelPackage:
    return ModelPackage(choice or "capitals", "1", Path("package").absolute())


def run(options: Options = USUAL, *files: str) -> list[Summary]:
    program.program_state.cache_clear()  # each run is of a new process
    return run_files([Path(file) for file in files or ("a.md",)], options)


def is_unchanged(options: Options = USUAL) -> bool:
    [summary] = run(options)
    return summary.unchanged


def record() -> Path:
    [path] = Path("cache/made").iterdir()
    return path


def test_a_second_run_has_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """It tells the figures of the first, touches no file, and does not even read the article as one."""
    [first] = run()
    before = [(path, path.stat().st_ino, path.stat().st_mtime_ns) for path in Path("out").iterdir()]
    monkeypatch.setattr(article, "parse_document", None)
    [second] = run()
    assert (first.unchanged, second.unchanged) == (False, True)
    assert replace(second, effort=first.effort, unchanged=False) == first
    assert (second.effort.kept, second.effort.translated, second.effort.sentences) == (3, 0, 3)
    assert [(path, path.stat().st_ino, path.stat().st_mtime_ns) for path in Path("out").iterdir()] == before


def test_unchanged_is_what_a_run_would_write() -> None:
    """The digest leaves out nothing: with no record, the second run writes the same bytes."""
    run()
    before = {path: path.read_bytes() for path in Path("out").iterdir()}
    record().unlink()
    assert not is_unchanged()
    assert {path: path.read_bytes() for path in Path("out").iterdir()} == before


def test_a_check_takes_what_the_run_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """It judges nothing again that stands as it was written; told otherwise, it does."""
    write("a.md", f"{ARTICLE}\nIl compte 12 lits.\n")
    run()
    context = article.context_of(Termbase(()), USUAL)
    told = list(check_files([PO], context, fresh=True))
    monkeypatch.setattr(GroupJudge, "__call__", None)
    assert list(check_files([PO], context)) == told
    assert any(each.checked.entry.findings for each in told)
    with pytest.raises(TypeError):
        list(check_files([PO], context, fresh=True))


def test_a_fresh_run_judges_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes nothing of what an earlier one found."""
    run()
    monkeypatch.setattr(GroupJudge, "__call__", None)
    with pytest.raises(TypeError):
        run(replace(USUAL, fresh=True))


def test_a_quick_look_keeps_nothing() -> None:
    """What is looked at may be no one's business."""
    workflow.translate_text(b"Il compte 12 lits.", Termbase(()), USUAL)
    assert not verdicts_path().exists()


CHANGES: dict[str, Callable[[], object]] = {
    "the article": lambda: write("a.md", ARTICLE.replace("deux", "trois")),
    "a line end in it": lambda: Path("a.md").write_bytes(ARTICLE.replace("\n", "\r\n").encode()),
    "a word in the catalogue": lambda: write(PO, PO.read_text(encoding="utf-8").replace("VOICI", "HERE")),
    "a remark in the catalogue": lambda: write(PO, PO.read_text(encoding="utf-8") + "\n#~ # x\n"),
    "a catalogue that is gone": PO.unlink,
    "a byte of the sheet": lambda: SHEET.write_bytes(SHEET.read_bytes() + b"\n"),
    "a sheet that is gone": SHEET.unlink,
    "a sheet cut short": lambda: SHEET.write_bytes(SHEET.read_bytes()[:100]),
    "a glossary": lambda: write("own.tsv", "other"),
    "a glossary in a folder": lambda: write("terms/b.tsv", "other"),
    "one more glossary in a folder": lambda: write("terms/c.tsv", "c"),
    "the name of a glossary": lambda: Path("terms/b.tsv").rename("terms/d.tsv"),
    "the model's file": lambda: write("package/model.bin", "n"),
    "one more file of the model": lambda: write("package/more.json", ""),
    "a line of the program": lambda: write("program/translate/code.py", "2"),
    "a data file of the program": lambda: write("program/glossary/words.txt", "un"),
    "a library's version": lambda: Path("site/other-1.0.dist-info").rename("site/other-1.1.dist-info"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_seen(what: str) -> None:
    """Whatever a run reads or wrote may change: it works again, and the run after it has nothing to do."""
    run()
    CHANGES[what]()
    assert not is_unchanged()
    assert PO.exists()
    assert SHEET.exists()
    assert is_unchanged()


OPTIONS: dict[str, Options] = {
    "American": replace(USUAL, american=True),
    "headings": replace(USUAL, headings=Headings.TITLE),
    "language": replace(USUAL, language="fr"),
    "a waiver": replace(USUAL, waivers=(Waiver("spacing", "so"),)),
    "another model": replace(USUAL, model="other"),
    "comments": replace(USUAL, comments=True),
    "fields": replace(USUAL, fields=("title",)),
    "no glossary": replace(USUAL, glossaries=()),
    "another order of glossaries": replace(USUAL, glossaries=USUAL.glossaries[::-1]),
    "a glossary by another name": replace(USUAL, glossaries=(Path("./terms/../own.tsv"), Path("terms"))),
    "afresh": replace(USUAL, fresh=True),
    "another folder": replace(USUAL, out=Path("elsewhere")),
}


@pytest.mark.parametrize("what", OPTIONS)
def test_what_is_asked_is_seen(what: str) -> None:
    """Every option that shapes the English, the catalogue, or the sheet asks for work."""
    run()
    assert not is_unchanged(OPTIONS[what])


@pytest.mark.parametrize("option", [{"threads": 3}, {"memory": Path("m.sqlite")}, {"out": Path("./out")}])
def test_what_shapes_nothing_is_passed_over(option: dict[str, object]) -> None:
    """Neither threads nor the memory change what stands in a catalogue, from which nothing is looked up again."""
    run()
    assert is_unchanged(replace(USUAL, **option))  # type: ignore[arg-type]  # (a table of any fields)


def test_a_sheet_that_nobody_touched_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds no words of a reviewer, whatever else changed; one that somebody saved is looked into."""
    run()
    looked: list[Path] = []
    monkeypatch.setattr(review, "set_aside", lambda _data, path, *_: looked.append(path))
    write("own.tsv", "other")
    write("a.md", ARTICLE.replace("deux", "trois"))
    assert not is_unchanged()
    assert looked == []
    SHEET.write_bytes(SHEET.read_bytes() + b"\n")
    assert not is_unchanged()
    assert looked == [SHEET]


def test_dates_say_nothing() -> None:
    """A checkout that writes the same bytes anew leaves nothing to do; nor does moving everything that is given."""
    run()
    for path in (Path("a.md"), PO, SHEET, Path("own.tsv")):
        path.write_bytes(path.read_bytes())
        os.utime(path, (1, 1))
    assert is_unchanged()


def test_an_article_of_another_place_is_another() -> None:
    """The catalogue names its source: a moved one writes another name into it."""
    run()
    Path("a.md").rename("moved.md")
    Path("articles").mkdir()
    Path("moved.md").rename("articles/a.md")
    [summary] = run(USUAL, "articles/a.md")
    assert not summary.unchanged
    assert load_catalog(PO).header.path == "articles/a.md"


def test_a_moved_folder_works_again_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records know where catalogues lie: elsewhere a run looks at everything, and nothing is translated."""
    run()
    (tmp_path / "new").mkdir()
    for name in ("a.md", "out", "own.tsv", "terms"):
        Path(name).rename(tmp_path / "new" / name)
    monkeypatch.chdir(tmp_path / "new")
    [summary] = run()
    assert (summary.unchanged, summary.effort.translated) == (False, 0)
    assert is_unchanged()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut short": lambda data: data[:-20],
    "foreign": lambda _: b"\x00\xff no record",
    "foreign JSON": lambda _: digest(b"[]").encode() + b"\n[]",
    "other figures": lambda data: data.replace(b'"blocks": 3', b'"blocks": 4'),
    "no digest": lambda data: data.partition(b"\n")[2],
    "lacking a field": lambda data: signed(data.partition(b"\n")[2].replace(b'"blocks"', b'"bricks"')),
}


def signed(content: bytes) -> bytes:
    return digest(content).encode() + b"\n" + content


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_record_is_none(how: str) -> None:
    """Half a file, another program's and one that was edited are passed over and written anew."""
    run()
    record().write_bytes(DAMAGE[how](record().read_bytes()))
    assert not is_unchanged()
    assert is_unchanged()


def test_a_record_of_another_article_is_none() -> None:
    """A record copied over another says nothing of it."""
    write("b.md", ARTICLE)
    run(USUAL, "a.md", "b.md")
    one, two = Path("cache/made").iterdir()
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)
    assert [summary.unchanged for summary in run(USUAL, "a.md", "b.md")] == [False, False]


def test_a_cache_that_cannot_be_written_is_no_ones_loss() -> None:
    """A run goes on without it."""
    write("cache/made", "a file")
    assert not is_unchanged()
    assert not is_unchanged()


def test_only_what_changed_is_done_and_told_in_order() -> None:
    """Of several articles those that changed are translated; the summaries come in the order of the files."""
    for name in "bcd":
        write(f"{name}.md", ARTICLE)
    files = [f"{name}.md" for name in "dbca"]
    run(USUAL, *files)
    write("b.md", ARTICLE.replace("deux", "trois"))
    told = [(each.document, each.unchanged) for each in run(USUAL, *files)]
    assert told == [("d", True), ("b", False), ("c", True), ("a", True)]


def test_a_second_file_of_the_name_of_an_unchanged_one_is_told() -> None:
    """What would overwrite another's catalogue is an error, and the run looks at both."""
    run()
    write("a.txt", ARTICLE)
    errors: list[str] = []
    done = run_files([Path("a.md"), Path("a.txt")], USUAL, failed=lambda error: errors.append(str(error)))
    assert [summary.unchanged for summary in done] == [False]
    assert "belongs to a.md, not to a.txt" in errors[0]


def test_a_file_of_that_name_in_another_folder_is_done() -> None:
    """It has a catalogue of its own."""
    run()
    write("other/a.md", ARTICLE)
    done = run_files([Path("a.md"), Path("other")], USUAL)
    assert [(each.document, each.unchanged) for each in done] == [("a", True), ("other/a", False)]


def test_a_text_without_english_is_tried_again() -> None:
    """Where the model had no word for a block, the next run asks it again."""
    write("a.md", ARTICLE.replace("deux", "rien"))
    assert not is_unchanged()
    assert not is_unchanged()


def test_a_glossary_written_during_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read may be neither the old nor the new one: nothing is remembered."""

    def load(*_: object) -> Termbase:
        write("own.tsv", "other")
        return Termbase(())

    with monkeypatch.context() as patch:
        patch.setattr(ground, "load_compiled", load)
        run()
    assert not is_unchanged()


@pytest.mark.parametrize("count", [1, 500])
def test_many_articles_are_told_as_they_are_compared(count: int) -> None:
    """Thousands take a while; a few are compared before anyone sees a bar."""
    Path("news").mkdir()
    for number in range(count):
        write(f"news/{number}.md", "" if number else ARTICLE)
    told: list[int] = []

    def compare(total: int) -> Callable[[int], None]:
        told.append(total)
        return told.append

    run_files([Path("news")], USUAL, comparing=compare, failed=lambda _: None)
    assert told == ([count] + [1] * count if count > 1 else [])


def meanwhile(monkeypatch: pytest.MonkeyPatch, path: Path, old: str, new: str) -> list[Summary]:
    """Run while another program changes a file, after it was read and before anything is written."""
    translate = Capitals.translate

    def change(self: Capitals, sources: Sequence[str], **options: object) -> list[list[Hypothesis]]:
        write(path, path.read_text(encoding="utf-8").replace(old, new))
        return translate(self, sources, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Capitals, "translate", change)
        return run()


def test_an_article_written_during_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest is that of the bytes that were translated."""
    meanwhile(monkeypatch, Path("a.md"), "deux", "trois")
    assert not is_unchanged()


def test_what_another_run_changed_is_merged_and_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of two runs is not what either would write."""
    run()
    write("a.md", ARTICLE.replace("deux", "trois"))
    [summary] = meanwhile(monkeypatch, PO, "NUMÉRO UN", "NUMBER ONE")
    assert summary.warnings
    assert not is_unchanged()


def test_two_runs_at_once() -> None:
    """Both end well, whichever is first, and the next has nothing to do."""
    files = [f"{name}.md" for name in "abcde"]
    for name in files:
        write(name, ARTICLE)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: run(USUAL, *files), range(2)))
    assert [len(each) for each in both] == [5, 5]
    last = run(USUAL, *files)
    assert [summary for summary in last if summary.warnings] == []
    assert all(summary.unchanged for summary in run(USUAL, *files))


def test_what_cannot_be_read_is_told_as_ever() -> None:
    """An article, a glossary or a model that is gone is an error, though all was well before."""
    run()
    Path("own.tsv").unlink()
    assert run_state.run_state(USUAL) is None
    assert not is_unchanged()  # the glossaries of this test are never read
    Path("a.md").unlink()
    with pytest.raises(FileError, match="does not exist"):
        run()
