"""Reading Word documents (.docx). Tracked changes are read as if accepted."""

from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from passerelle.translate.formats.docx.package import is_contents_style, open_package, style_id
from passerelle.translate.formats.docx.places import place_blocks
from passerelle.translate.formats.docx.runs import paragraph_text
from passerelle.translate.formats.encoding import collapse_spaces
from passerelle.translate.text.document import Document, DocumentError


def read_docx(source: bytes) -> Document:
    """Return the document in a .docx file, without name and path; `write_docx` is the inverse.

    A block's line is its ordinal among the paragraphs with text. Headers, footers, tables of contents, foot- and
    endnotes are left out; notes with a warning.

    Raises:
        DocumentError: the file is no .docx, is protected, damaged, too large, or has no text.
    """
    document = open_package(source)
    blocks = tuple(block for block, _ in place_blocks(document))
    if not blocks:
        raise DocumentError("holds no text to translate.")
    notes = tuple(_notes(document))
    warnings = (f"{len(notes)} footnotes or endnotes stay in French.",) if notes else ()
    return Document("", "", blocks, (*_margins(document), *_contents(document), *notes), warnings)


def _margins(document: Any) -> Iterator[str]:
    """Yield the texts of headers and footers, each once."""
    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            for paragraph in relation.target_part.element.iter(qn("w:p")):
                text = collapse_spaces(paragraph_text(paragraph)).strip(" ")
                if text and text not in seen:
                    seen.add(text)
                    yield text


def _contents(document: Any) -> Iterator[str]:
    for paragraph in document.element.body.iter(qn("w:p")):
        text = collapse_spaces(paragraph_text(paragraph)).strip(" ")
        if text and is_contents_style(style_id(paragraph)):
            yield text


def _notes(document: Any) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            for paragraph in etree.fromstring(relation.target_part.blob, parser).iter(qn("w:p")):
                text = collapse_spaces(paragraph_text(paragraph)).strip(" ")
                if text:
                    yield text
