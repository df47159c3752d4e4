"""The documents of a report gathered entry by entry: figures of all of them, and as many entries as there is room for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from passerelle.translate.catalog.entry import Entry, Header, State
from passerelle.translate.catalog.findings import Severity
from passerelle.translate.constraints.constraint import ConstraintKind, Stage

ROOM = 5_000
"""Entries beyond which only those with errors or warnings are shown."""

MOST = 50_000
"""Entries with errors or warnings that are shown: all that a computer holds without effort, and anyone reads."""


@dataclass(slots=True)
class Tally:
    """Figures of one document: entries, their findings, and their ledger without that of rejected ones."""

    texts: int = 0
    reviewed: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    terms: Counter[Stage] = field(default_factory=Counter)
    met: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)

    def count(self, entry: Entry) -> None:
        """Add an entry; ``met`` counts records by whether they are terms and whether they are met."""
        self.texts += 1
        self.reviewed += entry.state.reviewed
        self.origins[entry.origin] += 1
        for finding in entry.findings:
            self.marks["waived" if finding.waiver else str(finding.severity)] += 1
            self.findings[finding.id] += not finding.waiver
        for record in entry.records if entry.state is not State.REJECTED else ():
            is_term = record.kind is ConstraintKind.TERM
            self.met[is_term, record.met] += 1
            self.terms[record.stage] += is_term


@dataclass(slots=True)
class Document:
    """A catalogue as checked: its header, its figures, and the entries to be shown with their place among the living ones."""

    header: Header
    tally: Tally = field(default_factory=Tally)
    shown: list[tuple[int, Entry]] = field(default_factory=list)


class Gathering:
    """The documents of one report; memory grows with what is shown, not with what there is."""

    def __init__(self, room: int | None = ROOM, most: int = MOST) -> None:
        """Gather documents of which ``room`` entries are shown, of more at ``most`` those with errors or warnings; all where it is None."""
        self.documents: list[Document] = []
        self._room = room
        self._most = most
        self._total = 0
        self._shown = 0

    @property
    def total(self) -> int:
        """The number of entries, shown or not."""
        return self._total

    @property
    def shown(self) -> int:
        """The number of entries that are shown."""
        return self._shown

    def add(self, header: Header, entries: Iterable[Entry]) -> None:
        """Add a document; its entries are the living ones with their findings."""
        document = Document(header)
        self.documents.append(document)
        for place, entry in enumerate(entries):
            document.tally.count(entry)
            self._total += 1
            if self._total - 1 == self._room:
                self._thin_out()
            if self._has_room_for(entry):
                document.shown.append((place, entry))
                self._shown += 1

    def _has_room_for(self, entry: Entry) -> bool:
        if self._room is None or self._total <= self._room:
            return True
        return self._shown < self._most and _is_flagged(entry)

    def _thin_out(self) -> None:
        for document in self.documents:
            document.shown = [(place, entry) for place, entry in document.shown if _is_flagged(entry)]
        self._shown = sum(len(document.shown) for document in self.documents)


def _is_flagged(entry: Entry) -> bool:
    return any(not finding.waiver and finding.severity is not Severity.INFO for finding in entry.findings)
