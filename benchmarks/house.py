"""The curated glossary at work: on the project's own articles, and on texts whose human translators never saw it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from benchmarks.metrics import consistency, form_key
from benchmarks.sets import Item
from benchmarks.systems import MeteredEngine, bare_jobs
from passerelle.glossary.match import Matcher
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.constraints.satisfy import judge
from passerelle.translate.formats.articles import find_articles, read_document
from passerelle.translate.ladder.candidates import finish
from passerelle.translate.ladder.constrain import translate_jobs
from passerelle.translate.ladder.plan import Plan, plan_document
from passerelle.translate.text.document import Block, BlockKind, Document


@dataclass(frozen=True, slots=True)
class Articles:
    """How the constraints of the articles fared: ``counts`` by kind and stage, ``unmet`` with their articles.

    ``plain_seconds`` are what the same sentences take without constraints, the engine's search and the finishing alone.
    """

    names: tuple[str, ...]
    sentences: int
    counts: Counter[tuple[ConstraintKind, Stage]]
    unmet: tuple[tuple[str, Record], ...]
    consistency: float
    seconds: dict[str, float]
    plain_seconds: float


def translate_articles(engine: MeteredEngine, folder: Path, matcher: Matcher) -> Articles:
    """Translate the articles in a folder under the house glossary, and once more without it.

    Raises:
        FileError, DocumentError: the folder holds no article, or one cannot be read.
    """
    documents = [read_document(path) for path in find_articles(folder)]
    plans = [
        (document.name, plan)
        for document in documents
        for plan in plan_document(document, matcher, model=engine.package.label)
    ]
    jobs = [(name, job) for name, plan in plans for job in plan.jobs]
    bare = bare_jobs([job for _, job in jobs])
    with engine.metered() as plain:
        found = engine.translate([job.source for job in bare])
        for job, hypotheses in zip(bare, found, strict=True):
            finish(job, hypotheses[0].text)
    with engine.metered() as seconds:
        outcomes = translate_jobs(engine, [job for _, job in jobs])
    told = [
        (name, record, outcome.text)
        for (name, _), outcome in zip(jobs, outcomes, strict=True)
        for record in outcome.records
    ]
    return Articles(
        tuple(document.name for document in documents),
        len(jobs),
        Counter((record.kind, record.stage) for _, record, _ in told),
        tuple((name, record) for name, record, _ in told if not record.met),
        consistency(_mention(*each) for each in told if _is_repeated_term(each[1])),
        seconds,
        sum(plain.values()),
    )


def _is_repeated_term(record: Record) -> bool:
    """Leave out first uses: they differ from the later form by design."""
    return record.kind is ConstraintKind.TERM and record.rule not in ("first use", "defined in the source")


def _mention(document: str, record: Record, text: str) -> tuple[str, str, str | None]:
    form = form_key(text[slice(*record.target_span)]) if record.target_span else None
    return document, f"{record.concept} {record.rule}", form


@dataclass(slots=True)
class Enforcement:
    """What the house glossary did to a set whose references know nothing of it; counts of terms.

    ``agreed``: the reference has an accepted rendering. ``plain``: the plain translation has one. ``enforced``: it had
    none and the ladder put one in; ``false`` are those that the reference does not have, ``right`` those that it has.
    ``reworded``: the plain translation had another accepted form than the one delivered; ``worse`` are those where
    the reference has the plain one's words and not the delivered ones.
    """

    terms: int = 0
    segments: int = 0
    agreed: int = 0
    plain: int = 0
    enforced: int = 0
    false: int = 0
    right: int = 0
    reworded: int = 0
    worse: int = 0
    unmet: int = 0


@dataclass(frozen=True, slots=True)
class Imposed:
    """A set translated under the house glossary: the counts, and the segments of which it asked something.

    ``changed`` holds reference, plain translation and delivered one of each segment that the glossary changed.
    """

    counts: Enforcement
    changed: tuple[tuple[str, str, str], ...]


def impose_glossary(engine: MeteredEngine, items: Sequence[Item], matcher: Matcher) -> Imposed:
    """Translate a set under the house glossary, each of its documents as an article of paragraphs."""
    plans = [
        plan
        for _, own in groupby(items, key=lambda item: item.document)
        for plan in plan_document(_document(list(own)), matcher, model=engine.package.label)
    ]
    outcomes = iter(translate_jobs(engine, [job for plan in plans for job in plan.jobs]))
    counts = Enforcement()
    changed = []
    for item, plan in zip(items, plans, strict=True):
        own = list(islice(outcomes, len(plan.jobs)))
        texts = [(each.plain, each.text) for each in own]
        terms = _count(counts, item.reference, plan, texts)
        if terms and any(before != after for before, after in texts):
            changed.append((item.reference, *(" ".join(side) for side in zip(*texts, strict=True))))
    return Imposed(counts, tuple((a, b, c) for a, b, c in changed))


def _document(items: Sequence[Item]) -> Document:
    blocks = tuple(Block(BlockKind.PARAGRAPH, item.source, id=item.id) for item in items)
    return Document(items[0].document, "", blocks)


def _count(counts: Enforcement, reference: str, plan: Plan, texts: Sequence[tuple[str, str]]) -> int:
    """Count the terms of one segment, and return how many there are."""
    demands = [[c for c in job.constraints if c.kind is ConstraintKind.TERM] for job in plan.jobs]
    agreed = iter(judge(reference, [c for own in demands for c in own]).places)
    for own, (before, after) in zip(demands, texts, strict=True):
        places = zip(judge(before, own).places, judge(after, own).places, strict=True)
        for (plain, delivered), known in zip(places, agreed, strict=False):
            _book(counts, known=known is not None, plain=plain is not None, met=delivered is not None)
            if plain and delivered:
                _book_wording(counts, reference, before[slice(*plain)], after[slice(*delivered)])
    found = sum(map(len, demands))
    counts.segments += bool(found)
    return found


def _book(counts: Enforcement, *, known: bool, plain: bool, met: bool) -> None:
    counts.terms += 1
    counts.agreed += known
    counts.plain += plain
    counts.unmet += not met
    if met and not plain:
        counts.enforced += 1
        counts.right += known
        counts.false += not known


def _book_wording(counts: Enforcement, reference: str, before: str, after: str) -> None:
    old, new, human = (form_key(text) for text in (before, after, reference))
    if old != new:
        counts.reworded += 1
        counts.worse += f" {old} " in f" {human} " and f" {new} " not in f" {human} "
