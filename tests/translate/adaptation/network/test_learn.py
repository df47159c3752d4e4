"""A network learns its lessons, keeps what it said, stops in time, and goes on where it was stopped."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from passerelle.translate.adaptation.network.checkpoint import new_checkpoint  # noqa: E402
from passerelle.translate.adaptation.network.learn import (  # noqa: E402
    Course,
    Material,
    Outcome,
    Stand,
    learn,
    one_pass,
)
from passerelle.translate.adaptation.network.model import Shape, Weights  # noqa: E402
from passerelle.translate.adaptation.network.objective import (  # noqa: E402
    Objective,
    add_gradients,
    divergence,
    loss_of,
)
from passerelle.translate.adaptation.shards import (  # noqa: E402
    PAD,
    Batch,
    EncodedPair,
    collate,
    make_corpus,
    parts_of,
)

START = new_checkpoint(Shape(40, 16, 32, 2, 1, 1, 64), 1)


def pairs(first: int, step: int) -> list[EncodedPair]:
    """Pairs of which the English is the French, moved by ``step``."""
    sources = [tuple(5 + (first + n + k) % 15 for k in range(3 + n % 3)) for n in range(12)]
    return [EncodedPair(row, tuple(piece + step for piece in row), (0,) * len(row)) for row in sources]


MATERIAL = Material(make_corpus(pairs(0, 15)), make_corpus(pairs(7, 10)), make_corpus(pairs(3, 15)))
COURSE = Course(passes=4, rate=1e-2, warmup=2, tokens=30, keep=0.1, average=0.5)


def run(folder: Path, course: Course = COURSE, seconds: float = 1000, **told: object) -> Outcome:
    told = {"clock": lambda: 0.0, **told}
    return learn(START, MATERIAL, course, seconds, folder, **told)  # type: ignore[arg-type]


def test_held_back_loss_falls(tmp_path: Path) -> None:
    """The best network is that of the lowest loss; it is told before and after each pass."""
    outcome = run(tmp_path)
    assert len(outcome.held) == 5
    assert outcome.held[-1] < outcome.held[0]
    assert outcome.finished


def test_start_is_left_alone(tmp_path: Path) -> None:
    before = {name: weight.clone() for name, weight in START.average.items()}
    run(tmp_path)
    assert all(torch.equal(before[name], START.average[name]) for name in before)


def test_same_luck_same_weights(tmp_path: Path) -> None:
    one, other = run(tmp_path / "a"), run(tmp_path / "b")
    assert one.held == other.held


def test_keeping_holds_the_network_to_what_it_said(tmp_path: Path) -> None:
    """The more the replay weighs, the less the replayed pieces change."""
    batch = collate(MATERIAL.replay, torch.arange(12).numpy())
    far, near = (
        float(divergence(found.best.average, START.shape, START.average, batch))
        for found in (run(tmp_path / "a"), run(tmp_path / "b", replace(COURSE, keep=10)))
    )
    own = float(divergence(START.weights, START.shape, START.average, batch))
    assert own <= near < far


def test_gradients_of_parts_add_up_to_those_of_the_batch() -> None:
    """However many parts there are, and whatever they are filled with; what stood in ``grad`` stays in the sum."""
    batch = collate(MATERIAL.lessons, torch.arange(12).numpy())
    aim = Objective(smoothing=0.1, guide=0.0, dropout=0.0)

    def loss(weights: Weights, part: Batch) -> Any:
        return loss_of(weights, START.shape, part, aim, "cpu")

    whole, parted = (
        {name: weight.clone().requires_grad_() for name, weight in START.weights.items()} for _ in range(2)
    )
    loss(whole, batch).backward()
    few = [part for rows in (slice(5), slice(5, 12)) for part in parts_of(_rows(batch, rows))]
    for weight in parted.values():
        weight.grad = torch.ones_like(weight)
    told = add_gradients(parted, few, loss)
    assert told == pytest.approx(float(loss(whole, batch).detach()), rel=0.01)
    for name, weight in parted.items():
        torch.testing.assert_close(weight.grad - 1, whole[name].grad, rtol=0.05, atol=0.01)


def _rows(batch: Batch, rows: slice) -> Batch:
    wanted = batch.wanted[rows]
    pieces = int((wanted != PAD).sum())
    return Batch(batch.source[rows], batch.given[rows], wanted, batch.align[rows], pieces)


def test_no_gain_stops_it(tmp_path: Path) -> None:
    """Two passes without gain end the course, and the start stays the best."""
    outcome = run(tmp_path, replace(COURSE, passes=9, rate=0.0))
    assert len(outcome.held) == 3
    assert all(torch.equal(outcome.best.average[name], START.average[name]) for name in START.average)


def ticking(step: float) -> Callable[[], float]:
    times = count(0, step)
    return lambda: next(times)


def test_time_is_bounded(tmp_path: Path) -> None:
    """When it is over, what was learned so far is judged."""
    stands: list[Stand] = []
    outcome = run(tmp_path, seconds=20, clock=ticking(1.0), tell=stands.append)
    assert 1 <= len(stands) < stands[0].steps
    assert stands[-1].left <= stands[0].left <= 20
    assert outcome.finished


def test_stopped_run_keeps_the_best_and_goes_on(tmp_path: Path) -> None:
    """After a stop within the third pass, the next run begins with the third, and ends as one that was never stopped."""
    stands: list[Stand] = []
    stopped = run(tmp_path, tell=stands.append, stopped=lambda: len(stands[-1].held) == 3)
    assert not stopped.finished
    again = run(tmp_path)
    whole = run(tmp_path / "whole")
    assert len(again.held) == 5
    assert again.held == pytest.approx(whole.held)


def test_another_course_begins_anew(tmp_path: Path) -> None:
    """What was learned by other rules is not gone on with: it would be neither the one course nor the other."""
    run(tmp_path)
    other = replace(COURSE, keep=0.5)
    assert run(tmp_path, other).held == pytest.approx(run(tmp_path / "whole", other).held)


def test_time_left_does_not_count_what_an_earlier_run_did(tmp_path: Path) -> None:
    """Where each update takes a second at least, those that are left take as many."""
    stands: list[Stand] = []
    run(tmp_path, tell=stands.append, stopped=lambda: len(stands[-1].held) == 3)
    stands.clear()
    run(tmp_path, tell=stands.append, clock=ticking(1.0), seconds=10_000)
    assert stands[0].step > 1
    assert all(stand.left >= stand.steps - stand.step for stand in stands)


def test_broken_state_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "last.pt").write_bytes(b"cut")
    assert run(tmp_path).finished


def test_a_pass_has_every_pair_once() -> None:
    batches = list(one_pass(MATERIAL.lessons, 30, 1))
    assert sum(len(batch.source) for batch in batches) == 12
    assert len(batches) > 1
