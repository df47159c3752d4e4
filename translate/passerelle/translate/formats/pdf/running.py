"""What stands at the edge of every page and is no part of the text: running heads and feet, page numbers, a browser's marks."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from passerelle.translate.formats.pdf.line import Line

_EDGE = 0.12  # share of a page's height in which heads and feet stand
_OUTER = 0.06
_SEVERAL = 3
_SHARE = 0.3
_NUMBER = r"\d{1,4}|[ivxl]{1,6}"
_PAGE_NUMBER = re.compile(
    rf"[–—|-]?\s*(?:page|p\.)?\s*(?:{_NUMBER})(?:\s*(?:/|sur|of|de)\s*\d{{1,4}})?\s*[–—|-]?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_STAMP = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? (?:à )?\d{1,2}[:h]\d{2}(?::\d{2})?(?: [AP]M)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?|file)://\S+|about:blank|www\.\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page, and its height in points."""

    height: float
    lines: Sequence[Line]


def find_running(pages: Sequence[PageLines], title: str = "") -> set[Line]:
    """Return the lines that belong to the pages and not to the text; ``title`` is the document's own.

    A line runs where others at the edge of other pages differ from it in figures alone.
    """
    edges = [[line for line in page.lines if _at_edge(line, page.height, _EDGE)] for page in pages]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    fewest = min(_SEVERAL, max(2, round(_SHARE * len(pages))))
    found = {line for lines in edges for line in lines if counts[_key(line)] >= fewest}
    for page, lines in zip(pages, edges, strict=True):
        found |= {line for line in lines if _is_mark(line, page, title)}
    return found


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.casefold().split()))


def _at_edge(line: Line, height: float, share: float) -> bool:
    return line.base < share * height or line.base > (1 - share) * height


def _is_mark(line: Line, page: PageLines, title: str) -> bool:
    """Whether a line is a page's number, or what a browser prints around a page."""
    if _PAGE_NUMBER.fullmatch(line.text):
        return _is_outermost(line, page)
    if not _at_edge(line, page.height, _OUTER):
        return False
    printed = line.text == title and any(_STAMP.fullmatch(other.text) for other in page.lines)
    return printed or bool(_STAMP.fullmatch(line.text) or _ADDRESS.fullmatch(line.text))


def _is_outermost(line: Line, page: PageLines) -> bool:
    """Whether no line stands further out; what stands beside it may."""
    near = line.size / 2
    bases = [other.base for other in page.lines]
    return line.base <= min(bases) + near or line.base >= max(bases) - near
