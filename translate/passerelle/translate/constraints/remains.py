"""What is left of the old word where a term was put in: its head said twice, the calque beside it, brackets in brackets. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from passerelle.glossary.english import singularise
from passerelle.glossary.rendering import Place
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.constraints.satisfy import judge


class RemainKind(StrEnum):
    """In which way something is left over."""

    HEAD = "head"
    CALQUE = "calque"
    PAIR = "pair"
    BRACKETS = "brackets"


@dataclass(frozen=True, slots=True)
class Remain:
    """A place of the English that says something once too often; ``constraint`` is the term beside it, if any."""

    kind: RemainKind
    start: int
    end: int
    constraint: Constraint | None = None


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """The word beside a term; ``link`` is the word between them (“and”, “of”) or empty."""

    text: str
    start: int
    end: int
    link: str
    after: bool


_SHORTEST = 4
"""Letters: shorter words are mostly those of grammar."""

_AFTER = re.compile(
    r"(?:\s*\([^()]{1,12}\))?\s+(?:(?P<link>and|or|of)\s+(?:the\s+)?)?(?P<word>[^\W\d_][\w-]+)", re.IGNORECASE
)
_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w-]+)\s+(?:(?P<link>and|or|of)\s+(?:the\s+)?)?$", re.IGNORECASE)
_JOINED_BEFORE = re.compile(
    r"(?:[,;:/&+]|\b(?:et|ou|ni|que|avec|comme))\s*(?:(?:d['’]|l['’]|[dà]e? l['’]|de|du|des|au|aux|à|en|le|la|les|un|une|sa|son|ses|leurs?)\s*){0,3}$",
    re.IGNORECASE,
)
_JOINED_AFTER = re.compile(
    r"(?:\s*\([^()]*\))?\s*(?:[,;:/&+]|(?:et|ou|ni|ainsi|comme|avec)\b)", re.IGNORECASE
)


def find_remains(source: str, target: str, constraints: Sequence[Constraint]) -> tuple[Remain, ...]:
    """Return what an English text says once too often beside its terms, in order.

    >>> term = Constraint(ConstraintKind.TERM, 2, 8, "Agence", "Health Agency (HA)", ("Health Agency (HA)",), uniform=True)
    >>> [remain.kind.value for remain in find_remains("L’Agence agit.", "The Health Agency (HA) Agency acts.", (term,))]
    ['head']
    """
    places = judge(target, constraints).places
    taken = [place for place in places if place]
    found = [*_nested_brackets(source, target), *_pairs(source, target, taken)]
    for constraint, place in zip(constraints, places, strict=True):
        if place and constraint.kind is ConstraintKind.TERM:
            found += _beside(source, target, constraint, place, taken)
            found += _said_otherwise(source, target, constraint, place, taken)
    return tuple(sorted(found, key=lambda remain: remain.start))


def _nested_brackets(source: str, target: str) -> Iterator[Remain]:
    ours, theirs = _deep_bracket(source), _deep_bracket(target)
    if theirs and not ours:
        yield Remain(RemainKind.BRACKETS, *theirs)


_DEEP = re.compile(r"(?<!\w)\([^()]*(?<!\w)(\([^()]*\))")


def _deep_bracket(text: str) -> Place | None:
    """Return the first round bracket within a round bracket; one that joins a word (“IFN(α)”) counts for nothing."""
    found = _DEEP.search(text) if text.count("(") > 1 else None
    return found.span(1) if found else None


_PAIR = re.compile(
    r"(?<![\w-])(?!(?:more|less|again|over|on|by|up|out)\b)(?P<one>[^\W\d_]{3,}(?:[ -][^\W\d_]+){0,3}?) (?:and|or) (?:the )?(?P=one)(?![\w-])",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\b(\w{3,})\s+(?:et|ou)\s+(?:\w{1,3}['’\s])?\1\b", re.IGNORECASE)


def _pairs(source: str, target: str, taken: Sequence[Place]) -> Iterator[Remain]:
    """Yield “restraint and restraint”.

    Comparatives are said twice by right (“better and better”), and so are what the French repeats and two terms.
    """
    doubled = list(_PAIR.finditer(target)) if _may_double(target) else []
    for found in doubled if doubled and not _REPEATED.search(source) else ():
        halves = [found.span("one"), (found.end() - len(found["one"]), found.end())]
        terms = [any(place[0] <= start and end <= place[1] for place in taken) for start, end in halves]
        if not found["one"].lower().endswith("er") and not all(terms):
            yield Remain(RemainKind.PAIR, *found.span())


_JOINT = re.compile(r" (?:and|or)(?= )", re.IGNORECASE)
_MOST_WORDS = 4  # of a half of a pair


def _may_double(target: str) -> bool:
    """Whether the beginning of what follows “and” stands in the few words before it: where it does not, nothing is doubled."""
    for joint in _JOINT.finditer(target):
        before = re.split("[ -]", target[: joint.start()].casefold())[-_MOST_WORDS:]
        after = target[joint.end() + 1 :][:4].casefold()
        if after == "the " or any(after[:3] in word for word in before):
            return True
    return False


def _beside(
    source: str, target: str, constraint: Constraint, place: Place, taken: Sequence[Place]
) -> Iterator[Remain]:
    for neighbour in _neighbours(target, place):
        if any(start < neighbour.end and neighbour.start < end for start, end in taken):
            continue
        kind = _judge_neighbour(source, target[slice(*place)], constraint, neighbour)
        if kind:
            yield Remain(kind, neighbour.start, neighbour.end, constraint)


def _said_otherwise(
    source: str, target: str, constraint: Constraint, place: Place, taken: Sequence[Place]
) -> Iterator[Remain]:
    """Yield another rendering of the term right beside it: “flu influenza” for *grippe*."""
    behind, ahead = target[place[1] :].lstrip().lower(), target[: place[0]].rstrip().lower()
    near = _lower(constraint.accepted)
    if not (behind.startswith(near) or ahead.endswith(near)):
        return
    found = _words(target[slice(*place)])
    others = [form for form in constraint.accepted if not _words(form) & found]
    lower = _lower(tuple(others))
    if not (behind.startswith(lower) or ahead.endswith(lower)):
        return
    form = "|".join(re.escape(other) for other in sorted(others, key=len, reverse=True))
    after = re.compile(rf"\s+({form})(?![\w-])", re.IGNORECASE).match(target, place[1])
    before = re.compile(rf"(?<![\w-])({form})\s+$", re.IGNORECASE).search(target[: place[0]])
    for beside in filter(None, (after, before)):
        start, end = beside.span(1)
        own = any(one < end and start < other for one, other in taken)
        if not own and beside[1].lower() not in source.lower():
            yield Remain(RemainKind.HEAD, start, end, constraint)


@lru_cache(maxsize=4096)
def _lower(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form.lower() for form in forms)


def _neighbours(target: str, place: Place) -> Iterator[_Neighbour]:
    if after := _AFTER.match(target, place[1]):
        yield _Neighbour(after["word"], *after.span("word"), (after["link"] or "").lower(), after=True)
    ahead = target[: place[0]]
    if before := _BEFORE.search(ahead, _last_words(ahead, 4)):
        yield _Neighbour(before["word"], *before.span("word"), (before["link"] or "").lower(), after=False)


def _last_words(text: str, count: int) -> int:
    """Return where the last words of a text begin, with the blanks before them: what ends a text is looked for from there."""
    parts = text.rsplit(maxsplit=count)
    return len(parts[0]) if len(parts) > count else 0


def _judge_neighbour(
    source: str, found: str, constraint: Constraint, neighbour: _Neighbour
) -> RemainKind | None:
    word = neighbour.text.lower()
    if not neighbour.link and _is_head(singularise(word), found, constraint, after=neighbour.after):
        return RemainKind.HEAD
    calque = _is_calque(word, found, source, constraint)
    if neighbour.link in ("and", "or"):
        if _is_joined(source, constraint):
            return None
        double = re.search(r"\b(?:and|or)\b", found) or _is_own(word, found, constraint)
        return RemainKind.PAIR if double or calque else None
    return RemainKind.CALQUE if calque else None


def _is_head(word: str, found: str, constraint: Constraint, *, after: bool) -> bool:
    """Whether a word is the head of the term beside it: “Agency” after “Biomedicine Agency (ABM)” or after “ABM”."""
    bare = _bare(found)
    full = [_bare(form) for form in constraint.accepted] if bare.isupper() else []
    heads = {head for form in (bare, *full) if " " in form for head in _heads(form.lower())}
    return (after or " " in bare) and word in map(singularise, heads)


def _bare(form: str) -> str:
    """Return a form without its short form in brackets."""
    return re.split(r"\s[(\[]", form, maxsplit=1)[0]


def _heads(form: str) -> tuple[str, ...]:
    """Return the words that may be the head of a noun phrase: the last, and the last before “of”."""
    first = re.split(r"\s(?:of|for)\s", form, maxsplit=1)[0]
    return form.rsplit(maxsplit=1)[-1], first.split()[-1]


def _is_joined(source: str, constraint: Constraint) -> bool:
    """Whether the French itself puts something beside the term: “familles et SSR”, “SSR, familles”."""
    return bool(
        _JOINED_BEFORE.search(source[: constraint.start]) or _JOINED_AFTER.match(source, constraint.end)
    )


def _is_own(word: str, found: str, constraint: Constraint) -> bool:
    """Whether a word belongs to another form of the term: “rehabilitation” beside “SSR”."""
    return len(word) >= _SHORTEST and word in _words(" ".join(constraint.accepted)) - _words(found)


def _is_calque(word: str, found: str, source: str, constraint: Constraint) -> bool:
    """Whether a word renders the French term once more: one of its forbidden words, or one that looks like the French."""
    if len(word) < _SHORTEST or word in _words(" ".join((found, *constraint.accepted))):
        return False
    forbidden = _words(" ".join(constraint.forbidden))
    if word not in forbidden and not any(_is_alike(word, own) for own in _words(constraint.source)):
        return False
    outside = _words(f"{source[: constraint.start]} {source[constraint.end :]}")
    return not any(_is_alike(word, other) for other in outside)


def _is_alike(word: str, other: str) -> bool:
    """Whether two words begin alike: “order” and “ordonnance”, “officine” and “officines”."""
    common = 0
    for ours, theirs in zip(word, other, strict=False):
        if ours != theirs:
            break
        common += 1
    return common >= max(3, 0.6 * len(word)) and len(other) > 3


@lru_cache(maxsize=4096)  # mostly of the forms of terms
def _words(text: str) -> frozenset[str]:
    folded = text.lower()
    if not folded.isascii():
        apart = unicodedata.normalize("NFD", folded)
        folded = "".join([sign for sign in apart if sign.isascii() or not unicodedata.combining(sign)])
    return frozenset(_LETTERS.findall(folded))


_LETTERS = re.compile(r"[^\W\d_]+")
