"""Official Argos packages, as they lie on disk, are refused before any work: they would learn nonsense."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sentencepiece
from ctranslate2.specs import transformer_spec

from passerelle.translate.engine.packages import ModelPackage, embedded_package, open_package
from passerelle.translate.workflows.adapt import check_ready

OFFICIAL: dict[str, dict[str, object]] = {
    "pre-norm, shared": {},
    "post-norm": {"pre_norm": False},
    "apart": {"shared": False},
    "many heads": {"heads": 16, "layers": (6, 6)},
    "16 bits": {"quantization": "int16"},
    "half precision": {"quantization": "float16"},
    "bfloat16": {"quantization": "bfloat16"},
    "transformer-big": {"width": 128, "heads": 16, "layers": (3, 3)},
}


@pytest.mark.parametrize("shape", OFFICIAL.values(), ids=OFFICIAL)
@pytest.mark.parametrize("claims_alignment", [False, True])
def test_official_packages_are_refused(
    tmp_path: Path, shape: dict[str, Any], *, claims_alignment: bool
) -> None:
    """Whatever their shape, and even where every weight would fit: before anything is read, with what to do."""
    pytest.importorskip("torch")
    package = official(tmp_path / "translate-fr_en-1_9", **shape)
    assert package.label == "argos-fr_en 1.9"
    from passerelle.translate.adaptation.errors import TrainingError  # noqa: PLC0415

    with pytest.raises(TrainingError, match=r"argos-fr_en 1\.9 cannot be adapted.*--model embedded"):
        check_ready(replace(package, aligned=claims_alignment), "house")


def official(
    folder: Path,
    *,
    width: int = 64,
    heads: int = 8,
    layers: tuple[int, int] = (2, 2),
    pre_norm: bool = True,
    shared: bool = True,
    quantization: str = "int8",
) -> ModelPackage:
    """Write a package laid out as Argos' official ones: OpenNMT's order of pieces, Stanza's models, a README."""
    spec: Any = transformer_spec.TransformerSpec.from_config(layers, heads, pre_norm=pre_norm)
    tokenizer = embedded_package().folder / "sentencepiece.model"
    model = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    own = [model.id_to_piece(number) for number in range(len(model))]
    vocabulary = ["<blank>", "<s>", "</s>", *(piece for piece in own if piece[0] != "<"), "<unk>"]

    def fill(layer: Any) -> None:
        for name, value in vars(layer).items():
            if name.startswith("linear"):
                for part in value if isinstance(value, list) else [value]:
                    part.weight, part.bias = np.ones((width, width), np.float32), np.zeros(width, np.float32)
            elif name == "layer_norm":
                value.gamma, value.beta = np.ones(width, np.float32), np.zeros(width, np.float32)
            elif name in ("self_attention", "attention", "ffn"):
                fill(value)

    table = np.ones((len(vocabulary), width), np.float32)
    for side in (spec.encoder, spec.decoder):
        fill(side)
        for layer in side.layer:
            fill(layer)
        side.position_encodings.encodings = np.ones((512, width), np.float32)
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table if shared else table * 2
    spec.decoder.projection.weight = spec.decoder.embeddings.weight
    spec.decoder.projection.bias = np.zeros(len(vocabulary), np.float32)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization=quantization)
    (folder / "model").mkdir(parents=True)
    spec.save(str(folder / "model"))
    shutil.copy(tokenizer, folder)
    (folder / "stanza" / "fr" / "tokenize").mkdir(parents=True)
    for name in ("README.md", "stanza/resources.json", "stanza/fr/tokenize/gsd.pt"):
        (folder / name).write_text("x")
    metadata = {"package_version": "1.9", "argos_version": "1.9", "from_code": "fr", "to_code": "en"}
    (folder / "metadata.json").write_text(json.dumps(metadata))
    return open_package(folder)
