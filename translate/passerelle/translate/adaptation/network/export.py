"""A checkpoint as an Argos package: CTranslate2 weights, tokenizer and metadata in a zip."""

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from ctranslate2.specs import transformer_spec

from passerelle.glossary.files import read_bytes
from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.layout import POSITIONS, SHARED, stored_name
from passerelle.translate.adaptation.network.checkpoint import Checkpoint
from passerelle.translate.adaptation.network.model import positions
from passerelle.translate.adaptation.signs import SIGNS

NAME = "fr_en"
# Zips with one date are equal when their contents are.
_DATE = (1980, 1, 1, 0, 0, 0)


def signature(checkpoint: Checkpoint) -> str:
    """Return in one line how the model was made, after the manner of sacreBLEU."""
    shape, recipe = checkpoint.shape, checkpoint.recipe
    parts: dict[str, object] = {
        "params": checkpoint.parameters,
        "vocab": shape.vocab,
        "width": f"{shape.width}x{shape.feedforward}",
        "heads": shape.heads,
        "layers": f"{shape.encoder_layers}+{shape.decoder_layers}",
        "steps": checkpoint.step,
        "pieces": checkpoint.seen,
        "minutes": round(checkpoint.spent / 60),
        **{name: recipe[name] for name in ("tokens", "rate", "dropout", "guide", "seed") if name in recipe},
        "torch": version("torch"),
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def package_metadata(checkpoint: Checkpoint, package_version: str, data: str) -> dict[str, Any]:
    """Return what Argos asks of a package, and what passerelle reads besides."""
    return {
        "package_version": package_version,
        "argos_version": "1.9",
        "type": "translate",
        "from_code": "fr",
        "from_name": "French",
        "to_code": "en",
        "to_name": "English",
        "name": f"passerelle-{NAME}",
        "signs": {"nouns": _ends(SIGNS.nouns), "names": _ends(SIGNS.names)},
        "alignment": "last decoder layer, first head",
        "data": data,
        "training": signature(checkpoint),
    }


def _ends(numbers: range) -> list[int]:
    return [numbers[0], numbers[-1]]


def to_spec(checkpoint: Checkpoint, vocabulary: list[str]) -> transformer_spec.TransformerSpec:
    """Return the averaged weights as CTranslate2 lays them out, its alignment head the one that was guided."""
    shape = checkpoint.shape
    spec = transformer_spec.TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.heads,
        pre_norm=True,
        alignment_layer=-1,
        alignment_heads=1,
    )
    for name, weight in checkpoint.average.items():
        _place(spec, stored_name(name), _array(weight))
    for name in SHARED:
        _place(spec, name, spec.decoder.embeddings.weight)
    for side in ("encoder", "decoder"):
        _place(spec, f"{side}/{POSITIONS}", positions(shape.max_length, shape.width).numpy())
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.add_source_bos, spec.config.add_source_eos = False, True
    spec.config.decoder_start_token = spec.config.bos_token
    return spec


def _array(weight: torch.Tensor) -> Any:
    return weight.detach().float().numpy().copy()  # quantising writes in place


def _place(spec: Any, name: str, array: Any) -> None:
    """Set the attribute that ``name`` stands for: ``decoder/layer_1/…`` is ``spec.decoder.layer[1]…``."""
    *parents, last = name.split("/")
    for part in parents:
        group, _, number = part.rpartition("_")
        spec = getattr(spec, part) if hasattr(spec, part) else getattr(spec, group)[int(number)]
    setattr(spec, last, array)


def export_package(
    checkpoint: Checkpoint,
    tokenizer: Path,
    metadata: Mapping[str, Any],
    quantization: str | None = "int8",
    *,
    folder: str = NAME,
) -> bytes:
    """Return the bytes of a package that unpacks to ``folder``; equal arguments give equal bytes.

    Raises:
        TrainingError: the tokenizer's pieces are not the model's.
    """
    pieces = read_bytes(tokenizer)
    vocabulary = _vocabulary(tokenizer, pieces, checkpoint.shape.vocab)
    spec = to_spec(checkpoint, vocabulary)
    spec.validate()
    spec.optimize(quantization=quantization)
    with tempfile.TemporaryDirectory() as saved:
        spec.save(saved)
        model = {f"model/{file.name}": file.read_bytes() for file in sorted(Path(saved).iterdir())}
    description = json.dumps(metadata, indent=2, ensure_ascii=False).encode()
    return _zip(folder, {"metadata.json": description, "sentencepiece.model": pieces, **model})


def _vocabulary(path: Path, model: bytes, wanted: int) -> list[str]:
    try:
        tokenizer = sentencepiece.SentencePieceProcessor(model_proto=model)
    except RuntimeError as error:
        raise TrainingError("is no SentencePiece model.", path=path) from error
    if len(tokenizer) != wanted:
        raise TrainingError(
            f"has {len(tokenizer)} pieces, the model {wanted}; give the shards' tokenizer.", path=path
        )
    return [tokenizer.id_to_piece(number) for number in range(wanted)]


def _zip(folder: str, files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(f"{folder}/{name}", _DATE)
            member.external_attr = 0o644 << 16
            archive.writestr(member, content, zipfile.ZIP_DEFLATED, 9)
    return stream.getvalue()
