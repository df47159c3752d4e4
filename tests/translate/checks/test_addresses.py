"""Addresses and codes."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("Voir https://www.inserm.fr/a.", "See https://www.inserm.fr/b.", "address-altered"),
        ("Écrire à presse@chu.fr.", "Write to press@chu.fr.", "address-altered"),
        ("Voir 10.1056/NEJMoa12.", "See 10.1056/NEJMoa21.", "address-altered"),
        ("Essai NCT01234567.", "Trial NCT01234576.", "code-altered"),
        ("L’article L. 1111-8.", "Article L. 1111-9.", "code-altered"),
        ("Voir le site.", "See https://www.inserm.fr.", "address-altered"),
        ("Écrire à presse@chu-nantes.fr.", "Writchu-nantes.fr.", "address-altered"),
        ("Écrire à presse@chu-nantes.fr.", "Write to presse@chu-nantes.", "address-altered"),
        ("Voir chu-nantes.fr.", "See ap-nantes.fr.", "address-altered"),
        ("Voir nantes.fr.", "See chu-nantes.fr.", "address-altered"),
        ("Voir (10.1016/S0140-6736(20)30183-5).", "See (10.1016/S0140-6736).", "address-altered"),
        ("ORCID 0000-0002-1825-0097", "ORCID 0000-0002-1825-0079", "address-altered"),
        ("Suivre @sante_gouv.", "Follow @health_gouv.", "address-altered"),
        ("Le mot-dièse #ÉtéSansTabac.", "The hashtag #SummerWithoutTobacco.", "address-altered"),
        ("Écrire à la presse.", "Write to presse@chu-nantes.fr.", "address-altered"),
    ],
)
def test_altered_address_is_an_error(look: Look, source: str, target: str, check: str) -> None:
    """An address or code that changed, vanished or was invented is an error."""
    assert check in look(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Voir https://www.inserm.fr/a.", "See https://www.inserm.fr/a."),
        ("L’article L. 1111-8.", "Article L1111-8."),
        ("Voir inserm.fr et inserm.fr.", "See inserm.fr."),
        ("Écrire à presse@chu-nantes.fr ou au CHU.", "Write to the hospital or presse@chu-nantes.fr."),
        ("Selon ameli.fr, c’est sûr.", "It is safe, says ameli.fr’s page."),
    ],
)
def test_kept_address_is_none(look: Look, source: str, target: str) -> None:
    """Addresses kept, even if said once for twice, are right."""
    assert not {"address-altered", "code-altered"} & look(source, target).keys()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Voir data.gouv.fr/d?id=12,5.", "See data.gouv.fr/d?id=12,5."),
        ("Voir chu.example/soins:infirmiers;urgences.", "See chu.example/soins:infirmiers;urgences."),
        ("Écrire à color.center@chu.example.", "Write to color.center@chu.example."),
        ("https://chu.example/presse/communiqué", "https://chu.example/presse/communiqué"),
        ("presse@chu-nantes.fr", "presse@chu-nantes.fr"),
        ("presse [arobase] chu-nantes [point] fr", "presse [arobase] chu-nantes [point] fr"),
    ],
)
def test_an_address_is_no_english(look: Look, source: str, target: str) -> None:
    """Its figures, stops and words are its own."""
    assert not look(source, target)
