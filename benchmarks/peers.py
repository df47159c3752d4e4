"""The same sentences through stock argostranslate and through CTranslate2 alone: between them is where Passerelle stands.

Stock argostranslate has an environment of its own, with all that it requires (1.5 GB with PyTorch's build without CUDA); one
that is missing is made with uv and pip. It runs as it comes, but for its splitter of sentences, which wants a network: it gets
ours. It translates one text after the other, so a tenth of the articles tells what all would take. CTranslate2 gets the tokens
of all sentences at once, with the same beam on all cores, and nothing is made of what it says: no program with this model is faster.
"""

import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.sets import BenchmarkError
from passerelle.translate.engine.decode import BATCH_TOKENS, BEAM, LENGTH_PENALTY, Engine
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.formats.articles import find_articles, read_document
from passerelle.translate.text.markup import unmark
from passerelle.translate.text.segment import split_segments

_RUNS = 3
_SHARE = 10  # of so many articles, stock argostranslate translates one
_TORCH = "torch==2.13.0+cpu"

Texts = list[list[str]]
"""The sentences of each text of an article."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What another translator took: seconds for ``articles`` articles, the median of ``runs``."""

    name: str
    seconds: float
    articles: int
    runs: int

    @property
    def per_article(self) -> float:
        """Seconds an article."""
        return self.seconds / self.articles


def read_sentences(folder: Path) -> list[Texts]:
    """Return the sentences of the articles in a folder, as Passerelle translates them.

    Raises:
        PasserelleError: an article cannot be read.
    """
    return [
        [
            [segment.text for segment in split_segments(" ".join(unmark(block.text)[0].split()))]
            for block in read_document(path).blocks
        ]
        for path in find_articles(folder)
    ]


def measure_raw(articles: Sequence[Texts], runs: int = _RUNS) -> Peer:
    """Give CTranslate2 the tokens of all sentences at once; the model is loaded before."""
    import ctranslate2  # noqa: PLC0415  (for this alone)

    package = resolve_package(None)
    engine = Engine(package)
    tokens = [engine.encode(sentence) for texts in articles for text in texts for sentence in text]
    translator = ctranslate2.Translator(
        str(package.folder / "model"), device="cpu", inter_threads=os.cpu_count() or 1, intra_threads=1
    )
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        translator.translate_batch(
            tokens,
            beam_size=BEAM,
            length_penalty=LENGTH_PENALTY,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
        )
        seconds.append(time.perf_counter() - start)
    return Peer(f"CTranslate2 {version('ctranslate2')} alone", median(seconds), len(articles), runs)


def measure_stock(articles: Sequence[Texts], environment: Path, runs: int = _RUNS) -> Peer:
    """Let stock argostranslate translate a tenth of the articles, text by text; the model is loaded before.

    Raises:
        BenchmarkError: the environment cannot be made, or argostranslate cannot run in it.
    """
    python = environment / "bin" / "python"
    if not python.exists():
        _make_environment(environment)
    own = articles[: max(1, len(articles) // _SHARE)]
    asked = {
        "package": str(resolve_package(None).folder),
        "texts": [text for texts in own for text in texts],
        "runs": runs,
    }
    done = subprocess.run(  # noqa: S603  (our own program)
        [python, Path(__file__).with_name("stock.py")],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise BenchmarkError(f"argostranslate does not run there: {_end(done.stderr)}", path=environment)
    name = f"argostranslate {version('argostranslate')} as it comes"
    return Peer(name, median(json.loads(done.stdout)), len(own), runs)


def _make_environment(folder: Path) -> None:
    """Make an environment with what argostranslate requires; PyTorch's build without CUDA is a tenth of the other."""
    requirements = [f"argostranslate=={version('argostranslate')}", _TORCH]
    for command in (
        ["uv", "venv", "--quiet", "--seed", str(folder)],
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *requirements],
    ):
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (our own command)
        if done.returncode:
            raise BenchmarkError(
                f"cannot be made ({_end(done.stderr)}); install {' and '.join(requirements)} there.",
                path=folder,
            )


def _end(told: bytes) -> str:
    lines = told.decode(errors="replace").strip().splitlines()
    return lines[-1][-200:] if lines else "no reason given"


def show_peers(own: float, articles: int, raw: Peer, stock: Peer, sentences: int) -> str:
    """Return the table of Passerelle's seconds for all ``articles`` beside those of the others, as Markdown."""
    ours = Peer("Passerelle, with terms, checks, catalogues and sheets", own, articles, raw.runs)
    rows = "\n".join(
        f"| {each.name} | {each.articles} | {each.seconds:.2f} | {each.per_article:.2f} |"
        f" {raw.per_article / each.per_article:.2f} | {stock.per_article / each.per_article:.1f} |"
        for each in (stock, ours, raw)
    )
    return f"""## Beside others

The same {articles} articles ({sentences:,} sentences) and the same model, beam {BEAM}; seconds on the clock, medians of {raw.runs}. Of argostranslate,
{stock.articles} of the articles, with our sentences in the place of its splitter, which wants a network. “CTranslate2 alone” is the limit: all
sentences at once on all cores, loading and tokens not counted, and nothing made of the answers.

| | articles | seconds | an article | of the limit | times stock |
|---|--:|--:|--:|--:|--:|
{rows}
"""
