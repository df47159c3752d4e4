"""A catalogue or sheet from a stranger: whatever names it holds, nothing outside the user's folders is written or read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cli import app
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.review import save_sheet

SECRET = "Un texte que personne n’a relu."
ENTRY = Entry("p-1", BlockKind.PARAGRAPH, "Un essai.", "A trial.", State.APPROVED, key="k")
EVIL = [
    "../../evil",
    "../evil",
    "..",
    ".",
    "sub/../../evil",
    "sub//evil",
    "sub/",
    "sub/CON",
    "nul/evil",
    "C:/evil",
    f"{'e' * 201}/evil",
    "/elsewhere/evil",
    "//server/share/evil",
    r"..\\evil",
    r"\\\\server\\evil",
    r"C:\\evil",
    "C:evil",
    "evil\0",
    "evil\x1b[2J",
    r"evil\n",
    "CON",
    "nul",
    "Aux.evil",
    "com1",
    "e" * 201,
    "é" * 101,
]
COMMANDS: list[Sequence[str]] = [
    ["publish", "-p", "json", "-o", "deep/out"],
    ["publish", "-p", "gettext", "--mo", "-o", "deep/out"],
    ["publish", "-p", "markdown", "--source", "a.md", "-o", "deep/out"],
    ["review", "export", "-o", "deep/out"],
    ["review", "status"],
    ["report", "-o", "deep/out/report.html"],
    ["check"],
    ["memory", "learn"],
]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work two folders deep; what lies outside is secret."""
    folder = tmp_path / "home" / "desk"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("Un essai.\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text(f"Un essai.\n\n{SECRET}\n", encoding="utf-8")
    monkeypatch.chdir(folder)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def catalogue(document: str = "a", source: str = "", *, path: str = "a.po") -> str:
    """Write a catalogue with these names, as they stand in the file."""
    with Path(path).open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header("DOC", "PATH"), (ENTRY,)))
    text = Path(path).read_text(encoding="utf-8")
    for field, word, value in (("Document", "DOC", document), ("Path", "PATH", source)):
        text = text.replace(f"X-Passerelle-{field}: {word}", f"X-Passerelle-{field}: {value}")
    Path(path).write_text(text, encoding="utf-8")
    return path


def tree(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_name_leads_out(command: Sequence[str], tmp_path: Path) -> None:
    """Each is refused in a sentence that names the catalogue, and nothing is written."""
    paths = [catalogue(name, path=f"{number}.po") for number, name in enumerate(EVIL)]
    before = tree(tmp_path)
    code, output = run(*command, *paths)
    assert code == 2
    assert [path for path in paths if output.count(f"error: {path}:") != 1] == []
    assert tree(tmp_path) == before


def test_folders_of_a_name_stay_below() -> None:
    """A document in a folder is published in that folder below the one that was asked for."""
    code, output = run("publish", "-p", "json", "-o", "deep/out", catalogue("sub/a"))
    assert (code, Path("deep/out/sub/a.json").is_file()) == (0, True), output


def test_a_source_that_can_be_no_file_is_refused() -> None:
    """So are names of sources that no disk would take."""
    for source in ("a\x1b[2J.md", r"a\n.md", "x" * 256 + ".md"):
        code, output = run("check", catalogue(source=source))
        assert (code, "names a source" in output) == (2, True), source


def test_no_sheet_leads_out(tmp_path: Path) -> None:
    """A sheet names its document, too; that of another folder is no place to write to."""
    (tmp_path / "evil.po").write_bytes(Path(catalogue("evil")).read_bytes())
    catalogue()
    save_sheet(Path("a.xlsx"), load_catalog(Path("a.po")), now=datetime(2024, 11, 20, tzinfo=UTC))
    book = openpyxl.load_workbook("a.xlsx", rich_text=True)
    holders = [cell for sheet in book for row in sheet for cell in row if cell.value == "a"]
    assert holders
    before = tree(tmp_path)
    for name in ("../../evil", str(tmp_path / "evil"), "..\\evil", "nul", "a/../a"):
        for cell in holders:
            cell.value = name
        book.save("a.xlsx")
        code, output = run("review", "apply", "a.xlsx")
        assert (code, "error: a.xlsx" in output) == (2, True), (name, output)
        assert tree(tmp_path) - before == {Path("home/desk/a.xlsx")} - before


@pytest.mark.parametrize("profile", ["markdown", "json", "gettext", "xliff"])
def test_no_source_outside_is_read(profile: str, tmp_path: Path) -> None:
    """The French of another place gets into no page, whether it is named or a link leads there."""
    Path("link.md").symlink_to("../../secret.md")
    for named in ("../../secret.md", str(tmp_path / "secret.md"), "link.md"):
        path = catalogue(source=named)
        code, output = run("publish", "-p", profile, path)
        assert "--source" in output, (named, output)
        assert code == (2 if profile == "markdown" else 0)
        written = [each for each in Path("published").rglob("*") if each.is_file()]
        assert not any(SECRET in each.read_text(encoding="utf-8") for each in written)


def test_the_user_may_name_any_source(tmp_path: Path) -> None:
    """--source is the user's own word, for a file or for a folder."""
    path = catalogue(source="../../secret.md")
    for source in (tmp_path / "secret.md", tmp_path):
        code, output = run("publish", "-p", "json", path, "--source", str(source))
        assert (code, "--source" in output) == (0, False)
