"""Wrong figures that hold no wrong digit, put into good pairs one at a time; see `benchmarks.faults`."""

# ruff: noqa: ARG001  (every fault takes the same three things, whether it needs them or not)

import re
from collections.abc import Mapping
from random import Random

from benchmarks.faults import Case, Fault, Pair, pick, put_in

_FREQUENCIES = {
    "a day": "a week", "per day": "per week", "a week": "a month", "per week": "per day", "a month": "a year", "per month": "per year",
    "a year": "a month", "per year": "per month", "every day": "every week", "every week": "every month", "every month": "every year",
    "every year": "every month", "daily": "weekly", "weekly": "monthly", "monthly": "weekly", "annually": "monthly", "annual": "monthly",
    "quarterly": "monthly", "once": "twice", "twice": "three times",
}  # fmt: skip
_FRENCH_PERIODS = r"\b(?:par|chaque|l['’]) ?(?:jour|semaine|mois|an|année)|/(?:j|an)\b|t(?:ou)?te?s les (?:\w+ )?(?:jours|semaines|mois|ans)|quotidien|hebdomadaire|mensuel|annuel|trimestriel|\bfois par\b"
_BOUNDS = {
    "at least": "at most", "at most": "at least", "more than": "less than", "less than": "more than", "fewer than": "more than",
    "over": "under", "under": "over", "above": "below", "below": "above", "nearly": "more than", "almost": "more than", "up to": "at least",
    "<": ">", ">": "<", "≥": "≤", "≤": "≥", "no more than": "no fewer than",
}  # fmt: skip
_DIRECTIONS = {
    "increase": "decrease", "increased": "decreased", "increasing": "decreasing", "increases": "decreases", "rise": "fall", "rises": "falls", "rose": "fell",
    "risen": "fallen", "rising": "falling", "growth": "decline", "growing": "shrinking", "grew": "shrank", "decrease": "increase", "decreased": "increased",
    "fall": "rise", "fell": "rose", "fallen": "risen", "falling": "rising", "reduction": "increase", "reduced": "increased", "reduces": "increases",
    "reduce": "increase", "decline": "rise", "declined": "rose", "drop": "rise", "dropped": "rose",
}  # fmt: skip
_MULTIPLES = {
    "doubled": "tripled", "doubles": "halves", "double": "halve", "tripled": "doubled", "halved": "doubled", "twice as": "half as",
    "times as many": "times fewer", "times more": "times less", "times higher": "times lower", "times as": "times less",
}  # fmt: skip
_PERIODS = {
    "first half": "second half", "second half": "first half", "first quarter": "third quarter", "second quarter": "fourth quarter",
    "third quarter": "first quarter", "last year": "next year", "next year": "last year", "last week": "next week", "last month": "next month",
    "next month": "last month", "next week": "last week", "early": "late", "late": "early", "beginning of": "end of", "end of": "beginning of",
    "Monday": "Tuesday", "Tuesday": "Friday", "Wednesday": "Sunday", "Thursday": "Monday", "Friday": "Saturday", "Saturday": "Wednesday", "Sunday": "Thursday",
    "first": "second", "second": "first",
}  # fmt: skip
_FRENCH_OF_PERIODS = r"semestre|trimestre|prochain|derni[eè]r|début|\bfin\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|premi[eè]r|deuxième|second"
_SCOPES = {
    "All the": "None of the", "all the": "none of the", "All of the": "None of the", "all of the": "none of the", "None of the": "All of the",
    "none of the": "all of the", "All patients": "No patients", "Most of the": "All of the", "most of the": "all of the", "No serious": "All serious",
    "hundreds": "thousands", "thousands": "hundreds", "dozens": "hundreds", "tens": "thousands", "Every": "No", "No other": "Every other",
}  # fmt: skip
_FRENCH_SCOPES = r"\baucun|\btou(?:te)?s les|\bplupart|centaine|millier|dizaine|\bchaque"


def exchange(words: Mapping[str, str], french: str, beside: str = "") -> Fault:
    """Return the fault that puts one word of the table in the place of another, where the French holds its like."""
    pattern = (
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![\w-]){beside}"
    )

    def fault(source: str, target: str, random: Random) -> Pair | None:
        place = pick(pattern, target, random) if re.search(french, source, re.IGNORECASE) else None
        return (source, put_in(target, place, words[place[0]])) if place else None

    return fault


_NEXT_FIGURE = r"(?=\s?[€$£]?\d)"
_FRENCH_BOUNDS = r"(?:moins|plus|près|jusqu|supérieur|inférieur|dépass|excéd|maximum|minimum|frôl|presque|[<>≤≥]).{0,20}?\d"


def lose_bound(source: str, target: str, random: Random) -> Pair | None:
    """Lose the words that bound a figure."""
    if not re.search(_FRENCH_BOUNDS, source):
        return None
    place = pick(
        rf"\b(?:at least|at most|more than|less than|fewer than|no more than) {_NEXT_FIGURE}", target, random
    )
    return (source, put_in(target, place, "")) if place else None


_FIGURE = r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-]|[.,]\d)"


def exchange_figures(source: str, target: str, random: Random) -> Pair | None:
    """Exchange the places of two figures, both of which the French has."""
    found = list(re.finditer(_FIGURE, target))
    places = [
        (a, b)
        for a in found
        for b in found
        if a.start() < b.start()
        and a[0] != b[0]
        and _alike(a, b)
        and _in_french(a, source)
        and _in_french(b, source)
    ]
    if not places:
        return None
    first, second = random.choice(places)
    return source, put_in(put_in(target, second, first[0]), first, second[0])


def _alike(a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether the same stands behind both figures: “%”, “to” or a word."""
    after = [re.match(r"\s?\W?", found.string[found.end() :]) for found in (a, b)]
    return after[0] is not None and after[1] is not None and after[0][0] == after[1][0]


def _in_french(figure: re.Match[str], source: str) -> bool:
    return figure[0].replace(",", " ").replace(".", ",") in re.sub(r"[\u00a0\u202f]", " ", source)


def change_short_code(source: str, target: str, random: Random) -> Pair | None:
    """Change the digit of a short code that both sides hold."""
    code = random.choice(
        ["HER2", "BRCA1", "vitamin B12", "IL-6", "CD4", "C50.9", "phase IIb", "H5N1", "stage IIIa"]
    )
    french = code.replace("vitamin", "vitamine").replace("stage", "stade")
    wrong = {"phase IIb": "phase IIa", "stage IIIa": "stage IIIb"}.get(code)
    at = max(index for index, letter in enumerate(code) if letter.isdigit()) if wrong is None else 0
    wrong = wrong or code[:at] + str((int(code[at]) + 1) % 10) + code[at + 1 :]
    return f"{source} ({french})", f"{target} ({wrong})"


def change_sign(source: str, target: str, random: Random) -> Pair | None:
    """Turn the sign of a share or change a power of ten that both sides hold."""
    french, right, wrong = random.choice(
        [
            ("+3,2 %", "+3.2%", "-3.2%"),
            ("-1,4 %", "-1.4%", "+1.4%"),
            ("9,5 × 10⁶", "9.5 × 10⁶", "9.5 × 10⁵"),
            ("p < 0,05", "p < 0.05", "p > 0.05"),
            ("p = 0,03", "p = 0.03", "p < 0.03"),
        ]
    )
    return f"{source} ({french})", f"{target} ({wrong if right != wrong else right})"


def lose_half(source: str, target: str, random: Random) -> Pair | None:
    """Make a whole of a half."""
    if not re.search(r"demi|moitié|½", source):
        return None
    new = re.sub(r"\bhalf an? (?=hour|tablet|day)", "one ", re.sub(r" and a half\b", "", target), count=1)
    return (source, new) if new != target else None


FIGURES: Mapping[str, Case] = {
    "other frequency or period": Case(exchange(_FREQUENCIES, _FRENCH_PERIODS), ("frequency", "number-value")),
    "bound turned round": Case(exchange(_BOUNDS, _FRENCH_BOUNDS, _NEXT_FIGURE), ("comparison",)),
    "bound lost": Case(lose_bound, ("comparison",)),
    "rise for fall": Case(exchange(_DIRECTIONS, r"hausse|augment|progress|croiss|baiss|diminu|rédu|recul|chut|accr"), ("direction",)),
    "other multiple": Case(exchange(_MULTIPLES, r"doubl|tripl|multipli|divis|fois|moitié"), ("multiple", "number-value")),
    "other part of a period": Case(exchange(_PERIODS, _FRENCH_OF_PERIODS), ("period", "number-value")),
    "none for all, tens for hundreds": Case(exchange(_SCOPES, _FRENCH_SCOPES), ("scope", "negation", "number-value")),
    "figures exchanged": Case(exchange_figures, ("order", "number-value")),
    "altered short code": Case(change_short_code, ("code-altered", "number-value")),
    "sign or power": Case(change_sign, ("direction", "comparison", "number-value")),
    "whole for half": Case(lose_half, ("number-value", "frequency", "multiple")),
}  # fmt: skip
"""Faults of figures that must be errors; what a fault makes of a pair may now and then be right all the same."""
