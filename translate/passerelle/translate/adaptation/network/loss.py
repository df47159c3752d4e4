"""Cross-entropies over the vocabulary as one step: a slice of rows at a time, gradients made on the way.

The full matrix of scores, rows by vocabulary, never exists, nor does a second one for its gradient.
"""

from collections.abc import Callable
from typing import Any

import torch

CPU_ROWS, CUDA_ROWS = 128, 8192
"""Rows of a slice: its scores stay in a CPU's cache, and fill a GPU."""
_STEP = 64
"""Rows are filled up to a multiple of this for the large products: oneDNN makes code for each shape, which takes longer than they do."""


Slice = Callable[[torch.Tensor, slice], tuple[torch.Tensor, torch.Tensor]]
"""From the scores (rows, V) of a slice: their summed loss, and its gradient for them, which may be written in their place."""


class SmoothedLoss(torch.autograd.Function):  # type: ignore[misc] # mypy never reads torch
    """The mean of label-smoothed cross-entropies.

    ``apply(states, table, bias, wanted, smoothing, number)`` takes states (N, D), table (V, D), bias (V), wanted (N) of
    integers, the share that is spread over the vocabulary, and the type in which the large products are computed. It
    returns a float32 scalar, the loss of `torch.nn.functional.cross_entropy` on ``states @ table.T + bias``.
    """

    @staticmethod
    def forward(
        ctx: Any,
        states: torch.Tensor,
        table: torch.Tensor,
        bias: torch.Tensor,
        wanted: torch.Tensor,
        smoothing: float,
        number: torch.dtype,
    ) -> torch.Tensor:
        """Return the loss and keep the gradients of states, table and bias."""

        def slice_loss(scores: torch.Tensor, rows: slice) -> tuple[torch.Tensor, torch.Tensor]:
            return _slice_loss(scores, wanted[rows], smoothing)

        return _mean_loss(ctx, states, table, bias, number, slice_loss)

    @staticmethod
    def backward(ctx: Any, *grads: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        """Return the kept gradients, scaled by that of the loss."""
        return (*_scaled(ctx, grads[0]), None, None, None)


class DivergenceLoss(torch.autograd.Function):  # type: ignore[misc] # as above
    """The mean of cross-entropies with what a teacher says.

    ``apply(states, table, bias, taught, teacher_table, teacher_bias, number)`` takes states (N, D), table (V, D) and bias (V)
    of the learner, the same of the teacher, who gets no gradient, and the type in which the large products are computed. It
    returns a float32 scalar, the loss of `torch.nn.functional.cross_entropy` on the learner's scores and the teacher's
    probabilities. Source: Kim and Rush 2016, word-level knowledge distillation.
    """

    @staticmethod
    def forward(
        ctx: Any,
        states: torch.Tensor,
        table: torch.Tensor,
        bias: torch.Tensor,
        taught: torch.Tensor,
        teacher_table: torch.Tensor,
        teacher_bias: torch.Tensor,
        number: torch.dtype,
    ) -> torch.Tensor:
        """Return the loss and keep the gradients of states, table and bias."""
        known, columns = taught.to(number), teacher_table.to(number)

        def slice_loss(scores: torch.Tensor, rows: slice) -> tuple[torch.Tensor, torch.Tensor]:
            wanted = (_product(known[rows], columns.T).float() + teacher_bias).softmax(-1)
            said = scores.log_softmax(-1)
            return -(wanted * said).sum(), said.exp_().sub_(wanted)

        return _mean_loss(ctx, states, table, bias, number, slice_loss)

    @staticmethod
    def backward(ctx: Any, *grads: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        """Return the kept gradients, scaled by that of the loss."""
        return (*_scaled(ctx, grads[0]), None, None, None, None)


def _mean_loss(
    ctx: Any,
    states: torch.Tensor,
    table: torch.Tensor,
    bias: torch.Tensor,
    number: torch.dtype,
    slice_loss: Slice,
) -> torch.Tensor:
    """Return the mean loss of ``states @ table.T + bias``; ``ctx`` keeps its gradients for states, table and bias."""
    learning = any(ctx.needs_input_grad)
    given, columns = states.to(number), table.to(number)
    of_states = torch.empty(states.shape, device=states.device)
    of_table = torch.zeros(table.shape, device=states.device)
    of_bias = torch.zeros(bias.shape, device=states.device)
    total = torch.zeros((), device=states.device)
    for rows in _slices(len(states), CUDA_ROWS if states.is_cuda else CPU_ROWS):
        own = given[rows]
        loss, slope = slice_loss(_product(own, columns.T).float() + bias, rows)
        total += loss
        if learning:
            slope /= len(states)
            of_bias += slope.sum(0)
            slope = slope.to(number)
            of_states[rows] = _product(slope, columns).float()
            of_table += (_filled(slope).T @ _filled(own)).float()
    if learning:
        ctx.save_for_backward(of_states, of_table, of_bias)
    return total / len(states)


def _product(rows: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
    return (_filled(rows) @ matrix)[: len(rows)]


def _filled(rows: torch.Tensor) -> torch.Tensor:
    """Return rows and as many of zeros as a multiple of `_STEP` needs."""
    return torch.nn.functional.pad(rows, (0, 0, 0, -len(rows) % _STEP))


def _scaled(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, ...]:
    return tuple(grad * kept for kept in ctx.saved_tensors)


def _slices(rows: int, size: int) -> list[slice]:
    return [slice(start, start + size) for start in range(0, rows, size)]


def _slice_loss(
    scores: torch.Tensor, wanted: torch.Tensor, smoothing: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the summed loss of ``scores`` (rows, V), and its gradient for them, written in their place."""
    whole = scores.logsumexp(-1, keepdim=True)
    right = scores.gather(1, wanted[:, None])
    loss = (whole - (1 - smoothing) * right - smoothing * scores.mean(-1, keepdim=True)).sum()
    slope = scores.sub_(whole).exp_().sub_(smoothing / scores.shape[1])
    slope.scatter_add_(1, wanted[:, None], torch.full_like(right, smoothing - 1))
    return loss, slope
