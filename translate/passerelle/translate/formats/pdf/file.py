"""The PDF file itself, through PDFium: its pages one at a time, so that a long one needs no more memory than a short one."""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from passerelle.translate.formats.pdf.glyphs import Text
from passerelle.translate.formats.pdf.page import Box, Page
from passerelle.translate.formats.pdf.turned import Turn
from passerelle.translate.text.document import DocumentError

MOST_PAGES = 3000
MOST_GLYPHS = 100_000
"""On one page: a page of a newspaper has some 30,000."""
_MOST_OBJECTS = 20_000
_MOST_LINKS = 500
_THIN = 3.0  # points
_LARGEST_DOT, _UNEVEN = 8.0, 0.25
_PASSWORD_ERROR = 4
_LONGEST_ADDRESS = 4000  # bytes

_EMPTY = "is empty; there is nothing to translate."
_LOCKED = "is protected by a password; save it without one, or ask who sent it for its text."
_DAMAGED = "is a damaged PDF, or has no pages; open it in a PDF reader and print it to a new PDF, or ask for it once more."


@dataclass(frozen=True, slots=True)
class Properties:
    """What a PDF says of itself in words."""

    title: str
    subject: str
    keywords: str


class PdfFile:
    """An open PDF; what it attaches, and the programs in it, are never looked at."""

    def __init__(self, source: bytes) -> None:
        """Open a PDF.

        Raises:
            DocumentError: it is empty, protected by a password, damaged, without pages, or has more than `MOST_PAGES`.
        """
        if not source.strip():
            raise DocumentError(_EMPTY)
        try:
            self._document = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as error:
            # The code may be that of a file before.
            locked = error.err_code == _PASSWORD_ERROR and b"/Encrypt" in source
            raise DocumentError(_LOCKED if locked else _DAMAGED) from error
        if len(self._document) > MOST_PAGES:
            count = len(self._document)
            self.close()
            raise DocumentError(
                f"has {count:,} pages, more than {MOST_PAGES:,}; split it into smaller files."
            )

    def close(self) -> None:
        """Free what the file holds."""
        self._document.close()

    def properties(self) -> Properties:
        """Return what the file says of itself."""
        found = self._document.get_metadata_dict()
        return Properties(*(" ".join(found.get(key, "").split()) for key in ("Title", "Subject", "Keywords")))

    def pages(self) -> Iterator[Page]:
        """Yield the pages that can be read, in their order.

        Raises:
            DocumentError: none can be, or one holds more than `MOST_GLYPHS` glyphs.
        """
        read = 0
        for number in range(1, len(self._document) + 1):
            try:
                page = self._document[number - 1]
            except pypdfium2.PdfiumError:
                continue
            with closing(page):
                yield _read_page(page, number)
            read += 1
        if not read:
            raise DocumentError(_DAMAGED)


def _read_page(page: Any, number: int) -> Page:
    turn = Turn(tuple(page.get_bbox()), page.get_rotation() // 90)
    try:
        raw = page.get_textpage()
    except pypdfium2.PdfiumError:
        return Page(number, turn.width, turn.height, (), *_drawn(page, turn))
    with closing(raw):
        count = pdfium.FPDFText_CountChars(raw.raw)
        if count > MOST_GLYPHS:
            raise DocumentError(
                f"holds more than {MOST_GLYPHS:,} signs on page {number}; split it into smaller files."
            )
        text = Text(raw.raw, turn, _links(page, turn))
        glyphs = tuple(text.glyphs(count))
        if text.usual_turn:
            turn = replace(turn, quarters=(turn.quarters + text.usual_turn) % 4)
            text = Text(raw.raw, turn, _links(page, turn))
            glyphs = tuple(text.glyphs(count))
    rotated = " ".join("".join(text.rotated).split())
    return Page(number, turn.width, turn.height, glyphs, *_drawn(page, turn), rotated, text.unmapped)


def _drawn(page: Any, turn: Turn) -> tuple[tuple[Box, ...], tuple[Box, ...], tuple[Box, ...]]:
    """Return the rules, the dots and the pictures of a page."""
    rules: list[Box] = []
    dots: list[Box] = []
    pictures: list[Box] = []
    wanted = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        each = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(each)
        if kind not in wanted or not pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top):
            continue
        box = turn.box(left.value, bottom.value, right.value, top.value)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
        elif box.width <= _LARGEST_DOT and abs(box.width - box.height) <= _UNEVEN * box.width:
            dots.append(box)
        else:
            rules += _rules(box)
    return tuple(rules), tuple(dots), tuple(pictures)


def _rules(box: Box) -> Iterator[Box]:
    """Yield a thin box itself, of another its four edges."""
    if box.width <= _THIN or box.height <= _THIN:
        yield box
        return
    yield box._replace(bottom=box.top)
    yield box._replace(top=box.bottom)
    yield box._replace(right=box.left)
    yield box._replace(left=box.right)


def _links(page: Any, turn: Turn) -> tuple[tuple[Box, str], ...]:
    """Return the places of a page that lead to an address, and the address."""
    found: list[tuple[Box, str]] = []
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    while len(found) < _MOST_LINKS and pdfium.FPDFLink_Enumerate(page.raw, place, link):
        address = _address(page, link)
        if address and pdfium.FPDFLink_GetAnnotRect(link, box):
            found.append((turn.box(box.left, box.bottom, box.right, box.top), address))
    return tuple(found)


def _address(page: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    size = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0)
    if not 0 < size <= _LONGEST_ADDRESS:
        return ""
    held = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, held, size)
    address = held.value.decode("utf-8", "replace").strip()
    return address if address.startswith(("http://", "https://", "mailto:")) and " " not in address else ""
