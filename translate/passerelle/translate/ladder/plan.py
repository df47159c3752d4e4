"""A document made ready for translation: plain text, sentences, and what each must say. Pure functions."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from passerelle.glossary.match import Matcher
from passerelle.translate.constraints.require import Demands, Sentence, demand_each, read_aloud
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.stand_ins import WORDLIKE, Veiled, veil
from passerelle.translate.text.document import Block, BlockKind, Document
from passerelle.translate.text.headings import Headings
from passerelle.translate.text.markup import Span, unmark
from passerelle.translate.text.segment import Segment, split_segments

HEADLINES = (BlockKind.TITLE, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class Plan:
    """One block taken apart: ``plain`` text without marks or shouting, ``spans`` of the marks, sentences and their demands.

    ``key`` fingerprints the text, the demands, the model, the kind of English and the style of headings: equal keys give
    equal drafts.
    """

    block: Block
    plain: str
    spans: tuple[Span, ...]
    segments: tuple[Segment, ...]
    demands: tuple[Demands, ...]
    key: str
    american: bool = False

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The sentences and what their English must say."""
        return tuple(
            Job(segment.text, demand.constraints, self.american)
            for segment, demand in zip(self.segments, self.demands, strict=True)
        )

    @property
    def veiled(self) -> tuple[Veiled, ...]:
        """The sentences as the ladder takes them."""
        wordlike = {mark.number for mark in self.block.marks if mark.kind in WORDLIKE}
        return tuple(
            veil(job, spans_inside(self.spans, segment), wordlike)
            for job, segment in zip(self.jobs, self.segments, strict=True)
        )


def plan_document(
    document: Document,
    matcher: Matcher,
    *,
    model: str,
    american: bool = False,
    headings: Headings = Headings.SENTENCE,
) -> Iterator[Plan]:
    """Take every block of ``document`` apart, one article after the other; demands are decided over each of its articles.

    The plans of a long document need not be held at once.
    """
    for _, blocks in groupby(document.blocks, lambda block: block.article):
        yield from _plan_article(list(blocks), matcher, model, headings, american=american)


def _plan_article(
    blocks: Sequence[Block], matcher: Matcher, model: str, headings: Headings, *, american: bool
) -> Iterator[Plan]:
    unmarked = [unmark(block.text) for block in blocks]
    spoken = read_aloud([plain for plain, _ in unmarked], matcher)
    taken = [
        (block, plain, spans, split_segments(plain))
        for block, plain, (_, spans) in zip(blocks, spoken, unmarked, strict=True)
    ]
    sentences = [
        Sentence(segment.text, block.kind in HEADLINES, block.kind is BlockKind.ATTRIBUTE)
        for block, _, _, segments in taken
        for segment in segments
    ]
    demands = demand_each(sentences, matcher, american=american)
    for block, plain, spans, segments in taken:
        own = tuple(next(demands) for _ in segments)
        asked = (
            [american, headings] if block.kind in HEADLINES and headings != Headings.SENTENCE else [american]
        )
        yield Plan(block, plain, spans, segments, own, _key([block.text, plain], own, model, asked), american)


def spans_inside(spans: Sequence[Span], segment: Segment) -> list[Span]:
    """Return the parts of a block's ``spans`` that lie in a segment, with offsets into it."""
    return [
        replace(
            span,
            start=max(span.start, segment.start) - segment.start,
            end=min(span.end, segment.end) - segment.start,
        )
        for span in spans
        if (span.start < segment.end and segment.start < span.end)
        or (span.empty and segment.start <= span.start <= segment.end)
    ]


def sentence_key(demand: Demands) -> str:
    """Return a fingerprint of what the glossary asks of a sentence: another entry's change leaves it alone."""
    asked = [
        [c.start, c.end, c.rendering, sorted(c.accepted), sorted(c.forbidden)] for c in demand.constraints
    ]
    return _digest(asked)


def _key(texts: Sequence[str], demands: Sequence[Demands], model: str, asked: Sequence[object]) -> str:
    return _digest([*texts, [sentence_key(demand) for demand in demands], model, *asked])


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:12]
