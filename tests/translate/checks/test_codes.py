"""Short codes, phases and stages."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le gène HER2 est visé.", "The HER3 gene is targeted."),
        ("Une carence en vitamine B12.", "A vitamin D12 deficiency."),
        ("L’essai de phase IIb commence.", "The phase IIa trial begins."),
        ("L’essai de phase IIb commence.", "The phase II trial begins."),
        ("La tumeur est codée C59.9.", "The tumour is coded C58.9."),
        ("La Covid-19 recule.", "Covid-9 is receding."),
    ],
)
def test_an_altered_code_is_told(look: Look, source: str, target: str) -> None:
    """One digit or letter makes another code."""
    assert "code-altered" in look(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le gène HER2 est visé.", "The HER-2 gene is targeted."),
        ("L’essai de phase IIb commence.", "The phase 2b trial begins."),
        ("La CIM-10 le classe ainsi.", "ICD-10 classifies it so."),
        ("L’avis est attendu au T2.", "The opinion is due in Q2."),
        ("Les moins de 15 ans sont visés.", "Under-15s are targeted."),
    ],
)
def test_the_same_code_is_none(look: Look, source: str, target: str) -> None:
    """A hyphen, the kind of numeral, and codes that English names otherwise are no alteration."""
    assert "code-altered" not in look(source, target)
