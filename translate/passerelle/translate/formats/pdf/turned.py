"""From a page's own coordinates, which run upwards and may be turned, to those of a reader."""

from dataclasses import dataclass

from passerelle.translate.formats.pdf.page import Box


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is shown.

    ``seen`` is the rectangle of it that readers see (left, bottom, right, top, as PDF has them), turned clockwise by so many
    ``quarters``.
    """

    seen: tuple[float, float, float, float]
    quarters: int = 0

    @property
    def width(self) -> float:
        return self._size[self.quarters % 2]

    @property
    def height(self) -> float:
        return self._size[1 - self.quarters % 2]

    @property
    def _size(self) -> tuple[float, float]:
        left, bottom, right, top = self.seen
        return right - left, top - bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies from the top left.

        >>> Turn((0, 0, 600, 800)).point(10, 790)
        (10, 10)
        """
        left, bottom, right, top = self.seen
        match self.quarters:
            case 1:
                return y - bottom, x - left
            case 2:
                return right - x, y - bottom
            case 3:
                return top - y, right - x
            case _:
                return x - left, top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a rectangle lies."""
        (first, above), (second, below) = self.point(left, top), self.point(right, bottom)
        return Box(min(first, second), min(above, below), max(first, second), max(above, below))

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Return which way a step leads, as `point` counts.

        >>> Turn((0, 0, 600, 800), 1).direction(0, 1)
        (1, 0)
        """
        match self.quarters:
            case 1:
                return y, x
            case 2:
                return -x, y
            case 3:
                return -y, -x
            case _:
                return x, -y
