"""English typography."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]

_CASES = [
    ("guillemets", "Il dit « oui ».", "He says « yes ».", True),
    ("guillemets", "Il dit « oui ».", "He says “yes”.", False),
    ("quotation-marks", "Il dit « oui ».", "He says “yes.", True),
    ("quotation-marks", "Il dit « oui ».", "He says yes.", True),
    ("quotation-marks", "Il dit « oui ».", "He says ‘yes’.", False),
    ("quotation-marks", "Un écran de 5 pouces.", 'A 5" screen.', False),
    ("quotation-marks", "« La COVID-19 » et « le virus ».", '"COVID-19" and "the virus.', True),
    ("brackets", "Le test (un).", "The test (one.", True),
    ("brackets", "a) le test (un).", "a) the test (one).", False),
    ("end-punctuation", "Le test avance.", "The test moves on", True),
    ("end-punctuation", "Le test avance ?", "The test moves on.", True),
    ("end-punctuation", "Le test", "The test.", True),
    ("end-punctuation", "Le test à 14 h.", "The test at 2 p.m.", False),
    ("end-punctuation", "« Le test avance. »", "“The test moves on.”", False),
    ("start-capital", "Le test avance.", "the test moves on.", True),
    ("start-capital", "le test avance ;", "the test moves on;", False),
    ("start-capital", "L’ARNm agit.", "mRNA acts.", False),
    ("space-before-stop", "Le test : un.", "The test : one.", True),
    ("space-before-stop", "Soit 5 %.", "That is 5 %.", True),
    ("space-before-stop", "Le test : un.", "The test: one.", False),
    ("space-before-stop", "Le langage .NET.", "The language .NET.", False),
    ("space-before-stop", "Vu par <1/>.", "Seen by <1/>.", False),
    ("spacing", "Le <1/> est là.", "<1/> is there.", False),
    ("start-capital", "Le <1/>, la loi change.", "<1/>, the law changes.", False),
    ("spacing", "Le test.", "The  test.", True),
    ("missing-space", "Le test. Un autre.", "The test.Another one.", True),
    ("spacing", "Le test.", "The test. ", True),
    ("missing-space", "Voir le site a.Bc/de.", "See the site www.ab.Cd/ef.", False),
]


@pytest.mark.parametrize(("check", "source", "target", "found"), _CASES)
def test_typography_of_the_english(look: Look, check: str, source: str, target: str, *, found: bool) -> None:
    """Each slip of typography has its warning, and English set as it should be has none."""
    assert (check in look(source, target)) is found


def test_lonely_bracket_is_shown_at_its_place(look: Look) -> None:
    """The place of a bracket without partner is told."""
    assert look("Le test (un).", "The (test) one).")["brackets"].target_span == (14, 15)
