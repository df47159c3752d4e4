"""A catalogue with all that a sheet may hold, its sheet, and what a reviewer does to it."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import openpyxl

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.review_sheet import (
    read_review,
    write_review,
)
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.review.merge import Sheet
from passerelle.translate.review.row import Returned
from passerelle.translate.text.document import BlockKind, Left, Why

HEADER = Header(
    "convention",
    "convention.md",
    "Passerelle",
    created=datetime(2024, 11, 15, tzinfo=UTC),
    left=(Left(12, Why.CODE, "=1+1"), Left(40, Why.LANGUAGE, "The end.")),
)
ENTRIES = (
    Entry("title-1", BlockKind.TITLE, "Convention des CLCC", "CLCC convention"),
    Entry(
        "paragraph-2",
        BlockKind.PARAGRAPH,
        "Les <1>CLCC</1> soignent 12,5 % des patients.",
        "The <1>CCCs</1> treat 125% of patients.",
        section="Soigner",
        records=(
            Record(ConstraintKind.TERM, "clcc", "CLCC", 4, 8, "short", "CCC", Stage.PLAIN, (4, 8)),
            Record(ConstraintKind.NUMBER, "", "12,5 %", 18, 24, "value", "12.5%", Stage.UNMET, reason="lost"),
        ),
        findings=(Finding("number-value", Severity.ERROR, "numbers", "12,5 % became 125%."),),
        review=Review(remark="see the report"),
    ),
    Entry("item-3", BlockKind.LIST_ITEM, "=1+1 ; former à l’IA", "=cmd|' /C calc'!A0"),
    Entry("item-4", BlockKind.LIST_ITEM, "#N/A", "@SUM(1)\twith a tab", State.APPROVED),
    Entry("item-5", BlockKind.LIST_ITEM, "Fin.", "", State.REJECTED, draft="The end."),
)
CATALOG = Catalog(HEADER, ENTRIES)


def exported(catalog: Catalog = CATALOG, **options: Any) -> bytes:
    stream = io.BytesIO()
    write_review(stream, catalog, **options)
    return stream.getvalue()


def returned(data: bytes) -> Sheet:
    return read_review(io.BytesIO(data)).sheet


def edit(change: Callable[[openpyxl.Workbook], None], data: bytes | None = None) -> Sheet:
    """Return the sheet after ``change`` was made to its workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data or exported()), rich_text=True)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return returned(stream.getvalue())


def place(key: str, row: int = 1) -> tuple[int, int]:
    """Return row and column of a cell: the text number ``row``, the column ``key``."""
    return FIRST_ROW + row - 1, [column.key for column in COLUMNS].index(key) + 1


def put(book: openpyxl.Workbook, key: str, row: int, value: Any) -> Any:
    cell = book.worksheets[0].cell(*place(key, row))
    cell.value = value
    return cell


def by_id(sheet: Sheet) -> dict[str, Returned]:
    return {row.block_id: row for row in sheet.rows}
