"""From the runs of a text to pieces with tags: bold, italic, links, references to notes; figures above the line as signs."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby

from passerelle.translate.formats.inline import CLOSE, Piece, Role, Tag
from passerelle.translate.formats.pdf.line import Run
from passerelle.translate.formats.pdf.page import Style
from passerelle.translate.formats.scripts import ABOVE, BELOW

_POWER = re.compile(r"(?:\d|\b[cdkm]?m|\b(?:kg|L|l|h|s))$")
_EXPONENT = re.compile(r"[-−–+]?\d{1,2}")


def text_pieces(runs: Sequence[Run], notes: Collection[str], *, plain: Iterable[str] = ()) -> list[Piece]:
    """Return the pieces of a text; ``notes`` are the labels of the footnotes to which it may refer.

    What all of a text is, is no mark where ``plain`` names it: a heading is bold of itself.
    """
    uniform = {kind for kind in plain if all(getattr(style, kind) for text, style in runs if text.strip())}
    looks = [
        (
            piece,
            Style(style.bold and "bold" not in uniform, style.italic and "italic" not in uniform, style.link),
        )
        for piece, style in _with_scripts(runs, notes)
    ]
    return [*_nested(looks, (_link, _bold, _italic))]


Look = tuple[Piece, Style]


def _with_scripts(runs: Sequence[Run], notes: Collection[str]) -> Iterator[Look]:
    before = ""
    for text, style in runs:
        said = text.strip()
        if not style.script or not said:
            yield text, style
        elif style.script < 0:
            yield text.translate(BELOW), style
        elif said in notes and not (_POWER.search(before) and _EXPONENT.fullmatch(said)):
            yield Tag(Role.EMPTY, "note", (("label", said),)), style
        else:
            yield text.translate(ABOVE) if not said.isalpha() else text, style
        before = text


def _link(style: Style) -> Tag | None:
    return Tag(Role.OPEN, "link", (("href", style.link),)) if style.link else None


def _bold(style: Style) -> Tag | None:
    return Tag(Role.OPEN, "bold") if style.bold else None


def _italic(style: Style) -> Tag | None:
    return Tag(Role.OPEN, "italic") if style.italic else None


def _nested(looks: Iterable[Look], layers: Sequence[Callable[[Style], Tag | None]]) -> Iterator[Piece]:
    """Yield pieces within the tags of each layer, the outermost first."""
    if not layers:
        yield from (piece for piece, _ in looks)
        return
    for tag, group in groupby(looks, lambda look: layers[0](look[1])):
        if tag:
            yield tag
        yield from _nested([*group], layers[1:])
        if tag:
            yield CLOSE
