"""The systems that are compared, each from segments to English, with the processor time that it took."""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from benchmarks.sets import Item, cut_jobs, demand_random, demand_terms
from passerelle.translate.constraints.constraint import Constraint, Record
from passerelle.translate.constraints.satisfy import judge
from passerelle.translate.engine.decode import Engine, Hypothesis
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.ladder.candidates import Job, finish
from passerelle.translate.ladder.conclude import Outcome
from passerelle.translate.ladder.constrain import translate_jobs
from passerelle.translate.text.segment import join_segments

SEED = 23
"""For the control's lottery."""

PLAIN = "plain search"
REWRITTEN = "searches again: loops, rewritten sources"
FORCED = "forced prefix"
SCORING = "scoring"
REST = "finishing, judging, replacing"


class MeteredEngine(Engine):
    """An engine that books the processor time of each call on the stage that it serves.

    Processor time, of all threads together: another's load on the machine hardly changes it.
    """

    def __init__(self, package: ModelPackage, *, threads: int | None = None) -> None:
        super().__init__(package, threads=threads)
        self.seconds: dict[str, float] = defaultdict(float)

    def translate(self, *args: Any, **options: Any) -> list[list[Hypothesis]]:
        """Translate as `Engine.translate`."""
        stage = FORCED if options.get("starts") else REWRITTEN if self.seconds.get(PLAIN) else PLAIN
        with self._booked(stage):
            return super().translate(*args, **options)

    def score(self, *args: Any, **options: Any) -> list[float]:
        """Score as `Engine.score`."""
        with self._booked(SCORING):
            return super().score(*args, **options)

    @contextmanager
    def _booked(self, stage: str) -> Iterator[None]:
        began = time.process_time()
        yield
        self.seconds[stage] += time.process_time() - began

    @contextmanager
    def metered(self) -> Iterator[dict[str, float]]:
        """Give the seconds of each stage once the block is done; what the engine did not take is the rest."""
        self.seconds.clear()
        seconds: dict[str, float] = {}
        began = time.process_time()
        yield seconds
        whole = time.process_time() - began
        seconds |= self.seconds
        seconds[REST] = whole - sum(self.seconds.values())


@dataclass(frozen=True, slots=True)
class Run:
    """What a system made of a set: ``texts``, the ledger of each segment, and seconds of processor time a stage.

    ``plain`` are the same segments as translated without constraints, where the system knows them.
    """

    name: str
    texts: tuple[str, ...]
    records: tuple[tuple[Record, ...], ...] = ()
    plain: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


def translate_plainly(engine: MeteredEngine, items: Sequence[Item]) -> tuple[Run, Run]:
    """Translate once without constraints: as the engine gives it, and in house style."""
    cut = [cut_jobs(item.source, ()) for item in items]
    with engine.metered() as seconds:
        raw = [found[0].text for found in engine.translate([job.source for _, jobs in cut for job in jobs])]
        styled = [
            finish(job, text) for job, text in zip((j for _, own in cut for j in own), raw, strict=True)
        ]
    runs = []
    for name, lines in (("plain, not finished", raw), ("plain", styled)):
        rest = iter(lines)
        texts = [
            join_segments(item.source, segments, list(islice(rest, len(segments))))
            for item, (segments, _) in zip(items, cut, strict=True)
        ]
        runs.append(Run(name, tuple(texts), seconds=seconds))
    return runs[0], runs[1]


def climb(engine: MeteredEngine, items: Sequence[Item]) -> Run:
    """Translate with the annotated terms as constraints."""
    return _climb(engine, "ladder", items, demand_terms)


def climb_at_random(engine: MeteredEngine, items: Sequence[Item]) -> Run:
    """Translate with spans of the reference, drawn by lot, as constraints."""
    return _climb(engine, "control: random spans", items, lambda item: demand_random(item, SEED))


def _climb(
    engine: MeteredEngine, name: str, items: Sequence[Item], demand: Callable[[Item], list[Constraint]]
) -> Run:
    cut = [cut_jobs(item.source, demand(item)) for item in items]
    with engine.metered() as seconds:
        outcomes = iter(translate_jobs(engine, [job for _, jobs in cut for job in jobs]))
    grouped = [list(islice(outcomes, len(jobs))) for _, jobs in cut]
    sources = [(item.source, segments) for item, (segments, _) in zip(items, cut, strict=True)]

    def joined(text: Callable[[Outcome], str]) -> tuple[str, ...]:
        return tuple(
            join_segments(source, segments, list(map(text, own)))
            for (source, segments), own in zip(sources, grouped, strict=True)
        )

    records = tuple(tuple(record for outcome in own for record in outcome.records) for own in grouped)
    return Run(name, joined(lambda each: each.text), records, joined(lambda each: each.plain), seconds)


def search_and_replace(engine: MeteredEngine, items: Sequence[Item], plain: Run) -> Run:
    """Mend plain translations naively: where a rendering is missing, replace what its French becomes on its own.

    Where that does not stand in the translation, nothing is done.
    """
    demands = [demand_terms(item) for item in items]
    forms = sorted({constraint.source for own in demands for constraint in own})
    with engine.metered() as seconds:
        found = engine.translate(forms)
        alone = {form: _bare(each[0].text) for form, each in zip(forms, found, strict=True)}
        texts = [_mend(text, own, alone) for text, own in zip(plain.texts, demands, strict=True)]
    return Run("search and replace", tuple(texts), seconds=seconds)


def _bare(text: str) -> str:
    return re.sub(r"(?i)^(?:the|an?)\s+|[.!?\s]+$", "", text)


def _mend(text: str, constraints: Sequence[Constraint], alone: dict[str, str]) -> str:
    for index in judge(text, constraints).failing:
        wrong = alone[constraints[index].source]
        found = re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", text, re.IGNORECASE)
        if wrong and found:
            text = text[: found.start()] + constraints[index].rendering + text[found.end() :]
    return text


def bare_jobs(jobs: Sequence[Job]) -> list[Job]:
    """Return the same sentences without their constraints."""
    return [Job(job.text) for job in jobs]
