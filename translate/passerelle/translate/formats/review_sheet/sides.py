"""The other sheets of the workbook: instructions, glossary, new terms, findings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.formats.review_sheet.columns import (
    FIRST_ROW,
    KEY,
    NEW_TERM_ROWS,
    GlossaryRow,
    cell_text,
)
from passerelle.translate.formats.review_sheet.rows import Book, Cell, Sheet
from passerelle.translate.formats.review_sheet.style import row_height
from passerelle.translate.formats.review_sheet.words import say, say_help
from passerelle.translate.text.document import Left

_SHOWN_ROWS = 25  # row numbers listed for one check


def abandon(book: Any) -> None:
    """Close what openpyxl keeps open of a book that cannot be written: left alone, each sheet would tell of it by itself."""
    for sheet in book.worksheets:
        for writing in (getattr(sheet, "_rows", None), getattr(getattr(sheet, "_writer", None), "xf", None)):
            if writing is not None:
                with suppress(Exception):
                    writing.close()


def protect(sheet: Any) -> None:
    """Lock the sheet without a password; in openpyxl False allows."""
    sheet.protection.sheet = True
    for permission in ("autoFilter", "sort", "formatRows", "formatColumns", "formatCells"):
        setattr(sheet.protection, permission, False)


def set_up_page(sheet: Any, *, titles: str = "") -> None:
    """Print on A4 across, as wide as the page, with the titles on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4 if hasattr(sheet, "PAPERSIZE_A4") else "9"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.center.text = "&A · &P / &N"
    if titles:
        sheet.print_title_rows = titles


def _table(
    book: Book, name: str, language: str, widths: dict[str, float], style: str = "read"
) -> tuple[Sheet, Callable[..., list[str]]]:
    """Open a sheet with an introduction and titles; return it and the function that adds a row."""
    sheet = book.open_sheet(say(f"sheet {name}", language))
    for letter, width in zip("BCDEFG", widths.values(), strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = "A3"
    sheet.sheet_view.showGridLines = False
    set_up_page(sheet, titles="2:2")
    sheet.append([None, Cell(say(f"{name} intro", language), "aside left")], height=30)
    head = "head write" if style == "write" else "head"
    titles = (Cell(say(key, language), head) for key in widths)
    sheet.append([Cell(f"{KEY}sheet {name}", "small"), *titles], height=20)

    def add(*texts: str) -> list[str]:
        cells = dict(zip(widths, (cell_text(text) for text in texts), strict=True))
        height = max(18.0, row_height(cells, widths))
        sheet.append([None, *(Cell(text, style) for text in cells.values())], height=height)
        return [text for text in cells.values() if text]

    return sheet, add


def _frame(name: str, titles: Iterable[str], language: str) -> list[str]:
    return [say(f"{name} intro", language), f"{KEY}sheet {name}", *(say(key, language) for key in titles)]


def write_help(book: Book, language: str) -> Iterator[str]:
    """Write the instructions; like its siblings, yield every text written."""
    sheet = book.open_sheet(say("sheet help", language))
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width = 26
    sheet.column_dimensions["C"].width = 100
    sheet.sheet_view.showGridLines = False
    set_up_page(sheet)
    protect(sheet)
    sheet.append([None, Cell(say("help title", language), "banner")], height=34)
    yield say("help title", language)
    for heading, text in say_help(language):
        yield from (heading, text)
        height = row_height({"text": text}, {"text": 100}) + 12
        sheet.append([None, Cell(heading, "text bold"), Cell(text, "text")], height=height)


def write_glossary(book: Book, rows: Sequence[GlossaryRow], language: str) -> Iterator[str]:
    """Write the terms of this document."""
    widths = {"term fr": 40.0, "term en": 44.0, "forbidden": 32.0, "definition": 46.0, "in use": 60.0}
    sheet, add = _table(book, "glossary", language, widths)
    protect(sheet)
    yield from _frame("glossary", widths, language)
    for row in rows:
        yield from add(*row)


def write_new_terms(book: Book, language: str) -> Iterator[str]:
    """Write the empty rows in which a reviewer proposes terms."""
    widths = {"term fr": 40.0, "term en": 44.0, "note": 70.0}
    sheet, add = _table(book, "terms", language, widths, "write")
    protect(sheet)
    yield from _frame("terms", widths, language)
    for _ in range(NEW_TERM_ROWS):
        yield from add("", "", "")


def write_left(book: Book, left: Sequence[Left], language: str) -> Iterator[str]:
    """Write the texts that stay French, where there are any, and why."""
    if not left:
        return
    widths = {"left line": 10.0, "left why": 36.0, "left text": 100.0}
    sheet, add = _table(book, "left", language, widths)
    protect(sheet)
    yield from _frame("left", widths, language)
    for each in left:
        yield from add(str(each.line or ""), say(f"left {each.why}", language), each.text)


def write_findings(book: Book, entries: Sequence[Entry], language: str) -> Iterator[str]:
    """Write how often each check found something, and where."""
    widths = {"severity": 12.0, "check": 28.0, "count": 10.0, "where": 46.0, "example": 80.0}
    sheet, add = _table(book, "findings", language, widths)
    protect(sheet)
    yield from _frame("findings", widths, language)
    found: dict[tuple[int, str], list[tuple[int, Finding]]] = {}
    for number, entry in enumerate(entries, FIRST_ROW):
        for finding in entry.findings:
            if not finding.waiver:
                rank = list(Severity).index(finding.severity)
                found.setdefault((rank, finding.id), []).append((number, finding))
    for (_, check), seen in sorted(found.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        numbers = list(dict.fromkeys(str(number) for number, _ in seen))
        more = " …" if len(numbers) > _SHOWN_ROWS else ""
        severity, example = say(str(seen[0][1].severity), language), seen[0][1].message
        yield from add(severity, check, str(len(seen)), ", ".join(numbers[:_SHOWN_ROWS]) + more, example)
    if not found:
        yield from add(say("nothing found", language), "", "", "", "")
