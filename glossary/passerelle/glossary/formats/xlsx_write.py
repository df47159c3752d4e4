"""Writing the glossary as an Excel workbook; `xlsx` reads it."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.cells import format_row
from passerelle.glossary.formats.tsv import HEADERS, SCHEMA, Column, choices, format_concept
from passerelle.glossary.words import read_pairs

BASE = "_passerelle"
"""The hidden sheet with every concept as it went out, a line of CSV a row: what is the same there was not changed since."""

_LONGEST_CELL = 32_767  # letters that Excel allows
_LONGEST_TITLE = 31
_PARTED = ";"  # LibreOffice loses tabs
_ROOM = 500  # empty rows below the concepts that have the lists to choose from, too
_WIDTHS = {"id": 24, "fr": 34, "en": 34, "definition": 50, "note": 40, "context_fr": 60, "context_en": 60}
_KIND_WIDTHS = {"list": 36, "text": 24, "form": 26, "choice": 12, "flag": 7, "date": 12}  # letters
_FORMULA = ("=", "+", "-", "@", "#")  # what a program might take for a formula or an error


def write_xlsx(concepts: Sequence[Concept]) -> bytes:
    """Return a workbook: columns explained in notes, choices as lists, the names of the columns and the French always in sight."""
    import openpyxl  # noqa: PLC0415 - it takes a fifth of a second, and most runs write no workbook

    book = openpyxl.Workbook(write_only=True)
    lines: list[str] = [format_line(HEADERS)]
    for title, group in _sheets(concepts).items():
        sheet = book.create_sheet(title)
        _set_up(sheet, len(group))
        sheet.append([_head(sheet, column) for column in SCHEMA])
        for concept in group:
            cells = format_concept(concept)
            sheet.append([text_cell(sheet, text) for text in cells])
            lines.append(format_line(cells))
    base = book.create_sheet(BASE)
    base.sheet_state = "hidden"
    for line in lines:
        base.append([text_cell(base, part) for part in _parts(line)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheets(concepts: Sequence[Concept]) -> Mapping[str, Sequence[Concept]]:
    """Return the concepts by the titles of their sheets."""
    domains: dict[str, list[Concept]] = {}
    for concept in concepts:
        domains.setdefault(concept.domain or "glossary", []).append(concept)
    titles: dict[str, list[Concept]] = {}
    for domain, group in sorted(domains.items()) or [("glossary", [])]:
        titles[_title(domain, {title.casefold() for title in (*titles, BASE)})] = group
    return titles


def _title(domain: str, taken: set[str]) -> str:
    """Return a domain as the title of a sheet can be: short, without some signs, and another than the others."""
    stem = re.sub(r"[\[\]:*?/\\]", " ", domain).strip(" '")[:_LONGEST_TITLE] or "glossary"
    title, number = stem, 2
    while title.casefold() in taken:
        title = f"{stem[: _LONGEST_TITLE - 4]} {number}"
        number += 1
    return title


def _set_up(sheet: Any, count: int) -> None:
    """Give a sheet its widths, lists, filter, and what stays in sight; all before its first row."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    for number, column in enumerate(SCHEMA, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.header, _KIND_WIDTHS[column.kind])
        words = choices(column)
        if words:
            rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            rule.showErrorMessage = True
            rule.error = f"Choose one of {', '.join(words)}, or leave it empty."
            rule.add(f"{letter}2:{letter}{count + 1 + _ROOM}")
            sheet.data_validations.append(rule)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(SCHEMA))}{count + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _head(sheet: Any, column: Column) -> Any:
    """Return the name of a column with a note that explains it."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    cell: Any = WriteOnlyCell(sheet, column.header)
    cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="1F3A5F")
    told = " ".join(_explain(column))
    cell.comment = Comment(told, "Passerelle", height=40 + 18 * (len(told) // 38), width=280)
    return cell


def _explain(column: Column) -> Iterator[str]:
    words = read_pairs(__file__, "columns.tsv").get(column.header, column.header)
    yield f"{words[0].upper()}{words[1:]}."
    if column.header == "id":
        yield "Leave it empty for a new concept."
    if column.kind == "list":
        yield "Several are parted by |."


def text_cell(sheet: Any, text: str) -> Any:
    """Return what openpyxl writes as a text: a term that begins with = is no formula."""
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    if "_x" in text:
        text = _ESCAPE.sub(r"_x005F\g<0>", text)
    if not text or not text.startswith(_FORMULA):
        return text or None
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    cell: Any = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")  # what programs take for a control character


def format_line(cells: Sequence[str]) -> str:
    """Return the cells of a concept as a line of the hidden sheet."""
    return format_row(cells, _PARTED)


def _parts(line: str) -> list[str]:
    """Return a line as cells can hold it, in brackets: blanks at the end of a cell are lost on the way."""
    room = _LONGEST_CELL - 2
    return [f"[{line[start : start + room]}]" for start in range(0, len(line), room)]
