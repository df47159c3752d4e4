"""The Transformer sees what it may see and nothing else."""

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from passerelle.translate.adaptation.network.model import (  # noqa: E402
    Shape,
    decode,
    encode,
    initial_weights,
    positions,
    weight_shapes,
)

TINY = Shape(50, 16, 32, 2, 2, 2, 64)
WEIGHTS = initial_weights(TINY, 3)
SOURCE = torch.tensor([[5, 6, 7, 3, 0, 0], [8, 9, 10, 11, 12, 3]])
GIVEN = torch.tensor([[2, 20, 21], [2, 22, 23]])


def run(source: Any, given: Any) -> tuple[Any, Any]:
    return decode(WEIGHTS, TINY, given, source, encode(WEIGHTS, TINY, source))


def test_sizes() -> None:
    """States are (sentences, target, width), attention (sentences, target, source)."""
    states, attention = run(SOURCE, GIVEN)
    assert states.shape == (2, 3, 16)
    assert attention.shape == (2, 3, 6)
    assert {name: tuple(weight.shape) for name, weight in WEIGHTS.items()} == dict(weight_shapes(TINY))


def test_padding_changes_nothing() -> None:
    """A sentence has the same states alone and padded in a batch."""
    alone, _ = run(SOURCE[:1, :4], GIVEN[:1])
    padded, _ = run(SOURCE, GIVEN)
    torch.testing.assert_close(alone[0], padded[0])


def test_the_future_is_hidden() -> None:
    """A later target piece changes no earlier state, and does change its own."""
    other = GIVEN.clone()
    other[:, 2] = 30
    before, after = run(SOURCE, GIVEN)[0], run(SOURCE, other)[0]
    torch.testing.assert_close(before[:, :2], after[:, :2])
    assert not torch.allclose(before[:, 2], after[:, 2])


def test_attention_is_a_distribution_over_real_pieces() -> None:
    """The aligning head's weights add up to one and leave padding out."""
    weights = run(SOURCE, GIVEN)[1].exp()
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, 3))
    assert weights[0, :, 4:].max() < 1e-6


def test_positions() -> None:
    """Sines fill the first half and cosines the second; the first pair turns one radian a place."""
    table = positions(4, 8)
    assert table.shape == (4, 8)
    torch.testing.assert_close(table[0], torch.tensor([0.0] * 4 + [1.0] * 4))
    torch.testing.assert_close(table[:, 0], torch.arange(4).sin())


def test_dropout_is_off_unless_asked_for() -> None:
    """Without dropout two passes agree; with it they differ."""
    torch.testing.assert_close(run(SOURCE, GIVEN)[0], run(SOURCE, GIVEN)[0])
    assert not torch.allclose(encode(WEIGHTS, TINY, SOURCE, 0.5), encode(WEIGHTS, TINY, SOURCE, 0.5))
