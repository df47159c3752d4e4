"""Train a model on shards, on a CPU or a CUDA device, for a bounded time; a later run can go on where one stopped.

    python -m training.train SHARD... --out FOLDER --minutes 25 [--width 512 …] [--resume FOLDER/last.pt]

`FOLDER/last.pt` is written every ten minutes and at the end.
"""

import argparse
import contextlib
import itertools
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import torch

from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.network.checkpoint import (
    Checkpoint,
    new_checkpoint,
    read_checkpoint,
    write_checkpoint,
)
from passerelle.translate.adaptation.network.model import Shape, Weights
from passerelle.translate.adaptation.network.objective import Gradients, Objective, gradients, mean_loss
from passerelle.translate.adaptation.shards import Batch, Corpus, batch_rows, collate, read_shards
from training.errors import reported
from training.options import add_options, read_options

Clock = Callable[[], float]
Each = Callable[[Callable[[Batch], Gradients], Iterable[Batch]], Iterable[Gradients]]
Item = TypeVar("Item")

LOG_EVERY = 30.0
SAVE_EVERY = 600.0
_AVERAGE_EVERY = 10
_BATCHES_AHEAD = 32
# Tensor cores like widths that are a multiple of 8.
_CUDA_MULTIPLE = 8


@dataclass(frozen=True, slots=True)
class Recipe(Objective):
    """How to train: what the signature of a package names beside the model's shape."""

    minutes: float = field(default=10.0, metadata={"help": "how long this run may take"})
    schedule_minutes: float = field(
        default=0.0,
        metadata={"help": "length of the whole learning-rate schedule, where several runs share one"},
    )
    tokens: int = field(default=4096, metadata={"help": "padded pieces of a batch"})
    accumulate: int = field(default=1, metadata={"help": "batches an update"})
    rate: float = field(default=1e-3, metadata={"help": "highest learning rate"})
    warmup: int = field(default=1000, metadata={"help": "updates until the highest rate"})
    decay: float = field(
        default=0.6, metadata={"help": "last share of the schedule, over which the rate falls"}
    )
    length: int = field(default=120, metadata={"help": "longest sentence in pieces"})
    seed: int = field(default=1, metadata={"help": "first weights, order of batches, dropout"})


def rate_at(recipe: Recipe, step: int, spent: float, start: float = 0.0) -> float:
    """Return the learning rate of update ``step`` (from 0) after ``spent`` seconds of the schedule.

    It rises by updates, holds, and falls to a hundredth over the schedule's last share. A run that began at ``start``
    seconds and names no schedule ends the schedule with its own end.

    >>> [round(rate_at(Recipe(minutes=10, warmup=2), step, spent), 4) for step, spent in ((0, 0), (5, 60), (9, 600))]
    [0.0005, 0.001, 0.0]
    """
    total = 60 * (recipe.schedule_minutes or start / 60 + recipe.minutes)
    left = max(0.0, 1 - spent / total)
    return recipe.rate * min(1.0, (step + 1) / recipe.warmup) * min(1.0, left / recipe.decay + 0.01)


def update(
    state: Checkpoint,
    optimizer: torch.optim.Optimizer,
    batches: list[Batch],
    recipe: Recipe,
    device: str,
    each: Each = map,
) -> torch.Tensor:
    """Improve ``state.weights`` and ``state.average`` in place by one step; return the mean loss.

    Dropout depends on the seed and the step alone, so that a resumed run is the run that was never stopped. ``each``
    may be the ``map`` of a pool of threads, which then share the batches.
    """
    torch.manual_seed(recipe.seed * 1_000_003 + state.step)
    results = list(each(lambda batch: gradients(state, batch, recipe, device), batches))
    for place, weight in enumerate(state.weights.values()):
        weight.grad = sum((parts[place] for _, parts in results[1:]), results[0][1][place]) / len(results)
    torch.nn.utils.clip_grad_norm_(state.weights.values(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    if (state.step + 1) % _AVERAGE_EVERY == 0:
        _blend(state.average, state.weights, (state.step + 1) // _AVERAGE_EVERY)
    return torch.stack([loss for loss, _ in results]).mean()


def _blend(average: Weights, weights: Weights, count: int) -> None:
    """Move the average towards the weights: fast at first, at last by 0.2 %."""
    share = max(0.002, 9 / (count + 10))
    with torch.no_grad():
        for name, weight in weights.items():
            average[name].lerp_(weight, share)


def train(
    start: Checkpoint,
    corpus: Corpus,
    recipe: Recipe,
    *,
    device: str = "cpu",
    each: Each = map,
    clock: Clock = time.monotonic,
    save: Callable[[Checkpoint], None] = lambda _: None,
    log: Callable[[str], None] = print,
) -> Checkpoint:
    """Train from ``start`` for ``recipe.minutes``; ``start`` itself is used up.

    ``save`` receives the state every ten minutes and at the end.
    """
    state, logged, saved = start, start, start.spent
    losses: list[torch.Tensor] = []
    for state, loss in updates(start, corpus, recipe, device, clock, each):
        losses.append(loss)
        if state.spent - logged.spent >= LOG_EVERY:
            log(_progress(logged, state, losses))
            logged, losses = state, []
        if state.spent - saved >= SAVE_EVERY:
            save(state)
            saved = state.spent
    save(state)
    return state


def updates(
    start: Checkpoint, corpus: Corpus, recipe: Recipe, device: str, clock: Clock, each: Each = map
) -> Iterator[tuple[Checkpoint, torch.Tensor]]:
    """Yield the state and the loss after each update, until the time is over."""
    state, optimizer = _placed(start, recipe, device)
    multiple = _CUDA_MULTIPLE if device == "cuda" else 1
    rows = batch_rows(corpus, recipe.tokens, recipe.length, recipe.seed, skip=state.step * recipe.accumulate)
    feed = prefetch((collate(corpus, each, multiple) for each in rows), _BATCHES_AHEAD)
    before = clock()
    with contextlib.closing(feed):
        while state.spent - start.spent < recipe.minutes * 60:
            optimizer.param_groups[0]["lr"] = rate_at(recipe, state.step, state.spent, start.spent)
            batches = list(itertools.islice(feed, recipe.accumulate))
            loss = update(state, optimizer, batches, recipe, device, each)
            now = clock()
            state = replace(
                state,
                step=state.step + 1,
                spent=state.spent + now - before,
                seen=state.seen + sum(batch.pieces for batch in batches),
                optimizer=optimizer.state_dict(),
            )
            before = now
            yield state, loss


def _placed(start: Checkpoint, recipe: Recipe, device: str) -> tuple[Checkpoint, torch.optim.Optimizer]:
    weights = {name: weight.to(device).requires_grad_() for name, weight in start.weights.items()}
    average = {name: weight.to(device) for name, weight in start.average.items()}
    optimizer = torch.optim.AdamW(
        weights.values(), lr=recipe.rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True
    )
    if start.optimizer is not None:
        optimizer.load_state_dict(dict(start.optimizer))
    return replace(start, weights=weights, average=average, optimizer=None, recipe=asdict(recipe)), optimizer


def prefetch(endless: Iterator[Item], ahead: int) -> Generator[Item, None, None]:
    """Yield the same batches, made ahead of need by a second thread; close it to end the thread."""
    with ThreadPoolExecutor(1) as maker:
        waiting = deque(maker.submit(next, endless) for _ in range(ahead))
        try:
            while True:
                yield waiting.popleft().result()
                waiting.append(maker.submit(next, endless))
        finally:
            maker.shutdown(cancel_futures=True)


def _progress(before: Checkpoint, state: Checkpoint, losses: list[torch.Tensor]) -> str:
    speed = (state.seen - before.seen) / (state.spent - before.spent)
    return (
        f"{state.spent / 60:7.1f} min  step {state.step}  loss {float(sum(losses)) / len(losses):.3f}  "
        f"{speed:.0f} pieces/s  seen {state.seen / 1e6:.1f}M"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="training.train", description="Train on shards, for a bounded time."
    )
    parser.add_argument("shards", nargs="+", type=Path, help="shards; name one twice to count it twice")
    parser.add_argument("--out", type=Path, required=True, help="folder for last.pt")
    parser.add_argument("--resume", type=Path, help="checkpoint to go on from; it brings the model's shape")
    parser.add_argument(
        "--restart", action="store_true", help="with --resume: keep the weights, begin the schedule anew"
    )
    parser.add_argument("--valid", type=Path, help="shard whose loss is told at the end")
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        help="batches of an update that a CPU computes at the same time (with --accumulate as many, and --dropout 0)",
    )
    parser.add_argument("--threads", type=int, default=0, help="CPU threads of each worker (default: all)")
    add_options(parser, Recipe)
    add_options(parser, Shape)
    return parser


def _starting_point(chosen: argparse.Namespace) -> Checkpoint:
    if not chosen.resume:
        return new_checkpoint(read_options(chosen, Shape), chosen.seed)
    state = read_checkpoint(chosen.resume)
    return replace(state, step=0, spent=0.0) if chosen.restart else state


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, train, write ``last.pt``."""
    chosen = _parser().parse_args(arguments)
    recipe = read_options(chosen, Recipe)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_float32_matmul_precision("high")
    workers = max(1, chosen.workers)
    torch.set_num_threads(chosen.threads or max(1, torch.get_num_threads() // workers))
    with reported(), ThreadPoolExecutor(workers) as pool:
        if recipe.dropout and workers > 1:
            raise TrainingError(
                "several workers would draw dropout in any order; give --dropout 0 with them."
            )
        start, corpus = _starting_point(chosen), read_shards(chosen.shards)
        valid = read_shards([chosen.valid]) if chosen.valid else None
        print(f"{device}  {start.parameters / 1e6:.1f}M parameters  {len(corpus)} pairs", flush=True)
        end = train(
            start,
            corpus,
            recipe,
            device=device,
            each=pool.map if workers > 1 else map,
            save=lambda state: write_checkpoint(chosen.out / "last.pt", state),
            log=lambda line: print(line, flush=True),
        )
        if valid:
            print(f"loss on {chosen.valid.stem}: {mean_loss(end, valid, device):.4f}")


if __name__ == "__main__":
    main()
