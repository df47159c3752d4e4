"""The package computes what PyTorch computes."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import ctranslate2
import pytest
import sentencepiece
from argostranslate.package import Package

from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import Signs, open_package, unpack

torch = pytest.importorskip("torch")

from passerelle.translate.adaptation.errors import TrainingError  # noqa: E402
from passerelle.translate.adaptation.network.checkpoint import Checkpoint, new_checkpoint, write_checkpoint  # noqa: E402
from passerelle.translate.adaptation.network.export import export_package, package_metadata  # noqa: E402
from passerelle.translate.adaptation.network.model import Shape, decode, encode  # noqa: E402
from passerelle.translate.adaptation.shards import read_shards  # noqa: E402
from training.export import main  # noqa: E402
from training.prepare import TOKENIZER  # noqa: E402
from training.train import Recipe, train  # noqa: E402

TINY = Shape(300, 32, 64, 2, 2, 2)
FRENCH = "Le médecin examine le patient à l'hôpital."
ENGLISH = "The doctor examines the patient at the hospital."


@pytest.fixture(scope="module")
def trained(work: Path) -> Checkpoint:
    """A model that learned a little, so that its probabilities are not all alike."""
    ticks = iter(range(0, 10_000, 3))
    recipe = Recipe(minutes=1, tokens=300, rate=1e-2, warmup=5, guide=0.5, length=60)
    return train(
        new_checkpoint(TINY, 1), read_shards([work / "shard-00.npz"]), recipe, clock=lambda: next(ticks)
    )


@pytest.fixture
def tokenizer(work: Path) -> Any:
    return sentencepiece.SentencePieceProcessor(model_file=str(work / TOKENIZER))


def unpacked(tmp_path: Path, package: bytes) -> Path:
    (tmp_path / "p.argosmodel").write_bytes(package)
    unpack(tmp_path / "p.argosmodel", tmp_path / "p")
    return tmp_path / "p" / "fr_en"


def in_torch(state: Checkpoint, tokenizer: Any) -> tuple[Any, Any]:
    """Return the log-probability of each piece of ENGLISH with its end, and the aligning head's weights."""
    source = torch.tensor([[*tokenizer.encode(FRENCH), tokenizer.eos_id()]])
    target = tokenizer.encode(ENGLISH)
    with torch.no_grad():
        memory = encode(state.average, TINY, source)
        given = torch.tensor([[tokenizer.bos_id(), *target]])
        states, attention = decode(state.average, TINY, given, source, memory)
        table, bias = state.average["embedding.weight"], state.average["output_bias"]
        scores = (states @ table.T + bias).log_softmax(-1)
    wanted = torch.tensor([[*target, tokenizer.eos_id()]])
    return scores.gather(2, wanted[..., None])[0, :, 0], attention[0].exp()


def test_log_probabilities(tmp_path: Path, work: Path, trained: Checkpoint, tokenizer: Any) -> None:
    """Without quantisation CTranslate2 gives PyTorch's log-probabilities, piece by piece."""
    folder = unpacked(
        tmp_path, export_package(trained, work / TOKENIZER, package_metadata(trained, "1", "tiny"), None)
    )
    translator = ctranslate2.Translator(str(folder / "model"), compute_type="float32")
    pieces = [tokenizer.encode(text, out_type=str) for text in (FRENCH, ENGLISH)]
    scored = translator.score_batch([pieces[0]], [pieces[1]])[0].log_probs
    expected, _ = in_torch(trained, tokenizer)
    assert expected.std() > 0.1
    torch.testing.assert_close(torch.tensor(scored), expected, rtol=0, atol=1e-4)


def test_alignment_head(tmp_path: Path, work: Path, trained: Checkpoint, tokenizer: Any) -> None:
    """The attention that CTranslate2 returns is the guided head's."""
    folder = unpacked(
        tmp_path, export_package(trained, work / TOKENIZER, package_metadata(trained, "1", "tiny"), None)
    )
    translator = ctranslate2.Translator(str(folder / "model"), compute_type="float32")
    source, target = (tokenizer.encode(text, out_type=str) for text in (FRENCH, ENGLISH))
    result = translator.translate_batch(
        [source], target_prefix=[target], max_decoding_length=len(target), beam_size=1, return_attention=True
    )[0]
    _, expected = in_torch(trained, tokenizer)
    found = torch.tensor(result.attention[0])
    torch.testing.assert_close(found, expected[: len(target), : found.shape[1]], rtol=0, atol=1e-3)


def test_quantised_package_loads(tmp_path: Path, work: Path, trained: Checkpoint) -> None:
    """The int8 package opens in passerelle and in Argos, says how it was made, and translates with attention."""
    metadata = package_metadata(trained, "1.2", "a tiny corpus")
    folder = unpacked(tmp_path, export_package(trained, work / TOKENIZER, metadata))
    package = open_package(folder)
    assert (package.version, package.signs, package.aligned) == (
        "1.2",
        Signs(range(1, 6), range(6, 10)),
        True,
    )
    assert (Package(folder).from_code, Package(folder).to_code) == ("fr", "en")
    stored = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    assert stored["data"] == "a tiny corpus"
    assert "|width:32x64|heads:2|layers:2+2|steps:20|" in stored["training"]
    best = Engine(package, threads=1).translate([FRENCH], attention=True)[0][0]
    assert len(best.attention) == len(best.tokens) > 0


def test_equal_contents_make_equal_packages(work: Path, trained: Checkpoint) -> None:
    """Exporting twice gives the same bytes, int8 ones far smaller than float ones."""
    metadata = package_metadata(trained, "1", "tiny")
    once, again = (export_package(trained, work / TOKENIZER, metadata) for _ in range(2))
    assert once == again
    small, large = (
        _model_size(each) for each in (once, export_package(trained, work / TOKENIZER, metadata, None))
    )
    assert small < 0.7 * large


def _model_size(package: bytes) -> int:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return archive.getinfo("fr_en/model/model.bin").file_size


def test_other_tokenizer(work: Path) -> None:
    """A tokenizer of another size is refused: its pieces would mean other words."""
    other = new_checkpoint(Shape(301, 16, 32, 2, 1, 1, 64), 1)
    with pytest.raises(TrainingError, match="has 300 pieces, the model 301"):
        export_package(other, work / TOKENIZER, {})


def test_command_writes_what_it_measured(tmp_path: Path, work: Path, trained: Checkpoint) -> None:
    """The metadata hold the score on the first set, with its signature, and the accuracy where a set has terms."""
    write_checkpoint(tmp_path / "last.pt", trained)
    (tmp_path / "dev.tsv").write_text(f"{FRENCH}\t{ENGLISH}\n", encoding="utf-8")
    terms = json.dumps([{"fr": "médecin", "en": "doctor"}])
    rows = f"fr\ten\tterms_json\n{FRENCH}\t{ENGLISH}\t{terms}\n"
    (tmp_path / "terms.tsv").write_text(rows, encoding="utf-8")
    sets = [str(tmp_path / "dev.tsv"), str(tmp_path / "terms.tsv")]
    plain, measured = (_exported_metadata(tmp_path, work, given) for given in (sets[:1], sets))
    assert measured["bleu"]["set"] == plain["bleu"]["set"] == "dev"
    assert 0 <= measured["bleu"]["score"] <= 100
    assert measured["bleu"]["signature"].startswith("nrefs:1|")
    assert measured["term_accuracy"] in (0.0, 1.0)
    assert "term_accuracy" not in plain


def _exported_metadata(folder: Path, work: Path, sets: list[str]) -> dict[str, Any]:
    out = folder / "out.argosmodel"
    options = ["--version", "1", "--data", "tiny", "--evaluate", *sets]
    main([str(folder / "last.pt"), str(work / TOKENIZER), str(out), *options])
    with zipfile.ZipFile(out) as archive:
        metadata: dict[str, Any] = json.loads(archive.read("fr_en/metadata.json"))
    return metadata
