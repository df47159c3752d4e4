"""Reading PDF files that hold their text."""

from collections.abc import Iterator, Sequence

from passerelle.translate.formats.pdf.places import Sheet, place_blocks
from passerelle.translate.text.document import Document, DocumentError, Left, Why, left
from passerelle.translate.text.phrases import counted

_LARGE_PICTURE = 0.2  # of a page: smaller ones are logos and portraits
_WHOLE_PAGE = 0.9
_MOST_UNMAPPED = 0.3
_SCANNED = "holds pictures of pages and no text, as a scan does; have its text recognised (OCR) first."
_NO_TEXT = "is a PDF without text; there is nothing to translate."
_READ_ONLY = "A PDF cannot be written back: it is published as Markdown or as a Word document, made anew."
_UNMAPPED = "does not tell which letters its signs are; print it to a new PDF, have its text recognised (OCR), or ask for its text."


def read_pdf(source: bytes) -> Document:
    """Return the document in a PDF, without name and path.

    A block's line is its page. Footnotes come last, then what only the properties say. Running heads and feet, page numbers
    and turned text are left out. Pages that are pictures, and large pictures on others, are told as left: they may hold text.

    Raises:
        DocumentError: as `place_blocks`, or it holds no text: none at all, pictures of pages, or signs that are no letters.
    """
    places = place_blocks(source)
    _check_text(places.sheets)
    if not places.parts:
        raise DocumentError(_NO_TEXT)
    blocks = tuple(part.block for part in places.parts)
    told = tuple(_pictures(places.sheets))
    return Document("", "", blocks, places.left_out, tuple(_warnings(places.sheets)), told)


def _check_text(sheets: Sequence[Sheet]) -> None:
    signs = sum(len(line.text) for sheet in sheets for line in sheet.lines)
    unmapped = sum(sheet.unmapped for sheet in sheets)
    if unmapped > _MOST_UNMAPPED * signs:
        raise DocumentError(_UNMAPPED)
    if not any(char.isalpha() for sheet in sheets for line in sheet.lines for char in line.text):
        raise DocumentError(_SCANNED if any(sheet.pictures for sheet in sheets) else _NO_TEXT)


def _warnings(sheets: Sequence[Sheet]) -> Iterator[str]:
    yield _READ_ONLY
    unmapped = sum(sheet.unmapped for sheet in sheets)
    if unmapped:
        page = next(sheet.number for sheet in sheets if sheet.unmapped)
        yield f"{counted(unmapped, 'sign')} of the PDF do not tell which letters they are (first on page {page}) and became “\ufffd”."


def _pictures(sheets: Sequence[Sheet]) -> Iterator[Left]:
    """Yield what is not read because it is a picture; one behind all of a page's text is its background."""
    for sheet in sheets:
        shares = [
            picture.width * picture.height / (sheet.width * sheet.height or 1) for picture in sheet.pictures
        ]
        if not sheet.lines and any(share > _LARGE_PICTURE for share in shares):
            yield left(sheet.number, Why.PICTURE, f"page {sheet.number}")
        elif sheet.lines:
            large = sum(_LARGE_PICTURE < share < _WHOLE_PAGE for share in shares)
            yield from [left(sheet.number, Why.PICTURE, f"page {sheet.number}")] * large
