"""Periods and scopes that became others."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("Au premier semestre.", "In the second half.", "period"),
        ("Les données du T2.", "The Q3 data.", "period"),
        ("La réforme entre en vigueur début 2026.", "The reform takes effect in late 2026.", "period"),
        ("La réunion a lieu jeudi.", "The meeting is on Friday.", "period"),
        ("Le guichet ferme à midi.", "The desk closes at midnight.", "period"),
        ("La première dose est tolérée.", "The last dose is tolerated.", "period"),
        ("L’an prochain, dix lits ouvrent.", "Last year, ten beds opened.", "period"),
        ("Lundi, puis mardi.", "Tuesday, then Monday.", "period"),
        ("Aucun patient n’a guéri.", "All patients recovered.", "scope"),
        ("La plupart des lits sont pris.", "All the beds are taken.", "scope"),
        ("Des dizaines de cas sont connus.", "Hundreds of cases are known.", "scope"),
        ("Le test est négatif.", "The test is positive.", "scope"),
    ],
)
def test_another_period_or_scope_is_told(look: Look, source: str, target: str, check: str) -> None:
    """Each word is held against its like; a series is read in its order."""
    assert check in look(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Au premier semestre.", "In H1."),
        ("Fin mars, le bilan tombe.", "The figures come out at the end of March."),
        ("L’an dernier, dix lits ont ouvert.", "Ten beds opened last year."),
        ("Tout d’abord, un rappel.", "First of all, a reminder."),
        ("Tous ne sont pas guéris.", "Not all have recovered."),
        ("Chaque année, le budget est revu.", "The budget is reviewed every year."),
    ],
)
def test_the_same_is_none(look: Look, source: str, target: str) -> None:
    """Forms differ, what they say does not."""
    assert not {"period", "scope", "frequency"} & look(source, target).keys()


@pytest.mark.parametrize(
    ("source", "target", "suggestion"),
    [
        ("Les ventes du T3 2025 ont baissé.", "Sales in T3 2025 fell.", "Q3 2025"),
        ("Le S1 a été faible.", "S1 was weak.", "H1"),
    ],
)
def test_a_french_sign_of_a_quarter_is_told_with_the_english_one(
    look: Look, source: str, target: str, suggestion: str
) -> None:
    """“T3” kept in the English is told once, with what to write."""
    assert look(source, target)["period"].suggestion == suggestion
