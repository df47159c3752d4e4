"""Reading a review sheet that came back, whatever was done to it."""

import io
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import IO, Any
from zipfile import BadZipFile

import openpyxl
from lxml.etree import LxmlError

from passerelle.translate.catalog import State, text_hash
from passerelle.translate.formats.review_sheet.cells import read_cell
from passerelle.translate.formats.review_sheet.columns import (
    BANNER,
    FORMAT,
    KEY,
    LOCKED,
    META,
    WRITABLE,
    ReviewBook,
    cell_hash,
    cell_text,
    fingerprint,
    parse_base,
)
from passerelle.translate.formats.review_sheet.guard import SheetError, check_workbook
from passerelle.translate.formats.review_sheet.words import LANGUAGES, parse_decision, say, title_key
from passerelle.translate.review import Base, Proposal, Returned, Sheet

_Row = Sequence[Any]  # openpyxl cells, as they stand


def read_review(stream: IO[bytes]) -> ReviewBook:
    """Read a sheet that came back; nothing in it is computed, run or followed.

    Raises:
        SheetError: it is no workbook, or no review sheet of ours in a format that this version reads.
    """
    name = getattr(stream, "name", None)
    data = stream.read()
    notes = check_workbook(data, name)
    book = _open(data, name)
    meta, bases, known = _read_meta(book, name)
    tables = [table for sheet in book.worksheets if (table := _find_table(sheet)) is not None]
    if not tables:
        raise SheetError(
            "holds no sheet with texts to review; export a new one with `passerelle review export`.",
            path=name,
        )
    document = meta.get("document") or _document_of(tables)
    if not document:
        raise SheetError("does not say to which document it belongs; export a new one.", path=name)
    reviewer = _reviewer(tables, book)
    rows = tuple(row for table in tables for row in _read_rows(table, document, bases))
    sheet = Sheet(
        name=PurePath(str(name)).name if name else document,
        document=document,
        reviewer=reviewer,
        rows=rows,
        exported=tuple(bases),
        proposals=tuple(_read_proposals(book, reviewer)),
        warnings=(*notes, *_warn(meta, bases, tables)),
        strays=tuple(filter(None, _strays(book, tables, known))),
    )
    return ReviewBook(sheet, meta)


def _open(data: bytes, name: object) -> openpyxl.Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names features that it leaves out; none holds text
            return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    except (
        AttributeError, IndexError, KeyError, TypeError, ValueError, OSError, EOFError, SyntaxError, BadZipFile, LxmlError,
    ) as error:  # fmt: skip
        raise SheetError("is damaged and cannot be opened; ask for it again.", path=name) from error


def _read_meta(
    book: openpyxl.Workbook, name: object
) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Return what the hidden sheet says of the document, the base of each row exported, and hashes of the side sheets."""
    meta = {
        prop.name.removeprefix("Passerelle "): str(prop.value)
        for prop in _custom_properties(book)
        if prop.name and prop.name.startswith("Passerelle ")
    }
    bases: dict[str, str] = {}
    known: set[str] = set()
    sheet = next((sheet for sheet in book.worksheets if sheet.title == META), None)
    for row in sheet.iter_rows(values_only=True) if sheet is not None else ():
        key, *values = [str(value) for value in row if value is not None] or [""]
        if key == KEY + "row" and len(values) >= 2:
            bases[values[0]] = values[1]
        elif key == KEY + "side" and values:
            known.update(values[0].split())
        elif key.startswith(KEY) and values:
            meta[key.removeprefix(KEY)] = values[0]
    _check_format(meta.get("format"), name)
    return meta, bases, frozenset(known)


def _custom_properties(book: Any) -> Iterable[Any]:
    return book.custom_doc_props if hasattr(book, "custom_doc_props") else ()


def _check_format(version: str | None, name: object) -> None:
    if version is None or version == str(FORMAT):
        return
    age = "an older" if version.isdigit() and int(version) < FORMAT else "a newer"
    raise SheetError(
        f"was made by {age} version of Passerelle (sheet format {version}, this one reads {FORMAT}); "
        "apply it with that version, or export a new sheet and copy the revised texts over.",
        path=name,
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet with texts: the column index of each key, and its rows below or around the keys."""

    title: str
    columns: Mapping[str, int]
    rows: tuple[_Row, ...]
    keyed: bool


def _find_table(sheet: Any) -> _Table | None:
    """Return the texts of a sheet, found by hidden keys, or by titles of either language where those are gone."""
    rows = tuple(sheet.iter_rows())
    for row in rows:
        keys = _keys(row, lambda text: text.removeprefix(KEY) if text.startswith(KEY) else None)
        if {"id", "revised"} <= keys.keys():
            return _Table(sheet.title, keys, tuple(other for other in rows if other is not row), keyed=True)
    for row in rows[:10]:
        keys = _keys(row, title_key)
        if {"source", "revised"} <= keys.keys():
            return _Table(sheet.title, keys, tuple(other for other in rows if other is not row), keyed=False)
    return None


def _keys(row: _Row, key_of: Callable[[str], str | None]) -> dict[str, int]:
    found = ((key_of(cell.value), index) for index, cell in enumerate(row) if isinstance(cell.value, str))
    return {key: index for key, index in reversed(list(found)) if key}


def _document_of(tables: Iterable[_Table]) -> str:
    """Return the document that the hidden ids name."""
    ids = (_text(table, row, "id").rpartition("#")[0] for table in tables for row in table.rows)
    return next(filter(None, ids), "")


def _reviewer(tables: Iterable[_Table], book: openpyxl.Workbook) -> str:
    for table in tables:
        for row in table.rows:
            if _is_banner(table, row) and (name := _text(table, row, "revised").strip()):
                return " ".join(name.split())
    saved_by = (book.properties.lastModifiedBy or "").strip()
    return "" if saved_by.casefold() in ("openpyxl", "passerelle") else saved_by


def _read_rows(table: _Table, document: str, bases: Mapping[str, str]) -> Iterator[Returned]:
    by_source = _by_source(bases)
    for row in table.rows:
        shown = {key: _text(table, row, key) for key in table.columns}
        if shown.get("id", "").startswith(KEY) or _is_frame(table, row, shown) or not any(_texts(row)):
            continue
        owner, _, block_id = shown.get("id", "").rpartition("#")
        if owner not in ("", document):
            block_id = shown["id"]
        block_id = block_id or by_source.get(text_hash(shown.get("source", "")), "")
        parsed = parse_base(shown.get("base", "")) or parse_base(bases.get(block_id, ""))
        yield _returned(table, row, block_id, parsed)


def _by_source(bases: Mapping[str, str]) -> dict[str, str]:
    """Return the block id of each French text that stands once: how to find a row that lost its hidden id."""
    found: dict[str, str] = {}
    for block_id, text in bases.items():
        if parsed := parse_base(text):
            found[parsed[0].source] = "" if parsed[0].source in found else block_id
    return found


def _is_banner(table: _Table, row: _Row) -> bool:
    words = [say("your name", language) for language in LANGUAGES]
    return _text(table, row, "id") == KEY + BANNER or any(text in words for text in _texts(row))


def _is_frame(table: _Table, row: _Row, shown: Mapping[str, str]) -> bool:
    """Whether a row is the banner or the titles, where their hidden keys are gone."""
    titled = [
        key for key in ("source", "draft", "revised", "decision") if title_key(shown.get(key, "")) == key
    ]
    return len(titled) > 1 or (not table.keyed and _is_banner(table, row))


def _returned(
    table: _Table, row: _Row, block_id: str, parsed: tuple[Base, Mapping[str, str]] | None
) -> Returned:
    base, hashes = parsed or (None, {})
    revised, decision, comment = (read_cell(_at(table, row, key)) for key in WRITABLE)
    state, unknown = _decision(decision.text)
    remarks = "\n".join(filter(None, (comment.text, *_notes(row))))
    returned = Returned(
        number=row[0].row,
        block_id=block_id,
        base=base,
        revised=revised.text,
        decision=state if "decision" in table.columns or base is None else base.decision,
        comment=remarks if remarks or "comment" in table.columns else None,
        problem="; ".join(filter(None, (revised.problem, decision.problem or unknown, comment.problem))),
        locked=tuple(_misplaced(table, row, hashes)),
    )
    if base is not None and base.cut and returned.text_changed:
        return replace(returned, problem=_CUT)
    return returned


_CUT = "the text is too long for a cell; change it in the PO file"


def _decision(text: str) -> tuple[State | None, str]:
    try:
        return parse_decision(text), ""
    except KeyError:
        return None, f"“{text}” is no decision"


def _notes(row: _Row) -> Iterator[str]:
    """Yield the notes that a reviewer pinned to cells."""
    for cell in row:
        note = getattr(cell, "comment", None)
        if note is not None and note.text:
            yield cell_text(note.text).strip()


def _misplaced(table: _Table, row: _Row, hashes: Mapping[str, str]) -> Iterator[str]:
    """Yield the texts of locked cells that are not as exported, and of columns that are not ours."""
    for key in LOCKED:
        text = _text(table, row, key)
        if text and cell_hash(text) != hashes.get(key):
            yield text
    ours = set(table.columns.values())
    for index, text in enumerate(_texts(row)):
        if text and index not in ours:
            yield text


def _at(table: _Table, row: _Row, key: str) -> Any:
    return row[table.columns[key]] if key in table.columns else None


def _text(table: _Table, row: _Row, key: str) -> str:
    return read_cell(_at(table, row, key)).text


def _texts(row: _Row) -> list[str]:
    return [read_cell(cell).text for cell in row]


def _read_proposals(book: openpyxl.Workbook, reviewer: str) -> Iterator[Proposal]:
    """Yield the terms that the reviewer proposes."""
    for sheet in book.worksheets:
        rows = tuple(sheet.iter_rows())
        start = next((index for index, row in enumerate(rows) if KEY + "sheet terms" in _texts(row)), None)
        if start is None:
            continue
        columns = [
            index for index, text in enumerate(_texts(rows[start])) if text and not text.startswith(KEY)
        ]
        for row in rows[start + 1 :]:
            texts = [text.strip() for text in _texts(row)]
            source, target, *notes = [*(texts[index] for index in columns[:2]), "", ""][:2] + [
                text for index, text in enumerate(texts) if text and index not in columns[:2]
            ]
            if source or target or notes:
                yield Proposal(source, target, "; ".join(notes), reviewer)


def _strays(book: openpyxl.Workbook, tables: Sequence[_Table], known: Container[str]) -> Iterator[str]:
    """Yield what was written on sheets, or beside the banner, where nobody reads."""
    titles = {table.title for table in tables}
    for sheet in book.worksheets:
        if sheet.title in titles or sheet.title == META:
            continue
        texts = [_texts(row) for row in sheet.iter_rows()]
        if any(KEY + "sheet terms" in row for row in texts):
            continue
        for row in texts:
            yield from (f"{sheet.title}: {text}" for text in row if text and cell_hash(text) not in known)
    for table in tables:
        for cells in table.rows:
            if _is_banner(table, cells):
                yield from (_text(table, cells, key) for key in ("number", "source", "comment", "findings"))


def _warn(meta: Mapping[str, str], bases: Mapping[str, str], tables: Sequence[_Table]) -> Iterator[str]:
    if not bases:
        yield "its hidden sheet is gone, so deleted rows cannot be noticed"
    elif meta.get("fingerprint") != fingerprint(meta.get("document", ""), bases.items()):
        yield "its hidden sheet was changed"
    if any(not table.keyed for table in tables):
        yield "its hidden keys are gone; columns were found by their titles, rows by their French"
