"""Into content systems from the command line: what is said, what is written, and the exit code."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.catalog.summary import Effort, Summary
from passerelle.translate.cli import app
from passerelle.translate.formats.articles import read_document
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows import fill as workflow

EXPORT = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"X-WagtailLocalize-TranslationID: 11111111-2222-4333-8444-555555555555\\n"

msgctxt "title"
msgid "Un essai"
msgstr ""

msgctxt "body.1"
msgid "Voir <b>ici</b>."
msgstr ""
"""


ENGLISH = {"Un essai": "A trial", "Voir <1>ici</1>.": "See <1>here</1>."}


def translate(documents: Sequence[Document], *_: Any, **__: Any) -> list[Translation]:
    """Translate by heart: no model is needed to test a command."""
    done = []
    for document in documents:
        entries = tuple(
            Entry(block.id, block.kind, block.text, ENGLISH.get(block.text, block.text.upper()), key="k")
            for block in document.blocks
        )
        summary = Summary(document.name, len(entries), Effort(), {}, {}, (), {}, (), ())
        done.append(Translation(Catalog(Header(document.name, document.path), entries), summary))
    return done


@pytest.fixture(autouse=True)
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own with an exported file, and without a model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PASSERELLE_MEMORY", str(tmp_path / "memory.sqlite"))
    monkeypatch.setattr(workflow, "translate_read", translate)
    Path("page.po").write_text(EXPORT, encoding="utf-8")
    return Path("page.po")


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, " ".join(result.output.split())


def approve(first: str) -> None:
    sheet = Path("locales/en/LC_MESSAGES/page.review.xlsx")
    book = openpyxl.load_workbook(sheet)
    rows = book[book.sheetnames[0]]
    places = {column.key: number for number, column in enumerate(COLUMNS, 1)}
    for number in range(FIRST_ROW, rows.max_row + 1):
        if str(rows.cell(number, places["source"]).value).startswith(first):
            rows.cell(number, places["decision"]).value = "approve"
    book.save(sheet)
    assert "1 approved" in run("review", "apply", sheet)[1]


def test_fill_writes_a_draft_a_catalogue_and_a_sheet() -> None:
    """The filled file stands beside the export, the others where all catalogues stand; Wagtail's danger is named."""
    code, output = run("fill", "page.po")
    assert code == 0
    assert "2 strings filled (2 unreviewed drafts)" in output
    assert "importing page.filled.po would make 2 unreviewed drafts live" in output
    assert {path.name for path in Path("locales/en/LC_MESSAGES").iterdir()} == {"page.po", "page.review.xlsx"}
    assert 'msgstr "See <b>here</b>."' in Path("page.filled.po").read_text(encoding="utf-8")
    assert Path("page.po").read_text(encoding="utf-8") == EXPORT


def test_the_way_from_export_to_import() -> None:
    """Fill, review, publish, check: what was approved is accepted, the rest is left as it is."""
    run("fill", "page.po")
    approve("Un essai")
    code, output = run("publish", "locales/en/LC_MESSAGES/page.po", "--profile", "wagtail")
    assert (code, "1 text published; withheld 1 unreviewed" in output) == (0, True)
    code, output = run(
        "check-import", "published/page.wagtail.po", "--against", "page.po", "--profile", "wagtail"
    )
    assert (code, "1 accepted, 1 left as it is" in output) == (0, True)


def test_unreviewed_texts_are_let_through_aloud() -> None:
    """The warning counts them, and the check of the import still stops."""
    run("fill", "page.po")
    code, output = run("publish", "locales/en/LC_MESSAGES/page.po", "-p", "wagtail", "--allow-unreviewed")
    assert code == 0
    assert (
        "warning: 2 texts in published/page.wagtail.po were reviewed by nobody, and the file says so."
        in output
    )
    code, output = run(
        "check-import", "published/page.wagtail.po", "--against", "page.po", "-p", "wagtail", "--json"
    )
    assert code == 1


def test_publishing_nothing_is_a_finding() -> None:
    """Where no text is reviewed, that is said, and the exit code is 1."""
    run("fill", "page.po")
    code, output = run("publish", "locales/en/LC_MESSAGES/page.po", "-p", "wagtail")
    assert code == 1
    assert "Nothing of page is published" in output
    assert "page: 0 texts published; withheld 2 unreviewed" in output
    assert run("publish", "locales/en/LC_MESSAGES/page.po", "-p", "json", "--json")[0] == 1


@pytest.fixture
def half_done() -> Path:
    """Return the catalogue of an article with one text approved, one with an error, and three unreviewed."""
    Path("a.md").write_text("# Un\n\nDeux.\n\nTrois.\n\nQuatre.\n\nCinq.\n", encoding="utf-8")
    error = Finding("number-value", Severity.ERROR, "numbers", "12 is missing.")
    entries = [
        Entry(
            block.id,
            block.kind,
            block.text,
            f"English {number}",
            State.APPROVED if number < 2 else State.DRAFT,
        )
        for number, block in enumerate(read_document(Path("a.md")).blocks)
    ]
    entries[1] = replace(entries[1], findings=(error,))
    with Path("a.po").open("w", encoding="utf-8", newline="\n") as stream:
        write_po(stream, Catalog(Header("a", "a.md"), tuple(entries)))
    return Path("a.po")


def test_an_incomplete_page_names_what_is_missing(half_done: Path) -> None:
    """Row, reason and first words of each missing text; nothing is written and the exit code is 1."""
    code, output = run("publish", half_done, "-p", "markdown")
    assert code == 1
    assert "a: not published, 4 texts missing in English:" in output
    assert "row 5 with errors (number-value): Deux. row 6 unreviewed: Trois." in output
    assert "--partial" in output
    assert not Path("published").exists()
    found = json.loads(CliRunner().invoke(app, ["publish", "a.po", "-p", "markdown", "--json"]).stdout)
    assert [each["row"] for each in found[0]["missing"]] == [5, 6, 7, 8]


def test_a_partial_page_is_asked_for_aloud(half_done: Path) -> None:
    """The option writes it, and a warning counts what stays French; errors are allowed by an option of their own."""
    code, output = run("publish", half_done, "-p", "markdown", "--partial", "--allow-errors")
    assert code == 0
    assert "3 texts still in French in published/a.en.md" in output
    assert "1 text of a is published with errors that nobody waived" in output
    assert "English 1" in Path("published/a.en.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "check"),
    [
        (("fill", "page.po"), lambda value: value["filled"] == 2 and value["system"] == "wagtail"),
        (
            ("publish", "locales/en/LC_MESSAGES/page.po", "-p", "json"),
            lambda value: value[0]["withheld"] == {"unreviewed": 2},
        ),
        (
            ("check-import", "page.filled.po", "--against", "page.po", "-p", "wagtail"),
            lambda value: value["harmful"] and value["strings"][0]["line"] == 6,
        ),
    ],
)
def test_machines_get_json(arguments: tuple[str, ...], check: Callable[[Any], bool]) -> None:
    """Each command tells the same as plain data."""
    run("fill", "page.po")
    result = CliRunner().invoke(app, [*arguments, "--json"])
    assert check(json.loads(result.stdout))


def test_fill_refuses_the_catalogue_of_another_export(export: Path) -> None:
    """Exports of two pages may have one name; the review of the first is not made obsolete by the second."""
    run("fill", "page.po")
    catalogue = Path("locales/en/LC_MESSAGES/page.po")
    before = catalogue.read_bytes()
    Path("other").mkdir()
    Path("other/page.po").write_text(EXPORT.replace("Un essai", "Autre chose"), encoding="utf-8")
    code, output = run("fill", "other/page.po")
    assert (code, "belongs to page.po, not to other/page.po" in output) == (2, True), output
    assert catalogue.read_bytes() == before
    assert not Path("other/page.filled.po").exists()
    assert run("fill", "other/page.po", "--out", "second")[0] == 0
    export.unlink()
    assert run("fill", "other/page.po")[0] == 0, "the export was moved: its catalogue is its own"


def test_fill_tells_where_unapplied_edits_lie() -> None:
    """A sheet that a reviewer wrote in is kept beside the new one, and the message says what to do with it."""
    run("fill", "page.po")
    sheet = Path("locales/en/LC_MESSAGES/page.review.xlsx")
    book = openpyxl.load_workbook(sheet)
    column = next(number for number, each in enumerate(COLUMNS, 1) if each.key == "revised")
    book[book.sheetnames[0]].cell(FIRST_ROW, column).value = "Another try"
    book.save(sheet)
    Path("page.po").write_text(EXPORT.replace("Un essai", "Deux essais"), encoding="utf-8")
    code, output = run("fill", "page.po")
    assert code == 0
    assert output.count("your unapplied edits are in") == 1
    assert "apply them with “passerelle review apply" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("fill", "missing.po"), "missing.po: does not exist"),
        (("fill", "broken.po"), "broken.po:1: is no valid PO line"),
        (("publish", "page.po", "-p", "wagtail"), "is no catalogue of Passerelle"),
        (
            ("check-import", "missing.po", "--against", "page.po", "-p", "wagtail"),
            "missing.po: does not exist",
        ),
        (
            ("check-import", "page.po", "--against", "missing.po", "-p", "drupal"),
            "missing.po: does not exist",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_code_two(arguments: tuple[str, ...], words: str) -> None:
    """No traceback, and nothing is written."""
    Path("broken.po").write_text("what is this\n", encoding="utf-8")
    before = set(Path().rglob("*"))
    code, output = run(*arguments)
    assert (code, words in output) == (2, True), output
    assert set(Path().rglob("*")) == before
