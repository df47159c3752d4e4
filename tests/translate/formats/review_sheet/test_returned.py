"""Whatever reviewers and their programs do to a sheet comes back."""

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from passerelle.translate.catalog.entry import State
from passerelle.translate.formats.review_sheet import (
    read_review,
)
from passerelle.translate.formats.review_sheet.columns import FIRST_ROW, KEY, META
from passerelle.translate.review.merge import Proposal, apply_sheet
from passerelle.translate.review.row import Outcome, Row
from tests.translate.formats.review_sheet.conftest import (
    CATALOG,
    ENTRIES,
    by_id,
    edit,
    exported,
    place,
    put,
    returned,
)


def test_three_columns_and_name_come_back() -> None:
    """Text, decision, comment, pinned notes and the reviewer's name are read."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, "The CLCC convention")
        put(book, "decision", 1, "Edited ")
        put(book, "comment", 1, "better").comment = Comment("and a note", "Claire")
        book.worksheets[0].cell(2, place("revised")[1]).value = " Claire  Martin "

    sheet = edit(change)
    row = sheet.rows[0]
    assert (row.revised, row.decision, row.comment) == (
        "The CLCC convention",
        State.EDITED,
        "better\nand a note",
    )
    assert sheet.reviewer == "Claire Martin"


def test_sorted_moved_and_translated() -> None:
    """Rows in another order, columns elsewhere and other titles do no harm."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, "New title")
        sheet = book.worksheets[0]
        rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
        rows[2][3:] = [(f"Titel {index}", "s") for index, _ in enumerate(rows[2][3:])]
        rows[3:] = reversed(rows[3:])
        for number, row in enumerate(rows, 1):
            for index, (value, kind) in enumerate(reversed(row), 1):
                cell = sheet.cell(number, index)
                cell.value, cell.data_type = value, kind
        sheet.title = "Überarbeitung"

    sheet = edit(change)
    assert [row.block_id for row in sheet.rows if row.touched] == ["title-1"]
    assert by_id(sheet)["title-1"].revised == "New title"


def test_titles_stand_in_for_lost_keys() -> None:
    """Without hidden row and columns, columns are found by their titles and rows by their French."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, "New title")
        book.worksheets[0].delete_cols(2, 2)
        book.worksheets[0].delete_rows(1)

    sheet = edit(change)
    assert [row.block_id for row in sheet.rows if row.touched] == ["title-1"]
    assert "hidden keys are gone" in " ".join(sheet.warnings)


def test_hidden_sheet_deleted() -> None:
    """Without its hidden sheet a workbook is still known by its properties and hidden columns."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, "New title")
        del book[META]

    sheet = edit(change)
    assert [row.block_id for row in sheet.rows if row.touched] == ["title-1"]
    assert sheet.document == "convention"


@pytest.mark.parametrize(
    ("value", "text", "problem"),
    [
        (1200, "1200", ""),
        (12.5, "12.5", ""),
        (True, "TRUE", ""),
        (datetime(2024, 11, 15), "2024-11-15 00:00:00", "date"),  # noqa: DTZ001 - cells know no zones
        ("=1+1", "=1+1", "formula"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", "formula"),
        ("#N/A", "#N/A", "error"),
        (CellRichText("The ", TextBlock(InlineFont(b=True), "CLCC")), "The CLCC", ""),
        ("two\r\nlines", "two\nlines", ""),
        ("x" * 32_767, "x" * 32_767, ""),
    ],
)
def test_any_cell_is_text(value: Any, text: str, problem: str) -> None:
    """Numbers and rich text come back as text; formulas, errors and dates as text with the reason against them."""
    row = edit(lambda book: put(book, "revised", 1, value) and None).rows[0]
    assert row.revised == text
    assert problem in row.problem
    assert bool(row.problem) == bool(problem)


def test_number_with_a_format_is_doubted() -> None:
    """A percentage that Excel stored as 0.125 is not taken for the reviewer's text."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, 0.125).number_format = "0.0%"

    assert "0.0%" in edit(change).rows[0].problem


def test_unknown_decision_is_told() -> None:
    """A word that is not in the list is a problem that quotes it."""
    row = edit(lambda book: put(book, "decision", 1, "perhaps") and None).rows[0]
    assert "“perhaps”" in row.problem


def test_text_in_wrong_places_is_found() -> None:
    """What is written in locked cells, new columns, new rows and other sheets is not overlooked."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "draft", 1, "written in the draft")
        book.worksheets[0].cell(FIRST_ROW + 1, 20).value = "beside the table"
        book.worksheets[0].cell(FIRST_ROW + 9, place("revised")[1]).value = "below the table"
        book["How to"]["C12"].value = "in the instructions"
        book.create_sheet("Mine")["A1"].value = "on a sheet of my own"

    sheet = edit(change)
    assert sheet.rows[0].locked == ("written in the draft",)
    assert sheet.rows[1].locked == ("beside the table",)
    assert (sheet.rows[-1].block_id, sheet.rows[-1].revised) == ("", "below the table")
    assert sheet.strays == ("How to: in the instructions", "Mine: on a sheet of my own")


def test_stray_cell_at_the_bottom() -> None:
    """A lone cell in the last row and column that Excel has costs nothing and is named."""

    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0].cell(1_048_576, 16_384).value = "far away"

    sheet = edit(change)
    assert sheet.rows[-1].locked == ("far away",)
    assert len(sheet.rows) == len(ENTRIES) + 1


def test_titles_of_new_terms_deleted() -> None:
    """What a reviewer proposes is read even when the titles above it are gone."""

    def change(book: openpyxl.Workbook) -> None:
        for cell in book["New terms"][2][1:]:
            cell.value = None
        book["New terms"]["B3"].value = "biopsie"

    assert edit(change).proposals == (Proposal("", "", "biopsie"),)


def test_new_terms_come_back() -> None:
    """Rows of the new-terms sheet become proposals, incomplete ones too."""

    def change(book: openpyxl.Workbook) -> None:
        for cell, text in zip(book["New terms"][4][1:], ("biopsie", "biopsy", "my dictionary"), strict=False):
            cell.value = text
        book["New terms"][7][3].value = "what about PMI?"

    assert edit(change).proposals == (
        Proposal("biopsie", "biopsy", "my dictionary"),
        Proposal("", "", "what about PMI?"),
    )


def test_conflict_sheet_waits_for_a_decision() -> None:
    """A conflict sheet shows the reviewer's text beside today's, and is untouched until someone decides."""
    rows = [Row(ENTRIES[0], "My title", "remark", Outcome.CONFLICT)]
    data = exported(rows=rows)
    assert not returned(data).rows[0].touched
    decided = edit(lambda book: put(book, "decision", 1, "approve") and None, data)
    merged, _ = apply_sheet(CATALOG, decided, "2024-11-15")
    assert (merged.entries[0].target, merged.entries[0].state) == ("My title", State.EDITED)


def test_a_sheet_from_before_a_column_came_is_read() -> None:
    """Sheets that lack the last column, and its hash in the hidden ones, come back as others do."""
    book = openpyxl.load_workbook(io.BytesIO(exported()))
    sheet = book.worksheets[0]
    keys = [cell.value for cell in sheet[1]]
    assert keys[-1] == KEY + "confidence"
    base = keys.index(KEY + "base") + 1
    sheet.delete_cols(len(keys))
    for row in range(FIRST_ROW, sheet.max_row + 1):
        sheet.cell(row, base).value = str(sheet.cell(row, base).value).rpartition(" ")[0]
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    returned = read_review(stream).sheet.rows
    assert [row.locked for row in returned] == [()] * len(ENTRIES)
    assert all(row.base for row in returned)
