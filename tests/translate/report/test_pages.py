"""A long report: pages that lead to each other, whole or not at all, and none left of an earlier one."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html
from selenium.webdriver import Chrome

from passerelle.glossary.errors import FileError
from passerelle.translate.catalog.entry import Entry, Header
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.report import Gathering, files, write_report
from passerelle.translate.report.gather import Document
from passerelle.translate.report.page import write_page
from passerelle.translate.report.pages import part_pages
from passerelle.translate.text.document import BlockKind, Left, Why

PLAIN = Entry("p", BlockKind.PARAGRAPH, "Un essai.", "A trial.")
WRONG = replace(PLAIN, findings=(Finding("number-value", Severity.ERROR, "numbers", "12?"),))


def gathered(*counts: int, entry: Entry = PLAIN) -> list[Document]:
    """Return documents of so many texts."""
    gathering = Gathering(room=None)
    for number, count in enumerate(counts, 1):
        gathering.add(Header(f"n{number}", left=(Left(1, Why.CODE, f"fin {number}"),)), [entry] * count)
    return gathering.documents


def written(path: Path, documents: Sequence[Document]) -> dict[str, Any]:
    """Return the pages of the report by their paths below its folder."""
    write_report(path, documents)
    return {
        file.relative_to(path.parent).as_posix(): html.parse(str(file)).getroot()
        for file in sorted(path.parent.rglob("*.html"))
    }


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SIZE", 4)


@pytest.mark.parametrize(
    ("counts", "pages"),
    [
        ([], [[]]),
        ([0], [[(1, 0, True)]]),
        ([4], [[(1, 4, True)]]),
        ([9], [[(1, 4, False)], [(1, 4, False)], [(1, 1, True)]]),
        ([3, 2, 1], [[(1, 3, True), (2, 1, False)], [(2, 1, True), (3, 1, True)]]),
        ([4, 0, 1], [[(1, 4, True)], [(2, 0, True), (3, 1, True)]]),
        ([0] * 5, [[(n, 0, True) for n in range(1, 5)], [(5, 0, True)]]),
    ],
)
def test_no_page_holds_more_than_its_share(
    counts: list[int], pages: list[list[tuple[int, int, bool]]]
) -> None:
    """Texts are parted in their order, as many on each page as it holds, and no more documents than that."""
    parted = part_pages(gathered(*counts), 4)
    assert [
        [(part.number, len(part.document.shown), part.ends) for part in page.parts] for page in parted
    ] == pages
    assert [page.number for page in parted] == list(range(1, len(pages) + 1))


def test_every_text_stands_once_and_under_its_number(tmp_path: Path) -> None:
    """All pages together show all texts; what stays French is told where its document ends."""
    pages = written(tmp_path / "r.html", gathered(5, 3, 3))
    assert list(pages) == ["r-pages/2.html", "r-pages/3.html", "r.html"]
    ids = [each for name in ("r.html", *list(pages)[:2]) for each in pages[name].xpath("//article/@id")]
    assert ids == [f"e{n}-{row}" for n, count in ((1, 5), (2, 3), (3, 3)) for row in range(1, count + 1)]
    left = {name: page.xpath("//details//li/span/text()") for name, page in pages.items()}
    assert left == {"r.html": [], "r-pages/2.html": ["fin 1", "fin 2"], "r-pages/3.html": ["fin 3"]}


@pytest.mark.parametrize("name", ["report.html", "mon rapport n° 1 #50%.html", "a'b\"c.html", "rapport"])
def test_every_link_leads_to_a_page_and_a_place(tmp_path: Path, name: str) -> None:
    """Links between pages are files beside each other, whatever the report is called; each page has the same policy."""
    write_report(tmp_path / name, gathered(5, 3, 3))
    found = [tmp_path / name, *(tmp_path / f"{Path(name).stem}-pages").iterdir()]
    assert len(found) == 3
    policies = set()
    for file in found:
        page = html.parse(str(file)).getroot()
        policies.add(page.xpath("string(//meta[@http-equiv]/@content)"))
        links = page.xpath("//a/@href")
        assert any(not link.startswith("#") for link in links)
        for link in links:
            address, _, place = link.partition("#")
            target = (file.parent / unquote(address)) if address else file
            assert target.is_file()
            assert not place or html.parse(str(target)).getroot().get_element_by_id(place) is not None
    assert len(policies) == 1


def test_list_of_pages_tells_where_to_look(tmp_path: Path) -> None:
    """For each page it says from which text to which it goes, and how many errors are on it."""
    first = written(tmp_path / "r.html", gathered(5, 1, entry=WRONG))["r.html"]
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th|td")]
        for row in first.xpath("//section[@aria-labelledby='pages']//tbody/tr")
    ]
    assert rows == [
        ["Page 1", "n1 row 1", "n1 row 4", "4", "4", "0"],
        ["Page 2", "n1 row 5", "n2 row 1", "2", "2", "0"],
    ]


def test_pages_of_a_longer_report_are_gone(tmp_path: Path) -> None:
    """A shorter report leaves no page of the longer one, nor an empty folder; a user's own files stay."""
    path, own = tmp_path / "r.html", tmp_path / "r-2.html"
    own.write_text("mine")
    assert len(written(path, gathered(20))) == 6
    assert list(written(path, gathered(9))) == ["r-2.html", "r-pages/2.html", "r-pages/3.html", "r.html"]
    kept = tmp_path / "r-pages" / "99.html"
    kept.write_text("mine")
    assert list(written(path, gathered(2))) == ["r-2.html", "r-pages/99.html", "r.html"]
    kept.unlink()
    assert list(written(path, gathered(2))) == ["r-2.html", "r.html"]
    assert sorted(file.name for file in tmp_path.iterdir() if file.suffix == ".part") == []


@pytest.mark.parametrize("name", ["r-pages/note.txt", "r-pages/2.html", "r-pages/sub/2.html", "r-pages"])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, name: str) -> None:
    """Where the pages would stand among a user's own files, nothing is written, and the folder is named."""
    foreign = tmp_path / name
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_text("mine")
    with pytest.raises(FileError, match="holds other files") as caught:
        write_report(tmp_path / "r.html", gathered(9))
    assert str(caught.value).startswith(str(tmp_path / "r-pages"))
    assert foreign.read_text() == "mine"
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_report_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """A disk that is full on the third page, or a stop there, changes no page and leaves nothing behind."""
    path = tmp_path / "r.html"
    write_report(path, gathered(9))
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}

    def write(stream: Any, report: Any, page: Any) -> None:
        if page.number == 3:
            raise error
        write_page(stream, report, page)

    monkeypatch.setattr(files, "write_page", write)
    with pytest.raises((FileError, KeyboardInterrupt)):
        write_report(path, gathered(20, entry=WRONG))
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


_needs_chromium = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")


@_needs_chromium
@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("r.html#e1-3", "r.html"),
        ("r.html#e1-5", "r-pages/2.html"),
        ("r.html#e3-3", "r-pages/3.html"),
        ("r.html#d2", "r-pages/2.html"),
        ("r.html#d3", "r-pages/2.html"),
        ("r.html#e9-9", "r-pages/3.html"),
        ("r.html#nothing", "r.html"),
        ("r-pages/2.html#e1-5", "r-pages/2.html"),
        ("r-pages/2.html#e1-1", "r-pages/2.html"),
    ],
)
def test_the_address_of_a_text_leads_to_its_page(
    browser: Chrome, tmp_path: Path, address: str, page: str
) -> None:
    """The address that a text had on one long page still leads to it."""
    write_report(tmp_path / "r.html", gathered(5, 2, 4))
    browser.get((tmp_path / "r.html").as_uri().removesuffix("r.html") + address)
    expected = (tmp_path / page).as_uri() + "#" + address.partition("#")[2]
    assert browser.current_url == expected
