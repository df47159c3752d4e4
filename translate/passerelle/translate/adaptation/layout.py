"""What CTranslate2 calls the weights of a model, and the format in which it stores them. No torch."""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

TABLE = "decoder/embeddings/weight"
"""The embedding, which source and output share with the target."""
SHARED = ("encoder/embeddings_0/weight", "decoder/projection/weight")
"""The other places of the embedding."""
POSITIONS = "position_encodings/encodings"

_BLOCKS = {"attention": "self_attention", "cross": "attention", "feed": "ffn"}
_LINEARS = {"attention": ("inputs", "output"), "cross": ("query", "memory", "output"), "feed": ("up", "down")}
_NORM = {"weight": "gamma", "bias": "beta"}
# By CTranslate2's numbers of types.
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_VERSION, _NAME = 6, b"TransformerSpec"


def stored_name(name: str) -> str:
    """Return CTranslate2's name of a weight that `model.weight_shapes` names.

    >>> stored_name("decoder.1.cross.output.weight"), stored_name("encoder_norm.bias")
    ('decoder/layer_1/attention/linear_2/weight', 'encoder/layer_norm/beta')
    """
    match name.split("."):
        case ["embedding", _]:
            return TABLE
        case ["output_bias"]:
            return "decoder/projection/bias"
        case [norm, kind]:
            return f"{norm.removesuffix('_norm')}/layer_norm/{_NORM[kind]}"
        case [side, layer, block, "norm", kind]:
            return f"{side}/layer_{layer}/{_BLOCKS[block]}/layer_norm/{_NORM[kind]}"
        case [side, layer, block, part, kind]:
            return f"{side}/layer_{layer}/{_BLOCKS[block]}/linear_{_LINEARS[block].index(part)}/{kind}"
        case _:
            raise KeyError(name)


def read_stored(content: bytes) -> dict[str, Array]:
    """Return the arrays of a ``model.bin`` by their names and aliases; quantised ones come as float32.

    Source: CTranslate2's ``ModelSpec._serialize``, binary version 6.

    Raises:
        ValueError: the content is cut short, or of another format or kind of model.
    """
    try:
        stream = BytesIO(content)
        version, kind, _ = _number(stream, "I"), _text(stream), _number(stream, "I")
        if (version, kind) != (_VERSION, _NAME):
            raise ValueError(f"version {version} of {kind.decode(errors='replace')}")
        arrays = dict(_arrays(stream))
        plain = {name: _restored(name, arrays) for name in arrays if not name.endswith("_scale")}
        aliases = [(_text(stream), _text(stream)) for _ in range(_number(stream, "I"))]
        return plain | {alias.decode(): plain[name.decode()] for alias, name in aliases}
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError("it is cut short") from error


def _arrays(stream: BytesIO) -> Iterator[tuple[str, Array]]:
    for _ in range(_number(stream, "I")):
        name = _text(stream).decode()
        sizes = [_number(stream, "I") for _ in range(_number(stream, "B"))]
        kind = _TYPES[_number(stream, "B")]
        yield name, np.frombuffer(stream.read(_number(stream, "I")), kind).reshape(sizes)


def _restored(name: str, arrays: dict[str, Array]) -> Array:
    values = arrays[name].astype(np.float32)
    scale = arrays.get(f"{name}_scale")
    return values if scale is None else values / scale.reshape(-1, 1)


def _number(stream: BytesIO, form: str) -> int:
    return int(struct.unpack(f"<{form}", stream.read(struct.calcsize(form)))[0])


def _text(stream: BytesIO) -> bytes:
    return stream.read(_number(stream, "H")).rstrip(b"\0")
