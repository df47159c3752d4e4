"""A saved HTML page ↔ blocks: the article is found, the rest of the page stays as it is."""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO

from lxml import etree, html

from passerelle.translate.formats.encoding import decode_text
from passerelle.translate.formats.html.elements import ATOMIC, Element, has_words, visible_parts
from passerelle.translate.formats.html.head import follow_in_head, head_texts
from passerelle.translate.formats.html.page import Run, block_kind, find_page, images
from passerelle.translate.formats.inline import (
    CLOSE,
    Piece,
    Role,
    Tag,
    Tags,
    number_marks,
    plain_pieces,
    restore_marks,
    to_marks,
)
from passerelle.translate.text.document import Block, BlockKind, Document, DocumentError, identify_blocks

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(r"(charset\s*=\s*)[\w.:-]+", re.IGNORECASE)
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
HEAD = "<head>"
"""The section of what stands under no heading, but in the page's head."""

_EDGES = re.compile(r"\A([ \t\r\n]*).*?([ \t\r\n]*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: a run of inline text, an image's alternative text, or, with neither, the page's head."""

    tags: Tags
    run: Run | None = None
    image: Element | None = None

    @property
    def in_head(self) -> bool:
        """Whether only the page's head says it."""
        return self.run is None and self.image is None


def read_html(source: bytes) -> Document:
    """Return the document in a saved page, without name and path; `write_html` is the inverse.

    Menus, banners, comments, forms and teasers are left out. An image's alternative text is a caption; so is what only
    the page's head says: another window title, the description that search engines show.

    Raises:
        DocumentError: the file is empty, binary, or a page without an article.
    """
    decoded = decode_text(source, _declared_encoding(source))
    placed, left_out = _read(_parse(decoded.text))
    if not any(len(block.text.split()) >= 4 for block, _ in placed):
        raise DocumentError("holds only menus and links, no article; save the page of one article.")
    return Document("", "", tuple(block for block, _ in placed), left_out, decoded.warnings)


def write_html(stream: IO[bytes], source: bytes, targets: Mapping[str, str]) -> None:
    """Write ``source`` to ``stream`` as UTF-8 with the blocks named in ``targets`` (by id) replaced.

    The page says that it is English. A window title or description that repeats a block follows it; everything else
    stays as it is, blocks without a target included.
    """
    text = decode_text(source, _declared_encoding(source)).text
    tree = _parse(text)
    placed, _ = _read(tree)
    changed = [
        (block, place, targets[block.id])
        for block, place in placed
        if targets.get(block.id, block.text) != block.text
    ]
    # Images first: a run that is rewritten copies the images it holds.
    for _, place, target in sorted(changed, key=lambda change: change[1].image is None):
        _replace(place, target)
    follow_in_head(
        tree, {_plain(block.text, place.tags): _plain(target, place.tags) for block, place, target in changed}
    )
    _declare(tree)
    stream.write(_serialize(tree, text))


def _declared_encoding(source: bytes) -> str:
    found = _XML_ENCODING.search(source[:200]) or _META_CHARSET.search(source[:4096])
    return found[1].decode("ascii") if found else ""


def _parse(text: str) -> Element:
    markup = _XML_DECLARATION.sub("", text)
    parser = html.HTMLParser(huge_tree=True, no_network=True)
    try:
        return html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("holds no text to translate.") from error


def _read(tree: Element) -> tuple[list[tuple[Block, _Place]], tuple[str, ...]]:
    page = find_page(tree)
    found: list[tuple[Block, _Place]] = []
    window_title = tree.find(".//head/title")
    if page.title is None and page.runs and window_title is not None and has_words(window_title.text or ""):
        text, tags = number_marks([window_title.text or ""])
        block = Block(BlockKind.TITLE, text, window_title.sourceline or 0, 1, to_marks(tags))
        found.append((block, _Place(tags, Run(window_title))))
    for run in page.runs:
        found += _blocks(run, is_title=run is page.title)
    found += _head_blocks(tree, [_plain(block.text, place.tags) for block, place in found])
    identified = identify_blocks(block for block, _ in found)
    placed = [
        (replace(block, section=HEAD) if place.in_head else block, place)
        for block, (_, place) in zip(identified, found, strict=True)
    ]
    return placed, page.left_out


def _head_blocks(tree: Element, said: Sequence[str]) -> Iterator[tuple[Block, _Place]]:
    for words, line in head_texts(tree, said):
        text, tags = number_marks([words])
        yield Block(BlockKind.CAPTION, text, line, marks=to_marks(tags)), _Place(tags)


def _plain(text: str, tags: Tags) -> str:
    return plain_pieces(restore_marks(text, tags))


def _blocks(run: Run, *, is_title: bool) -> Iterator[tuple[Block, _Place]]:
    inner = _unwrap(run)
    text, tags = number_marks(_pieces(inner))
    kind, level = (BlockKind.TITLE, 1) if is_title else block_kind(run)
    if has_words(run.text):
        yield Block(kind, text, run.line, level, to_marks(tags)), _Place(tags, inner)
    for image in images(run):
        caption, marks = number_marks([image.get("alt") or ""])
        if len(caption.split()) > 1:
            line = image.sourceline or run.line
            yield Block(BlockKind.CAPTION, caption, line, marks=to_marks(marks)), _Place(marks, image=image)


def _unwrap(run: Run) -> Run:
    """Return the run inside an inline element that holds all of the text: its mark would say nothing."""
    while len(run.elements) == 1:
        element = run.elements[0]
        around = run.lead + (element.tail or "")
        opaque = not isinstance(element.tag, str) or element.tag in ATOMIC or element.tag in ("code", "br")
        if opaque or around.strip() or not any(map(has_words, visible_parts(element))):
            return run
        run = Run(element, elements=list(element))
    return run


def _pieces(run: Run) -> list[Piece]:
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
    return pieces


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
        elif element.tag in ATOMIC or (not _is_transparent(element) and not _has_inside(element)):
            atoms.add(element)
            walker.skip_subtree()
            yield "empty", element
        else:
            yield ("transparent" if _is_transparent(element) else "start"), element


def _has_inside(element: Element) -> bool:
    seen = any(part.strip(" \t\r\n") for part in visible_parts(element))
    return seen or any(inner.tag in ATOMIC for inner in element.iter())


def _is_transparent(element: Element) -> bool:
    """Whether an element only carries an editor's leftovers, not worth a mark."""
    if element.tag in ("wbr", "font", "o:p", "nobr"):
        return True
    return element.tag == "span" and not any(
        name in element.attrib for name in ("class", "id", "lang", "dir")
    )


def _described(element: Element) -> tuple[str, tuple[tuple[str, str], ...], Element]:
    kind = _KINDS.get(element.tag, element.tag)
    attributes = tuple((str(name), str(value)) for name, value in element.attrib.items())
    return kind, attributes, element


def _replace(place: _Place, target: str) -> None:
    pieces = restore_marks(target, place.tags)
    if place.image is not None:
        place.image.set("alt", plain_pieces(pieces))
    elif place.run is not None:
        _fill(place.run, pieces)


def _fill(run: Run, pieces: Sequence[Piece]) -> None:
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
            stack.append(etree.SubElement(top, piece.origin.tag, dict(piece.origin.attrib)))


def _declare(tree: Element) -> None:
    """Say that the page is English and UTF-8."""
    tree.set("lang", "en")
    for name in ("{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        if name in tree.attrib:
            tree.set(name, "en")
    for meta in tree.iter("meta"):
        if meta.get("charset"):
            meta.set("charset", "utf-8")
        elif (meta.get("http-equiv") or "").lower() == "content-type":
            meta.set("content", _CHARSET.sub(r"\1utf-8", meta.get("content") or ""))


def _serialize(tree: Element, text: str) -> bytes:
    if re.search(r"<(?:html|body|head)\b", text, re.IGNORECASE):
        return etree.tostring(tree.getroottree(), method="html", encoding="utf-8")
    body = tree.find("body")
    holder = tree if body is None else body
    inner = [etree.tostring(child, method="html", encoding="unicode") for child in holder]
    return ((holder.text or "") + "".join(inner)).encode()
