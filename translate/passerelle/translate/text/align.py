"""Which English sentences render which French ones, by length and by what both must share. Pure functions.

After Gale and Church (1993): the cheapest path of beads (one sentence for one, one for two, none for one, …), where a
bead's cost tells how unlikely its lengths are. Anchors (figures, names, terms) say more than lengths, where there are any.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Step = tuple[int, int]
Anchors = Sequence[frozenset[int]]
"""For each anchor of a French sentence: the indexes of the English sentences that hold its rendering."""


@dataclass(frozen=True, slots=True)
class Bead:
    """French sentences ``start``–``end`` and the English ones ``target_start``–``target_end`` that render them."""

    start: int
    end: int
    target_start: int
    target_end: int

    @property
    def single(self) -> bool:
        """Whether one French sentence has an English of its own, of whatever number of sentences."""
        return self.end - self.start == 1 and self.target_end > self.target_start


def cheapest_path(
    rows: int, columns: int, steps: Mapping[Step, float], cost: Callable[[Bead], float], *, reach: int
) -> tuple[Bead, ...]:
    """Return the cheapest way from the first to the last sentences of both texts.

    ``steps`` are the sizes of beads (French sentences, English sentences) and what each costs by itself; ``cost`` adds
    what a bead's own sentences say. A path leaves the diagonal by at most ``reach`` sentences, and what the numbers of
    sentences differ by.
    """
    costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
    last: dict[tuple[int, int], Bead] = {}
    for place in _places(rows, columns, reach + abs(rows - columns)):
        if place not in costs:
            continue
        for (taken, given), price in steps.items():
            bead = Bead(place[0], place[0] + taken, place[1], place[1] + given)
            after = (bead.end, bead.target_end)
            if after[0] > rows or after[1] > columns:
                continue
            total = costs[place] + price + cost(bead)
            if total < costs.get(after, math.inf):
                costs[after] = total
                last[after] = bead
    return tuple(_walk_back(last, (rows, columns)))[::-1]


def _places(rows: int, columns: int, reach: int) -> Iterator[tuple[int, int]]:
    """Yield the places near the diagonal, each after all that can lead to it."""
    for row in range(rows + 1):
        middle = row * columns // rows if rows else 0
        for column in range(max(0, middle - reach), min(columns, middle + reach) + 1):
            yield row, column


def _walk_back(last: Mapping[tuple[int, int], Bead], end: tuple[int, int]) -> Iterator[Bead]:
    while end != (0, 0):
        if end not in last:
            return
        bead = last[end]
        yield bead
        end = (bead.start, bead.target_start)


# English letters a French letter, and the variance of their difference a French letter: 119,000 health sentences.
_RATIO = 0.87
_VARIANCE = 3.1
_PRIORS = {
    (1, 1): 0.89,
    (1, 2): 0.05,
    (2, 1): 0.04,
    (1, 3): 0.01,
    (2, 2): 0.005,
    (1, 0): 0.003,
    (0, 1): 0.003,
}
_STEPS = {step: -math.log(prior) for step, prior in _PRIORS.items()}
_ABSENT = 0.1  # how often the rendering of an anchor is not where it should be
_STRANGE = 25.0  # the cost of lengths that never go together
_DOUBTFUL = (
    4.0  # the cost of lengths by which two sentences cannot be the English of one: one of them was added
)
_SUSPECT = 3.0  # a bead whose anchors speak this much against it is not believed
_REACH = 8  # how many sentences a path may leave the diagonal by
_LEAST = 20  # letters; the lengths of shorter sentences say nothing


def align_sentences(
    source: Sequence[str], target: Sequence[str], anchors: Sequence[Anchors] | None = None
) -> tuple[Bead, ...] | None:
    """Return beads that give every French sentence an English of its own, or None where that cannot be told.

    ``anchors`` holds those of each French sentence; one that stands in every English sentence, or in none, says nothing.

    >>> align_sentences(["Il pleut sur toute la ville.", "Oui."], ["It is raining all over the city.", "Yes."])
    (Bead(start=0, end=1, target_start=0, target_end=1), Bead(start=1, end=2, target_start=1, target_end=2))
    """
    if not source or len(target) < len(source):
        return None
    weights = [
        [_weigh(anchor, len(target)) for anchor in own if anchor] for own in anchors or [()] * len(source)
    ]
    beads = cheapest_path(
        len(source),
        len(target),
        _STEPS,
        lambda bead: _length_cost(bead, source, target) + _evidence(bead, weights),
        reach=_REACH,
    )
    if all(bead.single and _is_plausible(bead, source, target, weights) for bead in beads):
        return beads or None
    return None


@dataclass(frozen=True, slots=True)
class _Weight:
    """An anchor's places, and what it costs to have it in a bead or outside of it."""

    places: frozenset[int]
    inside: float
    outside: float


def _weigh(places: frozenset[int], count: int) -> _Weight:
    chance = min(len(places) / count, 1.0)
    if chance == 1.0:
        return _Weight(places, 0.0, 0.0)
    return _Weight(places, math.log(chance / (1 - _ABSENT)), math.log((1 - chance) / _ABSENT))


def _evidence(bead: Bead, weights: Sequence[Sequence[_Weight]]) -> float:
    """Return what the anchors say against a bead: below 0 they speak for it."""
    own = range(bead.target_start, bead.target_end)
    return sum(
        weight.inside if any(place in own for place in weight.places) else max(weight.outside, 0.0)
        for index in range(bead.start, bead.end)
        for weight in weights[index]
    )


def _length_cost(bead: Bead, source: Sequence[str], target: Sequence[str]) -> float:
    french = sum(len(text) for text in source[bead.start : bead.end])
    english = sum(len(text) for text in target[bead.target_start : bead.target_end])
    deviation = (english - _RATIO * french) / math.sqrt(_VARIANCE * max(french, english / _RATIO, 1))
    likelihood = math.erfc(abs(deviation) / math.sqrt(2))
    return min(-math.log(likelihood), _STRANGE) if likelihood else _STRANGE


def _is_plausible(
    bead: Bead, source: Sequence[str], target: Sequence[str], weights: Sequence[Sequence[_Weight]]
) -> bool:
    if _evidence(bead, weights) >= _SUSPECT or _holds_stranger(bead, weights[bead.start]):
        return False
    longest = max(map(len, (source[bead.start], *target[bead.target_start : bead.target_end])))
    limit = _STRANGE if bead.target_end - bead.target_start == 1 else _DOUBTFUL
    return longest <= _LEAST or _length_cost(bead, source, target) < limit


def _holds_stranger(bead: Bead, weights: Sequence[_Weight]) -> bool:
    """Whether one of several English sentences has nothing in common with the French, and so may have been added."""
    own = range(bead.target_start, bead.target_end)
    known = [weight.places for weight in weights if weight.inside < 0]
    return (
        len(own) > 1 and len(known) > 1 and not all(any(index in places for places in known) for index in own)
    )
