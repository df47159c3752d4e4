"""Noun phrases, told by word lists from verbs, adverbs and what only counts or points."""

import pytest

from passerelle.translate.extraction.phrases import find_phrases

HELD = [
    ("La biopsie liquide entre en routine.", "biopsie liquide"),
    ("Le centre de lutte contre le cancer ouvre.", "centre de lutte contre le cancer"),
    ("Des infirmières en pratique avancée arrivent.", "infirmières en pratique avancée"),
    ("Le dépistage ciblé commence.", "dépistage ciblé"),
    ("On propose la biopsie liquide aux malades.", "biopsie liquide"),
    ("Un accès précoce est demandé.", "accès précoce"),
    ("Les voies biliaires sont touchées.", "voies biliaires"),
    ("L’insuffisance rénale terminale progresse.", "insuffisance rénale terminale"),
    ("Il relève des affections de longue durée.", "affections de longue durée"),
    ("Le projet de loi de financement est prêt.", "projet de loi de financement"),
]

NOT_HELD = [
    ("La fédération place la biopsie au centre.", "fédération place"),
    ("Ce volet prolonge la phase.", "volet prolonge"),
    ("Les patients traités par le laser guérissent.", "patients traités"),
    ("La part des recettes baisse.", "part des recettes"),
    ("Il faut soigner à crédit.", "soigner à crédit"),
    ("Il a été génétiquement modifié.", "génétiquement modifié"),
    ("Trois semaines de repos suffisent.", "semaines de repos"),
]


def phrases(text: str) -> list[str]:
    return [text[start:end] for start, end in find_phrases(text)]


@pytest.mark.parametrize(("text", "phrase"), HELD)
def test_nouns_with_what_belongs_to_them_are_phrases(text: str, phrase: str) -> None:
    assert phrase in phrases(text)


@pytest.mark.parametrize(("text", "phrase"), NOT_HELD)
def test_verbs_and_measures_are_none(text: str, phrase: str) -> None:
    assert phrase not in phrases(text)


def test_a_sign_ends_a_phrase() -> None:
    assert not [phrase for phrase in phrases("un essai, clinique (médicament) du cancer") if " " in phrase]


@pytest.mark.parametrize("text", ["", "…", "12,5 %", "L’", "ABC"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert not phrases(text)
