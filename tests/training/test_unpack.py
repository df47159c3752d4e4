"""A package becomes the checkpoint that it was made of."""

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from passerelle.translate.adaptation.errors import TrainingError  # noqa: E402
from passerelle.translate.adaptation.network.checkpoint import Checkpoint, new_checkpoint, read_checkpoint  # noqa: E402
from passerelle.translate.adaptation.network.export import export_package, package_metadata  # noqa: E402
from passerelle.translate.adaptation.network.model import Shape  # noqa: E402
from passerelle.translate.adaptation.network.unpack import read_package  # noqa: E402
from passerelle.translate.engine.packages import EMBEDDED  # noqa: E402
from training.prepare import TOKENIZER  # noqa: E402
from training.train import main as train_main  # noqa: E402
from training.unpack import main  # noqa: E402

TINY = Shape(300, 32, 64, 4, 3, 2, 64)
STATE = replace(new_checkpoint(TINY, 1), step=7, spent=120.0, seen=99)


def exported(folder: Path, work: Path, quantization: str | None) -> Path:
    metadata = package_metadata(STATE, "1", "tiny")
    path = folder / "tiny.argosmodel"
    path.write_bytes(export_package(STATE, work / TOKENIZER, metadata, quantization))
    return path


def rounding(weight: Any, quantization: str | None) -> Any:
    """Return half a step of what the package holds."""
    if quantization == "int8" and weight.dim() == 2:
        return weight.abs().amax(1, keepdim=True) / 127 * 0.51
    return weight.abs() * (1e-3 if quantization == "float16" else 0)


@pytest.mark.parametrize("quantization", ["int8", "float16", None])
def test_round_trip(tmp_path: Path, work: Path, quantization: str | None) -> None:
    """Shape and counts come back as they were, weights within the package's rounding."""
    back = read_package(exported(tmp_path, work, quantization))
    assert (back.shape, back.step, back.spent, back.seen) == (TINY, 7, 120.0, 99)
    for name, weight in STATE.average.items():
        assert ((back.average[name] - weight).abs() <= rounding(weight, quantization) + 1e-7).all(), name
        assert torch.equal(back.weights[name], back.average[name])


def test_packing_again_changes_nothing(tmp_path: Path, work: Path) -> None:
    """A package made of what a package gave holds the same bytes."""
    path = exported(tmp_path, work, "int8")
    again = export_package(read_package(path), work / TOKENIZER, package_metadata(STATE, "1", "tiny"))
    assert again == path.read_bytes()


def test_embedded_package_can_be_gone_on_with() -> None:
    """The package that comes with passerelle is one of this trainer."""
    state: Checkpoint = read_package(EMBEDDED)
    assert state.shape.heads * 64 == state.shape.width
    assert state.seen > 60_000_000


def test_command(tmp_path: Path, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes a checkpoint from which training goes on."""
    main([str(exported(tmp_path, work, "int8")), str(tmp_path / "start.pt")])
    assert "0.1M parameters, 0.0M pieces seen" in capsys.readouterr().out
    options = ["--minutes", "0.01", "--tokens", "300", "--length", "60", "--restart", "--resume"]
    train_main([str(work / "shard-00.npz"), "--out", str(tmp_path), *options, str(tmp_path / "start.pt")])
    assert read_checkpoint(tmp_path / "last.pt").seen > 99


def rewritten(path: Path, name: str, content: bytes | None) -> Path:
    """Return a copy of a package with one member changed or left out."""
    out = path.with_name("other.argosmodel")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            if not member.endswith(name):
                new.writestr(member, old.read(member))
            elif content is not None:
                new.writestr(member, content)
    return out


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("model.bin", None, "model/model.bin"),
        ("model.bin", b"", "cut short"),
        ("model.bin", b"\6\0\0\0\1\0x\7\0\0\0", "version 6 of x"),
        ("metadata.json", b"[]", "list"),
        ("metadata.json", b"{", "Expecting"),
    ],
)
def test_damaged_packages(tmp_path: Path, work: Path, name: str, content: bytes | None, reason: str) -> None:
    """What is missing or damaged ends in one sentence that names the file."""
    path = rewritten(exported(tmp_path, work, "int8"), name, content)
    with pytest.raises(TrainingError, match=rf"other\.argosmodel: holds no model .*{reason}"):
        read_package(path)


@pytest.mark.parametrize("content", [None, b"", b"no zip"])
def test_no_package(tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is missing or no package ends in one line and exit code 2, and nothing is written."""
    path = tmp_path / "none.argosmodel"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        main([str(path), str(tmp_path / "out.pt")])
    assert ended.value.code == 2
    assert "none.argosmodel: holds no model" in capsys.readouterr().err
    assert not (tmp_path / "out.pt").exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"pre_norm": 0}, "pre_norm is 0"), ({"activation": 3}, "activation is 3"), ({"shared": 0}, "share")],
)
def test_other_models(work: Path, tmp_path: Path, change: dict[str, int], reason: str) -> None:
    """A model that computes something else is refused, not trained on with other meanings."""
    from passerelle.translate.adaptation.layout import SHARED, read_stored  # noqa: PLC0415
    from passerelle.translate.adaptation.network.unpack import checkpoint_of  # noqa: PLC0415

    with zipfile.ZipFile(exported(tmp_path, work, None)) as archive:
        stored = read_stored(archive.read("fr_en/model/model.bin"))
    for name, value in change.items():
        stored |= {SHARED[0]: stored[SHARED[0]] + 1} if name == "shared" else {f"encoder/{name}": value}  # type: ignore[dict-item]
    with pytest.raises(ValueError, match=reason):
        checkpoint_of(stored, {})
