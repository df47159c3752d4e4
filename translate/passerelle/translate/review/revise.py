"""What a reviewer's decision does to an entry: remark, waivers, ledger and findings. No I/O."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace

from passerelle.translate.catalog.entry import REVIEWER, Entry, Review, State, text_hash
from passerelle.translate.catalog.findings import Severity, Waiver, waive_findings

Judge = Callable[[Entry], Entry]
"""Gives an entry its findings and its ledger."""

JudgeAll = Callable[[Iterable[Entry]], Iterator[Entry]]
"""Gives many entries, each by itself, their findings and their ledgers, in their order."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who reviewed, when (ISO date) and the comment as written, None where the reviewer wrote none.

    ``base_remark`` is the hash of the remark that stood in the sheet; ``judge`` gives an entry its findings and its ledger.
    ``known`` are the ids of the checks that can be waived, None where any can.
    """

    reviewer: str
    date: str
    comment: str | None = None
    base_remark: str = ""
    judge: Judge | None = None
    known: Container[str] | None = None


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

    ``before`` itself comes back where the reviewer says nothing that it does not hold already. Who only comments on what
    someone else decided or remarked does not sign it.
    """
    decided = (wanted.target, wanted.state) != (before.target, before.state)
    owned = before.state.touched or bool(before.review.reviewer)
    signed = Review(said.reviewer or before.review.reviewer, said.date)
    if owned and not decided and signed.reviewer != before.review.reviewer:
        signed = before.review
    remark, waivers = _merge_comment(before, said, signed.reviewer)
    if not decided and remark == before.review.remark and waivers == before.waivers:
        return before
    rewritten = wanted.target != before.target
    after = replace(
        wanted,
        review=replace(signed, remark=remark),
        waivers=waivers,
        draft=_machine_draft(before) if rewritten else before.draft,
        origin=REVIEWER if rewritten and wanted.target else before.origin,
        previous_source="" if wanted.state.reviewed else before.previous_source,
        previous_target="" if wanted.state.reviewed else before.previous_target,
    )
    return said.judge(after) if said.judge else _unjudged(after, rewritten=rewritten)


_NAMED = re.compile(r"\[[^\]\n]+\] ")  # a line of a remark that tells whose it is


def _merge_comment(before: Entry, said: Said, signer: str) -> tuple[str, tuple[Waiver, ...]]:
    """Return remark and waivers after the comment.

    A remark that someone else wrote since the export is kept above the new one; a waiver replaces the older one of
    its check. Lines that are not the ``signer``'s begin with the name of whoever wrote them.
    """
    lines = standing = before.review.remark.split("\n")
    kept = {waiver.check: waiver for waiver in before.waivers}
    if said.comment is not None:
        remark, waivers = parse_comment(said.comment, unknown_checks(before, said))
        kept.update((waiver.check, waiver) for waiver in waivers)
        lines = remark.split("\n")
        if text_hash(before.review.remark) != said.base_remark:
            known = {_NAMED.sub("", line, count=1) for line in standing} | {*standing}
            lines = [*standing, *(line for line in lines if line not in known)]
    own, others = said.reviewer or before.review.reviewer, before.review.reviewer
    named = (_name(line, others if line in standing else own, signer) for line in lines)
    return "\n".join(named).strip(), tuple(kept.values())


def _name(line: str, writer: str, signer: str) -> str:
    told = not line or not writer or writer == signer or _NAMED.match(line)
    return line if told else f"[{' '.join(writer.split())}] {line}"


def _machine_draft(before: Entry) -> str:
    """Return the machine's text where it is known: a person's earlier text is none."""
    return before.draft if before.draft or before.state is State.EDITED else before.target


def _unjudged(entry: Entry, *, rewritten: bool) -> Entry:
    """Return the entry with what was said of the French alone; other English has no ledger until someone judges it."""
    known = entry.findings
    if rewritten:
        notes = (finding for finding in known if finding.severity is Severity.INFO)
        known = tuple(finding for finding in notes if finding.target_span is None)
    findings = tuple(waive_findings(known, entry.waivers))
    return replace(entry, records=() if rewritten else entry.records, findings=findings)
