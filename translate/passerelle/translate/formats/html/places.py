"""Where each block of a page stands: what reading and writing share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from passerelle.translate.formats.html.attributes import Attribute, find_attributes
from passerelle.translate.formats.html.elements import ATOMIC, Element, has_words, inline_kind, visible_parts
from passerelle.translate.formats.html.head import head_texts
from passerelle.translate.formats.html.inline import read_pieces
from passerelle.translate.formats.html.page import Page
from passerelle.translate.formats.html.runs import Run, block_kind
from passerelle.translate.formats.inline import Tags, number_marks, plain_pieces, restore_marks, to_marks
from passerelle.translate.text.document import Block, BlockKind, identify_blocks

HEAD = "<head>"
"""The section of what stands under no heading, but in the page's head."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: a run of inline text, an attribute, or, with neither, the page's head."""

    tags: Tags
    run: Run | None = None
    attribute: Attribute | None = None

    @property
    def in_head(self) -> bool:
        """Whether only the page's head says it."""
        return self.run is None and self.attribute is None


def place_blocks(tree: Element, page: Page) -> list[tuple[Block, Place]]:
    """Return the blocks of a page in reading order, each with its place in the tree."""
    found: list[tuple[Block, Place]] = []
    window_title = tree.find(".//head/title")
    if page.title is None and page.runs and window_title is not None and has_words(window_title.text or ""):
        text, tags = number_marks([window_title.text or ""])
        block = Block(BlockKind.TITLE, text, window_title.sourceline or 0, 1, to_marks(tags))
        found.append((block, Place(tags, Run(window_title))))
    seen: set[Element] = set()
    for run in page.runs:
        found += _blocks(run, is_title=run is page.title)
        found += map(_attribute_block, find_attributes(run, seen))
    found += _head_blocks(tree, [plain_text(block.text, place.tags) for block, place in found])
    identified = identify_blocks(block for block, _ in found)
    return [
        (replace(block, section=HEAD) if place.in_head else block, place)
        for block, (_, place) in zip(identified, found, strict=True)
    ]


def _head_blocks(tree: Element, said: Sequence[str]) -> Iterator[tuple[Block, Place]]:
    for words, line in head_texts(tree, said):
        text, tags = number_marks([words])
        yield Block(BlockKind.CAPTION, text, line, marks=to_marks(tags)), Place(tags)


def plain_text(text: str, tags: Tags) -> str:
    return plain_pieces(restore_marks(text, tags))


def _blocks(run: Run, *, is_title: bool) -> Iterator[tuple[Block, Place]]:
    inner = _unwrap(run)
    pieces = read_pieces(inner)
    text, tags = number_marks(pieces)
    kind, level = (BlockKind.TITLE, 1) if is_title else block_kind(run)
    if has_words(plain_pieces(pieces)):
        yield Block(kind, text, run.line, level, to_marks(tags)), Place(tags, inner)


def _attribute_block(attribute: Attribute) -> tuple[Block, Place]:
    text, tags = number_marks([attribute.text])
    line = attribute.element.sourceline or 0
    return Block(attribute.kind, text, line, marks=to_marks(tags)), Place(tags, attribute=attribute)


def _unwrap(run: Run) -> Run:
    """Return the run inside an inline element that holds all of the text: its mark would say nothing."""
    while len(run.elements) == 1:
        element = run.elements[0]
        around = run.lead + (element.tail or "")
        opaque = not isinstance(element.tag, str) or element.tag in ATOMIC or inline_kind(element)
        if opaque or element.tag == "br" or around.strip() or not any(map(has_words, visible_parts(element))):
            return run
        run = Run(element, elements=list(element))
    return run
