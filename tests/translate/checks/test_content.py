"""Clauses, items, counted nouns and verbs that went missing."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "Le traitement, qui réduit la mortalité chez les patients âgés, sera remboursé en mars.",
            "The treatment will be reimbursed in March.",
        ),
        (
            "Les hôpitaux publics manquent de médecins parce que les salaires y sont plus faibles.",
            "Public hospitals lack doctors.",
        ),
        ("Taux d’opposition au don", "Examples"),
        (
            "La directrice a présenté le projet et répondu aux questions des journalistes pendant une heure.",
            "The director presented the project.",
        ),
    ],
)
def test_lost_clause_is_told(look: Look, source: str, target: str) -> None:
    """A passage whose words the English lacks, in an English that is the shorter by it."""
    assert "content-lost" in look(source, target)


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Il faut du riz, du sel et du beurre.", "It takes rice and butter.", True),
        ("Il faut du riz, du sel et du beurre.", "It takes rice, salt and butter.", False),
        ("Il faut du riz, du sel et du beurre.", "It takes rice, salt, and butter.", False),
        ("Il faut du riz, du sel, du pain et du beurre.", "It takes rice, salt and butter.", True),
        ("En mars, il part et revient.", "He leaves in March and returns.", False),
        (
            "Le médecin, fatigué, part pour dormir et manger.",
            "The tired doctor leaves to sleep and eat.",
            False,
        ),
    ],
)
def test_shorter_list_is_told(look: Look, source: str, target: str, *, found: bool) -> None:
    assert ("list-shorter" in look(source, target)) is found


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("À ce jour, 27 hôpitaux participent.", "To date, 27 are taking part.", True),
        ("À ce jour, 27 hôpitaux participent.", "To date, 27 hospitals are taking part.", False),
        ("Le résultat arrive en 24 heures.", "The result comes within 24.", True),
        ("Le résultat arrive en 24 heures.", "The result comes within 24 hours.", False),
        ("Parmi 120 patients, 12 patients vont bien.", "Of 120 patients, 12 are well.", True),
        ("Martine, 58 ans, est infirmière.", "Martine, 58, is a nurse.", False),
        ("Les personnes de plus de 65 ans.", "People over 65.", False),
        ("Sur 120 patients, 12 sont morts.", "Of 120 patients, 12 died.", False),
    ],
)
def test_figure_without_its_noun_is_told(look: Look, source: str, target: str, *, found: bool) -> None:
    """Ages need no years."""
    assert ("noun-lost" in look(source, target)) is found


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("La part a reculé de 7 %.", "The share was 7%.", True),
        ("La part a reculé de 7 %.", "The share fell by 7%.", False),
        ("La part a reculé de 7 %.", "There was a 7% drop in the share.", False),
        ("La part est de 7 %.", "The share is 7%.", False),
        ("Le taux a augmenté de près de 12 points.", "The rate was nearly 12 points.", True),
    ],
)
def test_lost_verb_is_told(look: Look, source: str, target: str, *, found: bool) -> None:
    """A rise or fall by so much that the English does not speak of."""
    assert ("direction" in look(source, target)) is found


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "Deux hôpitaux sur trois terminent l’année dans le rouge.",
            "Two out of three hospitals are ending the year in the red.",
        ),
        (
            "Faute de médecins, les urgences ferment la nuit.",
            "For want of doctors, the emergency department is closing at night.",
        ),
        (
            "Le conseil a validé mardi un plan sur trois ans.",
            "On Tuesday, the board approved a three-year plan.",
        ),
        ("Cancer", "Cancer"),
        ("", "Nothing"),
    ],
)
def test_good_translation_is_left_alone(look: Look, source: str, target: str) -> None:
    assert not {"content-lost", "list-shorter", "noun-lost"} & look(source, target).keys()
