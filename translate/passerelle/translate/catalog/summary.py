"""What a translation run has to say of itself: counters, never printed here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from passerelle.translate.catalog.entry import Catalog, Entry, State
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.text.document import Left, Why

STAGE_NAMES = {
    Stage.MEMORY: "memory",
    Stage.PLAIN: "plain",
    Stage.SIGNS: "signs",
    Stage.CODE_SWITCHED: "code-switched",
    Stage.REPLACED: "replaced",
    Stage.FORCED_PREFIX: "forced prefix",
    Stage.REVIEWER: "reviewer",
    Stage.UNMET: "unmet",
}


@dataclass(frozen=True, slots=True)
class Effort:
    """Where the entries of one run came from: how many blocks and sentences had to be translated at all.

    ``kept`` blocks stood in the older catalogue, ``remembered`` ones came from the memory sentence by sentence.
    """

    kept: int = 0
    remembered: int = 0
    translated: int = 0
    sentences: int = 0
    sentences_from_memory: int = 0
    sentences_translated: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one document: terms and other constraints by stage, findings by severity, what was left out.

    ``left`` are the texts that stay French, and why. ``unapplied`` are the sheets that were set aside, in this run or before,
    and whose edits are not in the catalogue; ``backup`` keeps a catalogue some of whose English was replaced. ``unchanged`` tells that there was nothing to
    do, but perhaps to name other glossaries that ask the same of it.
    """

    document: str
    blocks: int
    effort: Effort
    terms: dict[str, int]
    literals: dict[str, int]
    undecided: tuple[str, ...]
    findings: dict[str, int]
    left_out: tuple[str, ...]
    warnings: tuple[str, ...]
    left: tuple[Left, ...] = ()
    files: tuple[str, ...] = ()
    unapplied: tuple[str, ...] = ()
    backup: str = ""
    unchanged: bool = False

    @property
    def terms_found(self) -> int:
        """Occurrences of glossary terms in the French."""
        return sum(self.terms.values())

    @property
    def terms_met(self) -> int:
        """Those that the English renders as the glossary asks."""
        return self.terms_found - self.terms.get(STAGE_NAMES[Stage.UNMET], 0)

    @property
    def unmet(self) -> int:
        """Constraints of every kind that are not met."""
        return sum(counts.get(STAGE_NAMES[Stage.UNMET], 0) for counts in (self.terms, self.literals))

    def as_json(self) -> dict[str, Any]:
        """Return the summary as plain data."""
        return {
            "document": self.document,
            "unchanged": self.unchanged,
            "blocks": self.blocks,
            "blocks_kept": self.effort.kept,
            "blocks_from_memory": self.effort.remembered,
            "blocks_translated": self.effort.translated,
            "sentences": self.effort.sentences,
            "sentences_from_memory": self.effort.sentences_from_memory,
            "sentences_translated": self.effort.sentences_translated,
            "terms": {"found": self.terms_found, "met": self.terms_met, "by_stage": self.terms},
            "figures_and_names": {"found": sum(self.literals.values()), "by_stage": self.literals},
            "undecided": list(self.undecided),
            "findings": self.findings,
            "left_out": list(self.left_out),
            "left_in_french": [
                {"line": each.line, "why": str(each.why), "text": each.text} for each in self.left
            ],
            "warnings": list(self.warnings),
            "files": list(self.files),
            "unapplied_edits": list(self.unapplied),
            "backup": self.backup or None,
        }


def summary_from_json(data: Mapping[str, Any]) -> Summary:
    """Return the summary that `Summary.as_json` made plain data of.

    Raises:
        KeyError, TypeError, ValueError: it is something else.
    """
    return Summary(
        document=data["document"],
        blocks=data["blocks"],
        effort=Effort(
            data["blocks_kept"],
            data["blocks_from_memory"],
            data["blocks_translated"],
            data["sentences"],
            data["sentences_from_memory"],
            data["sentences_translated"],
        ),
        terms=dict(data["terms"]["by_stage"]),
        literals=dict(data["figures_and_names"]["by_stage"]),
        undecided=tuple(data["undecided"]),
        findings=dict(data["findings"]),
        left_out=tuple(data["left_out"]),
        warnings=tuple(data["warnings"]),
        left=tuple(Left(each["line"], Why(each["why"]), each["text"]) for each in data["left_in_french"]),
        files=tuple(data["files"]),
        unapplied=tuple(data["unapplied_edits"]),
        backup=data["backup"] or "",
        unchanged=data["unchanged"],
    )


def recount(summary: Summary, catalog: Catalog) -> Summary:
    """Return the summary with the terms, literals and findings of a catalogue."""
    return replace(
        summary,
        terms=count_stages(catalog, [ConstraintKind.TERM]),
        literals=count_stages(catalog, LITERALS),
        findings=count_findings(catalog),
    )


LITERALS = tuple(kind for kind in ConstraintKind if kind is not ConstraintKind.TERM)


def count_stages(catalog: Catalog, kinds: Iterable[ConstraintKind]) -> dict[str, int]:
    """Return how many constraints of ``kinds`` each stage met, in the order of the ladder.

    A rejected text shall have no English, so nothing is asked of it.
    """
    wanted = set(kinds)
    counts = Counter(
        record.stage
        for entry in catalog.current
        if entry.state is not State.REJECTED
        for record in entry.records
        if record.kind in wanted
    )
    return {STAGE_NAMES[stage]: counts[stage] for stage in Stage if counts[stage]}


def count_findings(catalog: Catalog) -> dict[str, int]:
    """Return the number of findings by severity, waived ones apart."""
    counts: Counter[str] = Counter()
    for entry in catalog.current:
        for finding in entry.findings:
            counts["waived" if finding.waiver else str(finding.severity)] += 1
    return dict(counts)


def ledger_as_json(catalog: Catalog) -> list[dict[str, Any]]:
    """Return the ledger of a catalogue as plain data: one record an occurrence, in reading order."""
    return [
        {"block": entry.block_id, **record_as_json(entry, record)}
        for entry in catalog.current
        for record in entry.records
    ]


def record_as_json(entry: Entry, record: Record) -> dict[str, Any]:
    """Return a line of an entry's ledger as plain data; `record_from_json` is the inverse."""
    return {
        "kind": str(record.kind),
        "concept": record.concept or None,
        "source": record.source,
        "source_span": [record.start, record.end],
        "rule": record.rule,
        "rendering": record.rendering,
        "stage": STAGE_NAMES[record.stage],
        "met": record.met,
        "found": entry.words_of(record) if record.met else None,
        "target_span": list(record.target_span) if record.target_span else None,
        "score": record.score,
        "reason": record.reason or None,
    }


_STAGES = {name: stage for stage, name in STAGE_NAMES.items()}


def record_from_json(data: Mapping[str, Any]) -> Record:
    """Return the line of a ledger that `record_as_json` made plain data of.

    Raises:
        KeyError, TypeError, ValueError: it is something else.
    """
    start, end = data["source_span"]
    place = data["target_span"]
    return Record(
        ConstraintKind(data["kind"]),
        data["concept"] or "",
        data["source"],
        start,
        end,
        data["rule"],
        data["rendering"],
        _STAGES[data["stage"]],
        target_span=(place[0], place[1]) if place else None,
        score=data["score"],
        reason=data["reason"] or "",
    )
