"""An adapted package beside the one that it came from: on the house, in general, and on terms. Worse beyond noise is refused.

Each package translates by itself and its English is finished in house style; no constraint is enforced. Differences are
told with the 95 % interval of a paired bootstrap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from passerelle.glossary.match import Matcher
from passerelle.glossary.words import read_table
from passerelle.translate.adaptation.metrics import (
    Counts,
    Metric,
    bleu,
    bootstrap,
    chrf,
    count_edits,
    count_letters,
    count_words,
    edit_rate,
    share_met,
)
from passerelle.translate.adaptation.plain import straighten, tidy
from passerelle.translate.adaptation.select import Unit
from passerelle.translate.constraints.constraint import Stage
from passerelle.translate.constraints.require import Sentence, demand_all, read_aloud
from passerelle.translate.engine.decode import Engine
from passerelle.translate.ladder.candidates import Candidate, Job, make_candidate
from passerelle.translate.ladder.signs import Signed, chosen_for_signs, count_signs, sign

_OUTSIDE = 0.025  # of the samples, on either side of the interval


@dataclass(frozen=True, slots=True)
class Exam:
    """What packages are measured by: sentences of the house, of no house, and with terms of the glossary."""

    house: tuple[Unit, ...]
    general: tuple[Unit, ...]
    terms: tuple[Unit, ...]
    matcher: Matcher
    american: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric of one set for two packages.

    ``low`` and ``high`` bound the difference, new minus old, 19 times of 20. ``cost`` tells that less is better.
    """

    name: str
    old: float
    new: float
    low: float
    high: float
    cost: bool = False

    @property
    def worse(self) -> bool:
        """Whether the new package is worse beyond noise."""
        return self.low > 0 if self.cost else self.high < 0


@dataclass(frozen=True, slots=True)
class Proof:
    """The figures of two packages."""

    figures: tuple[Figure, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is worse beyond noise."""
        return not any(figure.worse for figure in self.figures)

    @property
    def saved(self) -> float:
        """The percentage of a reviewer's word edits that the new package saves."""
        edits = next(figure for figure in self.figures if figure.name == EDITS)
        return 100 * (1 - edits.new / edits.old) if edits.old else 0.0


@dataclass(frozen=True, slots=True)
class Marks:
    """What one package got: for each metric by its name, one row of counts a sentence."""

    counts: dict[str, Counts]


EDITS = "word edits per 100 words"
_METRICS: dict[str, tuple[Metric, bool]] = {
    EDITS: (edit_rate, True),
    "unedited sentences, %": (lambda counts: share_met(counts[[2, 3]]), False),
    "house chrF2": (chrf, False),
    "house BLEU": (bleu, False),
    "general chrF2": (chrf, False),
    "general BLEU": (bleu, False),
    "terms met by the model alone, %": (share_met, False),
    "signs carried, %": (share_met, False),
}


@cache
def general_units() -> tuple[Unit, ...]:
    """Return the sentences of no house that come with passerelle."""
    return tuple(Unit(french, english) for french, english in read_table(__file__, "general.tsv", 2))


def measure(engine: Engine, exam: Exam) -> Marks:
    """Let a package sit an exam."""
    house, general, terms = (_said(engine, units, exam) for units in (exam.house, exam.general, exam.terms))
    edits = _count(count_edits, house, exam.house)
    edits = np.hstack([edits, np.ones((len(edits), 1))])
    (_, unedited, letters, words), (others, other_words) = tuple(_METRICS)[:4], tuple(_METRICS)[4:6]
    counts = {
        EDITS: edits,
        unedited: edits,
        letters: _count(count_letters, house, exam.house),
        words: _count(count_words, house, exam.house),
        others: _count(count_letters, general, exam.general),
        other_words: _count(count_words, general, exam.general),
    }
    met, carried = tuple(_METRICS)[6:]
    counts[met] = _met([*house, *terms])
    if engine.package.signs:
        counts[carried] = _carried(engine, _jobs([*exam.house, *exam.terms], exam))
    return Marks(counts)


def compare(old: Marks, new: Marks) -> Proof:
    """Return the figures of two packages that sat the same exam."""
    figures = []
    for name, (metric, cost) in _METRICS.items():
        if name in old.counts and len(old.counts[name]):
            before, after = old.counts[name], new.counts[name]
            drawn = bootstrap(metric, before, after)
            edge = int(len(drawn) * _OUTSIDE)
            scores = metric(before.sum(0)), metric(after.sum(0))
            figures.append(Figure(name, *scores, drawn[edge], drawn[-1 - edge], cost))
    return Proof(tuple(figures))


def _jobs(units: Sequence[Unit], exam: Exam) -> list[Job]:
    texts = read_aloud([unit.french for unit in units], exam.matcher)
    demands = [
        demand_all([Sentence(text)], exam.matcher, american=exam.american)[0] for text in texts
    ]  # one by one: each is a text of its own
    return [Job(text, demand.constraints, exam.american) for text, demand in zip(texts, demands, strict=True)]


def _said(engine: Engine, units: Sequence[Unit], exam: Exam) -> list[tuple[Job, Candidate]]:
    jobs = _jobs(units, exam)
    found = engine.translate([job.source for job in jobs])
    return [
        (job, make_candidate(job, said[0].text, Stage.PLAIN)) for job, said in zip(jobs, found, strict=True)
    ]


def _count(
    counted: Callable[[str, str], Sequence[float]],
    said: Sequence[tuple[Job, Candidate]],
    units: Sequence[Unit],
) -> Counts:
    rows = [
        counted(straighten(tidy(candidate.text)), straighten(tidy(unit.english)))
        for (_, candidate), unit in zip(said, units, strict=True)
    ]
    return np.array(rows, float)


def _met(said: Sequence[tuple[Job, Candidate]]) -> Counts:
    asked = ((len(job.constraints), len(candidate.verdict.failing)) for job, candidate in said)
    return np.array([(total - failing, total) for total, failing in asked if total], float)


def _carried(engine: Engine, jobs: Sequence[Job]) -> Counts:
    signs = engine.package.signs
    assert signs
    signed: list[Signed] = [
        found for job in jobs if (found := sign(job, chosen_for_signs(job, ()), signs)) is not None
    ]
    said = engine.translate([each.source for each in signed])
    rows = []
    for each, hypotheses in zip(signed, said, strict=True):
        counts = count_signs(hypotheses[0].text)
        rows.append((sum(counts[number] == 1 for number in each.bearers), len(each.bearers)))
    return np.array(rows, float)
