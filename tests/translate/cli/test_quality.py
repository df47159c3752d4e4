"""`passerelle check` and `passerelle report` as a user calls them."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.checks.run import Group
from passerelle.translate.cli import quality
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.records.files import write_archive
from passerelle.translate.formats.records.rows import write_row
from passerelle.translate.text.document import BlockKind, Document

_app = typer.Typer()
_app.command("check")(quality.check)
_app.command("report")(quality.report)


def _run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(_app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """Return a catalogue with an error, a warning and a remark."""
    entries = (
        Entry("p-1", BlockKind.PARAGRAPH, "Soit 12,5 % des cas.", "That is 125% of cases"),
        Entry(
            "p-2",
            BlockKind.PARAGRAPH,
            "The trial was stopped by the sponsor.",
            "The trial was stopped by the sponsor.",
        ),
    )
    return _write(tmp_path / "article.po", entries)


def _write(path: Path, entries: tuple[Entry, ...]) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header("article"), entries))
    return path


def test_errors_make_the_check_fail(po: Path) -> None:
    """An error exits with 1, and its sentence stands under its file, line and block."""
    code, output = _run("check", po)
    assert code == 1
    assert f"{po}:" in output
    assert "“12,5 %” should read “12.5%”" in output
    assert "2 entries: 1 error, 1 warning, 1 remark, 0 waived." in output


def test_json_is_a_format(po: Path) -> None:
    """`--json` says what `--format json` says, as in every other command."""
    assert _run("check", po, "--json") == _run("check", po, "--format", "json")


def test_looking_again_tells_the_same(po: Path, judged: list[Group]) -> None:
    """What is known is told without judging; `--fresh` judges, and so does whatever a change leaves unknown."""
    first, page = _run("check", po), po.with_name("page.html")
    judged.clear()
    assert _run("check", po) == first
    assert _run("report", po, "-o", page)[0] == 0
    assert "“12,5 %” should read “12.5%”" in page.read_text(encoding="utf-8")
    assert not judged
    assert _run("check", po, "--fresh") == first
    assert len(judged) == 1
    po.write_text(po.read_text(encoding="utf-8").replace("125%", "12.5%"), encoding="utf-8")
    assert _run("check", po)[0] == 0
    assert len(judged) == 2


def test_no_file_is_called_dash(po: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report is not printed, and `-` is refused instead of becoming a file."""
    monkeypatch.chdir(tmp_path)
    code, _ = _run("report", po, "-o", "-")
    assert code == 2
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("severity", "shown"),
    [
        ("error", ["number-value"]),
        ("warning", ["number-value", "end-punctuation"]),
        ("info", ["number-value", "end-punctuation", "source-not-french"]),
    ],
)
def test_severity_says_what_is_shown(po: Path, severity: str, shown: list[str]) -> None:
    """Less serious findings are counted but not shown."""
    code, output = _run("check", po, "--severity", severity, "--format", "json")
    assert code == 1
    assert [finding["check"] for finding in json.loads(output)["findings"]] == shown


def test_waived_error_does_not_fail(tmp_path: Path) -> None:
    """An error that a person let stand is shown with the reason and exits with 0."""
    waivers = (Waiver("number-value", "corrigé par l’auteur"),)
    entry = Entry("p", BlockKind.PARAGRAPH, "Soit 12,5 % des cas.", "That is 13% of cases.", waivers=waivers)
    code, output = _run("check", _write(tmp_path / "a.po", (entry,)))
    assert code == 0
    assert "corrigé par l’auteur" in output


def test_french_messages(po: Path) -> None:
    """An editor may read French."""
    assert "doit devenir" in _run("check", po, "--language", "fr")[1]


def test_unreadable_file_exits_with_two(tmp_path: Path) -> None:
    """A file that cannot be read is bad input, not a finding."""
    code, output = _run("check", tmp_path / "none.po")
    assert (code, "does not exist" in output) == (2, True)


def test_report_is_written_whole(po: Path, tmp_path: Path) -> None:
    """The page is written from its first to its last line, and says nothing of missing files where there are none."""
    page = tmp_path / "report.html"
    assert _run("report", po, "-o", page)[0] == 0
    text = page.read_text(encoding="utf-8")
    assert text.endswith("</html>\n")
    assert "not on this page" not in text


def test_report_shows_every_text_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many texts those with errors or warnings are on the page; with --all there are all."""
    monkeypatch.setattr("passerelle.translate.report.ROOM", 1)
    entries = (
        Entry("p-1", BlockKind.PARAGRAPH, "Soit 12,5 % des cas.", "That is 125% of cases."),
        Entry("p-2", BlockKind.PARAGRAPH, "C’est tout.", "That is all."),
    )
    po, page = _write(tmp_path / "article.po", entries), tmp_path / "report.html"
    for options, shown in (((), 1), (("--all",), 2)):
        assert _run("report", po, "-o", page, *options)[0] == 0
        assert page.read_text(encoding="utf-8").count("<article") == shown


def test_findings_of_an_archive_name_article_and_block(po: Path, tmp_path: Path) -> None:
    """An archive that `translate --to` wrote is checked; the exit code is as ever."""
    path = tmp_path / "out.jsonl"
    row = write_row(load_catalog(po), Document("", "", ()), {}, "d", "b").replace(
        '"id": "article"', '"id": "a/7"'
    )
    write_archive(path, [row])
    code, output = _run("check", path)
    assert code == 1
    assert f"{path}:1  a/7  p-1  “Soit 12,5 % des cas.”" in output.replace("\n", "")
    told = json.loads(_run("check", path, "--json")[1])["findings"][0]
    assert (told["document"], told["block"], told["line"]) == ("a/7", "p-1", 1)
