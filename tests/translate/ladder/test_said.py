"""Sentences that come again."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.engine.decode import Engine, Hypothesis, Progress
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.said import Said, translate_once

NAME = Constraint(ConstraintKind.NAME, 0, 6, "Necker", "Necker", ("Necker",))
ONE, OTHER = Job("Necker ouvre."), Job("Necker ferme.")


class Echo:
    """Says the French again, and notes what it was asked for the first time."""

    package = ModelPackage("echo", "1", Path())

    def __init__(self) -> None:
        self.asked: list[str] = []

    def translate(
        self, sources: Sequence[str], *, hypotheses: int = 1, progress: Progress | None = None, **_: object
    ) -> list[list[Hypothesis]]:
        self.asked += sources if hypotheses > 1 else []
        for _source in sources if progress else ():
            assert progress
            progress(1)
        return [[Hypothesis(source, tuple(source.split()), -0.5)] for source in sources]

    def score(self, sources: Sequence[str], _: Sequence[str]) -> list[float]:
        return [-1.0 for _source in sources]


@pytest.mark.parametrize(
    ("jobs", "asked"),
    [
        ([], []),
        ([ONE, OTHER, ONE], [ONE, OTHER]),
        ([ONE, Job(ONE.text, (NAME,))], [ONE, ONE]),
    ],
    ids=["nothing", "the same twice", "the same with other demands"],
)
def test_a_sentence_is_translated_once(jobs: list[Job], asked: list[Job]) -> None:
    """The outcomes are in the order of the sentences, whichever of them were made, and progress counts them all."""
    engine, counted = Echo(), list[int]()
    outcomes = translate_once(cast("Engine", engine), jobs, Said(), progress=counted.append)
    assert [outcome.job for outcome in outcomes] == jobs
    assert engine.asked == [job.source for job in asked]
    assert sum(counted) == len(jobs)


def test_what_was_said_is_known_until_others_push_it_out() -> None:
    """A sentence that was asked for since stays longer than one that was not."""
    engine, said = Echo(), Said(most=2)
    third = Job("Necker attend.")
    for jobs in ([ONE], [OTHER], [ONE], [third], [ONE], [OTHER]):
        translate_once(cast("Engine", engine), jobs, said)
    assert engine.asked == [ONE.source, OTHER.source, third.source, OTHER.source]
