"""Quarters, half-years and lengths of one unit: “T3” and “third quarter” are one, “une semaine” and “7 days”; the forms are in ``data/periods.tsv``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from .forms import Forms, Places, find_forms, keep_longest, read_forms
from .wording import Language
from .words import ENGLISH_ORDINALS


@dataclass(frozen=True, slots=True)
class Period:
    """Which quarter (``kind``) or half of a year: its ``value`` in words; or a ``length`` (“for a week”) of one unit, its ``value``.

    A ``span`` (“a week”, “7 days”) is such a length wherever it stands, in words or figures.
    """

    kind: str
    value: str
    start: int
    end: int
    text: str
    firm: bool = True

    @property
    def is_named(self) -> bool:
        """Whether it is a quarter or half of a certain year, not how long something lasts (``length``, ``span``)."""
        return self.kind in ("quarter", "half-year")

    @property
    def sign(self) -> str:
        """The short English name of a quarter or half-year: “Q3”, “H1”."""
        return ("Q" if self.kind == "quarter" else "H") + str(ENGLISH_ORDINALS[self.value])

    def agrees(self, other: "Period") -> bool:
        """Whether both are the same part of a year, or the same length."""
        return (self.kind, self.value) == (other.kind, other.value)


_SHARED = (
    r"(?=(?:-|,)?(?:,?\s(?:(?:and|to|or)\s)?(?:the\s)?(?:first|second|third|fourth)-?){{1,3}}[\s-]?{noun})"
)
_PLACES: Mapping[Language, Places] = {
    "french": {
        "for": r"(?<!\w)(?:pendant|durant|dur(?:e|ent|ait|era|é|er)|en|depuis|après|dans|rest(?:é|ée|e|er|era)|pour|sur)",
    },
    "english": {
        "for": r"(?<!\w)(?:for|lasts?|lasted|lasting|during|in|within|since|after|takes?|took|over|stayed)",
        "and_quarter": _SHARED.format(noun="quarters?"),
        "and_half": _SHARED.format(noun="hal(?:f|ves)"),
    },
}
"""What says how long, and what shares a noun: “third- and fourth-quarter”, “the first and second quarters”."""


@cache
def _forms(language: Language) -> Forms:
    return read_forms(__package__, "periods.tsv", language, _PLACES[language])


@lru_cache(maxsize=2048)  # a sentence is read when it is planned, judged, rewritten and checked
def find_periods(text: str, language: Language) -> tuple[Period, ...]:
    """Return every quarter, half-year and length of one unit of a text, in order; of one kind, the longest.

    >>> [(period.kind, period.value) for period in find_periods("au T3 et au premier semestre", "french")]
    [('quarter', 'third'), ('half-year', 'first')]
    """
    by_kind: dict[str, list[Period]] = {}
    for form, start, end, written, _ in find_forms(text, _forms(language), language):
        period = Period(form.row["kind"], form.row["value"], start, end, written, form.firm)
        by_kind.setdefault("" if period.is_named else period.kind, []).append(period)
    kept = (period for periods in by_kind.values() for period in keep_longest(periods))
    return tuple(sorted(kept, key=lambda period: period.start))
