"""Whether names and acronyms came through letter for letter."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.exonyms import ACRONYMS, english_names, name_key
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.checks.words import is_word
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind

ACRONYM_RULE = "acronym kept"
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def check_acronyms(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield acronyms whose capitals or letters changed; one that English has another word for is left alone."""
    for constraint in _wanted(pair, acronyms=True):
        form = constraint.source
        place = None if acronym_place(form, pair.target) else _altered_acronym(form, pair)
        if place:
            yield finding(
                "acronym-altered",
                context.language,
                source_span=(constraint.start, constraint.end),
                target_span=place,
                suggestion=form,
                source=form,
                found=pair.target[slice(*place)],
            )


def acronym_place(form: str, target: str) -> tuple[int, int] | None:
    """Return where the English has an acronym, or its own word for it."""
    kept = "|".join(map(re.escape, (form, *ACRONYMS.get(form.casefold(), ()))))
    found = re.search(rf"(?<![^\W_])(?:{kept})s?(?![^\W_])", target)
    return found.span() if found else None


_NEAR_LETTERS = 10  # “Ille-et-Vilaine” may become longer, but a name is not spread over the sentence


def name_place(name: str, target: str) -> tuple[int, int] | None:
    """Return where the English has a word of the name, as it is written or as English writes it."""
    words = _name_words(name)
    places = sorted(
        place
        for other, place in _capitalised(target).items()
        if any(_stands(word, other) or _stands_in_english(word, other) for word in words)
    )
    together = bool(places) and places[-1][1] - places[0][0] <= len(name) + _NEAR_LETTERS
    return (places[0][0], places[-1][1]) if together else next(iter(places), None)


def _wanted(pair: Pair, *, acronyms: bool) -> list[Constraint]:
    if not pair.comparable:
        return []
    return [
        c
        for c in pair.demands.constraints
        if (c.rule == ACRONYM_RULE if acronyms else c.kind is ConstraintKind.NAME)
    ]


def _altered_acronym(form: str, pair: Pair) -> tuple[int, int] | None:
    for found in re.finditer(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", pair.target, re.IGNORECASE):
        if not (found[0].islower() and is_word(found[0])):
            return found.span()
    for found in re.finditer(r"[^\W_]+(?:-[^\W_]+)*", pair.target) if len(form) > 3 else ():
        capitals = sum(map(str.isupper, found[0]))
        if capitals > 1 and OSA.distance(found[0], form) == 1 and found[0] not in pair.source:
            return found.span()
    return None


def check_names(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield names that the English writes in another way or not at all; English names of places are right."""
    for constraint in _wanted(pair, acronyms=False):
        words = dict.fromkeys(_name_words(constraint.source))
        missing = [w for w in words if not _stands(w, pair.target) and not _stands_in_english(w, pair.target)]
        for word in missing:
            place = _altered_name(word, pair)
            start = pair.source.find(word, constraint.start)
            span = (start, start + len(word)) if start >= 0 else (constraint.start, constraint.end)
            if place:
                yield finding(
                    "name-altered",
                    context.language,
                    source_span=span,
                    target_span=place,
                    suggestion=word,
                    source=word,
                    found=pair.target[slice(*place)],
                )
            elif not english_names().get(word.casefold()) and not is_word(word.casefold()):
                yield finding(
                    "name-missing", context.language, source_span=span, suggestion=word, source=word
                )


def _name_words(name: str) -> list[str]:
    return [found[0] for found in _WORD.finditer(name) if found[0][0].isupper() and len(found[0]) > 2]


def _stands(word: str, text: str) -> bool:
    """Whether a name of one word stands in ``text``, with or without accents, or as a known English form."""
    parts = [part for part in word.split("-") if len(part) > 2]
    if len(parts) > 1 and all(_stands(part, text) for part in parts):
        return True
    forms = {word, *english_names().get(word.casefold(), ())}
    return any(_parts(form) <= _parts(text) for form in forms)


def _stands_in_english(word: str, target: str) -> bool:
    """Whether the target holds the name as English writes it: “Californie”, “California”; “Pakistan”, “Pakistani”."""
    ours = _bare(word)
    key = name_key(ours)
    starts = (ours, *map(_bare, english_names().get(word.casefold(), ())))
    return any(
        name_key(theirs) == key or theirs.startswith(starts) or ours.rstrip("s") == theirs
        for theirs in map(_bare, _capitalised(target))
    )


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=16)
def _parts(text: str) -> frozenset[str]:
    """Return the words of a text without accents and capitals, compounds taken apart."""
    return frozenset(re.findall(r"[^\W_]+", _bare(text).casefold()))


@lru_cache(maxsize=16)
def _capitalised(text: str) -> dict[str, tuple[int, int]]:
    """Return the words of a text that begin with a capital, with the first place of each."""
    found = (match for match in _WORD.finditer(text) if match[0][0].isupper())
    return {match[0]: match.span() for match in reversed(list(found))}


_NEAR = 0.7


def _altered_name(word: str, pair: Pair) -> tuple[int, int] | None:
    """Return the place of the capitalised word most like ``word``, if it is alike and is no word of the French."""
    wanted = _bare(word)
    alike = [
        (likeness, -place[0], place)
        for other, place in _capitalised(pair.target).items()
        if len(other) > 2
        and (likeness := OSA.normalized_similarity(wanted, _bare(other), score_cutoff=_NEAR))
        and likeness < 1
        and not _stands(other, pair.source)
    ]
    return max(alike)[2] if alike else None
