"""English forms: number, article, spelling; and finding them in a text."""

import pytest

from passerelle.glossary.english import americanise, indefinite_article, pluralise, singularise
from passerelle.glossary.rendering import find_forbidden, find_renderings


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("centre", "centres"),
        ("liquid biopsy", "liquid biopsies"),
        ("comprehensive cancer centre (CLCC)", "comprehensive cancer centres (CLCC)"),
        ("call for projects", "calls for projects"),
        ("diagnosis", "diagnoses"),
        ("dialysis", "dialyses"),
        ("CLCC", "CLCCs"),
        ("midwife", "midwives"),
        ("illness", "illnesses"),
        ("generic medicine", "generic medicines"),
        ("biotech", "biotechs"),
        ("tiger mosquito", "tiger mosquitoes"),
        ("sport and health centre", "sport and health centres"),
        ("child", "children"),
        ("healthcare professional", "healthcare professionals"),
        ("speech and language therapist", "speech and language therapists"),
        ("person aged", "people aged"),
    ],
)
def test_number(singular: str, plural: str) -> None:
    """The head of a phrase carries the number, both ways."""
    assert pluralise(singular) == plural
    assert pluralise(plural) == plural
    if not singular.isupper():
        assert singularise(plural) == singular


@pytest.mark.parametrize(
    "word", ["care", "radiotherapy", "data", "information", "staff", "hepatitis", "chronic pain"]
)
def test_uncounted_nouns_have_no_plural(word: str) -> None:
    """What English does not count stays as it is."""
    assert pluralise(word) == word
    assert singularise(word) == word


@pytest.mark.parametrize(
    ("phrase", "article"),
    [
        ("EHR", "an"),
        ("CLCC", "a"),
        ("HIV unit", "an"),
        ("hour", "an"),
        ("European", "a"),
        ("university", "a"),
        ("umbrella", "an"),
        ("one-off", "a"),
        ("8-week", "an"),
        ("“open”", "an"),
    ],
)
def test_article(phrase: str, article: str) -> None:
    """The sound decides between a and an."""
    assert indefinite_article(phrase) == article


def test_american_spelling() -> None:
    """British spellings have their American counterparts."""
    assert (
        americanise("Paediatric haematology centre organisation")
        == "Pediatric hematology center organization"
    )


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("A Liquid Biopsy.", ["liquid biopsy"], ["Liquid Biopsy"]),
        ("liquid-biopsies", ["liquid biopsy"], ["liquid-biopsies"]),
        ("cancer centers", ["cancer centre"], ["cancer centers"]),
        ("the CSR report", ["CSR"], ["CSR"]),
        ("the csr report", ["CSR"], []),
        ("CSRs", ["CSR"], ["CSRs"]),
        ("precancer", ["cancer"], []),
        ("professionals’ network", ["professionals' network"], ["professionals’ network"]),
        ("the centre (CLCC)", ["centre (CLCC)"], ["centre (CLCC)"]),
        ("", ["x"], []),
    ],
)
def test_renderings_are_found(text: str, terms: list[str], expected: list[str]) -> None:
    """Any inflected form counts, as whole words; abbreviations keep their capitals."""
    assert [text[start:end] for start, end in find_renderings(text, terms)] == expected


def test_forbidden_renderings() -> None:
    """The plural of a forbidden rendering is forbidden too, the singular of a forbidden plural is not."""
    assert find_forbidden("three actors of health", "actor of health") == [(6, 22)]
    assert find_forbidden("palliative care", "palliative cares") == []
