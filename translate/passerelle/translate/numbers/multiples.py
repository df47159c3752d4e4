"""Multiples and shares: “doublé”, “cut to a quarter”, “trois sur quatre”, read as a factor; the forms are in ``data/multiples.tsv``."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from .forms import Forms, Found, find_forms, keep_longest, number_place, read_forms
from .wording import Language, read_value


@dataclass(frozen=True, slots=True)
class Multiple:
    """By what something is multiplied: 3, or 1/2 where it is halved; a ``share`` (“one in two”) is a factor too.

    ``either_way`` where the word does not tell whether it multiplies or divides (“tenfold”).
    """

    factor: Fraction
    start: int
    end: int
    text: str
    firm: bool = True
    share: bool = False
    either_way: bool = False

    def agrees(self, other: "Multiple") -> bool:
        """Whether both multiply by the same, or one may divide by it."""
        either = self.either_way or other.either_way
        return self.factor == other.factor or (either and self.factor * other.factor == 1)


# Three departments in five years are no share.
_NO_TOTAL = r"(?![\s\u2060-]?(?:%|€|ans?|mois|jours?|semaines?|heures?|year|month|day|week|hour|million|milliard|billion))"


@cache
def _forms(language: Language) -> Forms:
    places = {
        "n": number_place("n"),
        "m": rf"(?!(?:19|20)\d\d){number_place('m')}{_NO_TOTAL}",
        "noun": r"[^\W\d_]+(?:-[^\W\d_]+)*",
    }
    return read_forms(__package__, "multiples.tsv", language, places)


@lru_cache(maxsize=2048)  # a sentence is read when it is planned, judged, rewritten and checked
def find_multiples(text: str, language: Language) -> tuple[Multiple, ...]:
    """Return every multiple of a text, in order.

    >>> [str(multiple.factor) for multiple in find_multiples("fell to a third, then halved", "english")]
    ['1/3', '1/2']
    """
    return tuple(
        keep_longest(
            Multiple(
                _factor(found, language),
                found.start,
                found.end,
                found.text,
                found.form.firm,
                share=found.form.row["factor"] == "n/m",
                either_way=found.form.row["factor"].startswith("±"),
            )
            for found in find_forms(text, _forms(language), language)
        )
    )


def _factor(found: Found, language: Language) -> Fraction:
    factor = found.form.row["factor"].removeprefix("±")
    if "n" not in factor:
        return Fraction(factor)
    number = read_value(found.names["n"], language) + (Fraction(1, 2) if factor.endswith("½") else 0)
    factor = factor.removesuffix("½")
    if factor == "1/n":
        return Fraction(1) / (number or 1)
    _, _, below = factor.partition("/")
    total = read_value(found.names["m"], language) if below == "m" else Fraction(below or 1)
    return number / (total or 1)
