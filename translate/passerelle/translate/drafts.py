"""The draft of a block: its sentences joined, with its marks in their places and its ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from passerelle.translate.constraints.constraint import ConstraintKind, Record
from passerelle.translate.engine.decode import Engine
from passerelle.translate.ladder.blanks import set_blanks
from passerelle.translate.ladder.conclude import Outcome
from passerelle.translate.ladder.confidence import block_confidence
from passerelle.translate.ladder.plan import HEADLINES, Plan, spans_inside
from passerelle.translate.ladder.project import between_spans, join_spans, project_spans
from passerelle.translate.memory import Hit, Recalled
from passerelle.translate.text.headings import Headings, style_heading
from passerelle.translate.text.markup import Span
from passerelle.translate.text.typography import plain_characters


@dataclass(frozen=True, slots=True)
class Draft:
    """The English of one block: plain text with the places of its marks, the ledger, and how far it can be trusted."""

    text: str
    spans: tuple[Span, ...]
    records: tuple[Record, ...]
    confidence: int | None = None


Attended = Mapping[int, tuple[Sequence[str], Sequence[str], Sequence[Sequence[float]]]]
"""By the `id` of an outcome: pieces of the French, pieces of the English, and for each of these its weights on the former."""


def attend(engine: Engine, grouped: Sequence[tuple[Plan, Sequence[Outcome | Hit]]]) -> Attended:
    """Align the sentences that hold marks, in one batch: only these need to know which word renders which."""
    if not engine.package.aligned:
        return {}
    wanted = [
        outcome
        for plan, own in grouped
        if plan.spans
        for outcome in own
        if isinstance(outcome, Outcome) and outcome.text
    ]
    sources = [plain_characters(outcome.job.text) for outcome in wanted]
    targets = [plain_characters(outcome.text) for outcome in wanted]
    attended = engine.attend(sources, targets)
    return {
        id(outcome): (found.source, found.tokens, found.attention)
        for outcome, found in zip(wanted, attended, strict=True)
    }


def assemble(
    plan: Plan, found: Recalled, sentences: Sequence[Outcome | Hit | None], attention: Attended
) -> Draft:
    """Join the sentences of a block, carry its marks over, and shift the ledger to the block's own offsets."""
    if found.whole:
        spans = _carry_spans(plan.spans, plan.plain, found.whole, attention)
        return Draft(
            found.whole.text, join_spans(plan.spans, spans, len(found.whole.text)), found.whole.records
        )
    text = ""
    position = 0
    pieces: list[Span] = []
    records: list[Record] = []
    for segment, sentence in zip(plan.segments, sentences, strict=True):
        assert sentence is not None
        pieces += between_spans(plan.spans, position, segment.start, len(text))
        text += plain_characters(plan.plain[position : segment.start])
        position = segment.end
        inside = spans_inside(plan.spans, segment)
        pieces += [
            replace(span, start=span.start + len(text), end=span.end + len(text))
            for span in _carry_spans(inside, segment.text, sentence, attention)
        ]
        records += [_shift(record, segment.start, len(text)) for record in sentence.records]
        text += sentence.text
    text += plain_characters(plan.plain[position:])
    translated = [sentence for sentence in sentences if isinstance(sentence, Outcome)]
    spans = join_spans(plan.spans, pieces, len(text))
    return Draft(
        *set_blanks(plan.plain, plan.spans, text, spans, records), confidence=block_confidence(translated)
    )


_LITERAL = (ConstraintKind.NAME, ConstraintKind.CODE, ConstraintKind.URL, ConstraintKind.EMAIL)


def set_heading(plan: Plan, draft: Draft, style: Headings) -> Draft:
    """Write a heading in the house's style; marks and ledger keep their places, since no letter is added."""
    if plan.block.kind not in HEADLINES:
        return draft
    kinds = _LITERAL if style is Headings.TITLE else _LITERAL[1:]
    kept = [record.target_span for record in draft.records if record.kind in kinds and record.target_span]
    return replace(draft, text=style_heading(draft.text, style, kept))


def _carry_spans(
    spans: Sequence[Span], source: str, sentence: Outcome | Hit, attention: Attended
) -> Sequence[Span]:
    """Return where marks stand in the English: where the reviewer had them, or where they probably belong."""
    if isinstance(sentence, Hit) and sentence.spans is not None:
        return sentence.spans
    known = sentence.marks if isinstance(sentence, Outcome) else ()
    return project_spans(spans, source, sentence.text, sentence.records, attention.get(id(sentence)), known)


def _shift(record: Record, source: int, target: int) -> Record:
    place = record.target_span
    moved = (place[0] + target, place[1] + target) if place else None
    return replace(record, start=record.start + source, end=record.end + source, target_span=moved)
