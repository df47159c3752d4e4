"""A page made anew from its texts, as another format than its own: what makers of Markdown, Word and HTML share."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from passerelle.translate.formats.inline import (
    BREAK,
    LITERAL,
    Piece,
    Role,
    Tag,
    Tags,
    label_french,
    restore_marks,
    text_tag,
)
from passerelle.translate.text.document import Block, BlockKind, Mark


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a page, and what stands behind its marks: bold, italic, link (``href``) and note (``label``).

    ``label`` is an item's bullet or number, a footnote's sign, or the name of a property (title, subject, keywords). ``table``
    counts tables from 1 and is 0 outside them; ``row`` and ``column`` are a cell's place in its table, from 0.
    """

    block: Block
    tags: Tags
    label: str = ""
    table: int = 0
    row: int = 0
    column: int = 0


def english_pieces(
    part: Part, targets: Mapping[str, str], french: Collection[str], emphasis: Tag
) -> list[Piece]:
    """Return what to write for a part: its target, or its French, with a label in ``emphasis`` where that is asked for."""
    pieces = restore_marks(targets.get(part.block.id, part.block.text), part.tags)
    return label_french(pieces, emphasis) if part.block.id in french else pieces


def group_parts(parts: Sequence[Part]) -> Iterator[Part | list[list[Part | None]]]:
    """Yield the parts, those of a table together as its rows, with None for an empty cell."""
    for table, group in groupby(parts, lambda part: part.table):
        if not table:
            yield from group
            continue
        cells = {(part.row, part.column): part for part in group}
        width = 1 + max(column for _, column in cells)
        rows = sorted({row for row, _ in cells})
        yield [[cells.get((row, column)) for column in range(width)] for row in rows]


_UNSEEN = (BlockKind.ATTRIBUTE, BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT)
_NOTES = (BlockKind.FOOTNOTE, BlockKind.ENDNOTE)
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\x00-\x1f]+", re.IGNORECASE)


def parts_of(blocks: Iterable[Block]) -> list[Part]:
    """Return the texts of any document for readers: bold, italic, links and breaks stay, notes and cells become paragraphs.

    What stands outside the text (attributes, headers, footers, comments) is left out.
    """
    seen = [block for block in blocks if block.kind not in _UNSEEN]
    notes = [block for block in seen if block.kind in _NOTES]
    ordered = [*(block for block in seen if block.kind not in _NOTES), *notes]
    highest = 2 if any(block.kind is BlockKind.TITLE for block in seen) else 1
    return [Part(_plain(block, highest), _tags_of(block)) for block in ordered]


def _plain(block: Block, highest: int) -> Block:
    if block.kind is BlockKind.HEADING:
        return replace(block, level=max(block.level, highest))
    kinds = (*_NOTES, BlockKind.TABLE_CELL)
    return replace(block, kind=BlockKind.PARAGRAPH) if block.kind in kinds else block


def _tags_of(block: Block) -> Tags:
    tags = ((mark.number, _tag_of(mark, empty=f"<{mark.number}/>" in block.text)) for mark in block.marks)
    return {number: tag for number, tag in tags if tag}


def _tag_of(mark: Mark, *, empty: bool) -> Tag | None:
    attributes = dict(mark.attributes)
    if empty:
        if mark.kind == BREAK:
            return Tag(Role.EMPTY, BREAK, (("text", "\n"),))
        return text_tag(LITERAL, attributes["text"]) if "text" in attributes else None
    if mark.kind == "link":
        href = attributes.get("href", "")
        return Tag(Role.OPEN, "link", (("href", href),)) if _ADDRESS.fullmatch(href) else None
    return Tag(Role.OPEN, mark.kind) if mark.kind in ("bold", "italic") else None
