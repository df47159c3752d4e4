"""What the memory gives a new document: approved sentences to use again, and similar ones to show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from passerelle.translate.catalog.suggestion import Suggestion
from passerelle.translate.constraints.constraint import Constraint, Record, Stage, record_of
from passerelle.translate.constraints.satisfy import judge
from passerelle.translate.ladder.plan import Plan, sentence_key, spans_inside
from passerelle.translate.memory.learn import block_key
from passerelle.translate.memory.schema import Memory
from passerelle.translate.memory.store import find_exact, find_similar
from passerelle.translate.memory.unit import TranslationUnit, lookup_form
from passerelle.translate.text.markup import Span, unmark

IN_CONTEXT = 101
EXACT = 100
_SHOWN = 2  # suggestions a sentence
_LONGEST = 2000  # letters; longer texts are only looked up as they are


@dataclass(frozen=True, slots=True)
class Hit:
    """An approved English text to use again: plain, with the places of its marks, and the ledger.

    ``rate`` is `IN_CONTEXT` where the sentences around it are those of the approval, else `EXACT`. Marks bear today's
    numbers; where ``spans`` is None they stand otherwise in today's French and must be projected. The offsets of
    ``records`` are those of the sentence, or of the block for a whole one.
    """

    rate: int
    unit: TranslationUnit
    text: str
    spans: tuple[Span, ...] | None
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the memory knows of one block: its ``whole`` text, or a hit or None for each sentence; and what to show."""

    hits: tuple[Hit | None, ...]
    whole: Hit | None = None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def found(self) -> int:
        """How many sentences need no translation."""
        return len(self.hits) if self.whole else sum(hit is not None for hit in self.hits)

    @property
    def complete(self) -> bool:
        """Whether nothing of the block needs translation."""
        return bool(self.hits) and self.found == len(self.hits)

    @property
    def origin(self) -> str:
        """Say where the English comes from, as a catalogue does.

        >>> Recalled((None, None)).origin
        'machine'
        """
        if not self.found:
            return "machine"
        if not self.complete:
            return f"memory {self.found}/{len(self.hits)}"
        rates = [self.whole.rate] if self.whole else [hit.rate for hit in self.hits if hit]
        return f"memory {min(rates)} %"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A sentence, or a block of several, to be looked up. The offsets of its constraints are its own."""

    text: str
    spans: tuple[Span, ...]
    constraints: tuple[Constraint, ...]
    key: str
    previous: str
    following: str


def recall(memory: Memory, plans: Sequence[Plan], wanted: Sequence[bool]) -> list[Recalled]:
    """Look up the blocks of one document that are ``wanted``; the others are only their context."""
    texts = ["", *(segment.text for plan in plans for segment in plan.segments), ""]
    found = []
    position = 0
    for plan, asked in zip(plans, wanted, strict=True):
        around = texts[position : position + len(plan.segments) + 2]
        found.append(_recall_block(memory, plan, around) if asked else Recalled((None,) * len(plan.segments)))
        position += len(plan.segments)
    return found


def _recall_block(memory: Memory, plan: Plan, around: Sequence[str]) -> Recalled:
    """Look up a block, ``around`` being its sentences with the one before and the one after."""
    suggestions: list[Suggestion] = []
    if len(plan.segments) > 1:
        block = _wanted_block(plan, around)
        whole, others = _choose(memory, block)
        if whole:
            return Recalled((None,) * len(plan.segments), whole)
        suggestions += others
    hits = []
    for sentence in _wanted_sentences(plan, around):
        hit, others = _choose(memory, sentence)
        hits.append(hit)
        suggestions += others[:_SHOWN]
        if hit is None and len(sentence.text) <= _LONGEST:
            suggestions += _similar(memory, sentence, _SHOWN - len(others))
    return Recalled(tuple(hits), suggestions=tuple(dict.fromkeys(suggestions)))


def _wanted_block(plan: Plan, around: Sequence[str]) -> _Wanted:
    constraints = tuple(
        replace(constraint, start=constraint.start + segment.start, end=constraint.end + segment.start)
        for segment, demand in zip(plan.segments, plan.demands, strict=True)
        for constraint in demand.constraints
    )
    return _Wanted(plan.plain, plan.spans, constraints, block_key(plan.demands), around[0], around[-1])


def _wanted_sentences(plan: Plan, around: Sequence[str]) -> Iterator[_Wanted]:
    for index, (segment, demand) in enumerate(zip(plan.segments, plan.demands, strict=True)):
        yield _Wanted(
            segment.text,
            tuple(spans_inside(plan.spans, segment)),
            demand.constraints,
            sentence_key(demand),
            around[index],
            around[index + 2],
        )


def _choose(memory: Memory, wanted: _Wanted) -> tuple[Hit | None, list[Suggestion]]:
    """Return the unit to use, if there is one that the glossary of today allows, and the others to show."""
    units = find_exact(memory, lookup_form(wanted.text))
    usable = [unit for unit in units if _is_usable(unit, wanted)]
    best = max(usable, key=lambda unit: (_in_context(unit, wanted), unit.key == wanted.key), default=None)
    chosen = unmark(best.target)[0] if best else None
    others = {text: unit for unit in reversed(units) if (text := unmark(unit.target)[0]) != chosen}
    suggestions = [suggestion_of(EXACT, unit) for unit in reversed(others.values())]
    return _hit(best, wanted) if best else None, suggestions


def _is_usable(unit: TranslationUnit, wanted: _Wanted) -> bool:
    """Whether the glossary asks what it asked when the unit was approved, or the English meets what it asks today."""
    return unit.key == wanted.key or judge(unmark(unit.target)[0], wanted.constraints).complete


def _in_context(unit: TranslationUnit, wanted: _Wanted) -> bool:
    around = (unit.previous, wanted.previous), (unit.following, wanted.following)
    return all(lookup_form(then) == lookup_form(now) for then, now in around)


def _hit(unit: TranslationUnit, wanted: _Wanted) -> Hit:
    text, spans = unmark(unit.target)
    rate = IN_CONTEXT if _in_context(unit, wanted) else EXACT
    return Hit(
        rate, unit, text, _today(unit, spans, wanted.spans), remember_records(text, wanted.constraints)
    )


def _today(unit: TranslationUnit, spans: Sequence[Span], wanted: Sequence[Span]) -> tuple[Span, ...] | None:
    """Return the marks of the English with today's numbers, or None where the French is marked otherwise."""
    then = unmark(unit.source)[1]
    numbers = {old.number: new.number for old, new in zip(then, wanted, strict=False)}
    same = [(span.start, span.end, span.empty) for span in then] == [
        (span.start, span.end, span.empty) for span in wanted
    ]
    if not same or {span.number for span in spans} != set(numbers):
        return None
    return tuple(replace(span, number=numbers[span.number]) for span in spans)


def remember_records(text: str, constraints: Sequence[Constraint]) -> tuple[Record, ...]:
    """Return the ledger of an approved text: a person may have decided against the glossary."""
    verdict = judge(text, constraints)
    records = []
    for index, constraint in enumerate(constraints):
        stage = Stage.UNMET if index in verdict.failing else Stage.MEMORY
        place, reason = verdict.places[index], "the approved sentence says it otherwise"
        records.append(record_of(constraint, stage, place, reason=reason))
    return tuple(records)


def _similar(memory: Memory, wanted: _Wanted, limit: int) -> list[Suggestion]:
    if limit <= 0:
        return []
    found = find_similar(memory, lookup_form(wanted.text), limit=limit)
    return [suggestion_of(similar.rate, similar.unit) for similar in found]


def suggestion_of(rate: int, unit: TranslationUnit) -> Suggestion:
    """Return a unit as a reviewer is shown it."""
    where = ", ".join(filter(None, (unit.reviewer, unit.date, unit.document)))
    return Suggestion(rate, unmark(unit.source)[0], unmark(unit.target)[0], where)
