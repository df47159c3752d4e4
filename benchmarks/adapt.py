"""What a package gains by adapting to a house, and what it forgets: after 100, 300 and 1,000 approved pairs, always measured by the same.

    python -m benchmarks.adapt PAIRS.tsv --model PACKAGE --general flores-dev.tsv --sizes 100 300 1000 --out benchmarks/ADAPT.md

Pairs are lines of French, a tab, English; ten consecutive ones count as a document. A tenth of them, whole documents, is held
back, and tells when to stop; those that no size learns are unseen, too, and are measured apart. Brackets hold 19 of 20 draws of a
paired bootstrap. Beside the table an SVG of the curve is written.
"""

import argparse
import random
import resource
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from passerelle.glossary.files import write_atomically
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.adaptation.prove import Exam, Proof, compare, measure
from passerelle.translate.adaptation.select import Unit, hold_back
from passerelle.translate.checks import Context
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import ModelPackage, resolve_package
from passerelle.translate.workflows.adapt import Adaptation, Watch, Wish, alone, check_ready

_DOCUMENT = 10
_WIDTH, _HEIGHT, _LEFT, _MIDDLE = 560, 300, 60, 200  # pixels
_CHRF_SCALE = 60.0  # pixels a point
_ABOVE, _BELOW = -8, 18  # pixels from a point to its value
_EDITS, _GENERAL = "word edits per 100 words", "general chrF2"


@dataclass(frozen=True, slots=True)
class Point:
    """One adaptation: pairs learned, proof with the general set that was given, minutes, MB at most, proof on what no size learns."""

    pairs: int
    contexts: int
    proof: Proof
    minutes: float
    memory: float
    unseen: Proof | None = None


def read_units(path: Path) -> list[Unit]:
    """Return the pairs of a table; lines that begin with # are remarks."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    rows = (line.split("\t") for line in lines)
    return [Unit(row[0], row[1], f"document {number // _DOCUMENT}") for number, row in enumerate(rows)]


def curve(
    package: ModelPackage, units: Sequence[Unit], sizes: Sequence[int], exam: Exam, wish: Wish
) -> Iterator[Point]:
    """Yield what comes of each number of pairs, documents drawn at random; a larger number holds the smaller ones."""
    learned, held = hold_back(units)
    documents = list(dict.fromkeys(unit.document for unit in learned))
    random.Random(1).shuffle(documents)  # noqa: S311 -- luck, not secrecy
    learned.sort(key=lambda unit: documents.index(unit.document))
    exam = replace(exam, house=tuple(held))
    apart = replace(exam, house=tuple(learned[max(sizes) :]), general=())
    before = measure(Engine(package), exam)
    before_apart = measure(Engine(package), apart) if apart.house else None
    for size in sizes:
        began = monotonic()
        adaptation = Adaptation(package, wish, Watch(_tell))
        taught = adaptation.teach(learned[:size], held)
        with tempfile.TemporaryDirectory() as place:
            adapted = Engine(adaptation.pack(taught.outcome.best, {}, Path(place, "adapted")))
            minutes = (monotonic() - began) / 60
            memory = _memory()
            proof = compare(before, measure(adapted, exam))
            unseen = compare(before_apart, measure(adapted, apart)) if before_apart else None
        print(taught.outcome.held, flush=True)
        yield Point(len(learned[:size]), taught.contexts, proof, minutes, memory, unseen)


def _tell(stage: str) -> None:
    print(f"{stage}; {_memory():,.0f} MB at most until here", flush=True)


def _memory() -> float:
    """Return what was resident of this process at most, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(package: ModelPackage, points: Sequence[Point], held: str) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield f"{package.label}, {held}"
    yield ""
    yield "| pairs | contexts | word edits per 100 words | saved | of unseen pairs | house chrF2 | BLEU | general chrF2 | difference | terms met | minutes | MB |"
    yield "|--:" * 12 + "|"
    for point in points:
        by_name = {figure.name: figure for figure in point.proof.figures}
        if point is points[0]:
            shown = [by_name[name].old for name in (_EDITS, "house chrF2", "house BLEU", _GENERAL)]
            terms = by_name["terms met by the model alone, %"].old
            yield (
                f"| 0 | 0 | {shown[0]:.1f} | – | – | {shown[1]:.1f} | {shown[2]:.1f} | {shown[3]:.1f} | – | {terms:.1f} % | | |"
            )
        general = by_name[_GENERAL]
        yield (
            f"| {point.pairs:,} | {point.contexts:,} | {by_name[_EDITS].new:.1f} | {_saved(point.proof)} | {_saved(point.unseen)} "
            f"| {by_name['house chrF2'].new:.1f} | {by_name['house BLEU'].new:.1f} | {general.new:.1f} "
            f"| {general.new - general.old:+.2f} ({general.low:+.2f} to {general.high:+.2f}) | {by_name['terms met by the model alone, %'].new:.1f} % "
            f"| {point.minutes:.0f} | {point.memory:,.0f} |"
        )


def _saved(proof: Proof | None) -> str:
    """Return the share of word edits that were saved, with its interval; a dash where nothing was measured."""
    edits = proof and next((figure for figure in proof.figures if figure.name == _EDITS), None)
    if not proof or not edits or not edits.old:
        return "–"
    low, high = (-100 * bound / edits.old for bound in (edits.high, edits.low))
    return f"{proof.saved:.1f} % ({low:.1f} to {high:.1f})"


def plot(points: Sequence[Point]) -> str:
    """Return the curve as SVG: edits saved above, the general set's difference below, by the number of pairs.

    >>> plot([]).count("<svg")
    1
    """
    most = max((point.pairs for point in points), default=1)
    saved = [(point.pairs, point.proof.saved) for point in points]
    general = [(point.pairs, _general(point)) for point in points]
    scale = (_MIDDLE - 40) / max(10.0, *(value for _, value in saved), 0.0)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="12">',
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
            f'<path d="M{_LEFT} {_MIDDLE}H{_WIDTH - 20}M{_LEFT} 20V{_HEIGHT - 20}" stroke="#888" fill="none"/>',
            *_series([(pairs / most, value) for pairs, value in saved], "#1a6faf", scale, _ABOVE),
            *_series([(pairs / most, value) for pairs, value in general], "#b4552d", _CHRF_SCALE, _BELOW),
            f'<text x="{_LEFT + 8}" y="16" fill="#1a6faf">word edits saved, %</text>',
            f'<text x="{_LEFT + 8}" y="{_HEIGHT - 6}" fill="#b4552d">general chrF2, difference</text>',
            *(
                f'<text x="{_across(pairs / most):.0f}" y="{_HEIGHT - 24}" text-anchor="middle">{pairs:,}</text>'
                for pairs, _ in saved
            ),
            "</svg>\n",
        ]
    )


def _across(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - 20)


def _series(series: Sequence[tuple[float, float]], colour: str, scale: float, beside: int) -> Iterator[str]:
    """Yield a line from nothing at nothing, and its points with their values."""
    spots = [(_across(share), _MIDDLE - value * scale, value) for share, value in [(0.0, 0.0), *series]]
    path = "L".join(f"{x:.0f} {y:.0f}" for x, y, _ in spots)
    yield f'<path d="M{path}" stroke="{colour}" stroke-width="2" fill="none"/>'
    for x, y, value in spots[1:]:
        yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>'
        yield f'<text x="{x:.0f}" y="{y + beside:.0f}" text-anchor="end" fill="{colour}">{value:.1f}</text>'


def _general(point: Point) -> float:
    figure = next(figure for figure in point.proof.figures if figure.name == _GENERAL)
    return figure.new - figure.old


def main() -> None:
    """Measure, print, and write the table and the plot."""
    parser = argparse.ArgumentParser(prog="benchmarks.adapt", description="Edits saved by adapting.")
    parser.add_argument("pairs", type=Path, help="French, a tab, English")
    parser.add_argument("--model", help="package to start from (default: the embedded one)")
    parser.add_argument("--general", type=Path, required=True, help="pairs of no house, as flores-dev.tsv")
    parser.add_argument("--lines", type=int, help="only so many of these")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--american", action="store_true", help="the house writes American English")
    parser.add_argument("--out", type=Path, help="Markdown to write; the plot lies beside it")
    chosen = parser.parse_args()
    package = resolve_package(chosen.model or "embedded")
    wish = Wish((), None, Context(load_termbase(), american=chosen.american), chosen.minutes, "benchmark")
    check_ready(package, wish.name)
    units = read_units(chosen.pairs)
    points: list[Point] = []
    with alone():
        matcher = Adaptation(package, wish, Watch()).matcher
        exam = Exam((), tuple(read_units(chosen.general)[: chosen.lines]), (), matcher, chosen.american)
        for point in curve(package, units, chosen.sizes, exam, wish):
            points = sorted([*points, point], key=lambda each: each.pairs)
            held = f"{len(hold_back(units)[1])} pairs of {chosen.pairs.stem} held back, general: {len(exam.general)} of {chosen.general.stem}"
            table = "\n".join(report(package, points, held))
            print(table, flush=True)
    if chosen.out:
        with write_atomically(chosen.out) as stream:
            stream.write(f"# Adapting\n\n{table}\n\n![the curve]({chosen.out.stem}.svg)\n")
        with write_atomically(chosen.out.with_suffix(".svg")) as stream:
            stream.write(plot(points))


if __name__ == "__main__":
    main()
