"""Figures inside a phrase that the other side says by another: “divisé par deux” is “halved”."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import TypeVar

from .forms import Said
from .multiples import find_multiples
from .periods import find_periods
from .rates import find_rates
from .wording import Language

Places = tuple[tuple[int, int], ...]
S = TypeVar("S")
_WORDED = frozenset({Fraction(number) for number in range(2, 11)})


def agreeing_phrases(source: str, target: str) -> tuple[Places, Places]:
    """Return where the two texts say the same multiple, frequency or quarter, in the French and in the English.

    >>> agreeing_phrases("Le délai a été divisé par deux.", "The delay was halved.")
    (((15, 30),), ((14, 20),))
    """
    return _agreeing(source, target)


@lru_cache(maxsize=256)  # a candidate and its French are compared by several checks
def _agreeing(source: str, target: str) -> tuple[Places, Places]:
    multiples = _pairs(find_multiples, source, target)
    rates, periods = _pairs(find_rates, source, target), _pairs(find_periods, source, target)
    places = [(_place(a), _place(b)) for a, b in multiples if (a.firm or b.share) and a.agrees(b)]
    places += [(_place(a), _place(b)) for a, b in periods if a.agrees(b) and a.kind != "length"]
    places += [(_place(a), _place(b)) for a, b in rates if a.equals(b)]
    return tuple(ours for ours, _ in places), tuple(theirs for _, theirs in places)


def _pairs(find: Callable[[str, Language], Sequence[S]], source: str, target: str) -> Iterable[tuple[S, S]]:
    """Return everything said in French with everything in English, which is read only where the French says anything."""
    ours = find(source, "french")
    return product(ours, find(target, "english")) if ours else ()


def wordable_places(source: str) -> Places:
    """Return where the French multiplies or divides by a number for which English has a word: “halved”, “tripled”, “tenfold”.

    >>> wordable_places("Le délai a été divisé par deux, le coût multiplié par 2,5.")
    ((15, 30),)
    """
    multiples = (found for found in find_multiples(source, "french") if found.firm and not found.share)
    return tuple(_place(found) for found in multiples if {found.factor, 1 / found.factor} & _WORDED)


def _place(said: Said) -> tuple[int, int]:
    return said.start, said.end
