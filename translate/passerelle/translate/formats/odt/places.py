"""Where each block of an OpenDocument text stands: what reading and writing share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from passerelle.translate.formats.inline import number_marks, plain_pieces, to_marks
from passerelle.translate.formats.odt.names import name
from passerelle.translate.formats.odt.package import Package
from passerelle.translate.formats.odt.runs import is_bold, paragraph_pieces, paragraph_text
from passerelle.translate.formats.odt.styles import Styles
from passerelle.translate.formats.titles import entitle
from passerelle.translate.text.document import Block, BlockKind, identify_blocks, plain_words

PROPERTIES = "<properties>"
"""The section of what stands under no heading, but in the document's properties."""

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
_MARGINS = {
    name(f"style:{own}{which}"): kind
    for own, kind in (("header", BlockKind.HEADER), ("footer", BlockKind.FOOTER))
    for which in ("", "-left", "-first")
}
_PROPERTIES = tuple(name(f"dc:{own}") for own in ("title", "subject", "description"))
_FILE_NAME = re.compile(r"\S+\.\w{2,4}")


@dataclass(frozen=True, slots=True)
class Place:
    """A block's paragraph, and the styles of the part in which it stands; neither where a property says it alone."""

    block: Block
    paragraph: Any = None
    styles: Styles | None = None


def place_blocks(package: Package) -> list[Place]:
    """Return the blocks in reading order: the body with its notes, headers and footers, what only properties say."""
    found: list[Place] = []
    for paragraph, styles, margin in _paragraphs(package):
        pieces = paragraph_pieces(paragraph, styles)
        if any(char.isalnum() for char in plain_pieces(pieces)):
            text, tags = number_marks(pieces)
            kind, level = (margin, 0) if margin else _kind(paragraph, styles)
            found.append(Place(Block(kind, text, len(found) + 1, level, to_marks(tags)), paragraph, styles))
    bold = [place.styles is not None and is_bold(place.paragraph, place.styles) for place in found]
    blocks = identify_blocks(entitle([place.block for place in found], bold))
    said = {plain_words(block.text) for block in blocks}
    own = (text for _, text in properties(package) if text not in said)
    alone = [
        Block(BlockKind.ATTRIBUTE, text, line) for line, text in enumerate(dict.fromkeys(own), len(found) + 1)
    ]
    return [
        *(replace(place, block=block) for block, place in zip(blocks, found, strict=True)),
        *(Place(replace(block, section=PROPERTIES)) for block in identify_blocks(alone)),
    ]


def properties(package: Package) -> Iterator[tuple[Any, str]]:
    """Yield the document's title, subject and description with their text; names of files are none."""
    for element in () if package.meta is None else package.meta.iter(*_PROPERTIES):
        text = " ".join((element.text or "").split())
        if any(char.isalpha() for char in text) and not _FILE_NAME.fullmatch(text):
            yield element, text


def index_paragraphs(package: Package) -> Iterator[Any]:
    """Yield the paragraphs of tables of contents and other indexes, which LibreOffice makes again."""
    for index in package.body.iter(*_INDEXES):
        yield from index.iter(*_PARAGRAPHS)


def comments(package: Package) -> Iterator[str]:
    """Yield the texts of comments, which are for those who write."""
    for comment in package.body.iter(name("office:annotation")):
        yield " ".join(paragraph_text(paragraph) for paragraph in comment.iter(*_PARAGRAPHS))


def _paragraphs(package: Package) -> Iterator[tuple[Any, Styles, BlockKind | None]]:
    """Yield the paragraphs, those of tables, text boxes and notes included, and the margin in which one stands."""
    styles = Styles(package.styles, package.content)
    for paragraph in package.body.iter(*_PARAGRAPHS):
        if not any(above.tag in _GONE or above.tag in _INDEXES for above in paragraph.iterancestors()):
            yield paragraph, styles, None
    if package.styles is not None:
        margins = Styles(package.styles)
        for margin in package.styles.iter(*_MARGINS):
            for paragraph in margin.iter(*_PARAGRAPHS):
                yield paragraph, margins, _MARGINS[margin.tag]


def _kind(paragraph: Any, styles: Styles) -> tuple[BlockKind, int]:
    """Return kind and level: a heading or a title first, then the note, the table, the list, other styles."""
    styled = styles.kind(paragraph)
    if styled[0] is BlockKind.TITLE:
        return styled
    if paragraph.tag == name("text:h"):
        level = paragraph.get(name("text:outline-level")) or ""
        return BlockKind.HEADING, int(level) if level.isdecimal() else 1
    if styled[0] is BlockKind.HEADING:
        return styled
    note = next(paragraph.iterancestors(name("text:note")), None)
    if note is not None:
        is_end = note.get(name("text:note-class")) == "endnote"
        return (BlockKind.ENDNOTE if is_end else BlockKind.FOOTNOTE), 0
    above = _above(paragraph)
    if name("table:table-cell") in above:
        return BlockKind.TABLE_CELL, 0
    depth = above.count(name("text:list"))
    return (BlockKind.LIST_ITEM, depth) if depth else styled


def _above(paragraph: Any) -> list[str]:
    """Return the names of what a paragraph stands in, as far as the text box around it."""
    names: list[str] = []
    for element in paragraph.iterancestors():
        if element.tag == name("draw:text-box"):
            break
        names.append(element.tag)
    return names
