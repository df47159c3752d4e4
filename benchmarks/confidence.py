"""How well the confidence of a draft finds what is bad: against chrF2 of the draft, on sets with references.

    uv run python -m benchmarks.confidence flores-dev.tsv term-dev.tsv

Each segment is translated under the curated glossary; its confidence is compared with the chrF2 of its English against the
reference: Spearman's rank correlation, the share of the worst fifth that is among the least confident fifth (chance: 0.20),
and the mean chrF2 at each level. The line and the limits of `translate.catalog.confidence` and `translate.ladder.confidence`
come from the last lines.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sacrebleu

from benchmarks.sets import Item, read_set
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.catalog.confidence import Level, level
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.ladder.conclude import Outcome
from passerelle.translate.ladder.confidence import block_confidence
from passerelle.translate.ladder.constrain import translate_jobs
from passerelle.translate.ladder.plan import plan_document
from passerelle.translate.text.document import Block, BlockKind, Document


@dataclass(frozen=True, slots=True)
class Judged:
    """One segment: its confidence (0–100), the model's score by length, and the chrF2 of its English."""

    confidence: int
    score: float
    chrf: float


def judge_set(items: Sequence[Item], engine: Engine, matcher: Matcher) -> list[Judged]:
    """Translate the segments and compare each with its reference."""
    document = Document(
        "set", "set.txt", tuple(Block(BlockKind.PARAGRAPH, item.source, n) for n, item in enumerate(items, 1))
    )
    plans = list(plan_document(document, matcher, model=engine.package.label))
    outcomes = iter(translate_jobs(engine, [job for plan in plans for job in plan.jobs]))
    judged = []
    for item, plan in zip(items, plans, strict=True):
        own = [next(outcomes) for _ in plan.jobs]
        english = " ".join(outcome.text for outcome in own)
        chrf = sacrebleu.sentence_chrf(english, [item.reference]).score
        judged.append(Judged(block_confidence(own) or 0, _mean_score(own), chrf))
    return judged


def _mean_score(outcomes: Sequence[Outcome]) -> float:
    scored = [(outcome.score, len(outcome.text)) for outcome in outcomes if outcome.score is not None]
    return sum(score * size for score, size in scored) / max(1, sum(size for _, size in scored))


def ranks(values: Sequence[float]) -> np.ndarray:
    """Return the ranks of values, equal ones sharing their mean.

    >>> [float(rank) for rank in ranks([3.0, 1.0, 3.0])]
    [1.5, 0.0, 1.5]
    """
    array = np.asarray(values, dtype=float)
    order = np.empty(len(array))
    order[np.argsort(array, kind="stable")] = np.arange(len(array))
    _, places, counts = np.unique(array, return_inverse=True, return_counts=True)
    sums = np.zeros(len(counts))
    np.add.at(sums, places, order)
    return np.asarray((sums / counts)[places])


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the rank correlation of two lists of one length.

    >>> round(spearman([1, 2, 3], [10, 30, 20]), 2)
    0.5
    """
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def worst_found(guess: Sequence[float], truth: Sequence[float]) -> float:
    """Return the share of the worst fifth by ``truth`` that is in the worst fifth by ``guess``.

    >>> worst_found([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [5, 1, 2, 4, 6, 7, 8, 9, 10, 11])
    0.5
    """
    size = len(truth) // 5
    worst = set(np.argsort(np.asarray(truth), kind="stable")[:size].tolist())
    return len(worst & set(np.argsort(np.asarray(guess), kind="stable")[:size].tolist())) / max(1, size)


def report(name: str, judged: Sequence[Judged]) -> str:
    """Return the figures of a set in lines."""
    chrf = [each.chrf for each in judged]
    guess = [float(each.confidence) for each in judged]
    lines = [
        (
            f"{name}: {len(judged)} segments, Spearman {spearman(guess, chrf):.3f}, "
            f"worst fifth found {worst_found(guess, chrf):.3f}"
        )
    ]
    for each in Level:
        own = [item.chrf for item in judged if level(item.confidence) is each]
        if own:
            lines.append(f"  {each}: {len(own) / len(judged):.2f} of them, chrF2 {np.mean(own):.1f}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Judge each set and all of them together."""
    parser = argparse.ArgumentParser(prog="benchmarks.confidence", description=__doc__.split("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--model")
    chosen = parser.parse_args(arguments)
    engine, matcher = Engine(resolve_package(chosen.model)), Matcher(load_termbase())
    everything: list[Judged] = []
    for path in chosen.sets:
        judged = judge_set(read_set(path), engine, matcher)
        everything += judged
        print(report(path.stem, judged))
    print(report("all", everything))
    slope, base = np.polyfit([each.score for each in everything], [each.chrf for each in everything], 1)
    print(f"chrF2 = {base:.1f} + {slope:.1f} × score")
    shares = np.quantile([float(each.confidence) for each in everything], [0.2, 0.6])
    print(f"a fifth is below {shares[0]:.0f}, three fifths below {shares[1]:.0f}")


if __name__ == "__main__":
    main()
