"""Reading Word documents (.docx). Tracked changes are read as if accepted."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from passerelle.translate.formats.docx.package import damage_told, is_contents_style, open_package, style_id
from passerelle.translate.formats.docx.places import place_blocks
from passerelle.translate.formats.docx.runs import paragraph_text
from passerelle.translate.formats.encoding import collapse_spaces
from passerelle.translate.text.document import Document, DocumentError


def read_docx(source: bytes) -> Document:
    """Return the document in a .docx file, without name and path; `write_docx` is the inverse.

    A block's line is its ordinal. Headers, footers, foot- and endnotes and comments follow the main text as blocks of their
    own kinds, then what only the title, subject and description of the document's properties say; a table of contents is
    left out.

    Raises:
        DocumentError: the file is no .docx, is protected, damaged, too large, or has no text.
    """
    document = open_package(source)
    with damage_told():
        places = place_blocks(document)
    if not any(place.story and place.story.kind is None for place in places):
        raise DocumentError("holds no text to translate.")
    return Document("", "", tuple(dict.fromkeys(place.block for place in places)), (*_contents(document),))


def _contents(document: Any) -> Iterator[str]:
    for paragraph in document.element.body.iter(qn("w:p")):
        text = collapse_spaces(paragraph_text(paragraph)).strip(" ")
        if text and is_contents_style(style_id(paragraph)):
            yield text
