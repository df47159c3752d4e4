"""A catalogue: the translated units of one document, their state and what is known of each. No I/O."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from passerelle.translate.constraint import Record
from passerelle.translate.document import BlockKind
from passerelle.translate.findings import Finding


class State(StrEnum):
    """Where an entry stands between machine and publication."""

    DRAFT = "draft"
    APPROVED = "approved"
    EDITED = "edited"
    NEEDS_WORK = "needs work"
    REJECTED = "rejected"

    @property
    def reviewed(self) -> bool:
        """Whether a person vouches for the text."""
        return self in (State.APPROVED, State.EDITED)


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer left: who, when (ISO date) and the remark."""

    reviewer: str = ""
    date: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person lets stand in this entry: the check's id and the reason."""

    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a document with its translation.

    ``block_id`` is the block's stable id. ``source`` and ``target`` hold numbered marks; ``target`` is empty where
    there is none. ``origin`` says where the text came from: ``machine``, ``memory 100 %``, ``memory 82 %``, a
    reviewer. ``key`` fingerprints all that the draft depends on (source, constraints, model): an equal key means that
    translating again would give the same draft. ``draft`` is the machine's text, kept when a reviewer changed it.
    ``previous_source`` is the French before it changed; ``previous_target`` the English that stood for it.
    """

    block_id: str
    kind: BlockKind
    source: str
    target: str = ""
    state: State = State.DRAFT
    line: int = 0
    section: str = ""
    origin: str = "machine"
    key: str = ""
    draft: str = ""
    previous_source: str = ""
    previous_target: str = ""
    review: Review = Review()
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    obsolete: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What a catalogue says of itself; ``glossary`` is the content hash of the termbase used."""

    document: str
    path: str = ""
    generator: str = ""
    glossary: str = ""
    model: str = ""
    created: datetime | None = None
    revised: datetime | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entries of one document in reading order, obsolete ones last."""

    header: Header
    entries: tuple[Entry, ...] = field(default=())

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries whose block still stands in the document."""
        return tuple(entry for entry in self.entries if not entry.obsolete)


def text_hash(text: str) -> str:
    """Return a short fingerprint of a text that survives a trip through Excel (line ends are normalised)."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:12]
