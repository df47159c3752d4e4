"""The Transformer as functions of its weights, so that a checkpoint's names are all there is to know.

Layer norm first, ReLU, sinusoidal positions, one embedding shared by source, target and output: a shape that
CTranslate2 runs without loss. Letters for sizes: B sentences, S source pieces, T target pieces, D width, V vocabulary.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F  # noqa: N812 -- the name every PyTorch text uses

from passerelle.translate.adaptation.shards import PAD

Weights = dict[str, torch.Tensor]

# Finite, so that a row without any visible place stays free of NaN.
_HIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model; a checkpoint carries them under ``config``."""

    vocab: int = field(default=16000, metadata={"help": "pieces of the tokenizer"})
    width: int = field(default=512, metadata={"help": "width of the layers"})
    feedforward: int = field(default=2048, metadata={"help": "width inside the feed-forward parts"})
    heads: int = field(default=8, metadata={"help": "attention heads; they divide the width"})
    encoder_layers: int = field(default=6, metadata={"help": "encoder layers"})
    decoder_layers: int = field(
        default=3, metadata={"help": "decoder layers; the last one's first head aligns"}
    )
    max_length: int = field(default=1024, metadata={"help": "most pieces of a sentence"})


def weight_shapes(shape: Shape) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the name and the size of every weight, in the order in which optimisers number them."""
    yield "output_bias", (shape.vocab,)
    yield "embedding.weight", (shape.vocab, shape.width)
    for layer in range(shape.encoder_layers):
        yield from _attention_shapes(f"encoder.{layer}.attention", shape.width, cross=False)
        yield from _feed_shapes(f"encoder.{layer}.feed", shape)
    for layer in range(shape.decoder_layers):
        yield from _attention_shapes(f"decoder.{layer}.attention", shape.width, cross=False)
        yield from _attention_shapes(f"decoder.{layer}.cross", shape.width, cross=True)
        yield from _feed_shapes(f"decoder.{layer}.feed", shape)
    yield from _norm_shapes("encoder_norm", shape.width)
    yield from _norm_shapes("decoder_norm", shape.width)


def _norm_shapes(name: str, width: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield f"{name}.weight", (width,)
    yield f"{name}.bias", (width,)


def _linear_shapes(name: str, inputs: int, outputs: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield f"{name}.weight", (outputs, inputs)
    yield f"{name}.bias", (outputs,)


def _attention_shapes(name: str, width: int, *, cross: bool) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield from _norm_shapes(f"{name}.norm", width)
    if cross:
        yield from _linear_shapes(f"{name}.query", width, width)
        yield from _linear_shapes(f"{name}.memory", width, 2 * width)
    else:
        yield from _linear_shapes(f"{name}.inputs", width, 3 * width)
    yield from _linear_shapes(f"{name}.output", width, width)


def _feed_shapes(name: str, shape: Shape) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield from _norm_shapes(f"{name}.norm", shape.width)
    yield from _linear_shapes(f"{name}.up", shape.width, shape.feedforward)
    yield from _linear_shapes(f"{name}.down", shape.feedforward, shape.width)


def initial_weights(shape: Shape, seed: int) -> Weights:
    """Return the weights of an untrained model: the same for the same seed."""
    random = torch.Generator().manual_seed(seed)
    return {name: _initial(name, size, random) for name, size in weight_shapes(shape)}


def _initial(name: str, size: tuple[int, ...], random: torch.Generator) -> torch.Tensor:
    if name == "embedding.weight":
        return torch.randn(size, generator=random) * size[1] ** -0.5
    if len(size) == 2:
        bound = math.sqrt(6 / sum(size))
        return (torch.rand(size, generator=random) * 2 - 1) * bound
    return torch.ones(size) if name.endswith("norm.weight") else torch.zeros(size)


def positions(length: int, width: int, device: torch.device | None = None) -> torch.Tensor:
    """Return CTranslate2's sinusoids, sines in the first half and cosines in the second: (length, width)."""
    half = width // 2
    rates = torch.exp(torch.arange(half, device=device) * (-math.log(10_000) / (half - 1)))
    angles = torch.arange(length, device=device)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def encode(weights: Weights, shape: Shape, source: torch.Tensor, dropout: float = 0.0) -> torch.Tensor:
    """Return the memory (B, S, D) of ``source`` (B, S)."""
    seen = _visible(source)
    x = _embed(weights, shape, source, dropout)
    for layer in range(shape.encoder_layers):
        name = f"encoder.{layer}"
        h = _norm(weights, f"{name}.attention.norm", x)
        query, key, value = _linear(weights, f"{name}.attention.inputs", h).chunk(3, -1)
        x = x + _dropped(
            _attend(weights, f"{name}.attention", shape.heads, (query, key, value), seen), dropout
        )
        x = _feed(weights, f"{name}.feed", x, dropout)
    return _norm(weights, "encoder_norm", x)


def decode(
    weights: Weights,
    shape: Shape,
    given: torch.Tensor,
    source: torch.Tensor,
    memory: torch.Tensor,
    dropout: float = 0.0,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the states (B, T, D) after each piece of ``given`` (B, T), and the aligning head's log-attention (B, T, S)."""
    seen = _visible(source)
    length = given.shape[1]
    before = torch.ones(length, length, dtype=torch.bool, device=given.device).tril()[None, None]
    y = _embed(weights, shape, given, dropout)
    for layer in range(shape.decoder_layers):
        name = f"decoder.{layer}"
        h = _norm(weights, f"{name}.attention.norm", y)
        parts = _linear(weights, f"{name}.attention.inputs", h).chunk(3, -1)
        y = y + _dropped(_attend(weights, f"{name}.attention", shape.heads, parts, before), dropout)
        query = _linear(weights, f"{name}.cross.query", _norm(weights, f"{name}.cross.norm", y))
        key, value = _linear(weights, f"{name}.cross.memory", memory).chunk(2, -1)
        y = y + _dropped(_attend(weights, f"{name}.cross", shape.heads, (query, key, value), seen), dropout)
        y = _feed(weights, f"{name}.feed", y, dropout)
    return _norm(weights, "decoder_norm", y), _first_head(query, key, shape.heads, seen)


def _visible(source: torch.Tensor) -> torch.Tensor:
    return (source != PAD)[:, None, None, :]


def _embed(weights: Weights, shape: Shape, pieces: torch.Tensor, dropout: float) -> torch.Tensor:
    x = F.embedding(pieces, weights["embedding.weight"]) * math.sqrt(shape.width)
    return _dropped(x + positions(pieces.shape[1], shape.width, x.device), dropout)


def _attend(
    weights: Weights, name: str, heads: int, parts: tuple[torch.Tensor, ...], seen: torch.Tensor
) -> torch.Tensor:
    query, key, value = (_split(part, heads) for part in parts)
    if query.is_cuda:
        out = F.scaled_dot_product_attention(query, key, value, attn_mask=seen)
    else:  # on a CPU two plain products are faster than the fused kernel
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(2, 3)
        out = scores.masked_fill(~seen, _HIDDEN).softmax(-1) @ value
    return _linear(weights, f"{name}.output", out.transpose(1, 2).flatten(2))


def _split(x: torch.Tensor, heads: int) -> torch.Tensor:
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def _first_head(query: torch.Tensor, key: torch.Tensor, heads: int, seen: torch.Tensor) -> torch.Tensor:
    size = query.shape[-1] // heads
    scores = query[..., :size].float() @ key[..., :size].float().transpose(1, 2) / math.sqrt(size)
    return scores.masked_fill(~seen[:, 0], _HIDDEN).log_softmax(-1)


def _feed(weights: Weights, name: str, x: torch.Tensor, dropout: float) -> torch.Tensor:
    h = _linear(weights, f"{name}.up", _norm(weights, f"{name}.norm", x)).relu()
    return x + _dropped(_linear(weights, f"{name}.down", h), dropout)


def _linear(weights: Weights, name: str, x: torch.Tensor) -> torch.Tensor:
    return F.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _norm(weights: Weights, name: str, x: torch.Tensor) -> torch.Tensor:
    return F.layer_norm(x, x.shape[-1:], weights[f"{name}.weight"], weights[f"{name}.bias"])


def _dropped(x: torch.Tensor, dropout: float) -> torch.Tensor:
    return F.dropout(x, dropout, training=dropout > 0)
