"""Figures that a draft left in French typography are mended, and nothing else is."""

import pytest

from passerelle.translate.numbers import is_english_typography, normalise_english, parse_french


@pytest.mark.parametrize(
    ("french", "draft", "mended"),
    [
        ("12,5 % des 1 200 cas", "12,5 % of the 1 200 cases", "12.5% of the 1,200 cases"),
        ("à 14h40, 3,5 M€", "at 14h40, 3,5 M€", "at 2:40 pm, €3.5 million"),
        ("à 11 h 20", "At 11.20, the doors", "At 11:20 am, the doors"),
        ("p = 0,003", "p = 0,003", "p = 0.003"),
        ("10e édition", "10e edition", "10th edition"),
        ("1,716 milliard", "1,716 billion pupils", "1.716 billion pupils"),
        ("15 novembre 2024", "on 15 novembre 2024", "on 15 November 2024"),
        ("1er janvier 2025", "1er January 2025", "1 January 2025"),
        ("XXIe siècle", "the 21e century", "the 21st century"),
        ("200 k€", "200 k€", "€200,000"),
        ("5 UI/kg", "5 UI/kg", "5 IU/kg"),
        ("les 48 dernières heures", "the last 48 h", "the last 48 hours"),
        ("entre 10 et 15 %", "between 10 and 15 %", "between 10 and 15%"),
    ],
)
def test_french_typography_is_mended_where_the_source_has_the_value(
    french: str, draft: str, mended: str
) -> None:
    """Only the figure changes."""
    assert normalise_english(draft, parse_french(french)) == mended


@pytest.mark.parametrize(
    ("french", "draft"),
    [
        ("12,5 %", "125 % of cases"),
        ("deux", "the 2e case"),
        ("3 cas", "the 3e case"),
        ("à 11h20, un score de 11,20", "at 11:20, a score of 11.20"),
        ("12 000", "12,000 cases"),
        ("14h40", "at 14:40"),
        ("11,20", "a score of 11.20"),
        ("01 45 67 89 10", "call 01 45 67 89 10"),
        ("", "IL-6 and 3,5 mg"),
        ("2024", "in 2024 , at last"),
    ],
)
def test_all_else_stays(french: str, draft: str) -> None:
    """A wrong value, good English, telephone numbers and prose are left alone."""
    assert normalise_english(draft, parse_french(french)) == draft


@pytest.mark.parametrize(
    ("figure", "english"),
    [
        ("12.5%", True),
        ("12,5%", False),
        ("12.5 %", False),
        ("1,200", True),
        ("1 200", False),
        ("1\u202f200", False),
        ("€3.5 million", True),
        ("3.5 M€", False),
        ("45 €", False),
        ("2:40 pm", True),
        ("14h40", False),
        ("10th", True),
        ("10e", False),
        ("15 November 2024", True),
        ("15 novembre 2024", False),
        ("US$11,000 to $22,500", True),
        ("3.5 million of euros", False),
    ],
)
def test_english_typography_is_told_from_french(figure: str, *, english: bool) -> None:
    """Each mark of French typography is recognised."""
    assert is_english_typography(figure) is english
