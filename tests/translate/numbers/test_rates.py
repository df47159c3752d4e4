"""How often, read as times in a period."""

from fractions import Fraction

import pytest

from passerelle.translate.numbers import find_rates
from passerelle.translate.numbers.wording import Language

DAY, HOUR = 86400, 3600


@pytest.mark.parametrize(
    ("text", "language", "times", "length"),
    [
        ("trois fois par jour", "french", 3, DAY),
        ("1 g x 3/j", "french", 3, DAY),
        ("toutes les 6 heures", "french", 1, 6 * HOUR),
        ("tous les deux jours", "french", 1, 2 * DAY),
        ("un jour sur deux", "french", 1, 2 * DAY),
        ("une fois par semaine", "french", 1, 7 * DAY),
        ("bimensuel", "french", 2, 1),
        ("400 € par mois", "french", None, 1),
        ("12 000 €/an", "french", None, 12),
        ("un trimestre sur deux", "french", 1, 6),
        ("three times a day", "english", 3, DAY),
        ("twice daily", "english", 2, DAY),
        ("once-weekly", "english", 1, 7 * DAY),
        ("every eight hours", "english", 1, 8 * HOUR),
        ("every third day", "english", 1, 3 * DAY),
        ("quarterly", "english", 1, 3),
        ("€400 a month", "english", None, 1),
        ("a six-monthly check", "english", 1, 6),
    ],
)
def test_rates_are_read(text: str, language: Language, times: int | None, length: int) -> None:
    """Days are counted in seconds, years in months."""
    (rate,) = find_rates(text, language)
    assert (rate.times, rate.length) == (times, Fraction(length))


@pytest.mark.parametrize(
    ("french", "english", "agree"),
    [
        ("deux fois par an", "every six months", True),
        ("4 prises par jour", "four times a day", True),
        ("4 prises par jour", "every six hours", True),
        ("3 fois par jour", "every six hours", False),
        ("par jour", "a week", False),
        ("tous les quinze jours", "every two weeks", True),
        ("quotidien", "twice daily", False),
        ("une prise par jour", "twice a day", False),
        ("trois fois par jour", "tid", True),
    ],
)
def test_equal_shares_agree(french: str, english: str, *, agree: bool) -> None:
    """Where a number may count something else, the period alone decides."""
    (ours,), (theirs,) = find_rates(french, "french"), find_rates(english, "english")
    assert ours.agrees(theirs) is agree
