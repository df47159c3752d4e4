"""Blocks of HTML in a Markdown file: their texts and what their tags say to readers, everything else to the letter."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import itemgetter

from passerelle.translate.formats.entities import escape, escape_words, has_bare_ampersands
from passerelle.translate.formats.inline import CLOSE, Piece, Role, Tag, plain_pieces, text_tag
from passerelle.translate.formats.markdown.opaque import KEPT
from passerelle.translate.formats.markdown.region import Region
from passerelle.translate.formats.markdown.scripts import read_script
from passerelle.translate.formats.markdown.spoken import quotable, spoken_places
from passerelle.translate.formats.markdown.tags import HTML_KINDS
from passerelle.translate.formats.tokens import Kind, Token, html_tokens
from passerelle.translate.text.document import BlockKind, Why

_BLOCK_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "summary": BlockKind.CAPTION,
} | {f"h{level}": BlockKind.HEADING for level in range(1, 7)}
_STRONG = Tag(Role.OPEN, "bold", origin=("<strong>", "</strong>"))
_OPAQUE = frozenset({"code", "kbd", "samp", "var", "tt", "math", "svg", "textarea"})
_KEPT = frozenset({"pre"})
"""Blocks of which nothing is translated."""

_LEFT = re.compile(
    r"<(?P<name>pre)\b.*?(?:</pre\s*>|\Z)"
    rf"|<(?P<marked>\w+)\b[^<>]{{0,300}}{KEPT}[^<>]*>.{{0,5000}}?</(?P=marked)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_KEPT_AS_IT_IS = re.compile(KEPT, re.IGNORECASE)


def html_regions(content: str, line_places: Sequence[tuple[int, int]]) -> Iterator[Region]:
    """Yield the regions of a block of HTML. ``line_places`` tells of each line where it begins in ``content`` and in the file."""
    run: list[tuple[Token, int]] = []
    kind, position, kept, depth = "", 0, "", 0

    def at(offset: int) -> int:
        within, outside = line_places[bisect_right(line_places, offset, key=itemgetter(0)) - 1]
        return outside + offset - within

    for token in html_tokens(content):
        start, position = position, position + len(token.raw)
        if token.kind is not Kind.BLOCK:
            run += [(token, start)] if not kept else []
            continue
        yield from _run_regions(run, kind, at)
        run, kind = [], token.name
        if not kept and (token.name in _KEPT or _KEPT_AS_IT_IS.search(token.raw)):
            kept, depth = token.name, 1
        elif kept:
            depth += {kept: 1, f"/{kept}": -1}.get(token.name, 0)
            kept = kept if depth else ""
        else:
            yield from _attribute_regions(token, at(start))
    yield from _run_regions(run, kind, at)


def left_elements(content: str) -> Iterator[tuple[int, Why, str]]:
    """Yield the elements of a block of HTML that stay as they are: where each begins, why, and what it says."""
    for found in _LEFT.finditer(content):
        text = html.unescape(re.sub(r"<[^<>]*>", " ", found[0]))
        if any(map(str.isalpha, text)):
            foreign = re.match(r"<[^<>]*\slang=", found[0])
            why = Why.CODE if found["name"] else Why.LANGUAGE if foreign else Why.MARKED
            yield found.start(), why, text


def _attribute_regions(token: Token, start: int) -> Iterator[Region]:
    raw = token.raw
    if not raw.startswith("<") or raw.startswith("<!") or token.name in ("script", "style"):
        return
    for first, last in spoken_places(raw):
        said = html.unescape(raw[first:last])
        encode = partial(_attribute, raw[first - 1])
        kind = BlockKind.ATTRIBUTE if token.name == "abbr" else BlockKind.CAPTION
        yield Region(kind, 0, start + first, start + last, (said,), encode)


def _run_regions(run: Sequence[tuple[Token, int]], kind: str, at: Callable[[int], int]) -> Iterator[Region]:
    """Yield the region of what stands between two tags that part texts, and what the tags around its words say."""
    partners = _partners([token for token, _ in run])
    worded = [
        index
        for index, (token, _) in enumerate(run)
        if (token.kind is Kind.TEXT and token.text.strip())
        or token.kind is Kind.PLACEHOLDER
        or index in partners
    ]
    texts = [token.text for token, _ in run if token.kind is Kind.TEXT]
    has_words = any(char.isalnum() for text in texts for char in text)
    first, last = (worded[0], worded[-1] + 1) if has_words else (0, 0)
    for token, start in (*run[:first], *run[last:]):
        yield from _attribute_regions(token, at(start))
    if not has_words:
        return
    inner = run[first:last]
    start, end = inner[0][1], inner[-1][1] + len(inner[-1][0].raw)
    if inner[0][0].kind is Kind.TEXT:
        start += len(inner[0][0].raw) - len(inner[0][0].raw.lstrip())
    if inner[-1][0].kind is Kind.TEXT:
        end -= len(inner[-1][0].raw) - len(inner[-1][0].raw.rstrip())
    raw = "".join(token.raw for token, _ in inner if token.kind is Kind.TEXT)
    block = _BLOCK_KINDS.get(kind, BlockKind.PARAGRAPH)
    level = int(kind[1]) if block is BlockKind.HEADING else int(block is BlockKind.LIST_ITEM)
    encode = partial(_encode, bare=has_bare_ampersands(raw))
    pieces = _pieces([token for token, _ in inner])
    yield Region(block, level, at(start), at(end - 1) + 1, tuple(pieces), encode, _STRONG)


def _partners(tokens: Sequence[Token]) -> dict[int, int]:
    """Return for each tag of a pair the index of the other."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            stack.append(index)
        elif token.kind is Kind.CLOSE and any(tokens[each].name == token.name for each in stack):
            while tokens[stack[-1]].name != token.name:
                stack.pop()
            found[stack[-1]], found[index] = index, stack[-1]
            stack.pop()
    return found


def _pieces(tokens: Sequence[Token]) -> list[Piece]:
    partners = _partners(tokens)
    pieces: list[Piece] = []
    index = 0
    while index < len(tokens):
        token, partner = tokens[index], partners.get(index, -1)
        if token.kind is Kind.TEXT:
            pieces.append(token.text)
        elif partner > index and (token.name in _OPAQUE or _KEPT_AS_IT_IS.search(token.raw)):
            raw = "".join(each.raw for each in tokens[index : partner + 1])
            pieces.append(text_tag("code", raw, raw))
            index = partner
        elif partner == index + 1:
            raw = token.raw + tokens[partner].raw
            pieces.append(text_tag("html", raw, raw))
            index = partner
        elif partner > index:
            kind = HTML_KINDS.get(token.name, token.name)
            pieces.append(Tag(Role.OPEN, kind, (("html", token.raw),), (token.raw, tokens[partner].raw)))
        elif partner >= 0:
            pieces.append(CLOSE)
        else:
            kind = "placeholder" if token.kind is Kind.PLACEHOLDER else HTML_KINDS.get(token.name, "html")
            pieces.append(text_tag(kind, token.raw, token.raw))
        index += 1
    return read_script(pieces)


def _encode(pieces: Sequence[Piece], *, bare: bool) -> str:
    out: list[str] = []
    closing: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(escape_words(piece, bare=bare))
        elif piece.role is Role.CLOSE:
            out.append(closing.pop())
        elif piece.role is Role.EMPTY:
            if piece.kind == "break" and out:
                out[-1] = out[-1].rstrip(" \n")
            out.append(str(piece.origin))
        else:
            out.append(piece.origin[0])
            closing.append(piece.origin[1])
    return "".join(out)


def _attribute(quote: str, pieces: Sequence[Piece]) -> str:
    return quotable(escape(plain_pieces(pieces)), quote)
