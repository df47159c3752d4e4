"""Where the scanner finds that a figure begins."""

import re

import pytest

from passerelle.translate.numbers import english, french
from passerelle.translate.numbers.scan import Readers, scan

LANGUAGES = [pytest.param(french._READERS, id="french"), pytest.param(english._READERS, id="english")]


@pytest.mark.parametrize("readers", LANGUAGES)
def test_words_that_tell_of_figures_are_letters_alone(readers: Readers) -> None:
    """The scanner looks at whole runs of letters: a word with a hyphen or digit would never be found."""
    assert [word for word in readers.telling if not re.fullmatch(r"[^\W\d_]+", word)] == []


@pytest.mark.parametrize("readers", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("US$5, CA$ 6 and EUR 7", ["US$5", "CA$ 6", "EUR 7"]),
        ("-3 °C, ±2, +4 and .5", ["-3 °C", "±2", "+4", ".5"]),
        ("½ and 2½, x½h", ["½", "2½"]),
        ("covid-19, Covid 19, doi:10.1000/182, a@b3.org: 5", ["5"]),
        ("x3 5-FU 3C H1N1 IL-6", []),
        ("", []),
    ],
)
def test_a_figure_begins_with_a_digit_or_its_sign(readers: Readers, text: str, found: list[str]) -> None:
    """Signs and currencies belong to the figure; digits inside words and codes are none."""
    assert [each.text for each in scan(text, readers)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plus ou moins 3 %, Moins 2 ; moins 5 °C", ["plus ou moins 3 %", "2", "moins 5 °C"]),
        ("plus 3 mois, au 3e étage", ["3 mois", "3e"]),
    ],
)
def test_a_word_may_lead_a_figure(text: str, found: list[str]) -> None:
    """“Moins” is a sign where a figure follows."""
    assert [each.text for each in scan(text, french._READERS)] == found
