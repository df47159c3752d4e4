"""The command line from a user's side: files in, files out, one sentence when something is wrong."""

import json
import os
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from passerelle.glossary.locks import lock_file
from passerelle.translate.cli import app
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.text.markup import mark_numbers

ROOT = Path(__file__).parents[3]
ARTICLE = """# Les CLCC misent sur la biopsie liquide

Les centres de lutte contre le cancer (CLCC) accueillent **12,5 %** des patients. Voir [le site](https://www.example.org/a_b).

Le Dr Yanis Bellecour salue la biopsie liquide.

- Premier point : 1 200 patients.
- Second point : l’IA arrive.
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PASSERELLE_MEMORY", str(tmp_path / "memory.sqlite"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def write(text: str | bytes, name: str = "article.md") -> Path:
    path = Path(name)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def translated(*options: str) -> dict[str, object]:
    result = run("translate", write(ARTICLE), "--json", *options)
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)[0]
    assert isinstance(summary, dict)
    return summary


def test_an_article_becomes_a_catalogue_and_a_sheet() -> None:
    """The main job: files where the README says, every block in them, marks and terms in place."""
    summary = translated()
    folder = Path("locales/en/LC_MESSAGES")
    assert summary["files"] == [str(folder / "article.po"), str(folder / "article.review.xlsx")]
    catalog = load_catalog(folder / "article.po")
    assert [entry.kind for entry in catalog.entries] == ["title", "paragraph", "paragraph", "item", "item"]
    assert all(entry.target and not entry.state.reviewed for entry in catalog.entries)
    assert all(mark_numbers(entry.source) == mark_numbers(entry.target) for entry in catalog.entries)
    assert "12.5%" in catalog.entries[1].target
    assert "comprehensive cancer centres" in catalog.entries[1].target.lower()
    assert "Yanis Bellecour" in catalog.entries[2].target


def test_the_ledger_tells_the_truth() -> None:
    """Every record that is met names a place in the English where the rendering stands; every other says why."""
    translated()
    records = [
        (entry, record)
        for entry in load_catalog(Path("locales/en/LC_MESSAGES/article.po")).entries
        for record in entry.records
    ]
    assert {record.concept for _, record in records} >= {"clcc", "biopsie-liquide"}
    for entry, record in records:
        plain = re.sub(r"</?\d+/?>", "", entry.target)
        if record.target_span:
            assert plain[slice(*record.target_span)].strip()
        else:
            assert record.reason


def test_a_second_run_changes_nothing() -> None:
    """Nothing is translated again, and the catalogue is the same to the byte."""
    translated()
    before = Path("locales/en/LC_MESSAGES/article.po").read_bytes()
    summary = translated()
    assert (summary["blocks_kept"], summary["blocks_translated"]) == (5, 0)
    assert Path("locales/en/LC_MESSAGES/article.po").read_bytes() == before


def test_an_unchanged_article_is_told_in_one_line() -> None:
    """A second run says so, also as JSON, with the figures and the ledger of the first; --fresh works again."""
    first = translated()
    second = translated()
    assert (first["unchanged"], second["unchanged"]) == (False, True)
    assert second["ledger"] == first["ledger"]
    assert second["terms"] == first["terms"]
    result = run("translate", "article.md", "--strict")
    assert (result.exit_code, result.stdout) == (0, "article: unchanged\n")
    assert "unchanged" not in run("translate", "article.md", "--fresh").stdout


def test_an_edit_touches_one_block() -> None:
    """Only the changed block is translated; it keeps its id and shows what it was."""
    translated()
    path = Path("locales/en/LC_MESSAGES/article.po")
    before = {entry.source: entry.block_id for entry in load_catalog(path).entries}
    result = run("translate", write(ARTICLE.replace("salue", "salue encore")), "--json")
    summary = json.loads(result.stdout)[0]
    assert (summary["blocks_kept"], summary["blocks_translated"]) == (4, 1)
    changed = [entry for entry in load_catalog(path).entries if entry.previous_source]
    assert [entry.block_id for entry in changed] == [before[changed[0].previous_source]]


def test_edits_that_were_not_applied_are_set_aside_and_told() -> None:
    """The user learns where they are and which command applies them; that command does, and then all is quiet."""
    assert translated()["unapplied_edits"] == []
    sheet = Path("locales/en/LC_MESSAGES/article.review.xlsx")
    book = openpyxl.load_workbook(sheet, rich_text=True)
    column = [column.key for column in COLUMNS].index("revised") + 1
    book.worksheets[0].cell(FIRST_ROW, column).value = "By hand"
    book.save(sheet)
    result = run("translate", "article.md")
    [aside] = sheet.parent.glob("*.kept-*")
    told = " ".join(result.stderr.split())
    assert f"your unapplied edits are in {aside}; apply them with “passerelle review apply {aside}”" in told
    assert str(aside) not in result.stdout
    for arguments in (
        ("translate", "article.md"),
        ("review", "apply", sheet),
        ("review", "status", sheet.with_name("article.po")),
    ):
        assert f"{aside.name}; apply them with" in "".join(run(*arguments).stderr.split("\n")), arguments
    run("review", "apply", aside)
    assert load_catalog(sheet.with_name("article.po")).entries[0].target == "By hand"
    assert translated()["unapplied_edits"] == []


def test_an_unchanged_article_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing has to be translated, no engine is made."""
    translated()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr("passerelle.translate.workflows.translate.Engine", refuse)
    assert translated()["blocks_translated"] == 0


def test_a_mistyped_field_is_told() -> None:
    """Also where nothing is left to do."""
    article = write("---\ntitle: Un titre\n---\nTexte.\n")
    for _ in range(2):
        result = run("translate", article, "--field", "tilte")
        assert result.exit_code == 0
        assert "no article has the field “tilte”" in " ".join(result.stderr.split())


def test_out_moves_both_files() -> None:
    """--out names the folder of the catalogue and the sheet."""
    assert translated("--out", "elsewhere")["files"] == [
        "elsewhere/article.po",
        "elsewhere/article.review.xlsx",
    ]
    assert not Path("locales").exists()


def test_strict_exits_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unmet constraint is a finding, and --strict makes it the exit status."""
    own = write(
        "id\tfr\ten\nmot\tsalue\tun⟦mark⟧able rendering that no stage can place in any English at all, ever\n",
        "own.tsv",
    )
    monkeypatch.setattr("passerelle.translate.ladder.constrain.SIGN_STAGES", ())
    result = run("translate", write(ARTICLE), "--strict", "--glossary", own, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["terms"]["by_stage"]["unmet"] >= 1


def test_american_english_is_another_draft() -> None:
    """--english us changes what is demanded, so the blocks concerned are translated again."""
    translated()
    summary = translated("--english", "us")
    assert summary["blocks_translated"] != 0
    assert "cancer centers" in load_catalog(Path("locales/en/LC_MESSAGES/article.po")).entries[1].target


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (None, "none.md", "does not exist"),
        (b"", "empty.md", "empty"),
        (b"   \n\n", "blank.txt", ""),
        (b"\x00\x01\x02\xff" * 500, "binary.txt", ""),
        (b"%PDF-1.7", "file.pdf", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old.doc", ""),
    ],
)
def test_bad_files_get_one_sentence(content: bytes | None, name: str, message: str) -> None:
    """Exit code 2, the file's name, no traceback, and nothing written."""
    path = Path(name) if content is None else write(content, name)
    result = run("translate", path)
    assert result.exit_code == 2
    assert name in result.stderr
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert not Path("locales").exists()


def test_a_folder_without_articles_is_refused() -> None:
    """A directory is searched for articles; without any it is bad input."""
    Path("folder").mkdir()
    result = run("translate", "folder")
    assert (result.exit_code, "holds no article" in result.stderr) == (2, True)


def test_two_files_of_one_name_in_a_folder_are_refused() -> None:
    """They would be written over each other."""
    Path("a").mkdir()
    write(ARTICLE, "a/x.md")
    write(ARTICLE, "a/x.txt")
    result = run("translate", "a")
    assert (result.exit_code, "x.po" in result.stderr) == (2, True)


def test_a_catalogue_of_another_article_is_left_alone() -> None:
    """A later run on another file of the same name does not retire the first one's texts; a moved file is fine."""
    for folder in ("a", "b"):
        Path(folder).mkdir()
        write(ARTICLE, f"{folder}/x.md")
    assert run("translate", "a/x.md").exit_code == 0
    result = run("translate", "b/x.md")
    assert (result.exit_code, "belongs to a/x.md" in result.stderr) == (2, True)
    Path("a/x.md").rename("a/y.md")
    assert run("translate", "b/x.md").exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour 👋🏽, le patient\u200f va bien \x07\x0b et la santé aussi, dit-on ici.",
        "le patient revient à la clinique et le médecin examine son dossier avec soin puis " * 70,
        "Le patient ⟦va⟧ bien <1>ici</1> & <là>.",
    ],
    ids=["controls and emoji", "no full stop", "signs of ours"],
)
def test_odd_text_is_translated(text: str) -> None:
    """Control characters, direction marks, emoji, endless sentences and our own signs do no harm."""
    result = run("translate", write(text, "odd.txt"), "--json")
    assert result.exit_code == 0, result.output
    assert load_catalog(Path("locales/en/LC_MESSAGES/odd.po")).entries[0].target


def test_english_input_is_warned_about() -> None:
    """Text that is not French is translated all the same, with a warning."""
    result = run(
        "translate",
        write(
            "The patients are treated in the hospital and they are well. This is the text.\n" * 4, "en.txt"
        ),
    )
    assert result.exit_code == 0
    assert "warning" in result.stderr


def test_a_broken_glossary_is_named() -> None:
    """File, line, what is wrong; nothing written."""
    result = run("translate", write(ARTICLE), "--glossary", write("id\tfr\ten\nx\t\ty\n", "own.tsv"))
    assert result.exit_code == 2
    assert "own.tsv:2:" in result.stderr
    assert not Path("locales").exists()


def test_a_place_that_cannot_be_written() -> None:
    """A file where the folder should be: one sentence, exit code 2."""
    write("x", "locales")
    result = run("translate", write(ARTICLE))
    assert (result.exit_code, "cannot be" in result.stderr) == (2, True)


def test_glossary_commands() -> None:
    """Find, show and lint answer in words and in JSON."""
    assert "comprehensive cancer centre" in run("glossary", "find", "les CLCC et le cancer").stdout
    assert "clcc" in run("glossary", "show", "CLCC").stdout
    assert (
        json.loads(run("glossary", "show", "biopsies liquides", "--json").stdout)[0]["English"]
        == "liquid biopsy"
    )
    assert run("glossary", "lint").exit_code == 0
    assert run("glossary", "show", "xyzzy").exit_code == 2
    assert run("glossary", "lint", write("id\tfr\ten\nX Y\ta\tb\n", "own.tsv")).exit_code == 1


def test_model_commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """List marks the package in use, verify translates with it, a bad name is one sentence."""
    monkeypatch.setenv("PASSERELLE_CONFIG", str(tmp_path / "config"))
    assert "* embedded" in run("model", "list").stdout
    assert "works" in run("model", "verify").stdout
    assert run("model", "use", "embedded").exit_code == 0
    assert run("model", "use", "nowhere.argosmodel").exit_code == 2
    assert json.loads(run("model", "list", "--json").stdout)[0]["used"] is True


def test_version() -> None:
    """--version names the program and its version."""
    assert re.match(r"passerelle \d+\.\d+", run("--version").stdout)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@pytest.mark.parametrize("path", sorted((ROOT / "locales").rglob("*.po")), ids=lambda path: path.stem)
def test_the_examples_catalogues_are_ours_and_met(path: Path) -> None:
    """Every glossary term of every example is met in the catalogue that is kept with it."""
    catalog = load_catalog(path)
    assert catalog.entries
    assert [
        record.source
        for entry in catalog.current
        for record in entry.records
        if not record.met and record.concept
    ] == []


def test_what_cannot_take_its_place_is_kept_and_told() -> None:
    """Another run that holds the catalogue beyond the wait is named; the work lies in a file beside, which is named too."""
    translated()
    catalogue = Path("locales/en/LC_MESSAGES/article.po")
    before = catalogue.read_bytes()
    with lock_file(catalogue):
        result = run("translate", write(ARTICLE.replace("salue", "salue encore")), "--wait", "0")
    told = " ".join(result.stderr.split())
    assert result.exit_code == 2
    assert f"is being written by process {os.getpid()} on" in told
    [kept] = catalogue.parent.glob("article.po.kept-*")
    assert f"kept in {kept}" in told
    assert catalogue.read_bytes() == before
    assert any("salue encore" in entry.source for entry in load_catalog(kept).entries)
