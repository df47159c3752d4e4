"""What a PDF says, in the order of reading: what reading it and making other formats of it share."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from passerelle.translate.formats.inline import number_marks, plain_pieces, to_marks
from passerelle.translate.formats.made import Part
from passerelle.translate.formats.pdf.columns import reading_order
from passerelle.translate.formats.pdf.file import PdfFile, Properties
from passerelle.translate.formats.pdf.footnotes import LABEL, find_footnotes, references
from passerelle.translate.formats.pdf.join import Joiner
from passerelle.translate.formats.pdf.line import Line, Run
from passerelle.translate.formats.pdf.lines import page_lines
from passerelle.translate.formats.pdf.page import Box, Page
from passerelle.translate.formats.pdf.paragraphs import BULLET
from passerelle.translate.formats.pdf.passages import Passage, body_size, read_passages
from passerelle.translate.formats.pdf.pieces import text_pieces
from passerelle.translate.formats.pdf.running import PageLines, find_running
from passerelle.translate.formats.pdf.tables import ruled_tables
from passerelle.translate.text.document import Block, BlockKind, identify_blocks, plain_words

_OWN_LOOK = {
    BlockKind.TITLE: ("bold", "italic"),
    BlockKind.HEADING: ("bold", "italic"),
    BlockKind.TABLE_CELL: ("bold",),
    BlockKind.CAPTION: ("bold", "italic"),
    BlockKind.FOOTNOTE: ("italic",),
}
_NO_WORDS = re.compile(
    r"\S+\.\w{2,4}|(?:Microsoft )?(?:Word|PowerPoint) - .*|untitled|sans titre.*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is kept of a page when its glyphs are gone."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    rotated: str
    unmapped: int


@dataclass(frozen=True, slots=True)
class Places:
    """The texts of a PDF, the lines that are none of its text, and its pages."""

    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def place_blocks(source: bytes) -> Places:
    """Return what a PDF says; a block's line is its page.

    Raises:
        DocumentError: as `PdfFile`.
    """
    with closing(PdfFile(source)) as file:
        properties = file.properties()
        sheets = tuple(_sheet(page) for page in file.pages())
    running = find_running([PageLines(sheet.height, sheet.lines) for sheet in sheets], properties.title)
    kept = [
        replace(sheet, lines=tuple(line for line in sheet.lines if line not in running)) for sheet in sheets
    ]
    lines = [line for sheet in kept for line in sheet.lines]
    parts = [*_parts(_passages(kept, lines), Joiner(lines))]
    left_out = _once(line.text for sheet in sheets for line in sheet.lines if line in running)
    turned = (sheet.rotated for sheet in sheets if any(map(str.isalnum, sheet.rotated)))
    return Places(
        (*_identified([*parts, *_properties(properties, parts)]),), (*left_out, *_once(turned)), sheets
    )


def _sheet(page: Page) -> Sheet:
    lines = tuple(page_lines(page))
    return Sheet(
        page.number, page.width, page.height, lines, page.rules, page.pictures, page.rotated, page.unmapped
    )


def _passages(sheets: Sequence[Sheet], lines: Sequence[Line]) -> list[Passage]:
    """Return the passages of a text, its footnotes last."""
    size, labels = body_size(lines), references(lines)
    notes = [find_footnotes(sheet.lines, size, labels) for sheet in sheets]
    columns = []
    for sheet, own in zip(sheets, notes, strict=True):
        apart = {line for note in own for line in note.lines}
        rest = [line for line in sheet.lines if line not in apart]
        columns += reading_order(ruled_tables(rest, sheet.rules))
    return [*read_passages(columns, size), *(note for own in notes for note in own)]


def _parts(passages: Sequence[Passage], joiner: Joiner) -> Iterator[Part]:
    """Yield the passages that say something as blocks."""
    labels = [passage.label for passage in passages if passage.kind is BlockKind.FOOTNOTE]
    notes = {label for label in labels if labels.count(label) == 1}
    for passage in passages:
        runs = _without_label(passage, joiner.join(passage.lines))
        pieces = text_pieces(runs, notes, plain=_OWN_LOOK.get(passage.kind, ()))
        if any(map(str.isalnum, plain_pieces(pieces))):
            text, tags = number_marks(pieces)
            block = Block(passage.kind, text, passage.first.page, passage.level, to_marks(tags))
            yield Part(block, tags, passage.label, passage.table, passage.row, passage.column)


def _without_label(passage: Passage, runs: Sequence[Run]) -> list[Run]:
    """Return the runs of a passage without its bullet, number or sign."""
    if not passage.label:
        return [*runs]
    found = (LABEL if passage.kind is BlockKind.FOOTNOTE else BULLET).match("".join(text for text, _ in runs))
    cut = found.end() if found else 0
    kept = []
    for text, style in runs:
        kept.append((text[cut:], style))
        cut = max(0, cut - len(text))
    return [run for run in kept if run[0]]


def _properties(properties: Properties, parts: Collection[Part]) -> Iterator[Part]:
    """Yield what only the properties say; names of files and of programs say nothing."""
    known = {plain_words(part.block.text) for part in parts}
    for label in ("title", "subject", "keywords"):
        said = getattr(properties, label)
        if any(map(str.isalpha, said)) and said not in known and not _NO_WORDS.fullmatch(said):
            known.add(said)
            text, tags = number_marks([said])
            yield Part(Block(BlockKind.ATTRIBUTE, text, 1, marks=to_marks(tags)), tags, label)


def _identified(parts: Sequence[Part]) -> Iterator[Part]:
    for part, block in zip(parts, identify_blocks(part.block for part in parts), strict=True):
        yield replace(part, block=block)


def _once(texts: Iterator[str]) -> Iterator[str]:
    """Yield texts once, where those count as the same that differ in figures alone."""
    known = set()
    for text in texts:
        key = _DIGITS.sub("#", plain_words(text).casefold())
        if key not in known:
            known.add(key)
            yield text
