"""Confidence follows the model's score, and no fault, forced or missed demand hides behind a good one."""

import pytest

from passerelle.translate.catalog.confidence import HIGH, LOW, Level, level
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.conclude import Outcome
from passerelle.translate.ladder.confidence import block_confidence, sentence_confidence


def outcome(
    score: float | None, *stages: Stage, text: str = "Some text.", faults: tuple[str, ...] = ()
) -> Outcome:
    records = tuple(Record(ConstraintKind.TERM, "", "x", 0, 1, "", "y", stage) for stage in stages)
    return Outcome(Job("Un texte."), text, text, records, faults, score)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (outcome(-0.1), Level.HIGH),
        (outcome(-0.55), Level.MEDIUM),
        (outcome(-1.0), Level.LOW),
        (outcome(-9.0), Level.LOW),
        (outcome(None), Level.HIGH),
        (outcome(-0.1, Stage.PLAIN, Stage.SIGNS, Stage.REPLACED), Level.HIGH),
        (outcome(-0.1, Stage.UNMET), Level.LOW),
        (outcome(-0.1, Stage.PLAIN, Stage.FORCED_PREFIX), Level.LOW),
        (outcome(-0.1, faults=("loop",)), Level.LOW),
    ],
)
def test_a_sentence_is_trusted_by_its_score(said: Outcome, expected: Level) -> None:
    assert level(sentence_confidence(said)) is expected


def test_confidence_is_a_percentage() -> None:
    assert sentence_confidence(outcome(-9.0)) == 0
    assert sentence_confidence(outcome(5.0)) == 100
    assert sentence_confidence(outcome(None)) == 100


def test_a_block_is_the_mean_of_its_sentences() -> None:
    """Long sentences weigh more; one that looks wrong makes the block low; without any there is nothing to say."""
    good, bad = outcome(-0.1, text="x" * 300), outcome(-1.2, text="x" * 10)
    assert (block_confidence([good, bad]) or 0) >= HIGH
    assert block_confidence([good, bad]) == block_confidence([bad, good])
    assert (block_confidence([good, outcome(-0.1, Stage.UNMET, text="x")]) or 0) < LOW
    assert block_confidence([]) is None
