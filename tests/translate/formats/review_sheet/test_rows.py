"""Tests of `passerelle.translate.formats.review_sheet.rows`."""

import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from passerelle.translate.formats.review_sheet.rows import Book, Cell, Run
from passerelle.translate.formats.review_sheet.style import add_styles
from passerelle.translate.formats.review_sheet.undated import save_undated

BOLD = '<rPr><b val="1"/></rPr>'


def written(*rows: Sequence[Cell | None], **options: float | bool) -> bytes:
    book, stream = Book(), io.BytesIO()
    add_styles(book)
    sheet = book.open_sheet("texts")
    for row in rows:
        sheet.append(row, **options)  # type: ignore[arg-type]
    save_undated(book, stream)
    return stream.getvalue()


def read(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True).worksheets[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Un essai", "Un essai"),
        (" blank before and after ", " blank before and after "),
        ("two\nlines", "two\nlines"),
        ("a\ttab", "a\ttab"),
        ("5 < 6 & 7 > 2 \"'", "5 < 6 & 7 > 2 \"'"),
        ("]]>", "]]>"),
        ("œuvre 🏥 – ça", "œuvre 🏥 – ça"),
        ("=1+1", "=1+1"),
        ("#N/A", "#N/A"),
        ("2024-11-15", "2024-11-15"),
        ("007", "007"),
        ("", None),
    ],
)
def test_a_text_comes_back_as_a_text(text: str, kept: str | None) -> None:
    """Whatever a text looks like, a spreadsheet program reads that very text."""
    for style in ("read", "write"):
        cell = read(written([Cell(text, style)])).cell(1, 1)
        assert (cell.value, cell.data_type) == (kept, "s" if kept else "n")
        assert cell.style == f"passerelle {style}"


def test_runs_keep_their_blanks() -> None:
    """A run of one blank between two terms is a blank, and each run has its font."""
    runs = [Run("40", BOLD), Run(" ", ""), Run("lits", BOLD)]
    cell = read(written([Cell(runs, "read")])).cell(1, 1).value
    assert isinstance(cell, CellRichText)
    assert str(cell) == "40 lits"
    assert [part.text for part in cell if isinstance(part, TextBlock)] == ["40", "lits"]
    assert cell[0] == TextBlock(InlineFont(b=True), "40")


def test_places_and_heights() -> None:
    """Places without a cell are skipped, rows follow each other, and each has its height or is hidden."""
    sheet = read(written([None, Cell(7, "number")], [Cell("b", "read")], height=57.8, hidden=True))
    assert {place: cell.value for place, cell in sheet._cells.items()} == {(1, 2): 7, (2, 1): "b"}
    assert [(sheet.row_dimensions[row].height, sheet.row_dimensions[row].hidden) for row in (1, 2)] == [
        (57.8, True),
        (57.8, True),
    ]


def test_only_what_reads_like_a_formula_is_quoted() -> None:
    """Cells that people write in say of such a text that it is none; others need not, since no one edits them."""
    row = [Cell("=a", "write"), Cell("a", "write"), Cell("=a", "read"), Cell(-1, "write")]
    cells = next(read(written(row)).iter_rows())
    assert [bool(cell.quotePrefix) for cell in cells] == [True, False, False, False]


def test_the_xml_is_that_of_openpyxl() -> None:
    """The same cells, written through openpyxl's own objects, give the same sheet."""
    texts = ["Un essai", " à  peine ", "a\nb", "5 < 6 & 7"]
    ours = zipfile.ZipFile(io.BytesIO(written([Cell(text, "read") for text in texts], height=18.5)))
    book, stream = openpyxl.Workbook(write_only=True), io.BytesIO()
    add_styles(book)
    sheet = book.create_sheet("texts")
    sheet.row_dimensions[1].height = 18.5
    cells = [openpyxl.cell.WriteOnlyCell(sheet, text) for text in texts]
    for cell in cells:
        cell.style = "passerelle read"
    sheet.append(cells)
    save_undated(book, stream)
    theirs = zipfile.ZipFile(stream)
    for name in theirs.namelist():
        assert ours.read(name) == theirs.read(name), name
