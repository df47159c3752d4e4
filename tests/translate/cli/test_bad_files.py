"""One bad file among others: told in one sentence, the others are done, and the command ends with exit code 2."""

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cli import app
from passerelle.translate.cli.terminal import clean_line
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.review import save_sheet

ENTRY = Entry("p-1", BlockKind.PARAGRAPH, "Soit 12 cas.", "That is 12 cases.", State.APPROVED, key="k")
TMX = b"""<?xml version="1.0"?><tmx version="1.4"><header srclang="fr"/><body><tu>
<tuv xml:lang="fr"><seg>Oui.</seg></tuv><tuv xml:lang="en"><seg>Yes.</seg></tuv></tu></body></tmx>"""


def good(suffix: str) -> None:
    """Make a good file and what it needs."""
    if suffix == ".md":
        Path("good.md").write_text("# Un essai\n\nIl y a un essai.\n", encoding="utf-8")
        return
    if suffix == ".tmx":
        Path("good.tmx").write_bytes(TMX)
        return
    with Path("good.po").open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header("good"), (ENTRY,)))
    if suffix == ".xlsx":
        save_sheet(Path("good.xlsx"), load_catalog(Path("good.po")), now=datetime(2024, 11, 20, tzinfo=UTC))


def holding(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def linked(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def unreadable(path: Path) -> None:
    path.write_bytes(b"Un essai.")
    path.chmod(0)


BAD: dict[str | bytes, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "endless": linked("/dev/zero"),
    "terminal": linked("/dev/tty"),
    "link-to-nothing": linked("nowhere"),
    "folder": Path.mkdir,
    "missing": lambda _: None,
    "empty": holding(b""),
    "blank": holding(b" \n\n\t"),
    "binary": holding(bytes(range(256)) * 20),
    "an\x1b]0;escape\x07": holding(b"Un essai."),
    "a\nline-end": holding(b"Un essai."),
    b"no-utf8-\xe9": holding(b"Un essai."),
    **({"unreadable": unreadable} if os.geteuid() else {}),  # to the superuser nothing is
}
"""Files that no command can use, by what their names begin with."""


def make_bad(suffix: str) -> list[str]:
    """Make one bad file of each kind, and return their names."""
    names = [os.fsdecode(name) + suffix for name in BAD]
    for name, make in zip(names, BAD.values(), strict=True):
        make(Path(name))
    circle = f"circle{suffix}"
    Path(circle).symlink_to(circle)
    return [*names, circle]


COMMANDS: dict[str, tuple[str, Sequence[str], str]] = {
    "translate": (".md", ["translate"], "locales/en/LC_MESSAGES/good.po"),
    "check": (".po", ["check", "--severity", "info"], ""),
    "report": (".po", ["report"], "report.html"),
    "publish": (".po", ["publish", "-p", "json"], "published/good.json"),
    "review export": (".po", ["review", "export"], "good.review.xlsx"),
    "review apply": (".xlsx", ["review", "apply"], ""),
    "review status": (".po", ["review", "status"], ""),
    "memory learn": (".po", ["memory", "learn"], ""),
    "memory import": (".tmx", ["memory", "import"], ""),
}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capitals: object) -> None:
    assert capitals
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_others_are_done(command: str) -> None:
    """Whatever is wrong with a file, and whichever command reads it, it is told once and the good one is done."""
    suffix, arguments, written = COMMANDS[command]
    good(suffix)
    bad = make_bad(suffix)
    result = run(*arguments, *bad, f"good{suffix}")
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stderr.count("error:")) == (2, len(bad)), result.output
    assert all(f"error: {clean_line(name[:4])}" in result.stderr for name in bad)
    assert "good" in result.stdout or "1 entries" in result.stdout or written in result.stdout
    assert not written or Path(written).stat().st_size


def test_a_folder_of_articles() -> None:
    """A folder is done but for the files in it that cannot be."""
    good(".md")
    bad = make_bad(".md")
    result = run("translate", ".", "--json")
    there = len(bad) - len(["folder", "missing"])
    assert (result.exit_code, result.stderr.count("error:")) == (2, there), result.output
    assert [each["document"] for each in json.loads(result.stdout)] == ["good"]


def test_names_too_long_for_their_files() -> None:
    """An article whose catalogue and sheet no disk would take is told before anything is translated."""
    good(".md")
    Path("é" * 118 + ".md").write_text("Un essai.", encoding="utf-8")
    result = run("translate", ".")
    assert (result.exit_code, "236 bytes" in result.stderr) == (2, True)
    assert Path("locales/en/LC_MESSAGES/good.po").exists()


def test_many_files_of_which_some_are_bad() -> None:
    """Those that cannot be used are named again at the end, the others are done."""
    Path("many").mkdir()
    for number in range(40):
        Path(f"many/{number:02}.md").write_text("Un essai.", encoding="utf-8")
    bad = [f"many/{number:02}.md" for number in range(0, 35, 5)]
    for name in bad:
        Path(name).write_bytes(bytes(range(256)))
    result = run("translate", "many")
    assert (result.exit_code, result.stderr.count("error:")) == (2, 7), result.output
    assert f"7 files of 40 could not be used: {', '.join(bad)}" in " ".join(result.stderr.split())
    assert len(list(Path("locales/en/LC_MESSAGES").glob("*.po"))) == 33


def test_articles_of_one_name_in_one_folder() -> None:
    """Neither of two articles that would become one catalogue is translated; the others are."""
    good(".md")
    Path("twin.md").write_text("Un essai.", encoding="utf-8")
    Path("twin.txt").write_text("Un autre essai.", encoding="utf-8")
    result = run("translate", ".")
    assert (result.exit_code, result.stderr.count("would be written as twin.po")) == (2, 2)
    assert [path.name for path in Path("locales/en/LC_MESSAGES").glob("*.po")] == ["good.po"]


def test_a_report_says_what_it_does_not_show() -> None:
    """The page names the catalogue that could not be read; where there is none to show, there is no page."""
    good(".po")
    assert run("report", "good.po", "none.po").exit_code == 2
    page = Path("report.html").read_text(encoding="utf-8")
    assert page.endswith("</html>\n")
    assert "none.po: does not exist" in page
    assert run("report", "none.po", "-o", "other.html").exit_code == 2
    assert not Path("other.html").exists()


def test_candidates_of_the_readable_catalogues() -> None:
    """A broken catalogue is told of, and the others are still looked through."""
    good(".po")
    Path("bad.po").touch()
    result = run("glossary", "candidates", "--catalogues", ".")
    assert (result.exit_code, "0 candidates" in result.stdout) == (2, True)
