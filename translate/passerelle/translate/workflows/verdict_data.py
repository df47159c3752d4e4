"""A group of entries and what the checks say of it as plain data, exact to the last: for `verdicts`, which keeps them."""

import json
from collections.abc import Sequence
from dataclasses import astuple, fields
from operator import attrgetter
from typing import Any

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.checks.rules import RULES
from passerelle.translate.checks.run import FirstUse, Group, Judged, Said
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage

KNOWN = ("kind", "source", "target", "state", "origin", "waivers")
"""What checks know of an entry beside its ledger and other tools' findings; an attribute that a check begins to use belongs here."""

_ENTRY = attrgetter(*KNOWN)
_RECORD = attrgetter(*(each.name for each in fields(Record)))
_FINDING = attrgetter(*(each.name for each in fields(Finding)))


def plain_group(group: Group) -> str:
    """Return all of a group that shapes what is said of it: of its entries, what `checks` know of them."""
    entries = [_plain_entry(entry) for entry in group.entries]
    return json.dumps([group.begins, entries, [*map(_plain_findings, group.across)]], default=astuple)


def _plain_entry(entry: Entry) -> list[Any]:
    foreign = [each for each in entry.findings if each.id not in RULES]
    return [_ENTRY(entry), _plain_records(entry.records), _plain_findings(foreign)]


def _plain_records(records: Sequence[Record]) -> list[Any]:
    return [_RECORD(record) for record in records]


def _plain_findings(findings: Sequence[Finding]) -> list[Any]:
    return [_FINDING(finding) for finding in findings]


def write_verdict(judged: Judged, group: Group) -> bytes:
    """Return what is said of a group as JSON; a ledger that is the entry's own is left out."""
    first = [
        [
            place,
            sorted(use.concepts),
            [[sorted(named), _plain_said(said, group.entries[place])] for named, said in use.again.items()],
        ]
        for place, use in judged.first.items()
    ]
    said = [_plain_said(each, entry) for each, entry in zip(judged.said, group.entries, strict=True)]
    return json.dumps([said, sorted(judged.introduced), first], separators=(",", ":")).encode()


def _plain_said(said: Said, entry: Entry) -> list[Any]:
    records = None if said.records == entry.records else _plain_records(said.records)
    return [_plain_findings(said.findings), records]


def read_verdict(content: bytes, group: Group) -> Judged:
    """Return what `write_verdict` kept of this group.

    Raises:
        ValueError, LookupError, TypeError: it is no such thing.
    """
    said, introduced, first = json.loads(content)
    return Judged(
        tuple(_read_said(each, entry) for each, entry in zip(said, group.entries, strict=True)),
        frozenset(introduced),
        {
            place: FirstUse(frozenset(concepts), _read_again(again, group.entries[place]))
            for place, concepts, again in first
        },
    )


def _read_again(plain: list[Any], entry: Entry) -> dict[frozenset[str], Said]:
    return {frozenset(named): _read_said(said, entry) for named, said in plain}


def _read_said(plain: list[Any], entry: Entry) -> Said:
    findings, records = plain
    return Said(
        tuple(map(_read_finding, findings)),
        entry.records if records is None else tuple(map(_read_record, records)),
    )


def _read_finding(plain: list[Any]) -> Finding:
    name, severity, category, message, source, target, suggestion, waiver = plain
    return Finding(
        name, Severity(severity), category, message, _span(source), _span(target), suggestion, waiver
    )


def _read_record(plain: list[Any]) -> Record:
    kind, concept, source, start, end, rule, rendering, stage, span, score, reason = plain
    return Record(
        ConstraintKind(kind),
        concept,
        source,
        start,
        end,
        rule,
        rendering,
        Stage(stage),
        _span(span),
        score,
        reason,
    )


def _span(plain: list[int] | None) -> tuple[int, int] | None:
    return (plain[0], plain[1]) if plain else None
