"""Markdown (CommonMark with tables and front matter) ↔ blocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO

from markdown_it import MarkdownIt
from markdown_it.token import Token

from passerelle.translate.formats.encoding import collapse_spaces, decode_text
from passerelle.translate.formats.inline import (
    Piece,
    Tag,
    Tags,
    number_marks,
    plain_pieces,
    restore_marks,
    to_marks,
)
from passerelle.translate.formats.markdown.front_matter import (
    Field,
    front_matter_end,
    read_fields,
    set_english,
    write_field,
)
from passerelle.translate.formats.markdown.inline import image_markdown, read_pieces, write_pieces
from passerelle.translate.text.document import Block, BlockKind, Document, DocumentError, identify_blocks

_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[\w-]+\]:\s+")
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of source that holds inline text: a paragraph's lines, a table's cell, a field of the front matter."""

    kind: BlockKind
    level: int
    start: int
    content: str
    pieces: tuple[Piece, ...]
    cell: int = -1
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: its region, and for a caption which image's which attribute."""

    region: _Region
    tags: Tags
    image: tuple[int, str] | None = None


def read_markdown(source: bytes) -> Document:
    """Return the document in a Markdown file, without name and path; `write_markdown` is the inverse.

    Code blocks are left alone. Blocks of HTML are left out, and a warning names their lines.

    Raises:
        DocumentError: the file is empty, binary, or has no text.
    """
    decoded = decode_text(source)
    lines = decoded.text.split("\n")
    tokens = _parse(lines)
    blocks = tuple(block for block, _ in _read(lines, tokens))
    if not blocks:
        raise DocumentError("holds no text to translate.")
    left_out = tuple(_html_texts(tokens))
    warnings = decoded.warnings
    if left_out:
        places = ", ".join(line for line, _ in left_out)
        warnings = (*warnings, f"HTML blocks stay in French (line {places}).")
    return Document("", "", blocks, tuple(text for _, text in left_out), warnings)


def write_markdown(stream: IO[bytes], source: bytes, targets: Mapping[str, str]) -> None:
    """Write ``source`` to ``stream`` as UTF-8 with the blocks named in ``targets`` (by id) replaced.

    What has no target stays as it is, to the character. A front matter's ``lang: fr`` becomes ``en``.
    """
    decoded = decode_text(source)
    lines = decoded.text.split("\n")
    changes: dict[int, tuple[_Region, dict[tuple[int, str] | None, str]]] = {}
    places: dict[int, Tags] = {}
    for block, place in _read(lines, _parse(lines)):
        target = targets.get(block.id, block.text)
        if target != block.text:
            changes.setdefault(id(place.region), (place.region, {}))[1][place.image] = target
            places[id(place.region)] = place.tags
    replaced = [
        (region, _region_text(region, texts, places[id(region)])) for region, texts in changes.values()
    ]
    head = front_matter_end(lines)
    written = [set_english(line) if index < head else line for index, line in enumerate(lines)]
    stream.write(decoded.newline.join(_splice(written, replaced)).encode())


def _parse(lines: Sequence[str]) -> list[Token]:
    head = front_matter_end(lines)
    return _PARSER.parse("\n".join([*[""] * head, *lines[head:]]))


def _read(lines: Sequence[str], tokens: Sequence[Token]) -> list[tuple[Block, _Place]]:
    found: list[tuple[Block, _Place]] = []
    for region in (*_fields(lines), *_regions(tokens)):
        text, tags = number_marks(region.pieces)
        line = region.start + 1
        if _has_words(plain_pieces(region.pieces)):
            block = Block(region.kind, text, line, region.level, to_marks(tags))
            found.append((block, _Place(region, tags)))
        images = [piece for piece in region.pieces if isinstance(piece, Tag) and piece.kind == "image"]
        for index, tag in enumerate(images):
            for name, value in tag.attributes:
                if name in ("alt", "title") and _has_words(value):
                    caption, inner = number_marks([value])
                    block = Block(BlockKind.CAPTION, caption, line, marks=to_marks(inner))
                    found.append((block, _Place(region, inner, (index, name))))
    identified = identify_blocks(block for block, _ in found)
    return [(block, place) for block, (_, place) in zip(identified, found, strict=True)]


def _fields(lines: Sequence[str]) -> Iterator[_Region]:
    for field in read_fields(lines[: front_matter_end(lines)]):
        level = 1 if field.kind is BlockKind.TITLE else 0
        yield _Region(field.kind, level, field.start, field.value, (field.value,), field=field)


def _regions(tokens: Sequence[Token]) -> Iterator[_Region]:
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
            yield _Region(kind, level, token.map[0], token.content, pieces, cell if around == "cell" else -1)


def _footnotes(token: Token, kind: BlockKind) -> Iterator[_Region]:
    """Yield one region a footnote: CommonMark takes definitions on following lines for one paragraph."""
    lines = token.content.split("\n")
    starts = [index for index, line in enumerate(lines) if _FOOTNOTE.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        content = _FOOTNOTE.sub("", "\n".join(lines[start:end]), count=1)
        children = _PARSER.parseInline(content)[0].children or []
        assert token.map
        yield _Region(kind, 0, token.map[0] + start, content, tuple(read_pieces(children)))


def _kind(around: str, depth: int, quotes: int, *, titled: bool) -> tuple[BlockKind, int]:
    if around == "cell":
        return BlockKind.TABLE_CELL, 0
    if around.startswith("h"):
        level = int(around[1])
        return (BlockKind.TITLE if level == 1 and not titled else BlockKind.HEADING), level
    if depth:
        return BlockKind.LIST_ITEM, depth
    return (BlockKind.QUOTATION if quotes else BlockKind.PARAGRAPH), 0


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _html_texts(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if token.type == "html_block" and token.map:
            text = collapse_spaces(_TAG.sub(" ", token.content)).strip(" ")
            if _has_words(text):
                yield str(token.map[0] + 1), text


def _region_text(region: _Region, texts: Mapping[tuple[int, str] | None, str], tags: Tags) -> str:
    """Return the Markdown of a region with its text, its images' captions, or both replaced."""
    if region.field is not None:
        return write_field(region.field, plain_pieces(restore_marks(texts[None], tags)))
    own_tags = number_marks(region.pieces)[1]
    own_text = number_marks(region.pieces)[0]
    pieces = restore_marks(texts.get(None, own_text), own_tags)
    captioned = _caption(region, texts, pieces)
    one_line = region.cell >= 0 or region.kind in (BlockKind.TITLE, BlockKind.HEADING)
    return write_pieces(captioned, one_line=one_line, cell=region.cell >= 0)


def _caption(
    region: _Region, texts: Mapping[tuple[int, str] | None, str], pieces: Sequence[Piece]
) -> list[Piece]:
    """Return ``pieces`` with the images' new captions."""
    images = [piece for piece in region.pieces if isinstance(piece, Tag) and piece.kind == "image"]
    captioned = {}
    for index, tag in enumerate(images):
        new = tuple(
            (name, texts.get((index, name), value) if name != "src" else value)
            for name, value in tag.attributes
        )
        captioned[id(tag)] = replace(tag, origin=image_markdown(dict(new).get("alt", ""), new))
    return [captioned.get(id(piece), piece) if isinstance(piece, Tag) else piece for piece in pieces]


def _splice(lines: Sequence[str], replaced: Sequence[tuple[_Region, str]]) -> list[str]:
    """Return the file's lines with regions replaced, last region first so that line numbers hold."""
    out = list(lines)
    for region, text in sorted(replaced, key=lambda pair: (pair[0].start, pair[0].cell), reverse=True):
        if region.field is not None:
            out[region.start : region.field.end] = [text]
        elif region.cell >= 0:
            out[region.start] = _set_cell(out[region.start], region.cell, text)
        else:
            count = region.content.count("\n") + 1
            out[region.start : region.start + count] = _set_lines(out, region, count, text)
    return out


def _set_cell(line: str, cell: int, text: str) -> str:
    parts = _BAR.split(line)
    if not parts[0].strip(" \t>"):
        cell += 1
    if cell < len(parts):
        old = parts[cell]
        before = old[: len(old) - len(old.lstrip())] or (" " if cell else "")
        parts[cell] = before + text + old[len(old.rstrip()) :]
    return "|".join(parts)


def _set_lines(lines: Sequence[str], region: _Region, count: int, text: str) -> list[str]:
    """Return a region's new lines under the prefix (quote signs, bullets, indentation) of the old ones."""
    first = region.content.split("\n", 1)[0]
    line = lines[region.start]
    place = line.rfind(first)
    prefix = line[:place] if place >= 0 else line[: len(line) - len(line.lstrip())]
    suffix = line[place + len(first) :] if count == 1 and place >= 0 else ""
    further = re.sub(r"[^>\s]", " ", prefix)
    head, *rest = text.split("\n")
    return [prefix + head + (suffix if not rest else ""), *(further + part for part in rest)]
