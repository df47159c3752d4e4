"""The ladder that makes a translation obey its constraints.

Each stage is one batch over the sentences that still fail. A sentence leaves at the first stage that meets all its
constraints and sounds like a translation; what nothing helped leaves with its best candidate, and the record says why.
Candidates are compared by `Engine.score` against the original French: a decoder's own score is about the source that
it was given, and CTranslate2 gives a forced prefix none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from passerelle.glossary.rendering import find_renderings
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, Stage
from passerelle.translate.engine.decode import Engine, Hypothesis
from passerelle.translate.ladder.candidates import Candidate, Job, better, make_candidate, merit
from passerelle.translate.ladder.conclude import Outcome, conclude
from passerelle.translate.ladder.labels import say_alone
from passerelle.translate.ladder.rewrite import (
    code_switch,
    forced_starts,
    join_halves,
    replace_wrong,
    split_at_colon,
)
from passerelle.translate.ladder.signs import Signed, chosen_for_signs, is_carried, put_back, sign
from passerelle.translate.text.addresses import is_address

HYPOTHESES = 4
SIGNED_HYPOTHESES = 2
MARGIN = 0.15
"""Nats per token: a plain hypothesis this close to the best may be taken for the sake of its terms."""

NO_REPEAT = 4
"""Tokens: no group of so many may come twice once a sentence went round in circles."""

TOGETHER = 2000
"""Sentences: enough to fill batches of one length, and some hundred MB of attention at most."""

ROUNDS = 4
"""Forced prefixes put one missing rendering in at a time."""

Progress = Callable[[int], None]


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
        return self.best.sound


def translate_jobs(engine: Engine, jobs: Sequence[Job], *, progress: Progress | None = None) -> list[Outcome]:
    """Translate every job; ``progress`` is called with the number of plain translations that were finished.

    Sentences climb `TOGETHER` at a time, so that memory does not grow with the size of the input.
    """
    said = [_say_alone(job) for job in jobs]
    asked = [job for job, known in zip(jobs, said, strict=True) if known is None]
    if progress and len(asked) < len(jobs):
        progress(len(jobs) - len(asked))
    chunks = (asked[start : start + TOGETHER] for start in range(0, len(asked), TOGETHER))
    climbed = (outcome for chunk in chunks for outcome in _climb(engine, chunk, progress))
    return [known or next(climbed) for known in said]


def _say_alone(job: Job) -> Outcome | None:
    """Return the outcome of a text that needs no model; the glossary's own word is as sure as one carried by a sign."""
    text = say_alone(job)
    if text is None:
        return None
    candidate = make_candidate(job, text, Stage.SIGNS)
    if not candidate.verdict.complete:
        return None
    unasked = replace(candidate, stages=(Stage.UNMET,) * len(job.constraints))
    return conclude(job, unasked, candidate)


def _climb(engine: Engine, jobs: Sequence[Job], progress: Progress | None) -> list[Outcome]:
    climbs = _climb_plain(engine, jobs, progress)
    _climb_again(engine, [climb for climb in climbs if "loop" in climb.best.faults])
    _climb_halves(engine, [climb for climb in climbs if CUT.intersection(climb.best.faults)])
    for stage in SIGN_STAGES if engine.package.signs else STAGES:
        pending = [climb for climb in climbs if not climb.done and climb.job.constraints]
        if pending:
            stage(engine, pending)
    _score_last(engine, climbs)
    return [conclude(climb.job, climb.plain, climb.best) for climb in climbs]


def _score_last(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Score what is delivered where it is not the plain translation: the ledger says what obedience cost."""
    unscored = [climb for climb in climbs if climb.best.score is None]
    scores = engine.score([climb.job.source for climb in unscored], [climb.best.raw for climb in unscored])
    for climb, score in zip(unscored, scores, strict=True):
        climb.best = replace(climb.best, score=score)


def _climb_plain(engine: Engine, jobs: Sequence[Job], progress: Progress | None) -> list[_Climb]:
    results = engine.translate(
        [job.source for job in jobs],
        hypotheses=HYPOTHESES,
        within=MARGIN,
        attention=engine.package.aligned,
        progress=progress,
    )
    return [_start(engine, job, hypotheses) for job, hypotheses in zip(jobs, results, strict=True)]


def _start(engine: Engine, job: Job, hypotheses: Sequence[Hypothesis]) -> _Climb:
    """Take the first hypothesis that is sound, else the one that meets most; all are close to the best."""
    plain = best = _read(engine, job, hypotheses[0], Stage.PLAIN)
    for found in hypotheses[1:] if job.constraints else ():
        if best.sound:
            break
        if _may_beat(found.text, best, job):
            best = better(_read(engine, job, found, Stage.PLAIN), best)
    return _Climb(job, plain, best, [best])


def _may_beat(text: str, best: Candidate, job: Job) -> bool:
    """Whether a hypothesis is worth finishing and judging: not so where all that the best lacks is words that it lacks, too."""
    missing = [job.constraints[index] for index in best.verdict.failing if best.verdict.places[index] is None]
    if best.faults or len(missing) < len(best.verdict.failing):
        return True
    return any(_may_hold(text, constraint) for constraint in missing)


def _may_hold(text: str, constraint: Constraint) -> bool:
    """Whether unfinished English may come to meet a constraint; finishing changes no letter of a name, and any figure."""
    if constraint.kind is ConstraintKind.TERM:
        return bool(find_renderings(text, constraint.accepted))
    letters = _letters(text)
    return constraint.kind is ConstraintKind.NUMBER or any(
        _letters(form) in letters for form in constraint.accepted
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _climb_again(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Translate once more, without repetitions, what went round in circles."""
    results = engine.translate(
        [climb.job.source for climb in climbs], attention=engine.package.aligned, no_repeat=NO_REPEAT
    )
    for climb, found in zip(climbs, results, strict=True):
        climb.best = better(_read(engine, climb.job, found[0], Stage.PLAIN), climb.best)
        climb.bases = [climb.best]


CUT = frozenset({"length", "cut short", "empty", "loop"})
"""Faults that translating the halves of a sentence around a colon may mend."""


def _climb_halves(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Translate what stands before and after a colon by itself where the whole lost something."""
    halved = [(climb, halves) for climb in climbs if (halves := split_at_colon(climb.job.source))]
    results = engine.translate([half for _, halves in halved for half in halves])
    texts = [found[0].text for found in results]
    fresh = [
        (climb, make_candidate(climb.job, join_halves(halves, texts[2 * place : 2 * place + 2]), Stage.PLAIN))
        for place, (climb, halves) in enumerate(halved)
    ]
    _consider(engine, fresh)


def _read(engine: Engine, job: Job, found: Hypothesis, stage: Stage) -> Candidate:
    """Turn a hypothesis into a candidate that remembers which words of its source it attended to; plain ones keep their score."""
    candidate = make_candidate(job, found.text, stage)
    return replace(
        candidate,
        stages=_with_masked(job, candidate.stages) if engine.package.signs else candidate.stages,
        score=found.score if stage is Stage.PLAIN else None,
        source_tokens=found.source,
        tokens=found.tokens,
        attention=found.attention,
    )


def _with_masked(job: Job, stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return the stages with signs for the addresses that are met: the model never saw them."""
    return tuple(
        Stage.SIGNS if stage is Stage.PLAIN and is_address(constraint.source) else stage
        for stage, constraint in zip(stages, job.constraints, strict=True)
    )


def _climb_signed(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Send what fails as signs, for packages that were trained to carry them, and put the renderings back."""
    _send_signs(engine, [(climb, climb.best.verdict.failing) for climb in climbs])


def _climb_all_signed(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Send every term and name as a sign: the fewer words are left to translate, the fewer drag others along."""
    _send_signs(
        engine, [(climb, chosen_for_signs(climb.job, climb.best.verdict.failing)) for climb in climbs]
    )


def _send_signs(engine: Engine, chosen: Sequence[tuple[_Climb, Sequence[int]]]) -> None:
    signs = engine.package.signs
    assert signs is not None
    signed = [(climb, sign(climb.job, indexes, signs)) for climb, indexes in chosen]
    sent = [(climb, own) for climb, own in signed if own is not None]
    results = engine.translate(
        [own.source for _, own in sent],
        hypotheses=SIGNED_HYPOTHESES,
        within=MARGIN,
        attention=engine.package.aligned,
    )
    fresh = []
    for (climb, own), hypotheses in zip(sent, results, strict=True):
        candidate = _read_signed(engine, climb.job, own, hypotheses)
        if candidate is not None:
            climb.bases.append(candidate)
            fresh.append((climb, candidate))
    _consider(engine, fresh)


def _read_signed(
    engine: Engine, job: Job, signed: Signed, hypotheses: Sequence[Hypothesis]
) -> Candidate | None:
    """Return the first hypothesis that carried its signs and is sound, else the one that meets most; all are close to the best."""
    best = None
    for found in hypotheses:
        if best is not None and best.sound:
            break
        if not is_carried(found.text, signed):
            continue
        text = put_back(found.text, signed)
        if best is None or _may_beat(text, best, job):
            candidate = _read(engine, job, replace(found, text=text), Stage.SIGNS)
            best = candidate if best is None else better(candidate, best)
    return best


def _climb_code_switched(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Replace the failing French spans by their English: most models copy what is already English."""
    sources = [(climb, code_switch(climb.job, climb.best.verdict.failing)) for climb in climbs]
    _climb_rewritten(engine, sources, Stage.CODE_SWITCHED)


def _climb_rewritten(engine: Engine, sources: Sequence[tuple[_Climb, str]], stage: Stage) -> None:
    results = engine.translate([source for _, source in sources], beam=2, attention=engine.package.aligned)
    fresh = [
        (climb, _read(engine, climb.job, hypotheses[0], stage))
        for (climb, _), hypotheses in zip(sources, results, strict=True)
    ]
    for climb, candidate in fresh:
        climb.bases.append(candidate)
    _consider(engine, fresh)


def _climb_replaced(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Find the wrong rendering in the best candidates and put the right one there."""
    alone = {} if engine.package.aligned else _translate_alone(engine, climbs)
    fresh = []
    for climb in climbs:
        for base in climb.bases:
            text = replace_wrong(climb.job, base, alone)
            if text is not None:
                fresh.append((climb, make_candidate(climb.job, text, Stage.REPLACED, parent=base)))
        climb.bases = []
    _consider(engine, fresh)


def _translate_alone(engine: Engine, climbs: Sequence[_Climb]) -> dict[str, str]:
    """Translate the failing French forms by themselves: where nothing aligns words, the same words may stand in the sentence."""
    failing = {
        climb.job.constraints[index].source for climb in climbs for index in climb.best.verdict.failing
    }
    forms = sorted(failing)
    return {form: found[0].text for form, found in zip(forms, engine.translate(forms, beam=1), strict=True)}


def _climb_forced(engine: Engine, climbs: Sequence[_Climb]) -> None:
    """Decode again from the best candidate's first words followed by a missing rendering; one rendering a round."""
    for turn in range(ROUNDS):
        pending = [climb for climb in climbs if not climb.done]
        starts = [(climb, start) for climb in pending for start in forced_starts(climb.job, climb.best, turn)]
        if not starts:
            return
        results = engine.translate(
            [climb.job.source for climb, _ in starts],
            beam=1,
            starts=[start for _, start in starts],
            no_repeat=NO_REPEAT,
            attention=engine.package.aligned,
        )
        fresh = [
            (climb, _read(engine, climb.job, found[0], Stage.FORCED_PREFIX))
            for (climb, _), found in zip(starts, results, strict=True)
        ]
        _consider(engine, fresh)


def _consider(engine: Engine, fresh: Iterable[tuple[_Climb, Candidate]]) -> None:
    """Keep the better candidates; only those that nothing else tells apart are scored."""
    rivals: dict[int, list[Candidate]] = {}
    owners: dict[int, _Climb] = {}
    for climb, candidate in fresh:
        owners[id(climb)] = climb
        rivals.setdefault(id(climb), []).append(candidate)
    tied: list[tuple[_Climb, Candidate]] = []
    for key, candidates in rivals.items():
        climb = owners[key]
        finest = max(merit(candidate) for candidate in (climb.best, *candidates))
        leaders = [candidate for candidate in (climb.best, *candidates) if merit(candidate) == finest]
        if len(leaders) == 1:
            climb.best = leaders[0]
        else:
            tied += [(climb, candidate) for candidate in leaders if candidate.score is None]
    scores = engine.score([climb.job.source for climb, _ in tied], [candidate.raw for _, candidate in tied])
    for (climb, candidate), score in zip(tied, scores, strict=True):
        climb.best = better(replace(candidate, score=score), climb.best)


# The order was measured: signs put a term where it belongs, and only what fails, since each sign takes a word's meaning
# away from its neighbours; replacement costs no decoding; forcing a beginning hurts most.
STAGES = (_climb_replaced, _climb_code_switched, _climb_replaced, _climb_forced)
SIGN_STAGES = (_climb_signed, _climb_replaced, _climb_all_signed, *STAGES)
