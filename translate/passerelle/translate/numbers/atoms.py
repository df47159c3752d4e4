"""Splits quantities into single values and says which of them a good translation may exchange."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from .quantity import Kind, Quantity
from .units import TIME_UNITS, base_of


@dataclass(frozen=True, slots=True)
class Atom:
    """One value of a quantity, as written and in the base unit of its ``dimension``.

    ``parts`` holds what is no plain number: a date's year, month and day, a time's hour and minute, a
    fraction's numerator and denominator in lowest terms. ``index`` tells which of the quantity's values it is.
    """

    quantity: Quantity
    value: Decimal = Decimal(0)
    dimension: str = ""
    written: Decimal = Decimal(0)
    parts: tuple[int, ...] = ()
    index: int = 0

    @property
    def group(self) -> Kind:
        """DATE, TIME, FRACTION, DECADE, or NUMBER for all that counts."""
        kind = self.quantity.kind
        apart = kind is Kind.DATE or kind is Kind.TIME or kind is Kind.FRACTION or kind is Kind.DECADE
        return kind if apart else Kind.NUMBER

    @property
    def is_rank(self) -> bool:
        """Whether it counts a place in an order rather than an amount."""
        return self.quantity.kind is Kind.ORDINAL or self.quantity.kind is Kind.CENTURY

    @property
    def year(self) -> int:
        """The year of a date, else 0."""
        return self.parts[0] if self.quantity.kind is Kind.DATE else 0


def atoms_of(quantity: Quantity) -> Iterator[Atom]:
    """Split a quantity into the values that must each be found on the other side."""
    kind, values = quantity.kind, quantity.values
    if kind is Kind.DATE:
        year, month, *days = (int(value) for value in values)
        for index, day in enumerate(days or [0]):
            yield Atom(quantity, parts=(year, month, day), index=index)
    elif kind is Kind.TIME:
        yield Atom(quantity, parts=(int(values[0]), int(values[1])))
    elif kind is Kind.FRACTION:
        yield Atom(quantity, parts=Fraction(int(values[0]), int(values[1])).as_integer_ratio())
    else:
        dimension, factor = ("", Decimal(1)) if kind is Kind.CENTURY else base_of(quantity.unit)
        for index, value in enumerate(values):
            yield Atom(quantity, value * factor, dimension, value, index=index)


Rule = Callable[[Atom, Atom], bool]


def match_atoms(
    source: list[Atom], target: list[Atom]
) -> tuple[list[tuple[Atom, Atom]], list[Atom], list[Atom]]:
    """Pair atoms of equal value; also return what is left on either side.

    Figures that must be matched are paired with each other first, so that none is left alone because a loose
    word (``one``) took its place; among those, the strictest rule comes first.
    """
    pairs: list[tuple[Atom, Atom]] = []
    left, right = list(source), list(target)
    for loose, rule in product(((False, False), (False, True), (True, False), (True, True)), _RULES):
        if not left or not right:
            break
        others = [other for other in right if other.quantity.vague is loose[1]]
        for atom in [atom for atom in left if atom.quantity.vague is loose[0]] if others else ():
            partner = next((other for other in others if rule(atom, other)), None)
            if partner:
                others.remove(partner)
                pairs.append((atom, partner))
                left.remove(atom)
                right.remove(partner)
    return pairs, left, right


def _as_written(a: Atom, b: Atom) -> bool:
    return a.quantity.in_words == b.quantity.in_words and _identical(a, b)


def _identical(a: Atom, b: Atom) -> bool:
    return a.quantity.kind is b.quantity.kind and a.quantity.unit == b.quantity.unit and _same(a, b)


def _same(a: Atom, b: Atom) -> bool:
    """The same value of the same sort; years, multiples and plain numbers are of one sort."""
    return _equal(a, b) and a.is_rank == b.is_rank


def _equal(a: Atom, b: Atom) -> bool:
    if a.value != b.value or a.parts != b.parts or a.dimension != b.dimension:  # most differ in these
        return False
    return a.group is b.group and _plus_minus(a) == _plus_minus(b)


def _plus_minus(atom: Atom) -> bool:
    return atom.quantity.sign == "±"


def _exchangeable(a: Atom, b: Atom) -> bool:
    """The same value in two forms that a good translation may exchange."""
    exchanges = _EXCHANGES_OF_COUNTS if a.group is b.group is Kind.NUMBER else _EXCHANGES
    return any(rule(a, b) or rule(b, a) for rule in exchanges)


def _year_elsewhere(a: Atom, b: Atom) -> bool:
    """A date may leave its year to another figure of the sentence."""
    return a.group is b.group is Kind.DATE and a.parts[1:] == b.parts[1:] and a.year == 0


def _time_as_duration(a: Atom, b: Atom) -> bool:
    """``2h30`` may be two and a half hours or 2.30, and ``8 h`` simply eight."""
    if a.group is not Kind.TIME or b.group is not Kind.NUMBER:
        return False
    hour, minute = a.parts
    if b.dimension == "time":
        return a.quantity.may_last and b.value == (hour * 60 + minute) * 60
    dotted = b.written.as_tuple().exponent == -2 and b.written == hour + Decimal(minute) / 100
    return not b.dimension and (dotted or (minute == 0 and b.written == hour))


def _half_day_unsaid(a: Atom, b: Atom) -> bool:
    """``half past nine`` may be 9.30 or 21.30 where it does not say which."""
    if not a.group is b.group is Kind.TIME or not b.quantity.in_words or b.parts[0] > 12:
        return False
    alike = a.parts[0] % 12 == b.parts[0] % 12 and a.parts[1] == b.parts[1]
    return alike and "morning" not in b.quantity.text


def _fraction_as_number(a: Atom, b: Atom) -> bool:
    """``un cinquième`` may be a fraction or a rank, 1/2 may be 0.5 or 50 %, and ``deux fois moins`` is half."""
    if a.group is not Kind.FRACTION or b.group is not Kind.NUMBER:
        return False
    top, below = a.parts
    if b.dimension:
        return b.quantity.unit == "%" and (100 * Decimal(top) / below).quantize(b.written) == b.written
    wordy = a.quantity.in_words and b.quantity.in_words and top == 1 and below == b.written
    return b.written * below == top or (wordy and (b.quantity.kind is Kind.ORDINAL or below == 2))


def _unit_unsaid(a: Atom, b: Atom) -> bool:
    """A time unit may be left unsaid (``âgé de 54 ans``, ``aged 54``, ``60th birthday``); pounds are money or weight."""
    if not a.group is b.group is Kind.NUMBER or _plus_minus(a) != _plus_minus(b) or a.written != b.written:
        return False
    unit, other = a.quantity.unit, b.quantity.unit
    return (a.is_rank == b.is_rank or unit == "year") and (
        (unit in _OPTIONAL_UNITS and not other) or (unit, other) == ("pound", "GBP") or unit == f"{other}/day"
    )


_OPTIONAL_UNITS = TIME_UNITS | {"pp", "pound", "degree", "foot", "inch", "tesla"}
_DAY = Decimal(86400)
_WORDY_DAYS = {(15 * _DAY, 14 * _DAY), (8 * _DAY, 7 * _DAY)}


def _french_fortnight(a: Atom, b: Atom) -> bool:
    """``quinze jours`` is a fortnight and ``huit jours`` a week."""
    return b.quantity.in_words and a.dimension == b.dimension == "time" and (a.value, b.value) in _WORDY_DAYS


def _rank_as_number(a: Atom, b: Atom) -> bool:
    """``3e règlement`` is Regulation 3 and ``quatrième jour`` day 4, but ``first`` is not the figure 1."""
    alike = a.quantity.in_words == b.quantity.in_words or a.value > 2
    return alike and a.is_rank and not b.is_rank and _equal(a, b)


def _equal_written(a: Atom, b: Atom) -> bool:
    return a.written == b.written and not b.dimension


def _short_decade(a: Atom, b: Atom) -> bool:
    """``années 60`` is the 1960s, ``années 20`` perhaps the 2020s; ``eighties`` is ``quatre-vingt``."""
    if a.group is not Kind.DECADE or a.written >= 100:
        return False
    if b.group is not Kind.DECADE:
        return a.quantity.in_words and b.quantity.in_words and _equal_written(a, b)
    return b.written == 1900 + a.written or (a.written <= 20 and b.written == 2000 + a.written)


_EXCHANGES_OF_COUNTS: tuple[Rule, ...] = (_unit_unsaid, _french_fortnight, _rank_as_number)
_EXCHANGES: tuple[Rule, ...] = (
    _year_elsewhere,
    _half_day_unsaid,
    _time_as_duration,
    _fraction_as_number,
    _short_decade,
    *_EXCHANGES_OF_COUNTS,
)

_RULES: tuple[Rule, ...] = (_as_written, _identical, _same, _exchangeable)
