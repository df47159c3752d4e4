"""Tables of other programs, as text or as a workbook: a row of column names, and rows below it."""

import codecs
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.cells import DELIMITERS, format_row, one_line, read_cells
from passerelle.glossary.formats.sheets import Sheet, SheetRow, is_workbook, read_sheets
from passerelle.glossary.formats.workbook import SheetError
from passerelle.glossary.formats.xlsx_write import text_cell

_LOOKED_AT = 10  # rows, to find the names of the columns

Fits = Callable[[Sequence[str]], bool]
"""Whether the names of some columns, in lower case, are those of a format."""


class Line(NamedTuple):
    """A row: where it stands, and its cells, as many as there are names."""

    place: object
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of its columns in lower case, its rows, and what is wrong in others."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]
    errors: tuple[GlossaryError, ...] = ()


def read_grids(data: bytes, fits: Fits, path: object = None) -> tuple[Grid, ...]:
    """Return the tables of a file whose columns fit: the text itself, or the visible sheets of a workbook.

    Raises:
        GlossaryError: it is neither text nor workbook.
    """
    if is_workbook(data):
        sheets = [sheet for sheet in _sheets(data, path) if not sheet.hidden]
        grids = [_read_sheet(sheet, fits, path) for sheet in sheets]
        return tuple(grid for grid in grids if grid)
    grid = _read_text(data, fits, path)
    return (grid,) if grid else ()


def first_names(data: bytes, path: object = None) -> tuple[str, ...]:
    """Return the first row of a file, to be told where no columns fit."""
    if is_workbook(data):
        rows = (row for sheet in _sheets(data, path, most=1) for row in sheet.rows)
        return next((tuple(row.texts.values()) for row in rows), ())
    rows_of_text = read_cells(data, (), path, most=_LOOKED_AT).rows
    return next((row.cells for row in rows_of_text if not row.blank), ())


def has_columns(data: bytes, fits: Fits) -> bool:
    """Whether a file has a table whose columns fit."""
    if not is_workbook(data):
        return _read_text(data, fits, None, most=_LOOKED_AT) is not None
    sheets = _sheets(data, None, most=_LOOKED_AT)
    return any(_find_header(sheet.rows, fits) for sheet in sheets if not sheet.hidden)


def _sheets(data: bytes, path: object, *, most: int | None = None) -> tuple[Sheet, ...]:
    try:
        return read_sheets(data, path, most=most)
    except SheetError as error:
        raise GlossaryError(error.args[0], path=path) from error


def _read_text(data: bytes, fits: Fits, path: object, *, most: int | None = None) -> Grid | None:
    """Return the table that a text is, by the separator with which its columns fit."""
    for delimiter in DELIMITERS:
        table = read_cells(data, (), path, most=_LOOKED_AT, delimiter=delimiter)
        header = table.header
        if header and fits(header.cells):
            break
    else:
        return None
    names = header.cells
    lines, errors = [], []
    for row in read_cells(data, (), path, most=most, delimiter=delimiter).body:
        cells = [one_line(cell) for cell in row.cells]
        if any(cells[len(names) :]):
            message = f"has {len(cells)} cells where the header has {len(names)}; remove a separator."
            errors.append(GlossaryError(message, path=path, line=row.line))
        else:
            lines.append(Line(path, row.line, _fill(cells, len(names))))
    return Grid(names, tuple(lines), tuple(errors))


def _read_sheet(sheet: Sheet, fits: Fits, path: object) -> Grid | None:
    header = _find_header(sheet.rows, fits)
    if header is None:
        return None
    names = _names(header)
    place = f"{'' if path is None else path}[{sheet.title}]"
    lines, errors = [], []
    for row in sheet.rows:
        if row.number > header.number:
            cells = [one_line(row.texts.get(column, "")) for column in range(1, len(names) + 1)]
            lines.append(Line(place, row.number, tuple(cells)))
            for column, problem in row.problems.items():
                if column <= len(names):
                    told = f"the cell “{names[column - 1]}” {problem}; write what it shows."
                    errors.append(GlossaryError(told, path=place, line=row.number))
    return Grid(names, tuple(lines), tuple(errors))


def _find_header(rows: Sequence[SheetRow], fits: Fits) -> SheetRow | None:
    return next((row for row in rows[:_LOOKED_AT] if fits(_names(row))), None)


def _names(row: SheetRow) -> tuple[str, ...]:
    return tuple(
        one_line(row.texts.get(column, "")).lower() for column in range(1, max(row.texts, default=0) + 1)
    )


def _fill(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple([*cells, *[""] * (width - len(cells))][:width])


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV with commas: UTF-8 with the mark by which Excel knows it."""
    return codecs.BOM_UTF8 + "".join(format_row(row, ",") + "\r\n" for row in rows).encode()


def write_workbook(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a workbook of one sheet, the names of the columns always in sight."""
    import openpyxl  # noqa: PLC0415 - it takes a fifth of a second, and most runs write no workbook

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([text_cell(sheet, text) for text in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
