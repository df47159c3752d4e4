"""An OpenDocument paragraph's spans ↔ pieces: a pair of inverse functions.

As with Word, the format of most of a paragraph's text is its base, and only what differs from it becomes a mark;
neighbours of one format are one, however the editor split them.
"""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lxml import etree

from passerelle.translate.formats.inline import CLOSE, IN_FRENCH, Piece, Role, Tag
from passerelle.translate.formats.odt.names import is_drawn, local, name
from passerelle.translate.formats.odt.styles import Format, Styles, format_kind
from passerelle.translate.formats.scripts import join_exponents

_WRAPPERS = frozenset(name(own) for own in ("text:meta", "text:meta-field", "text:ruby", "text:ruby-base"))
_GONE = frozenset(
    name(own)
    for own in (
        "text:change",
        "text:change-start",
        "text:change-end",
        "text:soft-page-break",
        "text:ruby-text",
    )
)
_ANCHORS = frozenset(
    name(own)
    for own in (
        "text:bookmark",
        "text:bookmark-start",
        "text:bookmark-end",
        "text:reference-mark",
        "text:reference-mark-start",
        "text:reference-mark-end",
        "text:toc-mark",
        "text:toc-mark-start",
        "text:toc-mark-end",
        "text:alphabetical-index-mark",
        "text:alphabetical-index-mark-start",
        "text:alphabetical-index-mark-end",
        "office:annotation",
        "office:annotation-end",
    )
)
_KINDS = {name("text:line-break"): "break", name("text:tab"): "tab", name("text:note"): "note"}
_INLINE = ("break", "tab")
_MOST_SPACES = 1_000


@dataclass(frozen=True, slots=True)
class _Text:
    """Text, the names of the spans around it (outermost first) and the ``text:a``."""

    text: str
    spans: tuple[str, ...]
    link: Any


@dataclass(frozen=True, slots=True)
class _Object:
    """An element that holds no text of the sentence: a picture, a field, a note, a break."""

    kind: str
    element: Any
    spans: tuple[str, ...]
    link: Any


@dataclass(frozen=True, slots=True)
class _Anchor:
    """An element that marks a place: a bookmark, a comment."""

    element: Any


def paragraph_pieces(paragraph: Any, styles: Styles) -> list[Piece]:
    """Return a paragraph as text and tags."""
    atoms = [atom for atom in _atoms(paragraph, (), None) if not isinstance(atom, _Anchor)]
    base = _base_format([atom for atom in atoms if atom.link is None], styles)
    pieces: list[Piece] = []
    for link, linked in groupby(atoms, key=lambda atom: atom.link):
        group = list(linked)
        if link is None:
            pieces += _formatted(group, base, styles)
        else:
            spans = next((atom.spans for atom in group if isinstance(atom, _Text)), ())
            pieces.append(Tag(Role.OPEN, "link", _address(link), (link, spans)))
            pieces += [*_formatted(group, _base_format(group, styles), styles), CLOSE]
    return join_exponents(pieces, "superscript")


def paragraph_text(paragraph: Any) -> str:
    """Return a paragraph's text as a reader sees it."""
    return "".join(
        atom.text if isinstance(atom, _Text) else " "
        for atom in _atoms(paragraph, (), None)
        if isinstance(atom, _Text) or (isinstance(atom, _Object) and atom.kind in _INLINE)
    )


def is_bold(paragraph: Any, styles: Styles) -> bool:
    """Whether all of a paragraph's text is bold."""
    formats = {styles.format(atom.spans) for atom in _texts(paragraph) if atom.text.strip()}
    return len(formats) == 1 and styles.is_bold(paragraph, formats.pop())


def replace_paragraph(paragraph: Any, pieces: Sequence[Piece], styles: Styles) -> None:
    """Put pieces in the place of a paragraph's content; its own style, bookmarks and comments stay."""
    texts = [atom for atom in _texts(paragraph) if atom.link is None]
    base = _base_format(texts, styles)
    spans = next((atom.spans for atom in texts if styles.format(atom.spans) == base), ())
    anchors = [atom.element for atom in _atoms(paragraph, (), None) if isinstance(atom, _Anchor)]
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.text = None
    for anchor in anchors:
        anchor.tail = None
        paragraph.append(anchor)
    _build(paragraph, pieces, spans)


def label_paragraph(paragraph: Any, style_name: str) -> None:
    """Say in a style of its own before a paragraph's text that it stays French; nothing else in it changes."""
    span = etree.Element(name("text:span"), {name("text:style-name"): style_name})
    span.text = IN_FRENCH
    span.tail = f" {paragraph.text or ''}"
    paragraph.text = None
    paragraph.insert(0, span)


def _atoms(parent: Any, spans: tuple[str, ...], link: Any) -> Iterator[_Text | _Object | _Anchor]:
    """Yield what stands in a paragraph, in order."""
    if parent.text:
        yield _Text(parent.text, spans, link)
    for child in parent:
        if isinstance(child.tag, str) and child.tag not in _GONE:
            yield from _element_atoms(child, spans, link)
        if child.tail:
            yield _Text(child.tail, spans, link)


def _element_atoms(child: Any, spans: tuple[str, ...], link: Any) -> Iterator[_Text | _Object | _Anchor]:
    if child.tag == name("text:span"):
        own = child.get(name("text:style-name"))
        yield from _atoms(child, (*spans, own) if own else spans, link)
    elif child.tag == name("text:a"):
        yield from _atoms(child, spans, child)
    elif child.tag in _WRAPPERS:
        yield from _atoms(child, spans, link)
    elif child.tag == name("text:s"):
        count = child.get(name("text:c")) or "1"
        yield _Text(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES), spans, link)
    elif child.tag in _ANCHORS:
        yield _Anchor(child)
    else:
        kind = _KINDS.get(child.tag, "image" if is_drawn(child) else "field")
        yield _Object(kind, child, spans, link)


def _texts(paragraph: Any) -> list[_Text]:
    return [atom for atom in _atoms(paragraph, (), None) if isinstance(atom, _Text)]


def _base_format(atoms: Iterable[_Text | _Object], styles: Styles) -> Format:
    lengths: Counter[Format] = Counter()
    for atom in atoms:
        if isinstance(atom, _Text):
            lengths[styles.format(atom.spans)] += len(atom.text.strip())
    return lengths.most_common(1)[0][0] if lengths else frozenset()


def _formatted(group: Sequence[_Text | _Object], base: Format, styles: Styles) -> Iterator[Piece]:
    """Yield text and tags for atoms under one link or none; neighbours of equal format are one."""
    current = base
    for atom in group:
        own = styles.format(atom.spans) if isinstance(atom, _Text) and atom.text.strip() else current
        if isinstance(atom, _Object) and atom.kind not in _INLINE:
            own = base
        if own != current:
            if current != base:
                yield CLOSE
            if own != base:
                yield Tag(Role.OPEN, format_kind(own, base), (), (None, atom.spans))
            current = own
        yield atom.text if isinstance(atom, _Text) else Tag(Role.EMPTY, atom.kind, (), atom)
    if current != base:
        yield CLOSE


def _address(link: Any) -> tuple[tuple[str, str], ...]:
    address = link.get(name("xlink:href"))
    return (("href", address),) if address else ()


def _build(paragraph: Any, pieces: Sequence[Piece], base: tuple[str, ...]) -> None:
    """Append text, links and objects to a paragraph; the innermost mark's format holds."""
    stack: list[tuple[Any, tuple[str, ...]]] = [(paragraph, base)]
    for piece in pieces:
        holder, spans = stack[-1]
        if isinstance(piece, str):
            _add_text(_nested(holder, spans), piece)
        elif piece.role is Role.CLOSE:
            stack.pop()
        elif piece.role is Role.EMPTY:
            _add_object(_nested(holder, piece.origin.spans), piece.origin.element)
        else:
            link, own = piece.origin
            if link is not None and local(holder) != "a":
                stack.append((etree.SubElement(holder, link.tag, dict(link.attrib)), own))
            else:
                stack.append((holder, own))


def _nested(holder: Any, spans: Iterable[str]) -> Any:
    """Return the innermost of new spans in ``holder``; itself where there are none."""
    for span in spans:
        holder = etree.SubElement(holder, name("text:span"), {name("text:style-name"): span})
    return holder


def _add_object(holder: Any, element: Any) -> None:
    copied = copy.deepcopy(element)
    copied.tail = None
    holder.append(copied)


def _add_text(holder: Any, text: str) -> None:
    if len(holder):
        holder[-1].tail = (holder[-1].tail or "") + text
    else:
        holder.text = (holder.text or "") + text
