"""Making Word documents of texts that come from elsewhere, such as a PDF."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import IO, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from passerelle.translate.formats.docx.properties import LONGEST
from passerelle.translate.formats.inline import Piece, Role, Tag, plain_pieces, restore_marks
from passerelle.translate.formats.made import Part, english_pieces, group_parts
from passerelle.translate.text.document import BlockKind

_BOLD = Tag(Role.OPEN, "bold")
_STYLES = {BlockKind.TITLE: "Title", BlockKind.CAPTION: "Caption", BlockKind.QUOTATION: "Quote"}
_SPACE = Pt(8)


def make_docx(
    stream: IO[bytes], parts: Sequence[Part], targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write the texts of a page to ``stream`` as a Word document, replaced by ``targets`` (by id).

    Footnotes stand at its end. The blocks in ``french`` are labelled.
    """
    document = docx.Document()
    _to_english(document)
    for part in parts:
        if part.block.kind is BlockKind.ATTRIBUTE:
            said = plain_pieces(restore_marks(targets.get(part.block.id, part.block.text), part.tags))
            setattr(document.core_properties, part.label, said[:LONGEST])
    below_table = False
    for each in group_parts([part for part in parts if part.block.kind is not BlockKind.ATTRIBUTE]):
        if isinstance(each, list):
            _add_table(document, each, targets, french)
        else:
            paragraph = _add_paragraph(document, each)
            paragraph.paragraph_format.space_before = _SPACE if below_table else None
            _write(paragraph, english_pieces(each, targets, french, _BOLD))
        below_table = isinstance(each, list)
    out = BytesIO()
    document.save(out)
    stream.write(out.getvalue())


def _to_english(document: Any) -> None:
    """Say that the text is British English, and nothing about a program's template."""
    properties = document.core_properties
    properties.title = properties.comments = properties.author = ""
    properties.language = "en-GB"
    style = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.append(language)


def _add_paragraph(document: Any, part: Part) -> Any:
    kind = part.block.kind
    if kind is BlockKind.HEADING:
        return document.add_paragraph(style=f"Heading {min(max(part.block.level - 1, 1), 9)}")
    if kind is BlockKind.LIST_ITEM and not part.label[:-1].isdigit():
        depth = min(max(part.block.level, 1), 3)
        return document.add_paragraph(style="List Bullet" if depth == 1 else f"List Bullet {depth}")
    paragraph = document.add_paragraph(style=_STYLES.get(kind, "Normal"))
    if kind is BlockKind.LIST_ITEM:
        paragraph.paragraph_format.left_indent = Pt(18)
        paragraph.paragraph_format.first_line_indent = Pt(-18)
        paragraph.add_run(f"{part.label}\t")
    elif kind is BlockKind.FOOTNOTE:
        paragraph.add_run(part.label).font.superscript = True
        paragraph.add_run(" ")
    return paragraph


def _add_table(
    document: Any, rows: Sequence[Sequence[Part | None]], targets: Mapping[str, str], french: Collection[str]
) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, parts in zip(table.rows, rows, strict=True):
        for cell, part in zip(row.cells, parts, strict=True):
            if part:
                _write(cell.paragraphs[0], english_pieces(part, targets, french, _BOLD))


def _write(paragraph: Any, pieces: Sequence[Piece]) -> None:
    """Append pieces to a paragraph as runs."""
    open_: list[Tag] = []
    for piece in pieces:
        if isinstance(piece, str):
            _add_run(paragraph, piece, open_)
        elif piece.role is Role.CLOSE:
            open_.pop()
        elif piece.role is Role.OPEN:
            open_.append(piece)
        else:
            attributes = dict(piece.attributes)
            run = paragraph.add_run(attributes.get("label", attributes.get("text", "")))
            run.font.superscript = True if piece.kind == "note" else None


def _add_run(paragraph: Any, text: str, tags: Sequence[Tag]) -> None:
    run = paragraph.add_run(text)
    kinds = {tag.kind for tag in tags}
    run.bold, run.italic = True if "bold" in kinds else None, True if "italic" in kinds else None
    link = next((tag for tag in tags if tag.kind == "link"), None)
    if link is not None:
        _put_link(paragraph, run, dict(link.attributes)["href"])


def _put_link(paragraph: Any, run: Any, address: str) -> None:
    """Put a run into a link, under the character style that Word has for them."""
    styles = paragraph.part.document.styles
    if "Hyperlink" not in styles:
        style = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
        style.font.underline = True
    run.style = "Hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)  # noqa: SLF001  (python-docx cannot make links)
    link.append(run._r)  # noqa: SLF001
