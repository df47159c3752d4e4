"""The metrics are sacreBLEU's, and a bootstrap tells noise from a difference."""

import numpy as np
import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from passerelle.translate.adaptation.metrics import (
    bleu,
    bootstrap,
    chrf,
    count_edits,
    count_letters,
    count_words,
    edit_rate,
    share_met,
)

ENGLISH = [
    "The hospital's 1,200 staff went on strike, on Monday.",
    "It costs 12.5% more - that is €3m (or so)...",
    'He said: "no" & left [at once]',
    "Vaccination",
]
REFERENCES = [
    "Staff at the hospital (1,200) went on strike on Monday.",
    "The cost is up 12.5%, or €3m.",
    'He said "No" and left at once.',
    "Vaccines: a guide",
]


@pytest.mark.parametrize("lines", [slice(0, 4), slice(0, 2), slice(3, 4), slice(1, 2)])
def test_as_sacrebleu(lines: slice) -> None:
    """Sums of the counts of sentences give the scores of the whole."""
    pairs = list(zip(ENGLISH[lines], REFERENCES[lines], strict=True))
    letters, words = (np.array([f(*pair) for pair in pairs]).sum(0) for f in (count_letters, count_words))
    assert chrf(letters) == pytest.approx(CHRF().corpus_score(ENGLISH[lines], [REFERENCES[lines]]).score)
    assert bleu(words) == pytest.approx(BLEU().corpus_score(ENGLISH[lines], [REFERENCES[lines]]).score)


def test_nothing_said() -> None:
    """An empty translation scores 0 and costs every word of the reference."""
    assert chrf(np.array(count_letters("", "Two words"))) == 0
    assert bleu(np.array(count_words("", "Two words"))) == 0
    assert edit_rate(np.array(count_edits("", "Two words"))) == 100


@pytest.mark.parametrize(
    ("english", "reference", "edits"),
    [("A b c.", "A b c.", 0), ("A B c.", "A b c.", 1), ("b c.", "A b c.", 1), ("A b c", "A b, c.", 2)],
)
def test_edits_are_of_words_capitals_and_marks(english: str, reference: str, edits: int) -> None:
    assert count_edits(english, reference)[0] == edits


def test_a_difference_everywhere_is_no_noise() -> None:
    """What is better in each sentence is better in every sample; equal sets never differ."""
    old, new = np.array([[2.0, 10, 0]] * 20), np.array([[1.0, 10, 0]] * 20)
    assert bootstrap(edit_rate, old, new) == pytest.approx([-10.0] * 1000)
    assert set(bootstrap(edit_rate, old, old)) == {0.0}


def test_one_sentence_of_many_is_noise() -> None:
    """A single sentence is missing from a third of the samples."""
    old = np.array([[2.0, 10, 0]] * 20)
    new = old.copy()
    new[0, 0] = 3
    differences = bootstrap(edit_rate, old, new)
    assert (differences[50], differences[-50] > 0) == (0, True)


def test_nothing_asked_is_all_met() -> None:
    assert (share_met(np.array([0.0, 0.0])), share_met(np.array([1.0, 4.0]))) == (100, 25)
