"""Where each block of a Markdown file stands: what reading and writing share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from passerelle.translate.formats.inline import Piece, Tag, Tags, number_marks, plain_pieces, to_marks
from passerelle.translate.formats.markdown.front_matter import Field, front_matter_end, read_fields
from passerelle.translate.formats.markdown.inline import read_pieces
from passerelle.translate.text.document import Block, BlockKind, identify_blocks

_FOOTNOTE = re.compile(r"\[\^[\w-]+\]:\s+")
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of source that holds inline text: a paragraph's lines, a table's cell, a field of the front matter."""

    kind: BlockKind
    level: int
    start: int
    content: str
    pieces: tuple[Piece, ...]
    cell: int = -1
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its region, and for a caption which image's which attribute."""

    region: Region
    tags: Tags
    image: tuple[int, str] | None = None


def parse_lines(lines: Sequence[str]) -> list[Token]:
    head = front_matter_end(lines)
    return _PARSER.parse("\n".join([*[""] * head, *lines[head:]]))


def place_blocks(lines: Sequence[str], tokens: Sequence[Token]) -> list[tuple[Block, Place]]:
    found: list[tuple[Block, Place]] = []
    for region in (*_fields(lines), *_regions(tokens)):
        text, tags = number_marks(region.pieces)
        line = region.start + 1
        if has_words(plain_pieces(region.pieces)):
            block = Block(region.kind, text, line, region.level, to_marks(tags))
            found.append((block, Place(region, tags)))
        images = [piece for piece in region.pieces if isinstance(piece, Tag) and piece.kind == "image"]
        for index, tag in enumerate(images):
            for name, value in tag.attributes:
                if name in ("alt", "title") and has_words(value):
                    caption, inner = number_marks([value])
                    block = Block(BlockKind.CAPTION, caption, line, marks=to_marks(inner))
                    found.append((block, Place(region, inner, (index, name))))
    identified = identify_blocks(block for block, _ in found)
    return [(block, place) for block, (_, place) in zip(identified, found, strict=True)]


def _fields(lines: Sequence[str]) -> Iterator[Region]:
    for field in read_fields(lines[: front_matter_end(lines)]):
        level = 1 if field.kind is BlockKind.TITLE else 0
        yield Region(field.kind, level, field.start, field.value, (field.value,), field=field)


def _regions(tokens: Sequence[Token]) -> Iterator[Region]:
    depth = quotes = cell = 0
    around = ""
    titled = False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open", "bullet_list_close", "ordered_list_close"):
            depth += token.nesting
        elif token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif token.type == "tr_open":
            cell = -1
        elif token.type in ("td_open", "th_open"):
            cell += 1
            around = "cell"
        elif token.type in ("heading_open", "paragraph_open"):
            around = token.tag
        elif token.type == "inline" and token.map:
            kind, level = _kind(around, depth, quotes, titled=titled)
            titled = titled or kind is BlockKind.TITLE
            if _FOOTNOTE.match(token.content):
                yield from _footnotes(token, kind)
                continue
            pieces = tuple(read_pieces(token.children or []))
            yield Region(kind, level, token.map[0], token.content, pieces, cell if around == "cell" else -1)


def _footnotes(token: Token, kind: BlockKind) -> Iterator[Region]:
    """Yield one region a footnote: CommonMark takes definitions on following lines for one paragraph."""
    lines = token.content.split("\n")
    starts = [index for index, line in enumerate(lines) if _FOOTNOTE.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        content = _FOOTNOTE.sub("", "\n".join(lines[start:end]), count=1)
        children = _PARSER.parseInline(content)[0].children or []
        assert token.map
        yield Region(kind, 0, token.map[0] + start, content, tuple(read_pieces(children)))


def _kind(around: str, depth: int, quotes: int, *, titled: bool) -> tuple[BlockKind, int]:
    if around == "cell":
        return BlockKind.TABLE_CELL, 0
    if around.startswith("h"):
        level = int(around[1])
        return (BlockKind.TITLE if level == 1 and not titled else BlockKind.HEADING), level
    if depth:
        return BlockKind.LIST_ITEM, depth
    return (BlockKind.QUOTATION if quotes else BlockKind.PARAGRAPH), 0


def has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)
