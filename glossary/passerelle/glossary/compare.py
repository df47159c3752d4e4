"""What became of a termbase: concepts added, changed, deprecated, removed. No I/O."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.tsv import HEADERS, format_concept
from passerelle.glossary.termbase import Termbase, concept_key


class Kind(StrEnum):
    """What became of a concept; the values sort as they are told."""

    ADDED = "added"
    CHANGED = "changed"
    DEPRECATED = "deprecated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A column of a concept with what stood in it and what stands there now."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one concept: ``before`` or ``after`` is None where it was not, or is no more.

    ``binding`` tells whether a translation is asked for anything else; a new note asks for nothing.
    """

    kind: Kind
    before: Concept | None
    after: Concept | None
    cells: tuple[CellChange, ...] = ()

    @property
    def concept(self) -> Concept:
        """The concept as it is, or was last."""
        concept = self.after or self.before
        assert concept is not None
        return concept

    @property
    def binding(self) -> bool:
        """Whether translations are touched."""
        if self.before is None or self.after is None:
            return self.concept.binding
        return concept_key(self.before) != concept_key(self.after)


def compare_termbases(before: Termbase, after: Termbase) -> tuple[Change, ...]:
    """Return what became of each concept, by its id, in the order of the kinds and then of ``after``."""
    changes = [
        *_of_today(before, after),
        *(Change(Kind.REMOVED, old, None) for old in before.concepts if old.id not in after.by_id),
    ]
    order = list(Kind)
    return tuple(sorted(changes, key=lambda change: order.index(change.kind)))


def _of_today(before: Termbase, after: Termbase) -> Iterator[Change]:
    for new in after.concepts:
        old = before.by_id.get(new.id)
        if old is None:
            yield Change(Kind.ADDED, None, new)
        elif cells := tuple(_cells(old, new)):
            ended = old.binding and not new.binding
            yield Change(Kind.DEPRECATED if ended else Kind.CHANGED, old, new, cells)


def _cells(old: Concept, new: Concept) -> Iterator[CellChange]:
    for column, before, after in zip(HEADERS, format_concept(old), format_concept(new), strict=True):
        if before != after:
            yield CellChange(column, before, after)
