"""How a review sheet looks: fonts, fills, rich text and row heights."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml.etree import tostring
from openpyxl import Workbook
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, NamedStyle, PatternFill, Protection, Side

from passerelle.translate.formats.review_sheet.rows import Run

FONT = "Arial"  # on every machine, and LibreOffice has letters of the same width
SIZE = 10
_LINE_HEIGHT = 13.2  # points, for Arial 10
_HIGHEST = 409.0  # what Excel allows
_LETTERS_A_DIGIT = 1.15  # column widths count digits of Calibri 11
_EDGE = Side(style="thin", color="D0D5DD")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)

_FILLS = {"plain": None, "write": "FFF8DC", "head": "1F3A5F", "head write": "8A6100", "key": "F2F4F7"}


def add_styles(book: Workbook) -> None:
    """Register the named styles that the sheets use."""
    for style in (
        _style("read", "plain"),
        _style("read bold", "plain", bold=True),
        _style("small", "plain", color="475467"),
        _style("number", "plain", color="475467", across="center"),
        _style("write", "write", locked=False, number_format="@"),
        _style("head", "head", color="FFFFFF", bold=True),
        _style("head write", "head write", color="FFFFFF", bold=True),
        _style("banner", "plain", bold=True, size=14, box=False, wrap=False),
        _style("aside", "plain", color="475467", box=False, wrap=False, across="right"),
        _style("aside left", "plain", color="475467", box=False, wrap=False),
        _style("text", "plain", box=False),
        _style("text bold", "plain", bold=True, box=False),
    ):
        book.add_named_style(style)


def _style(  # noqa: PLR0913 - a table of looks
    name: str,
    fill: str,
    *,
    color: str = "101828",
    bold: bool = False,
    size: int = SIZE,
    locked: bool = True,
    number_format: str = "General",
    box: bool = True,
    wrap: bool = True,
    across: str | None = None,
) -> NamedStyle:
    shade = _FILLS[fill]
    return NamedStyle(
        name=f"passerelle {name}",
        font=Font(name=FONT, size=size, bold=bold, color=color),
        fill=PatternFill("solid", fgColor=shade) if shade else PatternFill(),
        border=_BOX if box else Border(),
        alignment=Alignment(
            wrap_text=wrap,
            vertical="center" if fill.startswith("head") or not box else "top",
            horizontal=across,
        ),
        protection=Protection(locked=locked),
        number_format=number_format,
    )


def _font(color: str, **attributes: Any) -> str:
    """Return the font of runs as XML."""
    font: Any = InlineFont(rFont=FONT, sz=SIZE, color=Color(color), **attributes).to_tree("rPr")
    return tostring(font, encoding="unicode")


_MET = _font("1849A9", b=True)
_UNMET = _font("B42318", b=True, u="single")
_MARK = _font("98A2B3")
_PLAIN = _font("101828")
_MARKS = re.compile(r"</?\d+/?>")


def rich_text(text: str, spans: Iterable[tuple[int, int, bool]]) -> Sequence[Run] | str:
    """Return ``text`` with its terms highlighted and its numbered marks greyed.

    ``spans`` are start, end and whether the term was met, as offsets into the text without its marks.
    """
    looks = [(start, end, _MET if met else _UNMET) for start, end, met in sorted(spans)]
    runs: list[Run] = []
    place = position = 0
    for found in (*_MARKS.finditer(text), None):
        piece = text[position : found.start() if found else len(text)]
        runs.extend(_piece_runs(piece, place, looks))
        if found:
            runs.append(Run(found[0], _MARK))
            position = found.end()
        place += len(piece)
    return runs if any(run.font is not _PLAIN for run in runs) else text


def _piece_runs(piece: str, place: int, looks: Iterable[tuple[int, int, str]]) -> Iterator[Run]:
    """Yield the runs of a piece without marks that begins at ``place``; of overlapping terms the first is shown."""
    done = 0
    for start, end, font in looks:
        first, last = max(done, start - place), min(len(piece), end - place)
        if first < last:
            if first > done:
                yield Run(piece[done:first], _PLAIN)
            yield Run(piece[first:last], font)
            done = last
    if done < len(piece):
        yield Run(piece[done:], _PLAIN)


def row_height(cells: Mapping[str, str], widths: Mapping[str, float]) -> float:
    """Return the height in points that shows every cell whole, as far as a row can be high.

    Spreadsheet programs do not fit rows that another program wrote, so the lines are counted here.

    >>> row_height({"source": "x" * 100}, {"source": 40.0}) > row_height({"source": "x"}, {"source": 40.0})
    True
    """
    lines = max((count_lines(text, widths[key]) for key, text in cells.items() if key in widths), default=1)
    return min(_HIGHEST, lines * _LINE_HEIGHT + 5)


def count_lines(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a column of ``width`` characters, words kept whole."""
    return sum(max(1, math.ceil(len(line) / _letters(width))) for line in text.split("\n"))


def _letters(width: float) -> float:
    """Return how many letters of prose a line holds: more than digits, less half a word where it wraps."""
    return max(4.0, width * _LETTERS_A_DIGIT - 3)


def text_width(longest: int) -> float:
    """Return the width of the text columns, wider where a text of ``longest`` characters would overflow a row.

    >>> text_width(600), text_width(3000)
    (40.0, 80.0)
    """
    lines = (_HIGHEST - 5) // _LINE_HEIGHT
    return float(min(80, max(40, math.ceil((longest / lines + 3) / _LETTERS_A_DIGIT))))
