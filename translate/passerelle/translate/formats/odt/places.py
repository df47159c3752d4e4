"""Where each block of an OpenDocument text stands: what reading and writing share."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from passerelle.translate.formats.inline import number_marks, plain_pieces, to_marks
from passerelle.translate.formats.odt.names import name
from passerelle.translate.formats.odt.package import Package
from passerelle.translate.formats.odt.runs import is_bold, paragraph_pieces
from passerelle.translate.formats.odt.styles import Styles
from passerelle.translate.formats.titles import entitle
from passerelle.translate.text.document import Block, BlockKind, identify_blocks

_PARAGRAPHS = (name("text:p"), name("text:h"))
_GONE = frozenset(
    name(own)
    for own in ("text:tracked-changes", "office:annotation", "office:forms", "table:covered-table-cell")
)
_INDEXES = frozenset(
    name(f"text:{own}")
    for own in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
    )
)
_MARGINS = tuple(
    name(f"style:{own}")
    for own in (
        "header",
        "header-left",
        "header-first",
        "footer",
        "footer-left",
        "footer-first",
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A block's paragraph, and the styles of the part in which it stands."""

    block: Block
    paragraph: Any
    styles: Styles


def place_blocks(package: Package) -> list[Place]:
    """Return the blocks in reading order: the body with its notes, then headers and footers."""
    found: list[Place] = []
    for paragraph, styles in _paragraphs(package):
        pieces = paragraph_pieces(paragraph, styles)
        if any(char.isalnum() for char in plain_pieces(pieces)):
            text, tags = number_marks(pieces)
            kind, level = _kind(paragraph, styles)
            found.append(Place(Block(kind, text, len(found) + 1, level, to_marks(tags)), paragraph, styles))
    bold = [is_bold(place.paragraph, place.styles) for place in found]
    blocks = identify_blocks(entitle([place.block for place in found], bold))
    return [Place(block, place.paragraph, place.styles) for block, place in zip(blocks, found, strict=True)]


def index_paragraphs(package: Package) -> Iterator[Any]:
    """Yield the paragraphs of tables of contents and other indexes, which LibreOffice makes again."""
    for index in package.body.iter(*_INDEXES):
        yield from index.iter(*_PARAGRAPHS)


def _paragraphs(package: Package) -> Iterator[tuple[Any, Styles]]:
    """Yield the paragraphs with text of their own; those of tables, text boxes and notes included."""
    styles = Styles(package.styles, package.content)
    for paragraph in package.body.iter(*_PARAGRAPHS):
        if not any(above.tag in _GONE or above.tag in _INDEXES for above in paragraph.iterancestors()):
            yield paragraph, styles
    if package.styles is not None:
        margins = Styles(package.styles)
        for margin in package.styles.iter(*_MARGINS):
            for paragraph in margin.iter(*_PARAGRAPHS):
                yield paragraph, margins


def _kind(paragraph: Any, styles: Styles) -> tuple[BlockKind, int]:
    """Return kind and level: a heading or a title first, then the table, the list, other styles."""
    styled = styles.kind(paragraph)
    if styled[0] is BlockKind.TITLE:
        return styled
    if paragraph.tag == name("text:h"):
        level = paragraph.get(name("text:outline-level")) or ""
        return BlockKind.HEADING, int(level) if level.isdecimal() else 1
    if styled[0] is BlockKind.HEADING:
        return styled
    above = _above(paragraph)
    if name("table:table-cell") in above:
        return BlockKind.TABLE_CELL, 0
    depth = above.count(name("text:list"))
    return (BlockKind.LIST_ITEM, depth) if depth else styled


def _above(paragraph: Any) -> list[str]:
    """Return the names of what a paragraph stands in, as far as the note or the text box around it."""
    names: list[str] = []
    for element in paragraph.iterancestors():
        if element.tag in (name("text:note"), name("draw:text-box")):
            break
        names.append(element.tag)
    return names
