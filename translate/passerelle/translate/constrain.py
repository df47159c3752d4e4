"""The ladder that makes a translation obey its constraints.

Each stage is one batch over the sentences that still fail. A sentence leaves at the first stage that meets all its
constraints and sounds like a translation; what nothing helped leaves with its best candidate, and the record says why.
Candidates are compared by `Engine.score` against the original French: a decoder's own score is about the source that
it was given, and CTranslate2 gives a forced prefix none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from passerelle.translate.candidates import Candidate, Job, better, make_candidate
from passerelle.translate.constraint import Record, Stage
from passerelle.translate.engine import Engine, Hypothesis
from passerelle.translate.rewrite import annotate, code_switch, forced_starts, replace_wrong

HYPOTHESES = 4
MARGIN = 0.15
"""Nats per token: a plain hypothesis this close to the best may be taken for the sake of its terms."""

SLACK = 1.5
"""Nats per token below the plain translation at which an obedient candidate is held back for a better one."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The English of one sentence and how each of its constraints fared, in their order.

    ``plain`` is the best translation without any constraint. ``faults`` are what looks wrong with ``text``.
    """

    job: Job
    text: str
    plain: str
    records: tuple[Record, ...]
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class _Climb:
    """A sentence on the ladder: its plain translation, the best so far, and those that can be rewritten."""

    job: Job
    plain: Candidate
    best: Candidate
    bases: list[Candidate] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether the best candidate is good enough to stop."""
        return self.best.sound and _loss(self) <= SLACK


def _loss(climb: _Climb) -> float:
    """Return the nats per token that the best candidate costs against the plain translation."""
    if climb.best.score is None or climb.plain.score is None:
        return 0.0
    return climb.plain.score - climb.best.score


def translate_jobs(engine: Engine, jobs: Sequence[Job], *, progress: Progress | None = None) -> list[Outcome]:
    """Translate every job; ``progress`` is called with the number of plain translations that were finished."""
    climbs = _climb_plain(engine, jobs, progress)
    for stage in (_climb_annotated, _climb_code_switched, _climb_replaced, _climb_forced):
        pending = [climb for climb in climbs if not climb.done and climb.job.constraints]
        if pending:
            stage(engine, pending)
    return [_conclude(climb) for climb in climbs]


def _climb_plain(engine: Engine, jobs: Sequence[Job], progress: Progress | None) -> list[_Climb]:
    results = engine.translate(
        [job.source for job in jobs],
        hypotheses=HYPOTHESES,
        attention=engine.package.aligned,
        progress=progress,
    )
    climbs = []
    for job, hypotheses in zip(jobs, results, strict=True):
        limit = hypotheses[0].score - MARGIN
        near = [_read(engine, job, found, Stage.PLAIN) for found in hypotheses if found.score >= limit]
        best = next((candidate for candidate in near if candidate.sound), None)
        for candidate in near if best is None else ():
            best = better(candidate, best)
        assert best is not None
        climbs.append(_Climb(job, near[0], best, [best]))
    return climbs


def _read(engine: Engine, job: Job, found: Hypothesis, stage: Stage, source: str | None = None) -> Candidate:
    """Turn a hypothesis into a candidate that remembers which words of its source it attended to."""
    tokens = tuple(engine.encode(job.source if source is None else source))
    candidate = make_candidate(job, found.text, stage)
    score = found.score if source is None else None
    return replace(
        candidate, score=score, source_tokens=tokens, tokens=found.tokens, attention=found.attention
    )


def _climb_annotated(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Write the renderings into the French, for packages that were trained to read them there."""
    markup = engine.package.markup
    if markup is None:
        return
    sources = [(climb, annotate(climb.job, range(len(climb.job.constraints)), markup)) for climb in climbs]
    _climb_rewritten(engine, sources, Stage.ANNOTATED)


def _climb_code_switched(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Replace the failing French spans by their English: most models copy what is already English."""
    sources = [(climb, code_switch(climb.job, climb.best.verdict.failing)) for climb in climbs]
    _climb_rewritten(engine, sources, Stage.CODE_SWITCHED)


def _climb_rewritten(engine: Engine, sources: Sequence[tuple[_Climb, str]], stage: Stage) -> None:
    results = engine.translate([source for _, source in sources], attention=engine.package.aligned)
    fresh = [
        (climb, _read(engine, climb.job, hypotheses[0], stage, source))
        for (climb, source), hypotheses in zip(sources, results, strict=True)
    ]
    for climb, candidate in fresh:
        climb.bases.append(candidate)
    _consider(engine, fresh)


def _climb_replaced(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Find the wrong rendering in the best candidates and put the right one there."""
    forms = sorted(
        {climb.job.constraints[index].source for climb in climbs for index in climb.best.verdict.failing}
    )
    alone = {form: found[0].text for form, found in zip(forms, engine.translate(forms, beam=1), strict=True)}
    fresh = []
    for climb in climbs:
        for base in climb.bases:
            text = replace_wrong(climb.job, base, alone)
            if text is not None:
                fresh.append((climb, make_candidate(climb.job, text, Stage.REPLACED, parent=base)))
    _consider(engine, fresh)


def _climb_forced(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Decode again from the best candidate's first words followed by the rendering, at several places."""
    starts = [(climb, start) for climb in climbs for start in forced_starts(climb.job, climb.bases[0])]
    results = engine.translate(
        [climb.job.source for climb, _ in starts], beam=2, starts=[start for _, start in starts]
    )
    fresh = [
        (climb, make_candidate(climb.job, found[0].text, Stage.FORCED_PREFIX))
        for (climb, _), found in zip(starts, results, strict=True)
    ]
    _consider(engine, fresh)


def _consider(engine: Engine, fresh: Iterable[tuple[_Climb, Candidate]]) -> None:
    """Score the candidates that may win, and keep the better ones."""
    rivals = [
        (climb, candidate) for climb, candidate in fresh if candidate.verdict.met >= climb.best.verdict.met
    ]
    scores = engine.score(
        [climb.job.source for climb, _ in rivals], [candidate.raw for _, candidate in rivals]
    )
    for (climb, candidate), score in zip(rivals, scores, strict=True):
        climb.best = better(replace(candidate, score=score), climb.best)


def _conclude(climb: _Climb) -> Outcome:
    best = climb.best
    plain_met = {index for index, stage in enumerate(climb.plain.stages) if stage is not Stage.UNMET}
    records = []
    for index, constraint in enumerate(climb.job.constraints):
        place = best.verdict.places[index]
        stage = best.stages[index]
        if stage is not Stage.UNMET and index in plain_met:
            stage = Stage.PLAIN
        records.append(
            Record(
                constraint.kind,
                constraint.concept,
                constraint.source,
                constraint.start,
                constraint.end,
                constraint.rule,
                constraint.rendering,
                stage,
                target_span=place if stage is not Stage.UNMET else None,
                score=None if best.stage is Stage.PLAIN else -_loss(climb),
                reason=_why(climb, index) if stage is Stage.UNMET else "",
            )
        )
    return Outcome(climb.job, best.text, climb.plain.text, tuple(records), best.faults)


def _why(climb: _Climb, index: int) -> str:
    """Say why a constraint is unmet, for a person who must decide what to do."""
    if any(index == wrong for wrong, _ in climb.best.verdict.forbidden):
        return "a forbidden rendering stands in the English"
    if climb.best.faults:
        return f"every version that met it was worse ({', '.join(climb.best.faults)})"
    return "no stage found a place for it in the English"
