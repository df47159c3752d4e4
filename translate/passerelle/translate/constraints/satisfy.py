"""Whether an English sentence obeys its constraints, and where. Pure functions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from passerelle.glossary.rendering import Place, find_forbidden, find_renderings
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.numbers import (
    Mismatch,
    Quantity,
    agreeing_phrases,
    compare,
    paired_values,
    parse_english,
    parse_french,
    same_value,
)
from passerelle.translate.text.addresses import find_addresses, is_address


@dataclass(frozen=True, slots=True)
class Verdict:
    """The place that satisfies each constraint, or None; ``forbidden`` are the places of forbidden renderings."""

    places: tuple[Place | None, ...]
    forbidden: tuple[tuple[int, Place], ...] = ()

    @property
    def met(self) -> int:
        """How many constraints are met."""
        return sum(place is not None for place in self.places)

    @property
    def complete(self) -> bool:
        """Whether all are met and nothing forbidden stands."""
        return self.met == len(self.places) and not self.forbidden

    @property
    def failing(self) -> tuple[int, ...]:
        """The indexes of the constraints that are not met."""
        bad = {index for index, _ in self.forbidden}
        return tuple(index for index, place in enumerate(self.places) if place is None or index in bad)


def judge(text: str, constraints: Sequence[Constraint]) -> Verdict:
    """Find a place of its own for each constraint in ``text``: longer renderings choose first.

    A forbidden rendering counts only where it is no part of a place that satisfies something.
    """
    return _judge(text, tuple(constraints))


@lru_cache(
    maxsize=1024
)  # a candidate is judged while it is finished, when it is finished, and when it is rewritten
def _judge(text: str, constraints: tuple[Constraint, ...]) -> Verdict:
    places: list[Place | None] = [None] * len(constraints)
    taken = bytearray(len(text))
    # Equal constraints go on where the one before stopped: what it passed over is taken for good.
    asked: dict[tuple[object, ...], Iterator[Place]] = {}
    order = sorted(range(len(constraints)), key=lambda index: (-_longest(constraints[index]), index))
    for index in order:
        own = constraints[index]
        key = (own.kind, own.source, own.rendering, own.accepted)
        if key not in asked:
            asked[key] = iter(_places(text, own))
        place = next((place for place in asked[key] if 1 not in taken[slice(*place)]), None)
        places[index] = place
        if place is not None:
            taken[slice(*place)] = b"\1" * (place[1] - place[0])
    wrong = [
        (index, place)
        for index, constraint in enumerate(constraints)
        for form in constraint.forbidden
        for place in find_forbidden(text, form)
        if not any(place[0] >= start and place[1] <= end for start, end in filter(None, places))
    ]
    return Verdict(tuple(places), tuple(wrong))


def _longest(constraint: Constraint) -> int:
    return max(map(len, constraint.accepted), default=0)


def _places(text: str, constraint: Constraint) -> Iterable[Place]:
    if constraint.kind is ConstraintKind.NUMBER:
        return _number_places(text, constraint)
    if constraint.kind is ConstraintKind.TERM:
        return _term_places(text, constraint.accepted)
    return literal_places(text, constraint)


@lru_cache(maxsize=512)  # terms are judged by themselves, and with all else
def _term_places(text: str, accepted: tuple[str, ...]) -> Sequence[Place]:
    return find_renderings(text, accepted)


def literal_places(text: str, constraint: Constraint) -> list[Place]:
    """Return where a name, code or address stands letter for letter; an address only as a whole."""
    places = _find_literally(text, constraint.accepted)
    if not is_address(constraint.source):
        return places
    whole = {(address.start, address.end) for address in find_addresses(text)}
    return [place for place in places if place in whole]


def _find_literally(text: str, forms: Sequence[str]) -> list[Place]:
    """Return the places of ``forms`` letter for letter, as whole words; either apostrophe will do."""
    text, forms = text.replace("’", "'"), [form.replace("’", "'") for form in forms]
    found = []
    for form in sorted(forms, key=len, reverse=True):
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            if not _joins(text[start - 1 : start], form[0]) and not _joins(form[-1], text[end : end + 1]):
                found.append((start, end))
            start = text.find(form, start + 1)
    return found


def _joins(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum()


def _number_places(text: str, constraint: Constraint) -> Iterator[Place]:
    """Yield the places of a figure: those written as expected, then those of the same value, which take longer to tell."""
    wanted = demanded_quantity(constraint.source, constraint.rendering)
    figures = parse_english(text)
    starts, ends = {found.start for found in figures}, {found.end for found in figures}
    literal = _find_literally(text, constraint.accepted)
    # Nothing of a figure may stand outside the place: “12” is not said by “12.5”, nor “5” by “5%”.
    yield from (place for place in literal if wanted is None or (place[0] in starts and place[1] in ends))
    if wanted is not None:
        yield from ((found.start, found.end) for found in figures if same_value(wanted, found))


@lru_cache(maxsize=4096)
def demanded_quantity(source: str, rendering: str) -> Quantity | None:
    """Return the one quantity that a French span holds; what ``2 h 30`` means without its sentence, its rendering tells."""
    found = parse_french(source)
    if len(found) == 1 and found[0].may_last:
        found = parse_english(rendering) or found
    return found[0] if len(found) == 1 else None


def compare_figures(source: str, target: str, constraints: Sequence[Constraint]) -> tuple[Mismatch, ...]:
    """Compare the figures of the French with those of the English by value.

    Figures inside terms are the glossary's business, on both sides (“article 51 … pour 2018”), and those inside addresses
    are none. Those inside a multiple or a frequency that both sides say need not be the same: “divisé par deux” may be
    “halved”.
    """
    return compare(*_compared(source, target, tuple(constraints)))


@lru_cache(maxsize=16)  # a check and the ledger ask one after the other
def _compared(
    source: str, target: str, constraints: tuple[Constraint, ...]
) -> tuple[Sequence[Quantity], Sequence[Quantity]]:
    french, english = _readable(parse_french(source), source), _readable(parse_english(target), target)
    if not french and not english:
        return [], []
    terms = [constraint for constraint in constraints if constraint.kind is ConstraintKind.TERM]
    renderings = [place for term in terms for place in _term_places(target, term.accepted)]
    ours, theirs = agreeing_phrases(source, target)
    return (
        _outside(french, [*ours, *((term.start, term.end) for term in terms)]),
        _outside(english, [*theirs, *renderings]),
    )


def figure_places(
    source: str, target: str, constraints: Sequence[Constraint]
) -> Iterator[tuple[Place, Place]]:
    """Yield the place of each figure of the French with that of the English which `compare_figures` takes for the same.

    Phrases that say the same by other words come after figures, and after them what was said before: a year, an amount
    whose sign is a word.
    """
    ours, theirs = _compared(source, target, tuple(constraints))
    paired = set()
    for one, other in paired_values(ours, theirs):
        paired.add(_place(one.quantity))
        yield _place(one.quantity), _place(other.quantity)
    yield from zip(*agreeing_phrases(source, target), strict=True)
    for quantity in ours:
        amounts = [abs(value) for value in quantity.values]
        for found in theirs if _place(quantity) not in paired else ():
            if same_value(quantity, found) or amounts == [abs(value) for value in found.values]:
                yield _place(quantity), _place(found)


def _place(quantity: Quantity) -> Place:
    return quantity.start, quantity.end


def _outside(quantities: Iterable[Quantity], places: Sequence[Place]) -> list[Quantity]:
    return [
        quantity
        for quantity in quantities
        if not any(start <= quantity.start and quantity.end <= end for start, end in places)
    ]


def _readable(quantities: Iterable[Quantity], text: str) -> list[Quantity]:
    """Return the figures that begin in no address; what reads on into the stop after one is none either."""
    addresses = find_addresses(text)
    return [
        quantity
        for quantity in quantities
        if not any(it.start <= quantity.start < it.end for it in addresses)
    ]
