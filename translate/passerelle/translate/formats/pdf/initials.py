"""What stands before a line and belongs to it: a tall capital, a bullet or number far from its text, a bullet that is drawn."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from passerelle.translate.formats.pdf.line import Line, merge_lines, tidy
from passerelle.translate.formats.pdf.page import PLAIN, Box

_TALL = 1.7  # of the size of the line's own signs
_OVER, _NEAR = 0.5, 2.0  # of the size of the line's own signs
_LONGEST = 2  # signs: a capital, perhaps after a quotation mark
_FAR = 2.5
_BESIDE = 6.0
_LABEL = re.compile(r"[•●◦▪■▫□‣⁃·➢➤►▶→✓✔❖◆♦–—-]|\d{1,2}[.)]|[a-z]\)")


def with_capitals(lines: Sequence[Line]) -> list[Line]:
    """Return lines with each tall capital at the head of its first line."""
    capitals = [line for line in lines if len(line.text) <= _LONGEST and line.text[-1:].isupper()]
    heads = {id(capital): head for capital in capitals if (head := _head_of(capital, lines)) is not None}
    capital_of = {id(head): capital for capital in capitals if (head := heads.get(id(capital))) is not None}
    out = []
    for line in lines:
        capital = capital_of.get(id(line))
        if capital:
            out.append(
                replace(line, left=capital.left, runs=tidy([(capital.text, line.runs[0][1]), *line.runs]))
            )
        elif id(line) not in heads:
            out.append(line)
    return out


def _head_of(capital: Line, lines: Sequence[Line]) -> Line | None:
    """Return the highest of the lines beside a capital."""
    beside = (
        line
        for line in lines
        if -_OVER * line.size <= line.left - capital.right <= _NEAR * line.size
        and capital.size >= _TALL * line.size
        and capital.top - line.size <= line.top
        and line.base <= capital.base + line.size / 2
    )
    return min(beside, key=lambda line: line.base, default=None)


def with_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines, in their order on the page, with each bullet or number joined to the text beside it."""
    label: Line | None = None
    for line in lines:
        if label is not None:
            near = abs(line.base - label.base) < 1 and 0 < line.left - label.right <= _BESIDE * line.size
            if near:
                line = merge_lines([label, line])  # noqa: PLW2901  (the line as it is read)
            else:
                yield label
        label = line if _LABEL.fullmatch(line.text) else None
        if label is None:
            yield line
    if label is not None:
        yield label


def with_bullets(lines: Sequence[Line], dots: Sequence[Box]) -> Iterator[Line]:
    """Yield lines with a bullet where a dot is drawn before them."""
    for line in lines:
        dot = next((dot for dot in dots if _stands_before(dot, line)), None)
        yield line if dot is None else replace(line, left=dot.left, runs=(("• ", PLAIN), *line.runs))


def _stands_before(dot: Box, line: Line) -> bool:
    middle = (dot.top + dot.bottom) / 2
    near = 0 < line.left - dot.right <= _FAR * line.size
    return near and line.base - 0.8 * line.size <= middle <= line.base and dot.width <= line.size
