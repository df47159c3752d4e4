"""Which words of the French the English says."""

import pytest

from passerelle.translate.checks.coverage import cover, is_rendered
from passerelle.translate.constraints.addresses import demand_addresses


def unsaid(source: str, target: str) -> list[str]:
    return [word.text for word in cover(source, target).words if word.said is False]


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("Le médecin rassure le patient.", "The doctor reassures the patient.", []),
        ("Le médecin et l’infirmière arrivent.", "The doctor arrives.", ["infirmière"]),
        ("Les hôpitaux manquent de lits.", "Hospitals lack.", ["lits"]),
        ("La vaccination progresse.", "Vaccination is progressing.", []),
    ],
)
def test_unsaid_words_are_seen(source: str, target: str, words: list[str]) -> None:
    """Lemmas and words that begin alike meet."""
    assert unsaid(source, target) == words


def test_one_english_word_renders_one_french_one() -> None:
    assert unsaid("La santé, la santé !", "Health!") == ["santé"]


def test_words_that_nothing_renders_are_spare() -> None:
    assert cover("Le médecin arrive.", "The doctor arrives.").spare == 0
    assert cover("Le médecin arrive.", "The doctor arrives with elephants.").spare == 1


def test_what_stands_in_a_met_constraint_is_said() -> None:
    source, target = "Voir hopital-enfants.example.", "See hopital-enfants.example."
    words = cover(source, target, tuple(demand_addresses(source))).words
    assert all(word.said for word in words if word.start > 4)


def test_a_word_that_the_lexicon_lacks_tells_nothing() -> None:
    assert is_rendered("zygomaticus", "nothing") is None
    assert cover("Le Xylmorbar agit.", "It acts.").words[0].said is None
