"""Quarters and half-years: “T3” and “third quarter” are one; the forms are in ``data/periods.tsv``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from .forms import Form, Language, Places, find_forms, keep_longest, read_forms
from .words import ENGLISH_ORDINALS


@dataclass(frozen=True, slots=True)
class Period:
    """Which quarter (``kind``) or half of a year: its ``value`` in words."""

    kind: str
    value: str
    start: int
    end: int
    text: str
    firm: bool = True

    @property
    def sign(self) -> str:
        """The short English name of a quarter or half-year: “Q3”, “H1”."""
        return ("Q" if self.kind == "quarter" else "H") + str(ENGLISH_ORDINALS[self.value])

    def agrees(self, other: "Period") -> bool:
        """Whether both are the same part of a year."""
        return (self.kind, self.value) == (other.kind, other.value)


_SHARED = (
    r"(?=(?:-|,)?(?:,?\s(?:(?:and|to|or)\s)?(?:the\s)?(?:first|second|third|fourth)-?){{1,3}}[\s-]?{noun})"
)
_PLACES: Mapping[Language, Places] = {
    "french": {},
    "english": {
        "and_quarter": _SHARED.format(noun="quarters?"),
        "and_half": _SHARED.format(noun="hal(?:f|ves)"),
    },
}
"""What shares a noun: “third- and fourth-quarter”, “the first and second quarters”."""


@cache
def _forms(language: Language) -> tuple[Form, ...]:
    return read_forms(__package__, "periods.tsv", language, _PLACES[language])


@lru_cache(maxsize=512)
def find_periods(text: str, language: Language) -> tuple[Period, ...]:
    """Return every quarter and half-year of a text, in order.

    >>> [(period.kind, period.value) for period in find_periods("au T3 et au premier semestre", "french")]
    [('quarter', 'third'), ('half-year', 'first')]
    """
    return tuple(
        keep_longest(
            Period(form.row["kind"], form.row["value"], *found.span(), found[0], form.firm)
            for form, found in find_forms(text, _forms(language))
        )
    )
