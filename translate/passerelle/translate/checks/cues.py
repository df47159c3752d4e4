"""Words that give a sentence its bounds, direction, period or scope: one list for both languages, in ``data/cues.tsv``.

The value ``-`` is none: such phrases only hide the forms in them (“drop out”); ``?`` is any value of its kind. ``{date}`` stands for a year, a month or
a stretch of time, ``{number}`` for digits, ``{amount}`` for a sum or a share
that follows and is no part of the form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from passerelle.translate.numbers.forms import Forms, Places, find_forms, keep_longest, read_forms
from passerelle.translate.numbers.wording import Language

_HIDDEN = "-"
EITHER = "?"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word says: its ``value`` among those of its ``kind``; ``firm`` where it can hardly say anything else."""

    kind: str
    value: str
    start: int
    end: int
    text: str
    firm: bool = True

    def agrees(self, other: "Cue") -> bool:
        """Whether both say the same, or one may say anything (“passe de … à …”)."""
        return self.value == other.value or EITHER in (self.value, other.value)


_PLACES: Mapping[Language, Places] = {
    "french": {
        "date": r"(?:\d{4}|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
        r"|années?|ans?|mois|semaines?|trimestres?|semestres?|siècles?|[IVX]+e(?:[\s\u2060]siècle)?|printemps|été|automne|hiver|journées?|jours?|heures?"
        r"|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|décennies?)",
        "number": r"\d[\d ]*",
        "digits": r"(?=\d)",
        "gap": r"[^\d,;:.]{0,30}?",
        "amount": r"(?=\d[\d,\s\u2060]*(?:%|€|points?|millions?|milliards?|euros?))",
    },
    "english": {
        "date": r"(?:\d{4}s?|January|February|March|April|May|June|July|August|September|October|November|December"
        r"|years?|months?|weeks?|quarters?|century|centuries|\d+(?:st|nd|rd|th)[\s\u2060-]centur\w+|[a-z]+th[\s\u2060-]centur\w+|decades?|spring|summer|autumn|fall|winter|days?|hours?|night"
        r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)",
        "number": r"\d[\d,]*",
        "digits": r"(?=[€$£]?\d)",
        "gap": r"[^\d,;:.]{0,30}?",
        "amount": r"(?=[€$£]?\d[\d,.]*[\s\u2060]?(?:%|percent|per|points?|million|billion|m|bn|euros?))",
    },
}


@cache
def _forms(language: Language) -> Forms:
    return read_forms(__package__, "cues.tsv", language, _PLACES[language])


def find_cues(text: str, language: Language, *kinds: str) -> list[Cue]:
    """Return the cues of some kinds; of those of one kind that overlap, the first and longest.

    >>> [(cue.kind, cue.value) for cue in find_cues("more than 3", "english", "bound") if cue.firm]
    [('bound', 'over')]
    """
    by_kind = _cues_by_kind(text, language)
    return [cue for kind in by_kind if kind in kinds for cue in by_kind[kind]]


@lru_cache(maxsize=512)
def _cues_by_kind(text: str, language: Language) -> Mapping[str, Sequence[Cue]]:
    by_kind: dict[str, list[Cue]] = {}
    for form, start, end, written, _ in find_forms(text, _forms(language), language):
        kind, value = form.row["kind"], form.row["value"]
        by_kind.setdefault(kind, []).append(Cue(kind, value, start, end, written, form.firm))
    return {
        kind: [cue for cue in keep_longest(cues) if cue.value != _HIDDEN] for kind, cues in by_kind.items()
    }
