"""What the page shows, taken from entries: pieces of text, notes, figures of each document. No HTML."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.confidence import level_of
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.checks import RULES
from passerelle.translate.checks.pair import plain_text
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.review_sheet import FIRST_ROW
from passerelle.translate.report.charts import Bar
from passerelle.translate.report.gather import Document
from passerelle.translate.report.highlight import Piece, Place, cut_pieces
from passerelle.translate.report.pages import Page
from passerelle.translate.report.words import say, say_origin, say_rule


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the ledger as the page tells it; ``rendering`` is what stands in the English, or what should."""

    key: str
    source: str
    rendering: str
    how: str
    definition: str
    met: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the page tells it; ``mark`` is its severity, or ``waived``."""

    key: str
    check: str
    title: str
    mark: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Row:
    """One entry on the page; ``number`` is its row in the review sheet."""

    number: int
    entry: Entry
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    notes: tuple[Note, ...]
    findings: tuple[Told, ...]
    origin: str

    @property
    def worst(self) -> str:
        """The gravest mark among the findings, for the filter; empty where there are none but notes."""
        marks = [told.mark for told in self.findings]
        return next((mark for mark in ("error", "warning") if mark in marks), "")

    @property
    def confidence(self) -> str:
        """The level of the draft's confidence, empty where none is known."""
        return str(level_of(self.entry) or "")


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one document."""

    texts: int
    reviewed: int
    terms: int
    terms_met: int
    literals: int
    literals_met: int
    errors: int
    warnings: int
    waived: int


@dataclass(frozen=True, slots=True)
class Span:
    """From which to which text a page goes, each as the number and name of its document and its row, and what is found there."""

    first: tuple[int, str, int]
    last: tuple[int, str, int]
    texts: int
    errors: int
    warnings: int


def span_of(page: Page) -> Span:
    """Return what a page holds; a document of which no text is shown begins with row 0."""
    texts = [
        (part.number, part.document.header.document, row)
        for part in page.parts
        for row in [first_row(part.document) + place for place, _ in part.document.shown] or [0]
    ]
    marks = Counter(
        finding.severity for entry in page.entries for finding in entry.findings if not finding.waiver
    )
    return Span(texts[0], texts[-1], len(page.entries), marks[Severity.ERROR], marks[Severity.WARNING])


def first_row(document: Document) -> int:
    """Return the number of a document's first text: its row in the review sheet, where the document has one."""
    return FIRST_ROW if document.header.generator else 1


def rows_of(document: Document, termbase: Termbase, language: str) -> Iterator[Row]:
    """Yield the entries of a document as the page shows them."""
    first = first_row(document)
    for place, entry in document.shown:
        records = tuple(entry.records)
        told = tuple(_tell(finding, index, language) for index, finding in enumerate(entry.findings))
        yield Row(
            first + place,
            entry,
            tuple(cut_pieces(plain_text(entry.source), places_of(records, told, source=True))),
            tuple(cut_pieces(plain_text(entry.target), places_of(records, told, source=False))),
            tuple(_note(entry, index, termbase, language) for index in range(len(records))),
            told,
            say_origin(entry.origin, language),
        )


def _tell(finding: Finding, index: int, language: str) -> Told:
    title = RULES[finding.id].title(language) if finding.id in RULES else finding.id
    mark = "waived" if finding.waiver else str(finding.severity)
    return Told(f"f{index}", finding.id, title, mark, finding)


def places_of(records: Sequence[Record], told: Sequence[Told], *, source: bool) -> Iterator[Place]:
    """Yield what is highlighted in the plain French, or in the plain English: demands, errors and warnings."""
    for index, record in enumerate(records):
        span = (record.start, record.end) if source else record.target_span
        if span is not None:
            yield Place(*span, _look(record), f"k{index}")
    for each in told:
        span = each.finding.source_span if source else each.finding.target_span
        if span is not None and each.mark in ("error", "warning"):
            yield Place(*span, each.mark, each.key)


_LOOKS = {ConstraintKind.TERM: "term", ConstraintKind.NUMBER: "number"}


def _look(record: Record) -> str:
    return _LOOKS.get(record.kind, "name") if record.met else "unmet"


def _note(entry: Entry, index: int, termbase: Termbase, language: str) -> Note:
    record = entry.records[index]
    concept = termbase.by_id.get(record.concept)
    how = [say(str(record.kind), language), say_rule(record.rule, language), _stage(record, language)]
    return Note(
        f"k{index}",
        record.source,
        entry.words_of(record),
        " · ".join(filter(None, how)),
        concept.definition if concept else "",
        record.met,
    )


def _stage(record: Record, language: str) -> str:
    words = say(f"stage {record.stage.name}", language)
    return f"{words}: {record.reason}" if record.reason and not record.met else words


def score_of(document: Document) -> Score:
    """Return what the scorecard of a document tells."""
    tally = document.tally
    met, unmet = ([tally.met[is_term, own] for is_term in (True, False)] for own in (True, False))
    return Score(
        tally.texts,
        tally.reviewed,
        met[0] + unmet[0],
        met[0],
        met[1] + unmet[1],
        met[1],
        tally.marks["error"],
        tally.marks["warning"],
        tally.marks["waived"],
    )


_STAGE_LOOKS = {Stage.UNMET: "error", Stage.MEMORY: "memory", Stage.REVIEWER: "origin"}


def stage_bars(documents: Iterable[Document], language: str) -> list[Bar]:
    """Return how many terms each stage of the ladder met."""
    counts = sum((document.tally.terms for document in documents), Counter[Stage]())
    return [
        Bar(say(f"stage {stage.name}", language), counts[stage], _STAGE_LOOKS.get(stage, "term"))
        for stage in Stage
        if counts[stage]
    ]


def finding_bars(documents: Iterable[Document], language: str) -> list[Bar]:
    """Return how many findings of each kind nobody waived, errors first; notes are left out."""
    counts = sum((document.tally.findings for document in documents), Counter[str]())
    return [
        Bar(rule.title(language), counts[rule.id], str(rule.severity))
        for rule in sorted(
            RULES.values(), key=lambda rule: (list(Severity).index(rule.severity), -counts[rule.id])
        )
        if counts[rule.id] and rule.severity is not Severity.INFO
    ]


def origin_bars(documents: Iterable[Document], language: str) -> list[Bar]:
    """Return how many texts came from where."""
    counts: Counter[str] = Counter()
    for document in documents:
        for origin, count in document.tally.origins.items():
            counts[say_origin(origin, language)] += count
    return [Bar(name, count, "origin") for name, count in counts.most_common()]
