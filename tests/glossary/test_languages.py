"""French that stands where the English should is told, a name on both sides is not."""

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.languages import language_doubts
from passerelle.glossary.termbase import load_termbase


@pytest.mark.parametrize(
    ("french", "english", "told"),
    [
        ("day hospital", "hôpital de jour", "changed places"),
        ("nursing home", "maison de retraite", "changed places"),
        ("hôpital de jour", "établissement hospitalier", "looks French"),
        ("health ministry spokesperson", "spokeswoman of the health ministry", "looks English"),
        ("hôpital de jour", "day hospital", ""),
        ("table", "table", ""),
        ("Assurance Maladie", "Assurance Maladie", ""),
        ("prison", "jail", ""),
        ("Unicancer", "Unicancer", ""),
    ],
)
def test_wrong_sides(french: str, english: str, told: str) -> None:
    doubts = " ".join(language_doubts(Concept("x", french, english, "d")))
    assert told in doubts if told else not doubts


def test_the_curated_glossary_raises_hardly_a_doubt() -> None:
    """The words that both languages have would else hide what is wrong."""
    concepts = load_termbase().concepts
    assert sum(bool(list(language_doubts(concept))) for concept in concepts) < len(concepts) / 200
