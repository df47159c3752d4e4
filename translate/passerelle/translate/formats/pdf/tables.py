"""Tables of a page: by the rules drawn around their cells, or by short texts that stand in rows below each other."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from passerelle.translate.formats.furniture import ends_sentence
from passerelle.translate.formats.pdf.line import Line
from passerelle.translate.formats.pdf.page import Box

_MOST_RULES = 1500
_SAME = 3.0  # points between rules that are one
_SHORTEST = 6.0  # points: shorter rules are underlines, ticks and dots
_LONGEST_CELL = 25  # lines: a frame with more is a page's layout
_FEWEST_CELLS = 4
_FEWEST_ROWS = 3
_IN_ROWS = 0.8  # share of a table's lines that have another beside them
_TEXT_WIDTH = 9.0  # of a sign's size: columns of text are wider
_FULL, _MOSTLY = 0.75, 0.6
_CLOSE, _APART = 1.45, 1.3  # of a sign's size, of the least distance of base lines

Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page: its place, and its rows of cells; a cell without text holds no line."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def base(self) -> float:
        return self.top

    @property
    def size(self) -> float:
        return 1.0


Item = Line | Table


def ruled_tables(lines: Sequence[Line], rules: Sequence[Box]) -> list[Item]:
    """Return the lines of a page with those in a grid of rules replaced by the table that they make."""
    items: list[Item] = [*lines]
    for grid in _grids(rules[:_MOST_RULES]):
        held = [line for line in items if isinstance(line, Line) and _lies_in(line, grid)]
        table = _fill(grid, held)
        if table is not None:
            items = [item for item in items if item not in held]
            items.append(table)
    return items


def aligned_table(lines: Sequence[Line]) -> tuple[list[Line], Table, list[Line]] | None:
    """Return what stands above, in and below a table without rules; None where the lines are no table."""
    rows = [*_rows(lines)]
    several = [index for index, row in enumerate(rows) if len(row) > 1]
    if len(several) < _FEWEST_ROWS:
        return None
    inner = rows[several[0] : several[-1] + 1]
    starts = _starts(inner)
    first = [row for row in inner if _column(row[0], starts) == 0]
    if len(first) < _FEWEST_ROWS or sum(len(row) > 1 for row in first) < _IN_ROWS * len(first):
        return None
    columns = [
        [[line for line in row if _column(line, starts) == at] for row in inner] for at in range(len(starts))
    ]
    if len(starts) < 2 or _reads(columns[0]) or sum(map(_reads, columns)) > 1 or _listed(inner):
        return None
    above = [line for row in rows[: several[0]] for line in row]
    below = [line for row in rows[several[-1] + 1 :] for line in row]
    held = [line for row in inner for line in row]
    return above, _table(held, [*_group(inner, starts)]), below


def _grids(rules: Sequence[Box]) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the uprights (x) and levels (y) of each set of rules that touch and make cells."""
    left = [rule for rule in rules if max(rule.width, rule.height) >= _SHORTEST]
    while left:
        group = [left.pop()]
        for rule in group:
            near = [other for other in left if _touch(rule, other)]
            left = [other for other in left if other not in near]
            group += near
        across = _places(x for rule in group for x in (rule.left, rule.right))
        down = _places(y for rule in group for y in (rule.top, rule.bottom))
        uprights = _places(rule.left for rule in group if rule.height > rule.width)
        levels = _places(rule.top for rule in group if rule.width > rule.height)
        across = _places([across[0], *uprights, across[-1]])
        down = _places([down[0], *levels, down[-1]])
        if len(across) > 2 and len(down) > 2 and uprights and levels:
            yield across, down


def _touch(rule: Box, other: Box) -> bool:
    return (
        rule.left - _SAME <= other.right
        and other.left <= rule.right + _SAME
        and rule.top - _SAME <= other.bottom
        and other.top <= rule.bottom + _SAME
    )


def _places(values: Iterable[float]) -> list[float]:
    """Return values in their order, those that are nearly the same once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _SAME:
            places.append(value)
    return places


def _lies_in(line: Line, grid: tuple[list[float], list[float]]) -> bool:
    across, down = grid
    middle = line.base - line.size / 4
    return (
        across[0] - _SAME <= line.left and line.right <= across[-1] + _SAME and down[0] <= middle <= down[-1]
    )


def _fill(grid: tuple[list[float], list[float]], lines: Sequence[Line]) -> Table | None:
    """Return the table of a grid, None where the texts in it are no table's."""
    across, down = grid
    cells: list[list[list[Line]]] = [[[] for _ in across[1:]] for _ in down[1:]]
    for line in lines:
        row = min(max(bisect_right(down, line.base - line.size / 4) - 1, 0), len(down) - 2)
        column = min(max(bisect_right(across, line.left + 1) - 1, 0), len(across) - 2)
        cells[row][column].append(line)
    rows = [row for row in cells if any(row)]
    used = [at for at in range(len(across) - 1) if any(row[at] for row in rows)]
    filled = [len(cell) for row in rows for cell in row if cell]
    if len(used) < 2 or len(filled) < _FEWEST_CELLS or max(filled) > _LONGEST_CELL:
        return None
    if sum(sum(map(bool, row)) > 1 for row in rows) * 2 < len(rows):
        return None
    return _table(lines, [[row[at] for at in used] for row in rows])


def _table(lines: Sequence[Line], rows: Sequence[Sequence[Sequence[Line]]]) -> Table:
    return Table(
        lines[0].page,
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
        tuple(tuple(tuple(cell) for cell in row) for row in rows),
    )


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines on each base line, from the left."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda each: each.base):
        if row and line.base - row[0].base > line.size / 3:
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda each: each.left)


def _starts(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Return where the columns of a table begin: right of every gutter that no line crosses."""
    lines = sorted((line for row in rows for line in row), key=lambda line: line.left)
    starts = [lines[0].left]
    reach = lines[0].right
    for line in lines[1:]:
        if line.left - reach > line.size / 2:
            starts.append(line.left)
        reach = max(reach, line.right)
    return starts


def _column(line: Line, starts: Sequence[float]) -> int:
    return bisect_right(starts, line.left + 1) - 1


def _reads(column: Sequence[Sequence[Line]]) -> bool:
    """Whether a column, given as what stands in each row, is running text: wide, and most of its lines full."""
    cells = [cell for cell in column if cell]
    widths = [max(line.right for line in cell) - cell[0].left for cell in cells]
    if not widths:
        return False
    full = sum(width >= _FULL * max(widths) for width in widths)
    size = median(line.size for cell in cells for line in cell)
    wide = median(widths) >= _TEXT_WIDTH * size
    return wide and (full >= _MOSTLY * len(widths) or _flows([cell[0].text for cell in cells]))


def _flows(lines: Sequence[str]) -> bool:
    """Whether most lines go on with the sentence of the line before."""
    on = sum(after[:1].islower() and not ends_sentence(before) for before, after in pairwise(lines))
    return len(lines) > _FEWEST_CELLS and on >= len(lines) / 2


def _listed(rows: Sequence[Sequence[Line]]) -> bool:
    return any(line.text.startswith(("•", "▪", "– ", "- ", "➢")) for row in rows for line in row)


def _group(rows: Sequence[Sequence[Line]], starts: Sequence[float]) -> Iterator[list[list[Line]]]:
    """Yield rows of cells: a line close below goes on with the cells above it, if it has no first cell or others stand apart."""
    gaps = [after[0].base - before[0].base for before, after in pairwise(rows)]
    apart = max(gaps, default=0.0) > _APART * min(gaps, default=0.0)
    cells: list[list[Line]] = []
    for gap, row in zip([0.0, *gaps], rows, strict=True):
        close = gap < _CLOSE * row[0].size
        if cells and not (close and (apart or _column(row[0], starts) > 0)):
            yield cells
            cells = []
        cells = cells or [[] for _ in starts]
        for line in row:
            cells[_column(line, starts)].append(line)
    if cells:
        yield cells
