"""The whole way through: documents in, catalogues out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from passerelle.glossary.match import Matcher, matcher_of
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.begun import Begun, Stretches
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.merge import is_current, merge_catalog, move_entry
from passerelle.translate.catalog.pairing import pair_blocks
from passerelle.translate.catalog.summary import LITERALS, Effort, Summary, count_findings, count_stages
from passerelle.translate.constraints.constraint import ConstraintKind
from passerelle.translate.drafts import Draft, assemble, attend, set_heading
from passerelle.translate.engine.decode import Engine
from passerelle.translate.ladder.constrain import TOGETHER, Progress
from passerelle.translate.ladder.plan import Plan, plan_document
from passerelle.translate.ladder.said import Said, translate_once
from passerelle.translate.ladder.stand_ins import unveil
from passerelle.translate.memory import Memory, Recalled, recall
from passerelle.translate.text.document import Document
from passerelle.translate.text.headings import Headings
from passerelle.translate.text.markup import mark


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told: the model's identity (known without loading it), the house's English, what looks at the result.

    ``matcher`` is the termbase's, where one is at hand; ``said`` is what the same model said before, where that is kept.
    """

    model: str
    generator: str
    american: bool = False
    headings: Headings = Headings.SENTENCE
    check: Callable[[Catalog], Catalog] = lambda catalog: catalog
    matcher: Matcher | None = None
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """One document's catalogue and the figures of the run."""

    catalog: Catalog
    summary: Summary


def translate_documents(
    documents: Sequence[Document],
    termbase: Termbase,
    engine: Callable[[], Engine],
    settings: Settings,
    *,
    previous: Mapping[str, Catalog] | None = None,
    memory: Memory | None = None,
    progress: Callable[[int], Progress] | None = None,
    stretches: Stretches | None = None,
) -> list[Translation]:
    """Translate all documents in one stream of sentences; what ``previous`` catalogues still hold is kept.

    What is new is looked up in ``memory`` first. ``engine`` is called only if something must be translated. ``progress``
    is called with the number of sentences and returns what is called as they are finished. Drafts go to ``stretches``
    after every 2,000 sentences but the last, and what is there already is not translated again.
    """
    matcher = settings.matcher or matcher_of(termbase)
    plans = [
        tuple(
            plan_document(
                document,
                matcher,
                model=settings.model,
                american=settings.american,
                headings=settings.headings,
            )
        )
        for document in documents
    ]
    before = [(previous or {}).get(document.name) for document in documents]
    kept = [
        _kept(old, own, stretches.begun(document.name) if stretches else {})
        for document, old, own in zip(documents, before, plans, strict=True)
    ]
    fresh = [
        _Fresh(document.name, plan, found)
        for document, own, old in zip(documents, plans, kept, strict=True)
        for plan, entry, found in zip(own, old, _recall(memory, own, old), strict=True)
        if entry is None
    ]
    drafts = _translate_fresh(fresh, engine, settings, progress, stretches)
    recalled = {id(each.plan): each.found for each in fresh}
    done = []
    for document, own, old, catalog in zip(documents, plans, kept, before, strict=True):
        entries = [entry or drafts[id(plan)] for plan, entry in zip(own, old, strict=True)]
        new = Catalog(_header(document, termbase, settings), tuple(entries))
        merged = settings.check(merge_catalog(catalog, new) if catalog else new)
        done.append(Translation(merged, _summarise(document, own, recalled, merged)))
    return done


def _kept(old: Catalog | None, plans: Sequence[Plan], begun: Begun) -> list[Entry | None]:
    """Return, for each block, the entry that stands for it still: same text and key, or vouched for by a person."""
    pairs = pair_blocks(old.entries if old else (), [plan.block for plan in plans])
    standing = (
        entry if entry and entry.target and is_current(entry, plan.block.text, plan.key) else None
        for plan, entry in zip(plans, pairs, strict=True)
    )
    found = (
        entry or begun.get((plan.block.id, plan.key)) for plan, entry in zip(plans, standing, strict=True)
    )
    return [
        entry and replace(move_entry(entry, plan.block), obsolete=False)
        for plan, entry in zip(plans, found, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A block to be translated: the document's name, the plan, and what the memory has of it."""

    document: str
    plan: Plan
    found: Recalled

    @property
    def sentences(self) -> int:
        """The number of sentences that the model must translate."""
        return 0 if self.found.whole else sum(hit is None for hit in self.found.hits)


def _translate_fresh(
    fresh: Sequence[_Fresh],
    engine: Callable[[], Engine],
    settings: Settings,
    progress: Callable[[int], Progress] | None,
    stretches: Stretches | None,
) -> dict[int, Entry]:
    """Return the entries by the ids of their plans; what the model says of one stretch is gone before the next."""
    total = sum(each.sentences for each in fresh)
    step = progress(total) if progress and total else None
    said = settings.said or Said()
    entries: dict[int, Entry] = {}
    finished = 0
    for stretch in _in_stretches(fresh):
        drafts = _translate_plans([(each.plan, each.found) for each in stretch], engine, step, said)
        for each, draft in zip(stretch, drafts, strict=True):
            own = draft if each.found.whole else set_heading(each.plan, draft, settings.headings)
            entries[id(each.plan)] = _entry(each.plan, own, each.found, settings.model)
        finished += sum(each.sentences for each in stretch)
        if stretches and finished < total:
            for document, blocks in groupby(stretch, lambda each: each.document):
                stretches.keep(document, [entries[id(each.plan)] for each in blocks], finished, total)
    return entries


def _in_stretches(fresh: Iterable[_Fresh]) -> Iterator[list[_Fresh]]:
    """Yield blocks in groups of about as many sentences as climb the ladder together."""
    group: list[_Fresh] = []
    size = 0
    for each in fresh:
        own = each.sentences
        if group and size + own > TOGETHER:
            yield group
            group, size = [], 0
        group.append(each)
        size += own
    if group:
        yield group


def _recall(memory: Memory | None, plans: Sequence[Plan], kept: Sequence[Entry | None]) -> list[Recalled]:
    """Look up the blocks that are not kept; the others are only their context."""
    wanted = [entry is None for entry in kept]
    if memory is None or not any(wanted):
        return [Recalled((None,) * len(plan.segments)) for plan in plans]
    return recall(memory, plans, wanted)


def _translate_plans(
    fresh: Sequence[tuple[Plan, Recalled]],
    engine: Callable[[], Engine],
    progress: Progress | None,
    said: Said,
) -> list[Draft]:
    """Translate every sentence that the memory does not hold; without one, no engine is needed."""
    jobs = [
        job
        for plan, found in fresh
        if not found.whole
        for job, hit in zip(plan.veiled, found.hits, strict=True)
        if hit is None
    ]
    if not jobs:
        return [assemble(plan, found, found.hits, {}) for plan, found in fresh]
    loaded = engine()
    translated = translate_once(loaded, [veiled.job for veiled in jobs], said, progress=progress)
    outcomes = map(unveil, translated, jobs)
    grouped = [
        (plan, found, [] if found.whole else [hit or next(outcomes) for hit in found.hits])
        for plan, found in fresh
    ]
    attention = attend(loaded, [(plan, own) for plan, _, own in grouped])
    return [assemble(plan, found, own, attention) for plan, found, own in grouped]


def _entry(plan: Plan, draft: Draft, found: Recalled, model: str) -> Entry:
    block = plan.block
    target = mark(draft.text, draft.spans)
    return Entry(
        block.id,
        block.kind,
        block.text,
        target,
        line=block.line,
        section=block.section,
        origin=found.origin,
        key=plan.key,
        records=draft.records,
        confidence=draft.confidence,
        article=block.article,
        model="" if found.complete else model,
        suggestions=found.suggestions,
    )


def _header(document: Document, termbase: Termbase, settings: Settings) -> Header:
    return Header(
        document.name,
        document.path,
        settings.generator,
        termbase.version,
        settings.model,
        glossaries=termbase.files,
        left=document.left,
        fields=document.fields,
    )


def _summarise(
    document: Document, plans: Sequence[Plan], recalled: Mapping[int, Recalled], catalog: Catalog
) -> Summary:
    fresh = [(plan, recalled[id(plan)]) for plan in plans if id(plan) in recalled]
    remembered = sum(found.found for _, found in fresh)
    effort = Effort(
        kept=len(plans) - len(fresh),
        remembered=sum(found.complete for _, found in fresh),
        translated=sum(not found.complete for _, found in fresh),
        sentences=sum(len(plan.segments) for plan in plans),
        sentences_from_memory=remembered,
        sentences_translated=sum(len(plan.segments) for plan, _ in fresh) - remembered,
    )
    undecided = [hit.text for plan in plans for demand in plan.demands for hit in demand.undecided]
    return Summary(
        document.name,
        len(plans),
        effort,
        count_stages(catalog, [ConstraintKind.TERM]),
        count_stages(catalog, LITERALS),
        tuple(dict.fromkeys(undecided)),
        count_findings(catalog),
        document.left_out,
        document.warnings,
        left=document.left,
    )
