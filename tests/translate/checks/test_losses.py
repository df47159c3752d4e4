"""Small things lost without a trace: signs, months, newspapers."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Photo © Inserm", "Photo £ Inserm", "©"),
        ("Le Doliprane® est rare.", "Doliprane is scarce.", "®"),
        ("Le kit TestVite™ arrive.", "The TestVite kit arrives.", "™"),
        ("Selon le § 3 du texte.", "According to 3 of the text.", "§"),
        ("Lilly & Cie", "Lilly Co", "&"),
        ("Le taux est de 3 ‰.", "The rate is 3.", "‰"),
        ("Un écart de 2 ± 1.", "A gap of 2, 1.", "±"),
        ("Bilan → 3 décès", "Results 3 deaths", "→"),
        ("★ Le choix du jour", "The choice of the day", "★"),
        ("Il fait 38 °C.", "It is 38 C.", "°"),
        ("Coût : 12 ¥ par jour", "Cost: 12 a day", "¥"),
    ],
)
def test_lost_sign_is_told(look: Look, source: str, target: str, lost: str) -> None:
    """A sign that became another or vanished is named."""
    told = look(source, target)["sign-lost"]
    assert told.suggestion == lost
    assert source[slice(*told.source_span or ())] == lost


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Photo © Inserm", "Photo © Inserm"),
        ("Recherche & développement", "Research and development"),
        ("Selon le § 3.", "According to section 3."),
        ("Un coût de 12 €.", "A cost of 12 euros."),
        ("Le n° 12 et le 1° de l’article.", "No. 12 and point 1 of the article."),
        ("Voir https://a.example/b?c=1&d=2 ici.", "See it here."),
        ("Un écart de 2 × 3.", "A gap of 2 x 3."),
    ],
)
def test_sign_said_otherwise_is_right(look: Look, source: str, target: str) -> None:
    assert "sign-lost" not in look(source, target)


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Fermé en janvier, mars et juin.", "Closed in January and June.", True),
        ("Fermé en janvier, mars et juin.", "Closed in January, March and June.", False),
        ("Les cas ont doublé en août.", "Cases doubled.", True),
        ("Les cas ont doublé en sept. ou octobre.", "Cases doubled in Sept. or Oct.", False),
        ("Mars est une planète.", "It is a planet.", False),
        ("En mai, fais ce qu’il te plaît.", "You may do as you please.", True),
    ],
)
def test_lost_month_is_told(look: Look, source: str, target: str, *, found: bool) -> None:
    """A month outside a date has to be named; the capital tells “May” from “may”."""
    assert ("period" in look(source, target)) is found


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Rapport présenté hier (Le Monde)", "Report presented yesterday (The World)", True),
        ("Selon Les Échos, le plan coûte cher.", "According to The Echoes, the plan is dear.", True),
        ("Un entretien avec La Croix.", "An interview with The Cross.", True),
        ("Lu dans L’Humanité hier.", "Read in Humanity yesterday.", True),
        ("Rapport présenté hier (Le Monde)", "Report presented yesterday (Le Monde)", False),
        ("Selon Le Quotidien du médecin.", "According to the Quotidien du médecin.", False),
        ("Le monde change.", "The world is changing.", False),
        ("Libération des prix en mai.", "Prices set free in May.", False),
    ],
)
def test_translated_newspaper_is_told(look: Look, source: str, target: str, *, found: bool) -> None:
    assert ("name-missing" in look(source, target)) is found
