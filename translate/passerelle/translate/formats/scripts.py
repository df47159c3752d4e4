"""Figures and signs above and below the line, as Unicode has them."""

import re
from collections.abc import Sequence

from passerelle.translate.formats.inline import CLOSE, Piece, Role, Tag

ABOVE = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
BELOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")

_EXPONENT = re.compile(r"[+−-]?\d{1,2}")
_BASE = re.compile(r"(?<![\d.,])10\Z|(?<![^\W\d_])(?:[kcdmµn]?m|s|[kmµ]?g|m?L)\Z")


def join_exponents(pieces: Sequence[Piece], kind: str) -> list[Piece]:
    """Return pieces with the powers of ten and of units as signs: else a figure would read 106 where 10⁶ is meant.

    ``kind`` is that of the tags that raise what they hold. Calls of notes behind words and other figures stay.

    >>> join_exponents(["Soit 10", Tag(Role.OPEN, "sup"), "6", CLOSE, " cellules"], "sup")
    ['Soit 10⁶ cellules']
    """
    out: list[Piece] = []
    index = 0
    while index < len(pieces):
        said = _exponent(pieces[index : index + 3], out, kind)
        piece = said or pieces[index]
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        else:
            out.append(piece)
        index += 3 if said else 1
    return out


def _exponent(three: Sequence[Piece], before: Sequence[Piece], kind: str) -> str:
    if len(three) < 3 or not before or not isinstance(before[-1], str):
        return ""
    tag, inner, end = three
    if not isinstance(tag, Tag) or (tag.role, tag.kind) != (Role.OPEN, kind):
        return ""
    return exponent(before[-1], inner) if isinstance(inner, str) and end == CLOSE else ""


def exponent(before: str, raised: str) -> str:
    """Return a ``raised`` figure as signs where it is a power of what stands before it, else nothing.

    >>> exponent("12 m", "2"), exponent("selon les patients", "2")
    ('²', '')
    """
    return raised.translate(ABOVE) if _EXPONENT.fullmatch(raised) and _BASE.search(before) else ""
