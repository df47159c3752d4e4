"""A stretch of a Markdown file that holds text for readers, with the way back into the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from passerelle.translate.formats.inline import Piece, Role, Tag
from passerelle.translate.text.document import BlockKind

BOLD = Tag(Role.OPEN, "bold", origin=("**", "**"))


@dataclass(frozen=True, slots=True)
class Region:
    """Characters ``start`` to ``end`` of a text, which hold ``pieces``; ``encode`` returns what to write there for others.

    ``bold`` is the tag of what stands out there.
    """

    kind: BlockKind
    level: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    encode: Callable[[Sequence[Piece]], str]
    bold: Tag = BOLD
