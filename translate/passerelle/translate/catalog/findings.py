"""What a check has to say about a pair of texts: data, never printed here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding matters; errors make ``passerelle check`` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person should look at.

    ``id`` names the check (``number-value``); ``category`` is its ITS 2.0 localization-quality type
    (``numbers``). ``source_span`` and ``target_span`` are character offsets into the unit's plain source and target, marks taken out.
    ``message`` is one sentence in the language asked for; ``suggestion`` is a text that would mend it, or empty.
    ``waiver`` is the reason for which a person let it stand, or empty.
    """

    id: str
    severity: Severity
    category: str
    message: str
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None
    suggestion: str = ""
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person lets stand in this entry: the check's id and the reason."""

    check: str
    reason: str


def waive_findings(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> Iterator[Finding]:
    """Yield the findings, those that a person lets stand with the reason."""
    reasons = {waiver.check: waiver.reason for waiver in waivers}
    for finding in findings:
        yield replace(finding, waiver=reasons.get(finding.id, finding.waiver))


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return {
        "check": finding.id,
        "severity": str(finding.severity),
        "its_type": finding.category,
        "message": finding.message,
        "source_span": list(finding.source_span) if finding.source_span else None,
        "target_span": list(finding.target_span) if finding.target_span else None,
        "suggestion": finding.suggestion or None,
        "waiver": finding.waiver or None,
    }
