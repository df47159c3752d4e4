"""Telling French from its neighbours."""

import pytest

from passerelle.translate.text.language import (
    foreign_language,
    guess_language,
    is_prose,
    language_warning,
    likely_languages,
)

TEXTS = {
    "French": "Les résultats de l’essai ont été présentés à Lyon par une équipe qui travaille sur ce sujet depuis dix ans avec des patients.",
    "English": "The results of the trial were presented in Lyon by a team that has worked on this subject for ten years with patients.",
    "Spanish": "Los resultados del ensayo se presentaron en Lyon por un equipo que trabaja en el tema desde hace diez años con las pacientes.",
    "German": "Die Ergebnisse der Studie wurden in Lyon von einem Team vorgestellt, das sich seit zehn Jahren mit dem Thema und den Patienten befasst.",
    "Italian": "I risultati dello studio sono stati presentati a Lione da una squadra che lavora sul tema da dieci anni con le pazienti della regione.",
    "Dutch": "De resultaten van het onderzoek zijn in Lyon voorgesteld door een team dat al tien jaar met de patiënten aan het onderwerp werkt.",
    "Portuguese": "Os resultados do ensaio foram apresentados em Lyon por uma equipa que trabalha com as doentes da região sobre o tema há dez anos.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_guess_language(language: str, text: str) -> None:
    """A sentence or two are enough to tell a language."""
    assert guess_language(text) == language
    assert bool(language_warning(text)) is (language != "French")


@pytest.mark.parametrize("text", ["", "Bonjour", "1 2 3 " * 50, "Xyz abc qwe rty " * 20])
def test_no_guess(text: str) -> None:
    """Too little text, or none that is known, is no reason for a warning."""
    assert language_warning(text) == ""


PASSAGES = [
    ("The results of the trial were presented at the congress in Lyon.", "English"),
    ("Der Patient steht im Mittelpunkt und wird nicht allein gelassen", "German"),
    ("El paciente es el centro de todo lo que hacemos en el hospital", "Spanish"),
    ("Prise en charge de l'asthme", ""),
    ("Non, faites-vous accompagner par un proche", ""),
    ("Le Health Data Hub et le Big Data in Health", ""),
    ("Du 3 au 5 mai, à Paris et en ligne", ""),
    ("The end", ""),
]


@pytest.mark.parametrize(("text", "language"), PASSAGES)
def test_foreign_passages(text: str, language: str) -> None:
    """A passage is foreign only where nothing speaks for French: to leave French untranslated is the worse mistake."""
    assert foreign_language(text) == language


PROSE = [
    ("Prenez rendez-vous.", True),
    ("Le test donne un résultat en 15 minutes.\n\n- en pharmacie ;\n- au laboratoire.", True),
    ("Appelez le 15 ou le 112.", True),
    ("pip install passerelle", False),
    ("sudo apt update && apt install nginx", False),
    ("def moyenne(valeurs):\n    return sum(valeurs)", False),
    ("SELECT nom FROM patients WHERE age > 3", False),
    ("export CHEMIN=/usr", False),
    ("make test", False),
]


@pytest.mark.parametrize(("text", "prose"), PROSE)
def test_prose_and_code(text: str, prose: bool) -> None:  # noqa: FBT001
    """What reads as French for readers is told from what a program reads."""
    assert is_prose(text) is prose


SHORT = {
    "fr": [
        "Bonjour !",
        "Lits",
        "Contact",
        "Information",
        "Service public",
        "CHU de Nantes",
        "1er mai",
        "",
        "…",
        "Île-de-France",
    ],
    "en": ["How are you?", "The hospital opens new beds.", "Read more about this"],
    "de": ["Der Patient wird in der Klinik behandelt."],
    "es": ["El paciente fue tratado en el hospital por los médicos."],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SHORT.items() for text in texts])
def test_a_text_is_french_unless_another_language_knows_it_better(code: str, text: str) -> None:
    """However short; French and English are always weighed, and confidence is in per cent."""
    found = likely_languages(text)
    assert found[0].code == code
    assert all(0 <= each.confidence <= 100 for each in found)


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_the_likeliest_language_is_that_of_a_longer_text(language: str, text: str) -> None:
    codes = {"French": "fr", "English": "en", "Spanish": "es", "German": "de", "Italian": "it"}
    assert likely_languages(text)[0].code == codes.get(language, likely_languages(text)[0].code)
