"""The texts in a workbook (.xlsx), read row by row: nothing in it is computed, run or followed.

openpyxl takes four times as long, and forgets which cells are merged where it streams.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import IO, Any

from lxml import etree

from passerelle.glossary.files import ARCHIVE_DAMAGE
from passerelle.glossary.formats.workbook import SheetError, check_workbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row in which something is written: its number, the texts by column (from 1), and what is wrong with others."""

    number: int
    texts: Mapping[int, str]
    problems: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; ``merged`` are the ranges of its merged cells as Excel writes them: B2:B4."""

    title: str
    hidden: bool
    rows: tuple[SheetRow, ...]
    merged: tuple[str, ...] = ()


def is_workbook(data: bytes) -> bool:
    """Whether a file is a zip archive, as workbooks are."""
    return data.startswith(b"PK\x03\x04")


def read_sheets(data: bytes, path: object = None, *, most: int | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in their order, with ``most`` the first rows of each only.

    Raises:
        SheetError: as `check_workbook` does, or a part of it is damaged.
    """
    try:
        _check(data)
    except SheetError as error:
        raise SheetError(error.args[0], path=path) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            reader = _Reader(archive)
            return tuple(reader.read(*each, most) for each in reader.list_sheets())
    except (*ARCHIVE_DAMAGE, OSError, TypeError, AttributeError, OverflowError, etree.LxmlError) as error:
        raise SheetError("is damaged and cannot be opened; save it again.", path=path) from error


@lru_cache(maxsize=1)
def _check(data: bytes) -> None:
    """Look at a workbook once, though several formats look into it."""
    check_workbook(data, None)


class _Reader:
    """The parts of a workbook that its sheets need: the strings that they share, and which styles are dates."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.book = self._parse("xl/workbook.xml")
        properties = self.book.find(f"{_MAIN}workbookPr")
        old_mac = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = datetime(1904, 1, 1, tzinfo=UTC) if old_mac else datetime(1899, 12, 30, tzinfo=UTC)
        self.targets = {
            each.get("Id"): each.get("Target") for each in self._parse("xl/_rels/workbook.xml.rels")
        }
        self.strings = tuple(self._read_strings())
        self.dates = frozenset(self._find_dates())

    def _parse(self, name: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.archive.read(name), parser)

    def _part(self, kind: str) -> str | None:
        """Return the name of the part of a kind, which other programs than Excel name as they like."""
        names = self.archive.namelist()
        return next((name for name in names if name.lower().endswith(f"/{kind.lower()}.xml")), None)

    def _read_strings(self) -> Iterator[str]:
        name = self._part("sharedStrings")
        if name:
            with self.archive.open(name) as stream:
                for item in read_elements(stream, "si"):
                    yield join_runs(item)

    def _find_dates(self) -> Iterator[int]:
        """Yield the numbers of cell styles that show a date."""
        name = self._part("styles")
        styles = self._parse(name) if name else ()
        own = {each.get("numFmtId"): each.get("formatCode", "") for each in _below(styles, "numFmts")}
        for number, style in enumerate(_below(styles, "cellXfs")):
            kind = style.get("numFmtId", "0")
            if kind in own:
                if _DATE.search(_LITERAL.sub("", own[kind])):
                    yield number
            elif int(kind) in _DATES:
                yield number

    def list_sheets(self) -> Iterator[tuple[str, bool, str]]:
        """Yield title, whether it is hidden, and the part of each sheet that has rows."""
        for sheet in _below(self.book, "sheets"):
            target = self.targets[sheet.get(_RELATION)]
            name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if "chartsheet" not in name:
                yield sheet.get("name"), sheet.get("state", "visible") != "visible", name

    def read(self, title: str, hidden: bool, name: str, most: int | None) -> Sheet:  # noqa: FBT001 - as listed
        with self.archive.open(name) as stream:
            found = read_elements(stream, "row", "mergeCell")
            merged: list[str] = []
            rows = tuple(islice(self._read_rows(found, merged), most))
        return Sheet(title, hidden, rows, tuple(merged))

    def _read_rows(self, elements: Iterator[Any], merged: list[str]) -> Iterator[SheetRow]:
        number = 0
        for element in elements:
            if element.tag == f"{_MAIN}mergeCell":
                merged.append(element.get("ref"))
                continue
            number = int(element.get("r", number + 1))
            texts: dict[int, str] = {}
            problems: dict[int, str] = {}
            for column, cell in enumerate(element, 1):
                place = _column(cell.get("r", "")) or column
                text, problem = self._read_cell(cell)
                if problem:
                    problems[place] = problem
                elif text:
                    texts[place] = text
            if texts or problems:
                yield SheetRow(number, texts, problems)

    def _read_cell(self, cell: Any) -> tuple[str, str]:
        """Return the text of a cell, or what is wrong with it."""
        kind = cell.get("t", "n")
        value = ""
        for child in cell:
            if child.tag == _FORMULA:
                return "", "holds a formula"
            value = join_runs(child) if child.tag == _INLINE else child.text or ""
        if kind == "e":
            return "", "holds an error"
        return (self._show(cell, kind, value) if value else ""), ""

    def _show(self, cell: Any, kind: str, value: str) -> str:
        """Return what a value means; dates as ISO 8601 has them, truth as TRUE and FALSE."""
        if kind == "n":
            return self._show_number(value, int(cell.get("s", "0")))
        if kind == "s":
            return _clean(self.strings[int(value)])
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return _clean(value.removesuffix("T00:00:00") if kind == "d" else value)

    def _show_number(self, value: str, style: int) -> str:
        figure = float(value)
        if style in self.dates:
            moment = self.epoch + timedelta(days=figure)
            return moment.strftime("%Y-%m-%d" if figure.is_integer() else "%Y-%m-%d %H:%M:%S")
        return str(int(figure)) if figure.is_integer() else repr(figure)


_FORMULA = f"{_MAIN}f"
_INLINE = f"{_MAIN}is"
_TEXT = f"{_MAIN}t"
_PHONETIC = f"{_MAIN}rPh"
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""The formats of dates and times that every program has by number (ECMA-376, 18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_ESCAPED = re.compile(
    r"_x([0-9A-Fa-f]{4})_"
)  # how Excel writes control characters, and _ before what looks like one


def _clean(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.strip() if text.isprintable() else _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def read_elements(stream: IO[bytes], *names: str) -> Iterator[Any]:
    """Yield elements of some names while they stream; each is gone when the next one comes."""
    tags = [_MAIN + name for name in names]
    for _, element in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _below(element: Any, name: str) -> Sequence[Any]:
    found = element.find(_MAIN + name) if len(element) else None
    return () if found is None else tuple(found)


def join_runs(item: Any) -> str:
    """Return the text of a string and its runs; how it is pronounced stands beside it and is no text."""
    if len(item) == 1 and item[0].tag == _TEXT:
        return item[0].text or ""
    return "".join(each.text or "" for each in item.iter(_TEXT) if each.getparent().tag != _PHONETIC)


@lru_cache(maxsize=65_536)
def _column(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number
