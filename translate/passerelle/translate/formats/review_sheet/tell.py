"""What the cells of a review sheet say of an entry, in the reviewer's language."""

from collections import Counter

from passerelle.translate.catalog.confidence import Level, level_of
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.constraints.constraint import ConstraintKind, Record
from passerelle.translate.formats.review_sheet.columns import LONGEST_CELL, cell_text
from passerelle.translate.formats.review_sheet.words import say, say_decision, say_kind
from passerelle.translate.review.row import Row

_ROOM = LONGEST_CELL - 200  # for the note that a text goes on
_SECTION = 36  # letters of the heading of a section or article, two lines in its narrow column


def tell_cells(row: Row, number: int, language: str) -> dict[str, str]:
    """Return the visible text of each column for one row, short enough for a cell."""
    entry = row.entry
    cells = {
        "number": str(number),
        "context": _tell_context(entry, language),
        "source": entry.source,
        "draft": entry.target,
        "revised": row.revised,
        "decision": "" if row.outcome else say_decision(entry.state, language),
        "comment": row.remark,
        "findings": _tell_findings(row, language),
        "terms": tell_records(entry, language),
        "origin": _tell_origin(entry.origin, language),
        "previous": _tell_previous(entry, language),
        "confidence": tell_confidence(level_of(entry), language),
    }
    cells = {key: _fit(cell_text(text), language) for key, text in cells.items()}
    if is_too_long(row):
        cells["revised"] = say("too long", language, count=len(row.revised))
    return cells


def is_too_long(row: Row) -> bool:
    """Whether the text to be revised is longer than a cell can hold."""
    return len(cell_text(row.revised)) > _ROOM


def _fit(text: str, language: str) -> str:
    if len(text) <= _ROOM:
        return text
    return f"{text[:_ROOM]} {say('goes on', language, count=len(text))}"


def _tell_context(entry: Entry, language: str) -> str:
    return "\n".join(filter(None, (say_kind(entry.kind, language), _cut(entry.article), _cut(entry.section))))


def _cut(heading: str) -> str:
    return heading if len(heading) <= _SECTION else f"{heading[: _SECTION - 1].rstrip()}…"


def _tell_origin(origin: str, language: str) -> str:
    first, _, rest = origin.partition(" ")
    return f"{say(first, language)} {rest}".strip() if first in ("machine", "memory", "reviewer") else origin


def tell_confidence(level: Level | None, language: str) -> str:
    """Return a level of confidence in words that sort from the lowest to the highest, nothing where none is known."""
    return say(f"confidence {level}", language) if level else ""


def _tell_previous(entry: Entry, language: str) -> str:
    """Return the English that stood here before, then what the memory offers, each with its rate."""
    offered = (f"{say('memory', language)} {each.rate} %: {each.target}" for each in entry.suggestions)
    return "\n".join(filter(None, (entry.previous_target, *offered)))


def _tell_findings(row: Row, language: str) -> str:
    reason = f"→ {say(row.outcome, language)}" if row.outcome else ""
    lines = (tell_finding(finding, language) for finding in row.entry.findings)
    return "\n".join(filter(None, (reason, *lines)))


def tell_finding(finding: Finding, language: str) -> str:
    """Return a finding in one line, beginning with its severity in words."""
    severity = say(str(finding.severity), language)
    if finding.waiver:
        severity = f"{say('waived', language)} ({finding.waiver})"
    return f"{severity} {finding.id}: {finding.message}"


def tell_records(entry: Entry, language: str) -> str:
    """Return the terms required and whatever else is unmet, the unmet first, one a line with how each was met."""
    shown = [record for record in entry.records if not record.met or record.kind is ConstraintKind.TERM]
    ordered = sorted(shown, key=lambda record: record.met)
    lines = Counter(_tell_record(record, entry.words_of(record), language) for record in ordered)
    return "\n".join(line if times == 1 else f"{line} × {times}" for line, times in lines.items())


def _tell_record(record: Record, english: str, language: str) -> str:
    words = say("met" if record.met else "unmet", language, source=record.source, rendering=english)
    how = say(f"stage {record.stage.value}", language) if record.met else record.reason
    return f"{words} ({how})" if how else words
