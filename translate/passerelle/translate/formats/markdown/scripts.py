"""Figures above and below the line: ``10^6^`` reads 10⁶ and ``H~2~O`` reads H₂O, and they are written as they were."""

import re
from collections.abc import Mapping, Sequence

from passerelle.translate.formats.inline import CLOSE, Piece, Role, Tag, plain_pieces
from passerelle.translate.formats.scripts import ABOVE, BELOW

_TABLES = {"superscript": ABOVE, "subscript": BELOW}
_SIGNS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+|[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]+")
_ORDINAL = re.compile(r"(?:i?[eè][rm]?e?s?|res?|ds?|nd(?:e?s?)|os?|mes?|lles?|[rg]s?|th|st)", re.IGNORECASE)


def read_script(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with figures above and below the line as signs of their own; the letters of ordinals come down to the line."""
    out: list[Piece] = []
    index = 0
    while index < len(pieces):
        tag = pieces[index]
        said = _script(pieces, index)
        if said is None:
            out.append(tag)
            index += 1
        else:
            out.append(said)
            index += 3
    return out


def scripts_of(pieces: Sequence[Piece]) -> dict[str, str]:
    """Return how a text writes each of its figures above and below the line, by the signs that `read_script` makes of them."""
    found: dict[str, str] = {}
    for index, tag in enumerate(pieces):
        said = _script(pieces, index)
        if said is not None and _SIGNS.fullmatch(said):
            assert isinstance(tag, Tag)
            inner = pieces[index + 1]
            found.setdefault(said, f"{tag.origin[0]}{inner}{tag.origin[1]}")
    return found


def write_scripts(text: str, scripts: Mapping[str, str]) -> str:
    """Return a text with its figures above and below the line as ``scripts`` write them."""
    return _SIGNS.sub(lambda found: scripts.get(found[0], found[0]), text) if scripts else text


def _script(pieces: Sequence[Piece], index: int) -> str | None:
    """Return what the pair that opens at ``index`` says in plain signs, None where it is none that can."""
    tag = pieces[index]
    if not isinstance(tag, Tag) or tag.role is not Role.OPEN or tag.kind not in _TABLES:
        return None
    inner = pieces[index + 1 : index + 3]
    if len(inner) < 2 or not isinstance(inner[0], str) or inner[1] != CLOSE:
        return None
    text = plain_pieces(inner)
    said = text.translate(_TABLES[tag.kind])
    if _SIGNS.fullmatch(said):
        return said
    before = pieces[index - 1] if index else ""
    after_word = isinstance(before, str) and before[-1:].isalnum()
    return text if after_word and _ORDINAL.fullmatch(text) and tag.kind == "superscript" else None
