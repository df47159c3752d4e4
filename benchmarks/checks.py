"""Measures the checks by fault injection, beside the Translate Toolkit's pofilter on the same pairs.

    python -m benchmarks.checks --pairs french-english.tsv --terms pairs-with-terms.tsv

``--pairs`` are good translations, French and English a line; ``--terms`` has the columns seg_id, docid, fr, en and terms_json
(a list of objects with fr_variants and en). Recall is the share of faulty segments on which an expected check speaks; false
alarms are the share of clean segments on which it does.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from translate.filters.checks import CheckerConfig, StandardChecker
from translate.storage.pypo import pounit

from benchmarks.faults import ERRORS, Case, Pair
from benchmarks.figures import FIGURES
from benchmarks.losses import LOSSES
from benchmarks.slips import WARNINGS
from passerelle.glossary.concept import Concept
from passerelle.glossary.rendering import find_renderings
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Severity
from passerelle.translate.checks import RULES, Context, check_entry
from passerelle.translate.text.document import BlockKind

SEED = 20241115


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for errors, one for figures, one for warnings, one for losses, and the false alarms of every check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pairs", type=Path, required=True, help="French and English a line, a tab between them"
    )
    parser.add_argument("--terms", type=Path, help="the same with annotated terms")
    parser.add_argument("--show", default="", help="print the clean segments on which this check speaks")
    parser.add_argument(
        "--missed", default="", help="print the faulty segments of this fault on which no check speaks"
    )
    parser.add_argument("--english", choices=["gb", "us"], default="us", help="the English of the pairs")
    options = parser.parse_args(arguments)
    context = Context(american=options.english == "us")
    pairs = _read_pairs(options.pairs)
    terms = _read_terms(options.terms) if options.terms else []
    clean = [*pairs, *((french, english) for french, english, _ in terms)]
    if options.show:
        _show(clean, context, options.show)
        return
    if options.missed:
        _show_missed({**ERRORS, **FIGURES, **WARNINGS, **LOSSES}[options.missed], clean, context)
        return
    alarms = _Alarms(clean, context)
    _print_faults("Errors", ERRORS, clean, context, alarms)
    if terms:
        _print_terms(terms)
    _print_faults("Figures", FIGURES, clean, context, alarms)
    _print_faults("Warnings", WARNINGS, clean, context, alarms)
    _print_faults("Losses", LOSSES, clean, context, alarms)
    _print_alarms(alarms, len(pairs), len(terms))


def _read_pairs(path: Path) -> list[Pair]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(french.strip(), english.strip()) for french, english in (line.split("\t")[:2] for line in lines)]


def _read_terms(path: Path) -> list[tuple[str, str, list[dict[str, object]]]]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[2].strip(), row[3].strip(), json.loads(row[4])) for row in rows]


def _ours(pair: Pair, context: Context) -> set[str]:
    return {finding.id for finding in check_entry(Entry("b", BlockKind.PARAGRAPH, *pair), context)}


_CHECKER = StandardChecker(checkerconfig=CheckerConfig(targetlanguage="en"))


def _pofilter(pair: Pair) -> set[str]:
    unit = pounit(pair[0])
    unit.target = pair[1]
    return set(_CHECKER.run_filters(unit))


class _Alarms:
    """How often each check and each filter speaks on clean segments, and on clean paragraphs of three."""

    def __init__(self, clean: Sequence[Pair], context: Context) -> None:
        self.sizes = {1: len(clean), 3: len(clean) // 3}
        self.ours = {
            size: _count(_ours(pair, context) for pair in _joined(clean, size, " ")) for size in self.sizes
        }
        self.theirs = {
            size: _count(_pofilter(pair) for pair in _joined(clean, size, " ")) for size in self.sizes
        }

    def share(self, counts: Mapping[int, Counter[str]], names: Iterable[str], size: int) -> str:
        """Return the share of the loudest of ``names`` in per cent."""
        loudest = max((counts[size][name] for name in names), default=0)
        return f"{100 * loudest / self.sizes[size]:.2f} %"


def _count(sets: Iterable[set[str]]) -> Counter[str]:
    return Counter(name for names in sets for name in names)


def _joined(pairs: Sequence[Pair], size: int, glue: str) -> Iterator[Pair]:
    for start in range(0, len(pairs) - size + 1, size):
        sources, targets = zip(*pairs[start : start + size], strict=True)
        yield glue.join(sources), glue.join(targets)


def _print_faults(
    title: str, cases: Mapping[str, Case], clean: Sequence[Pair], context: Context, alarms: _Alarms
) -> None:
    print(
        f"\n### {title}\n\n| fault | segments | check | recall | false alarms | pofilter | its recall | its false alarms |"
    )
    print("|---|---:|---|---:|---:|---|---:|---:|")
    for name, case in cases.items():
        faulty = list(_inject(case, clean))
        if not faulty:
            continue
        ours = sum(bool(_ours(pair, context) & {*case.checks}) for pair in faulty)
        theirs = sum(bool(_pofilter(pair) & {*case.filters}) for pair in faulty)
        row = [name, str(len(faulty)), ", ".join(case.checks), f"{ours / len(faulty):.3f}"]
        row += [alarms.share(alarms.ours, case.checks, case.joined), ", ".join(case.filters) or "–"]
        known = bool(case.filters)
        row += [f"{theirs / len(faulty):.3f}" if known else "–"]
        row += [alarms.share(alarms.theirs, case.filters, case.joined) if known else "–"]
        print(f"| {' | '.join(row)} |", flush=True)


def _inject(case: Case, clean: Sequence[Pair]) -> Iterator[Pair]:
    random = Random(SEED)  # noqa: S311  (a benchmark must draw the same faults every time)
    for pair in _joined(clean, case.joined, "\n"):
        faulty = case.inject(*pair, random)
        if faulty is not None and faulty != pair:
            yield faulty


def _print_terms(rows: Sequence[tuple[str, str, list[dict[str, object]]]]) -> None:
    """Take the terms of each segment as its glossary, and put another word in the place of one of them."""
    random = Random(SEED)  # noqa: S311
    counts: Counter[str] = Counter()
    for french, english, terms in rows:
        held = [concept for concept in _concepts(terms, french) if find_renderings(english, concept.accepted)]
        if not held:
            continue
        context = Context(Termbase(tuple(held)), american=True)
        counts["segments"] += 1
        counts["alarm"] += "term-missing" in _ours((french, english), context)
        counts["forbidden alarm"] += "term-forbidden" in _ours((french, english), context)
        concept = random.choice(held)
        counts["missing"] += "term-missing" in _ours((french, _replace(english, concept, "thing")), context)
        counts["forbidden"] += "term-forbidden" in _ours(
            (french, _replace(english, concept, "wrongterm")), context
        )
    total = counts["segments"]
    for name, key in (("required term lost", "missing"), ("forbidden rendering", "forbidden")):
        check = f"term-{key}"
        alarm = counts["alarm" if key == "missing" else "forbidden alarm"]
        print(
            f"| {name} | {total} | {check} | {counts[key] / total:.3f} | {100 * alarm / total:.2f} % | – | – | – |"
        )


def _concepts(terms: Sequence[Mapping[str, object]], french: str) -> list[Concept]:
    """Return a concept for each annotated French word that stands in the text and has one English, and no part of it another."""
    renderings: dict[str, set[str]] = {}
    for term in terms:
        source = str(term["fr"]).casefold()
        if source in french.casefold().replace("’", "'") or source in french.casefold():
            renderings.setdefault(source, set()).add(str(term["en"]))
    return [
        Concept(f"t{index}", source, next(iter(english)), "benchmark", forbidden=("wrongterm",))
        for index, (source, english) in enumerate(renderings.items())
        if len(english) == 1 and sum(english == other for other in renderings.values()) == 1
    ]


def _replace(english: str, concept: Concept, word: str) -> str:
    for start, end in reversed(find_renderings(english, concept.accepted)):
        if english[start:end] and start < len(english):
            english = english[:start] + word + english[end:]
    return english


def _print_alarms(alarms: _Alarms, pairs: int, terms: int) -> None:
    print(
        f"\n### False alarms on {pairs} + {terms} clean segments\n\n| check | severity | segments | share |"
    )
    print("|---|---|---:|---:|")
    for check, count in alarms.ours[1].most_common():
        if RULES[check].severity is not Severity.INFO:
            print(f"| {check} | {RULES[check].severity} | {count} | {100 * count / alarms.sizes[1]:.2f} % |")


def _show(clean: Sequence[Pair], context: Context, check: str) -> None:
    for french, english in clean:
        for finding in check_entry(Entry("b", BlockKind.PARAGRAPH, french, english), context):
            if finding.id == check:
                print(f"{finding.message}\n  {french}\n  {english}")


def _show_missed(case: Case, clean: Sequence[Pair], context: Context) -> None:
    for french, english in _inject(case, clean):
        if not _ours((french, english), context) & {*case.checks}:
            print(f"  {french}\n  {english}\n")


if __name__ == "__main__":
    main()
