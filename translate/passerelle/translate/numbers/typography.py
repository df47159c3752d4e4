"""Mends figures that an English draft left in French typography."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .compare import same_value
from .english import parse_english
from .months import ENGLISH_MONTHS, FRENCH_MONTHS, alternatives
from .quantity import Kind, Quantity
from .render import Style, render_english
from .units import SPACE

_FRENCH_ONLY = {form: number for form, number in FRENCH_MONTHS.items() if form not in ENGLISH_MONTHS}
_FRENCH_FIGURE = re.compile(
    rf"(?<!\d)0,\d|\d,\d{{1,2}}(?!\d)|\d,\d{{4,}}|\d{SPACE}\d{{3}}(?!\d)|\d\.\d{{3}}\.\d{{3}}"
    rf"|\d{SPACE}%|\d{SPACE}?[hH](?:{SPACE}?\d\d)?(?!\w)"
    r"|\d(?:e|er|ère|re|ème|nde|ᵉ|ᵉʳ)(?!\w)|\d[^€$£¥]*[€£¥$](?!\d)|\b(?:M|Md|k)€|(?<!\w)(?:Mds?|milliards?|UI|°\sC)(?!\w)"
    rf"|(?i:\d{SPACE}{alternatives(_FRENCH_ONLY)})|million{SPACE}of{SPACE}(?:euros|dollars)|[+−-]{SPACE}\d"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_VERBATIM = {Kind.CODE, Kind.PHONE}


def is_english_typography(figure: str) -> bool:
    """Whether nothing in a figure's writing is French: no decimal comma, spaced thousands, ``14h40``, ``3 M€``.

    >>> [is_english_typography(figure) for figure in ("12.5%", "12,5 %", "1,200", "1 200", "2:40 pm", "10e")]
    [True, False, True, False, True, False]
    """
    return _FRENCH_FIGURE.search(figure) is None


def normalise_english(text: str, source: Iterable[Quantity], style: Style = "gb") -> str:
    """Rewrite the figures of an English draft that stand in French typography, where the source has that value.

    Nothing else of the text changes: a figure whose value the source does not have stays as it is.

    >>> from passerelle.translate.numbers import parse_french
    >>> normalise_english("A rise of 12,5 % to 3,5 M€ at 14h40", parse_french("12,5 % à 3,5 M€ à 14h40"))
    'A rise of 12.5% to €3.5 million at 2:40 pm'
    """
    values = tuple(source)
    mended, end = [], 0
    for figure in _french_figures(text, values):
        match = next(
            (value for value in values if same_value(value, figure) and _is_rank(value) == _is_rank(figure)),
            None,
        )
        if match and figure.start >= end:
            mended += [text[end : figure.start], _rendered(match, figure, style)]
            end = figure.end
    return "".join([*mended, text[end:]])


def _french_figures(text: str, values: tuple[Quantity, ...]) -> Iterator[Quantity]:
    """Figures that look French, also those that have a source's value only if their comma is a decimal one."""
    decimal = {figure.start: figure for figure in parse_english(_THOUSANDS.sub(".", text))}
    for figure in parse_english(text):
        if figure.kind in _VERBATIM:
            continue
        other = decimal.get(figure.start)
        if not is_english_typography(figure.text) or _is_dotted_time(figure, values):
            yield figure
        elif other and not any(same_value(value, figure) for value in values):
            yield other


def _is_dotted_time(figure: Quantity, values: tuple[Quantity, ...]) -> bool:
    """Whether ``11.20`` stands for the ``11 h 20`` of the source."""
    if figure.kind is not Kind.NUMBER or not re.fullmatch(r"\d\d?\.\d\d", figure.text):
        return False
    return {value.kind for value in values if same_value(value, figure)} == {Kind.TIME}


def _is_rank(quantity: Quantity) -> bool:
    return quantity.kind in {Kind.ORDINAL, Kind.CENTURY}


def _rendered(source: Quantity, figure: Quantity, style: Style) -> str:
    """The source's value in English, joined as the draft joins it and with no more words than it replaces."""
    joiner = figure.joiner if len(figure.values) == len(source.values) else source.joiner
    unit = figure.unit if source.kind is Kind.CENTURY else source.unit
    return render_english(replace(source, qualifier="", joiner=joiner or source.joiner, unit=unit), style)
