"""The commands that tell what changed in a glossary and what that touches."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cli import app as whole
from passerelle.translate.cli.consequences import diff, impact
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.memory import TranslationUnit, add_units, open_memory
from passerelle.translate.text.document import BlockKind

Run = Callable[..., Result]
TABLE = "id\tfr\ten\tstatus\nhdj\thôpital de jour\t{}\tapproved\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Work in a folder with a glossary of then and of today, and a catalogue of two texts."""
    monkeypatch.chdir(tmp_path)
    Path("old.tsv").write_text(TABLE.format("day hospital"), encoding="utf-8")
    Path("new.tsv").write_text(TABLE.format("day clinic"), encoding="utf-8")
    entries = (
        Entry("a", BlockKind.PARAGRAPH, "Un hôpital de jour.", "A day hospital.", State.APPROVED, line=3),
        Entry("b", BlockKind.PARAGRAPH, "Un lit.", "A bed.", State.APPROVED, line=5),
    )
    with Path("a.po").open("w", encoding="utf-8", newline="\n") as stream:
        write_po(stream, Catalog(Header("a"), entries))
    app = typer.Typer()
    app.command()(diff)
    app.command()(impact)
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


def test_diff_tells_each_concept_and_column(run: Run) -> None:
    result = run("diff", "old.tsv", "new.tsv")
    assert result.exit_code == 0
    assert "hdj: hôpital de jour = day clinic" in result.stdout
    assert "en: “day hospital” → “day clinic”" in result.stdout
    assert "old.tsv (" in result.stdout.splitlines()[-1]
    (change,) = json.loads(run("diff", "old.tsv", "new.tsv", "--json").stdout)
    assert (change["change"], change["binding"]) == ("changed", True)
    assert change["columns"] == {"en": ["day hospital", "day clinic"]}


def test_impact_finds_the_reviewed_text_that_no_longer_obeys(run: Run) -> None:
    """That is a finding: exit 1."""
    result = run("impact", "a.po", "-g", "new.tsv", "--against", "old.tsv")
    assert result.exit_code == 1, result.output
    assert "line 3: Un hôpital de jour." in result.stdout
    assert "Un lit" not in result.stdout
    assert "1 reviewed, of which 1 no longer obey" in result.stdout


def test_nothing_touched_is_no_finding(run: Run) -> None:
    result = run("impact", "a.po", "-g", "old.tsv", "--against", "old.tsv", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["catalogues"][0]["texts"] == []


def test_impact_names_what_was_published(run: Run) -> None:
    Path("published").mkdir()
    Path("published/a.html").write_text("x", encoding="utf-8")
    Path("published/b.html").write_text("x", encoding="utf-8")
    told = json.loads(run("impact", "a.po", "-g", "new.tsv", "--against", "old.tsv", "--json").stdout)
    assert [Path(each).name for each in told["catalogues"][0]["published"]] == ["a.html"]


def test_the_sheet_holds_what_is_touched_alone(run: Run) -> None:
    assert "wrote" in run("impact", "a.po", "-g", "new.tsv", "--against", "old.tsv", "--sheets", "out").stdout
    sheet = load_workbook("out/a.review.xlsx").worksheets[0]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    assert "Un hôpital de jour." in cells
    assert "Un lit." not in cells


def test_impact_reads_the_memory(run: Run) -> None:
    """Its approved sentences are asked the same."""
    with open_memory(Path("m.sqlite")) as memory:
        add_units(
            memory,
            [TranslationUnit("Un hôpital de jour.", "A day hospital."), TranslationUnit("Un lit.", "A bed.")],
        )
    told = run("impact", "a.po", "-g", "new.tsv", "--against", "old.tsv", "--memory", "m.sqlite", "--json")
    (unit,) = json.loads(told.stdout)["memory"]
    assert (unit["source"], unit["obeys"]) == ("Un hôpital de jour.", False)


@pytest.mark.usefixtures("run")
def test_a_memory_of_the_settings_is_no_demand() -> None:
    """Where nothing earlier is named it is left alone, and one that does not exist yet is not made."""
    Path("passerelle.toml").write_text('glossaries = ["new.tsv"]\nmemory = "m.sqlite"\n', encoding="utf-8")
    for more in ((), ("--against", "old.tsv")):
        result = CliRunner().invoke(whole, ["glossary", "impact", "a.po", *more])
        assert result.exit_code in (0, 1), result.output
    assert not Path("m.sqlite").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("diff", "gone.tsv"), "gone.tsv: does not exist"),
        (("impact", "a.po", "--against", "gone.csv"), "gone.csv: does not exist"),
        (("impact", "a.po", "-g", "new.tsv", "--memory", "m.sqlite"), "name one with --against"),
        (
            ("impact", "a.po", "--against", "old.tsv", "--memory", "gone.sqlite"),
            "gone.sqlite: does not exist",
        ),
        (("impact", "gone.po"), "gone.po"),
        (("diff", "HEAD~1", "-g", "new.tsv"), "stands in no git repository"),
    ],
)
def test_bad_input_is_one_sentence(run: Run, arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.output
    assert "Traceback" not in result.output
