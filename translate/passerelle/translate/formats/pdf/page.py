"""A page of a PDF as it is drawn: glyphs, rules and pictures in points, from the top left of the page as it is shown."""

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Style(NamedTuple):
    """How a text looks, as far as it says something: ``script`` is 1 above and -1 below the line."""

    bold: bool = False
    italic: bool = False
    link: str = ""
    script: int = 0


PLAIN = Style()


class Glyph(NamedTuple):
    """One sign: what it says, its place on its line and the line's ``base``, its size in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Page:
    """A page read; ``number`` counts from 1.

    ``rules`` are the lines drawn on it and the edges of its boxes, ``dots`` small round or square shapes, ``rotated`` is what its turned text says, ``unmapped`` the
    number of its glyphs that do not tell which signs they are.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...] = ()
    dots: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    rotated: str = ""
    unmapped: int = 0
