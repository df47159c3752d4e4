"""Where each block of a Markdown file stands: what reading and writing share."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from markdown_it.token import Token

from passerelle.translate.formats.inline import Piece, Tag, Tags, number_marks, plain_pieces, to_marks
from passerelle.translate.formats.markdown.front_matter import field_regions
from passerelle.translate.formats.markdown.html import html_regions
from passerelle.translate.formats.markdown.inline import Context, line_breaks
from passerelle.translate.formats.markdown.parser import Parsed
from passerelle.translate.formats.markdown.region import Region
from passerelle.translate.formats.markdown.regions import (
    markdown_pieces,
    string_region,
    text_regions,
    title_region,
)
from passerelle.translate.formats.markdown.scripts import read_script
from passerelle.translate.formats.markdown.spoken import spoken_places
from passerelle.translate.formats.markdown.tags import NOTE, raw_of, spoken_of
from passerelle.translate.text.document import Block, BlockKind, identify_blocks

HEAD = "<head>"
"""The section of what only the front matter says, to search engines and lists of pages."""

_REMARKS = frozenset({"//", "#", "comment", "comments"})
"""Labels of link references that are no links but remarks: ``[//]: # (À relire)``."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its region, and for what a tag in it says which tag's which words."""

    region: Region
    tags: Tags
    spoken: tuple[int, str] | None = None


def place_blocks(parsed: Parsed, spoken: Collection[str] = ()) -> list[tuple[Block, Place]]:
    """Return the blocks of a text with their places, in reading order; the labels of the front matter come last.

    ``spoken`` names the fields of the front matter that are translated, the usual ones where it is empty.
    """
    fields = [*field_regions(parsed.lines[: parsed.head], parsed.starts, spoken)]
    found = [
        pair
        for region in (*(each for each in fields if each.kind is not BlockKind.CAPTION), *_regions(parsed))
        for pair in _blocks(region, parsed)
    ]
    labels = [pair for each in fields if each.kind is BlockKind.CAPTION for pair in _blocks(each, parsed)]
    identified = identify_blocks(block for block, _ in (*found, *labels))
    return [
        (block if number < len(found) else replace(block, section=HEAD), place)
        for number, (block, (_, place)) in enumerate(zip(identified, (*found, *labels), strict=True))
    ]


def spoken_pieces(key: str, value: str) -> list[Piece]:
    """Return what a tag says as pieces: a note is Markdown of its own, captions and titles are plain text."""
    return read_script(markdown_pieces(value)) if key == NOTE else [value]


def _blocks(region: Region, parsed: Parsed) -> Iterator[tuple[Block, Place]]:
    line = bisect_right(parsed.starts, region.start)
    text, tags = number_marks(region.pieces)
    if has_words(plain_pieces(region.pieces)):
        yield Block(region.kind, text, line, region.level, to_marks(tags)), Place(region, tags)
    for index, tag in enumerate(piece for piece in region.pieces if isinstance(piece, Tag)):
        for key, value in spoken_of(tag):
            if has_words(value):
                caption, inner = number_marks(spoken_pieces(key, value))
                kind = BlockKind.ATTRIBUTE if _is_abbreviation(tag) else BlockKind.CAPTION
                block = Block(kind, caption, line, marks=to_marks(inner))
                yield block, Place(region, inner, (index, key))


def _is_abbreviation(tag: Tag) -> bool:
    """Whether a tag says an abbreviation in full: its title relies on nothing that stands elsewhere."""
    return raw_of(tag).lower().startswith("<abbr")


def _regions(parsed: Parsed) -> Iterator[Region]:
    around = _Around()
    labels = {token.meta["id"]: token.meta["label"] for token in parsed.tokens if token.type == "definition"}
    for token in parsed.tokens:
        around.see(token)
        if token.type == "inline" and token.map and not _is_contents(parsed, token.map[1]):
            kind, level = around.kind()
            around.titled = around.titled or kind is BlockKind.TITLE
            context = Context(parsed.masked, labels, line_breaks(token.content))
            cell = around.cell if around.block == "cell" else -1
            yield from text_regions(parsed, token, context, kind, level, cell)
        elif token.type == "raw":
            yield from _raw_regions(parsed, token)
        elif token.type == "fence":
            yield from _fence_regions(parsed, token)
        elif token.type == "html_block":
            yield from _html_block_regions(parsed, token)
        elif token.type == "definition":
            yield from _definition_regions(parsed, token)


def _is_contents(parsed: Parsed, row: int) -> bool:
    """Whether a line of kramdown follows that puts the contents in the place of the text before it."""
    return row < len(parsed.lines) and parsed.lines[row].lstrip().startswith("{:toc")


@dataclass(slots=True)
class _Around:
    """What stands around an inline token."""

    depth: int = 0
    quotes: int = 0
    cell: int = 0
    block: str = ""
    titled: bool = False

    def see(self, token: Token) -> None:
        """Take account of a token that opens or closes a block."""
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in ("bullet_list", "ordered_list", "dl"):
            self.depth += token.nesting
        elif name == "blockquote":
            self.quotes += token.nesting
        elif token.type == "tr_open":
            self.cell = -1
        elif token.type in ("td_open", "th_open"):
            self.cell += 1
            self.block = "cell"
        elif token.type in ("heading_open", "paragraph_open", "dt_open"):
            self.block = token.tag

    def kind(self) -> tuple[BlockKind, int]:
        """Return the kind and level of a text that stands here."""
        if self.block == "cell":
            return BlockKind.TABLE_CELL, 0
        if self.block.startswith("h"):
            level = int(self.block[1])
            return (BlockKind.TITLE if level == 1 and not self.titled else BlockKind.HEADING), level
        if self.depth:
            return BlockKind.LIST_ITEM, self.depth
        return (BlockKind.QUOTATION if self.quotes else BlockKind.PARAGRAPH), 0


def _raw_regions(parsed: Parsed, token: Token) -> Iterator[Region]:
    """Yield what a line for a program says to readers: its title, and the words among its attributes."""
    start, titles = token.meta["start"], token.meta["titles"]
    for place in titles:
        yield title_region(parsed, *place)
    for first, last in spoken_places(token.content):
        if not any(begin < start + last and start + first < end for begin, end in titles):
            yield string_region(parsed, start + first, start + last)


def _fence_regions(parsed: Parsed, token: Token) -> Iterator[Region]:
    """Yield what the line that opens code says to readers: its title."""
    assert token.map
    row = token.map[0]
    for first, last in spoken_places(parsed.lines[row]):
        yield string_region(parsed, parsed.starts[row] + first, parsed.starts[row] + last)


def _html_block_regions(parsed: Parsed, token: Token) -> Iterator[Region]:
    assert token.map
    content = parsed.masked.restore(token.content)
    places = []
    position = 0
    for row, line in enumerate(content.split("\n")[: token.map[1] - token.map[0]], token.map[0]):
        lead = len(parsed.lines[row]) - len(line)
        places.append((position, parsed.starts[row] + max(lead, 0)))
        position += len(line) + 1
    yield from html_regions(content, places)


def _definition_regions(parsed: Parsed, token: Token) -> Iterator[Region]:
    """Yield the title of a link reference's definition."""
    assert token.map
    title = token.meta["title"]
    start, end = (
        parsed.starts[token.map[0]],
        parsed.starts[token.map[1] - 1] + len(parsed.lines[token.map[1] - 1]),
    )
    place = parsed.masked.text.rfind(title, start, end) if title else -1
    if place >= 0 and token.meta["label"].lower() not in _REMARKS:
        yield string_region(parsed, place, place + len(title))


def has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)
