"""What the paragraphs of a PDF are: title, heading, item, caption, footnote; those that columns and pages part made whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from passerelle.glossary.words import read_words
from passerelle.translate.formats.furniture import ends_sentence
from passerelle.translate.formats.pdf.line import Line
from passerelle.translate.formats.pdf.paragraphs import BULLET, paragraphs, sizes_differ, usual_pitch
from passerelle.translate.formats.pdf.tables import Item, Table
from passerelle.translate.text.document import BlockKind

_TITLE_SIZE, _HEADING_SIZE = 1.15, 1.08  # of the text's size
_LONGEST_HEADING = 160  # signs
_LONGEST_TITLE = 300
_TITLE_PAGES = 2
_DEEPEST = 4
_LOOK_BACK = 10  # lines
_INDENT = 0.5  # of a sign's size
_QUOTED = re.compile(r"[«“\"].*[»”\"][\s.,]*")
_CAPTION_WORDS = "|".join(map(re.escape, read_words(__file__, "captions.txt")))
_CAPTION = re.compile(rf"(?:{_CAPTION_WORDS})\b\s*(?:n°\s*)?(?:\d+|[ivx]+)?\s*[.:–—-]\s*\S|©", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a text: the lines that make it.

    ``label`` is an item's bullet or number, or a footnote's sign. ``table`` counts tables from 1, ``row`` and ``column`` are a
    cell's place in it.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 0
    label: str = ""
    table: int = 0
    row: int = 0
    column: int = 0

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def body_size(lines: Iterable[Line]) -> float:
    """Return the size of most of a text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def read_passages(columns: Iterable[Sequence[Item]], size: float) -> list[Passage]:
    """Return the passages of the columns of a text, whose usual sign has such a ``size``."""
    held = [[*column] for column in columns]
    usual = usual_pitch([item for item in column if isinstance(item, Line)] for column in held)
    return [*_with_depths(_with_headings(_whole(_passages(held, usual)), size))]


def _passages(columns: Iterable[Sequence[Item]], usual: float) -> Iterator[Passage]:
    tables = 0
    for column in columns:
        lines: list[Line] = []
        for item in column:
            if isinstance(item, Line):
                lines.append(item)
                continue
            yield from map(_passage, paragraphs(lines, usual))
            lines = []
            tables += 1
            yield from _cells(item, tables)
        yield from map(_passage, paragraphs(lines, usual))


def _cells(table: Table, number: int) -> Iterator[Passage]:
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if cell:
                yield Passage(BlockKind.TABLE_CELL, cell, table=number, row=row, column=column)


def _passage(lines: list[Line]) -> Passage:
    found = BULLET.match(lines[0].text)
    if found:
        return Passage(BlockKind.LIST_ITEM, tuple(lines), 1, found[0].strip())
    kind = BlockKind.CAPTION if _CAPTION.match(lines[0].text) else BlockKind.PARAGRAPH
    return Passage(kind, tuple(lines))


def _whole(passages: Iterable[Passage]) -> list[Passage]:
    """Return passages with those joined that the end of a column or a page had parted."""
    whole: list[Passage] = []
    for passage in passages:
        place = next(
            (index for index in range(len(whole) - 1, -1, -1) if whole[index].kind not in _SKIPPED), None
        )
        if place is not None and _goes_on(whole[place], passage, direct=place == len(whole) - 1):
            whole[place] = replace(whole[place], lines=(*whole[place].lines, *passage.lines))
        else:
            whole.append(passage)
    return whole


_SKIPPED = (BlockKind.TABLE_CELL, BlockKind.CAPTION)


def _goes_on(before: Passage, passage: Passage, *, direct: bool) -> bool:
    """Whether a passage at the head of a column or page is the rest of the one before."""
    moved = passage.first.page != before.last.page or passage.first.base < before.last.base or not direct
    if passage.kind is not BlockKind.PARAGRAPH or not moved or sizes_differ(before.last, passage.first):
        return False
    if passage.bold and not before.last.bold:
        return False
    end = before.last.text
    if ends_sentence(end) or end.endswith(":"):
        return False
    small = passage.first.text[:1].islower() or end.endswith(("-", "\u2010", "\u00ad"))
    full = (
        len(before.lines) > 2
        and before.last.right >= max(line.right for line in before.lines[-_LOOK_BACK:-1]) - before.last.size
    )
    return small or (direct and full and before.kind is not BlockKind.CAPTION)


def _with_headings(passages: list[Passage], size: float) -> list[Passage]:
    title = _find_title(passages, size)
    sizes = sorted(
        {round(each.first.size) for each in passages if each is not title and _is_large(each, size)},
        reverse=True,
    )
    kinds = []
    for index, passage in enumerate(passages):
        after = next((each for each in passages[index + 1 :][:1]), None)
        if passage is title:
            kinds.append(replace(passage, kind=BlockKind.TITLE, level=1, label=""))
        elif _is_large(passage, size) and _QUOTED.fullmatch(passage.text):
            kinds.append(replace(passage, kind=BlockKind.QUOTATION))
        elif _is_large(passage, size):
            level = min(2 + sizes.index(round(passage.first.size)), _DEEPEST)
            kinds.append(replace(passage, kind=BlockKind.HEADING, level=level, label=""))
        elif _stands_out(passage, after, titled=title in passages[:index]):
            level = min(2 + len(sizes), _DEEPEST)
            kinds.append(replace(passage, kind=BlockKind.HEADING, level=level, label=""))
        else:
            kinds.append(passage)
    return kinds


def _with_depths(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages, the items of lists with the depth that their place from the left gives them."""
    lefts: list[float] = []
    for passage in passages:
        if passage.kind is not BlockKind.LIST_ITEM:
            lefts.clear()
            yield passage
            continue
        line = passage.first
        while lefts and (lefts[-1] > line.left - _INDENT * line.size):
            lefts.pop()
        lefts.append(line.left)
        yield replace(passage, level=len(lefts))


def _find_title(passages: Sequence[Passage], size: float) -> Passage | None:
    """Return the first of the largest passages on the first pages, if it is larger than the text; else a bold first one."""
    head = [
        each
        for each in passages
        if each.first.page <= passages[0].first.page + _TITLE_PAGES - 1
        and each.kind is BlockKind.PARAGRAPH
        and len(each.text) <= _LONGEST_TITLE
        and sum(map(str.isalpha, each.text)) > 3
    ]
    large = max(head, key=lambda each: each.first.size, default=None)
    if large is not None and large.first.size >= _TITLE_SIZE * size:
        return large
    first = next((each for each in head[:2] if each.bold and not ends_sentence(each.text)), None)
    return first if first is not None and first in passages[:3] else None


def _is_large(passage: Passage, size: float) -> bool:
    return (
        passage.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and passage.first.size >= _HEADING_SIZE * size
        and len(passage.text) <= _LONGEST_HEADING
        and not passage.text.endswith((".", ";", ","))
        and any(map(str.isalpha, passage.text))
        and (passage.kind is BlockKind.PARAGRAPH or passage.bold)
    )


def _stands_out(passage: Passage, after: Passage | None, *, titled: bool) -> bool:
    """Whether a passage of the text's size is a heading: short, bold or below the title in capitals, before a text that is not."""
    if passage.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or after is None:
        return False
    text = passage.text
    if len(text) > _LONGEST_HEADING or text.endswith((".", ":", ";", ",")) or not any(map(str.isalpha, text)):
        return False
    bold = passage.bold and not after.bold
    capitals = titled and text.isupper() and " " in text and not after.text.isupper()
    return (bold or capitals) and BlockKind.PARAGRAPH in (passage.kind, after.kind)
