"""Whether figures of one sort changed places: “de 12 à 8 %” is not “from 8% to 12%”."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.cues import find_cues
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.numbers import Atom, Kind, paired_figures
from passerelle.translate.numbers.wording import Language

_ROLES: Mapping[Language, Mapping[str, re.Pattern[str]]] = {
    "french": {
        "start": re.compile(r"\b(?:de|du|d['’]|depuis|entre)\s(?:l[ae]s?\s)?$", re.IGNORECASE),
        "reference": re.compile(
            r"\b(?:contre|par rapport (?:à|aux?)|face (?:à|aux?)|comparée?s? (?:à|aux?)|que|au lieu des?|versus|vs\.?|sur|parmi|après)\s(?:les?\s|la\s)?$",
            re.IGNORECASE,
        ),
    },
    "english": {
        "start": re.compile(r"\b(?:from|between|since)\s(?:the\s|an?\s)?$", re.IGNORECASE),
        "reference": re.compile(
            r"\b(?:against|compared (?:with|to)|versus|vs\.?|v\.?|than|instead of|rather than|of|in|out of|among|from|after|with)\s(?:the\s|an?\s)?$",
            re.IGNORECASE,
        ),
    },
}
Values = Sequence[tuple[Atom, Atom]]


def check_order(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield two figures that have changed places, or units, or that now count what the other counted."""
    if not pair.comparable or pair.french:
        return
    values = _unique(paired_figures(pair.source, pair.target))
    for group in _sorts(values):
        for first, second in pairwise(group):
            if _turned(first, second, pair) or _exchanged(first, second, pair):
                yield _tell(first, second, context)
    for first, second in pairwise(values):
        if _changed_units(first, second):
            yield _tell(first, second, context)


def _unique(values: Values) -> Values:
    """Leave out what is said twice: it could be either."""
    ours, theirs = Counter(_key(a) for a, _ in values), Counter(_key(b) for _, b in values)
    return [(a, b) for a, b in values if ours[_key(a)] == 1 == theirs[_key(b)]]


def _key(atom: Atom) -> object:
    return atom.value, atom.parts, atom.dimension


def _sorts(values: Values) -> Iterable[Values]:
    """Group what may be mistaken for each other."""
    groups: dict[object, list[tuple[Atom, Atom]]] = {}
    for source, target in values:
        sort = (source.group, source.dimension, source.is_rank, source.quantity.kind is Kind.YEAR)
        groups.setdefault(sort, []).append((source, target))
    return groups.values()


def _changed_units(first: tuple[Atom, Atom], second: tuple[Atom, Atom]) -> bool:
    """Whether each has the other’s unit: “4 semaines, 43 villes” is not “43 weeks, 4 cities”."""
    ours, theirs = [first[0].dimension, second[0].dimension], [first[1].dimension, second[1].dimension]
    return ours[0] != ours[1] and ours == theirs[::-1]


def _turned(first: tuple[Atom, Atom], second: tuple[Atom, Atom], pair: Pair) -> bool:
    """Whether the English says the second figure first, and neither keeps what tells its part in the sentence."""
    if _place(first[1]) < _place(second[1]):
        return False
    if any(_role(a, pair.source, "french") & _role(b, pair.target, "english") for a, b in (first, second)):
        return False
    return not _keeps_company(first, second, pair)


def _place(atom: Atom) -> tuple[int, int]:
    return atom.quantity.start, atom.index


def _role(atom: Atom, text: str, language: Language) -> set[str]:
    if atom.index:
        return set()
    before = text[max(0, atom.quantity.start - 24) : atom.quantity.start]
    return {role for role, pattern in _ROLES[language].items() if pattern.search(before)}


def _keeps_company(first: tuple[Atom, Atom], second: tuple[Atom, Atom], pair: Pair) -> bool:
    """Whether each figure still stands beside the same word, so that both moved together."""
    nouns = [_noun(atom, text, language) for atom, text, language in _sides(first, second, pair)]
    if all(nouns):
        return nouns[:2] == nouns[2:]
    ours = [_company(atom, pair.source, "french") for atom in (first[0], second[0])]
    theirs = [_company(atom, pair.target, "english") for atom in (first[1], second[1])]
    return bool(ours[0] & theirs[0] or ours[1] & theirs[1]) and not (
        ours[0] & theirs[1] or ours[1] & theirs[0]
    )


def _sides(
    first: tuple[Atom, Atom], second: tuple[Atom, Atom], pair: Pair
) -> Iterator[tuple[Atom, str, Language]]:
    """Yield both figures in the French, then both in the English."""
    yield from ((atom, pair.source, "french") for atom in (first[0], second[0]))
    yield from ((atom, pair.target, "english") for atom in (first[1], second[1]))


def _exchanged(first: tuple[Atom, Atom], second: tuple[Atom, Atom], pair: Pair) -> bool:
    """Whether each figure stands before the other’s noun."""
    a, b, x, y = (_noun(atom, text, language) for atom, text, language in _sides(first, second, pair))
    return bool(a and b and a != b) and (a, b) == (y, x)


def _noun(atom: Atom, text: str, language: Language) -> str:
    """Return what the noun right behind a figure counts."""
    end = atom.quantity.end
    return next(
        (
            cue.value
            for cue in find_cues(text, language, "noun")
            if cue.start >= end
            and re.fullmatch(
                r"[\s\u2060]+(?:d['’]|(?:[^\W\d_]{1,5}\s){1,2}|[^\W\d_]+\s)?", text[end : cue.start]
            )
        ),
        "",
    )


_NEAR = re.compile(r"[^\d,;:.!?]{0,40}")
_AND = re.compile(r"\b(?:et|ou|and|or)\b", re.IGNORECASE)


def _company(atom: Atom, text: str, language: Language) -> set[str]:
    """Return the nouns and the beginnings of the words around a figure, up to a stop or another figure."""
    start, end = atom.quantity.start, atom.quantity.end
    before = _NEAR.match(text[:start][::-1])
    after = _NEAR.match(text, end)
    around = [
        _AND.split(before[0][::-1] if before else "")[-1],
        _AND.split(after[0] if after else "")[0],
    ]
    nouns = {cue.value for part in around for cue in find_cues(part, language, "noun")}
    return nouns | {_stem(word) for part in around for word in re.findall(r"[^\W\d_]{5,}", part)}


def _stem(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:4]


def _tell(first: tuple[Atom, Atom], second: tuple[Atom, Atom], context: Context) -> Finding:
    ours = [first[0].quantity, second[0].quantity]
    theirs = sorted((first[1].quantity, second[1].quantity), key=lambda quantity: quantity.start)
    return finding(
        "order",
        context.language,
        source_span=(ours[0].start, ours[1].end),
        target_span=(theirs[0].start, theirs[1].end),
        source=ours[0].text,
        other=ours[1].text,
    )
