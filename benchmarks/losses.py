"""Silent losses, put into good pairs one at a time: what reads well and says less. See `benchmarks.faults`."""

# ruff: noqa: ARG001  (every loss takes the same three things, whether it needs them or not)

import re
from collections.abc import Mapping
from random import Random

from benchmarks.faults import Case, Pair, pick, put_in

_CLAUSE = re.compile(
    r"(?:, | )(?:who|which|that|because|while|although|when|where|after|before|since|if|as|but|and|with|including|despite)"
    r" (?:[^\s,;.]+ ){3,14}?[^\s,;.]+(?=[,;.]|$)"
)
_LEAST_LEFT = 0.4


def lose_clause(source: str, target: str, random: Random) -> Pair | None:
    """Lose a clause of four words or more that ends at a stop or comma; most of the sentence stays."""
    found = [
        place for place in _CLAUSE.finditer(target) if len(target) - len(place[0]) > _LEAST_LEFT * len(target)
    ]
    if not found:
        return None
    place = random.choice(found)
    return source, put_in(target, place, "")


_ITEM = r"(?:[\w’'-]+ ){0,3}[\w’'-]+"
_LISTS = [
    re.compile(rf"(?:{_ITEM}, )+{_ITEM},? (?:{ands}) ") for ands in ("et|ou|ainsi que", "and|or|as well as")
]


def lose_item(source: str, target: str, random: Random) -> Pair | None:
    """Lose one item of a list of three or more; the French has one of the same length."""
    ours, theirs = (pattern.search(text) for pattern, text in zip(_LISTS, (source, target), strict=True))
    if not ours or not theirs or _items(ours[0]) != _items(theirs[0]):
        return None
    place = pick(rf", {_ITEM}(?=, |,? (?:and|or) )", theirs[0], random)
    shorter = put_in(theirs[0], place, "") if place else theirs[0]
    return source, put_in(target, theirs, shorter)


def _items(found: str) -> int:
    return len(re.findall(r", (?!et |ou |and |or |ainsi|as well)", found)) + 2


_NO_NOUN = (
    "and|or|to|of|in|on|at|by|for|with|from|as|was|were|is|are|a\\.m|p\\.m|per|percent|million|billion|thousand|times|more|"
    "had|have|has|who|which|that|people"
)


def lose_noun(source: str, target: str, random: Random) -> Pair | None:
    """Lose the noun that a figure counts; figures of dates count nothing."""
    counted = rf"(?<![\w.,≥<>-])(?<!< )\d[\d,.]* (?!(?:{_NO_NOUN})\b)[a-z]{{4,}}s(?=[.,;]| (?:{_NO_NOUN})\b)"
    place = pick(counted, target, random)
    return (source, put_in(target, place, place[0].split()[0])) if place else None


_VERBS = r"\b(?:rose|fell|increased|decreased|dropped|declined|grew|jumped|climbed|shrank|gained|lost)(?: by)? (?=\d)"


def lose_verb(source: str, target: str, random: Random) -> Pair | None:
    """Say “was” in the place of a verb of rising or falling by so much."""
    place = pick(_VERBS, target, random)
    return (source, put_in(target, place, "was ")) if place else None


def lose_quotes(source: str, target: str, random: Random) -> Pair | None:
    """Lose both marks of a quotation."""
    new = re.sub(r"[\"“”]", "", target)
    return (source, new) if new != target and re.search(r"[«“\"]", source) else None


def change_sign(source: str, target: str, random: Random) -> Pair | None:
    """Write another sign for one that both sides hold, or none."""
    sign = random.choice("©®™§¶†‡&@№‰±×÷≈≠∞✓→€£¥$")
    other = random.choice(["", random.choice("#*?~")])
    return (f"{source} {sign} 2", f"{target} {other} 2") if sign not in target else None


_MONTHS = {
    "janvier": "January", "février": "February", "avril": "April", "juin": "June", "juillet": "July", "septembre": "September",
    "octobre": "October", "novembre": "November", "décembre": "December",
}  # fmt: skip
_DAYS = {
    "lundi": "Monday", "mardi": "Tuesday", "mercredi": "Wednesday", "jeudi": "Thursday", "vendredi": "Friday",
    "samedi": "Saturday", "dimanche": "Sunday",
}  # fmt: skip


def lose_date(source: str, target: str, random: Random) -> Pair | None:
    """Lose one of three months or weekdays of a list that both sides hold."""
    chosen = random.sample(sorted(random.choice([_MONTHS, _DAYS]).items()), 3)
    (one, first), (two, second), (three, third) = chosen
    kept = random.choice([f"{first} and {third}", f"{first} and {second}", f"{second} and {third}"])
    return f"{source} ({one}, {two} et {three})", f"{target} ({kept})"


_PAPERS = {
    "Le Monde": "The World", "Libération": "Liberation", "Les Échos": "The Echoes", "La Croix": "The Cross", "Le Point": "The Point",
    "Le Quotidien du médecin": "The Doctor's Daily", "Ouest-France": "West France", "Le Parisien": "The Parisian",
}  # fmt: skip


def translate_paper(source: str, target: str, random: Random) -> Pair | None:
    """Translate the name of a newspaper in a credit that both sides hold."""
    name = random.choice(sorted(_PAPERS))
    return f"{source} ({name})", f"{target} ({_PAPERS[name]})"


LOSSES: Mapping[str, Case] = {
    "clause cut": Case(lose_clause, ("content-lost", "length-ratio"), ("short",)),
    "list item cut": Case(lose_item, ("list-shorter", "content-lost", "name-missing")),
    "counted noun cut": Case(lose_noun, ("noun-lost", "content-lost", "number-value")),
    "verb cut": Case(lose_verb, ("direction", "content-lost")),
    "quotation marks cut": Case(lose_quotes, ("quotation-marks",), ("doublequoting",)),
    "changed sign": Case(change_sign, ("sign-lost",)),
    "month or weekday cut": Case(lose_date, ("period", "list-shorter")),
    "translated newspaper": Case(translate_paper, ("name-missing",)),
}
"""Losses that must be warnings at least."""
