"""What a reviewer's decision does to an entry: remark, waivers, ledger and findings. No I/O."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace

from passerelle.glossary.rendering import find_renderings
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Entry, Review, State, text_hash
from passerelle.translate.catalog.findings import Finding, Severity, Waiver, waive_findings
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.text.markup import unmark

Check = Callable[[Entry], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Said:
    """Who reviewed, when (ISO date) and the comment as written, None where the reviewer wrote none.

    ``base_remark`` is the hash of the remark that stood in the sheet; ``check`` gives all findings of an entry.
    ``known`` are the ids of the checks that can be waived, None where any can; ``termbase`` tells what renders a concept.
    """

    reviewer: str
    date: str
    comment: str | None = None
    base_remark: str = ""
    check: Check | None = None
    known: Container[str] | None = None
    termbase: Termbase | None = None


_WAIVER = re.compile(r"\s*(?:ok|waive|accept|accepter|lever)\s+([a-z][a-z0-9-]*)\s*:\s*(\S.*)", re.IGNORECASE)


def parse_comment(comment: str, unknown: Container[str] = ()) -> tuple[str, tuple[Waiver, ...]]:
    r"""Return the remark and the waivers of a reviewer's comment: a line ``ok CHECK: reason`` is a waiver.

    A line on one of the ``unknown`` checks waives nothing and belongs to the remark.

    >>> parse_comment("Voir le rapport.\nok number-value: arrondi comme dans le rapport")
    ('Voir le rapport.', (Waiver(check='number-value', reason='arrondi comme dans le rapport'),))
    """
    found = [(line, _WAIVER.fullmatch(line)) for line in comment.split("\n")]
    found = [(line, None if match and match[1].lower() in unknown else match) for line, match in found]
    waivers = tuple(Waiver(match[1].lower(), match[2].strip()) for _, match in found if match)
    return "\n".join(line for line, match in found if not match).strip(), waivers


def unknown_checks(before: Entry, said: Said) -> tuple[str, ...]:
    """Return the ids in the comment's waivers that are no check's, nor of anything found in the entry."""
    if said.known is None or said.comment is None:
        return ()
    own = {finding.id for finding in before.findings} | {waiver.check for waiver in before.waivers}
    asked = dict.fromkeys(waiver.check for waiver in parse_comment(said.comment)[1])
    return tuple(check for check in asked if check not in said.known and check not in own)


def revise_entry(before: Entry, wanted: Entry, said: Said) -> Entry:
    """Return ``wanted`` (``before`` with another state or target) signed by the reviewer, with its remark and findings.

    ``before`` itself comes back where the reviewer says nothing that it does not hold already.
    """
    remark, waivers = _merge_comment(before, said)
    decided = (wanted.target, wanted.state) != (before.target, before.state)
    if not decided and remark == before.review.remark and waivers == before.waivers:
        return before
    rewritten = wanted.target != before.target
    after = replace(
        wanted,
        review=Review(said.reviewer or before.review.reviewer, said.date, remark),
        waivers=waivers,
        draft=_machine_draft(before) if rewritten else before.draft,
        origin="reviewer" if rewritten and wanted.target else before.origin,
        records=renew_records(before, wanted.target, said.termbase)
        if rewritten and wanted.target
        else before.records,
        previous_source="" if wanted.state.reviewed else before.previous_source,
        previous_target="" if wanted.state.reviewed else before.previous_target,
    )
    return _with_findings(after, said.check, rewritten=rewritten)


def _merge_comment(before: Entry, said: Said) -> tuple[str, tuple[Waiver, ...]]:
    """Return remark and waivers after the comment.

    A remark that someone else wrote since the export is kept above the new one; a waiver replaces the older one of
    its check.
    """
    if said.comment is None:
        return before.review.remark, before.waivers
    remark, waivers = parse_comment(said.comment, unknown_checks(before, said))
    kept = {waiver.check: waiver for waiver in (*before.waivers, *waivers)}
    standing = before.review.remark
    if text_hash(standing) != said.base_remark:
        lines = standing.split("\n")
        remark = "\n".join([standing, *(line for line in remark.split("\n") if line not in lines)]).strip()
    return remark, tuple(kept.values())


def _machine_draft(before: Entry) -> str:
    """Return the machine's text where it is known: a person's earlier text is none."""
    return before.draft if before.draft or before.state is State.EDITED else before.target


def _with_findings(entry: Entry, check: Check | None, *, rewritten: bool) -> Entry:
    """Return the entry with what the checks say of it, or, without checks, what was said of the French alone."""
    known = entry.findings
    if rewritten:
        notes = (finding for finding in known if finding.severity is Severity.INFO)
        known = tuple(finding for finding in notes if finding.target_span is None)
    entry = replace(entry, findings=known)
    if check is not None and entry.target:
        known = tuple(check(entry))
    return replace(entry, findings=tuple(waive_findings(known, entry.waivers)))


def renew_records(before: Entry, target: str, termbase: Termbase | None = None) -> tuple[Record, ...]:
    """Return the ledger of ``before`` as it stands for a reviewer's ``target``: where each rendering is now, or unmet.

    Each place is used once. A rendering counts in the form in which it stood before, too (``CSR reports``), and, where
    no other record has a claim on the place, so does whatever else ``termbase`` accepts for the concept.
    """
    old, new = unmark(before.target)[0], unmark(target)[0]
    used: list[tuple[int, int]] = []
    renewed = []
    for record in before.records:
        forms = [old[slice(*record.target_span)]] if record.target_span else []
        span = _take_free(_places([*forms, record.rendering], new), used)
        renewed.append(_standing(record, span, keep=record.met))
    for index, record in enumerate(renewed):
        if not record.met:
            span = _take_free(_accepted_places(record, new, termbase), used)
            renewed[index] = _standing(record, span)
    return tuple(renewed)


def _standing(record: Record, span: tuple[int, int] | None, *, keep: bool = False) -> Record:
    """Return the record as it is met at ``span``, at its old stage if that is to be kept; unmet where there is none."""
    stage, reason = Stage.PLAIN, "written by the reviewer"
    if span is None:
        stage, reason = Stage.UNMET, "not in the reviewer's text"
    elif keep:
        stage, reason = record.stage, record.reason
    return replace(record, stage=stage, target_span=span, score=None, reason=reason)


def _accepted_places(record: Record, text: str, termbase: Termbase | None) -> list[tuple[int, int]]:
    """Return where other renderings of the concept stand; none where the French itself asks for this one."""
    concept = termbase.by_id.get(record.concept) if termbase else None
    if concept is None or record.kind is not ConstraintKind.TERM or record.rule == "defined in the source":
        return []
    return find_renderings(text, concept.accepted)


def _places(forms: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    for form in filter(None, forms):
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE):
            yield found.span()


def _take_free(places: Iterable[tuple[int, int]], used: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first place that overlaps none of ``used``, and add it to them."""
    for first, last in places:
        if all(last <= start or end <= first for start, end in used):
            used.append((first, last))
            return first, last
    return None
