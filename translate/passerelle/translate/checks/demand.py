"""What the glossary asks of an entry: looked up again in the French, with the ledger where there is one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from passerelle.glossary.match import Hit, Overlap, matcher_of
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.checks.pair import Context, Pair, plain_text
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, Record
from passerelle.translate.constraints.require import Demands, Sentence, accepted_forms, demand_all, read_aloud
from passerelle.translate.text.document import BlockKind
from passerelle.translate.text.segment import split_segments
from passerelle.translate.text.typography import strip_unseen

_HEADLINES = (BlockKind.TITLE, BlockKind.HEADING)


def take_apart(entry: Entry, context: Context) -> Pair:
    """Return an entry for the checks by itself: by its ledger, or looked up where it has none."""
    if entry.records:
        return _pair(entry, demand_records(entry.records, context.termbase))
    return take_document_apart([entry], context)[0]


def take_document_apart(entries: Sequence[Entry], context: Context) -> list[Pair]:
    """Return the entries of one document in reading order; senses and first uses are decided over all of them."""
    fresh = look_up(entries, context)
    return [
        _pair(entry, _complete(demands, demand_records(entry.records, context.termbase)))
        for entry, demands in zip(entries, fresh, strict=True)
    ]


def _pair(entry: Entry, demands: Demands) -> Pair:
    ladder = () if entry.by_person else entry.records
    unmet = frozenset((record.start, record.end) for record in ladder if not record.met)
    return replace(bare_pair(entry), demands=demands, unmet=unmet)


def bare_pair(entry: Entry) -> Pair:
    """Return an entry for checks that ask nothing of glossary and ledger."""
    return Pair(entry, _french(entry), plain_text(entry.target))


def french_texts(entries: Iterable[Entry]) -> list[str]:
    """Return the plain French of entries, as terms are looked for in it."""
    return [_french(entry) for entry in entries]


def _french(entry: Entry) -> str:
    # Another tool's catalogue may hold characters that ours never do.
    return plain_text(strip_unseen(entry.source))


def demand_records(records: Iterable[Record], termbase: Termbase) -> Demands:
    """Return the constraints that a ledger tells of, with the forms that the glossary accepts today."""
    return Demands(tuple(_constraint(record, termbase) for record in records))


def _constraint(record: Record, termbase: Termbase) -> Constraint:
    concept = termbase.by_id.get(record.concept)
    accepted = accepted_forms(concept, record.rendering, record.rule) if concept else (record.rendering,)
    return Constraint(
        record.kind,
        record.start,
        record.end,
        record.source,
        record.rendering,
        accepted,
        concept.forbidden if concept else (),
        record.concept,
        record.rule,
    )


def look_up(entries: Sequence[Entry], context: Context) -> list[Demands]:
    """Return today's demands on each entry, with offsets into its plain French."""
    matcher = matcher_of(context.termbase)
    cut = [split_segments(text) for text in read_aloud(french_texts(entries), matcher)]
    sentences = [
        Sentence(segment.text, entry.kind in _HEADLINES, entry.kind is BlockKind.ATTRIBUTE)
        for entry, segments in zip(entries, cut, strict=True)
        for segment in segments
    ]
    demands = iter(demand_all(sentences, matcher, american=context.american))
    return [_join((next(demands), segment.start) for segment in segments) for segments in cut]


def _join(parts: Iterable[tuple[Demands, int]]) -> Demands:
    constraints: list[Constraint] = []
    undecided: list[Hit] = []
    overlaps: list[Overlap] = []
    admitted: list[Constraint] = []
    for demands, shift in parts:
        if not shift:
            constraints += demands.constraints
            admitted += demands.admitted
            undecided += demands.undecided
            overlaps += demands.overlaps
            continue
        constraints += [replace(c, start=c.start + shift, end=c.end + shift) for c in demands.constraints]
        admitted += [replace(c, start=c.start + shift, end=c.end + shift) for c in demands.admitted]
        undecided += [_shift(hit, shift) for hit in demands.undecided]
        overlaps += [Overlap(_shift(o.kept, shift), _shift(o.dropped, shift)) for o in demands.overlaps]
    return Demands(tuple(constraints), tuple(undecided), tuple(overlaps), tuple(admitted))


def _shift(hit: Hit, shift: int) -> Hit:
    return replace(hit, start=hit.start + shift, end=hit.end + shift)


def _complete(fresh: Demands, ledger: Demands) -> Demands:
    """Add what only the ledger knows: terms of a glossary that is not at hand today."""
    return replace(fresh, constraints=(*fresh.constraints, *_only_in(ledger, fresh)))


def _only_in(ledger: Demands, fresh: Demands) -> Iterator[Constraint]:
    for old in ledger.constraints:
        if old.kind is ConstraintKind.TERM and all(
            old.end <= new.start or new.end <= old.start for new in (*fresh.constraints, *fresh.admitted)
        ):
            yield old


def introduce(pair: Pair, introduced: set[str]) -> Pair:
    """Return ``pair`` without the first uses that an earlier part of the document had; remember its own."""
    constraints = pair.demands.constraints
    again = [c for c in constraints if c.rule == "first use" and c.concept in introduced]
    if again:
        constraints = tuple(replace(c, rule="preferred") if c in again else c for c in constraints)
    if pair.entry.kind not in _HEADLINES:
        introduced.update(c.concept for c in constraints if c.concept)
    return replace(pair, demands=replace(pair.demands, constraints=constraints)) if again else pair


def introduces(pair: Pair) -> set[str]:
    """Return the concepts that are named here for the first time, as far as is known."""
    return {each.concept for each in pair.demands.constraints if each.rule == "first use"}
