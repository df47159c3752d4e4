"""Tables saved as text, by an editor or by Excel: from bytes to rows of cells, and back without losing a line."""

import codecs
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from passerelle.glossary.errors import GlossaryError

DELIMITERS = "\t;,"
"""Excel saves tabs as “Unicode text” and, as CSV, semicolons in French and commas in English."""

# UTF-16's little-endian mark begins UTF-32's, which no spreadsheet writes.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODE_PAGES = ("cp1252", "mac_roman", "cp850")  # Windows, an old Mac, a French console
_FRENCH = frozenset("àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜ’‘“”«»–—…€°·\u00a0")
_SAMPLE = 50  # rows that tell the separator where no column is known
_LINE_END = re.compile(r"\r\n|\r|\n")


class Row(NamedTuple):
    """The cells of one row, the line on which it begins, and its place in the text without the line end."""

    line: int
    cells: tuple[str, ...]
    start: int
    end: int

    @property
    def blank(self) -> bool:
        """Whether it holds nothing, or is the line by which a CSV file tells Excel its separator."""
        return not "".join(self.cells).strip() or bool(re.fullmatch(r"sep=.?", self.cells[0]))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stood in its file; ``mark`` is the byte-order mark, ``rows`` are all rows, remarks among them."""

    text: str
    encoding: str
    mark: bytes
    delimiter: str
    rows: tuple[Row, ...]

    @property
    def newline(self) -> str:
        """The line end of the file."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    @property
    def header(self) -> Row | None:
        """The first row that is neither blank nor a remark; its names are in lower case, empty ones at the end are gone."""
        row = next((row for row in self.rows if not row.blank and not _is_remark(row)), None)
        if row is None:
            return None
        names = [cell.strip().strip("\ufeff").lower() for cell in row.cells]
        while not names[-1]:
            names.pop()
        return row._replace(cells=tuple(names))

    @property
    def body(self) -> Iterator[Row]:
        """The rows below the header that say something; a row that is switched off by # is a remark where ids come first."""
        header = self.header
        for row in self.rows if header else ():
            assert header is not None
            remark = _is_remark(row) or (row.cells[0].startswith("#") and header.cells[0] == "id")
            if row.start > header.start and not row.blank and not remark:
                yield row


def _is_remark(row: Row) -> bool:
    return row.cells[0].startswith("# ") or (row.cells[0].startswith("#") and not any(row.cells[1:]))


def read_cells(
    data: bytes,
    known: Collection[str],
    path: object = None,
    *,
    most: int | None = None,
    delimiter: str = "",
) -> Table:
    """Return the table in a file: UTF-8, UTF-16 or a French code page; parted by the separator that finds ``known`` columns.

    Without ``known``, the separator is that which gives the rows equally many cells, unless ``delimiter`` is given. ``most`` rows
    are read, all by default.

    Raises:
        GlossaryError: it is a workbook or other binary data.
    """
    text, encoding, mark = decode_text(data, path)
    if not delimiter:
        delimiter = _find_delimiter(text, known) if known else _guess_delimiter(text)
    return Table(text, encoding, mark, delimiter, tuple(islice(_split(text, delimiter), most)))


def decode_text(data: bytes, path: object = None) -> tuple[str, str, bytes]:
    """Return a text as an editor or Excel saved it, its encoding and its byte-order mark.

    Raises:
        GlossaryError: it is a workbook or other binary data.
    """
    mark = next((mark for mark, _ in _BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise GlossaryError("is a workbook; save it in Excel as “Unicode text” or “CSV UTF-8”.", path=path)
    body = data.removeprefix(mark)
    encoding = dict(_BYTE_ORDER_MARKS).get(mark) or _without_mark(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise GlossaryError("is cut short or damaged; save it again as UTF-8 text.", path=path) from error
    if "\0" in text:
        raise GlossaryError("is not a text (binary data); save it as UTF-8 text.", path=path)
    return text, encoding, mark


def _without_mark(data: bytes) -> str:
    if data.count(0) > len(data) // 4:
        return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return max(_CODE_PAGES, key=lambda name: _french_letters(data, name))
    return "utf-8"


def _french_letters(data: bytes, encoding: str) -> int:
    """Count what French has, less what it has not; the first of equal code pages is the likeliest."""
    foreign = [letter for letter in data.decode(encoding, errors="replace") if not letter.isascii()]
    return sum(1 if letter in _FRENCH else -1 for letter in foreign)


def _find_delimiter(text: str, known: Collection[str]) -> str:
    lines = (line for line in _LINE_END.split(text) if line.strip() and not line.startswith(("#", "sep=")))
    first = next(lines, "")
    return max(
        DELIMITERS, key=lambda sign: sum(name.strip('" ').lower() in known for name in first.split(sign))
    )


def _guess_delimiter(text: str) -> str:
    """Return the separator by which most of the first rows have as many cells as each other, and two at least."""

    def fit(sign: str) -> int:
        counts = Counter(len(row.cells) for row in islice(_split(text, sign), _SAMPLE) if not row.blank)
        return max((count for cells, count in counts.items() if cells > 1), default=0)

    return max(DELIMITERS, key=fit)


def _split(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows; a cell that begins with a quotation mark ends with one, or else the mark is a letter like others."""
    cell = re.compile(rf'"([^"]*(?:""[^"]*)*)"(?=[{delimiter}\r\n]|\Z)|[^{delimiter}\r\n]*')
    position, line = 0, 1
    while position < len(text):
        ended = _LINE_END.search(text, position)
        stop = ended.start() if ended else len(text)
        if text.find('"', position, stop) < 0:  # as nearly all rows are, and a third of the time
            yield Row(line, tuple(text[position:stop].split(delimiter)), position, stop)
            position, line = ended.end() if ended else stop, line + 1
            continue
        start, cells = position, []
        while True:
            found = cell.match(text, position)
            assert found is not None
            cells.append(found[0] if found[1] is None else found[1].replace('""', '"'))
            position = found.end()
            if text[position : position + 1] != delimiter:
                break
            position += 1
        yield Row(line, tuple(cells), start, position)
        ended = _LINE_END.match(text, position)
        line += len(_LINE_END.findall(text, start, position)) + 1
        position = ended.end() if ended else len(text)


_BREAKS = re.compile(r"[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")  # no-break blanks belong to the text


def one_line(text: str) -> str:
    r"""Return the text of a cell without line breaks, tabs and needless blanks.

    >>> one_line(" a \n b\u00a0! ")
    'a b\xa0!'
    """
    return _BREAKS.sub(" ", text).strip(" ")


def format_row(cells: Sequence[str], delimiter: str) -> str:
    """Return a row as `read_cells` reads it, without a line end.

    >>> format_row(["a;b", '"c"', "d"], ";")
    '"a;b";\"\"\"c\"\"\";d'
    """
    return delimiter.join(_quote(cell, delimiter) for cell in cells)


def _quote(cell: str, delimiter: str) -> str:
    if cell.startswith('"') or delimiter in cell or _LINE_END.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def encode_cells(table: Table, text: str, path: object = None) -> bytes:
    """Return ``text`` in the encoding of a table's file.

    Raises:
        GlossaryError: the encoding lacks a letter.
    """
    try:
        return table.mark + text.encode(table.encoding)
    except UnicodeEncodeError as error:
        letter = text[error.start]
        raise GlossaryError(
            f"cannot hold “{letter}” in the encoding that it has ({table.encoding}); save it as UTF-8.",
            path=path,
        ) from error
