"""What a network learns by: its loss on a batch, the gradients of that, and its loss on a whole corpus."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from passerelle.translate.adaptation.hardware import has_bf16
from passerelle.translate.adaptation.network.checkpoint import Checkpoint
from passerelle.translate.adaptation.network.loss import DivergenceLoss, SmoothedLoss
from passerelle.translate.adaptation.network.model import Shape, Weights, decode, encode
from passerelle.translate.adaptation.shards import NO_LINK, PAD, Batch, Corpus, collate, parts_of

Gradients = tuple[torch.Tensor, tuple[torch.Tensor, ...]]


@dataclass(frozen=True, slots=True)
class Objective:
    """What a loss holds beside the cross-entropy."""

    smoothing: float = field(default=0.1, metadata={"help": "label smoothing"})
    guide: float = field(default=0.05, metadata={"help": "weight of the word-alignment loss"})
    dropout: float = field(default=0.1, metadata={"help": "dropout; 0 for runs too short to overfit"})


_ROWS = 64  # sentences of a batch that nothing is learned from
_has_bf16 = functools.cache(has_bf16)


def loss_of(weights: Weights, shape: Shape, batch: Batch, aim: Objective, device: str) -> torch.Tensor:
    """Return the smoothed cross-entropy a piece, plus the guide's share: how far the aligning head looks off the links."""
    source, given, wanted, align = (
        torch.from_numpy(x).to(device) for x in (batch.source, batch.given, batch.wanted, batch.align)
    )
    native = _has_bf16(device)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=native):
        memory = encode(weights, shape, source, aim.dropout)
        states, attention = decode(weights, shape, given, source, memory, aim.dropout)
    real, number = wanted != PAD, torch.bfloat16 if native else torch.float32
    table, bias = weights["embedding.weight"], weights["output_bias"]
    loss = SmoothedLoss.apply(states[real], table, bias, wanted[real], aim.smoothing, number)
    if not aim.guide:
        return loss
    linked = align != NO_LINK
    looks = attention.gather(2, align.masked_fill(~linked, 0)[..., None]).squeeze(2)
    return loss - aim.guide * (looks * linked).sum() / linked.sum().clamp(min=1)


def gradients(state: Checkpoint, batch: Batch, aim: Objective, device: str) -> Gradients:
    """Return the loss on ``batch``, and its gradient for each of ``state.weights``, which stay as they are."""
    loss = loss_of(state.weights, state.shape, batch, aim, device)
    return loss.detach(), torch.autograd.grad(loss, list(state.weights.values()))


def add_gradients(
    weights: Weights, parts: Sequence[Batch], loss_of_part: Callable[[Weights, Batch], torch.Tensor]
) -> float:
    """Return the mean loss a piece on the parts of a batch, and add its gradient to what ``weights`` have in ``grad``.

    One part is computed at a time, so that what the whole batch would hold never stands in memory.
    """
    pieces, total = sum(part.pieces for part in parts), 0.0
    for part in parts:
        loss = loss_of_part(weights, part) * (part.pieces / pieces)
        loss.backward()
        total += float(loss.detach())
    return total


def mean_loss(state: Checkpoint, corpus: Corpus, device: str = "cpu") -> float:
    """Return the averaged weights' cross-entropy a piece on ``corpus``, without smoothing, guide or dropout."""
    weights = {name: weight.to(device) for name, weight in state.average.items()}
    plain = Objective(smoothing=0.0, guide=0.0, dropout=0.0)
    total, pieces = 0.0, 0
    with torch.no_grad():
        for start in range(0, len(corpus), _ROWS):
            for part in parts_of(collate(corpus, np.arange(start, min(start + _ROWS, len(corpus))))):
                total += float(loss_of(weights, state.shape, part, plain, device)) * part.pieces
                pieces += part.pieces
    return total / pieces


def divergence(weights: Weights, shape: Shape, teacher: Weights, batch: Batch) -> torch.Tensor:
    """Return how far the weights' next pieces are from those of ``teacher``, of the same shape: a cross-entropy a piece."""
    with torch.no_grad():
        taught = _states(teacher, shape, batch)
    said = _states(weights, shape, batch)
    own, others = ((each["embedding.weight"], each["output_bias"]) for each in (weights, teacher))
    number = torch.bfloat16 if _has_bf16("cpu") else torch.float32
    loss: torch.Tensor = DivergenceLoss.apply(said, *own, taught, *others, number)
    return loss


def _states(weights: Weights, shape: Shape, batch: Batch) -> torch.Tensor:
    """Return the states (N, D) at the places of a batch that are no padding, from which the next pieces are told."""
    source, given, real = (torch.from_numpy(x) for x in (batch.source, batch.given, batch.wanted != PAD))
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_has_bf16("cpu")):
        states, _ = decode(weights, shape, given, source, encode(weights, shape, source))
    return states[real]
