"""Reading a review sheet that came back, whatever was done to it."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import IO

from lxml.etree import LxmlError

from passerelle.glossary.files import ARCHIVE_DAMAGE
from passerelle.glossary.formats.workbook import SheetError, check_workbook
from passerelle.translate.catalog.entry import State, text_hash
from passerelle.translate.formats.review_sheet.book import Book, open_book
from passerelle.translate.formats.review_sheet.cells import CellText, Line
from passerelle.translate.formats.review_sheet.columns import (
    BANNER,
    FORMAT,
    KEY,
    LOCKED,
    META,
    WRITABLE,
    ReviewBook,
    cell_hash,
    fingerprint,
    parse_base,
)
from passerelle.translate.formats.review_sheet.words import TITLED, parse_decision, say, title_key
from passerelle.translate.review.merge import Proposal, Sheet
from passerelle.translate.review.row import Base, Returned
from passerelle.translate.text.phrases import LANGUAGES


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
    sheets = {title: lines for title, lines in book.sheets.items() if title != META}
    tables = {title: table for title, lines in sheets.items() if (table := _find_table(lines)) is not None}
    others = {title: lines for title, lines in sheets.items() if title not in tables}
    if not tables:
        raise SheetError(
            "holds no sheet with texts to review; export a new one with `passerelle review export`.",
            path=name,
        )
    document = meta.get("document") or _document_of(tables.values())
    if not document:
        raise SheetError("does not say to which document it belongs; export a new one.", path=name)
    reviewer = _reviewer(tables.values(), book.saved_by)
    rows = tuple(row for table in tables.values() for row in _read_rows(table, document, bases))
    sheet = Sheet(
        name=PurePath(str(name)).name if name else document,
        document=document,
        reviewer=reviewer,
        rows=rows,
        exported=tuple(bases),
        proposals=tuple(_read_proposals(others.values(), reviewer)),
        warnings=(*notes, *_warn(meta, bases, tables.values())),
        strays=tuple(_strays(others, tables.values(), known)),
    )
    return ReviewBook(sheet, meta)


def _open(data: bytes, name: object) -> Book:
    try:
        return open_book(data)
    except (*ARCHIVE_DAMAGE, OSError, AttributeError, TypeError, SyntaxError, LxmlError) as error:
        raise SheetError("is damaged and cannot be opened; ask for it again.", path=name) from error


def _read_meta(book: Book, name: object) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Return what the hidden sheet says of the document, the base of each row exported, and hashes of the side sheets."""
    meta = {
        key.removeprefix("Passerelle "): value
        for key, value in book.properties.items()
        if key.startswith("Passerelle ")
    }
    bases: dict[str, str] = {}
    known: set[str] = set()
    for line in book.sheets.get(META, ()):
        key, *values = line.texts or [""]
        if key == KEY + "row" and len(values) >= 2:
            bases[values[0]] = values[1]
        elif key == KEY + "side" and values:
            known.update(values[0].split())
        elif key.startswith(KEY) and values:
            meta[key.removeprefix(KEY)] = values[0]
    _check_format(meta.get("format"), name)
    return meta, bases, frozenset(known)


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
    """The texts to review: the column of each key, and the rows around the keys."""

    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    keyed: bool

    def text(self, line: Line, key: str) -> str:
        return line.text(self.columns.get(key, 0))

    def cell(self, line: Line, key: str) -> CellText:
        return line.cells.get(self.columns.get(key, 0), CellText(""))


def _find_table(lines: Sequence[Line]) -> _Table | None:
    """Return the texts of a sheet, found by hidden keys, or by titles of either language where those are gone."""
    for line in lines:
        columns = _keys(line, lambda text: text.removeprefix(KEY) if text.startswith(KEY) else None)
        if {"id", "revised"} <= columns.keys():
            return _Table(columns, tuple(other for other in lines if other is not line), keyed=True)
    for line in lines[:10]:
        columns = _keys(line, title_key)
        if {"source", "revised"} <= columns.keys():
            return _Table(columns, tuple(other for other in lines if other is not line), keyed=False)
    return None


def _keys(line: Line, key_of: Callable[[str], str | None]) -> dict[str, int]:
    """Return the column of each key, the leftmost where someone copied a column."""
    found = ((key_of(cell.text), column) for column, cell in line.cells.items())
    return {key: column for key, column in reversed(list(found)) if key}


def _document_of(tables: Iterable[_Table]) -> str:
    """Return the document that the hidden ids name."""
    ids = (table.text(line, "id").rpartition("#")[0] for table in tables for line in table.lines)
    return next(filter(None, ids), "")


def _reviewer(tables: Iterable[_Table], saved_by: str) -> str:
    """Return the name beside the banner, else who saved the workbook last."""
    for table in tables:
        for line in table.lines:
            if _is_banner(table, line) and (name := table.text(line, "revised")):
                return " ".join(name.split())
    return "" if saved_by.casefold() in ("openpyxl", "passerelle") else saved_by


_YOUR_NAME = frozenset(say("your name", language) for language in LANGUAGES)


def _is_banner(table: _Table, line: Line) -> bool:
    return table.text(line, "id") == KEY + BANNER or not _YOUR_NAME.isdisjoint(line.texts)


def _is_frame(table: _Table, line: Line) -> bool:
    """Whether a row is a key row, the banner or the titles, with their hidden keys or without."""
    if table.text(line, "id").startswith(KEY):
        return True
    titled = [key for key in TITLED if title_key(table.text(line, key)) == key]
    return len(titled) > 1 or (not table.keyed and _is_banner(table, line))


def _read_rows(table: _Table, document: str, bases: Mapping[str, str]) -> Iterator[Returned]:
    by_source = _by_source(bases)
    for line in table.lines:
        if _is_frame(table, line) or not (line.cells or line.notes):
            continue
        shown = table.text(line, "id")
        owner, _, block_id = shown.rpartition("#")
        if owner not in ("", document):
            block_id = shown
        block_id = block_id or by_source.get(text_hash(table.text(line, "source")), "")
        parsed = parse_base(table.text(line, "base")) or parse_base(bases.get(block_id, ""))
        yield _returned(table, line, block_id, parsed)


def _by_source(bases: Mapping[str, str]) -> dict[str, str]:
    """Return the block id of each French text that stands once: how to find a row that lost its hidden id."""
    found: dict[str, str] = {}
    for block_id, text in bases.items():
        if parsed := parse_base(text):
            found[parsed[0].source] = "" if parsed[0].source in found else block_id
    return found


def _returned(
    table: _Table, line: Line, block_id: str, parsed: tuple[Base, Mapping[str, str]] | None
) -> Returned:
    base, hashes = parsed or (None, {})
    revised, decision, comment = (table.cell(line, key) for key in WRITABLE)
    state, unknown = _decision(decision.text)
    remarks = "\n".join(filter(None, (comment.text, *line.notes)))
    returned = Returned(
        number=line.number,
        block_id=block_id,
        base=base,
        revised=revised.text,
        decision=state if "decision" in table.columns or base is None else base.decision,
        comment=remarks if remarks or "comment" in table.columns else None,
        problem="; ".join(filter(None, (revised.problem, decision.problem or unknown, comment.problem))),
        locked=tuple(_misplaced(table, line, hashes)),
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


def _misplaced(table: _Table, line: Line, hashes: Mapping[str, str]) -> Iterator[str]:
    """Yield the texts of locked cells that are not as exported, and of columns that are not ours."""
    for key in LOCKED:
        text = table.text(line, key)
        if text and cell_hash(text) != hashes.get(key):
            yield text
    ours = set(table.columns.values())
    yield from (cell.text for column, cell in line.cells.items() if column not in ours)


_NEW_TERMS = KEY + "sheet terms"


def _read_proposals(sheets: Iterable[Sequence[Line]], reviewer: str) -> Iterator[Proposal]:
    """Yield the terms that the reviewer proposes: French, English, and whatever else stands in the row."""
    for lines in sheets:
        titles = next((line for line in lines if _NEW_TERMS in line.texts), None)
        if titles is None:
            continue
        columns = [column for column, cell in titles.cells.items() if not cell.text.startswith(KEY)]
        columns = [*columns, 0, 0][:2]
        for line in lines:
            if line.number > titles.number:
                source, target = (line.text(column) for column in columns)
                notes = (cell.text for column, cell in line.cells.items() if column not in columns)
                yield Proposal(source, target, "; ".join(notes), reviewer)


def _strays(
    others: Mapping[str, Sequence[Line]], tables: Iterable[_Table], known: Container[str]
) -> Iterator[str]:
    """Yield what was written on sheets, or beside the banner, where nobody reads."""
    for title, lines in others.items():
        if not any(_NEW_TERMS in line.texts for line in lines):
            for line in lines:
                yield from (f"{title}: {text}" for text in line.texts if cell_hash(text) not in known)
    for table in tables:
        for line in table.lines:
            if _is_banner(table, line):
                texts = (table.text(line, key) for key in ("number", "source", "comment", "findings"))
                yield from filter(None, texts)


def _warn(meta: Mapping[str, str], bases: Mapping[str, str], tables: Iterable[_Table]) -> Iterator[str]:
    if not bases:
        yield "its hidden sheet is gone, so deleted rows cannot be noticed"
    elif meta.get("fingerprint") != fingerprint(meta.get("document", ""), bases.items()):
        yield "its hidden sheet was changed"
    if any(not table.keyed for table in tables):
        yield "its hidden keys are gone; columns were found by their titles, rows by their French"
