"""Translation edit rate (Snover et al. 2006) in which edits of term tokens cost double. Pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TERM_COST = 2
LONGEST_SHIFT = 10
"""Tokens that may move as one block."""


@dataclass(frozen=True, slots=True)
class _Alignment:
    """``cost`` of the edits; ``match`` holds, for each reference token, the output token that stands for it or None.

    ``wrong_output`` and ``wrong_reference`` tell which tokens are edited.
    """

    cost: int
    match: tuple[int | None, ...]
    wrong_output: tuple[bool, ...]
    wrong_reference: tuple[bool, ...]


def count_edits(output: Sequence[str], reference: Sequence[str], costs: Sequence[int]) -> int:
    """Return the cost of turning ``output`` into ``reference``; ``costs`` has one entry a reference token.

    A missing or replaced token costs what ``costs`` says, a surplus token 1, a moved block 1, or the most
    that any of its tokens costs. Blocks are moved greedily, the most profitable first.

    >>> count_edits("the flu spreads".split(), "the influenza spreads".split(), [1, 2, 1])
    2
    """
    words = list(output)
    moved = 0
    now = _align(words, reference, costs)
    while now.cost:
        options = [
            (now.cost - _align(shifted, reference, costs).cost - cost, -cost, shifted)
            for shifted, cost in _shifts(words, reference, costs, now)
        ]
        gain, cost, shifted = max(options, key=lambda option: option[:2], default=(-1, 0, words))
        # A move that gains nothing may make room for one that does; each makes the rest smaller, so it ends.
        if gain < 0:
            break
        moved -= cost
        words = shifted
        now = _align(words, reference, costs)
    return moved + now.cost


def _align(output: Sequence[str], reference: Sequence[str], costs: Sequence[int]) -> _Alignment:
    rows = [[0]]
    for cost in costs:
        rows[0].append(rows[0][-1] + cost)
    for word in output:
        above = rows[-1]
        row = [above[0] + 1]
        for column, (wanted, cost) in enumerate(zip(reference, costs, strict=True), start=1):
            change = above[column - 1] + (0 if word == wanted else cost)
            row.append(min(change, above[column] + 1, row[-1] + cost))
        rows.append(row)
    return _trace(rows, output, reference, costs)


def _trace(
    rows: Sequence[Sequence[int]], output: Sequence[str], reference: Sequence[str], costs: Sequence[int]
) -> _Alignment:
    match: list[int | None] = [None] * len(reference)
    wrong_output, wrong_reference = [True] * len(output), [True] * len(reference)
    line, column = len(output), len(reference)
    while line and column:
        same = output[line - 1] == reference[column - 1]
        here = rows[line][column]
        if here == rows[line - 1][column - 1] + (0 if same else costs[column - 1]):
            line, column = line - 1, column - 1
            match[column] = line
            wrong_output[line] = wrong_reference[column] = not same
        elif here == rows[line - 1][column] + 1:
            line -= 1
        else:
            column -= 1
    return _Alignment(rows[-1][-1], tuple(match), tuple(wrong_output), tuple(wrong_reference))


def _shifts(
    output: list[str], reference: Sequence[str], costs: Sequence[int], now: _Alignment
) -> Iterator[tuple[list[str], int]]:
    """Yield the output with one block moved to where the reference has the same words, and what the move costs."""
    for start, place, length in _equal_blocks(output, reference):
        block = slice(start, start + length)
        wanted = slice(place, place + length)
        home = now.match[place]
        if not any(now.wrong_output[block]) or not any(now.wrong_reference[wanted]):
            continue
        if home is not None and start <= home < start + length:
            continue
        rest = output[:start] + output[start + length :]
        for target in _targets(now, place, length):
            if not start <= target <= start + length:
                to = target - length if target > start else target
                yield [*rest[:to], *output[block], *rest[to:]], max(costs[wanted])


def _equal_blocks(output: Sequence[str], reference: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    for start in range(len(output)):
        for place in range(len(reference)):
            most = min(LONGEST_SHIFT, len(output) - start, len(reference) - place)
            for length in range(1, most + 1):
                if output[start + length - 1] != reference[place + length - 1]:
                    break
                yield start, place, length


def _targets(now: _Alignment, place: int, length: int) -> set[int]:
    """Return the output positions just after what stands for the reference before ``place``, or for the block's own words."""
    known = [-1 if matched is None else matched for matched in now.match]
    return {max(known[:last], default=-1) + 1 for last in range(place, place + length + 1)}
