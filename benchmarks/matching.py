"""Measure what looking for very many terms costs beside translating.

    python -m benchmarks.matching --terms FOLDER --examples examples

FOLDER holds .tsv files of French, a tab, English, and perhaps more columns. The articles are drawn from the examples' sentences.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from statistics import median

from benchmarks.sets import BenchmarkError
from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import read_bytes, write_atomically
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.formats.articles import find_articles, read_document
from passerelle.translate.text.markup import unmark
from passerelle.translate.text.segment import split_segments
from passerelle.translate.text.typography import prepare_source

SEED = 23


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time, medians of several runs; translation is for all ``sentences`` from a run over ``sample``."""

    terms: int
    articles: int
    sentences: int
    sample: int
    hits: int
    building: float
    matching: float
    translating: float

    @property
    def share(self) -> float:
        """Matching as a share of translating."""
        return self.matching / self.translating


def read_terms(folder: Path, most: int) -> Termbase:
    """Read at most ``most`` different pairs of terms.

    Raises:
        BenchmarkError: the folder holds no pair.
        FileError: a file cannot be read.
    """
    pairs = dict.fromkeys(pair for path in sorted(folder.glob("*.tsv")) for pair in _read_pairs(path))
    if not pairs:
        raise BenchmarkError("holds no .tsv file with French, a tab, English.", path=folder)
    return Termbase(
        tuple(
            Concept(f"t{number}", french, english, "benchmark")
            for number, (french, english) in enumerate(list(pairs)[:most])
        )
    )


def _read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in read_bytes(path).decode("utf-8-sig", errors="replace").splitlines():
        french, _, rest = line.partition("\t")
        english = rest.split("\t")[0]
        if any(map(str.isalnum, french)) and english.strip():
            yield french.strip(), english.strip()


def read_sentences(folder: Path) -> tuple[list[str], int]:
    """Return the different sentences of the articles in a folder, and how many an article has on average.

    Raises:
        FileError, DocumentError: the folder holds no article, or one cannot be read.
    """
    documents = [read_document(path) for path in find_articles(folder)]
    sentences = [
        segment.text
        for document in documents
        for block in document.blocks
        for segment in split_segments(unmark(block.text)[0])
    ]
    return list(dict.fromkeys(sentences)), round(len(sentences) / len(documents))


def measure(terms: Termbase, examples: Path, engine: Engine, *, articles: int, repeats: int) -> Cost:
    """Match ``terms`` in ``articles`` made of the examples' sentences; translate each different sentence once a run."""
    distinct, length = read_sentences(examples)
    drawn = random.Random(SEED).choices(distinct, k=articles * length)  # noqa: S311
    matcher = Matcher(terms)
    sources = [prepare_source(text) for text in distinct]
    engine.translate(sources[:1])  # the first call takes longer
    building = _median_seconds(lambda: Matcher(terms), repeats)
    matching = _median_seconds(lambda: _count_hits(matcher, drawn), repeats)
    translating = _median_seconds(lambda: engine.translate(sources), repeats)
    return Cost(
        len(terms.concepts),
        articles,
        len(drawn),
        len(distinct),
        _count_hits(matcher, drawn),
        building,
        matching,
        translating * len(drawn) / len(distinct),
    )


def _count_hits(matcher: Matcher, sentences: Sequence[str]) -> int:
    return sum(len(matcher.find(sentence).hits) for sentence in sentences)


def _median_seconds(work: Callable[[], object], repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return median(taken)


def report(cost: Cost, repeats: int, model: str) -> Iterator[str]:
    """Yield the results as Markdown."""
    yield "# Looking for very many terms"
    yield ""
    yield f"{cost.articles:,} articles of {cost.sentences:,} sentences against {cost.terms:,} terms, median of {repeats} runs:"
    yield ""
    yield "| work | seconds of processor time | a sentence, µs |"
    yield "|---|--:|--:|"
    for name, seconds in (("matching", cost.matching), ("translating, no constraints", cost.translating)):
        yield f"| {name} | {seconds:.1f} | {seconds / cost.sentences * 1e6:.0f} |"
    yield f"| building the matcher, once | {cost.building:.1f} | |"
    yield ""
    yield f"Matching takes {cost.share:.2%} of the time of translating; {cost.hits:,} terms were found. Translating is"
    yield f"reckoned from the {cost.sample:,} different sentences; articles repeat them, so the words they hold are few and known."
    yield ""
    yield f"{datetime.now(UTC):%Y-%m-%d}, model {model}, Python {python_version()}, ctranslate2 {version('ctranslate2')}."


def main(arguments: list[str] | None = None) -> None:
    """Print the cost of matching."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.matching", description="Measure matching beside translating."
    )
    parser.add_argument("--terms", type=Path, required=True, help="a folder of .tsv files: French, English")
    parser.add_argument("--examples", type=Path, default=Path("examples"), help="a folder of articles")
    parser.add_argument("--articles", type=int, default=1000, help="how many to make (default %(default)s)")
    parser.add_argument("--most", type=int, default=40_000, help="terms at most (default %(default)s)")
    parser.add_argument("--repeats", type=int, default=5, help="runs (default %(default)s)")
    parser.add_argument("--model", default="embedded", help="an Argos package (default %(default)s)")
    parser.add_argument("--out", type=Path, help="write the report to this Markdown file as well")
    chosen = parser.parse_args(arguments)
    try:
        terms = read_terms(chosen.terms, chosen.most)
        engine = Engine(resolve_package(chosen.model))
        repeats = max(1, chosen.repeats)
        cost = measure(terms, chosen.examples, engine, articles=chosen.articles, repeats=repeats)
        text = "\n".join(report(cost, repeats, engine.package.label)) + "\n"
        print(text, end="")
        if chosen.out:
            with write_atomically(chosen.out) as stream:
                stream.write(text)
    except PasserelleError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
