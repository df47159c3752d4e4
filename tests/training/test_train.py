"""Training learns, stops in time and goes on exactly where it stopped."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from passerelle.translate.adaptation.network.checkpoint import (  # noqa: E402
    Checkpoint,
    new_checkpoint,
    read_checkpoint,
    write_checkpoint,
)
from passerelle.translate.adaptation.network.model import Shape  # noqa: E402
from passerelle.translate.adaptation.network.objective import gradients, mean_loss  # noqa: E402
from passerelle.translate.adaptation.shards import PAD, Batch, Corpus, collate, read_shards  # noqa: E402
from training.train import Recipe, main, prefetch, rate_at, train, updates  # noqa: E402

TINY = Shape(300, 32, 64, 2, 1, 1, 64)
RECIPE = Recipe(minutes=30, tokens=300, rate=1e-2, warmup=5, guide=0.5, dropout=0.1, length=60)


@pytest.fixture
def corpus(work: Path) -> Corpus:
    return read_shards([work / "shard-00.npz"])


def clock(seconds: float = 30.0) -> Callable[[], float]:
    """A clock on which each update takes so long."""
    ticks = count()
    return lambda: next(ticks) * seconds


def test_loss_falls(corpus: Corpus) -> None:
    """Sixty updates take the loss well below its start."""
    losses = [float(loss) for _, loss in updates(new_checkpoint(TINY, 1), corpus, RECIPE, "cpu", clock())]
    assert len(losses) == 60
    assert sum(losses[-10:]) < 0.7 * sum(losses[:10])


def test_guide_teaches_the_head_to_align(corpus: Corpus) -> None:
    """With the guide the aligning head looks at linked pieces far more than without it."""
    without = replace(RECIPE, minutes=20, guide=0.0)
    guided, free = (
        _looks(train(new_checkpoint(TINY, 1), corpus, recipe, clock=clock()), corpus)
        for recipe in (replace(RECIPE, minutes=20), without)
    )
    assert guided > free + 0.2


def _looks(state: Checkpoint, corpus: Corpus) -> float:
    from passerelle.translate.adaptation.network.model import decode, encode  # noqa: PLC0415

    batch = collate(corpus, torch.arange(40).numpy())
    source, given, align = (torch.from_numpy(x) for x in (batch.source, batch.given, batch.align))
    with torch.no_grad():
        memory = encode(state.average, TINY, source)
        weights = decode(state.average, TINY, given, source, memory)[1].exp()
    linked = align != 255
    return float(weights.gather(2, align.masked_fill(~linked, 0)[..., None]).squeeze(2)[linked].mean())


def test_resumed_run_is_the_run_that_never_stopped(tmp_path: Path, corpus: Corpus) -> None:
    """Stopping, writing, reading and going on gives bit for bit the weights of one long run, dropout and all."""
    recipe = replace(RECIPE, schedule_minutes=20)
    half = replace(recipe, minutes=10)
    whole = train(new_checkpoint(TINY, 1), corpus, replace(recipe, minutes=20), clock=clock())
    write_checkpoint(tmp_path / "last.pt", train(new_checkpoint(TINY, 1), corpus, half, clock=clock()))
    resumed = train(read_checkpoint(tmp_path / "last.pt"), corpus, half, clock=clock())
    assert (
        (resumed.step, resumed.seen, resumed.spent)
        == (whole.step, whole.seen, whole.spent)
        == (40, whole.seen, 1200)
    )
    for name, weight in whole.weights.items():
        assert torch.equal(resumed.weights[name], weight), name
        assert torch.equal(resumed.average[name], whole.average[name]), name


def test_time_is_bounded_and_states_are_saved(corpus: Corpus) -> None:
    """A run ends after its minutes, and saves every ten of them and at the end."""
    saved: list[float] = []
    lines: list[str] = []
    end = train(
        new_checkpoint(TINY, 1),
        corpus,
        replace(RECIPE, minutes=25),
        clock=clock(),
        save=lambda state: saved.append(state.spent / 60),
        log=lines.append,
    )
    assert end.spent == 25 * 60
    assert saved == [10, 20, 25]
    assert len(lines) == 50
    assert all("loss" in line and "pieces/s" in line for line in lines)


@pytest.mark.parametrize("native", [False, True])
def test_number_types(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, *, native: bool) -> None:
    """Whichever type the machine computes in, loss and gradients are float32 and nearly those of the plain loss."""
    monkeypatch.setattr("passerelle.translate.adaptation.network.objective._has_bf16", lambda _: native)
    state, batch = new_checkpoint(TINY, 1), collate(corpus, torch.arange(20).numpy())
    for weight in state.weights.values():
        weight.requires_grad_()
    recipe = replace(RECIPE, dropout=0.0, guide=0.0)
    loss, found = gradients(state, batch, recipe, "cpu")
    expected = torch.autograd.grad(_plain_loss(state, batch, recipe), list(state.weights.values()))
    assert float(loss) == pytest.approx(float(_plain_loss(state, batch, recipe).detach()), rel=2e-3)
    assert {part.dtype for part in found} == {torch.float32}
    ours, theirs = (torch.cat([part.flatten() for part in parts]) for parts in (found, expected))
    assert float((ours - theirs).norm()) < (0.03 if native else 1e-4) * float(theirs.norm())


def _plain_loss(state: Checkpoint, batch: Batch, recipe: Recipe) -> Any:
    from passerelle.translate.adaptation.network.model import decode, encode  # noqa: PLC0415

    source, given, wanted = (torch.from_numpy(x) for x in (batch.source, batch.given, batch.wanted))
    memory = encode(state.weights, TINY, source)
    states, _ = decode(state.weights, TINY, given, source, memory)
    scores = states @ state.weights["embedding.weight"].T + state.weights["output_bias"]
    return torch.nn.functional.cross_entropy(
        scores.flatten(0, 1), wanted.flatten(), ignore_index=PAD, label_smoothing=recipe.smoothing
    )


def test_accumulated_batches_count_as_one_update(corpus: Corpus) -> None:
    """With two batches an update the run sees twice as much in as many steps."""
    short = replace(RECIPE, minutes=5)
    once = train(new_checkpoint(TINY, 1), corpus, short, clock=clock())
    twice = train(new_checkpoint(TINY, 1), corpus, replace(short, accumulate=2), clock=clock())
    assert once.step == twice.step == 10
    assert twice.seen > 1.5 * once.seen


def test_workers_share_the_batches_of_an_update(corpus: Corpus) -> None:
    """Two threads with a batch each arrive at the very weights that one thread reaches with both."""
    recipe = replace(RECIPE, minutes=5, accumulate=2, dropout=0.0)
    alone = train(new_checkpoint(TINY, 1), corpus, recipe, clock=clock())
    with ThreadPoolExecutor(2) as pool:
        shared = train(new_checkpoint(TINY, 1), corpus, recipe, each=pool.map, clock=clock())
    assert shared.step == alone.step == 10
    for name, weight in alone.weights.items():
        assert torch.equal(shared.weights[name], weight), name


def test_workers_refuse_dropout(tmp_path: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which worker draws first is chance, so that dropout could not be resumed: one line and exit code 2."""
    with pytest.raises(SystemExit) as ended:
        main([str(work / "shard-00.npz"), "--out", str(tmp_path), "--workers", "2", "--dropout", "0.1"])
    assert ended.value.code == 2
    assert "--dropout 0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("step", "spent", "start", "expected"),
    [
        (0, 0, 0, 0.1),
        (9, 0, 0, 1.0),
        (99, 240, 0, 1.0),
        (99, 420, 0, 0.51),
        (99, 600, 0, 0.01),
        (99, 900, 0, 0.01),
        (99, 900, 600, 0.51),
    ],
)
def test_rate(step: int, spent: float, start: float, expected: float) -> None:
    """The rate rises over the warm-up, holds, falls over the last share and never to nothing."""
    recipe = Recipe(minutes=10, rate=1.0, warmup=10, decay=0.6 if not start else 0.5)
    assert rate_at(recipe, step, spent, start) == pytest.approx(expected)


def test_prefetch_keeps_the_order() -> None:
    """Batches made ahead come in the order of their making, and closing ends the making."""
    made: list[int] = []
    ahead = prefetch((made.append(n) or n for n in count()), 3)  # type: ignore[func-returns-value]
    assert [next(ahead) for _ in range(10)] == list(range(10))
    ahead.close()
    assert len(made) <= 13


def test_prefetch_passes_errors_on() -> None:
    """An error in the second thread reaches the first."""
    with pytest.raises(ZeroDivisionError):
        next(prefetch((1 // n for n in (0,)), 1))


def test_command(tmp_path: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command trains, tells the loss on a shard, and leaves a checkpoint to go on from."""
    shard, out = str(work / "shard-00.npz"), tmp_path / "run"
    sizes = [
        "--vocab",
        "300",
        "--width",
        "16",
        "--feedforward",
        "32",
        "--heads",
        "2",
        "--encoder-layers",
        "1",
    ]
    main([shard, "--out", str(out), "--minutes", "0.001", "--valid", shard, *sizes])
    first = read_checkpoint(out / "last.pt")
    assert first.step > 0
    assert first.recipe["minutes"] == 0.001
    assert "loss on shard-00: " in capsys.readouterr().out
    more = ["--workers", "2", "--accumulate", "2", "--dropout", "0", "--threads", "1"]
    main([shard, "--out", str(out), "--minutes", "0.001", "--resume", str(out / "last.pt"), *more])
    assert read_checkpoint(out / "last.pt").step > first.step


def test_mean_loss_is_that_of_the_average(corpus: Corpus) -> None:
    """The loss told at the end is the averaged weights', which training brings down."""
    start = new_checkpoint(TINY, 1)
    before = mean_loss(start, corpus)
    trained = train(start, corpus, replace(RECIPE, minutes=15), clock=clock())
    assert mean_loss(trained, corpus) < 0.9 * before


def test_missing_shard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A shard that is not there ends in one line and exit code 2."""
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "gone.npz"), "--out", str(tmp_path)])
    assert ended.value.code == 2
    assert "gone.npz" in capsys.readouterr().err
