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
        ("hôpital de jour", "établissement hospitalier de jour", "looks French"),
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


def test_the_curated_glossary_raises_no_doubt() -> None:
    assert not [told for concept in load_termbase().concepts for told in language_doubts(concept)]
