"""What the tests of all checks share: the findings of one pair of texts."""

from collections.abc import Callable

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks import Context, check_entry
from passerelle.translate.text.document import BlockKind

Look = Callable[..., dict[str, Finding]]

CONCEPTS = (
    Concept(
        "clcc",
        "centre de lutte contre le cancer",
        "comprehensive cancer centre",
        "oncology",
        abbreviations=("CLCC",),
        short="CLCC",
        first_use="comprehensive cancer centre (CLCC)",
        forbidden=("anti-cancer centre",),
    ),
    Concept("biopsie", "biopsie liquide", "liquid biopsy", "oncology"),
    Concept("curie", "Institut Curie", "Institut Curie", "names", do_not_translate=True),
    Concept("depistage", "dépistage", "screening", "care"),
    Concept("depistage-organise", "dépistage organisé", "organised screening", "care"),
    Concept("organise-region", "organisé en région", "organised regionally", "care"),
    Concept("ami-1", "AMI", "call for expressions of interest", "funding", cues=("candidature",)),
    Concept("ami-2", "AMI", "myocardial infarction", "care", cues=("cardiaque",)),
)


@pytest.fixture
def look() -> Look:
    """Return a function that checks one pair and gives its findings by check, the first of each."""

    def found(
        source: str, target: str, *, language: str = "en", american: bool = False
    ) -> dict[str, Finding]:
        context = Context(Termbase(CONCEPTS), language, american)
        entry = Entry("paragraph-1", BlockKind.PARAGRAPH, source, target)
        return {finding.id: finding for finding in reversed(check_entry(entry, context))}

    return found
