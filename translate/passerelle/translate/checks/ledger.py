"""The ledger of an entry as the checks see it: what they find fault with is not met, and what stands there is told.

One judge for ledger, check, sheet and report: a demand is unmet if, and only if, a finding says so.
"""

import re
from collections.abc import Iterator, Sequence

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.checks.codes import find_codes
from passerelle.translate.checks.messages import Place, finding
from passerelle.translate.checks.names import ACRONYM_RULE, acronym_place, name_place
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.checks.rules import RULES
from passerelle.translate.constraints.addresses import demand_codes
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, Record, Stage, record_of
from passerelle.translate.constraints.satisfy import figure_places, judge, literal_places


def judge_ledger(pair: Pair, findings: Sequence[Finding], context: Context) -> tuple[Record, ...]:
    """Return a line for each demand on the pair, as ``findings``, all those of the pair, tell.

    A stage is that of the entry's own ledger where it knows one; what a person wrote is the reviewer's, all of it.
    """
    entry = pair.entry
    if not entry.origin and not entry.records:  # another program's file: nobody knows who wrote it
        return ()
    demands = sorted(pair.demands.constraints, key=lambda constraint: constraint.start)
    machine = {} if entry.by_person else {_key(record): record for record in entry.records}
    records = []
    for constraint, place in zip(demands, _find_places(pair, demands), strict=True):
        fault = _fault(constraint, findings)
        before = machine.get(_key(constraint))
        score = before.score if before else None
        if place is None or fault is not None:
            reason = before.reason if before and not before.met else ""
            title = RULES[fault.id if fault else _SILENT].title(context.language)
            records.append(record_of(constraint, Stage.UNMET, score=score, reason=reason or title))
        else:
            stood = before if before and before.met else None
            stage = stood.stage if stood else _usual_stage(entry)
            own = stood.target_span if stood else place
            records.append(record_of(constraint, stage, own, score=score))
    return tuple(records)


def _key(demand: Constraint | Record) -> tuple[ConstraintKind, int, int]:
    return demand.kind, demand.start, demand.end


def _usual_stage(entry: Entry) -> Stage:
    if entry.by_person:
        return Stage.REVIEWER
    return Stage.MEMORY if entry.origin.startswith("memory") else Stage.PLAIN


_CATEGORIES = {ConstraintKind.TERM: "terminology", ConstraintKind.NUMBER: "numbers"}
_PLACING = "term-displaced"  # the term is there, in the wrong place
_SILENT = "not-kept"


def _fault(demand: Constraint | Record, findings: Sequence[Finding]) -> Finding | None:
    """Return the first finding that says of the demand's French that the English has it wrong."""
    category = _CATEGORIES.get(demand.kind, "inconsistent-entities")
    for found in findings:
        span = found.source_span
        told = span is not None and span[0] < demand.end and demand.start < span[1]
        serious = found.severity is not Severity.INFO and found.id != _PLACING
        if told and serious and found.category == category:
            return found
    return None


def note_silent(
    pair: Pair, records: Sequence[Record], findings: Sequence[Finding], context: Context
) -> Iterator[Finding]:
    """Yield a note on each demand that is not met though no check speaks of it: an acronym left out, a name translated."""
    counted = {record.concept for record in records if record.concept and _fault(record, findings)}
    for record in records if pair.target.strip() else ():
        if not record.met and _fault(record, findings) is None and record.concept not in counted:
            yield finding(
                _SILENT,
                context.language,
                source_span=(record.start, record.end),
                suggestion=record.rendering,
                rendering=record.rendering,
            )


def _find_places(pair: Pair, demands: Sequence[Constraint]) -> list[Place | None]:
    """Return where the English says what each demand asks for, None where it does not."""
    if not pair.target.strip():
        return [None] * len(demands)
    terms = iter(
        judge(pair.target, [demand for demand in demands if demand.kind is ConstraintKind.TERM]).places
    )
    figures = list(figure_places(pair.source, pair.target, demands))
    places = []
    for demand in demands:
        if demand.kind is ConstraintKind.TERM:
            places.append(next(terms))
        elif demand.kind is ConstraintKind.NUMBER:
            places.append(_figure_place(demand, figures))
        else:
            places.append(_literal_place(demand, pair) or _figure_place(demand, figures))
    return places


def _figure_place(constraint: Constraint, figures: Sequence[tuple[Place, Place]]) -> Place | None:
    return next(
        (theirs for ours, theirs in figures if ours[0] < constraint.end and constraint.start < ours[1]), None
    )


def _literal_place(constraint: Constraint, pair: Pair) -> Place | None:
    """Return where a name, acronym, code or address stands: letter for letter, or as English writes it."""
    literal = literal_places(pair.target, constraint)
    if literal:
        return literal[0]
    if constraint.kind is ConstraintKind.NAME:
        return name_place(constraint.source, pair.target)
    if constraint.rule == ACRONYM_RULE:
        return acronym_place(constraint.source, pair.target)
    return _code_place(constraint, pair) if constraint.kind is ConstraintKind.CODE else None


def _code_place(constraint: Constraint, pair: Pair) -> Place | None:
    """Return where the English writes a code in its way: “phase 2b” for “phase IIb”, “L1111-2” for “L. 1111-2”."""
    wanted = {
        code.key
        for code in find_codes(pair.source)
        if code.start < constraint.end and constraint.start < code.end
    }
    for code in find_codes(pair.target):
        if code.key in wanted:
            return code.start, code.end
    bare = _squeeze(constraint.source)
    return next(
        ((found.start, found.end) for found in demand_codes(pair.target) if _squeeze(found.source) == bare),
        None,
    )


def _squeeze(code: str) -> str:
    return re.sub(r"[.\s]", "", code)
