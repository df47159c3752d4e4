"""Whether names and acronyms came through letter for letter."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from babel import Locale
from rapidfuzz.distance import OSA

from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.constraint import Constraint, ConstraintKind
from passerelle.translate.findings import Finding

ACRONYM_RULE = "acronym kept"
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def check_acronyms(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield acronyms whose capitals or letters changed; one that English has another word for is left alone."""
    for constraint in _wanted(pair, acronyms=True):
        form = constraint.source
        if re.search(rf"(?<![^\W_]){re.escape(form)}(?:s)?(?![^\W_])", pair.target):
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
    for found in re.finditer(r"[^\W_]+(?:-[^\W_]+)*", pair.target):
        word = found[0]
        if re.search(rf"\b{re.escape(word)}\b", pair.source):
            continue
        same_letters = word.casefold() == form.casefold()
        near = len(form) > 3 and sum(map(str.isupper, word)) > 1 and OSA.distance(word, form) == 1
        if same_letters or near:
            return found.span()
    return None


def check_names(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield names that the English writes in another way or not at all; English names of places are right."""
    for constraint in _wanted(pair, acronyms=False):
        missing = [word for word in _name_words(constraint.source) if not _stands(word, pair.target)]
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
            elif not _has_own_english(word):
                yield finding("name-missing", context.language, source_span=span, suggestion=word, source=word)


def _name_words(name: str) -> list[str]:
    return [found[0] for found in _WORD.finditer(name) if found[0][0].isupper() and len(found[0]) > 2]


def _stands(word: str, target: str) -> bool:
    """Whether a word of a name stands in the English, with or without accents, or as a known English form."""
    forms = {word, *_exonyms().get(word.casefold(), ())}
    bare = _bare(target)
    return any(re.search(rf"(?<![^\W_]){re.escape(_bare(form))}(?![^\W_])", bare, re.IGNORECASE) for form in forms)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


_NEAR = 0.7
_NOT_SAME = 0.999


def _altered_name(word: str, pair: Pair) -> tuple[int, int] | None:
    """Return the place of the capitalised word most like ``word``, if it is alike and is no word of the French."""
    best: tuple[float, tuple[int, int]] | None = None
    for found in _WORD.finditer(pair.target):
        other = found[0]
        if not other[0].isupper() or _stands(other, pair.source):
            continue
        likeness = OSA.normalized_similarity(_bare(word), _bare(other))
        if _NEAR <= likeness <= _NOT_SAME and (best is None or likeness > best[0]):
            best = likeness, found.span()
    return best[1] if best else None


def _has_own_english(word: str) -> bool:
    return word.casefold() in _exonyms()


@cache
def _exonyms() -> dict[str, frozenset[str]]:
    """Return the English forms of French words for countries, languages and the cities of time zones."""
    french, english = Locale("fr"), Locale("en")
    names: dict[str, set[str]] = {}
    for theirs, ours in ((french.territories, english.territories), (french.languages, english.languages)):
        for code, name in theirs.items():
            for word in re.findall(r"[^\W_]{3,}", str(name)):
                names.setdefault(word.casefold(), set()).update(re.findall(r"[^\W_]{3,}", str(ours.get(code, ""))))
    for zone, forms in french.time_zones.items():
        city = str(forms.get("city", ""))
        names.setdefault(city.casefold(), set()).add(zone.rpartition("/")[2].replace("_", " "))
    return {word: frozenset(forms) for word, forms in names.items()}
