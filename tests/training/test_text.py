"""Pairs are made uniform and unfit ones are named."""

import random

import pytest

from passerelle.translate.adaptation.plain import straighten
from training.text import FAULTS, fault, pair_key, sentence_keys, vary_typography

LONG_FRENCH = "Le traitement des malades est une question de santé publique dans la région."
LONG_ENGLISH = "The treatment of the sick is a question of public health in the region."


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        (LONG_FRENCH, LONG_ENGLISH, ""),
        ("Oui.", "Yes.", ""),
        ("", "Yes.", "empty"),
        ("Paris", "Paris", "copied"),
        ("a" * 901, "b" * 890, "too long"),
        ("Oui.", "Yes, and a good deal more than anybody said.", "unequal length"),
        ("12 34 56 78 : a", "12 34 56 78 : b", "few letters"),
        ("Les 12 et 13 mai, 40 cas", "On 14 and 15 June, 40 cases", "other numbers"),
        (LONG_ENGLISH.replace("sick", "ill"), LONG_ENGLISH, "other language"),
        (LONG_FRENCH, LONG_FRENCH.replace("malades", "patients"), "other language"),
    ],
)
def test_fault(french: str, english: str, expected: str) -> None:
    """Each fault is found where it is and not elsewhere."""
    assert fault(french, english) == expected


def test_every_fault_is_tried_above() -> None:
    """The table above has a case for every rule."""
    mark = next(mark for mark in test_fault.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert {case[2] for case in mark.args[1]} == {"", *FAULTS}


def test_varied_typography_says_the_same() -> None:
    """Whatever quotes it draws, making them plain again gives the text back."""
    text = 'L\'étude dit "oui" et "non".'
    varied = {vary_typography(random.Random(seed), text) for seed in range(60)}
    assert len(varied) > 4
    assert {straighten(each) for each in varied} == {text}


def test_a_lone_quote_stays() -> None:
    """A quotation that does not close is left alone."""
    assert '"' in vary_typography(random.Random(2), 'Un 24" ou plus.')


def test_sentence_keys() -> None:
    """A sentence is known again inside a longer text and in other typography."""
    alone = set(sentence_keys("L’essai a duré trois ans !"))
    assert alone & set(sentence_keys("Bonjour. L'ESSAI a duré trois ans. Fin."))
    assert not alone & set(sentence_keys("L'essai a duré quatre ans."))


def test_pair_key_ignores_numbers() -> None:
    """Pairs that differ in numbers alone are one; in a word, two."""
    assert (
        pair_key("Art. 12", "Art. 12")
        == pair_key("art. 340", "art. 340")
        != pair_key("Art. 12", "Section 12")
    )
