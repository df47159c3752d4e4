"""What a change of the glossary touches, before anyone translates again. No I/O."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from passerelle.glossary.match import matcher_of
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.checks.demand import demand_records, look_up
from passerelle.translate.checks.pair import Context, plain_text
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.constraints.require import Demands, Sentence, demand_all, read_aloud
from passerelle.translate.constraints.satisfy import judge

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term of a text of which another English is asked than before; ``before`` or ``after`` is empty where none was, or is."""

    source: str
    concept: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return the change as a table tells it."""
        return f"{self.source}: {self.before or '–'} → {self.after or '–'}"


@dataclass(frozen=True, slots=True)
class Touched:
    """An entry of a catalogue of which something else is asked; ``met`` tells whether its English obeys the new glossary."""

    entry: Entry
    changes: tuple[TermChange, ...]
    met: bool


def touched_entries(catalog: Catalog, before: Context | None, after: Context) -> tuple[Touched, ...]:
    """Return the living entries that the glossary asks something else of, in the order of the document.

    ``before`` is the earlier glossary; without it, the ledger says what was asked when the text was translated.
    """
    entries = catalog.current
    today = look_up(entries, after)
    then = (
        [_terms_of(demands) for demands in look_up(entries, before)]
        if before
        else [_terms_of_ledger(entry, after.termbase) for entry in entries]
    )
    touched = []
    for entry, old, demands in zip(entries, then, today, strict=True):
        changes = tuple(_changes(old, _terms_of(demands)))
        if changes:
            touched.append(Touched(entry, changes, _is_met(entry.target, demands)))
    return tuple(touched)


def touched_sentence(
    source: str, target: str, before: Termbase, after: Termbase, *, american: bool = False
) -> tuple[tuple[TermChange, ...], bool]:
    """Return the changes in what is asked of a sentence by itself, and whether ``target`` obeys the new glossary."""
    old, new = (
        _demand_alone(plain_text(source), termbase, american=american) for termbase in (before, after)
    )
    return tuple(_changes(_terms_of(old), _terms_of(new))), _is_met(target, new)


def _demand_alone(text: str, termbase: Termbase, *, american: bool) -> Demands:
    matcher = matcher_of(termbase)
    (spoken,) = read_aloud([text], matcher)
    return demand_all([Sentence(spoken)], matcher, american=american)[0]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked at one place: equal where a translation is asked for the same."""

    source: str
    concept: str
    rendering: str
    accepted: frozenset[str]
    forbidden: frozenset[str]


def _asked(constraint: Constraint) -> _Asked:
    accepted, forbidden = frozenset(constraint.accepted), frozenset(constraint.forbidden)
    return _Asked(constraint.source, constraint.concept, constraint.rendering, accepted, forbidden)


def _terms_of(demands: Demands) -> dict[Place, _Asked]:
    return {
        (term.start, term.end): _asked(term)
        for term in demands.constraints
        if term.kind is ConstraintKind.TERM and term.rendering
    }


def _terms_of_ledger(entry: Entry, termbase: Termbase) -> dict[Place, _Asked]:
    """Return what a ledger tells: the renderings alone, the forms that go with them being those of today."""
    return {
        (record.start, record.end): _asked(constraint)
        for record, constraint in zip(
            entry.records, demand_records(entry.records, termbase).constraints, strict=True
        )
        if record.kind is ConstraintKind.TERM
    }


def _changes(before: Mapping[Place, _Asked], after: Mapping[Place, _Asked]) -> Iterator[TermChange]:
    for place in sorted(before.keys() | after.keys()):
        old, new = before.get(place), after.get(place)
        if old != new:
            known = new or old
            assert known is not None
            yield TermChange(
                known.source, known.concept, old.rendering if old else "", new.rendering if new else ""
            )


def _is_met(target: str, demands: Demands) -> bool:
    terms = [term for term in demands.constraints if term.kind is ConstraintKind.TERM]
    return judge(plain_text(target), terms).complete
