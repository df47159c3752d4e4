"""How far what left the ladder can be trusted: the model's own score, and what the ladder had to do to it. Pure functions.

Of a dozen features that were measured (``benchmarks/confidence.py``), the plain translation's log-probability a token says
what all of them together say: attention, length, fragments of words and words that no dictionary has add nothing to it.
"""

from collections.abc import Sequence

from passerelle.translate.catalog.confidence import LOW
from passerelle.translate.constraints.constraint import Stage
from passerelle.translate.ladder.conclude import Outcome

BASE, SLOPE = 84.0, 48.6
"""chrF2 against the score: a line through FLORES dev and term-dev. Source: ``benchmarks/confidence.py``."""

_ILL = (Stage.FORCED_PREFIX, Stage.UNMET)


def sentence_confidence(outcome: Outcome) -> int:
    """Return the chrF2 (0–100) to be expected of a sentence; low where it looks wrong or a demand was forced or missed.

    What was looked up instead of translated has no score, and is certain.
    """
    expected = 100 if outcome.score is None else round(min(100.0, max(0.0, BASE + SLOPE * outcome.score)))
    ill = outcome.faults or any(record.stage in _ILL for record in outcome.records)
    return min(expected, LOW - 1) if ill else expected


def block_confidence(outcomes: Sequence[Outcome]) -> int | None:
    """Return the confidence of a block, by the length of its sentences; None where none was translated.

    A sentence that looks wrong makes the whole block low.
    """
    if not outcomes:
        return None
    values = [(sentence_confidence(outcome), max(1, len(outcome.text))) for outcome in outcomes]
    mean = round(sum(value * size for value, size in values) / sum(size for _, size in values))
    ill = any(outcome.faults or any(it.stage in _ILL for it in outcome.records) for outcome in outcomes)
    return min(mean, LOW - 1) if ill else mean
