"""Inline markup as a format meets it ↔ numbered marks in a block's text: a pair of inverse functions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from passerelle.translate.formats.encoding import collapse_spaces, strip_controls
from passerelle.translate.text.document import Mark
from passerelle.translate.text.templates import find_templates
from passerelle.translate.text.typography import strip_unseen

_MARK = re.compile(r"(</?\d+/?>)")
_PARTS = re.compile(r"<(/?)(\d+)(/?)>")


class Role(Enum):
    """Which end of inline markup a tag is."""

    OPEN = auto()
    CLOSE = auto()
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class Tag:
    """One end of inline markup.

    ``origin`` is what the format needs to write it again (an element, a run), unknown to everyone else.
    """

    role: Role
    kind: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    origin: Any = None


CLOSE = Tag(Role.CLOSE)
BREAK = "break"
"""The kind of a line break: a line ends there, and with it a sentence."""
LITERAL, TEMPLATE, MATH = "literal", "template", "math"
"""Kinds of empty tags that stand for a text: one that only looks like a mark, and a template's expression."""

Piece = str | Tag
Tags = Mapping[int, Tag]


def number_marks(pieces: Iterable[Piece]) -> tuple[str, dict[int, Tag]]:
    """Return a block's text with numbered marks, and the opening or empty tag behind each number.

    Spaces collapse and move outside marks, a line feed stands before a line break, pairs without text and unseen characters vanish, and text that looks like a mark
    or is a template's expression is kept behind one. `restore_marks` is the inverse.

    >>> text, tags = number_marks(["Voir ", Tag(Role.OPEN, "link"), " le site ", CLOSE, "."])
    >>> text
    'Voir <1>le site</1> .'
    """
    out: list[str] = []
    tags: dict[int, Tag] = {}
    stack: list[int] = []
    for piece in trim_pieces(_shield(pieces)):
        if isinstance(piece, str):
            out.append(piece)
        elif piece.role is Role.CLOSE:
            out.append(f"</{stack.pop()}>")
        else:
            number = len(tags) + 1
            tags[number] = piece
            if piece.role is Role.OPEN:
                stack.append(number)
            out.append(f"<{number}>" if piece.role is Role.OPEN else f"<{number}/>")
    return "".join(out), tags


def restore_marks(text: str, tags: Tags) -> list[Piece]:
    """Return the pieces of a text with numbered marks, well nested whatever a translation did to them.

    Unknown numbers and lone closing marks are dropped; what stays open is closed at the end; of two marks that cross
    the inner is closed and opened again.
    """
    pieces: list[Piece] = []
    stack: list[int] = []
    for part in _MARK.split(text):
        found = _PARTS.fullmatch(part)
        if found is None:
            pieces.append(part)
            continue
        number = int(found[2])
        if number not in tags:
            continue
        if found[1]:
            _close(number, stack, pieces, tags)
        else:
            pieces.append(tags[number])
            if tags[number].role is Role.OPEN:
                stack.append(number)
    pieces += [CLOSE] * len(stack)
    return _join_text([_unshield(piece) for piece in _without_line_feeds(trim_pieces(pieces))])


def _without_line_feeds(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece.removesuffix("\n") if isinstance(piece, str) else piece


def _unshield(piece: Piece) -> Piece:
    shielded = isinstance(piece, Tag) and piece.kind in (LITERAL, TEMPLATE, MATH) and piece.origin is None
    return piece.attributes[0][1] if isinstance(piece, Tag) and shielded else piece


IN_FRENCH = "[In French]"
"""What stands before a text that has no English yet, for those who read the page."""


def label_french(pieces: Iterable[Piece], emphasis: Tag) -> list[Piece]:
    """Return pieces that stay French, with a label that says so in the format's own ``emphasis``."""
    return [emphasis, IN_FRENCH, CLOSE, " ", *pieces]


def to_marks(tags: Tags) -> tuple[Mark, ...]:
    """Return what a block tells of its marks."""
    return tuple(Mark(number, tag.kind, tag.attributes) for number, tag in tags.items())


def plain_pieces(pieces: Iterable[Piece]) -> str:
    """Return the text of pieces without their markup, a blank for a line break."""
    return "".join(
        piece if isinstance(piece, str) else " " if piece.kind == BREAK else "" for piece in pieces
    )


def trim_pieces(pieces: Iterable[Piece]) -> list[Piece]:
    """Collapse spaces, move them outside marks, drop pairs without content; both ends are stripped.

    A line break has one line feed before it and nothing after, so that what it parts stays apart without the marks.
    """
    out: list[Piece] = []
    opening: list[Tag] = []
    space = False
    for piece in pieces:
        if isinstance(piece, str):
            space = _add_text(piece, out, opening, space=space)
        elif piece.role is Role.OPEN:
            opening.append(piece)
        elif piece.role is Role.CLOSE:
            if opening:
                opening.pop()
            else:
                out.append(piece)
        else:
            if out and (space or piece.kind == BREAK):
                out.append("\n" if piece.kind == BREAK else " ")
            out += [*opening, piece]
            opening.clear()
            space = False
    return _join_text(out)


def _add_text(piece: str, out: list[Piece], opening: list[Tag], *, space: bool) -> bool:
    """Append a text to ``out``; return whether a space is due before the next one."""
    text = collapse_spaces(strip_controls(piece))
    core = text.strip(" ")
    if not core:
        return space or bool(text)
    if out and (space or text.startswith(" ")) and not _after_break(out):
        out.append(" ")
    out += [*opening, core]
    opening.clear()
    return text.endswith(" ")


def _after_break(out: list[Piece]) -> bool:
    last = out[-1]
    return isinstance(last, Tag) and last.kind == BREAK


def _join_text(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
            continue
        if run:
            joined.append("".join(run))
            run.clear()
        joined.append(piece)
    if run:
        joined.append("".join(run))
    return joined


def _close(number: int, stack: list[int], pieces: list[Piece], tags: Tags) -> None:
    if number not in stack:
        return
    place = stack.index(number)
    inner = stack[place + 1 :]
    pieces += [CLOSE] * (len(inner) + 1) + [tags[again] for again in inner]
    stack[place:] = inner


def _shield(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Put what is no text behind a mark of its own: templates' expressions, and what only looks like a numbered mark."""
    for piece in _join_text([*pieces]):
        if isinstance(piece, str):
            yield from _shield_text(piece)
        else:
            yield piece


def _shield_text(text: str) -> Iterator[Piece]:
    position = 0
    for start, end in find_templates(text):
        yield from _shield_marks(text[position:start])
        yield text_tag(TEMPLATE, text[start:end])
        position = end
    yield from _shield_marks(text[position:])


def _shield_marks(text: str) -> Iterator[Piece]:
    for part in _MARK.split(text):
        yield text_tag(LITERAL, part) if _MARK.fullmatch(part) else strip_unseen(part)


def text_tag(kind: str, text: str, origin: Any = None) -> Tag:
    """Return the empty tag of a kind that stands for ``text``."""
    return Tag(Role.EMPTY, kind, (("text", text),), origin)
