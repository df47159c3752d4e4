"""Running the checks: on one entry, and on whole documents with what they have to say of each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, combinations, groupby, islice
from pathlib import Path

from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.catalog.findings import Finding, Severity, waive_findings
from passerelle.translate.checks.consistency import Memory, check_consistency
from passerelle.translate.checks.demand import (
    bare_pair,
    introduce,
    introduces,
    take_apart,
    take_document_apart,
)
from passerelle.translate.checks.ledger import judge_ledger, note_silent
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.checks.registry import CHECKS
from passerelle.translate.checks.rules import RULES
from passerelle.translate.constraints.constraint import Record
from passerelle.translate.text.addresses import Address, find_addresses

_SEVERITIES = tuple(Severity)
_APART = 100  # entries, of those that are judged each by itself, that a process gets at a time
_FEW_CONCEPTS = 4  # that one text is the first to name: 15 cases of what was named before are foreseen
_TOGETHER = 400  # blocks in which ambiguous terms are decided together: longer than any article


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry of a document with what the checks say of it today in ``entry.findings`` and ``entry.records``."""

    document: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Located:
    """A checked entry, the file it stands in, its line there and its row in the review sheet (0 where there is none).

    ``archived`` tells that the file is an archive, of which the document is one article.
    """

    path: Path
    line: int
    checked: Checked
    row: int = 0
    archived: bool = False


def check_entry(entry: Entry, context: Context) -> tuple[Finding, ...]:
    """Return the findings of one entry, errors first, those that it waives with the reason.

    >>> from passerelle.translate.text.document import BlockKind
    >>> entry = Entry("p-1", BlockKind.PARAGRAPH, "Soit 12,5 % des cas.", "That is 125% of cases.")
    >>> [finding.message for finding in check_entry(entry, Context())]
    ['“12,5 %” should read “12.5%”, but the English has “125%”.']
    """
    return judge_entry(entry, context).findings


def judge_entry(entry: Entry, context: Context) -> Entry:
    """Return the entry with what the checks say of it: its findings, and the ledger that follows from them."""
    return judge_pair(take_apart(entry, context), context)


def judge_pair(pair: Pair, context: Context, more: Iterable[Finding] = ()) -> Entry:
    """Return the entry of a pair with its findings, ``more`` from elsewhere among them, and its ledger."""
    findings = _find(pair, context, more)
    records = judge_ledger(pair, findings, context)
    silent = note_silent(pair, records, findings, context)
    waived = tuple(waive_findings([*findings, *silent], [*context.waivers, *pair.entry.waivers]))
    return replace(pair.entry, records=records, findings=waived)


def _find(pair: Pair, context: Context, more: Iterable[Finding]) -> list[Finding]:
    """Return all findings of an entry taken apart, errors first.

    What stands in an address is no English: only errors are told of it.
    """
    addresses = find_addresses(pair.target)
    found: list[Finding] = []
    for check in CHECKS:
        context.watch()
        found += check(pair, context)
    if addresses:
        found = [result for result in found if not _is_inside(result, addresses)]
    foreign = [result for result in pair.entry.findings if result.id not in RULES]
    told = dict.fromkeys([*found, *more, *foreign])
    return sorted(told, key=lambda result: _SEVERITIES.index(result.severity))


def _is_inside(result: Finding, addresses: Sequence[Address]) -> bool:
    span = result.target_span
    if span is None or result.severity is Severity.ERROR:
        return False
    return any(address.start <= span[0] and span[1] <= address.end for address in addresses)


def entry_judge(context: Context) -> Callable[[Entry], Entry]:
    """Return `judge_entry` as the review calls it for one entry."""
    return partial(judge_entry, context=context)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one article that are looked at together, and for each what the documents before it have to say of it.

    ``begins`` tells whether the article begins here.
    """

    document: str
    entries: tuple[Entry, ...]
    across: tuple[tuple[Finding, ...], ...]
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """What the checks say of an entry: its findings, and its ledger."""

    findings: tuple[Finding, ...]
    records: tuple[Record, ...]

    def of(self, entry: Entry) -> Entry:
        """Return the entry with what is said of it."""
        return replace(entry, findings=self.findings, records=self.records)


@dataclass(frozen=True, slots=True)
class FirstUse:
    """An entry that its group takes for the first to name ``concepts``; ``again`` is what is said of it if some were named before."""

    concepts: frozenset[str]
    again: Mapping[frozenset[str], Said]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks say of the entries of a group, as if their article began with it.

    ``introduced`` are the concepts that the group names. ``first`` are the entries, by their place, for which it matters what
    the article named before; empty where an article begins.
    """

    said: tuple[Said, ...]
    introduced: frozenset[str] = frozenset()
    first: Mapping[int, FirstUse] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupJudge:
    """Says what the checks say of the entries of a group: as if their article began with it, or of each by itself."""

    context: Context
    apart: bool = False

    def __call__(self, group: Group) -> Judged:
        """Return what is said of each entry of a group."""
        return (_judge_apart if self.apart else _judge_together)(group, self.context)


Judge = Callable[[Group], Judged]
Share = Callable[[GroupJudge, Iterable[Group]], Iterator[tuple[Group, Judged]]]
"""Does what a judge does for each group, in this process or in others, and yields what comes of it, in order."""


def judge_here(judge: Judge, groups: Iterable[Group]) -> Iterator[tuple[Group, Judged]]:
    """Yield groups and what the checks say of them, one after the other."""
    return ((group, judge(group)) for group in groups)


def entries_judge(
    context: Context, share: Share = judge_here
) -> Callable[[Iterable[Entry]], Iterator[Entry]]:
    """Return `judge_entry` as the review calls it for the entries of a sheet; ``share`` is that of `check_catalogs`."""

    def judge(entries: Iterable[Entry]) -> Iterator[Entry]:
        waiting = iter(entries)
        groups = (Group("", own, ()) for own in iter(lambda: tuple(islice(waiting, _APART)), ()))
        for group, judged in share(GroupJudge(context, apart=True), groups):
            for entry, said in zip(group.entries, judged.said, strict=True):
                yield said.of(entry)

    return judge


def _judge_apart(group: Group, context: Context) -> Judged:
    return Judged(tuple(_said(judge_entry(entry, context)) for entry in group.entries))


def _judge_together(group: Group, context: Context) -> Judged:
    told, introduced = _take_apart(group, context)
    said = tuple(
        _said(judge_pair(pair, context, more)) for pair, more in zip(told, group.across, strict=True)
    )
    if group.begins:
        return Judged(said, introduced)
    first = {
        place: _first_use(pair, context, group.across[place])
        for place, pair in enumerate(told)
        if introduces(pair)
    }
    return Judged(said, introduced, first)


def _first_use(pair: Pair, context: Context, more: Sequence[Finding]) -> FirstUse:
    """Return what is said of an entry for whatever its article named before; of very many concepts, only if it named all."""
    concepts = frozenset(introduces(pair))
    sizes = range(1 if len(concepts) <= _FEW_CONCEPTS else len(concepts), len(concepts) + 1)
    named = (frozenset(each) for size in sizes for each in combinations(sorted(concepts), size))
    return FirstUse(concepts, {each: _again(pair, each, context, more) for each in named})


def _take_apart(group: Group, context: Context) -> tuple[list[Pair], frozenset[str]]:
    """Return the entries of a group taken apart, and the concepts that they name."""
    introduced: set[str] = set()
    told = [introduce(pair, introduced) for pair in take_document_apart(group.entries, context)]
    return told, frozenset(introduced)


def _again(pair: Pair, named: frozenset[str], context: Context, more: Iterable[Finding]) -> Said:
    """Return what is said of an entry whose article named some concepts before."""
    return _said(judge_pair(introduce(pair, set(named)), context, more))


def _said(entry: Entry) -> Said:
    return Said(entry.findings, entry.records)


def check_catalogs(
    catalogs: Iterable[Catalog], context: Context, memory: Memory | None = None, share: Share = judge_here
) -> Iterator[Checked]:
    """Yield every living entry of the catalogues with its ledger and its findings, those across documents included.

    Catalogues are taken one by one and entries in groups, so that memory does not grow with their number but for some
    hundred bytes an entry, which tell whether a text was rendered otherwise before; ``memory`` keeps them from one call
    to the next. ``share`` lets several processes judge the groups.
    """
    return _check_groups(_groups(catalogs, context, Memory() if memory is None else memory), context, share)


def _check_groups(groups: Iterable[Group], context: Context, share: Share) -> Iterator[Checked]:
    introduced: frozenset[str] = frozenset()
    for group, judged in share(GroupJudge(context), groups):
        if group.begins:
            introduced = frozenset()
        yield from _settle(group, judged, introduced, context)
        introduced |= judged.introduced


def _settle(group: Group, judged: Judged, introduced: frozenset[str], context: Context) -> Iterator[Checked]:
    """Yield the entries of a group with what is said of them, given the concepts that the article named before it."""
    told: Sequence[Pair] = ()
    for place, (entry, alone) in enumerate(zip(group.entries, judged.said, strict=True)):
        first = judged.first.get(place)
        named = first.concepts & introduced if first else frozenset()
        said = first.again.get(named) if first and named else alone
        if said is None:
            told = told or _take_apart(group, context)[0]
            said = _again(told[place], named, context, group.across[place])
        yield Checked(group.document, said.of(entry))


def check_catalog(catalog: Catalog, context: Context, share: Share = judge_here) -> Catalog:
    """Return a catalogue with the ledger and the findings of today in its living entries; ``share`` is that of `check_catalogs`."""
    return next(check_each([catalog], context, share))


def check_each(catalogs: Sequence[Catalog], context: Context, share: Share = judge_here) -> Iterator[Catalog]:
    """Yield what `check_catalog` returns for each catalogue, which is compared with no other."""
    groups = chain.from_iterable(_groups([catalog], context, Memory()) for catalog in catalogs)
    checked = _check_groups(groups, context, share)
    for catalog in catalogs:
        own = islice(checked, len(catalog.current))
        told = {each.entry.block_id: each.entry for each in own}
        entries = (
            told.get(entry.block_id, entry) if not entry.obsolete else entry for entry in catalog.entries
        )
        yield replace(catalog, entries=tuple(entries))


def _groups(catalogs: Iterable[Catalog], context: Context, memory: Memory) -> Iterator[Group]:
    for catalog in catalogs:
        document = catalog.header.document
        article = None
        for entries in in_groups(catalog.current):
            across = tuple(
                tuple(check_consistency(bare_pair(entry), context, memory, f"{document} {entry.block_id}"))
                for entry in entries
            )
            yield Group(document, entries, across, entries[0].article != article)
            article = entries[0].article


def in_groups(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Yield the entries of each article, as many as are looked at together."""
    for _, article in groupby(entries, lambda entry: entry.article):
        while group := tuple(islice(article, _TOGETHER)):
            yield group
