"""What a review teaches the memory: the sentences of approved blocks, each with its English."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, tee

from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, State, text_hash
from passerelle.translate.constraints.require import Demands
from passerelle.translate.constraints.satisfy import judge
from passerelle.translate.ladder.plan import Plan, plan_document, sentence_key, spans_inside
from passerelle.translate.memory.schema import Memory, transaction
from passerelle.translate.memory.store import replace_block
from passerelle.translate.memory.unit import TranslationUnit, renumber
from passerelle.translate.text.align import Anchors, Bead, align_sentences
from passerelle.translate.text.document import Block, Document
from passerelle.translate.text.markup import mark, unmark
from passerelle.translate.text.segment import Segment, split_plainly


@dataclass(frozen=True, slots=True)
class Learned:
    """How many blocks were learned, how many of them the memory did not hold so, and how many it had to forget.

    ``broken`` are the ids of approved blocks that were not learned: they have errors that nobody waived.
    """

    approved: int
    changed: int
    forgotten: int
    broken: tuple[str, ...] = ()


def learn(
    memory: Memory,
    catalog: Catalog,
    termbase: Termbase,
    *,
    before: Catalog | None = None,
    american: bool = False,
) -> Learned:
    """Store every approved or edited block of ``catalog``; forget those that a person sent back or rejected.

    A block with errors that nobody waived is not stored, and what the memory held of it is forgotten. ``before`` is the catalogue before the review: with it, an approval that was taken back is forgotten as well.
    Learning a catalogue again changes nothing.
    """
    withdrawn = _withdrawn(catalog, before)
    if not withdrawn and not any(entry.state.reviewed for entry in catalog.current):
        return Learned(0, 0, 0)
    units = list(units_of(catalog, termbase, american=american))  # before the memory is kept from other runs
    with transaction(memory):
        changed = sum(replace_block(memory, own[0], own) for own in units)
        forgotten = sum(replace_block(memory, unit, ()) for unit in withdrawn)
    broken = tuple(entry.block_id for entry in catalog.current if entry.state.reviewed and entry.open_errors)
    return Learned(len(units), changed, forgotten, broken)


def _withdrawn(catalog: Catalog, before: Catalog | None) -> list[TranslationUnit]:
    """Return the places of blocks whose English no one vouches for any more, or that breaks a rule."""
    approved = {
        (entry.block_id, entry.source) for entry in (before.current if before else ()) if entry.state.reviewed
    }
    return [
        _provenance(entry, catalog)
        for entry in catalog.current
        if entry.state in (State.NEEDS_WORK, State.REJECTED)
        or (entry.state.reviewed and entry.open_errors)
        or (not entry.state.reviewed and (entry.block_id, entry.source) in approved)
    ]


def _provenance(entry: Entry, catalog: Catalog, glossary: str = "") -> TranslationUnit:
    return TranslationUnit(
        "",
        "",
        document=catalog.header.document,
        block_id=entry.block_id,
        block=text_hash(entry.source),
        reviewer=entry.review.reviewer,
        date=entry.review.date,
        glossary=glossary,
    )


def units_of(
    catalog: Catalog, termbase: Termbase, *, american: bool = False
) -> Iterator[tuple[TranslationUnit, ...]]:
    """Yield the units of every reviewed block without open errors: its sentences, or the block itself where they cannot be told apart.

    Of a long catalogue only some blocks are taken apart at a time.
    """
    plans = plan_catalog(catalog, Matcher(termbase), american=american)
    for entry, (plan, places) in zip(catalog.current, _with_surroundings(plans), strict=True):
        if entry.state.reviewed and not entry.open_errors and entry.target and plan.segments:
            yield tuple(
                replace(pair, previous=places[first][0], following=places[last][1])
                for pair, first, last in _pairs(entry, plan, _provenance(entry, catalog, termbase.version))
            )


def plan_catalog(catalog: Catalog, matcher: Matcher, *, american: bool = False) -> Iterator[Plan]:
    """Take the living entries of a catalogue apart, one after the other, as the document that they came from."""
    blocks = (
        Block(entry.kind, entry.source, entry.line, id=entry.block_id, article=entry.article)
        for entry in catalog.current
    )
    document = Document(catalog.header.document, catalog.header.path, tuple(blocks))
    return plan_document(document, matcher, model=catalog.header.model, american=american)


def _with_surroundings(plans: Iterable[Plan]) -> Iterator[tuple[Plan, list[tuple[str, str]]]]:
    """Yield each plan with the sentences before and after each of its own; only the next one is looked at ahead."""
    plans, ahead = tee(plans)
    texts = chain([""], (segment.text for plan in ahead for segment in plan.segments), [""])
    before, after = tee(texts)
    around = zip(before, islice(after, 2, None), strict=False)
    for plan in plans:
        yield plan, list(islice(around, len(plan.segments)))


def _pairs(entry: Entry, plan: Plan, bare: TranslationUnit) -> Iterator[tuple[TranslationUnit, int, int]]:
    """Yield the units of a block with the indexes of their first and last sentence."""
    target, spans = unmark(entry.target)
    english = split_plainly(target, "en")
    beads = align_block(plan, english, entry.draft)
    if beads is None or len(plan.segments) == 1:
        source, target = renumber(entry.source.strip(), entry.target.strip())
        last = len(plan.segments) - 1
        key = block_key(plan.demands)
        yield replace(bare, source=source, target=target, key=key, whole=last > 0), 0, last
        return
    for bead in beads:
        segment = plan.segments[bead.start]
        place = Segment("", english[bead.target_start].start, english[bead.target_end - 1].end)
        source, target_text = renumber(
            mark(segment.text, spans_inside(plan.spans, segment)),
            mark(target[place.start : place.end], spans_inside(spans, place)),
        )
        key = sentence_key(plan.demands[bead.start])
        yield replace(bare, source=source, target=target_text, key=key), bead.start, bead.start


def block_key(demands: Sequence[Demands]) -> str:
    """Return the fingerprint of what the glossary asks of a whole block."""
    return " ".join(sentence_key(demand) for demand in demands)


def align_block(plan: Plan, english: Sequence[Segment], draft: str = "") -> tuple[Bead, ...] | None:
    """Align the sentences of a block; anchors are its terms, figures and names, and the words of the machine's ``draft``.

    Without a draft the English itself is the machine's, which renders sentence by sentence.
    """
    if not draft and len(english) == len(plan.segments):
        return tuple(Bead(index, index + 1, index, index + 1) for index in range(len(english)))
    texts = [segment.text for segment in english]
    anchors = [[*_required(demand, texts)] for demand in plan.demands]
    drafted = split_plainly(unmark(draft)[0], "en")
    if len(drafted) == len(plan.segments):
        for own, sentence in zip(anchors, drafted, strict=True):
            own.extend(_shared_words(sentence.text, texts))
    return align_sentences([segment.text for segment in plan.segments], texts, anchors)


def _required(demand: Demands, texts: Sequence[str]) -> Anchors:
    """Return where the rendering of each constraint stands."""
    verdicts = [judge(text, demand.constraints) for text in texts]
    return [
        frozenset(index for index, verdict in enumerate(verdicts) if verdict.places[rank] is not None)
        for rank in range(len(demand.constraints))
    ]


_LETTERS = 4  # of a word that says something


def _shared_words(sentence: str, texts: Sequence[str]) -> Anchors:
    """Return where each longer word of a sentence stands."""
    split = [set(text.casefold().split()) for text in texts]
    words = {word for word in sentence.casefold().split() if len(word) >= _LETTERS}
    return [frozenset(index for index, own in enumerate(split) if word in own) for word in sorted(words)]
