"""The stretches of a Markdown file that hold text for readers, each with the way back into the file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from markdown_it.token import Token

from passerelle.translate.formats.inline import Piece, plain_pieces
from passerelle.translate.formats.markdown.inline import Context, read_pieces, write_pieces
from passerelle.translate.formats.markdown.opaque import mask
from passerelle.translate.formats.markdown.parser import Parsed, parse_inline
from passerelle.translate.formats.markdown.region import Region
from passerelle.translate.formats.markdown.scripts import read_script, scripts_of
from passerelle.translate.formats.markdown.spoken import quotable
from passerelle.translate.formats.markdown.tags import trim_edges
from passerelle.translate.text.document import BlockKind

_BAR = re.compile(r"(?<!\\)\|")
_LINEWISE = re.compile(r"\*\[[^\]\n]+\]:[ \t]+|\|[ \t]+")
_BOX = re.compile(r"\[[~/>!?*-]\][ \t]+")


@dataclass(frozen=True, slots=True)
class Written:
    """How a region is written: behind and before what stays, in one line or several, each with what leads it."""

    before: str = ""
    after: str = ""
    scripts: tuple[tuple[str, str], ...] = ()
    further: str = ""
    one_line: bool = False
    cell: bool = False
    quote: str = ""

    def encode(self, pieces: Sequence[Piece]) -> str:
        """Return the Markdown of pieces in the place of the region's."""
        text = write_pieces(pieces, one_line=self.one_line, cell=self.cell, scripts=dict(self.scripts))
        return (self.before + quotable(text, self.quote) + self.after).replace("\n", "\n" + self.further)


def markdown_region(
    kind: BlockKind, level: int, place: tuple[int, int], pieces: Sequence[Piece], written: Written
) -> Region:
    """Return the region of inline Markdown; what speaks to a program at its ends stays out of its text."""
    before, core, after = trim_edges(pieces)
    scripts = tuple(scripts_of(core).items())
    written = replace(written, before=before, after=after, scripts=scripts)
    return Region(kind, level, *place, tuple(read_script(core)), written.encode)


def text_regions(
    parsed: Parsed, token: Token, context: Context, kind: BlockKind, level: int, cell: int = -1
) -> Iterator[Region]:
    """Yield the regions of an inline token: one, or one a line where each line is an entry of its own."""
    assert token.map
    row, content = token.map[0], token.content.strip()
    lines = [line.strip() for line in content.split("\n")]
    if cell < 0 and all(map(_LINEWISE.match, lines)):
        for offset, line in enumerate(lines):
            yield _linewise_region(parsed, row + offset, line, kind, level)
        return
    pieces = read_pieces(token.children or [], context)
    box = _BOX.match(content) if kind is BlockKind.LIST_ITEM else None
    if box and pieces and isinstance(pieces[0], str):
        pieces[0], content = pieces[0][box.end() :], content[box.end() :]
    if cell >= 0:
        place, further = _cell_place(parsed, row, cell), ""
    else:
        place, further = _line_place(parsed, row, content.split("\n"))
    one_line = cell >= 0 or kind in (BlockKind.TITLE, BlockKind.HEADING)
    yield markdown_region(
        kind, level, place, pieces, Written(further=further, one_line=one_line, cell=cell >= 0)
    )


def title_region(parsed: Parsed, start: int, end: int) -> Region:
    """Return the region of a title in a line for a program: inline Markdown, between quotes where the line has them."""
    before = parsed.text[start - 1 : start]
    quote = before if before in "\"'" and parsed.text[end : end + 1] == before else ""
    pieces = markdown_pieces(parsed.text[start:end])
    return markdown_region(BlockKind.CAPTION, 0, (start, end), pieces, Written(one_line=True, quote=quote))


def string_region(parsed: Parsed, start: int, end: int, kind: BlockKind = BlockKind.CAPTION) -> Region:
    """Return the region of a text that is no Markdown, between quotes."""
    quote = parsed.text[start - 1 : start]
    return Region(kind, 0, start, end, (parsed.text[start:end],), partial(_quoted, quote))


def markdown_pieces(text: str) -> list[Piece]:
    """Return the pieces of inline Markdown that stands by itself."""
    masked = mask(text)
    return read_pieces(parse_inline(masked.text), Context(masked))


def _quoted(quote: str, pieces: Sequence[Piece]) -> str:
    return quotable(plain_pieces(pieces), quote)


def _linewise_region(parsed: Parsed, row: int, line: str, kind: BlockKind, level: int) -> Region:
    found = _LINEWISE.match(line)
    assert found is not None
    said = line[found.end() :]
    kind = BlockKind.ATTRIBUTE if line.startswith("*[") else kind  # in full, whatever stands elsewhere
    start = parsed.starts[row] + _masked_line(parsed, row).rfind(said)
    pieces = read_pieces(parse_inline(said), Context(parsed.masked))
    return markdown_region(kind, level, (start, start + len(said)), pieces, Written(one_line=True))


def _masked_line(parsed: Parsed, row: int) -> str:
    start = parsed.starts[row]
    return parsed.masked.text[start : start + len(parsed.lines[row])]


def _line_place(parsed: Parsed, row: int, lines: Sequence[str]) -> tuple[tuple[int, int], str]:
    """Return where a paragraph's lines stand, and what leads its further ones: quote signs and indentation."""
    line = _masked_line(parsed, row)
    column = max(line.rfind(lines[0]), 0)
    last = row + len(lines) - 1
    end = _masked_line(parsed, last).rfind(lines[-1]) + len(lines[-1])
    further = re.sub(r"[^>\s]", " ", line[:column])
    return (parsed.starts[row] + column, parsed.starts[last] + end), further


def _cell_place(parsed: Parsed, row: int, cell: int) -> tuple[int, int]:
    """Return where the text of a table's cell stands in its row."""
    line = _masked_line(parsed, row)
    bars = [found.start() for found in _BAR.finditer(line)]
    edges = [*(bars if bars and not line[: bars[0]].strip(" \t>") else [-1, *bars]), len(line)]
    first, last = edges[cell] + 1, edges[cell + 1] if cell + 1 < len(edges) else len(line)
    text = line[first:last]
    start = first + len(text) - len(text.lstrip())
    return parsed.starts[row] + start, parsed.starts[row] + first + len(text.rstrip())
