"""Putting a rendering in place mends what stands around it."""

import pytest

from passerelle.translate.ladder.splice import agree, doubled_words, mend_articles, splice


@pytest.mark.parametrize(
    ("text", "wrong", "rendering", "expected"),
    [
        ("He has a file open.", "file", "electronic record", "He has an electronic record open."),
        ("An organisation came.", "organisation", "CLCC", "A CLCC came."),
        ("fluid biopsies grow", "fluid biopsies", "liquid biopsy", "Liquid biopsies grow"),
        ("We use fluid tests.", "fluid tests", "CSR", "We use CSR."),
        ("The cancer centre of fight", "centre of fight", "cancer centre", "The cancer centre"),
        ("the fight centre centre", "fight centre", "cancer centre", "the cancer centre"),
        (
            "the health agency agency acts",
            "health agency",
            "Health Agency (HA)",
            "the Health Agency (HA) acts",
        ),
        ("(of health groups)", "health groups", "hospital group [GHT]", "(of hospital groups [GHT])"),
        ("Yes. fight begins", "fight", "screening", "Yes. Screening begins"),
    ],
)
def test_splice(text: str, wrong: str, rendering: str, expected: str) -> None:
    """Articles, number, capitals and doubled words are put right."""
    start = text.index(wrong)
    result = splice(text, (start, start + len(wrong)), rendering)
    assert result.lower() == expected.lower()
    assert ("  " in result) is False


def test_agreement_leaves_names_alone() -> None:
    """An abbreviation or a proper name takes no plural from the words that it replaces."""
    assert agree("Gustave Roussy", "hospitals") == "Gustave Roussy"
    assert agree("cancer centre (CLCC)", "centres") == "cancer centres (CLCC)"


def test_articles_are_mended() -> None:
    """Every a and an follows the sound of its word."""
    assert (
        mend_articles("A HIV test, an university, a 8-week course, vitamin A is")
        == "An HIV test, a university, a 8-week course, vitamin A is"
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("the the", 1),
        ("cancer centre cancer centre", 1),
        ("that that", 0),
        ("one two one", 0),
        ("very, very good", 0),
        ("so far so good", 0),
    ],
)
def test_doubled_words(text: str, count: int) -> None:
    """Words repeated in a row are found; pauses and common pairs are not."""
    assert len(doubled_words(text)) == count
