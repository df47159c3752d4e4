"""Turn a checkpoint into an Argos package: CTranslate2 weights, tokenizer and metadata in a zip.

python -m training.export last.pt sentencepiece.model fr_en.argosmodel --version 1.0 --data "Europarl, …"
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from passerelle.glossary.files import write_atomically
from passerelle.translate.adaptation.network.checkpoint import read_checkpoint
from passerelle.translate.adaptation.network.export import export_package, package_metadata
from training.errors import reported
from training.evaluate import evaluate


def measured(package: bytes, data: Sequence[Path]) -> dict[str, Any]:
    """Return what the metadata say of a package's quality.

    ``bleu`` is that of the first set; ``term_accuracy`` the share of terms met exactly, where a set has terms.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "candidate.argosmodel"
        path.write_bytes(package)
        scores = evaluate(path, data)
    first = scores[0]
    found: dict[str, Any] = {
        "bleu": {"set": first.name, "score": round(first.bleu, 1), "signature": first.signature[0]}
    }
    met, total = (sum(each.exact[part] for each in scores) for part in (0, 1))
    return {**found, "term_accuracy": round(met / total, 3)} if total else found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="training.export", description="Checkpoint to Argos package.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("tokenizer", type=Path, help="the SentencePiece model of the shards")
    parser.add_argument("package", type=Path, help="the .argosmodel to write")
    parser.add_argument("--version", required=True, help="package_version in the metadata")
    parser.add_argument("--data", required=True, help="what the model learned from, for the metadata")
    parser.add_argument(
        "--evaluate",
        nargs="+",
        type=Path,
        help="evaluation sets: BLEU of the first, and accuracy of terms, go into the metadata",
    )
    parser.add_argument("--quantization", default="int8")
    return parser


def main(arguments: list[str] | None = None) -> None:
    """Read a checkpoint, write a package, say how large it is."""
    chosen = _parser().parse_args(arguments)
    with reported():
        checkpoint = read_checkpoint(chosen.checkpoint)
        metadata = package_metadata(checkpoint, chosen.version, chosen.data)
        package = export_package(checkpoint, chosen.tokenizer, metadata, chosen.quantization)
        if chosen.evaluate:
            metadata |= measured(package, chosen.evaluate)
            package = export_package(checkpoint, chosen.tokenizer, metadata, chosen.quantization)
        with write_atomically(chosen.package, binary=True) as stream:
            stream.write(package)
        print(f"{chosen.package}: {len(package) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
