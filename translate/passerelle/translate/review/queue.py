"""Which texts wait for a reviewer, in which order, and how far the work is. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from passerelle.translate.catalog.confidence import Level, level_of
from passerelle.translate.catalog.entry import Entry, State
from passerelle.translate.catalog.findings import Finding, Severity, waive_findings


class Show(StrEnum):
    """A choice of texts: those that nobody decided yet, those with open findings, drafts of low confidence, all."""

    TODO = "todo"
    FINDINGS = "findings"
    LOW = "low"
    ALL = "all"


def open_findings(entry: Entry) -> tuple[Finding, ...]:
    """Return the errors and warnings of an entry that nobody waived; what is rejected has none."""
    if entry.state is State.REJECTED:
        return ()
    told = waive_findings(entry.findings, entry.waivers)
    return tuple(each for each in told if each.severity is not Severity.INFO and not each.waiver)


def is_open(entry: Entry) -> bool:
    """Whether someone has to decide yet."""
    return entry.state in (State.DRAFT, State.NEEDS_WORK)


def is_shown(entry: Entry, show: Show) -> bool:
    """Whether an entry is among those of a choice."""
    match show:
        case Show.TODO:
            return is_open(entry)
        case Show.FINDINGS:
            return bool(open_findings(entry))
        case Show.LOW:
            return not entry.state.touched and level_of(entry) is Level.LOW
        case Show.ALL:
            return True


def find_next(entries: Sequence[Entry], place: int, show: Show) -> int | None:
    """Return the place of the next entry of a choice, from the beginning again at the end; None where there is no other.

    >>> from passerelle.translate.text.document import BlockKind
    >>> done = Entry("a", BlockKind.PARAGRAPH, "Un", "One", state=State.APPROVED)
    >>> find_next([Entry("b", BlockKind.PARAGRAPH, "Deux", "Two"), done], 1, Show.TODO)
    0
    """
    order = [*range(place + 1, len(entries)), *range(place)]
    return next((each for each in order if is_shown(entries[each], show)), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many texts there are, how many people vouch for, rejected, or put back, and how many have open findings."""

    total: int = 0
    reviewed: int = 0
    rejected: int = 0
    unfinished: int = 0
    with_findings: int = 0
    low: int = 0

    @property
    def decided(self) -> int:
        """The texts on which nobody has to decide any more."""
        return self.reviewed + self.rejected

    @property
    def open(self) -> int:
        """The texts that someone has to decide on yet."""
        return self.total - self.decided


def progress_of(entries: Sequence[Entry]) -> Progress:
    """Return how far the review of a catalogue's living entries is."""
    return Progress(
        total=len(entries),
        reviewed=sum(entry.state.reviewed for entry in entries),
        rejected=sum(entry.state is State.REJECTED for entry in entries),
        unfinished=sum(entry.state is State.NEEDS_WORK for entry in entries),
        with_findings=sum(bool(open_findings(entry)) for entry in entries),
        low=sum(is_shown(entry, Show.LOW) for entry in entries),
    )
