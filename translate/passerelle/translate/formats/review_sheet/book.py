"""A workbook opened row by row, for a long one has a million cells, and openpyxl's objects for them fill any memory.

What a cell holds is what openpyxl says of it. What has no text is passed over: drawings, tables, links, looks of cells and rows.
"""

import io
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from lxml.etree import SubElement
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet._reader import INLINE_STRING, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import COMMENTS_NS, SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from passerelle.glossary.formats.sheets import join_runs, read_elements
from passerelle.translate.formats.review_sheet.cells import CellText, Line, read_cell
from passerelle.translate.formats.review_sheet.columns import cell_text

_Rows = dict[int, dict[int, CellText]]
"""Cells in which something is written, by row and column."""

_Notes = dict[tuple[int, int], str]
"""Notes pinned to cells, by row and column."""


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook holds: the rows of its sheets in which something is written, its own properties, who saved it last."""

    sheets: Mapping[str, tuple[Line, ...]]
    properties: Mapping[str, str]
    saved_by: str


def open_book(data: bytes) -> Book:
    """Return a workbook; nothing in it is computed, run or followed.

    Raises:
        what openpyxl and lxml raise: a part is missing or damaged.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names features that it leaves out; none holds text
        reader: Any = _Reader(io.BytesIO(data), keep_links=False)
        reader.read()
    properties = {prop.name: str(prop.value) for prop in reader.wb.custom_doc_props if prop.name}
    return Book(reader.sheets, properties, (reader.wb.properties.lastModifiedBy or "").strip())


class _Reader(ExcelReader):
    """Reads a workbook as openpyxl does, but for shared strings and rows, of which it takes the texts alone."""

    # What openpyxl gives a reader and its stubs do not know.
    archive: Any
    package: Any
    parser: Any
    valid_files: Any
    wb: Any

    def read_strings(self) -> None:
        """Read the strings that the sheets share."""
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as stream:
                # Without what Excel puts before an underscore that reads like an escape, as openpyxl has them.
                texts = (join_runs(item).replace("x005F_", "") for item in read_elements(stream, "si"))
                self.shared_strings = list(texts)

    def read_worksheets(self) -> None:
        """Read the rows of the sheets."""
        self.sheets: dict[str, tuple[Line, ...]] = {}
        for sheet, relation in self.parser.find_sheets():
            if relation.target not in self.valid_files:
                continue
            if "chartsheet" in relation.Type:
                self.read_chartsheet(sheet, relation)
                continue
            own = self.wb.create_sheet(sheet.name)
            with self.archive.open(relation.target) as stream:
                rows = self._read_rows(stream, own)
            self.sheets[own.title] = tuple(_lines(rows, self._read_notes(relation.target)))

    def _read_rows(self, stream: IO[bytes], sheet: Any) -> _Rows:
        book = self.wb
        parser = _Parser(
            stream,
            self.shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001  (openpyxl tells them nowhere else)
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        rows: _Rows = {}
        merged = []
        for element in read_elements(stream, "row", "mergeCell"):
            if element.tag != ROW_TAG:
                merged.append(element.get("ref"))
                continue
            for cell in parser.parse_row(element)[1]:
                if cell["value"] is not None:
                    own = rows.setdefault(cell["row"], {})
                    own[cell["column"]] = read_cell(ReadOnlyCell(sheet, **cell))
        _empty(rows, merged)
        return rows

    def _read_notes(self, target: str) -> _Notes:
        """Return the notes of a sheet."""
        notes: _Notes = {}
        path: Any = get_rels_path(target)  # type: ignore[no-untyped-call]
        relations = get_dependents(self.archive, path) if path in self.valid_files else None
        for relation in relations.find(COMMENTS_NS) if relations is not None else ():
            found: Any = CommentSheet.from_tree(fromstring(self.archive.read(relation.target)))
            for place, comment in found.comments:
                notes[coordinate_to_tuple(place)] = cell_text(comment.text or "").strip()
        return notes


class _Parser(WorkSheetParser):
    """Reads cells as openpyxl does; of a text in the cell itself only the letters, where that makes an object of each run."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Return row, column, value, type and style of a cell."""
        inside = element[0] if len(element) == 1 else None
        if inside is not None and inside.tag == INLINE_STRING:
            element.set("t", "str")
            SubElement(element, VALUE_TAG).text = join_runs(inside)
            element.remove(inside)
        found: dict[str, Any] = super().parse_cell(element)
        return found


def _empty(rows: _Rows, merged: Iterable[str]) -> None:
    """Take away what lies hidden in merged cells behind the first one."""
    numbers = sorted(rows)
    for place in merged:
        corners: Any = range_boundaries(place)
        left, top, right, bottom = corners
        for number in numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]:
            hidden = [column for column in rows[number] if left <= column <= right]
            for column in hidden:
                if (number, column) != (top, left):
                    del rows[number][column]


def _lines(rows: _Rows, notes: _Notes) -> Iterator[Line]:
    pinned: dict[int, list[str]] = {}
    for (number, _), text in sorted(notes.items()):
        pinned.setdefault(number, []).append(text)
    for number in sorted({*rows, *pinned}):
        cells = {column: cell for column, cell in sorted(rows.get(number, {}).items()) if cell.text}
        yield Line(number, cells, tuple(filter(None, pinned.get(number, ()))))
