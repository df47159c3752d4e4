"""How often: “3 fois par jour”, “every eight hours”, read as a number of times in a period; the forms are in ``data/rates.tsv``."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from .forms import Form, Forms, Found, Places, find_forms, keep_longest, number_place, read_forms
from .units import base_of
from .wording import Language, read_value


@dataclass(frozen=True, slots=True)
class Rate:
    """So many ``times`` (None where only the period is said) in a period of ``length`` in the base unit of ``dimension``.

    ``sure`` where the number before it certainly counts the times: in “4 doses a day” it need not.
    """

    times: Fraction | None
    dimension: str
    length: Fraction
    start: int
    end: int
    text: str
    sure: bool = True
    firm: bool = True

    def agrees(self, other: "Rate") -> bool:
        """Whether both may say the same: equal times in equal periods, or the same shares of other ones."""
        if self.dimension != other.dimension:
            return False
        if self.equals(other):
            return True
        return self.length == other.length and not (self.sure and other.sure)

    def equals(self, other: "Rate") -> bool:
        """Whether both say as many times in as much time, as “twice a year” and “every six months” do."""
        if not self.times or not other.times or self.dimension != other.dimension:
            return False
        ours, theirs = self.length / self.times, other.length / other.times
        return ours == theirs or (ours, theirs) in _WORDY_WEEKS


_UNITS: Mapping[Language, Mapping[str, str]] = {
    "french": {
        "minute": "minutes?|min|mn", "hour": "heures?|h", "day": "jours?|journées?|j", "week": r"semaines?|sem\.?", "month": "mois",
        "quarter": "trimestres?", "half-year": "semestres?", "year": "années?|ans?", "decade": "décennies?",
    },
    "english": {
        "minute": "minutes?|min", "hour": "hours?|hr?s?|h", "day": "days?|d", "week": "weeks?|wk", "fortnight": "fortnights?", "month": "months?",
        "quarter": "quarters?", "half-year": "half-years?", "year": "years?|yr|annum", "decade": "decades?",
    },
}  # fmt: skip
_DAY = 86400
_WORDY_WEEKS = {(Fraction(15 * _DAY), Fraction(14 * _DAY)), (Fraction(8 * _DAY), Fraction(7 * _DAY))}
"""“Tous les quinze jours” is every two weeks."""
_LONG = {"quarter": (3, "month"), "half-year": (6, "month"), "fortnight": (14, "day")}
# A sum is no number of times.
_NO_SUM = r"(?<![€$£¥])"
_MONEY = r"(?:euros?|dollars?|francs?|livres|pounds?|yens?)(?!\w)"
_FIGURE = (
    r"(?:\d[\d.,]*|(?<!\w)(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|hundred|thousand|million|billion))"
    r"[^\s\d]{0,6}(?:[\s\u2060]+[^\W\d_]+){0,3}"
)


def _places(language: Language) -> Places:
    french = language == "french"
    number = number_place("n")
    units = (f"(?P<{unit.replace('-', '_')}>{forms})" for unit, forms in _UNITS[language].items())
    return {
        "t": rf"{number}[\s\u2060-]?(?:fois|x|×)"
        if french
        else rf"{number}(?:(?<=once)|(?<=twice)|(?<=thrice)|[\s\u2060-]?(?:times|x))",
        "n": number,
        "k": rf"{_NO_SUM}{number}[\s\u2060]+(?!{_MONEY})(?:[^\W\d_]+[\s\u2060]+)?[^\W\d_]+",
        "m": number_place("m"),
        "unit": f"(?:{'|'.join(units)})",
        "weekday": "(?:(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?)"
        if french
        else r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?",
        "figure": _FIGURE,
        ",": ",?",
        "hyphen": "[-‑–]",
        "plural": r"[^\W\d_]{2,}s",
        "dose": r"(?:prise|injection|administration|séance|visite|consultation)s?"
        if french
        else r"(?:dose|injection|administration|session|visit|consultation)s?",
    }


_TELLING = ("unit", "dose", "weekday")


@cache
def _forms(language: Language) -> Forms:
    return read_forms(__package__, "rates.tsv", language, _places(language), _TELLING)


@lru_cache(maxsize=2048)  # a sentence is read when it is planned, judged, rewritten and checked
def find_rates(text: str, language: Language) -> tuple[Rate, ...]:
    """Return every rate of a text, in order; of those that overlap, the surest, then the first and longest.

    >>> [(rate.times, rate.dimension, rate.length) for rate in find_rates("every eight hours", "english")]
    [(Fraction(1, 1), 'time', Fraction(28800, 1))]
    """
    found = [
        (_trust(each.form), _rate(each, language)) for each in find_forms(text, _forms(language), language)
    ]
    kept: list[Rate] = []
    for level in sorted({trust for trust, _ in found}):
        free = (
            rate
            for trust, rate in found
            if trust == level and all(rate.end <= one.start or one.end <= rate.start for one in kept)
        )
        kept += keep_longest(free)
    return tuple(sorted(kept, key=lambda rate: rate.start))


def _trust(form: Form) -> tuple[bool, int]:
    """Rank the forms: what counts times, what may count them (“4 doses a day”), adjectives (“daily”), a bare period."""
    return not form.firm, {"{k}": 1, "1?": 2, "?": 3}.get(form.row["times"], 0)


def _rate(found: Found, language: Language) -> Rate:
    names = {name.replace("_", "-"): value for name, value in found.names.items()}
    row = found.form.row
    often, (number, _, unit) = row["times"], row["period"].rpartition(" ")
    if unit == "{unit}":
        unit = next(name for name in names if name in _UNITS[language])
    length = read_value(names["m"] if number == "{m}" else number or "1", language)
    count, unit = _LONG.get(unit, (1, unit))
    dimension, factor = base_of(unit)
    return Rate(
        None if often == "?" else read_value(names.get("n") or often.rstrip("?"), language),
        dimension,
        length * count * Fraction(factor),
        found.start,
        found.end,
        found.text,
        sure=often not in ("?", "{k}"),
        firm=found.form.firm,
    )
