"""Measure how well translations obey their terms, and what obedience costs.

    python -m benchmarks.terms --data term-dev.tsv flores-dev.tsv --examples examples --out benchmarks/RESULTS.md

Sets with a header (seg_id, docid, fr, en, terms_json) compare plain translation, the ladder, search and replace, and a control
with random spans of the reference. All sets show what the curated glossary does to texts whose references never saw it.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from benchmarks.house import impose_glossary, translate_articles
from benchmarks.report import (
    NOTES,
    Comparison,
    write_articles,
    write_comparison,
    write_enforcement,
    write_signature,
)
from benchmarks.scores import find_failures
from benchmarks.sets import Item, read_set
from benchmarks.systems import (
    MeteredEngine,
    climb,
    climb_at_random,
    search_and_replace,
    translate_plainly,
)
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import write_atomically
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.formats.articles import find_articles

_PACKAGES = ("passerelle", "argostranslate", "ctranslate2", "sentencepiece", "simplemma", "sacrebleu")


def compare(engine: MeteredEngine, name: str, items: Sequence[Item]) -> Comparison:
    """Run all systems over an annotated set."""
    unfinished, plain = translate_plainly(engine, items)
    ladder = climb(engine, items)
    runs = (
        unfinished,
        plain,
        search_and_replace(engine, items, plain),
        climb_at_random(engine, items),
        ladder,
    )
    return Comparison(name, items, runs, plain, ladder)


def measure(arguments: argparse.Namespace, engine: MeteredEngine) -> Iterator[str]:
    """Yield the lines of the report; each part as soon as it is measured."""
    sets = {path.stem: read_set(path)[: arguments.limit] for path in arguments.data}
    if arguments.examples:
        find_articles(arguments.examples)  # a wrong name is told before minutes of work
    termbase = load_termbase()
    matcher = Matcher(termbase)
    engine.translate(["Bonjour."])  # the first call takes longer
    yield "# Terms: what is obeyed, and what it costs"
    yield ""
    for name, items in sets.items():
        if any(item.terms for item in items):
            comparison = compare(engine, name, items)
            yield from write_comparison(comparison)
            if arguments.failures:
                _write_failures(arguments.failures, comparison)
    if arguments.examples:
        yield from write_articles(translate_articles(engine, arguments.examples, matcher))
    yield from write_enforcement(
        {name: impose_glossary(engine, items, matcher) for name, items in sets.items()}
    )
    yield NOTES
    yield from write_signature(
        {"glossary": termbase.version, **read_versions(engine)},
        f"{datetime.now(UTC):%Y-%m-%d}",
        _command(arguments),
    )


def read_versions(engine: Engine) -> dict[str, str]:
    """Return what figures depend on: the model, and the packages that make, find and score English."""
    packages = {package: version(package) for package in _PACKAGES}
    return {"model": engine.package.label, "Python": python_version(), **packages}


def _command(arguments: argparse.Namespace) -> str:
    """Return the command without the places of its files, which are nobody else's."""
    parts = ["uv run python -m benchmarks.terms --data", *(path.name for path in arguments.data)]
    parts += ["--examples", arguments.examples.name] if arguments.examples else []
    parts += ["--limit", str(arguments.limit)] if arguments.limit else []
    return " ".join(parts)


def _write_failures(path: Path, comparison: Comparison) -> None:
    with write_atomically(path) as stream:
        writer = csv.writer(
            stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
        )
        writer.writerow(
            (
                "seg_id",
                "French term",
                "rendering",
                "stage",
                "reason",
                "French",
                "plain",
                "ladder",
                "reference",
            )
        )
        for each in find_failures(comparison.items, comparison.ladder, comparison.plain):
            item, term = each.item, each.term
            form = item.source[slice(*term.place)] if term.place else ""
            writer.writerow(
                (item.id, form, " / ".join(term.renderings), each.stage, each.reason, item.source, each.plain, each.text, item.reference)
            )  # fmt: skip


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks.terms", description="Measure how well terms are obeyed and what it costs."
    )
    parser.add_argument("--data", nargs="+", type=Path, required=True, help="evaluation sets (.tsv)")
    parser.add_argument("--examples", type=Path, help="a folder of articles for the curated glossary")
    parser.add_argument("--limit", type=int, help="only the first segments of each set")
    parser.add_argument("--model", default="embedded", help="an Argos package (default %(default)s)")
    parser.add_argument("--out", type=Path, help="write the report to this Markdown file as well")
    parser.add_argument("--failures", type=Path, help="write the terms that were not met to this .tsv file")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Print the report, and write it where asked."""
    chosen = _parse(arguments)
    try:
        lines = []
        for line in measure(chosen, MeteredEngine(resolve_package(chosen.model))):
            print(line, flush=True)
            lines.append(line)
        if chosen.out:
            with write_atomically(chosen.out) as stream:
                stream.write("\n".join(lines) + "\n")
    except PasserelleError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
