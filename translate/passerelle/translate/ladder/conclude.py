"""What becomes of a sentence once it left the ladder: its English and the ledger of its constraints. Pure functions."""

from dataclasses import dataclass

from passerelle.translate.constraints.constraint import Record, Stage, record_of
from passerelle.translate.ladder.candidates import Candidate, Job
from passerelle.translate.text.markup import Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """The English of one sentence and how each of its constraints fared, in their order.

    ``plain`` is the best translation without any constraint. ``faults`` are what looks wrong with ``text``;
    ``score`` is the plain translation's log-probability a token, None for what was not translated. ``marks`` are
    the places in it of the empty marks for which a word travelled through the model.
    """

    job: Job
    text: str
    plain: str
    records: tuple[Record, ...]
    faults: tuple[str, ...] = ()
    score: float | None = None
    marks: tuple[Span, ...] = ()


def conclude(job: Job, plain: Candidate, best: Candidate) -> Outcome:
    """Return what is delivered for a sentence, with a line of the ledger for each of its constraints.

    ``plain`` is the best translation without any constraint, ``best`` the version that is delivered.
    """
    score = None if best.stage is Stage.PLAIN else round(-_loss(plain, best), 3)
    records = []
    for index, constraint in enumerate(job.constraints):
        stage = best.stages[index]
        if stage is not Stage.UNMET and plain.stages[index] is not Stage.UNMET:
            stage = plain.stages[index]
        place, reason = best.verdict.places[index], _why(best, index)
        records.append(record_of(constraint, stage, place, score=score, reason=reason))
    return Outcome(job, best.text, plain.text, tuple(records), best.faults, plain.score)


def _why(best: Candidate, index: int) -> str:
    """Say why a constraint is unmet, for a person who must decide what to do."""
    if any(index == wrong for wrong, _ in best.verdict.forbidden):
        return "a forbidden rendering stands in the English"
    if best.faults:
        return f"every version that met it was worse ({', '.join(best.faults)})"
    return "no stage found a place for it in the English"


def _loss(plain: Candidate, best: Candidate) -> float:
    """Return the nats per token that the best candidate costs against the plain translation."""
    if best.score is None or plain.score is None:
        return 0.0
    return plain.score - best.score
