"""Words that stand for a template's expression, code or a formula while a sentence is translated. Pure functions.

The expression itself is a mark, which no model sees; without a word in its place the sentence would have a hole, and nothing
would tell where the expression belongs in the English.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, Record, literal
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.conclude import Outcome
from passerelle.translate.text.markup import Span

WORDLIKE = frozenset({"code", "literal", "math", "placeholder", "template"})
"""Kinds of empty marks that take the place of a word."""

_NAMES = tuple(f"X{letter}" for letter in ascii_lowercase)
"""Measured: models carry these like the initials of a name, and keep the grammar around them."""


@dataclass(frozen=True, slots=True)
class Veiled:
    """A sentence as the ladder gets it: with a word in the place of each mark that stands for one.

    ``places`` are the words' offsets into ``job.text`` by the numbers of their marks; ``own`` is the sentence without them.
    """

    own: Job
    job: Job
    places: Mapping[int, tuple[int, int]]


def veil(job: Job, spans: Sequence[Span], wordlike: Collection[int]) -> Veiled:
    """Put a word where each empty mark of ``wordlike`` numbers stands; the places of ``spans`` are those of the sentence.

    >>> veil(Job("Le , la loi"), [Span(1, 3, 3, empty=True)], [1]).job.text
    'Le Xa, la loi'
    """
    wanted = [
        span for span in spans if span.empty and span.number in wordlike and _stands_free(job.text, span)
    ]
    names = (name for name in _NAMES if name not in job.text)
    text, position = "", 0
    places: dict[int, tuple[int, int]] = {}
    for span, name in zip(sorted(wanted, key=lambda span: (span.start, span.number)), names, strict=False):
        text += job.text[position : span.start]
        places[span.number] = (len(text), len(text) + len(name))
        text += name
        position = span.start
    if not places:
        return Veiled(job, job, places)
    text += job.text[position:]
    own = [literal(ConstraintKind.CODE, text, *place) for place in places.values()]
    moved = [_moved(constraint, places) for constraint in job.constraints]
    constraints = sorted([*moved, *own], key=lambda constraint: constraint.start)
    return Veiled(job, Job(text, tuple(constraints), job.american), places)


def unveil(outcome: Outcome, veiled: Veiled) -> Outcome:
    """Take the words out of the English again; where they stood are the places of their marks."""
    if not veiled.places:
        return outcome
    numbers = {place: number for number, place in veiled.places.items()}
    standing = [record for record in outcome.records if (record.start, record.end) in numbers]
    cuts = sorted(record.target_span for record in standing if record.target_span)
    marks = tuple(
        Span(numbers[record.start, record.end], place, place, empty=True)
        for record in standing
        if record.target_span
        for place in [_back(record.target_span[0], cuts)]
    )
    inserted = sorted(veiled.places.values())
    records = tuple(
        _record_back(record, inserted, cuts) for record in outcome.records if record not in standing
    )
    return replace(outcome, job=veiled.own, text=_without(outcome.text, cuts), records=records, marks=marks)


def _stands_free(text: str, span: Span) -> bool:
    """Whether a mark stands between blanks, stops and brackets, as a word does, not at the end of one, as a note's does."""
    before, after = text[: span.start][-1:], text[span.start :][:1]
    return not after.isalnum() and (not before or before.isspace() or before in "([{«“‘'’\"/–—-:")


def _moved(constraint: Constraint, places: Mapping[int, tuple[int, int]]) -> Constraint:
    shift = 0
    for start, end in sorted(places.values()):
        if start <= constraint.start + shift:
            shift += end - start
    return replace(constraint, start=constraint.start + shift, end=constraint.end + shift)


def _without(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return text


def _back(offset: int, cuts: Sequence[tuple[int, int]]) -> int:
    """Return an offset into a text as it is once ``cuts`` are taken out of it."""
    return offset - sum(min(end, offset) - start for start, end in cuts if start < offset)


def _record_back(
    record: Record, inserted: Sequence[tuple[int, int]], cuts: Sequence[tuple[int, int]]
) -> Record:
    target = record.target_span
    return replace(
        record,
        start=_back(record.start, inserted),
        end=_back(record.end, inserted),
        target_span=(_back(target[0], cuts), _back(target[1], cuts)) if target else None,
    )
