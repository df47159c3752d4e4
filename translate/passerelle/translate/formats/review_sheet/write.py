"""Writing the review sheet."""

import errno
import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, Any

from lxml.etree import SerialisationError
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from passerelle.translate.catalog.entry import Catalog, Entry, State, text_hash
from passerelle.translate.formats.review_sheet.columns import (
    BANNER,
    COLUMNS,
    FIRST_ROW,
    FORMAT,
    KEY,
    META,
    TITLES,
    Column,
    GlossaryRow,
    cell_hash,
    cell_text,
    fingerprint,
    format_base,
)
from passerelle.translate.formats.review_sheet.rows import QUOTED, Book, Cell, Sheet
from passerelle.translate.formats.review_sheet.sides import (
    abandon,
    protect,
    set_up_page,
    write_findings,
    write_glossary,
    write_help,
    write_left,
    write_new_terms,
)
from passerelle.translate.formats.review_sheet.style import add_styles, rich_text, row_height, text_width
from passerelle.translate.formats.review_sheet.tell import is_too_long, tell_cells
from passerelle.translate.formats.review_sheet.undated import save_undated
from passerelle.translate.formats.review_sheet.words import say, say_decision
from passerelle.translate.review.row import Base, Row, rows_of

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def write_review(
    stream: IO[bytes],
    catalog: Catalog,
    glossary: Sequence[GlossaryRow] = (),
    *,
    rows: Sequence[Row] | None = None,
    language: str = "en",
) -> None:
    """Write the workbook for a reviewer; ``rows`` other than all living entries make a conflict sheet.

    Raises:
        OSError: the stream cannot be written, or there is no room for temporary files.
    """
    book, whole = Book(), io.BytesIO()
    try:
        _fill(book, catalog, glossary, rows, language)
        save_undated(book, whole)
    except SerialisationError as error:
        abandon(book)
        place = tempfile.gettempdir()
        raise OSError(errno.ENOSPC, f"no room for temporary files in {place}") from error
    except BaseException:
        abandon(book)
        raise
    stream.write(whole.getvalue())  # openpyxl leaves a zip file open where its stream fails


def _fill(
    book: Book,
    catalog: Catalog,
    glossary: Sequence[GlossaryRow],
    conflicts: Sequence[Row] | None,
    language: str,
) -> None:
    rows = rows_of(catalog) if conflicts is None else conflicts
    add_styles(book)
    bases = _write_texts(
        book, catalog, rows, language, "conflict banner" if conflicts is not None else "banner"
    )
    sides = (
        *write_help(book, language),
        *write_glossary(book, glossary, language),
        *write_new_terms(book, language),
        *write_findings(book, [row.entry for row in rows], language),
        *write_left(book, catalog.header.left, language),
    )
    sheet = _write_meta(book, catalog, language, bases, "conflict" if conflicts is not None else "review")
    for start in range(0, len(sides), _HASHES_A_CELL):
        hashes = " ".join(cell_hash(text) for text in sides[start : start + _HASHES_A_CELL])
        sheet.append([Cell(text, "small") for text in (KEY + "side", hashes)])


_HASHES_A_CELL = 2_000


def _write_texts(
    book: Book, catalog: Catalog, rows: Sequence[Row], language: str, banner: str
) -> list[tuple[str, str]]:
    """Write the sheet of texts; return the id and the base of each row."""
    sheet = book.open_sheet(say("sheet review", language))
    widths = _widths(rows)
    _set_up(sheet, widths, len(rows), language)
    _write_head(sheet, catalog, len(rows), language, banner)
    bases = []
    for number, row in enumerate(rows, FIRST_ROW):
        cells = tell_cells(row, number, language)
        base = format_base(_base(row, cells), cells)
        height = row_height(cells, widths)
        cells |= {"id": f"{catalog.header.document}#{row.entry.block_id}", "base": base}
        sheet.append([_cell(column, cells[column.key], row.entry) for column in COLUMNS], height=height)
        bases.append((row.entry.block_id, base))
    return bases


def _widths(rows: Iterable[Row]) -> dict[str, float]:
    texts = ((row.entry.source, row.entry.target, row.revised) for row in rows)
    longest = max((len(text) for own in texts for text in own), default=0)
    return {column.key: column.width or text_width(longest) for column in COLUMNS if not column.hidden}


def _base(row: Row, cells: Mapping[str, str]) -> Base:
    base = replace(row.base, revised=text_hash(cells["revised"]), remark=text_hash(cells["comment"]))
    return replace(base, cut=is_too_long(row))


def _set_up(sheet: Sheet, widths: Mapping[str, float], count: int, language: str) -> None:
    """Give the sheet widths, frozen titles, filter, list, protection and page; all before its first row."""
    for index, column in enumerate(COLUMNS, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = widths.get(column.key, column.width)
        dimension.hidden = column.hidden
    sheet.freeze_panes = f"A{FIRST_ROW}"
    last = max(FIRST_ROW, FIRST_ROW + count - 1)
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{get_column_letter(len(COLUMNS))}{last}"
    _add_decisions(sheet, f"{_letter('decision')}{FIRST_ROW}:{_letter('decision')}{last}", language)
    protect(sheet)
    set_up_page(sheet, titles=f"{FIRST_ROW - 1}:{FIRST_ROW - 1}")


def _letter(key: str) -> str:
    return get_column_letter([column.key for column in COLUMNS].index(key) + 1)


_DECISION_COLOURS = {
    State.APPROVED: ("D1FADF", "05603A"),
    State.EDITED: ("D1FADF", "05603A"),
    State.NEEDS_WORK: ("FEF0C7", "93370D"),
    State.REJECTED: ("FEE4E2", "912018"),
}


def _add_decisions(sheet: Sheet, cells: str, language: str) -> None:
    words = [say_decision(state, language) for state in _DECISION_COLOURS]
    choice = DataValidation(
        type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True
    )
    choice.error = say("choose", language)
    choice.add(cells)
    sheet.data_validations.append(choice)
    for word, (fill, ink) in zip(words, _DECISION_COLOURS.values(), strict=True):
        look = DifferentialStyle(font=Font(color=ink, bold=True), fill=PatternFill("solid", bgColor=fill))
        test = [f'{cells.partition(":")[0]}="{word}"']
        sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=look, formula=test))


def _write_head(sheet: Sheet, catalog: Catalog, count: int, language: str, banner: str) -> None:
    """Write the hidden keys, the banner with the reviewer's name, and the titles."""
    sheet.append([Cell(KEY + column.key, "small") for column in COLUMNS], hidden=True)
    words = {
        "context": (say(banner, language, document=catalog.header.document, count=count), "banner"),
        "id": (KEY + BANNER, "small"),
        "draft": (say("your name", language), "aside"),
        "revised": ("", "write"),
        "decision": (say("see help", language), "aside left"),
    }
    sheet.append([Cell(*words.get(column.key, ("", "text"))) for column in COLUMNS], height=27)
    titles = {column.key: say(column.key, language) for column in COLUMNS if not column.hidden}
    titles["id"] = KEY + TITLES
    looks = {column.key: "head" if column.locked else "head write" for column in COLUMNS}
    sheet.append([Cell(titles.get(column.key, ""), looks[column.key]) for column in COLUMNS], height=20)


_LOOKS = {"findings": "small", "terms": "small", "origin": "small", "context": "small"}


def _cell(column: Column, text: str, entry: Entry) -> Cell:
    if column.key == "number":
        return Cell(int(text), "number")
    if not column.locked:
        return Cell(text, QUOTED)
    if column.key == "source":
        met = ((record.start, record.end, record.met) for record in entry.records)
        return Cell(rich_text(text, met), "read")
    if column.key == "draft":
        found = ((*record.target_span, True) for record in entry.records if record.target_span)
        return Cell(rich_text(text, found), "read")
    return Cell(text, _LOOKS.get(column.key, "read"))


def _write_meta(
    book: Book, catalog: Catalog, language: str, bases: Sequence[tuple[str, str]], purpose: str
) -> Any:
    """Write what only the reader needs: which document this is, and once more the base of each row."""
    sheet = book.open_sheet(META)
    sheet.sheet_state = "hidden"
    header = catalog.header
    facts = {
        "format": str(FORMAT),
        "document": header.document,
        "fingerprint": fingerprint(header.document, dict(bases).items()),
        "purpose": purpose,
        "language": language,
        "model": header.model,
        "generator": header.generator,
    }
    for name, value in facts.items():
        sheet.append([Cell(text, "small") for text in (KEY + name, cell_text(value))])
    for block_id, base in bases:
        sheet.append([Cell(text, "small") for text in (KEY + "row", block_id, base)])
    properties: Any = book
    for name in ("format", "document", "fingerprint"):
        properties.custom_doc_props.append(StringProperty(name=f"Passerelle {name}", value=facts[name]))
    date = (header.revised or header.created or _EPOCH).astimezone(UTC).replace(tzinfo=None)
    book.properties.creator = header.generator or "Passerelle"
    book.properties.title = say("banner", language, document=header.document, count=len(bases))
    book.properties.created = book.properties.modified = date
    return sheet
