"""A line of a page, or a part of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from passerelle.translate.formats.pdf.page import Style

Run = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a line of a page: its place, the size of most of its signs, and what it says in runs of one style each."""

    page: int
    left: float
    right: float
    base: float
    size: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.25 * self.size

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def bold(self) -> bool:
        """Whether all of its letters are."""
        return all(style.bold for text, style in self.runs if any(map(str.isalnum, text)))

    @property
    def italic(self) -> bool:
        """Whether all of its letters are."""
        return all(style.italic for text, style in self.runs if any(map(str.isalnum, text)))


def merge_lines(lines: Sequence[Line]) -> Line:
    """Return one line of those on one base line, from the left."""
    ordered = sorted(lines, key=lambda line: line.left)
    if len(ordered) == 1:
        return ordered[0]
    size = max(ordered, key=lambda line: len(line.text)).size
    runs: list[Run] = []
    for line in ordered:
        runs += [(" ", line.runs[0][1]), *line.runs] if runs else line.runs
    return Line(
        ordered[0].page,
        ordered[0].left,
        max(line.right for line in ordered),
        ordered[0].base,
        size,
        tidy(runs),
    )


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs with neighbours of one style joined and none empty; a blank takes the style before it."""
    out: list[Run] = []
    for text, style in runs:
        own = out[-1][1]._replace(script=0) if out and not text.strip() and not out[-1][1].link else style
        if out and out[-1][1] == own:
            out[-1] = (out[-1][0] + text, own)
        elif text:
            out.append((text, own))
    return tuple(out)
