"""Findings for other programs: JSON, SARIF 2.1.0 for code review, JUnit for build servers.

Each format is a generator of text, so that the findings of many entries are never held together.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

from passerelle.translate.catalog.entry import clean_text
from passerelle.translate.catalog.findings import Finding, Severity, finding_as_json
from passerelle.translate.checks import RULES
from passerelle.translate.checks.run import Located
from passerelle.translate.formats.entities import escape, quote

_ORDER = list(Severity)


def at_least(finding: Finding, least: Severity) -> bool:
    """Whether a finding is as serious as ``least``.

    >>> at_least(Finding("x", Severity.INFO, "other", "…"), Severity.WARNING)
    False
    """
    return _ORDER.index(finding.severity) <= _ORDER.index(least)


def format_json(entries: Iterable[Located], least: Severity, language: str) -> Iterator[str]:
    """Yield one JSON object: the findings, then how many entries and findings there were."""
    counts: Counter[str] = Counter()
    yield '{"version": 1, "findings": ['
    separator = "\n"
    for located in entries:
        counts["entries"] += 1
        for finding in _shown(located, least):
            counts["waived" if finding.waiver else str(finding.severity)] += 1
            yield separator + json.dumps(_as_json(located, finding), ensure_ascii=False)
            separator = ",\n"
    yield f'\n], "counts": {json.dumps(counts)}, "language": {json.dumps(language)}}}\n'


def _shown(located: Located, least: Severity) -> list[Finding]:
    return [finding for finding in located.checked.entry.findings if at_least(finding, least)]


def _as_json(located: Located, finding: Finding) -> dict[str, Any]:
    entry = located.checked.entry
    return {
        "file": located.path.as_posix(),
        "line": located.line or None,
        "document": located.checked.document,
        "block": entry.block_id,
        **finding_as_json(finding),
    }


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_WAIVING = {
    "en": "To let it stand, write “ok {id}: reason” as the reviewer’s comment.",
    "fr": "Pour l’accepter, écrivez « ok {id}: raison » dans le commentaire de relecture.",
}


def format_sarif(entries: Iterable[Located], least: Severity, language: str) -> Iterator[str]:
    """Yield a SARIF log with one run; a waived finding is a suppressed result with its reason."""
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.title(language)},
            "fullDescription": {"text": f"{rule.title(language)}."},
            "help": {"text": f"{rule.title(language)}. {_WAIVING[language].format(id=rule.id)}"},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"itsType": rule.category},
        }
        for rule in RULES.values()
    ]
    tool = {"name": "passerelle", "version": version("passerelle"), "language": language, "rules": rules}
    driver = json.dumps(tool, ensure_ascii=False)
    yield f'{{"$schema": "{_SARIF}", "version": "2.1.0", "runs": [{{"tool": {{"driver": {driver}}}, "columnKind": "unicodeCodePoints", "results": ['
    separator = "\n"
    for located in entries:
        for finding in _shown(located, least):
            yield separator + json.dumps(_as_result(located, finding), ensure_ascii=False)
            separator = ",\n"
    yield "\n]}]}\n"


def _as_result(located: Located, finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(located.path)}}
    if located.line:
        place["region"] = {"startLine": located.line}
    block = located.checked.entry.block_id
    logical = {"name": block, "fullyQualifiedName": f"{located.checked.document}#{block}"}
    result: dict[str, Any] = {
        "ruleId": finding.id,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place, "logicalLocations": [logical]}],
    }
    if finding.waiver:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waiver}]
    return result


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else path.as_posix().replace(" ", "%20")


def format_junit(entries: Iterable[Located], least: Severity, language: str) -> Iterator[str]:
    """Yield JUnit XML: a suite for each file, a case for each entry, a failure for each error that nobody waived."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="passerelle">\n'
    for path, group in groupby(entries, key=lambda located: located.path):
        cases, failures, count = [], 0, 0
        for located in group:
            count += 1
            case, failed = _case(located, least, language)
            cases.append(case)
            failures += failed
        yield f'<testsuite name={_attribute(path.as_posix())} tests="{count}" failures="{failures}">\n'
        yield from cases
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _case(located: Located, least: Severity, language: str) -> tuple[str, bool]:
    entry = located.checked.entry
    shown = _shown(located, least)
    errors = [finding for finding in shown if is_failure(finding)]
    others = "\n".join(_line(finding, language) for finding in shown if not is_failure(finding))
    inner = [
        f"<failure type={_attribute(finding.id)} message={_attribute(finding.message)}>{_text(_line(finding, language))}</failure>"
        for finding in errors[:1]
    ]
    rest = "\n".join(filter(None, [*(_line(finding, language) for finding in errors[1:]), others]))
    inner += [f"<system-out>{_text(rest)}</system-out>"] if rest else []
    names = f"classname={_attribute(located.checked.document)} name={_attribute(entry.block_id)}"
    return f"<testcase {names}>{''.join(inner)}</testcase>\n", bool(errors)


def is_failure(finding: Finding) -> bool:
    """Whether a finding is an error that nobody waived."""
    return finding.severity is Severity.ERROR and not finding.waiver


def _line(finding: Finding, language: str) -> str:
    title = RULES[finding.id].title(language) if finding.id in RULES else finding.id
    waived = f" [{finding.waiver}]" if finding.waiver else ""
    return f"{finding.severity} {finding.id} ({title}): {finding.message}{waived}"


def _attribute(text: str) -> str:
    return quote(clean_text(text))


def _text(text: str) -> str:
    return escape(clean_text(text))


Format = Callable[[Iterable[Located], Severity, str], Iterator[str]]

FORMATS: Mapping[str, Format] = {"json": format_json, "sarif": format_sarif, "junit": format_junit}
"""The formats for other programs by name."""
