"""A row of a review sheet: as it was exported, as it came back, and what may become of it. No I/O."""

from dataclasses import dataclass
from enum import StrEnum

from passerelle.translate.catalog.entry import Catalog, Entry, State, text_hash


class Outcome(StrEnum):
    """What became of one row of a sheet; the second half are rows that need a person."""

    UNTOUCHED = "untouched"
    APPROVED = "approved"
    EDITED = "edited"
    NEEDS_WORK = "needs work"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    COMMENTED = "commented"
    ALREADY = "already applied"
    CLEARED = "cleared"
    STALE = "stale"
    CONFLICT = "conflict"
    CONTRADICTION = "contradiction"
    UNREADABLE = "unreadable"
    DUPLICATED = "duplicated"
    LOCKED = "locked cell edited"
    MISSING = "missing"
    GONE = "gone"
    UNKNOWN = "unknown id"

    @property
    def applied(self) -> bool:
        """Whether the catalogue now holds all that the row says."""
        return self in _APPLIED


_APPLIED = frozenset(list(Outcome)[: list(Outcome).index(Outcome.CLEARED)])


@dataclass(frozen=True, slots=True)
class Base:
    """What the catalogue held when the sheet was exported: hashes of French, English and remark, and the state.

    ``revised`` is the hash of what stood in the reviewer's column: in a conflict sheet not the draft, and where a text
    was ``cut``, being too long for a cell, no translation at all. ``decided`` says whether the state stood in the decision
    column, which a conflict sheet leaves empty.
    """

    source: str
    target: str
    revised: str
    remark: str
    state: State
    cut: bool = False
    decided: bool = True

    @property
    def decision(self) -> State | None:
        """Return the decision that the sheet showed."""
        return self.state if self.decided and self.state.touched else None


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as a sheet shows it; ``revised`` and ``remark`` are what stands in the reviewer's columns.

    ``outcome`` tells, in a conflict sheet, why the reviewer's text was not applied.
    """

    entry: Entry
    revised: str
    remark: str
    outcome: Outcome | None = None

    @property
    def base(self) -> Base:
        """Return what this row's sheet will be compared with when it comes back."""
        return Base(
            text_hash(self.entry.source),
            text_hash(self.entry.target),
            text_hash(self.revised),
            text_hash(self.remark),
            self.entry.state,
            decided=self.outcome is None,
        )


def rows_of(catalog: Catalog) -> tuple[Row, ...]:
    """Return the rows of a first export: every living entry with its own text to be revised."""
    return tuple(Row(entry, entry.target, entry.review.remark) for entry in catalog.current)


@dataclass(frozen=True, slots=True)
class Returned:
    """One row of a sheet that came back.

    ``decision`` is the state chosen, None where the cell is empty. ``problem`` says why a cell cannot be read as text
    or as a decision; ``locked`` are texts found where a reviewer cannot write: in locked cells or foreign columns.
    ``comment`` is None where the sheet lost that column.
    """

    number: int
    block_id: str
    base: Base | None
    revised: str = ""
    decision: State | None = None
    comment: str | None = ""
    problem: str = ""
    locked: tuple[str, ...] = ()

    @property
    def text_changed(self) -> bool:
        """Whether the reviewer wrote in the revised column."""
        return self.base is None or text_hash(self.revised) != self.base.revised

    @property
    def comment_changed(self) -> bool:
        """Whether the reviewer wrote in the comment column."""
        if self.comment is None:
            return False
        return self.base is None or text_hash(self.comment) != self.base.remark

    @property
    def decision_changed(self) -> bool:
        """Whether the decision is another than the one exported."""
        return self.base is None or self.decision is not self.base.decision

    @property
    def touched(self) -> bool:
        """Whether the reviewer left anything in this row."""
        return bool(self.problem) or self.text_changed or self.comment_changed or self.decision_changed
