"""Reading OpenDocument texts (.odt). Tracked changes are read as if accepted."""

from passerelle.translate.formats.encoding import collapse_spaces
from passerelle.translate.formats.odt.package import open_package
from passerelle.translate.formats.odt.places import comments, index_paragraphs, place_blocks
from passerelle.translate.formats.odt.runs import paragraph_text
from passerelle.translate.text.document import Document, DocumentError, Why, left

_MACROS = "It holds macros, which were not run; they stand unchanged in what is published."


def read_odt(source: bytes) -> Document:
    """Return the document in an .odt file, without name and path; `write_odt` is the inverse.

    A block's line is its ordinal among the paragraphs with text. Foot- and endnotes follow the paragraph that they belong to,
    headers, footers and what only the properties say come last. Tables of contents are left out, comments left French.

    Raises:
        DocumentError: as `open_package`, or it has no text.
    """
    package = open_package(source)
    blocks = tuple(place.block for place in place_blocks(package))
    if not blocks:
        raise DocumentError("holds no text to translate.")
    contents = (collapse_spaces(paragraph_text(each)).strip(" ") for each in index_paragraphs(package))
    told = tuple(left(0, Why.COMMENT, text) for text in comments(package))
    return Document("", "", blocks, tuple(filter(None, contents)), (_MACROS,) if package.macros else (), told)
