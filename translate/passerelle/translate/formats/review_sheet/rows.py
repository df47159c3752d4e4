"""A workbook whose rows are put into XML as they come: no object of openpyxl's stands for a cell, for a long sheet has a million."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lxml.etree import fromstring
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from passerelle.translate.formats.entities import escape

QUOTED = "write"
"""The style of cells that people write in: what reads like a formula there is marked as none."""

_FORMULAS = ("=", "+", "-", "@")


class Run(NamedTuple):
    """A piece of a text and its font as the element ``rPr``."""

    text: str
    font: str


class Cell(NamedTuple):
    """A number, a text that is never taken for anything else, or runs of one; ``style`` is one of `add_styles`."""

    value: int | str | Sequence[Run]
    style: str


class Book(Workbook):
    """A workbook that is written row by row."""

    def __init__(self) -> None:
        """Begin without sheets."""
        super().__init__(write_only=True)
        self._numbers: dict[tuple[str, bool], int] = {}

    def open_sheet(self, title: str) -> "Sheet":
        """Add a sheet; its widths, views and page are to be set before its first row."""
        book: Any = self
        sheet = Sheet(self, title)
        book._add_sheet(sheet)  # noqa: SLF001  (`create_sheet` knows only openpyxl's own)
        return sheet

    def number_of(self, style: str, sheet: "Sheet", *, quoted: bool) -> int:
        """Return the number under which cells name a style; ``quoted`` ones hold what reads like a formula."""
        key = style, quoted
        if key not in self._numbers:
            cell: Any = WriteOnlyCell(sheet)
            cell.style = f"passerelle {style}"
            cell.quotePrefix = quoted
            self._numbers[key] = cell.style_id
        return self._numbers[key]


class Sheet(WriteOnlyWorksheet):
    """A sheet that takes rows of `Cell`."""

    # What openpyxl gives a sheet and its stubs do not know.
    parent: Book
    column_dimensions: Any
    auto_filter: Any
    data_validations: Any
    conditional_formatting: Any
    sheet_state: str
    _rows: Any
    _writer: Any
    _get_writer: Any

    def __init__(self, parent: Book, title: str) -> None:
        """Begin without rows."""
        super().__init__(parent, title)
        self._count = 0

    def append(
        self, cells: Iterable[Cell | None], *, height: float | None = None, hidden: bool = False
    ) -> None:
        """Write the next row, so many points high; a place that is None stays without a cell."""
        self._count += 1
        attributes = ' hidden="1"' if hidden else ""
        if height is not None:
            attributes += f' ht="{height:.16g}" customHeight="1"'
        inside = "".join(
            self._tell(cell, f"{get_column_letter(column)}{self._count}")
            for column, cell in enumerate(cells, 1)
            if cell is not None
        )
        if self._rows is None:
            self._get_writer()
            self._rows = self._write_rows()
            next(self._rows)
        self._rows.send(fromstring(f'<row r="{self._count}"{attributes}>{inside}</row>'))

    def _tell(self, cell: Cell, place: str) -> str:
        value, style = cell
        quoted = style == QUOTED and isinstance(value, str) and value[:1] in _FORMULAS
        start = f'<c r="{place}" s="{self.parent.number_of(style, self, quoted=quoted)}"'
        if isinstance(value, int):
            return f'{start} t="n"><v>{value}</v></c>'
        if not value:
            return f'{start} t="n"/>'
        runs = _tell_text(value) if isinstance(value, str) else "".join(map(_tell_run, value))
        return f'{start} t="inlineStr"><is>{runs}</is></c>'

    def _write_rows(self) -> Any:
        """Take rows as elements, where openpyxl takes values."""
        stream = self._writer.xf.send(True)  # noqa: FBT003  (so openpyxl's generator is asked for its stream)
        with stream.element("sheetData"):
            try:
                while True:
                    stream.write((yield))
            except GeneratorExit:
                pass
        self._writer.xf.send(None)


def _tell_run(run: Run) -> str:
    return f"<r>{run.font}{_tell_text(run.text)}</r>"


def _tell_text(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{space}>{escape(text)}</t>"
