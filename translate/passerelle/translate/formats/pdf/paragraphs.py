"""From the lines of a column to its paragraphs: where a text goes on in the next line, and where another begins."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from passerelle.translate.formats.furniture import ends_sentence
from passerelle.translate.formats.pdf.line import Line

_SIZES_DIFFER = 0.08
_GAP = 0.25  # of a sign's size, beyond the usual distance of base lines
_INDENT = 0.8
_ROOM = 1.3
_MUCH_ROOM = 2.0
_MUCH = 0.25  # of a block's width
_TALL = 2.0
_MORE = 0.15
_SIGN_WIDTH = 0.5  # of a sign's size
BULLET = re.compile(
    r"(?:[•●◦▪■▫□‣⁃·➢➤►▶→✓✔❖◆♦\ufffd]\s*|(?:[*–—-]|o)\s+|(?:\d{1,2}[.)]|[a-z]\)|\(?\d\))\s+)(?=\S)"
)


def usual_pitch(columns: Iterable[Sequence[Line]]) -> float:
    """Return how far the base lines of a text are from each other, in its signs' sizes."""
    pitches: Counter[float] = Counter()
    for column in columns:
        for block in _blocks(column):
            pitches.update(
                round((line.base - before.base) / line.size, 1) for before, line in pairwise(block)
            )
    return max(pitches, key=lambda pitch: (pitches[pitch], -pitch), default=_TALL)


def paragraphs(lines: Sequence[Line], usual: float = _TALL) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph, heading or item of a column, in a text of such a `usual_pitch`."""
    for block in _blocks(lines):
        pitch = min(_pitch(block), (usual + _MORE) * block[0].size)
        right = max(line.right for line in block)
        left = min(line.left for line in block)
        paragraph = block[:1]
        for before, line in pairwise(block):
            if _begins(paragraph, before, line, pitch, left, right):
                yield paragraph
                paragraph = []
            paragraph = [*paragraph, line]
        yield paragraph


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines of one size that follow each other without a great gap."""
    block: list[Line] = []
    for line in lines:
        if block and (
            sizes_differ(block[-1], line) or not 0 < line.base - block[-1].base < _TALL * line.size
        ):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def sizes_differ(line: Line, other: Line) -> bool:
    """Whether two lines are plainly not of one size."""
    return abs(line.size - other.size) > _SIZES_DIFFER * max(line.size, other.size)


def _pitch(block: Sequence[Line]) -> float:
    """Return the usual distance of the base lines in a block."""
    gaps = sorted(line.base - before.base for before, line in pairwise(block))
    return median(gaps[: len(gaps) // 2 + 1]) if gaps else 0.0


def _begins(
    paragraph: Sequence[Line], before: Line, line: Line, pitch: float, left: float, right: float
) -> bool:
    """Whether ``line`` begins a paragraph, after ``paragraph`` whose last line is ``before``."""
    if line.base - before.base > pitch + _GAP * line.size or BULLET.match(line.text):
        return True
    if _changes_weight(paragraph, before, line):
        return True
    if BULLET.match(paragraph[0].text):
        return _leaves_item(paragraph, line) or (
            _is_short(before, line, left, right) and _is_open(before, line)
        )
    if (
        line.left > before.left + _INDENT * line.size
        and abs(before.left - left) < line.size
        and len(paragraph) > 1
    ):
        return not line.text[:1].islower()
    return _is_short(before, line, left, right) and _is_open(before, line)


def _changes_weight(paragraph: Sequence[Line], before: Line, line: Line) -> bool:
    """Whether bold lines end, or begin, as those of a heading do."""
    if line.text[:1].islower() or before.bold is line.bold:
        return False
    return all(each.bold for each in paragraph) or (line.bold and ends_sentence(before.text))


def _leaves_item(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether a line stands left of where the text of a list item stands."""
    hangs = len(paragraph) > 1 and paragraph[1].left > paragraph[0].left + _INDENT * line.size / 2
    if hangs:
        return line.left < paragraph[1].left - _INDENT * line.size / 2
    return line.left < paragraph[0].left - _INDENT * line.size / 2


def _is_short(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether the first word of a line would have had room in the line before."""
    room = right - before.right
    needed = _SIGN_WIDTH * line.size * (len(line.text.split(maxsplit=1)[0]) + 1)
    if ends_sentence(before.text):
        return room > max(_ROOM * needed, line.size)
    return room > max(_MUCH_ROOM * needed, _MUCH * (right - left))


def _is_open(before: Line, line: Line) -> bool:
    """Whether a line may begin a text: what begins small goes on, but after a sentence."""
    return not line.text[:1].islower() or ends_sentence(before.text)
