"""The loss in one step is the plain loss, and so are its gradients."""

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from passerelle.translate.adaptation.network.loss import CPU_ROWS, DivergenceLoss, SmoothedLoss  # noqa: E402

VOCABULARY, WIDTH = 97, 16


def inputs(rows: int) -> tuple[list[Any], Any]:
    random = torch.Generator().manual_seed(rows)
    sizes = ((rows, WIDTH), (VOCABULARY, WIDTH), (VOCABULARY,))
    learned = [torch.randn(size, generator=random).requires_grad_() for size in sizes]
    return learned, torch.randint(VOCABULARY, (rows,), generator=random)


def plain(rows: int, smoothing: float) -> tuple[Any, ...]:
    (states, table, bias), wanted = inputs(rows)
    scores = states @ table.T + bias
    loss = torch.nn.functional.cross_entropy(scores, wanted, label_smoothing=smoothing)
    return loss, *torch.autograd.grad(3 * loss, (states, table, bias))


def fused(rows: int, smoothing: float, number: Any) -> tuple[Any, ...]:
    learned, wanted = inputs(rows)
    loss = SmoothedLoss.apply(*learned, wanted, smoothing, number)
    return loss, *torch.autograd.grad(3 * loss, learned)


@pytest.mark.parametrize("rows", [1, CPU_ROWS - 1, CPU_ROWS, CPU_ROWS + 1, 3 * CPU_ROWS + 7])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_same_loss_and_gradients(rows: int, smoothing: float) -> None:
    """In float32 loss and gradients are those of the plain cross-entropy, however many slices there are."""
    for found, expected in zip(fused(rows, smoothing, torch.float32), plain(rows, smoothing), strict=True):
        torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-6)


def test_products_in_bf16() -> None:
    """With bf16 products they differ by the rounding of bf16 and no more, and stay float32."""
    for found, expected in zip(fused(1000, 0.1, torch.bfloat16), plain(1000, 0.1), strict=True):
        assert found.dtype == torch.float32
        assert float((found - expected).detach().norm()) < 0.02 * float(expected.detach().norm())


def test_without_gradients() -> None:
    """Where nothing is learned, the loss is the same and no gradient is made."""
    learned, wanted = inputs(500)
    with torch.no_grad():
        loss = SmoothedLoss.apply(*learned, wanted, 0.0, torch.float32)
    assert not loss.requires_grad
    torch.testing.assert_close(loss, plain(500, 0.0)[0])


@pytest.mark.parametrize("rows", [1, CPU_ROWS, 2 * CPU_ROWS + 7])
def test_divergence_from_a_teacher(rows: int) -> None:
    """Loss and gradients are those of the cross-entropy with the teacher's probabilities; the teacher learns nothing."""
    learned, _ = inputs(rows)
    taught, *teacher = (each.detach() for each in inputs(rows + 1)[0])
    taught = taught[:rows]
    found = DivergenceLoss.apply(*learned, taught, *teacher, torch.float32)
    states, table, bias = learned
    wanted = (taught @ teacher[0].T + teacher[1]).softmax(-1)
    expected = torch.nn.functional.cross_entropy(states @ table.T + bias, wanted)
    for own, other in zip(
        (found, *torch.autograd.grad(3 * found, learned)),
        (expected, *torch.autograd.grad(3 * expected, learned)),
        strict=True,
    ):
        torch.testing.assert_close(own, other, rtol=1e-4, atol=1e-6)


def test_no_divergence_from_itself() -> None:
    """Who says what the teacher says is pulled nowhere."""
    learned, _ = inputs(50)
    states, table, bias = learned
    loss = DivergenceLoss.apply(*learned, states.detach(), table.detach(), bias.detach(), torch.float32)
    for slope in torch.autograd.grad(loss, learned):
        torch.testing.assert_close(slope, torch.zeros_like(slope), rtol=0, atol=1e-6)
