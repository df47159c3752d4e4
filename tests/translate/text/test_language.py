"""Telling French from its neighbours."""

import pytest

from passerelle.translate.text.language import guess_language, language_warning

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
