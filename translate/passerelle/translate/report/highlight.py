"""A text cut into pieces where its highlighted places begin and end. Pure functions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from passerelle.translate.checks.pair import HIDDEN


@dataclass(frozen=True, slots=True)
class Place:
    """What to highlight: characters ``start`` to ``end``, its look (a CSS class), and the number of its note."""

    start: int
    end: int
    look: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same places; ``first`` tells where the outermost place begins, which takes the focus."""

    text: str
    looks: str = ""
    notes: str = ""
    first: bool = False


def cut_pieces(text: str, places: Iterable[Place]) -> Iterator[Piece]:
    """Yield ``text`` in pieces that join to it again; places may overlap, and those outside the text are left out.

    >>> [(piece.text, piece.looks) for piece in cut_pieces("12 mg a day", [Place(0, 5, "number", "n1")])]
    [('12 mg', 'number'), (' a day', '')]
    """
    held = [place for place in places if 0 <= place.start < place.end <= len(text)]
    edges = sorted({0, len(text), *(place.start for place in held), *(place.end for place in held)})
    for start, end in pairwise(edges):
        over = [place for place in held if place.start <= start and end <= place.end]
        piece = text[start:end].replace(HIDDEN, "")
        looks = " ".join(dict.fromkeys(place.look for place in over))
        notes = " ".join(dict.fromkeys(place.note for place in over))
        if piece:
            yield Piece(piece, looks, notes, first=any(place.start == start for place in over))
