"""The benchmark's results as Markdown: generators of lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.house import Articles, Imposed
from benchmarks.scores import (
    Quality,
    Scores,
    count_reasons,
    count_stages,
    find_failures,
    measure_effects,
    measure_quality,
    score_run,
    signatures,
)
from benchmarks.sets import Item
from benchmarks.systems import REST, Run
from passerelle.translate.constraints.constraint import ConstraintKind, Stage

STAGES = {
    Stage.PLAIN: "1 plain search, best of four",
    Stage.SIGNS: "2 signs",
    Stage.CODE_SWITCHED: "3 code-switched source",
    Stage.REPLACED: "4 replacement",
    Stage.FORCED_PREFIX: "5 forced prefix",
    Stage.UNMET: "unmet, and reported",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One annotated set and the runs over it; the plain run and the ladder are among them."""

    name: str
    items: Sequence[Item]
    runs: Sequence[Run]
    plain: Run
    ladder: Run


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield _row(*head)
    yield _row("---", *("--:" for _ in head[1:]))
    for row in rows:
        yield _row(*row)
    yield ""


def _share(met: int, total: int) -> str:
    return f"{met}/{total} = {met / total:.3f}" if total else "–"


def _quality(measured: Quality) -> str:
    return f"{measured.bleu:.2f} / {measured.chrf:.2f}"


def write_comparison(comparison: Comparison) -> Iterator[str]:
    """Yield the tables of an annotated set."""
    items = comparison.items
    terms = [term for item in items for term in item.terms]
    located = sum(term.place is not None for term in terms)
    yield f"## {comparison.name}: annotated terms"
    yield ""
    yield (
        f"{len(items)} segments, {sum(bool(item.terms) for item in items)} of them with {len(terms)} annotated terms; "
        f"{located} terms ({located / len(terms):.1%}) stand in the French in one of their annotated forms and are "
        "constraints of the ladder, the others are counted but no system is told of them."
    )
    yield ""
    scored = [(run.name, score_run(items, run, comparison.plain)) for run in comparison.runs]
    yield from _write_terms(scored, len(terms), located)
    yield from _write_quality(scored)
    yield from _write_stages(comparison, located)


def _write_terms(scored: Sequence[tuple[str, Scores]], total: int, located: int) -> Iterator[str]:
    head = (
        "system", "exact match", "exact match, lemmas", "lemmas, terms in the French", "window overlap 2", "1-TERm",
        "consistency", "terms in excess",
    )  # fmt: skip
    rows = [
        (
            name,
            _share(each.exact, total),
            _share(each.lemma, total),
            _share(each.located, located),
            f"{each.window:.3f}",
            f"{each.one_minus_term:.3f}",
            f"{each.consistency:.3f}",
            each.surplus,
        )
        for name, each in scored
    ]
    yield from _table(head, rows)


def _write_quality(scored: Sequence[tuple[str, Scores]]) -> Iterator[str]:
    sizes = [part.segments for part in scored[0][1].quality]
    names = [
        f"{kind} ({size})" for kind, size in zip(("with terms", "without terms", "all"), sizes, strict=True)
    ]
    rows = [(name, *(f"{part.bleu:.2f} / {part.chrf:.2f}" for part in each.quality)) for name, each in scored]
    yield from _table(["BLEU / chrF2", *names], rows)


def _write_stages(comparison: Comparison, located: int) -> Iterator[str]:
    counts = count_stages(comparison.ladder)
    yield from _table(
        ["stage of the ladder", "terms met", "share"],
        [(name, counts[stage], f"{counts[stage] / located:.3f}") for stage, name in STAGES.items()],
    )
    effects = measure_effects(comparison.items, comparison.ladder)
    yield from _table(
        [
            "last stage that a segment needed", "segments", "plain, BLEU / chrF2", "delivered, BLEU / chrF2",
            "change of log-probability a token",
        ],
        [
            (STAGES[stage], each.plain.segments, _quality(each.plain), _quality(each.delivered), f"{each.change:+.2f}")
            for stage, each in effects.items()
        ],
    )  # fmt: skip
    reasons = count_reasons(comparison.ladder)
    if reasons:
        yield from _table(["why unmet, as the ledger says", "terms"], reasons.most_common())
    missed = find_failures(comparison.items, comparison.ladder, comparison.plain)
    unknown = sum(not failure.stage for failure in missed)
    yield (
        f"Of the {len(missed)} terms that the ladder's English lacks, {unknown} do not stand in the French as annotated; "
        f"{sum(failure.stage == 'unmet' for failure in missed)} are reported as unmet in the ledger; "
        f"{sum(failure.stage not in ('', 'unmet') for failure in missed)} are met by the ledger's own judgement and not by this one."
    )
    yield ""
    yield from _write_seconds(
        comparison.ladder.seconds, sum(comparison.plain.seconds.values()), "the plain pass"
    )


def _write_seconds(seconds: Mapping[str, float], plain: float, name: str) -> Iterator[str]:
    stages = sorted(seconds, key=lambda stage: stage == REST)
    rows: list[tuple[object, ...]] = [
        (stage, f"{seconds[stage]:.1f}", f"{seconds[stage] / plain:.2f}") for stage in stages
    ]
    whole = sum(seconds.values())
    rows.append(("**whole ladder**", f"{whole:.1f}", f"**{whole / plain:.2f}**"))
    rows.append((f"{name}: search and finishing", f"{plain:.1f}", "1.00"))
    yield from _table(["processor time of the ladder", "seconds", f"as a share of {name}"], rows)


def write_articles(articles: Articles) -> Iterator[str]:
    """Yield the tables of the project's own articles."""
    yield "## The project's own articles under the curated glossary"
    yield ""
    yield f"{len(articles.names)} articles ({', '.join(articles.names)}), {articles.sentences} sentences."
    yield ""
    stages = [stage for stage in STAGES if any(articles.counts[kind, stage] for kind in ConstraintKind)]
    rows = []
    for kind in ConstraintKind:
        counts = [articles.counts[kind, stage] for stage in stages]
        found = sum(counts)
        if found:
            rows.append((kind.value, _share(found - articles.counts[kind, Stage.UNMET], found), *counts))
    yield from _table(["constraint", "met / found", *(STAGES[stage] for stage in stages)], rows)
    yield f"Consistency of terms per document, first uses apart: {articles.consistency:.3f}."
    yield ""
    yield from _write_seconds(articles.seconds, articles.plain_seconds, "the plain pass")
    if articles.unmet:
        rows_unmet = [
            (name, record.kind.value, record.source, record.rendering, record.reason)
            for name, record in articles.unmet
        ]
        yield from _table(["article", "unmet", "French", "rendering", "why"], rows_unmet)


def write_enforcement(imposed: Mapping[str, Imposed]) -> Iterator[str]:
    """Yield the table of what the house glossary does where references know nothing of it."""
    yield "## False enforcement: the curated glossary on texts whose translators never saw it"
    yield ""
    yield (
        "*Enforced* terms had no accepted rendering in the plain translation and have one in the delivered one. "
        "*False* ones are those that the human reference does not have either: an upper bound of the harm, since the "
        "reference may say the same otherwise. *Reworded*: the plain translation had another accepted form; *worse*: the "
        "reference has that form and not the delivered one."
    )
    yield ""
    head = (
        "set", "terms", "segments", "in the reference", "in the plain translation", "enforced", "right", "false",
        "reworded", "worse", "unmet",
    )  # fmt: skip
    rows = [
        (
            name,
            c.terms,
            c.segments,
            c.agreed,
            c.plain,
            c.enforced,
            c.right,
            c.false,
            c.reworded,
            c.worse,
            c.unmet,
        )
        for name, c in ((name, each.counts) for name, each in imposed.items())
    ]
    yield from _table(head, rows)
    rows_changed = []
    for name, each in imposed.items():
        references, plain, delivered = ([row[side] for row in each.changed] for side in range(3))
        before, after = (measure_quality(texts, references) for texts in (plain, delivered))
        rows_changed.append((name, before.segments, _quality(before), _quality(after)))
    yield from _table(
        ["segments that the glossary changed", "number", "plain, BLEU / chrF2", "delivered, BLEU / chrF2"],
        rows_changed,
    )


NOTES = """\
## How to read this

- *Exact match*: each annotated term's allowed renderings as whole words, blind to capitals, each place used once; with
  *lemmas*, what is not found so is looked for by dictionary forms (simplemma). The references score 1.000.
- *Window overlap 2*: the share of the two content words on each side of a term in the reference that surround it in the output.
  *1-TERm*: 1 − TER in which edits of term tokens cost double, on segments with terms. *Consistency*: the share of a
  document's repeated terms that have its most frequent form; terms not rendered agree with nothing. *Terms in excess* stand
  more often in the output than in the plain translation and in the reference: where something was forced twice or elsewhere.
- *plain* is one beam search, finished in house style; *not finished* is the engine's own output. *Search and replace* translates
  a term alone and replaces that in the plain translation where a rendering is missing. The *control* gets spans of the reference drawn
  by lot, as many and as long as the terms, at the French words of the same place: what it gains in BLEU and chrF2 comes
  from knowing the reference, and the ladder's gain must be read beside it.
- Segments without terms differ only where the ladder translated again what went round in circles.
- *Processor time* is of all threads together, so that other work on the machine hardly changes it. *Plain search* within the ladder
  keeps four hypotheses and their attention, which the plain pass does not.
"""


def write_signature(versions: Mapping[str, str], date: str, command: str) -> Iterator[str]:
    """Yield what the figures depend on."""
    bleu, chrf = signatures()
    yield "## Signature"
    yield ""
    yield f"- {date}: `{command}`"
    yield "- " + ", ".join(f"{name} {version}" for name, version in versions.items())
    yield f"- BLEU `{bleu}`"
    yield f"- chrF2 `{chrf}`"
