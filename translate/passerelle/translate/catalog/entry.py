"""A catalogue: the translated units of one document, their state and what is known of each. No I/O."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.termbase import GlossaryFile
from passerelle.translate.catalog.findings import Finding, Severity, Waiver, waive_findings
from passerelle.translate.catalog.suggestion import Suggestion
from passerelle.translate.constraints.constraint import Record
from passerelle.translate.text.document import BlockKind, Left
from passerelle.translate.text.markup import unmark


class CatalogError(PasserelleError):
    """A catalogue cannot be read, or holds what no catalogue can hold."""


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

    @property
    def touched(self) -> bool:
        """Whether a person decided anything: such an entry is never translated again behind their back."""
        return self is not State.DRAFT


REVIEWER = "reviewer"
"""The origin of an English text that a person wrote or changed."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer left: who, when (ISO date) and the remark."""

    reviewer: str = ""
    date: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a document with its translation.

    ``block_id`` is the block's stable id. ``source`` and ``target`` hold numbered marks; ``target`` is empty where
    there is none. ``origin`` says where the text came from: ``machine``, ``memory 100 %``, ``memory 82 %``, a
    reviewer. ``key`` fingerprints all that the draft depends on (source, constraints, model): an equal key means that
    translating again would give the same draft. ``draft`` is the machine's text, kept when a reviewer changed it.
    ``previous_source`` is the French before it changed; ``previous_target`` the English that stood for it.
    ``model`` is the package that made the draft, empty where none did.
    ``article`` is the one of several in a file that the block belongs to. ``notes`` are a person's remarks outside the review, ``comments`` and ``flags`` another tool's; they are kept as
    they are. ``suggestions`` are what the memory offers beside the draft; ``confidence``
    (0–100) says how far the draft can be trusted. A reviewed entry has a target; a rejected one has none.
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
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    confidence: int | None = None
    article: str = ""
    model: str = ""

    @property
    def by_machine(self) -> bool:
        """Whether a model wrote the English, some of its sentences, or what a person changed."""
        return bool(self.draft) or self.origin.startswith("machine") or "/" in self.origin

    @property
    def open_errors(self) -> tuple[str, ...]:
        """The checks that the entry breaks and nobody waived, each once."""
        told = waive_findings(self.findings, self.waivers)
        broken = (each.id for each in told if each.severity is Severity.ERROR and not each.waiver)
        return tuple(dict.fromkeys(broken))

    def words_of(self, record: Record) -> str:
        """Return the English that meets a demand, as it stands in the text; what was asked for where it is not met."""
        words = unmark(self.target)[0][slice(*record.target_span)] if record.target_span else ""
        return words or record.rendering

    @property
    def by_person(self) -> bool:
        """Whether a person wrote or changed the English: a reviewer, or whoever filled a content system."""
        made = not self.origin or self.origin.startswith(("machine", "memory"))
        return not made or self.state is State.EDITED


@dataclass(frozen=True, slots=True)
class Header:
    """What a catalogue says of itself; ``glossary`` is the content hash of the termbase used, ``glossaries`` are its files.

    ``model`` is the name, version and digest of the package that translates what has to be.

    ``extra`` are header fields that another tool added; ``notes`` the comment lines at the top of the file. ``left`` are the
    texts of the document that stay French. ``fields`` are the fields of its front matter that were asked for.
    """

    document: str
    path: str = ""
    generator: str = ""
    glossary: str = ""
    model: str = ""
    created: datetime | None = None
    revised: datetime | None = None
    extra: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    notes: tuple[str, ...] = ()
    glossaries: tuple[GlossaryFile, ...] = ()
    left: tuple[Left, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entries of one document in reading order, obsolete ones last."""

    header: Header
    entries: tuple[Entry, ...] = field(default=())

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries whose block still stands in the document."""
        return tuple(entry for entry in self.entries if not entry.obsolete)


_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Neither gettext nor XML holds these; noncharacters and lone surrogates cannot be encoded either.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    r"""Return ``text`` as PO files and workbooks can hold it: LF line ends, no control characters but the tab.

    >>> clean_text("un\r\ndeux\x07")
    'un\ndeux'
    """
    if text.isprintable():
        return text
    return _UNSPEAKABLE.sub("", _LINE_ENDS.sub("\n", text))


def text_hash(text: str) -> str:
    """Return a short fingerprint of a text that survives a trip through Excel (line ends are normalised)."""
    return hashlib.sha256(clean_text(text).strip().encode()).hexdigest()[:12]
