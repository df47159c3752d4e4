"""A real Wagtail: what its own export is filled with is reviewed, published, imported by its own view, and read as a page."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import polib
import pytest
from lxml import html
from typer.testing import CliRunner

from passerelle.translate.cli import app
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from tests.integration.wagtail.site import HERE, drive, needs_wagtail

WAITING = "Ce paragraphe attend son relecteur."

pytestmark = needs_wagtail


def passerelle(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@dataclass(frozen=True)
class Site:
    """A site whose French article was sent for translation, its own export, and the reviewed catalogue of that."""

    folder: Path
    export: Path
    filled: Path
    catalogue: Path

    def imported(self, po: Path) -> tuple[Any, dict[str, Any]]:
        """Import a PO file into a copy of the site, publish; return the English page and what the database holds."""
        copy = self.folder / f"site-{po.stem}"
        shutil.copytree(self.folder / "site", copy)
        page, state = copy / "page.html", copy / "state.json"
        drive(copy / "db.sqlite3", "import", po, page, state)
        return html.fromstring(page.read_bytes()), json.loads(state.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def own_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Neither learn from nor teach the memory of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PASSERELLE_MEMORY", str(tmp_path_factory.mktemp("memory") / "memory.sqlite"))
        yield


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the site, export, fill, send the sheet to a reviewer who approves all but one paragraph, apply it."""
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "site").mkdir()
    export, filled, locales = folder / "article-en.po", folder / "filled.po", folder / "locales"
    drive(folder / "site" / "db.sqlite3", "export", HERE / "newsroom" / "article.json", export)
    code, output = passerelle("fill", export, "--to", filled, "--out", locales)
    assert code == 0, output
    sheet = locales / "article-en.review.xlsx"
    approve(sheet)
    code, output = passerelle("review", "apply", sheet)
    assert "9 approved" in output, output
    return Site(folder, export, filled, locales / "article-en.po")


def approve(sheet: Path) -> None:
    """Approve every row of a sheet but the paragraph that waits."""
    book = openpyxl.load_workbook(sheet)
    rows = book[book.sheetnames[0]]
    places = {column.key: number for number, column in enumerate(COLUMNS, 1)}
    for number in range(FIRST_ROW, rows.max_row + 1):
        source = rows.cell(number, places["source"]).value
        if source and str(source) != WAITING:
            rows.cell(number, places["decision"]).value = "approve"
    book.save(sheet)


@pytest.fixture(scope="module")
def ready(site: Site) -> Path:
    """Return the file that is published for Wagtail."""
    where = ("--source", site.folder, "--out", site.folder / "published")
    code, output = passerelle("publish", site.catalogue, "--profile", "wagtail", *where)
    assert code == 0, output
    return site.folder / "published" / "article-en.wagtail.po"


def draft_of(site: Site, source: str) -> str:
    return next(entry.msgstr for entry in polib.pofile(str(site.filled)) if entry.msgid == source)


def test_the_english_page_shows_what_was_reviewed(site: Site, ready: Path) -> None:
    """Structure, links, emphasis and figures are those of the French; the unreviewed draft does not appear."""
    code, output = passerelle("check-import", ready, "--against", site.export, "--profile", "wagtail")
    assert (code, "9 accepted, 1 left as it is" in output) == (0, True)
    page, state = site.imported(ready)
    assert state["live"]
    text = page.text_content()
    assert page.get("lang") == "en"
    assert "1,200" in text
    assert "12.5%" in text
    assert [link.get("href") for link in page.iter("a")] == [
        "https://example.org/resultats",
        "https://example.org/a",
        "https://example.org/b",
    ]
    assert all(link.text_content().strip() for link in page.iter("a"))
    assert [len(list(page.iter(tag))) for tag in ("h1", "h2", "li", "b", "i", "br")] == [1, 2, 2, 1, 1, 1]
    assert next(page.iter("h1")).text_content() == draft_of(
        site, "Un essai rassurant sur l’immunothérapie &amp; la nutrition"
    ).replace("&amp;", "&")
    assert draft_of(site, WAITING) not in text
    assert WAITING in text  # Wagtail falls back to the French
    assert len(state["strings"]) == 9
    assert not any(string["error"] for string in state["strings"])


def test_drafts_would_go_live_and_the_check_says_so(site: Site) -> None:
    """Wagtail ignores the fuzzy flag: the filled file as it is brings the unreviewed paragraph onto the page."""
    code, output = passerelle(
        "check-import", site.filled, "--against", site.export, "--profile", "wagtail", "--json"
    )
    assert code == 1
    assert json.loads(output)["counts"] == {"draft goes live": 10}
    page, _ = site.imported(site.filled)
    assert draft_of(site, WAITING) in page.text_content()


TAMPERED = {
    "no-break space": ("12,5 %", "12,5\u00a0%", "L’essai"),
    "context": ('msgctxt "standfirst"', 'msgctxt "lead"', "Les centres"),
    "entity": ("immunothérapie &amp; la", "immunothérapie & la", "Un essai"),
}


def test_what_does_not_match_is_dropped_as_foretold(site: Site, ready: Path) -> None:
    """Each string whose msgid or context was tampered with is named beforehand, and Wagtail drops just those."""
    text = ready.read_text(encoding="utf-8")
    for old, new, _ in TAMPERED.values():
        assert old in text
        text = text.replace(old, new, 1)
    tampered = site.folder / "tampered.po"
    tampered.write_text(text, encoding="utf-8")
    code, output = passerelle(
        "check-import", tampered, "--against", site.export, "--profile", "wagtail", "--json"
    )
    report = json.loads(output)
    assert code == 1
    foretold = [row["source"] for row in report["strings"] if row["verdict"] == "dropped"]
    starts = sorted(start for _, _, start in TAMPERED.values())
    assert [source[: len(start)] for source, start in zip(sorted(foretold), starts, strict=True)] == starts
    page, state = site.imported(tampered)
    stored = {string["source"] for string in state["strings"]}
    accepted = {row["source"] for row in report["strings"] if row["verdict"] == "accepted"}
    assert stored == accepted
    assert "L’essai a inclus" in page.text_content()
    assert "1,200" not in page.text_content()


def test_a_file_without_its_header_is_an_error_as_foretold(site: Site, ready: Path) -> None:
    """Wagtail does not handle a missing translation id; the check says that nothing would be imported."""
    name = "X-WagtailLocalize-TranslationID"
    headless = site.folder / "headless.po"
    headless.write_text(ready.read_text(encoding="utf-8").replace(name, "X-Other"), encoding="utf-8")
    code, output = passerelle("check-import", headless, "--against", site.export, "--profile", "wagtail")
    assert code == 1
    assert "Wagtail fails with a server error" in output
    with pytest.raises(AssertionError, match=f"KeyError: '{name}'"):
        site.imported(headless)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("<p>No block tags here</p>", "is not allowed"),
        ('<a id="a7">No such link</a>', "is not in the French"),
        ("<b class='x'>No attributes</b>", "has attributes"),
    ],
)
def test_what_breaks_wagtails_rules_is_not_shown_as_foretold(
    site: Site, ready: Path, target: str, words: str
) -> None:
    """A translation with tags that Wagtail does not allow is stored as an error, and the French stays on the page."""
    po = polib.pofile(str(ready))
    entry = next(entry for entry in po if entry.msgid == "Une biopsie liquide suffit")
    entry.msgstr = target
    broken = site.folder / f"broken-{words.replace(' ', '-')}.po"
    po.save(str(broken))
    code, output = passerelle("check-import", broken, "--against", site.export, "--profile", "wagtail")
    assert code == 1
    assert words in output
    page, state = site.imported(broken)
    assert [string["error"] for string in state["strings"] if string["source"] == entry.msgid] == [True]
    assert "Une biopsie liquide suffit" in page.text_content()
