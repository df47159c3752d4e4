"""A Word paragraph's runs ↔ pieces: a pair of inverse functions.

The format of most of a paragraph's text is its base; only what differs from it becomes a mark. Word splits runs for
reasons of its own (spelling, revisions); neighbours of one format are one here.
"""

import copy
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from passerelle.translate.formats.inline import CLOSE, IN_FRENCH, Piece, Role, Tag
from passerelle.translate.formats.scripts import join_exponents

_GONE = frozenset(
    qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr")
)
_WRAPPERS = frozenset(
    qn(name)
    for name in ("w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:dir", "w:bdo")
)
_ANCHORS = frozenset(qn(name) for name in ("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart"))
_CLOSING_ANCHORS = frozenset((qn("w:commentRangeEnd"), qn("w:commentReference")))
_NO_CONTENT = frozenset(qn(name) for name in ("w:rPr", "w:delText", "w:commentReference", "w:annotationRef"))
_CHARACTERS = {qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "", qn("w:lastRenderedPageBreak"): ""}
# Differences that no reader sees: language, proofing, sizes and weights of other scripts.
_UNSEEN = frozenset(
    qn(name)
    for name in (
        "w:lang",
        "w:noProof",
        "w:bCs",
        "w:iCs",
        "w:szCs",
        "w:rtl",
        "w:cs",
        "w:ins",
        "w:rPrChange",
        "w:webHidden",
        "w:kern",
    )
)
_SIMPLE_KINDS = {qn("w:b"): "bold", qn("w:i"): "italic", qn("w:u"): "underline", qn("w:strike"): "strike"}
_OFF = ("0", "false", "none")
_ENGLISH = "en-GB"


@dataclass(frozen=True, slots=True)
class _Text:
    """Text of one run, its ``w:rPr`` (or None) and the ``w:hyperlink`` around it."""

    text: str
    properties: Any
    link: Any


@dataclass(frozen=True, slots=True)
class _Object:
    """Runs, or elements in their place, that hold no text: a picture, a field's code, a note's number, a break."""

    kind: str
    elements: tuple[Any, ...]
    link: Any


def paragraph_pieces(paragraph: Any, links: Mapping[str, str]) -> list[Piece]:
    """Return a paragraph as text and tags; ``links`` are addresses by relationship id."""
    atoms = _join_fields(_atoms(paragraph, None))
    base = _base_format([atom for atom in atoms if isinstance(atom, _Text) and atom.link is None])
    pieces: list[Piece] = []
    for link, linked in groupby(atoms, key=lambda atom: atom.link):
        group = list(linked)
        if link is None:
            pieces += _formatted(group, base)
        else:
            texts = [atom for atom in group if isinstance(atom, _Text)]
            own = _base_format(texts)
            properties = texts[0].properties if texts else None
            pieces.append(Tag(Role.OPEN, "link", _address(link, links), (link, properties)))
            pieces += [*_formatted(group, own), CLOSE]
    return join_exponents(pieces, "superscript")


def paragraph_text(paragraph: Any) -> str:
    """Return a paragraph's text as a reader sees it."""
    return "".join(
        atom.text if isinstance(atom, _Text) else " " if atom.kind == "break" else ""
        for atom in _atoms(paragraph, None)
    )


def whole_format(paragraph: Any) -> str:
    """Return the kind of the format that all of a paragraph's text has: ``bold``, ``italic``, …, or nothing."""
    formats = {
        _signature(atom.properties)
        for atom in _atoms(paragraph, None)
        if isinstance(atom, _Text) and atom.text.strip()
    }
    return _format_kind(formats.pop(), frozenset()) if len(formats) == 1 else ""


def replace_paragraph(paragraph: Any, pieces: Sequence[Piece]) -> None:
    """Put pieces in the place of a paragraph's content; its own format and its bookmarks stay.

    A comment stands beside the whole paragraph then.
    """
    texts = [atom for atom in _atoms(paragraph, None) if isinstance(atom, _Text)]
    base = _base_format([atom for atom in texts if atom.link is None])
    properties = next(
        (a.properties for a in texts if a.link is None and _signature(a.properties) == base), None
    )
    anchors, closing = _own(paragraph, _ANCHORS), _own(paragraph, _CLOSING_ANCHORS)
    about = [_alone(anchor.getparent(), anchor) for anchor in _own(paragraph, {qn("w:annotationRef")})]
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
    paragraph.extend([*about, *anchors])
    _build(paragraph, pieces, properties)
    for anchor in closing:
        within = anchor.getparent()
        paragraph.append(anchor if within is None or within.tag != qn("w:r") else _alone(within, anchor))


def _own(paragraph: Any, tags: Collection[str]) -> list[Any]:
    """Return the elements of these tags in a paragraph, those of a text box in it aside."""
    return [each for each in paragraph.iter(*tags) if next(each.iterancestors(qn("w:p"))) is paragraph]


def label_paragraph(paragraph: Any) -> None:
    """Say, highlighted before a paragraph's text, that it stays French; nothing else in it changes."""
    properties = OxmlElement("w:rPr")
    highlight = OxmlElement("w:highlight")
    highlight.set(qn("w:val"), "yellow")
    properties.append(OxmlElement("w:b"))
    properties.append(highlight)
    own = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if own is None else paragraph.index(own) + 1, _run(f"{IN_FRENCH} ", properties))


def _atoms(parent: Any, link: Any) -> Iterator[_Text | _Object]:
    """Yield the visible parts of a paragraph in order, deleted text left out."""
    for child in parent:
        if not isinstance(child.tag, str) or child.tag in _GONE:
            continue
        if child.tag == qn("w:r"):
            yield from _run_atoms(child, link)
        elif child.tag == qn("w:hyperlink"):
            yield from _atoms(child, child)
        elif child.tag in _WRAPPERS:
            yield from _atoms(child, link)
        elif child.tag.endswith("}oMath") or child.tag.endswith("}oMathPara"):
            yield _Object("formula", (child,), link)


def _run_atoms(run: Any, link: Any) -> Iterator[_Text | _Object]:
    properties = run.find(qn("w:rPr"))
    if properties is not None and properties.find(qn("w:vanish")) is not None:
        return
    for child in run:
        if child.tag == qn("w:t"):
            yield _Text(child.text or "", properties, link)
        elif child.tag in _CHARACTERS:
            yield _Text(_CHARACTERS[child.tag], properties, link)
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield _Object("break", (_alone(run, child),), link)
        elif child.tag == qn("w:tab"):
            yield _Object("tab", (_alone(run, child),), link)
        elif child.tag not in _NO_CONTENT:
            yield _Object(_object_kind(child), (_alone(run, child),), link)


def _join_fields(atoms: Iterable[_Text | _Object]) -> list[_Text | _Object]:
    """Join neighbouring parts of a field's code, so that one mark stands for them."""
    joined: list[_Text | _Object] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        if (
            isinstance(atom, _Object)
            and isinstance(last, _Object)
            and atom.kind == last.kind == "field"
            and atom.link is last.link
        ):
            joined[-1] = _Object("field", last.elements + atom.elements, atom.link)
        else:
            joined.append(atom)
    return joined


def _alone(run: Any, child: Any) -> Any:
    """Return a copy of a run with one of its children only."""
    alone = OxmlElement("w:r")
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        alone.append(copy.deepcopy(properties))
    alone.append(copy.deepcopy(child))
    return alone


def _object_kind(child: Any) -> str:
    name = etree.QName(child).localname
    if name in ("drawing", "pict", "object", "AlternateContent"):
        return "image"
    return "field" if name in ("fldChar", "instrText") else name


def _signature(properties: Any) -> frozenset[str]:
    """Return what a reader can see of a run's format."""
    if properties is None:
        return frozenset()
    return frozenset(
        etree.tostring(child, encoding="unicode", with_tail=False)
        for child in properties
        if child.tag not in _UNSEEN and not _is_off(child)
    )


def _is_off(child: Any) -> bool:
    return child.tag in _SIMPLE_KINDS and child.get(qn("w:val")) in _OFF


def _base_format(texts: Sequence[_Text]) -> frozenset[str]:
    lengths: Counter[frozenset[str]] = Counter()
    for text in texts:
        lengths[_signature(text.properties)] += len(text.text.strip())
    return lengths.most_common(1)[0][0] if lengths else frozenset()


def _format_kind(signature: frozenset[str], base: frozenset[str]) -> str:
    """Return the name of what a format adds to the base: bold, italic, …, or format for anything else."""
    added = {each.tag: each.get(qn("w:val")) for each in map(etree.fromstring, signature - base)}
    if added.get(qn("w:vertAlign")) == "superscript":
        return "superscript"
    return next((kind for tag, kind in _SIMPLE_KINDS.items() if tag in added), "format")


def _formatted(group: Sequence[_Text | _Object], base: frozenset[str]) -> Iterator[Piece]:
    """Yield text and tags for atoms under one link or none; runs of equal format are one."""
    current = base
    for atom in group:
        signature = _signature(atom.properties) if isinstance(atom, _Text) and atom.text.strip() else current
        if isinstance(atom, _Object) and atom.kind not in ("break", "tab"):
            signature = base
        if signature != current:
            if current != base:
                yield CLOSE
            if signature != base:
                assert isinstance(atom, _Text)
                yield Tag(Role.OPEN, _format_kind(signature, base), (), (None, atom.properties))
            current = signature
        yield atom.text if isinstance(atom, _Text) else Tag(Role.EMPTY, atom.kind, (), atom.elements)
    if current != base:
        yield CLOSE


def _address(link: Any, links: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    anchor = link.get(qn("w:anchor"))
    address = links.get(link.get(qn("r:id")) or "", "") + (f"#{anchor}" if anchor else "")
    return (("href", address),) if address else ()


def _build(paragraph: Any, pieces: Sequence[Piece], base: Any) -> None:
    """Append runs, links and objects to a paragraph; the innermost mark's format holds."""
    stack: list[tuple[Any, Any]] = [(paragraph, base)]
    for piece in pieces:
        holder, properties = stack[-1]
        if isinstance(piece, str):
            holder.append(_run(piece, properties))
        elif piece.role is Role.CLOSE:
            stack.pop()
        elif piece.role is Role.EMPTY:
            holder.extend(copy.deepcopy(element) for element in piece.origin)
        else:
            link, own = piece.origin
            if link is not None and holder.tag != qn("w:hyperlink"):
                shell = etree.SubElement(holder, link.tag, dict(link.attrib))
                stack.append((shell, own))
            else:
                stack.append((holder, own))


def _run(text: str, properties: Any) -> Any:
    run = OxmlElement("w:r")
    own = copy.deepcopy(properties) if properties is not None else OxmlElement("w:rPr")
    for tag in ("w:ins", "w:rPrChange", "w:lang"):
        for child in own.findall(qn(tag)):
            own.remove(child)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _ENGLISH)
    _insert_language(own, language)
    run.append(own)
    element = OxmlElement("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(element)
    return run


def _insert_language(properties: Any, language: Any) -> None:
    """Put ``w:lang`` where the schema wants it: near the end, before these."""
    after = [
        child
        for child in properties
        if child.tag in (qn("w:eastAsianLayout"), qn("w:specVanish"), qn("w:oMath"))
    ]
    if after:
        after[0].addprevious(language)
    else:
        properties.append(language)
