"""The checks by name: how serious each finding is, its ITS 2.0 type, and what an editor calls it."""

from collections.abc import Mapping
from dataclasses import dataclass

from passerelle.glossary.words import read_table
from passerelle.translate.catalog.findings import Severity
from passerelle.translate.text.phrases import LANGUAGES


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding; ``category`` is its ITS 2.0 localization-quality type, ``titles`` its English and French names."""

    id: str
    severity: Severity
    category: str
    titles: tuple[str, str]

    def title(self, language: str) -> str:
        """Return the name of the check in ``language`` (``en`` or ``fr``)."""
        return self.titles[LANGUAGES.index(language)]


RULES: Mapping[str, Rule] = {
    name: Rule(name, Severity(severity), category, (english, french))
    for name, severity, category, english, french in read_table(__file__, "rules.tsv", 5)
}
"""Every check by its id, the most serious first."""
