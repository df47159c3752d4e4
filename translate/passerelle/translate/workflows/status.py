"""How far the review of a catalogue is, and what keeps it from going out."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from passerelle.translate.catalog.confidence import Level, level_of, reading_minutes
from passerelle.translate.catalog.entry import State
from passerelle.translate.catalog.findings import Severity
from passerelle.translate.cms import Held, held_back
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.workflows.unapplied import unapplied_sheets


@dataclass(frozen=True, slots=True)
class Status:
    """How far the review of one catalogue is: living entries by state, errors that nobody waived, obsolete entries.

    ``held`` are the texts that ``publish`` would keep back, ``doubted`` the drafts of low confidence that nobody read yet,
    and ``minutes`` what reading all drafts takes. ``unapplied`` are sheets that were set aside and that nobody applied.
    """

    document: str
    path: Path
    states: dict[State, int]
    errors: int
    remarks: int
    obsolete: int
    held: tuple[Held, ...] = ()
    doubted: int = 0
    minutes: int = 0
    unapplied: tuple[Path, ...] = ()

    @property
    def total(self) -> int:
        """The number of living entries."""
        return sum(self.states.values())

    @property
    def reviewed(self) -> int:
        """The number of entries that a person vouches for."""
        return sum(count for state, count in self.states.items() if state.reviewed)


def review_status(path: Path) -> Status:
    """Return how far the review of a catalogue is.

    Raises:
        CatalogError, FileError: the catalogue cannot be read.
    """
    catalog = load_catalog(path)
    counts = Counter(entry.state for entry in catalog.current)
    errors = sum(
        finding.severity is Severity.ERROR and not finding.waiver
        for entry in catalog.current
        for finding in entry.findings
    )
    return Status(
        catalog.header.document,
        path,
        {state: counts[state] for state in State},
        errors,
        sum(bool(entry.review.remark) for entry in catalog.current),
        len(catalog.entries) - len(catalog.current),
        held_back(path, catalog),
        sum(not entry.state.touched and level_of(entry) is Level.LOW for entry in catalog.current),
        reading_minutes(catalog.current),
        unapplied_sheets(path, catalog),
    )
