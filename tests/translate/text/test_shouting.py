"""Shouted French is put into sentence case, letter for letter, so that a model can read it."""

import pytest

from passerelle.translate.text.shouting import calm, is_shouted

DOCUMENT = "Le maire de Saint-Nazaire et Agnès Buzyn ont visité Oncavenir. L’AP-HP et le CHU suivent."
PROPER = ("Haute Autorité de santé", "HAS", "CNAM", "RSE", "DMP", "Ehpad")


@pytest.mark.parametrize(
    ("shouted", "expected"),
    [
        ("SANTÉ", "Santé"),
        ("SANTE", "Santé"),
        ("LES HÔPITAUX PUBLICS MANQUENT DE SOIGNANTS", "Les hôpitaux publics manquent de soignants"),
        ("LES HOPITAUX PUBLICS", "Les hôpitaux publics"),
        ("LE CHU DE NANTES A FERMÉ SES LITS", "Le CHU de Nantes a fermé ses lits"),
        ("L’AP-HP RECRUTE A PARIS", "L’AP-HP recrute à Paris"),
        (
            "ATTENTION : LES URGENCES SONT FERMÉES. Appelez.",
            "Attention : les urgences sont fermées. Appelez.",
        ),
        ("CE QUI CHANGE EN 2026", "Ce qui change en 2026"),
        ("LA HAUTE AUTORITE DE SANTE RECOMMANDE", "La Haute Autorité de santé recommande"),
        ("AGNÈS BUZYN À SAINT-NAZAIRE", "Agnès Buzyn à Saint-Nazaire"),
        ("RSE : ONCAVENIR S’ENGAGE", "RSE : Oncavenir s’engage"),
        ("CNAM : UN DEFICIT DE 3 M€", "CNAM : un déficit de 3 M€"),
        ("QU'EST-CE QUE LE DMP ?", "Qu'est-ce que le DMP ?"),
        ("LE SYSTÈME DE SANTÉ DU XXIe SIÈCLE", "Le système de santé du XXIe siècle"),
        ("IVG, PMA : CE QUE DIT LA LOI", "IVG, PMA : ce que dit la loi"),
        ("L'ETAT ET LES COLLECTIVITES", "L'État et les collectivités"),
        ("URGENCES A NICE ET A TOURS", "Urgences à Nice et à Tours"),
        ("« NOUS SOMMES ÉPUISÉS », DIT-ELLE", "« Nous sommes épuisés », dit-elle"),
        ("Le mot du président : LES SOIGNANTS EN COLÈRE", "Le mot du président : les soignants en colère"),
        ("L'ARS ILE-DE-FRANCE ALERTE", "L'ARS Île-de-France alerte"),
    ],
)
def test_shouting_becomes_a_sentence(shouted: str, expected: str) -> None:
    """Names and acronyms keep the capitals that the document or the glossary gives them; accents come back."""
    found = calm([shouted, DOCUMENT], PROPER)
    assert found == [expected, DOCUMENT]
    assert len(found[0]) == len(shouted)


@pytest.mark.parametrize(
    "text",
    [
        "CLCC",
        "CLCC et CHU",
        "EHPAD",
        "AP-HP",
        "Le SAMU de Nantes",
        "La CNAM et la HAS",
        "XXIe",
        "3 M€",
        "",
        "A",
        "12",
    ],
)
def test_acronyms_are_no_shouting(text: str) -> None:
    assert not is_shouted(text)
    assert calm([text], PROPER) == [text]


def test_accents_of_the_document_decide() -> None:
    """“MARCHE” is a walk or a market; where the document writes one of them, it is that one."""
    assert calm(["LE MARCHE DES MEDICAMENTS", "Ce marché est grand."]) == [
        "Le marché des médicaments",
        "Ce marché est grand.",
    ]


def test_of_names_with_the_same_letters_the_first_is_meant() -> None:
    """Which one that is does not change from run to run."""
    assert calm(["LES SAMU EN GREVE"], ("Samu", "SAMU")) == ["Les Samu en grève"]
    assert calm(["LES SAMU EN GREVE"], ("SAMU", "Samu")) == ["Les SAMU en grève"]


def test_addresses_keep_their_capitals() -> None:
    """What is shouted around an address is calmed; the address is no word."""
    assert calm(["ÉCRIRE À PRESSE@CHU-NANTES.FR AVANT MARDI"]) == [
        "Écrire à PRESSE@CHU-NANTES.FR avant mardi"
    ]
    doi = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    assert calm([f"L’étude ({doi}) est close"]) == [f"L’étude ({doi}) est close"]
