"""A text in focus as its page shows it: the French with its terms and marks, what the checks say, what the memory offers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from passerelle.translate.catalog.entry import REVIEWER, Catalog, Entry, Header, State, clean_text
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks import Context, entry_judge
from passerelle.translate.checks.pair import TAG
from passerelle.translate.memory import Match, matches_of
from passerelle.translate.report.gather import Document
from passerelle.translate.report.highlight import Piece, Place, cut_pieces
from passerelle.translate.report.view import Row, Told, places_of, rows_of
from passerelle.translate.review.queue import Progress, Show, find_next, progress_of
from passerelle.translate.review.single import format_seen, shown
from passerelle.translate.text.differences import Difference, differences
from passerelle.translate.workflows.translate import read_memory_of

_MARK = re.compile(r"</?\d+/?>")
_ACROSS = ("inconsistent-translation", "same-translation")
"""Findings that one entry alone cannot have: they stay as the file has them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A pair of the memory; ``source`` is its French with what it has otherwise than the text."""

    match: Match
    source: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Focus:
    """A text, its ``place`` among the living ones, and its neighbours.

    ``previous`` is how the French changed since someone reviewed it; ``next_open`` the id of the next text of the choice, or empty.
    """

    entry: Entry
    place: int
    row: Row
    source: tuple[Piece, ...]
    marks: tuple[str, ...]
    seen: str
    offers: tuple[Offer, ...]
    previous: tuple[Difference, ...]
    before: Entry | None
    after: Entry | None
    next_open: str
    progress: Progress


def focus_on(
    catalog: Catalog, block_id: str, show: Show, context: Context, memory: Path | None
) -> Focus | None:
    """Return the text of an id, None where it does not stand in the document (any more)."""
    entries = catalog.current
    place = next((index for index, entry in enumerate(entries) if entry.block_id == block_id), None)
    if place is None:
        return None
    entry = judge_today(entries[place], context)
    row = _row(catalog.header, place, entry, context)
    following = find_next(entries, place, show)
    return Focus(
        entry=entry,
        place=place,
        row=row,
        source=tuple(mark_source(row)),
        marks=tuple(dict.fromkeys(_MARK.findall(entry.source))),
        seen=format_seen(shown(entries[place])),
        offers=tuple(_offers(entry, catalog.header.document, memory)),
        previous=tuple(differences(entry.previous_source, entry.source)) if entry.previous_source else (),
        before=entries[place - 1] if place else None,
        after=entries[place + 1] if place + 1 < len(entries) else None,
        next_open="" if following is None else entries[following].block_id,
        progress=progress_of(entries),
    )


def look_at(catalog: Catalog, block_id: str, text: str, context: Context) -> Row | None:
    """Return a text as it would be if the reviewer left it so; None where there is none of this id."""
    found = enumerate(catalog.current)
    place, entry = next(((n, each) for n, each in found if each.block_id == block_id), (0, None))
    if entry is None:
        return None
    written = clean_text(text).strip()
    if written != entry.target.strip():
        entry = replace(entry, target=written, origin=REVIEWER, state=State.EDITED, findings=())
    return _row(catalog.header, place, judge_today(entry, context), context)


def judge_today(entry: Entry, context: Context) -> Entry:
    """Return the entry with its findings in the language of the page; those of several texts are as the file has them."""
    if entry.state is State.REJECTED:
        return replace(entry, findings=())
    judged = entry_judge(context)(entry)
    across = tuple(each for each in entry.findings if each.id in _ACROSS)
    return replace(judged, findings=tuple(_once((*judged.findings, *across))))


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    yield from dict.fromkeys(findings)


def _row(header: Header, place: int, entry: Entry, context: Context) -> Row:
    document = Document(header, shown=[(place, entry)])
    return next(rows_of(document, context.termbase, context.language))


def mark_source(row: Row) -> Iterator[Piece]:
    """Yield the French with its terms, its faults, and the marks and tags that the English must keep."""
    source = row.entry.source
    offsets = _offsets(source)
    found = [*_MARK.finditer(source), *TAG.finditer(source)]
    marks = [Place(*each.span(), "mark", "") for each in found]
    held = [
        replace(each, start=offsets[each.start], end=offsets[each.end - 1] + 1)
        for each in places_of(row.entry.records, row.findings, source=True)
        if each.start < each.end <= len(offsets)
    ]
    return cut_pieces(source, [*marks, *held])


def _offsets(text: str) -> list[int]:
    """Return where in a text each character of it without its marks stands."""
    offsets: list[int] = []
    start = 0
    for found in _MARK.finditer(text):
        offsets += range(start, found.start())
        start = found.end()
    return [*offsets, *range(start, len(text))]


@dataclass(frozen=True, slots=True)
class Stands:
    """Words of the English, marks among them, and where they begin."""

    start: int
    text: str


def found_in(row: Row, told: Told) -> Stands | None:
    """Return the words that a finding would have otherwise, None where it points at none."""
    span, target = told.finding.target_span, row.entry.target
    offsets = _offsets(target)
    if span is None or not span[0] < span[1] <= len(offsets):
        return None
    start, end = offsets[span[0]], offsets[span[1] - 1] + 1
    return Stands(start, target[start:end])


def _offers(entry: Entry, document: str, memory: Path | None) -> Iterator[Offer]:
    with read_memory_of(memory) as opened:
        found = matches_of(entry, document, opened)
    for match in found:
        yield Offer(match, tuple(differences(match.suggestion.source, match.source)))
