"""Writing a saved HTML page: English in the place of the French, the rest of the page as it was."""

import re
from collections.abc import Mapping
from typing import IO

from lxml import etree

from passerelle.translate.formats.html.elements import Element
from passerelle.translate.formats.html.head import follow_in_head
from passerelle.translate.formats.html.inline import write_pieces
from passerelle.translate.formats.html.page import open_page
from passerelle.translate.formats.html.places import Place, place_blocks, plain_text
from passerelle.translate.formats.inline import plain_pieces, restore_marks

_CHARSET = re.compile(r"(charset\s*=\s*)[\w.:-]+", re.IGNORECASE)


def write_html(stream: IO[bytes], source: bytes, targets: Mapping[str, str]) -> None:
    """Write ``source`` to ``stream`` as UTF-8 with the blocks named in ``targets`` (by id) replaced.

    The page says that it is English. A window title or description that repeats a block follows it; everything else
    stays as it is, blocks without a target included.
    """
    tree, decoded = open_page(source)
    placed, _ = place_blocks(tree)
    changed = [
        (block, place, targets[block.id])
        for block, place in placed
        if targets.get(block.id, block.text) != block.text
    ]
    # Images first: a run that is rewritten copies the images it holds.
    for _, place, target in sorted(changed, key=lambda change: change[1].image is None):
        _replace(place, target)
    follow_in_head(
        tree,
        {
            plain_text(block.text, place.tags): plain_text(target, place.tags)
            for block, place, target in changed
        },
    )
    _declare(tree)
    stream.write(_serialize(tree, decoded.text))


def _replace(place: Place, target: str) -> None:
    pieces = restore_marks(target, place.tags)
    if place.image is not None:
        place.image.set("alt", plain_pieces(pieces))
    elif place.run is not None:
        write_pieces(place.run, pieces)


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
