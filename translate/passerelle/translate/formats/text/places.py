"""Where each block of a plain text stands, hard-wrapped or not: what reading and writing share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from passerelle.translate.formats.boilerplate import Line, Role, find_article
from passerelle.translate.formats.encoding import collapse_spaces
from passerelle.translate.formats.furniture import ends_sentence, is_byline
from passerelle.translate.formats.inline import Tags, number_marks, to_marks
from passerelle.translate.text.document import Block, BlockKind, DocumentError, identify_blocks
from passerelle.translate.text.templates import find_templates, without_templates

_PREFIX = re.compile(
    r"[ \t\u00a0]*(?:([•●◦▪‣·*+–—-]|\d{1,3}[.)]|[a-z]\))[ \t\u00a0]+(?=\S)|(>+|#{1,6})[ \t]+(?=\S))?"
)
_RULE = re.compile(r"[ \t]*[=_*~#·-]{3,}[ \t]*")
_WIDEST_WRAP = 120


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines ``start`` to ``end`` of a file that make one text; ``prefix`` is its indentation and bullet."""

    text: str
    start: int
    end: int
    prefix: str
    sign: str

    @property
    def bullet(self) -> bool:
        return bool(self.sign) and self.sign[0] not in "#>"

    @property
    def indent(self) -> int:
        return len(self.prefix.expandtabs(4)) - len(self.prefix.expandtabs(4).lstrip())


@dataclass(frozen=True, slots=True)
class Places:
    blocks: tuple[Block, ...]
    chunks: tuple[Chunk, ...]
    tags: tuple[Tags, ...]
    left_out: tuple[str, ...]


def place_blocks(lines: Sequence[str]) -> Places:
    chunks = tuple(_chunks(lines))
    roles = find_article([Line(chunk.text, chunk.bullet) for chunk in chunks])
    kept = tuple(chunk for chunk, role in zip(chunks, roles, strict=True) if role is not Role.LEFT_OUT)
    if not kept:
        raise DocumentError("holds only menus and links, no article; give the article's own text.")
    titled = Role.TITLE in roles
    numbered = [number_marks([chunk.text]) for chunk in kept]
    blocks = (
        Block(kind, text, line=chunk.start + 1, level=level, marks=to_marks(tags))
        for (text, tags), chunk, (kind, level) in zip(
            numbered, kept, _kinds(kept, titled=titled), strict=True
        )
    )
    left_out = tuple(chunk.text for chunk, role in zip(chunks, roles, strict=True) if role is Role.LEFT_OUT)
    return Places(identify_blocks(blocks), kept, tuple(tags for _, tags in numbered), left_out)


def wrap_width(lines: Sequence[str]) -> int:
    """Return the column at which the file is hard-wrapped, or 0 where every line is a paragraph."""
    lengths = sorted(len(line) for line in lines if len(line) > 40)
    if len(lengths) < 3:
        return 0
    width = lengths[len(lengths) * 95 // 100]
    full = sum(width - 16 <= length <= width for length in lengths)
    longer = sum(length > width + 20 for length in lengths)
    return (
        width if width <= _WIDEST_WRAP and full >= len(lengths) * 0.4 and longer <= len(lengths) * 0.05 else 0
    )


def _chunks(lines: Sequence[str]) -> Iterator[Chunk]:
    """Join the lines of each paragraph and list item."""
    width = wrap_width(lines)
    pending: list[str] = []
    start = 0
    for index, line in enumerate([*lines, ""]):
        blank = _RULE.fullmatch(line) or not without_templates(line).strip()
        if pending and not blank and _continues(pending[-1], line, width):
            pending.append(line)
            continue
        if pending:
            yield _chunk(pending, start)
        pending, start = ([] if blank else [line]), index


def _chunk(lines: Sequence[str], start: int) -> Chunk:
    found = _PREFIX.match(lines[0])
    prefix, sign = (found[0], found[1] or found[2] or "") if found else ("", "")
    text = _join([lines[0][len(prefix) :], *(line.strip(" \t") for line in lines[1:])])
    return Chunk(text.strip(" "), start, start + len(lines), prefix, sign)


def _join(lines: Sequence[str]) -> str:
    """Return lines in one, with single blanks but in templates' expressions."""
    text = "\n".join(lines)
    out, position = [], 0
    for start, end in find_templates(text):
        out += [collapse_spaces(text[position:start]), text[start:end]]
        position = end
    return "".join(out) + collapse_spaces(text[position:])


def _continues(previous: str, line: str, width: int) -> bool:
    """Whether ``line`` goes on with the paragraph of ``previous``: it had no room left there, or is mid-sentence."""
    found = _PREFIX.match(line)
    if found and (found[1] or found[2]):
        return False
    word = line.split(maxsplit=1)[0]
    if width and len(previous.rstrip()) + 1 + len(word) > width:
        return True
    open_ended = len(previous.strip()) > 40 and not previous.rstrip().endswith(tuple('.!?:…”»"'))
    return open_ended and word[0].islower() and not is_byline(line)


def _kinds(chunks: Sequence[Chunk], *, titled: bool) -> Iterable[tuple[BlockKind, int]]:
    """Return kind and level of each chunk; the first is the title where it looks like one."""
    kinds = [_kind(chunk, after) for chunk, after in zip(chunks, [*chunks[1:], None], strict=True)]
    first = chunks[0]
    if not first.bullet and (
        titled or kinds[0] is BlockKind.HEADING or _is_title(first, alone=len(chunks) == 1)
    ):
        kinds[0] = BlockKind.TITLE
    indents: list[int] = []
    for chunk, kind in zip(chunks, kinds, strict=True):
        if kind is BlockKind.LIST_ITEM:
            while indents and indents[-1] >= chunk.indent:
                indents.pop()
            indents.append(chunk.indent)
            yield kind, len(indents)
            continue
        indents.clear()
        yield kind, {BlockKind.TITLE: 1, BlockKind.HEADING: _heading_level(chunk)}.get(kind, 0)


def _kind(chunk: Chunk, after: Chunk | None) -> BlockKind:
    if chunk.sign.startswith("#"):
        return BlockKind.HEADING
    if chunk.sign.startswith(">"):
        return BlockKind.QUOTATION
    if chunk.bullet:
        return BlockKind.LIST_ITEM
    return BlockKind.HEADING if after is not None and _is_heading(chunk.text) else BlockKind.PARAGRAPH


def _is_heading(text: str) -> bool:
    if len(text) > 150 or len(text.split()) > 20 or text[0].islower():
        return False
    return (not ends_sentence(text) and text[-1] not in ",;:") or (
        text.endswith("?") and len(text.split()) <= 15
    )


def _is_title(chunk: Chunk, *, alone: bool) -> bool:
    if alone and ends_sentence(chunk.text):
        return False
    return (
        len(chunk.text) <= 250
        and len(chunk.text.split()) <= 35
        and not chunk.text.endswith((".", ":", ";", ","))
    )


def _heading_level(chunk: Chunk) -> int:
    return len(chunk.sign) if chunk.sign.startswith("#") else 2
