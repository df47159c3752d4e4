"""Inline markup as numbered marks: taken out before translation, put back after it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARK = re.compile(r"<(/?)(\d+)(/?)>")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a mark stands in the plain text: characters ``start`` to ``end``; equal for an empty mark."""

    number: int
    start: int
    end: int
    empty: bool = False


def unmark(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return the plain text and the place of every mark in it; `mark` is the inverse.

    A mark that is opened and never closed reaches to the end; a lone closing mark is dropped.

    >>> unmark("Voir <1>le site</1>.<2/>")
    ('Voir le site.', (Span(number=1, start=5, end=12, empty=False), Span(number=2, start=13, end=13, empty=True)))
    """
    plain: list[str] = []
    length = position = 0
    open_marks: dict[int, int] = {}
    spans: list[Span] = []
    for found in _MARK.finditer(text):
        piece = text[position : found.start()]
        plain.append(piece)
        length += len(piece)
        position = found.end()
        closing, number, empty = found[1], int(found[2]), found[3]
        if empty:
            spans.append(Span(number, length, length, empty=True))
        elif not closing:
            open_marks[number] = length
        elif number in open_marks:
            spans.append(Span(number, open_marks.pop(number), length))
    plain.append(text[position:])
    length += len(text) - position
    spans.extend(Span(number, start, length) for number, start in open_marks.items())
    return "".join(plain), tuple(sorted(spans, key=_opening_order))


def mark(plain: str, spans: Iterable[Span]) -> str:
    """Return ``plain`` with its marks written in; spans must nest or stand apart.

    >>> mark("See the site.", [Span(1, 4, 12)])
    'See <1>the site</1>.'
    """
    ordered = sorted(spans, key=_opening_order)
    events: list[tuple[int, int, int, str]] = []
    for rank, span in enumerate(ordered):
        if span.empty:
            events.append((span.start, 1, rank, f"<{span.number}/>"))
            continue
        events.append((span.start, 1, rank, f"<{span.number}>"))
        # Closing before what opens at the same place, inner marks first; an empty pair closes after it opens.
        events.append((span.end, 2 if span.start == span.end else 0, -rank, f"</{span.number}>"))
    out: list[str] = []
    position = 0
    for place, _, _, tag in sorted(events):
        out += [plain[position:place], tag]
        position = place
    return "".join(out) + plain[position:]


def _opening_order(span: Span) -> tuple[int, int, int]:
    return span.start, -span.end, span.number


def mark_numbers(text: str) -> list[str]:
    """Return the marks of ``text`` as written, sorted: equal lists mean equal sets of marks."""
    return sorted(found[0] for found in _MARK.finditer(text))
