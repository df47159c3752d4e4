"""Which old entry stands for a block of today: by equal words, else by likeness between the same neighbours."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.text.document import Block, BlockKind, plain_words


def pair_blocks(old: Sequence[Entry], new: Sequence[Block]) -> tuple[Entry | None, ...]:
    """Return, for each new block, the old entry that stands for it, or None where the block is new.

    An entry of equal source is the same block, wherever it moved; an obsolete one returns so. Otherwise a
    disappeared entry is taken for the block that came between the same neighbours, if it is of the same kind and
    similar enough. `is_current` tells which pairs need no translation.
    """
    return _pair(old, [_Place(block.id, block.kind, block.text) for block in new])


def pair_entries(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[Entry | None, ...]:
    """Return the same for the entries of a new run."""
    return _pair(old, [_place(entry) for entry in new])


# Two unrelated French paragraphs share about 0.45 of their letters in order; a rewritten one 0.6 and more.
_SIMILAR = 0.6
_SIMILAR_ALONE = 0.5  # enough where one block went and one came at the same place
_REACH = 30  # blocks further apart within one gap are not compared


@dataclass(frozen=True, slots=True)
class _Place:
    """What pairing knows of a block."""

    id: str
    kind: BlockKind
    text: str


def _place(entry: Entry) -> _Place:
    return _Place(entry.block_id, entry.kind, entry.source)


# Equal texts are paired by what else is equal: first the id, then the kind, then nothing; at last equal ids, which
# say that only marks, capitals or apostrophes differ.
_EQUALITIES: tuple[Callable[[_Place], object], ...] = (
    lambda place: (place.text, place.id),
    lambda place: (place.text, place.kind),
    lambda place: place.text,
    lambda place: place.id,
)


def _pair(old: Sequence[Entry], new: Sequence[_Place]) -> tuple[Entry | None, ...]:
    """Return for each place of ``new`` its entry of ``old``, each entry at most once."""
    found: dict[int, int] = {}
    for equality in _EQUALITIES:
        _pair_equal(old, new, equality, found)
    _pair_similar(old, new, found)
    return tuple(old[found[index]] if index in found else None for index in range(len(new)))


def _pair_equal(
    old: Sequence[Entry], new: Sequence[_Place], equality: Callable[[_Place], object], found: dict[int, int]
) -> None:
    """Add the pairs that are equal to ``found``, in reading order; living entries come before obsolete ones."""
    used = set(found.values())
    waiting: dict[object, list[int]] = {}
    for index in sorted(range(len(old)), key=lambda index: old[index].obsolete):
        if index not in used:
            waiting.setdefault(equality(_place(old[index])), []).append(index)
    for index, place in enumerate(new):
        candidates = waiting.get(equality(place)) if index not in found else None
        if candidates:
            found[index] = candidates.pop(0)


def _pair_similar(old: Sequence[Entry], new: Sequence[_Place], found: dict[int, int]) -> None:
    """Add the pairs of what went and what came in the same gap, the most similar first."""
    scored = [score for came, went in _gaps(old, len(new), found) for score in _scores(old, new, came, went)]
    used: set[int] = set()
    for _, index, candidate in sorted(scored):
        if index not in found and candidate not in used:
            found[index] = candidate
            used.add(candidate)


def _scores(
    old: Sequence[Entry], new: Sequence[_Place], came: Sequence[int], went: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    enough = _SIMILAR_ALONE if len(came) == len(went) == 1 else _SIMILAR
    for rank, index in enumerate(came):
        for candidate in went[max(0, rank - _REACH) : rank + _REACH]:
            if new[index].kind is old[candidate].kind:
                texts = plain_words(new[index].text), plain_words(old[candidate].source)
                similarity = Indel.normalized_similarity(*texts, score_cutoff=enough)
                if similarity:
                    yield -similarity, index, candidate


def _gaps(
    old: Sequence[Entry], new_count: int, found: dict[int, int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the new and the old indices without a pair that stand behind the same paired neighbour."""
    used = set(found.values())
    went: dict[int, list[int]] = {}
    neighbour = -1
    for index, entry in enumerate(old):
        if index in used:
            neighbour = index
        elif not entry.obsolete:
            went.setdefault(neighbour, []).append(index)
    came: dict[int, list[int]] = {}
    neighbour = -1
    for index in range(new_count):
        if index in found:
            neighbour = found[index]
        else:
            came.setdefault(neighbour, []).append(index)
    for place, indices in came.items():
        yield indices, went.get(place, [])
