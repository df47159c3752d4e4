"""The whole way of training/README.md, from raw pairs to a package and its scores, on toy data."""

import shlex
import zipfile
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from training import evaluate, export, prepare, select, signs, train, unpack  # noqa: E402

SHAPE = shlex.split("--vocab 300 --width 16 --feedforward 32 --heads 2 --encoder-layers 1 --decoder-layers 1")
RECIPE = shlex.split(
    "--minutes 0.01 --tokens 600 --length 60 --dropout 0 --workers 2 --accumulate 2 --guide 0.1"
)
HOUSE = ("La biopsie liquide est à Annecy.\tLiquid biopsy is in Annecy.", "Il dort.\tHe sleeps.")


def test_from_raw_pairs_to_a_package(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    work: Path,
    pairs: list[tuple[str, str]],
) -> None:
    """Every step reads what the steps before it wrote; the package carries signs and can be gone on with."""
    monkeypatch.chdir(tmp_path)
    Path("raw.tsv").write_text("".join(f"{fr}\t{en}\n" for fr, en in pairs), encoding="utf-8")
    Path("house.tsv").write_text("\n".join(HOUSE) + "\n", encoding="utf-8")
    Path("dev.tsv").write_text(f"{pairs[0][0]}\t{pairs[0][1]}\n", encoding="utf-8")
    prepare.main(["clean", "raw.tsv", "--out", "W", "--hold", "dev.tsv"])
    prepare.main(["pieces", "W", "--vocab", "300"])
    _align(Path("W"), work)
    prepare.main(["encode", "W"])
    tokenizer = ["--tokenizer", "W/sentencepiece.model"]
    signs.main(["aligned", "W/shard-00.npz", *tokenizer, "--out", "signs.npz"])
    signs.main(["house", "house.tsv", "--out", "house-signs.tsv"])
    prepare.main(["own", "house.tsv", "house-signs.tsv", *tokenizer, "--out", "own.npz"])
    select.main(
        ["W/shard-00.npz", "--like", "own.npz", "signs.npz=0.5", "--share", "0.5", "--out", "selected.npz"]
    )
    train.main(["selected.npz", "signs.npz", "own.npz", "--out", "run", *SHAPE, *RECIPE])
    anneal = ["--resume", "run/last.pt", "--restart", "--warmup", "1", "--decay", "1", "--seed", "2"]
    train.main(["signs.npz", *["own.npz"] * 40, "--out", "annealed", *RECIPE, *anneal])
    capsys.readouterr()
    export.main(
        ["annealed/last.pt", "W/sentencepiece.model", "p.argosmodel", "--version", "1", "--data", "toy"]
    )
    evaluate.main(["p.argosmodel", "--data", "dev.tsv", "house-signs.tsv"])
    table = capsys.readouterr().out
    assert "| dev | 1 | " in table
    assert "| house-signs | 1 | " in table
    with zipfile.ZipFile("p.argosmodel") as archive:
        assert b'"signs"' in archive.read("fr_en/metadata.json")
    unpack.main(["p.argosmodel", "start.pt"])
    train.main(["own.npz", "--out", "on", *RECIPE, "--resume", "start.pt", "--restart"])
    assert Path("on/last.pt").exists()


def _align(folder: Path, work: Path) -> None:
    """Take the links of the fixture's corpus: the aligner itself is compiled where it is installed."""
    links = (work / prepare.LINKS).read_text(encoding="utf-8").splitlines()
    texts = (work / prepare.CORPUS).read_text(encoding="utf-8").splitlines()
    by_text = dict(zip((text.rpartition("\t")[0] for text in texts), links, strict=True))
    kept = (folder / prepare.CORPUS).read_text(encoding="utf-8").splitlines()
    lines = [by_text[text.rpartition("\t")[0]] for text in kept]
    (folder / prepare.LINKS).write_text("\n".join(lines) + "\n", encoding="utf-8")
