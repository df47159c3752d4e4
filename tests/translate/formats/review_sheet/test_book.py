"""A workbook read row by row holds what openpyxl says of it."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from passerelle.translate.formats.review_sheet.book import Book, open_book
from passerelle.translate.formats.review_sheet.cells import read_cell
from tests.translate.formats.review_sheet.conftest import CATALOG, exported


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def told(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Return row, column, text and problem of each cell."""
    return {
        title: [(line.number, column, *cell) for line in lines for column, cell in line.cells.items()]
        for title, lines in book.sheets.items()
    }


def expected(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the same as openpyxl reads it."""
    return {
        sheet.title: [
            (cell.row, cell.column, *read_cell(cell))
            for row in sheet.iter_rows()
            for cell in row
            if read_cell(cell).text
        ]
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets
    }


def rewritten(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook with other XML in its sheets."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return stream.getvalue()


VALUES: tuple[Any, ...] = (
    "Texte",
    " au bord ",
    "deux\nlignes",
    "_x0041_ et _x005F_x0041_",
    CellRichText("Le ", TextBlock(InlineFont(b=True), "CLCC"), " soigne"),
    12,
    -0.5,
    1e300,
    True,
    datetime(2024, 11, 15, 9, 30),  # noqa: DTZ001 - cells know no zones
    date(2024, 11, 15),
    time(9, 30),
    timedelta(hours=30),
    "=1+1",
    ArrayFormula("A1:A2", "=1+1"),
    "#N/A",
)


def every_kind() -> openpyxl.Workbook:
    """Return a workbook with a cell of each kind, each number shown otherwise once more, and an empty sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, value in enumerate(VALUES, 2):
        sheet.cell(number, 3).value = value
        sheet.cell(number, 7).value = value
        sheet.cell(number, 7).number_format = "0.0%"
    book.create_sheet("Rien")
    return book


@pytest.mark.parametrize("data", [saved(every_kind()), exported(), exported(language="fr")], ids=range(3))
def test_cells_hold_what_openpyxl_says(data: bytes) -> None:
    """Texts, numbers, dates, formulas and errors are those that openpyxl reads, whoever wrote the workbook."""
    assert told(open_book(data)) == expected(data)


def test_merged_cells_hold_one_text() -> None:
    """What lies hidden behind the first of merged cells is not read; what stands beside them is."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 6):
        for column in range(1, 6):
            sheet.cell(row, column).value = f"{row}{column}"
    data = rewritten(
        saved(book), b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:C4"/></mergeCells>'
    )
    lines = open_book(data).sheets["Sheet"]
    assert [line.texts for line in lines] == [
        ["11", "12", "13", "14", "15"],
        ["21", "22", "24", "25"],
        ["31", "34", "35"],
        ["41", "44", "45"],
        ["51", "52", "53", "54", "55"],
    ]


def test_notes_stand_with_their_row() -> None:
    """Notes pinned to cells are read from left to right, also where the cell and its row are empty."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"].value = "Texte"
    sheet["C1"].comment = Comment("second", "Claire")
    sheet["B1"].comment = Comment(" first ", "Claire")
    sheet["D9"].comment = Comment("below", "Claire")
    lines = open_book(saved(book)).sheets["Sheet"]
    assert [(line.number, line.texts, line.notes) for line in lines] == [
        (1, ["Texte"], ("first", "second")),
        (9, [], ("below",)),
    ]


def test_what_a_workbook_says_of_itself() -> None:
    """Its own properties and the name of whoever saved it last are read."""
    book = openpyxl.load_workbook(io.BytesIO(exported()))
    book.properties.lastModifiedBy = " Claire Martin "
    opened = open_book(saved(book))
    assert opened.saved_by == "Claire Martin"
    assert opened.properties["Passerelle document"] == CATALOG.header.document
