"""One bad file among others: told in one sentence, the others are done, and the command ends with exit code 2."""

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.catalog.summary import Effort, Summary
from passerelle.translate.cli import app
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import BlockKind, Document
from passerelle.translate.workflows import translate
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


def named(name: str | bytes, content: bytes = b"") -> Callable[[str], str]:
    """Return what makes a file of this name and content, and returns its name."""

    def make(suffix: str) -> str:
        whole = os.fsdecode(name) + suffix
        Path(whole).write_bytes(content)
        return whole

    return make


def fifo(suffix: str) -> str:
    os.mkfifo(f"bad{suffix}")
    return f"bad{suffix}"


def link(target: str) -> Callable[[str], str]:
    def make(suffix: str) -> str:
        Path(f"bad{suffix}").symlink_to(target)
        return f"bad{suffix}"

    return make


def folder(suffix: str) -> str:
    Path(f"bad{suffix}").mkdir()
    return f"bad{suffix}"


def unreadable(suffix: str) -> str:
    name = named("bad")(suffix)
    Path(name).chmod(0)
    return name


BAD: dict[str, Callable[[str], str]] = {
    "a pipe": fifo,
    "endless": link("/dev/zero"),
    "a terminal": link("/dev/tty"),
    "a link to nothing": link("nowhere"),
    "a link to itself": link("bad.link"),
    "a folder": folder,
    "missing": lambda suffix: f"bad{suffix}",
    "empty": named("bad"),
    "blank": named("bad", b" \n\n\t"),
    "binary": named("bad", bytes(range(256)) * 20),
    "an escape in its name": named("b\x1b]0;ad\x07", b"Un essai."),
    "a line end in its name": named("b\nad", b"Un essai."),
    "no UTF-8 in its name": named(b"b\xe9ad", b"Un essai."),
    "unreadable": unreadable,
}
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


def capitals(documents: Sequence[Document], *_: Any, **__: Any) -> list[Translation]:
    """Translate French into capitals: no model is needed here."""
    done = []
    for document in documents:
        entries = tuple(
            Entry(block.id, block.kind, block.text, block.text.upper(), key="k") for block in document.blocks
        )
        summary = Summary(document.name, len(entries), Effort(), {}, {}, (), {}, (), ())
        done.append(Translation(Catalog(Header(document.name, document.path), entries), summary))
    return done


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(translate, "translate_read", capitals)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", BAD)
def test_the_others_are_done(kind: str, command: str) -> None:
    """Whatever is wrong with one file, and whichever command reads it."""
    if kind == "unreadable" and os.geteuid() == 0:
        pytest.skip("nothing is unreadable to the superuser")
    suffix, arguments, written = COMMANDS[command]
    good(suffix)
    bad = BAD[kind](suffix)
    result = run(*arguments, bad, f"good{suffix}")
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stderr.count("error:")) == (2, 1), result.output
    assert "bad" in result.stderr or "ad" in result.stderr
    assert "good" in result.stdout or "1 entries" in result.stdout or written in result.stdout
    assert not written or Path(written).stat().st_size


@pytest.mark.parametrize("kind", sorted({*BAD} - {"missing", "a folder", "unreadable"}))
def test_a_folder_of_articles(kind: str) -> None:
    """A folder is done but for the files in it that cannot be."""
    good(".md")
    BAD[kind](".md")
    result = run("translate", ".", "--json")
    assert (result.exit_code, result.stderr.count("error:")) == (2, 1), result.output
    assert [each["document"] for each in json.loads(result.stdout)] == ["good"]


def test_names_too_long_for_their_files() -> None:
    """An article whose catalogue and sheet no disk would take is told before anything is translated."""
    good(".md")
    name = named("é" * 118, b"Un essai.")(".md")
    assert len(name.encode()) == 239
    result = run("translate", ".")
    assert (result.exit_code, "236 bytes" in result.stderr) == (2, True)
    assert Path("locales/en/LC_MESSAGES/good.po").exists()


def test_articles_of_one_name() -> None:
    """Neither of two articles that would become one catalogue is translated; the others are."""
    good(".md")
    named("twin", b"Un essai.")(".md")
    named("twin", b"Un autre essai.")(".txt")
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
    named("bad")(".po")
    result = run("glossary", "candidates", "--catalogues", ".")
    assert (result.exit_code, "0 candidates" in result.stdout) == (2, True)
