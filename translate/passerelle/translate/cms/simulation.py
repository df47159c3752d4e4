"""What a check of an import says: one row a string, with what the content system would do with it. No I/O."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What becomes of one string."""

    ACCEPTED = "accepted"
    CHANGED = "replaces a translation"
    UNCHANGED = "unchanged"
    EMPTY = "left as it is"
    MISSING = "not in the file"
    DRAFT = "arrives as a draft"
    DRAFT_LIVE = "draft goes live"
    DROPPED = "dropped"
    CREATED = "created as a new string"
    DELETED = "deletes a translation"
    BROKEN = "stored but not shown"
    LINK_LOST = "loses a link or tag"

    @property
    def harmful(self) -> bool:
        """Whether something would be lost, or go live that nobody reviewed."""
        return self in _HARMFUL


_HARMFUL = frozenset(list(Verdict)[list(Verdict).index(Verdict.DRAFT_LIVE) :])


@dataclass(frozen=True, slots=True)
class Row:
    """One string and its fate; ``line`` is its place in the file, or in the export where the file lacks it."""

    verdict: Verdict
    context: str
    source: str
    target: str
    line: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole file's fate. ``refused`` says why the system takes nothing of it, or is empty."""

    profile: str
    rows: tuple[Row, ...]
    refused: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def harmful(self) -> bool:
        """Whether the import should not be done."""
        return bool(self.refused) or any(row.verdict.harmful for row in self.rows)

    @property
    def counts(self) -> dict[Verdict, int]:
        """The number of rows by verdict."""
        return {verdict: sum(row.verdict is verdict for row in self.rows) for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A string as an importing system reads it from the file or knows it from its export."""

    source: str
    context: str
    target: str
    draft: bool
    line: int
    obsolete: bool = False
    flags: tuple[str, ...] = ()
    plural: str | None = None
    targets: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells strings apart."""
        return self.source, self.context

    def row(self, verdict: Verdict, reason: str = "") -> Row:
        """Return the row of this string."""
        return Row(verdict, self.context, self.source, self.target, self.line, reason)


def arrival(string: Incoming, own: Incoming, draft: Verdict, why: str, *, replaced: str = "") -> Row:
    """Return the row of a string that nothing is wrong with; ``draft`` and ``why`` tell what becomes of an unreviewed one."""
    same = (string.target, string.targets) == (own.target, own.targets)
    if same and (string.draft == own.draft or draft.harmful):
        return string.row(Verdict.UNCHANGED)
    if string.draft:
        return string.row(draft, why)
    return string.row(Verdict.CHANGED, replaced) if own.target else string.row(Verdict.ACCEPTED)


def missing_rows(known: Iterable[Incoming], incoming: Iterable[Incoming], reason: str) -> list[Row]:
    """Return a row for each string of the export that the file lacks."""
    there = {string.key for string in incoming}
    return [
        string.row(Verdict.MISSING, reason)
        for string in known
        if string.key not in there and not string.obsolete
    ]


def refused_rows(incoming: Iterable[Incoming], reason: str) -> list[Row]:
    """Return the rows of a file that is refused as a whole."""
    return [string.row(Verdict.DROPPED, reason) for string in incoming if string.target]
