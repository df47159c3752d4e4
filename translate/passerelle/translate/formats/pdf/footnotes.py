"""Footnotes: small lines below the text of a page that begin with a sign to which the text refers."""

import re
from collections.abc import Collection, Iterator, Sequence

from passerelle.translate.formats.pdf.line import Line
from passerelle.translate.formats.pdf.passages import Passage
from passerelle.translate.text.document import BlockKind

_SMALL = 0.93  # of the text's size
LABEL = re.compile(r"(\d{1,3}|[*†‡]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹])[.)]?\s*(?=\S)")


def references(lines: Sequence[Line]) -> frozenset[str]:
    """Return the signs that stand above the line in a text."""
    return frozenset(
        text.strip()
        for line in lines
        for text, style in line.runs
        if style.script > 0 and LABEL.match(f"{text}x")
    )


def find_footnotes(lines: Sequence[Line], size: float, labels: Collection[str]) -> list[Passage]:
    """Return the footnotes of a page: from its lowest text of the usual ``size`` on, from the first line with one of ``labels``."""
    text = max((line.base for line in lines if line.size > _SMALL * size), default=0.0)
    small = [line for line in lines if line.base > text and line.size <= _SMALL * size]
    return [*_notes(sorted(small, key=lambda line: (round(line.base), line.left)), labels)]


def _notes(lines: Sequence[Line], labels: Collection[str]) -> Iterator[Passage]:
    label = ""
    held: list[Line] = []
    for line in lines:
        found = LABEL.match(line.text)
        if found and found[1] in labels:
            if held:
                yield Passage(BlockKind.FOOTNOTE, tuple(held), label=label)
            label, held = found[1], [line]
        elif held:
            held.append(line)
    if held:
        yield Passage(BlockKind.FOOTNOTE, tuple(held), label=label)
