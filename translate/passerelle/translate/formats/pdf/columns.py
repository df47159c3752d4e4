"""In which order the lines of a page are read: columns one after the other, what spans them before and after.

A gutter is an upright strip that no line crosses, with lines on both sides; the band of lines along it is read to its left first.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from passerelle.translate.formats.pdf.line import Line, merge_lines
from passerelle.translate.formats.pdf.tables import Item, Table, aligned_table

_NARROWEST = 0.75  # of a sign's size
_FEWEST = ((8.0, 1), (3.0, 2), (2.0, 3), (0.0, 5))
"""How many rows must stand beside each other along a gutter of such a width, in signs' sizes."""
_SMALLEST_SIDE = 4.0  # signs' sizes: a column of one word is none
_PITCH = 1.7  # of a sign's size: lines further apart belong to two texts
_FAR = 4.0
_LARGER = 1.08
_INDENT = 3.0
_CLEAR = 1.2  # of a sign's size, around what stands between two bands
_APART = 3.0  # gutters so wide may have a word alone on one side
_MOST_CANDIDATES = 200

Strip = tuple[float, float]


def reading_order(items: Sequence[Item]) -> list[list[Item]]:
    """Return the columns of a page, each from its top down with its lines whole, in the order in which they are read.

    A band whose columns hold short texts in rows is a table and a column of its own.
    """
    ordered = sorted(items, key=lambda item: (item.base, item.left))
    return [[*_whole(column)] for column in _columns(ordered) if column]


def _columns(items: list[Item]) -> Iterator[list[Item]]:
    """Yield what spans a page and the columns of its bands, parts of lines still apart."""
    found = _best_band(items)
    if found is None:
        yield items
        return
    first, end, strip = found
    band, after = _without_tail(items[first:end], strip)
    yield from _columns(items[:first])
    yield from _read_band(band, strip)
    yield from _columns([*after, *items[end:]])


def _read_band(band: list[Item], strip: Strip) -> Iterator[list[Item]]:
    lines = [item for item in band if isinstance(item, Line)]
    found = aligned_table(lines) if len(lines) == len(band) else None
    if found is not None:
        above, table, below = found
        yield [*above, table]
        yield from _columns([*below])
        return
    middle = sum(strip) / 2
    yield from _columns([item for item in band if item.left < middle])
    yield from _columns([item for item in band if item.left >= middle])


def _best_band(items: Sequence[Item]) -> tuple[int, int, Strip] | None:
    """Return the band with the most rows beside each other, with its gutter."""
    best: tuple[int, int, Strip] | None = None
    most = 0
    tried: set[tuple[int, int]] = set()
    for index in range(len(items)):
        strip = _strip_beside(items, index)
        key = (round(strip[0] / 4), round(strip[1] / 4)) if strip else (0, 0)
        if strip is None or key in tried or len(tried) >= _MOST_CANDIDATES:
            continue
        tried.add(key)
        for end, narrowed in _extents(items, index, strip):
            first = _first_of(items, index, narrowed)
            rows = _rows_beside(items[first:end], narrowed)
            if rows > most:
                best, most = (first, end, narrowed), rows
    return best


def _strip_beside(items: Sequence[Item], index: int) -> Strip | None:
    """Return the gap between an item and its neighbour on the right, where there is one."""
    item = items[index]
    near = (*items[index + 1 : index + 12], *items[max(0, index - 12) : index])
    beside = [other for other in near if other.left > item.right and _is_beside(item, other)]
    nearest = min(beside, key=lambda other: other.left, default=None)
    if nearest is None or nearest.left - item.right < _NARROWEST * min(item.size, nearest.size):
        return None
    return item.right, nearest.left


def _is_beside(item: Item, other: Item) -> bool:
    overlap = min(item.bottom, other.bottom) - max(item.top, other.top)
    return overlap > 0.4 * min(item.bottom - item.top, other.bottom - other.top)


def _narrowed(strip: Strip, line: Item) -> Strip | None:
    """Return what a line leaves of a strip, the wider side of it; None where that is too narrow for a gutter."""
    left, right = strip
    if line.right > left and line.left < right:
        first, second = (left, min(right, line.left)), (max(left, line.right), right)
        left, right = max(first, second, key=lambda side: side[1] - side[0])
    return (left, right) if right - left >= _NARROWEST * line.size else None


def _extents(items: Sequence[Item], index: int, strip: Strip) -> Iterator[tuple[int, Strip]]:
    """Yield where what stands along a strip may end, downwards, and what it leaves: before the strip asks for more rows, and at all."""
    while index < len(items):
        narrowed = _narrowed(strip, items[index])
        if narrowed is None:
            break
        size = items[index].size
        if _fewest(narrowed, size) > _fewest(strip, size):
            yield index, strip
        strip = narrowed
        index += 1
    yield index, strip


def _fewest(strip: Strip, size: float) -> int:
    """Return how many rows must stand on both sides of a strip."""
    return next((rows for width, rows in _FEWEST if strip[1] - strip[0] >= width * size), _FEWEST[-1][1])


def _first_of(items: Sequence[Item], index: int, strip: Strip) -> int:
    """Return where a band begins: with what stands in its columns above the first two items side by side."""
    right = [item for item in items[index : index + 12] if item.left >= strip[1] - 1]
    edge = min((item.left for item in right), default=strip[1])
    first = index
    while index > 0:
        item, below = items[index - 1], items[index]
        if item.left < strip[1] - 1 < item.right or below.base - item.base > _FAR * below.size:
            break
        index -= 1
        if -item.size <= item.left - edge <= _INDENT * item.size or _is_beside(item, items[first]):
            first = index
    return first


def _rows_beside(band: Sequence[Item], strip: Strip) -> int:
    """Return how many rows stand on both sides of a strip, none where it parts no two texts."""
    left = [item for item in band if item.left < strip[1] - 1]
    right = [item for item in band if item.left >= strip[1] - 1]
    if not left or not right:
        return 0
    size = min(item.size for item in band if isinstance(item, Line) or len(band) == 1)
    wide = all(
        max(item.right for item in side) - min(item.left for item in side) >= _SMALLEST_SIDE * size
        for side in (left, right)
    )
    beside = {round(item.base) for item in left if any(_is_beside(item, other) for other in right)}
    gap = strip[1] - strip[0]
    enough = len(beside) >= _fewest(strip, size)
    return len(beside) if enough and (wide or gap >= _APART * size) else 0


def _without_tail(band: list[Item], strip: Strip) -> tuple[list[Item], list[Item]]:
    """Return a band up to what stands apart at its left with nothing beside it, such as a heading of what follows; and the rest."""
    left = [item for item in band if item.left < strip[1] - 1]
    right = [item for item in band if item.left >= strip[1] - 1]
    for before, item in pairwise(left):
        apart = item.base - before.base > _PITCH * before.size or item.size > _LARGER * before.size
        above = max((other.bottom for other in right if other.top < item.top), default=item.bottom)
        below = min((other.top for other in right if other.top >= item.top), default=math.inf)
        clear = below - above - (item.bottom - item.top) >= _CLEAR * item.size
        if apart and clear and above <= item.top + 1 and below >= item.bottom - 1:
            place = band.index(item)
            return band[:place], band[place:]
    return band, []


def _whole(column: Sequence[Item]) -> Iterator[Item]:
    """Yield the items of a column with the parts of each line joined."""
    ordered = sorted(column, key=lambda item: (round(item.base), item.left))
    for _, group in groupby(ordered, lambda item: round(item.base)):
        parts = [*group]
        lines = [item for item in parts if isinstance(item, Line)]
        if lines:
            yield merge_lines(lines)
        yield from (item for item in parts if isinstance(item, Table))
