"""Findings as JSON, SARIF and JUnit."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.checks import RULES, Checked
from passerelle.translate.checks.run import Located
from passerelle.translate.formats.findings.write import FORMATS, format_json, format_junit, format_sarif
from passerelle.translate.text.document import BlockKind

_ERROR = Finding(
    "number-value", Severity.ERROR, "numbers", 'Is “12,5 %” & "x" <b>\x0b.', (0, 4), (1, 5), "12.5%"
)
_WAIVED = Finding("empty", Severity.ERROR, "omission", "None.", waiver="voulu")
_INFO = Finding("ambiguous-term", Severity.INFO, "terminology", "May mean.")
_OTHER = Finding("house-style", Severity.WARNING, "style", "Too long.")


def _entries() -> Iterator[Located]:
    for name, findings in (("p-1", (_ERROR, _WAIVED, _INFO)), ("p-2", ()), ("p-3", (_OTHER,))):
        entry = Entry(name, BlockKind.PARAGRAPH, "a", "b", findings=findings)
        yield Located(Path("locales/an article.po"), 7, Checked("article", entry))


def test_json_holds_every_finding_and_the_counts() -> None:
    """Programs read one object; notes below the severity asked for are left out."""
    read = json.loads("".join(format_json(_entries(), Severity.WARNING, "en")))
    assert [finding["check"] for finding in read["findings"]] == ["number-value", "empty", "house-style"]
    assert read["findings"][0]["target_span"] == [1, 5]
    assert read["findings"][1]["waiver"] == "voulu"
    assert read["counts"] == {"entries": 3, "error": 1, "waived": 1, "warning": 1}


def test_sarif_has_rules_places_and_suppressions() -> None:
    """Code review tools find the rule, the line and the reason of each result."""
    log = json.loads("".join(format_sarif(_entries(), Severity.INFO, "fr")))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["fullDescription"]["text"] for rule in rules)  # GitHub refuses rules without either
    assert all(f"ok {rule['id']}: raison" in rule["help"]["text"] for rule in rules)
    assert [result["level"] for result in run["results"]] == ["error", "error", "note", "warning"]
    place = run["results"][0]["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "locales/an%20article.po"},
        "region": {"startLine": 7},
    }
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "article#p-1"
    assert run["results"][1]["suppressions"] == [{"kind": "inSource", "justification": "voulu"}]


def test_junit_fails_cases_with_errors_that_nobody_waived() -> None:
    """Build servers count entries as cases; only errors fail them."""
    root = etree.fromstring("".join(format_junit(_entries(), Severity.INFO, "en")).encode())
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert [len(case.findall("failure")) for case in suite] == [1, 0, 0]
    assert "voulu" in str(suite[0].findtext("system-out"))
    assert "house-style" in str(suite[2].findtext("system-out"))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_still_a_whole_file(name: str) -> None:
    """No entries give a file that its readers accept."""
    text = "".join(FORMATS[name](iter(()), Severity.INFO, "en"))
    assert etree.fromstring(text.encode()) is not None if name == "junit" else json.loads(text)
