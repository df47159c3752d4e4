"""A package's network learns from approved pairs without forgetting: low rate, early stop, averaged weights.

Beside the pairs it is held to what it said before: on the replay its next pieces are to be those of the network as it was.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import torch

from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.mix import LONGEST
from passerelle.translate.adaptation.network.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from passerelle.translate.adaptation.network.model import Weights
from passerelle.translate.adaptation.network.objective import (
    Objective,
    add_gradients,
    divergence,
    loss_of,
    mean_loss,
)
from passerelle.translate.adaptation.shards import Batch, Corpus, batch_rows, collate, parts_of

_LOWEST = 0.05  # share of the rate at the end


@dataclass(frozen=True, slots=True)
class Course:
    """How a package learns; ``keep`` is the weight of what it said before, ``patience`` the passes without gain."""

    passes: int = 8
    rate: float = 5e-4
    warmup: int = 20
    tokens: int = 1500
    keep: float = 2.5
    average: float = 0.98
    patience: int = 2
    objective: Objective = Objective(smoothing=0.1, guide=0.05, dropout=0.0)  # noqa: RUF009 -- frozen


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned, what is kept, and what tells when to stop; the second may be larger than the first."""

    lessons: Corpus
    replay: Corpus
    held: Corpus


@dataclass(frozen=True, slots=True)
class Stand:
    """How far learning came: updates done of those planned, the last loss, seconds left, held-back losses after each pass."""

    step: int
    steps: int
    loss: float
    left: float
    held: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best network of a course, its held-back losses (before, then after each pass) and whether the course is over."""

    best: Checkpoint
    held: tuple[float, ...]
    finished: bool


def learn(
    start: Checkpoint,
    material: Material,
    course: Course,
    seconds: float,
    folder: Path,
    *,
    tell: Callable[[Stand], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Return the best of what ``start`` became within ``seconds``, or until ``stopped``.

    After each pass its state is written to ``folder``, from where a run that was stopped goes on.
    """
    with ThreadPoolExecutor(1) as second, _shared_cores():
        run = _Run(start, material, course, seconds, folder, clock, second)
        run.resume()
        with contextlib.suppress(_StoppedError):
            while run.goes_on():
                run.learn_pass(tell, stopped)
    return Outcome(run.best, tuple(run.held), finished=not run.goes_on())


@contextlib.contextmanager
def _shared_cores() -> Iterator[None]:
    """Give lessons and replay, computed at the same time, half of the cores each."""
    threads = torch.get_num_threads()
    torch.set_num_threads(max(1, threads // 2))
    try:
        yield
    finally:
        torch.set_num_threads(threads)


class _StoppedError(Exception):
    """The user wants no more of it, or the time is over."""


class _Run:
    """A course on its way."""

    def __init__(
        self,
        start: Checkpoint,
        material: Material,
        course: Course,
        seconds: float,
        folder: Path,
        clock: Callable[[], float],
        second: ThreadPoolExecutor,
    ) -> None:
        self.material, self.course, self.seconds, self.folder = material, course, seconds, folder
        self.clock, self.began, self.second = clock, clock(), second
        self.teacher: Weights = start.average
        self.best = start
        self.held = [mean_loss(start, material.held)]
        self.steps = course.passes * sum(1 for _ in one_pass(material.lessons, course.tokens, 0))
        self.state = replace(start, step=0, weights=_copied(start.average), average=_copied(start.average))
        self.resumed = 0  # updates that an earlier run did
        self.optimizer = self._optimizer()

    def _optimizer(self) -> torch.optim.Optimizer:
        for weight in self.state.weights.values():
            weight.requires_grad_()
        # The same numbers, with gradients of their own: lessons and replay are computed at the same time.
        self.twins = {name: weight.detach().requires_grad_() for name, weight in self.state.weights.items()}
        return torch.optim.Adam(
            self.state.weights.values(), lr=self.course.rate, betas=(0.9, 0.98), eps=1e-9, fused=True
        )

    @property
    def passes(self) -> int:
        return len(self.held) - 1

    def goes_on(self) -> bool:
        """Whether another pass is worth it."""
        since_best = self.passes - self.held.index(min(self.held))
        return self.passes < self.course.passes and since_best < self.course.patience and self.left > 0

    @property
    def left(self) -> float:
        return self.seconds - (self.clock() - self.began)

    def resume(self) -> None:
        """Go on from what an earlier run of the same course wrote; what cannot be read is begun anew."""
        try:
            last, best = (read_checkpoint(self.folder / name) for name in ("last.pt", "best.pt"))
        except TrainingError:
            return
        if last.recipe != {**last.recipe, **asdict(self.course)}:
            return
        self.state, self.best, self.held = last, best, list(last.recipe["held"])
        self.resumed = last.step
        self.optimizer = self._optimizer()
        self.optimizer.load_state_dict(dict(last.optimizer or {}))

    def learn_pass(self, tell: Callable[[Stand], None], stopped: Callable[[], bool]) -> None:
        """Learn all lessons once and judge the averaged weights by what was held back."""
        try:
            for lesson, replayed in self._batches():
                loss = self._update(lesson, replayed)
                tell(Stand(self.state.step, self.steps, loss, self._seconds_left(), tuple(self.held)))
                if stopped() or self.left <= 0:
                    raise _StoppedError
        finally:
            self._judge()
        self._save()

    def _batches(self) -> Iterator[tuple[Batch, Batch]]:
        lessons = list(one_pass(self.material.lessons, self.course.tokens, self.passes))
        share = len(self.material.replay.target) / max(1, len(self.material.lessons.target))
        replay = one_pass(self.material.replay, max(1, int(self.course.tokens * share)), self.passes)
        return zip(lessons, islice(cycle(replay), len(lessons)), strict=True)

    def _update(self, lesson: Batch, replayed: Batch) -> float:
        state, course = self.state, self.course
        weights, twins = list(state.weights.values()), list(self.twins.values())
        lessons = self.second.submit(add_gradients, self.twins, parts_of(lesson), self._lesson_loss)
        add_gradients(state.weights, parts_of(replayed), self._forgotten)
        loss = lessons.result()
        for weight, twin in zip(weights, twins, strict=True):
            weight.grad.mul_(course.keep).add_(twin.grad)
            twin.grad = None
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        self.optimizer.param_groups[0]["lr"] = self._rate()
        self.optimizer.step()
        self.optimizer.zero_grad()
        with torch.no_grad():
            for name, weight in state.weights.items():
                state.average[name].lerp_(weight, 1 - course.average)
        self.state = replace(state, step=state.step + 1, seen=state.seen + lesson.pieces)
        return loss

    def _lesson_loss(self, weights: Weights, part: Batch) -> torch.Tensor:
        return loss_of(weights, self.state.shape, part, self.course.objective, "cpu")

    def _forgotten(self, weights: Weights, part: Batch) -> torch.Tensor:
        return divergence(weights, self.state.shape, self.teacher, part)

    @property
    def _done(self) -> float:
        """Which share of the course is over, by updates or by time."""
        return max(self.state.step / self.steps, 1 - max(0.0, self.left) / self.seconds)

    def _rate(self) -> float:
        rising = min(1.0, (self.state.step + 1) / self.course.warmup)
        return self.course.rate * rising * max(_LOWEST, 1 - self._done)

    def _seconds_left(self) -> float:
        spent, done = self.clock() - self.began, self.state.step - self.resumed
        return max(0.0, min(self.left, spent / done * (self.steps - self.state.step) if done else self.left))

    def _judge(self) -> None:
        self.held.append(mean_loss(self.state, self.material.held))
        if self.held[-1] == min(self.held):
            self.best = replace(self.state, average=_copied(self.state.average), optimizer=None)

    def _save(self) -> None:
        recipe = {**asdict(self.course), "held": list(self.held)}
        state = replace(self.state, optimizer=self.optimizer.state_dict(), recipe=recipe)
        write_checkpoint(self.folder / "best.pt", self.best)
        write_checkpoint(self.folder / "last.pt", state)


def one_pass(corpus: Corpus, tokens: int, seed: int) -> Iterator[Batch]:
    """Yield each pair of a corpus once, in batches, in an order that ``seed`` decides."""
    left = int((corpus.source_length.clip(min=corpus.target_length) <= LONGEST).sum())
    rows = batch_rows(corpus, tokens, LONGEST, seed)
    while left > 0:
        batch = next(rows)
        left -= len(batch)
        yield collate(corpus, batch)


def _copied(weights: Weights) -> Weights:
    return {name: weight.detach().clone() for name, weight in weights.items()}
