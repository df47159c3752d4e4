"""Other versions of a sentence obey as the first does."""

import pytest

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.engine.decode import Engine
from passerelle.translate.ladder.alternatives import other_versions
from passerelle.translate.ladder.candidates import Job

TERM = Constraint(
    ConstraintKind.TERM, 4, 19, "biopsie liquide", "liquid biopsy", ("liquid biopsy", "liquid biopsies")
)


@pytest.mark.parametrize("most", [1, 3, 10])
def test_every_version_meets_what_is_asked(engine: Engine, most: int) -> None:
    """And stands once."""
    [free, bound] = other_versions(
        engine, [Job("Le comité a rendu son avis."), Job("Une biopsie liquide suffit.", (TERM,))], most
    )
    assert free
    assert bound
    assert all("liquid biops" in text.lower() for text in bound)
    assert len(set(bound)) == len(bound)


def test_no_sentence_has_no_versions(engine: Engine) -> None:
    assert other_versions(engine, [], 3) == []
