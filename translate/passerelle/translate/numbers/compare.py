"""Compares the figures of a source and its translation by value."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from .atoms import Atom, atoms_of, match_atoms
from .english import parse_english
from .french import parse_french
from .quantity import Kind, Quantity
from .render import render_english
from .units import CURRENCIES


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure whose value differs: ``missing`` has no target, ``added`` no source, ``different`` has both."""

    kind: Literal["missing", "added", "different"]
    source: Quantity | None
    target: Quantity | None
    message: str


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities say the same value, however it is written.

    >>> from passerelle.translate.numbers import parse_english, parse_french
    >>> same_value(parse_french("14h40")[0], parse_english("2:40 pm")[0])
    True
    """
    pairs, left, right = match_atoms(list(atoms_of(a)), list(atoms_of(b)))
    return not left and not right and all(x.year == y.year for x, y in pairs)


def paired_values(source: Iterable[Quantity], target: Iterable[Quantity]) -> list[tuple[Atom, Atom]]:
    """Pair each value of the source with the one of the target that says it, in the source's order."""
    atoms = [atom for quantity in source for atom in atoms_of(quantity)]
    pairs, _, _ = match_atoms(atoms, [atom for quantity in target for atom in atoms_of(quantity)])
    order = {id(atom): index for index, atom in enumerate(atoms)}
    return sorted(pairs, key=lambda found: order[id(found[0])])


@lru_cache(maxsize=16)  # several checks ask one after the other
def paired_figures(source: str, target: str) -> Sequence[tuple[Atom, Atom]]:
    """Pair each value that a French text says with the one that says it in its English, in the order of the French.

    >>> [(a.quantity.text, b.quantity.text) for a, b in paired_figures("de 8 à 12,5 %", "from 8% to 12.5%")]
    [('8 à 12,5 %', '8% to 12.5%'), ('8 à 12,5 %', '8% to 12.5%')]
    """
    return tuple(paired_values(parse_french(source), parse_english(target)))


def compare(source: Iterable[Quantity], target: Iterable[Quantity]) -> tuple[Mismatch, ...]:
    """Report every figure whose value the translation lost, invented or changed.

    The order of the figures does not matter. Words that a good translation may drop or add (``first``,
    ``both``, ``une dizaine``) are never missing nor added; a figure in digits always is.

    >>> from passerelle.translate.numbers import parse_english, parse_french
    >>> [m.message for m in compare(parse_french("12,5 %"), parse_english("125%"))]
    ['“12,5 %” should read “12.5%”, but the translation has “125%”.']
    """
    ours, theirs = tuple(source), tuple(target)
    pairs, left, right = match_atoms(
        [atom for quantity in ours for atom in atoms_of(quantity)],
        [atom for quantity in theirs for atom in atoms_of(quantity)],
    )
    our_years, their_years = _years(ours), _years(theirs)
    left = [atom for atom in left if not _is_repeated(atom, pairs, their_years)]
    right = [atom for atom in right if not _is_repeated(atom, pairs, our_years)]
    left += [atom for atom, _ in pairs if atom.year and atom.year not in their_years]
    right += [atom for _, atom in pairs if atom.year and atom.year not in our_years]
    return tuple(dict.fromkeys(_mismatches(left, right)))


def _years(quantities: Sequence[Quantity]) -> set[Decimal]:
    """Every year that is said, alone or in a date."""
    alone = {value for q in quantities if q.kind in {Kind.YEAR, Kind.YEAR_SPAN} for value in q.values}
    return alone | {q.values[0] for q in quantities if q.kind is Kind.DATE}


def _is_repeated(atom: Atom, pairs: Sequence[tuple[Atom, Atom]], years: set[Decimal]) -> bool:
    """Whether a left-over year or ``deux`` stands on the other side too: it was only said twice."""
    if atom.quantity.kind is Kind.YEAR:
        return atom.value in years
    plain = atom.quantity.in_words and atom.group is Kind.NUMBER and atom.value <= 2
    return plain and any(atom.value in (a.value, b.value) and atom.dimension == a.dimension for a, b in pairs)


def _mismatches(left: list[Atom], right: list[Atom]) -> Iterator[Mismatch]:
    """Pair what is left, the nearest first, and report it; vague words alone are no finding."""
    candidates = [
        (_distance(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right) if _comparable(a, b)
    ]
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            yield _different(left[i].quantity, right[j].quantity)
    for i, atom in enumerate(left):
        if i not in used_left and not atom.quantity.vague:
            yield _missing(atom.quantity)
    for j, atom in enumerate(right):
        if j not in used_right and not atom.quantity.vague:
            yield _added(atom.quantity)


def _comparable(a: Atom, b: Atom) -> bool:
    """Whether one may be the other's corrupted form; two vague words are only if far apart."""
    if a.group is not b.group:
        return False
    if a.quantity.vague and b.quantity.vague:
        low, high = sorted((abs(a.value), abs(b.value)))
        if a.group is Kind.FRACTION:
            return True
        if low < 10 or high < 1000:
            return False
        if a.dimension == b.dimension:
            return high >= 8 * low
        return low == high and {a.dimension, b.dimension} <= CURRENCIES.keys()
    return not (a.quantity.vague or b.quantity.vague) or a.quantity.kind is b.quantity.kind


def _distance(a: Atom, b: Atom) -> tuple[int, float]:
    """How far apart two values of one group are: unit lost or changed, decimal shift, then anything else."""
    if a.parts or b.parts:
        return sum(x != y for x, y in zip(a.parts, b.parts, strict=True)), 0.0
    ratio = abs(a.written.adjusted() - b.written.adjusted())
    if a.written == b.written:
        return 0, 0.0
    if a.written.normalize().as_tuple().digits == b.written.normalize().as_tuple().digits:
        return 1, float(ratio)
    return (2 if a.dimension == b.dimension else 3), ratio + float(
        abs(a.written - b.written) / (abs(a.written) + abs(b.written) + 1)
    )


def _different(source: Quantity, target: Quantity) -> Mismatch:
    rendering = render_english(source)
    due = "stand as it is" if rendering == source.text else f"read “{rendering}”"
    message = f"“{source.text}” should {due}, but the translation has “{target.text}”."
    return Mismatch("different", source, target, message)


def _missing(source: Quantity) -> Mismatch:
    return Mismatch(
        "missing",
        source,
        None,
        f"“{source.text}” (“{render_english(source)}”) is missing from the translation.",
    )


def _added(target: Quantity) -> Mismatch:
    return Mismatch(
        "added", None, target, f"“{target.text}” stands in the translation but not in the source."
    )
