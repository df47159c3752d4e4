"""Score an Argos package: sacreBLEU's BLEU and chrF2, how many terms the English holds, how many signs it carries.

    python -m training.evaluate fr_en.argosmodel --data flores-dev.tsv term-dev.tsv house-signs.tsv

The package alone is measured: its text is made plain and cut into sentences as passerelle does it, and nothing is mended.
"""

import argparse
import contextlib
import tempfile
import time
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from passerelle.translate.adaptation.signs import SIGNS
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import ModelPackage, open_package, unpack
from passerelle.translate.ladder.signs import count_signs
from passerelle.translate.text.segment import join_segments, split_segments
from passerelle.translate.text.typography import prepare_source
from training.errors import reported
from training.pairs import Pair, read_pairs
from training.terms import terms_met

PUBLISHED: dict[str, dict[str, float]] = {
    "flores-dev": {"Argos 1.9": 40.8, "Firefox tiny": 43.8},
    "flores-test": {
        "Argos 1.9": 39.5,
        "OPUS-MT": 41.7,
        "Firefox tiny": 42.1,
        "Firefox base-memory": 42.9,
        "Google": 46.7,
    },
    "newstest2013": {
        "Argos 1.9": 32.1,
        "OPUS-MT": 33.6,
        "Firefox tiny": 33.3,
        "Firefox base-memory": 33.7,
        "Google": 34.5,
    },
    "newstest2014": {
        "Argos 1.9": 35.3,
        "OPUS-MT": 38.0,
        "Firefox tiny": 37.3,
        "Firefox base-memory": 37.7,
        "Google": 40.6,
    },
}
"""BLEU of others, as they publish it."""


@dataclass(frozen=True, slots=True)
class SignCounts:
    """Signs of one kind, or of several: ``sent`` in the French, and of these ``carried``, which stand once in the English.

    ``extra`` counts what stands in the English beyond that: signs repeated, and those that nobody sent.
    """

    sent: int = 0
    carried: int = 0
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Scores:
    """What a package reached on one set; term counts are (met, all), empty where a set has no terms.

    ``nouns`` and ``names`` count the signs of both kinds, which only some sets have. ``signature`` names versions and parameters of BLEU and chrF2; ``speed`` is French words a second.
    """

    name: str
    lines: int
    bleu: float
    chrf: float
    signature: tuple[str, str]
    exact: tuple[int, int] = (0, 0)
    lemma: tuple[int, int] = (0, 0)
    nouns: SignCounts = SignCounts()
    names: SignCounts = SignCounts()
    speed: float = 0.0


@contextlib.contextmanager
def loaded(path: Path) -> Iterator[Engine]:
    """Unpack the package at ``path`` for as long as the block lasts, and load it.

    Raises:
        PackageError: it is missing, damaged or not French to English.
    """
    with tempfile.TemporaryDirectory() as scratch:
        yield Engine(_unpacked(path, Path(scratch) / "package"))


def _unpacked(path: Path, folder: Path) -> ModelPackage:
    if not path.is_file():
        return open_package(path)
    unpack(path, folder)
    return open_package(next(folder.iterdir()))


def translate_lines(engine: Engine, lines: Sequence[str]) -> list[str]:
    """Translate each line sentence by sentence."""
    cut = [split_segments(line) for line in lines]
    sentences = [prepare_source(segment.text) for segments in cut for segment in segments]
    english = iter([hypotheses[0].text for hypotheses in engine.translate(sentences)])
    return [
        join_segments(line, segments, [next(english) for _ in segments])
        for line, segments in zip(lines, cut, strict=True)
    ]


def score_set(engine: Engine, name: str, pairs: Sequence[Pair]) -> Scores:
    """Translate ``pairs`` and compare with their references and terms."""
    began = time.perf_counter()
    english = translate_lines(engine, [pair.source for pair in pairs])
    seconds = time.perf_counter() - began
    words = sum(len(pair.source.split()) for pair in pairs)
    return replace(score_lines(name, english, pairs), speed=words / seconds)


def score_lines(name: str, english: Sequence[str], pairs: Sequence[Pair]) -> Scores:
    """Compare translations with the references and terms of ``pairs``."""
    bleu, chrf = BLEU(), CHRF()
    french, references = [pair.source for pair in pairs], [[pair.target for pair in pairs]]
    bleu_score, chrf_score = (metric.corpus_score(list(english), references).score for metric in (bleu, chrf))
    exact, lemma = (
        [
            met
            for line, pair in zip(english, pairs, strict=True)
            for met in terms_met(line, pair.terms, lemmas=lemmas)
        ]
        for lemmas in (False, True)
    )
    return Scores(
        name,
        len(pairs),
        bleu_score,
        chrf_score,
        (str(bleu.get_signature()), str(chrf.get_signature())),
        (sum(exact), len(exact)),
        (sum(lemma), len(lemma)),
        signs_carried(french, english, SIGNS.nouns),
        signs_carried(french, english, SIGNS.names),
    )


def signs_carried(french: Sequence[str], english: Sequence[str], kind: Container[int]) -> SignCounts:
    """Count the signs of a kind over lines and their translations.

    >>> signs_carried(["La ⟦1⟧ de ⟦6⟧"], ["The ⟦6⟧ ⟦1⟧ of ⟦1⟧ and ⟦2⟧"], range(1, 6))
    SignCounts(sent=1, carried=0, extra=2)
    """
    sent = carried = extra = 0
    for source, target in zip(french, english, strict=True):
        ours, theirs = count_signs(source), count_signs(target)
        sent += sum(number in kind for number in ours)
        carried += sum(number in kind and theirs[number] == 1 for number in ours)
        extra += sum(count - (number in ours) for number, count in theirs.items() if number in kind)
    return SignCounts(sent, carried, extra)


def report(scores: Sequence[Scores]) -> Iterator[str]:
    """Yield the lines of a Markdown table, the metrics' signatures, and the published figures."""
    yield "| set | lines | BLEU | chrF2 | terms, exact | terms, lemmas | noun signs | name signs | words/s |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for each in scores:
        yield (
            f"| {each.name} | {each.lines} | {each.bleu:.1f} | {each.chrf:.1f} | {_share(*each.exact)} "
            f"| {_share(*each.lemma)} | {_carried(each.nouns)} | {_carried(each.names)} | {each.speed:.0f} |"
        )
    yield ""
    yield from (
        f"{metric}: {text}" for metric, text in zip(("BLEU", "chrF2"), scores[0].signature, strict=True)
    )
    yield ""
    yield "Published BLEU of others:"
    for name, figures in PUBLISHED.items():
        yield f"{name}: " + ", ".join(f"{system} {score}" for system, score in figures.items())


def _share(met: int, total: int) -> str:
    return f"{met}/{total} = {met / total:.3f}" if total else "–"


def _carried(signs: SignCounts) -> str:
    return _share(signs.carried, signs.sent) + (f", {signs.extra} extra" if signs.extra else "")


def evaluate(package: Path, data: Sequence[Path], *, lines: int | None = None) -> list[Scores]:
    """Score ``package`` on each set, or on the first ``lines`` of each."""
    with loaded(package) as engine:
        return [score_set(engine, path.stem, read_pairs(path)[:lines]) for path in data]


def main(arguments: list[str] | None = None) -> None:
    """Print a package's scores."""
    parser = argparse.ArgumentParser(prog="training.evaluate", description="Score an Argos package.")
    parser.add_argument("package", type=Path)
    parser.add_argument("--data", nargs="+", type=Path, required=True, help="evaluation sets (.tsv)")
    parser.add_argument("--lines", type=int, help="only the first lines of each set")
    chosen = parser.parse_args(arguments)
    with reported():
        scores = evaluate(chosen.package, chosen.data, lines=chosen.lines)
        for line in report(scores):
            print(line)


if __name__ == "__main__":
    main()
