"""Bar charts as SVG that fits any width: bars are shares of the width, so that letters keep their size."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: its name, its number and its look (a CSS class)."""

    name: str
    value: int
    look: str = ""


_LINE = 42  # pixels, the name above the bar
_THICK = 12


def draw_bars(title: str, bars: Sequence[Bar]) -> Markup:
    """Return the chart as one SVG element, the longest bar as wide as the chart; a reader hears names and numbers.

    >>> str(draw_bars("Terms", [Bar("plain", 3)])).count("<rect")
    2
    """
    longest = max((bar.value for bar in bars), default=0) or 1
    heard = ", ".join(f"{bar.name} {bar.value}" for bar in bars)
    lines = Markup("").join(_draw(bar, index, longest) for index, bar in enumerate(bars))
    return Markup(
        '<svg class="chart" role="img" width="100%" height="{height}" aria-label="{title}: {heard}">{lines}</svg>'
    ).format(height=len(bars) * _LINE, title=title, heard=heard, lines=lines)


def _draw(bar: Bar, index: int, longest: int) -> Markup:
    top = index * _LINE
    return Markup(
        '<text x="0" y="{base}">{name}</text><text x="100%" y="{base}" text-anchor="end" class="value">{value}</text>'
        '<rect class="track" x="0" y="{y}" width="100%" height="{thick}" rx="4"></rect>'
        '<rect class="bar {look}" x="0" y="{y}" width="{width}%" height="{thick}" rx="4"></rect>'
    ).format(
        base=top + 15,
        name=bar.name[:1].upper() + bar.name[1:],
        value=f"{bar.value:,}",
        y=top + 22,
        thick=_THICK,
        look=bar.look,
        width=f"{max(0.6, 100 * bar.value / longest):.2f}" if bar.value else "0",
    )
