"""A run of inline HTML ↔ pieces: a pair of inverse functions."""

import copy
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from passerelle.translate.formats.html.elements import ATOMIC, Element, inline_kind, visible_parts
from passerelle.translate.formats.html.runs import Run
from passerelle.translate.formats.inline import CLOSE, MATH, Piece, Role, Tag, text_tag
from passerelle.translate.formats.scripts import join_exponents
from passerelle.translate.text.templates import find_formulas

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "a": "link",
    "br": "break",
    "img": "image",
    "picture": "image",
}
_EDGES = re.compile(r"\A([ \t\r\n]*).*?([ \t\r\n]*)\Z", re.DOTALL)


def read_pieces(run: Run) -> list[Piece]:
    """Return a run as text and tags; a tag's origin is its element."""
    pieces: list[Piece] = [run.lead]
    for top in run.elements:
        for event, element in _walk(top):
            if event == "end":
                pieces += [CLOSE, element.tail or ""]
            elif event == "transparent end":
                pieces.append(element.tail or "")
            elif event == "start":
                pieces += [Tag(Role.OPEN, *_described(element)), element.text or ""]
            elif event == "transparent":
                pieces.append(element.text or "")
            elif event == "empty":
                pieces += [Tag(Role.EMPTY, *_described(element)), element.tail or ""]
            else:
                pieces.append(element.tail or "")
    parted = [own for piece in pieces for own in _parted(piece)]
    return join_exponents(parted, "sup")


def _parted(piece: Piece) -> Iterator[Piece]:
    """Yield a text with the formulas in it as tags."""
    if not isinstance(piece, str):
        yield piece
        return
    position = 0
    for start, end in find_formulas(piece):
        yield piece[position:start]
        yield text_tag(MATH, piece[start:end])
        position = end
    yield piece[position:]


def write_pieces(run: Run, pieces: Sequence[Piece]) -> None:
    """Put pieces in the place of a run; spaces at its edges stay."""
    last = run.elements[-1].tail if run.elements else run.lead
    opening, closing = _EDGES.sub(r"\1", run.lead), _EDGES.sub(r"\2", last or "")
    at = 0 if run.before is None else run.parent.index(run.before) + 1
    for element in run.elements:
        run.parent.remove(element)
    holder = etree.Element("holder")
    _build(holder, pieces)
    lead = opening + (holder.text or "")
    children = list(holder)
    for offset, child in enumerate(children):
        run.parent.insert(at + offset, child)
    if children:
        children[-1].tail = (children[-1].tail or "") + closing
    else:
        lead += closing
    if run.before is None:
        run.parent.text = lead
    else:
        run.before.tail = lead


def _walk(top: Element) -> Iterator[tuple[str, Element]]:
    """Yield what to do at each start and end under an inline element, itself included."""
    if not isinstance(top.tag, str):
        yield "skip", top
        return
    walker = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    atoms: set[Element] = set()
    for event, element in walker:
        if event in ("comment", "pi"):
            yield "skip", element
        elif event == "end":
            if element in atoms:
                continue
            yield ("transparent end" if _is_transparent(element) else "end"), element
        elif element.tag in ATOMIC or inline_kind(element) or _is_bare(element):
            atoms.add(element)
            walker.skip_subtree()
            yield "empty", element
        else:
            yield ("transparent" if _is_transparent(element) else "start"), element


def _is_bare(element: Element) -> bool:
    return not _is_transparent(element) and not _has_inside(element)


def _has_inside(element: Element) -> bool:
    seen = any(part.strip(" \t\r\n") for part in visible_parts(element))
    return seen or any(inner.tag in ATOMIC for inner in element.iter())


def _is_transparent(element: Element) -> bool:
    """Whether an element only carries an editor's leftovers, not worth a mark."""
    if inline_kind(element):
        return False
    if element.tag in ("wbr", "font", "o:p", "nobr"):
        return True
    return element.tag == "span" and not any(
        name in element.attrib for name in ("class", "id", "lang", "dir")
    )


def _described(element: Element) -> tuple[str, tuple[tuple[str, str], ...], Element]:
    own = inline_kind(element) if _has_inside(element) else ""
    kind = own or _KINDS.get(element.tag, element.tag)
    attributes = tuple((str(name), str(value)) for name, value in element.attrib.items())
    return kind, attributes, element


def _build(holder: Element, pieces: Sequence[Piece]) -> None:
    stack = [holder]
    for piece in pieces:
        top = stack[-1]
        if isinstance(piece, str):
            if len(top):
                top[-1].tail = (top[-1].tail or "") + piece
            else:
                top.text = (top.text or "") + piece
        elif piece.role is Role.CLOSE:
            stack.pop()
        elif piece.role is Role.EMPTY:
            element = copy.deepcopy(piece.origin)
            element.tail = None
            top.append(element)
        else:
            top.append(_empty_copy(piece.origin))
            stack.append(top[-1])


def _empty_copy(element: Element) -> Element:
    """Return an element with the attributes of another and nothing in it."""
    try:
        return etree.Element(element.tag, dict(element.attrib))
    except ValueError:  # a name that only the parser lets through
        copied = copy.deepcopy(element)
        del copied[:]
        copied.text = copied.tail = None
        return copied
