"""The blanks beside pictures and other marks that stand for no word. Pure functions."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from passerelle.translate.constraints.constraint import Record
from passerelle.translate.text.markup import Span

_TIGHT = tuple(" \n\u00a0,;:.!?…)]}”’%")
"""Before these English has a blank already, or none, whatever French has."""
_OPENING = (*" \n\u00a0“‘([{",)
"""After these English has a blank already, or none."""


def set_blanks(
    source: str, wanted: Sequence[Span], text: str, spans: Sequence[Span], records: Sequence[Record]
) -> tuple[str, tuple[Span, ...], tuple[Record, ...]]:
    """Return English with blanks beside its empty marks where the ``source`` has them, and all places after them moved.

    ``wanted`` are the marks' places in the source, ``spans`` those in the English ``text``.

    >>> set_blanks("Voir  ici", [Span(1, 5, 5, empty=True)], "See here", [Span(1, 3, 3, empty=True)], [])[0]
    'See  here'
    """
    own = {span.number: span.start for span in wanted if span.empty}
    for span in sorted(spans, key=lambda span: (span.start, span.number), reverse=True):
        if not span.empty or span.number not in own:
            continue
        place = span.start
        before, after = source[: own[span.number]][-1:], source[own[span.number] :][:1]
        together = [number for number, start in own.items() if start == own[span.number]]
        beside = {each.number for each in spans if each.empty and each.start == place}
        if after == " " and span.number == max(together) and not (text[place:] or " ").startswith(_TIGHT):
            text, spans, records = _insert(text, place, beside, spans, records)
        if before == " " and span.number == min(together) and not (text[:place] or " ").endswith(_OPENING):
            text, spans, records = _insert(
                text, place, {number for number in beside if number < span.number}, spans, records
            )
    return text, tuple(spans), tuple(records)


def _insert(
    text: str, place: int, staying: Collection[int], spans: Sequence[Span], records: Sequence[Record]
) -> tuple[str, list[Span], list[Record]]:
    """Put a blank at ``place``; of the empty marks there only those numbered in ``staying`` stand before it."""
    moved = [_shift_span(span, place, stays=span.number in staying) for span in spans]
    told = [
        replace(record, target_span=_shift(*record.target_span, place)) if record.target_span else record
        for record in records
    ]
    return f"{text[:place]} {text[place:]}", moved, told


def _shift_span(span: Span, place: int, *, stays: bool) -> Span:
    if span.empty and span.start == place and stays:
        return span
    start, end = _shift(span.start, span.end, place)
    return replace(span, start=start, end=max(start, end))


def _shift(start: int, end: int, place: int) -> tuple[int, int]:
    return start + (start >= place), end + (end > place)
