"""What the ladder asks of the engine and does to its output: sources rewritten, renderings put in place."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from passerelle.glossary.rendering import Place, find_renderings
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.constraints.satisfy import judge
from passerelle.translate.engine.tokens import join_tokens, token_offsets, token_places
from passerelle.translate.ladder.candidates import Candidate, Job
from passerelle.translate.ladder.splice import splice
from passerelle.translate.numbers import parse_english
from passerelle.translate.text.typography import match_capital, prepare_source


def code_switch(job: Job, indexes: Collection[int]) -> str:
    """Return the French with the chosen spans replaced by their English renderings."""
    return prepare_source(_rewrite(job, indexes, lambda constraint: constraint.rendering))


def _rewrite(job: Job, indexes: Collection[int], write: object) -> str:
    assert callable(write)
    out: list[str] = []
    position = 0
    for index, constraint in enumerate(job.constraints):
        if index in indexes and constraint.start >= position:
            out += [job.text[position : constraint.start], str(write(constraint))]
            position = constraint.end
    return "".join(out) + job.text[position:]


_COLON = re.compile(r"\s*:\s+")


def split_at_colon(source: str) -> tuple[str, str] | None:
    """Return what stands before and after the only colon of a sentence, None where there is none such.

    >>> split_at_colon("Le financement des CLCC : état des lieux")
    ('Le financement des CLCC', 'état des lieux')
    """
    halves = _COLON.split(source.strip())
    return (halves[0], halves[1]) if len(halves) == 2 and all(halves) else None


def join_halves(halves: Sequence[str], texts: Sequence[str]) -> str:
    """Return the English of both halves around a colon.

    >>> join_halves(("Le financement", "état des lieux"), ("Funding.", "Status quo."))
    'Funding: status quo.'
    """
    before, after = (match_capital(half, text) for half, text in zip(halves, texts, strict=True))
    return f"{before.rstrip(' .,;:')}: {after}"


def replace_wrong(job: Job, candidate: Candidate, alone: Mapping[str, str]) -> str | None:
    """Return the candidate's raw text with every failing rendering that can be located replaced, or None.

    ``alone`` maps French forms to their translations on their own.
    """
    verdict = judge(candidate.raw, job.constraints)
    protected = [
        place for index, place in enumerate(verdict.places) if place and index not in verdict.failing
    ]
    edits: list[tuple[Place, str]] = []
    for index in verdict.failing:
        constraint = job.constraints[index]
        places = _wrong_places(job, candidate, constraint, alone)
        place = next(
            (place for place in places if _free(place, [*protected, *(edit[0] for edit in edits)])), None
        )
        if place:
            edits.append((place, constraint.rendering))
    text = candidate.raw
    for place, rendering in sorted(edits, reverse=True):
        text = splice(text, place, rendering)
    return text if edits else None


def _free(place: Place, taken: Sequence[Place]) -> bool:
    return place[0] < place[1] and all(place[1] <= start or end <= place[0] for start, end in taken)


def _wrong_places(
    job: Job, candidate: Candidate, constraint: Constraint, alone: Mapping[str, str]
) -> Iterator[Place]:
    """Yield where the wrong rendering may stand, the surest place first."""
    aligned = _aligned_place(job, candidate, constraint)
    if constraint.kind is ConstraintKind.NUMBER:
        yield from _stray_figures(job, candidate, aligned)
    forms = [form for form in (*constraint.forbidden, constraint.source) if len(form) > 1]
    by_itself = alone.get(constraint.source, "").strip(" .")
    if 1 < len(by_itself) < len(candidate.raw) / 2:  # a whole sentence is no rendering of a term
        forms.append(by_itself)
    found = find_renderings(candidate.raw, forms)
    if aligned:
        found.sort(key=lambda place: abs(place[0] - aligned[0]))
    yield from found
    if constraint.kind is ConstraintKind.NAME and (
        alike := _similar_place(candidate.raw, constraint.rendering)
    ):
        yield alike
    if aligned:
        yield aligned
    if core := _aligned_place(job, candidate, constraint, threshold=_SURE):
        yield core


_ALIKE = 0.65
"""Share of letters in order: “Ille-Ille-Vilaine” and “Ille-et-Vilaine” have 0.88, unrelated names up to 0.56."""


def _similar_place(text: str, name: str) -> Place | None:
    """Return the words that look most like a name: the model may have misspelt it."""
    words = [found.span() for found in re.finditer(r"[\w’'-]+", text)]
    count = len(re.findall(r"[\w’'-]+", name))
    spans = [(first[0], last[1]) for first, last in zip(words, words[count - 1 :], strict=False)]
    scored = [(Indel.normalized_similarity(text[start:end], name), start, end) for start, end in spans]
    best = max(scored, default=(0.0, 0, 0))
    return best[1:] if best[0] >= _ALIKE else None


def _stray_figures(job: Job, candidate: Candidate, aligned: Place | None) -> Iterator[Place]:
    """Yield the English figures that no constraint accounts for, nearest to the aligned place first."""
    spoken = [place for place in judge(candidate.raw, job.constraints).places if place]
    strays = [_with_debris(candidate.raw, found.start, found.end) for found in parse_english(candidate.raw)]
    strays = _join_ranges(candidate.raw, [place for place in strays if _free(place, spoken)])
    yield from sorted(strays, key=lambda place: abs(place[0] - aligned[0]) if aligned else 0)


_RANGE = re.compile(r"\s*(?:and|to|or|[-–])\s*(?:[€$£]\s*)?")


def _join_ranges(text: str, places: Sequence[Place]) -> list[Place]:
    """Join figures that one range or pair may have come out as: “4,200 and 4 800”."""
    joined: list[Place] = []
    for place in places:
        if joined and _RANGE.fullmatch(text[joined[-1][1] : place[0]]):
            joined[-1] = (joined[-1][0], place[1])
        else:
            joined.append(place)
    return joined


# What is left of a French unit that the vocabulary lacks: “18,7 M€” comes out as “18.7 M□”.
_DEBRIS = re.compile(r"\s?(?:[MkK]|Md)?[^\w\s.,;:!?%()\"'’“”–-]+")


def _with_debris(text: str, start: int, end: int) -> Place:
    debris = _DEBRIS.match(text, end)
    return start, debris.end() if debris else end


_LIKELY, _SURE = 0.25, 0.5
"""Attention on the French span from which a token renders it; the second for where the first takes in too much."""


def _aligned_place(
    job: Job, candidate: Candidate, constraint: Constraint, threshold: float = _LIKELY
) -> Place | None:
    """Return the English words whose attention rests on the French span, widened to whole words."""
    if not candidate.attention:
        return None
    span = _source_tokens(job, candidate, constraint)
    offsets = _token_places(candidate.tokens, candidate.raw)
    if not span or not offsets:
        return None
    weights = [sum(row[index] for index in span if index < len(row)) for row in candidate.attention]
    group = _best_group(weights, threshold)
    if not group:
        return None
    start, end = offsets[group[0]][0], offsets[min(group[1], len(offsets) - 1)][1]
    if constraint.kind in (ConstraintKind.URL, ConstraintKind.EMAIL):
        return _whole_address(candidate.raw, start, end)
    return _whole_words(candidate.raw, start, end)


@lru_cache(maxsize=64)  # a candidate is asked for the place of each constraint that fails, twice
def _token_places(tokens: tuple[str, ...], text: str) -> Sequence[Place]:
    return token_places(tokens, text)


def _whole_address(text: str, start: int, end: int) -> Place:
    """Widen a place to what stands between blanks: a mangled address falls into many words."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, len(text[:end].rstrip(".,;:!?)"))


def _source_tokens(job: Job, candidate: Candidate, constraint: Constraint) -> list[int]:
    pieces = token_offsets(tuple(candidate.source_tokens))
    text = join_tokens(candidate.source_tokens)
    form = prepare_source(constraint.source)
    rank = prepare_source(job.text[: constraint.start]).count(form)
    places = [found.span() for found in re.finditer(re.escape(form), text)]
    if not places:
        return []
    start, end = places[min(rank, len(places) - 1)]
    return [index for index, (a, b) in enumerate(pieces) if a < end and start < b]


def _best_group(weights: Sequence[float], threshold: float) -> tuple[int, int] | None:
    """Return first and last index of the heaviest run of tokens above ``threshold``, bridging single gaps."""
    groups: list[tuple[float, int, int]] = []
    for index, weight in enumerate(weights):
        if weight < threshold:
            continue
        if groups and index - groups[-1][2] <= 2:
            total, first, _ = groups[-1]
            groups[-1] = (total + weight, first, index)
        else:
            groups.append((weight, index, index))
    return max(groups)[1:] if groups else None


_EDGE = re.compile(
    r"(?i)^(?:the|an?|of|in|to|for|and|or|by|with|on|at|from|its|their)\s+|\s+(?:the|an?|of|in|to|for|and|or|by|with|on|at|from)$"
)


def _whole_words(text: str, start: int, end: int) -> Place | None:
    end = min(end, len(text))
    while start > 0 and _is_inside(text[start - 1 : start + 1]):
        start -= 1
    while end < len(text) and _is_inside(text[end - 1 : end + 1]):
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "%€)"):
        end -= 1
    while found := _EDGE.search(text[start:end]):
        start, end = (start + found.end(), end) if found.start() == 0 else (start, start + found.start())
    return (start, end) if start < end else None


def _is_inside(pair: str) -> bool:
    return len(pair) == 2 and all(letter.isalnum() or letter in "-'’" for letter in pair)


def forced_starts(job: Job, candidate: Candidate, turn: int = 0) -> Iterator[str]:
    """Yield beginnings for a fresh decoding: the candidate up to a place, then a rendering that it lacks.

    The places are where the term should stand, and the end: what a model drops, it mostly drops there. Another
    ``turn`` tries another rendering, in case one cannot be had.
    """
    places = candidate.verdict.places
    failing = [
        index for index in candidate.verdict.failing if places[index] is None
    ] or candidate.verdict.failing
    words = [found.start() for found in re.finditer(r"\S+", candidate.raw)]
    if not failing or not words:
        return
    constraint = job.constraints[failing[turn % len(failing)]]
    aligned = _aligned_place(job, candidate, constraint)
    near = aligned[0] if aligned else int(constraint.start / max(1, len(job.text)) * len(candidate.raw))
    place = min(words, key=lambda word: abs(word - near))
    # The word that follows comes along, or the decoder would go on with the term: CPAM becomes CPAMPA, 2030 203025.
    after = aligned[1] if aligned else place
    yield _capitalise(candidate.raw[:place] + constraint.rendering + _next_word(candidate.raw, after))
    stop = "." if constraint.rendering[-1:].isdigit() or constraint.rendering[-1:].isupper() else ""
    yield re.sub(r"[\s.,;:!?\"']+$", "", candidate.raw) + " " + constraint.rendering + stop


def _next_word(text: str, place: int) -> str:
    found = re.compile(r"\s*(\S+)").match(text, place)
    return f" {found[1]}" if found else ""


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
