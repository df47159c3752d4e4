"""What a PO comment says of an entry, one fact a line: written so that a person can read it, read back without loss.

Each fact has a name, a function that yields its values from an entry, and the inverse that puts a value back. A line that is
no fact of ours, or no longer reads as one, is left to its author.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from passerelle.translate.catalog.entry import Entry, Review, State
from passerelle.translate.catalog.findings import Finding, Severity, Waiver
from passerelle.translate.catalog.suggestion import Suggestion
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.text.document import BlockKind


@dataclass(frozen=True, slots=True)
class Fact:
    """One kind of comment line on an attribute of entries: ``values`` and ``add`` are inverse.

    ``add`` returns the attribute once a line was added to it.
    """

    attribute: str
    values: Callable[[Entry], Iterable[str]]
    add: Callable[[Any, str], Any]


def format_facts(entry: Entry, facts: Mapping[str, Fact]) -> list[str]:
    """Return the lines that tell ``facts`` of ``entry``.

    >>> format_facts(Entry("title-1", BlockKind.TITLE, "Bonjour", key="9f"), MACHINE)
    ['kind: title', 'origin: machine', 'key: 9f']
    """
    return [f"{name}: {value}" for name, fact in facts.items() for value in fact.values(entry)]


def parse_facts(
    entry: Entry, lines: Iterable[str], facts: Mapping[str, Fact]
) -> tuple[Entry, tuple[str, ...]]:
    """Return ``entry`` with what ``lines`` say of it, and the lines that are not ours."""
    said: dict[str, Any] = {}
    foreign = []
    for line in lines:
        name, colon, value = line.partition(": ")
        fact = facts.get(name) if colon else None
        if fact is None:
            foreign.append(line)
            continue
        before = said[fact.attribute] if fact.attribute in said else getattr(entry, fact.attribute)
        try:
            said[fact.attribute] = fact.add(before, value)
        except (KeyError, ValueError, IndexError, TypeError):
            foreign.append(line)
    return replace(entry, **said) if said else entry, tuple(foreign)


_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def _quoted(text: str) -> str:
    """Return ``text`` in double quotes, as JSON, in one line whatever it holds."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _plain(text: str) -> str:
    """Return ``text`` as it is where a line can hold it, else quoted; `_unplain` is the inverse."""
    safe = text and text == text.strip() and not text.startswith('"') and not _UNSAFE.search(text)
    return text if safe else _quoted(text)


def _unplain(value: str) -> str:
    return str(json.loads(value)) if value.startswith('"') else value


def _atom(text: str) -> str:
    return text if re.fullmatch(r'[^\s"=\\]+', text) and not _UNSAFE.search(text) else _quoted(text)


_TOKEN = re.compile(r'(?:(\w+)=)?("(?:[^"\\]|\\.)*"|[^\s"]+)(?:\s+|$)')


def _tokens(value: str) -> tuple[list[str], dict[str, str]]:
    """Return the values that stand alone and those that have a name; ValueError when the text is no such list."""
    alone: list[str] = []
    named: dict[str, str] = {}
    position = 0
    while position < len(value):
        found = _TOKEN.match(value, position)
        if found is None:
            raise ValueError(value)
        if found[1]:
            named[found[1]] = _unplain(found[2])
        else:
            alone.append(_unplain(found[2]))
        position = found.end()
    return alone, named


def _named(**values: str | tuple[int, int] | float | None) -> str:
    """Return ``name=value`` for each value that is there."""
    parts = []
    for name, value in values.items():
        if isinstance(value, tuple):
            parts.append(f"{name}={value[0]}-{value[1]}")
        elif isinstance(value, str) and value:
            parts.append(f"{name}={_atom(value)}")
        elif isinstance(value, float):
            parts.append(f"{name}={value!r}")
    return " ".join(parts)


def _span(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    start, end = text.split("-")
    return int(start), int(end)


def _text_fact(name: str) -> Fact:
    """Return the fact that is one text field of an entry."""

    def values(entry: Entry) -> Iterator[str]:
        if text := getattr(entry, name):
            yield _plain(text)

    return Fact(name, values, lambda _, value: _unplain(value))


def _review_fact(name: str) -> Fact:
    """Return the fact that is one field of an entry's review."""

    def values(entry: Entry) -> Iterator[str]:
        if text := getattr(entry.review, name):
            yield _plain(text)

    def add(review: Review, value: str) -> Review:
        return replace(review, **{name: _unplain(value)})

    return Fact("review", values, add)


def format_record(record: Record) -> str:
    """Return a ledger record in one line; `parse_record` is the inverse.

    >>> format_record(Record(ConstraintKind.TERM, "rse", "RSE", 3, 6, "preferred", "CSR", Stage.PLAIN, (0, 3), -0.5))
    'term "RSE" → "CSR" stage=plain rule=preferred concept=rse fr=3-6 en=0-3 score=-0.5'
    """
    attributes = _named(
        stage=record.stage.name.lower(),
        rule=record.rule,
        concept=record.concept,
        fr=(record.start, record.end),
        en=record.target_span,
        score=record.score if record.score is None else float(record.score),
        reason=record.reason,
    )
    return f"{record.kind} {_quoted(record.source)} → {_quoted(record.rendering)} {attributes}"


# Catalogues of older versions name a rung that signs replaced.
_FORMER_STAGES = {"annotated": "signs"}


def parse_record(value: str) -> Record:
    """Read what `format_record` wrote; ValueError, KeyError or IndexError when it is something else."""
    (kind, source, _, rendering), named = _tokens(value)
    start, end = _span(named["fr"]) or (0, 0)
    return Record(
        kind=ConstraintKind(kind),
        concept=named.get("concept", ""),
        source=source,
        start=start,
        end=end,
        rule=named.get("rule", ""),
        rendering=rendering,
        stage=Stage[_FORMER_STAGES.get(named["stage"], named["stage"]).upper()],
        target_span=_span(named.get("en")),
        score=float(named["score"]) if "score" in named else None,
        reason=named.get("reason", ""),
    )


def _list_fact(
    attribute: str, tell: Callable[[Any], str], parse: Callable[[str], Record | Finding | Waiver | Suggestion]
) -> Fact:
    """Return the fact that tells the members of an attribute, one a line."""

    def values(entry: Entry) -> Iterator[str]:
        return map(tell, getattr(entry, attribute))

    return Fact(attribute, values, lambda known, value: (*known, parse(value)))


def format_finding(finding: Finding) -> str:
    """Return a finding in one line; `parse_finding` is the inverse."""
    attributes = _named(
        category=finding.category,
        fr=finding.source_span,
        en=finding.target_span,
        suggestion=finding.suggestion,
        waiver=finding.waiver,
    )
    return f"{finding.severity} {_atom(finding.id)} {_quoted(finding.message)} {attributes}".rstrip()


def parse_finding(value: str) -> Finding:
    """Read what `format_finding` wrote; ValueError when it is something else."""
    (severity, check, message), named = _tokens(value)
    return Finding(
        id=check,
        severity=Severity(severity),
        category=named.get("category", ""),
        message=message,
        source_span=_span(named.get("fr")),
        target_span=_span(named.get("en")),
        suggestion=named.get("suggestion", ""),
        waiver=named.get("waiver", ""),
    )


def _format_waiver(waiver: Waiver) -> str:
    return f"{_atom(waiver.check)}: {_plain(waiver.reason)}"


def _parse_waiver(value: str) -> Waiver:
    found = re.fullmatch(r'("(?:[^"\\]|\\.)*"|[^\s"]+): (.*)', value)
    if found is None:
        raise ValueError(value)
    return Waiver(_unplain(found[1]), _unplain(found[2]))


def format_suggestion(suggestion: Suggestion) -> str:
    """Return a suggestion in one line.

    >>> format_suggestion(Suggestion(82, "Il pleut.", "It rains.", "Claire"))
    '82 "Il pleut." → "It rains." where=Claire'
    """
    texts = f"{_quoted(suggestion.source)} → {_quoted(suggestion.target)}"
    return f"{suggestion.rate} {texts} {_named(where=suggestion.where)}".rstrip()


def _parse_suggestion(value: str) -> Suggestion:
    (rate, source, _, target), named = _tokens(value)
    return Suggestion(int(rate), source, target, named.get("where", ""))


def _obsolete_only(fact: Fact) -> Fact:
    """Return a fact that gettext has its own place for in living entries."""
    return replace(fact, values=lambda entry: fact.values(entry) if entry.obsolete else ())


MACHINE: dict[str, Fact] = {
    "kind": Fact("kind", lambda entry: [str(entry.kind)], lambda _, value: BlockKind(value)),
    "article": _text_fact("article"),
    "section": _text_fact("section"),
    "origin": _text_fact("origin"),
    "key": _text_fact("key"),
    "model": _text_fact("model"),
    "confidence": Fact(
        "confidence",
        lambda entry: [] if entry.confidence is None else [str(entry.confidence)],
        lambda _, value: int(value),
    ),
    "line": _obsolete_only(Fact("line", lambda entry: [str(entry.line)], lambda _, value: int(value))),
    "previous French": _obsolete_only(_text_fact("previous_source")),
    "previous English": _text_fact("previous_target"),
    "machine draft": _text_fact("draft"),
    "constraint": _list_fact("records", format_record, parse_record),
    "memory": _list_fact("suggestions", format_suggestion, _parse_suggestion),
    "finding": _list_fact("findings", format_finding, parse_finding),
}

HUMAN: dict[str, Fact] = {
    "state": Fact(
        "state",
        lambda entry: [str(entry.state)] if entry.state.touched else [],
        lambda _, value: State(value),
    ),
    "reviewer": _review_fact("reviewer"),
    "date": _review_fact("date"),
    "remark": _review_fact("remark"),
    "waiver": _list_fact("waivers", _format_waiver, _parse_waiver),
}
