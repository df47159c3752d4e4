"""What cells hold, as text: a reviewer's cell may come back as anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from passerelle.translate.formats.review_sheet.columns import cell_text

_PLAIN_FORMATS = frozenset(("General", "@", "0", "#,##0", ""))


class CellText(NamedTuple):
    """A cell as text, and why it cannot be taken for the reviewer's words, or nothing."""

    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number, its cells that hold text by column, and the notes pinned to it."""

    number: int
    cells: Mapping[int, CellText]
    notes: tuple[str, ...] = ()

    def text(self, column: int) -> str:
        """Return the text of a column, nothing where there is none."""
        return self.cells[column].text if column in self.cells else ""

    @property
    def texts(self) -> list[str]:
        """The texts of the row, from left to right."""
        return [cell.text for cell in self.cells.values()]


def read_cell(cell: Any) -> CellText:
    """Return the text of an openpyxl cell; formulas are shown, never computed."""
    value = getattr(cell, "value", None)
    if value is None:
        return CellText("")
    if isinstance(value, str):
        kind = getattr(cell, "data_type", "s")
        problem = {"f": "a cell holds a formula", "e": "a cell holds an error"}.get(kind, "")
        return CellText(cell_text(value).strip(), problem)
    if isinstance(value, datetime | date | time | timedelta):
        return CellText(str(value), "a cell holds a date or time that the program made of the text")
    if isinstance(value, bool):
        return CellText(str(value).upper())
    if isinstance(value, int | float):
        return _read_number(value, getattr(cell, "number_format", "General"))
    return CellText(cell_text(str(getattr(value, "text", value))), "a cell holds a formula")


def _read_number(value: float, number_format: str) -> CellText:
    text = str(int(value)) if float(value).is_integer() else repr(value)
    if number_format in _PLAIN_FORMATS:
        return CellText(text)
    return CellText(text, f"a cell holds a number shown as {number_format}")
