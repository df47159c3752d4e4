"""A page made anew from its texts, for formats that are read and cannot be written back: what makers of Markdown and Word share."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from passerelle.translate.formats.inline import Piece, Tag, Tags, label_french, restore_marks
from passerelle.translate.text.document import Block


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
