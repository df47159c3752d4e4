"""Making HTML pages of texts that come from elsewhere, such as a Word document."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import IO

from passerelle.translate.formats.inline import (
    BREAK,
    Piece,
    Role,
    Tag,
    plain_pieces,
    restore_marks,
)
from passerelle.translate.formats.made import Part, english_pieces, group_parts
from passerelle.translate.text.document import BlockKind

_BOLD = Tag(Role.OPEN, "bold")
_ELEMENTS = {BlockKind.QUOTATION: "blockquote", BlockKind.LIST_ITEM: "li"}
_INLINE = {"bold": "strong", "italic": "em", "link": "a"}


def make_html(
    stream: IO[bytes], parts: Sequence[Part], targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write the texts of a page to ``stream`` as HTML in UTF-8, replaced by ``targets`` (by id).

    The page's title is its first heading. The blocks in ``french`` are labelled.
    """
    texts = [part for part in parts if part.block.kind is not BlockKind.ATTRIBUTE]
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        f'<head><meta charset="utf-8"><title>{escape(_title(texts, targets))}</title></head>',
        "<body>",
        *_body(texts, targets, french),
        "</body>",
        "</html>",
    ]
    stream.write(("\n".join(lines) + "\n").encode())


def _title(parts: Sequence[Part], targets: Mapping[str, str]) -> str:
    titles = [part for part in parts if part.block.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    if not titles:
        return ""
    first = titles[0]
    return plain_pieces(restore_marks(targets.get(first.block.id, first.block.text), first.tags))


def _body(parts: Sequence[Part], targets: Mapping[str, str], french: Collection[str]) -> Iterator[str]:
    def text(part: Part) -> str:
        return _inline(english_pieces(part, targets, french, _BOLD))

    for listed, group in groupby(group_parts(parts), _is_item):
        lines: list[str] = []
        for each in group:
            lines += _table(each, text) if isinstance(each, list) else [_block(each, text(each))]
        yield from ["<ul>", *lines, "</ul>"] if listed else lines


def _is_item(part: Part | list[list[Part | None]]) -> bool:
    return isinstance(part, Part) and part.block.kind is BlockKind.LIST_ITEM


def _block(part: Part, text: str) -> str:
    kind = part.block.kind
    if kind in (BlockKind.TITLE, BlockKind.HEADING):
        level = 1 if kind is BlockKind.TITLE else min(max(part.block.level, 2), 6)
        return f"<h{level}>{text}</h{level}>"
    if kind is BlockKind.FOOTNOTE:
        text = f"<sup>{escape(part.label)}</sup> {text}"
    element = _ELEMENTS.get(kind, "p")
    return f"<{element}>{text}</{element}>"


def _table(rows: Sequence[Sequence[Part | None]], text: Callable[[Part], str]) -> Iterator[str]:
    """Yield a table's lines; its first row is the head."""
    yield "<table>"
    for number, row in enumerate(rows):
        element = "td" if number else "th"
        cells = (f"<{element}>{text(part) if part else ''}</{element}>" for part in row)
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"


def _inline(pieces: Sequence[Piece]) -> str:
    out: list[str] = []
    closing: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(escape(piece, quote=False))
        elif piece.role is Role.CLOSE:
            out.append(closing.pop())
        elif piece.role is Role.EMPTY:
            out.append("<br>" if piece.kind == BREAK else _sign(piece))
        else:
            name = _INLINE.get(piece.kind, "span")
            href = dict(piece.attributes).get("href", "")
            out.append(f'<a href="{escape(href)}">' if name == "a" else f"<{name}>")
            closing.append(f"</{name}>")
    return "".join(out)


def _sign(tag: Tag) -> str:
    attributes = dict(tag.attributes)
    text = escape(attributes.get("label", attributes.get("text", "")))
    return f"<sup>{text}</sup>" if tag.kind == "note" else text
