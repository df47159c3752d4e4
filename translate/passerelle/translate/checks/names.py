"""Whether names and acronyms came through letter for letter."""

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from passerelle.translate.checks.exonyms import ACRONYMS, english_names, name_key
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.checks.words import is_word
from passerelle.translate.constraint import Constraint, ConstraintKind
from passerelle.translate.findings import Finding

ACRONYM_RULE = "acronym kept"
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def check_acronyms(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield acronyms whose capitals or letters changed; one that English has another word for is left alone."""
    for constraint in _wanted(pair, acronyms=True):
        form = constraint.source
        kept = "|".join(map(re.escape, (form, *ACRONYMS.get(form.casefold(), ()))))
        if re.search(rf"(?<![^\W_])(?:{kept})s?(?![^\W_])", pair.target):
            continue
        place = _altered_acronym(form, pair)
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
        words = _name_words(constraint.source)
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


def _stands(word: str, target: str) -> bool:
    """Whether a word of a name stands in the English, with or without accents, or as a known English form."""
    parts = [part for part in word.split("-") if len(part) > 2]
    if len(parts) > 1 and all(_stands(part, target) for part in parts):
        return True
    forms = {word, *english_names().get(word.casefold(), ())}
    bare = _bare(target)
    return any(
        re.search(rf"(?<![^\W_]){re.escape(_bare(form))}(?![^\W_])", bare, re.IGNORECASE) for form in forms
    )


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _stands_in_english(word: str, target: str) -> bool:
    """Whether the target holds the name as English writes it: “Californie”, “California”; “Pakistan”, “Pakistani”."""
    ours = _bare(word)
    starts = (ours, *map(_bare, english_names().get(word.casefold(), ())))
    for found in _WORD.finditer(target):
        theirs = _bare(found[0])
        if theirs[0].isupper() and (
            name_key(ours) == name_key(theirs) or theirs.startswith(starts) or ours.rstrip("s") == theirs
        ):
            return True
    return False


_NEAR = 0.7
_NOT_SAME = 0.999


def _altered_name(word: str, pair: Pair) -> tuple[int, int] | None:
    """Return the place of the capitalised word most like ``word``, if it is alike and is no word of the French."""
    best: tuple[float, tuple[int, int]] | None = None
    for found in _WORD.finditer(pair.target):
        other = found[0]
        if not other[0].isupper() or len(other) < 3 or _stands(other, pair.source):
            continue
        likeness = OSA.normalized_similarity(_bare(word), _bare(other))
        if _NEAR <= likeness <= _NOT_SAME and (best is None or likeness > best[0]):
            best = likeness, found.span()
    return best[1] if best else None
