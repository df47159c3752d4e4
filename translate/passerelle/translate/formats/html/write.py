"""Writing a saved HTML page: English in the place of the French, the rest of the page as it was."""

import re
from collections.abc import Collection, Mapping
from typing import IO

from lxml import etree

from passerelle.translate.formats.html.elements import Element
from passerelle.translate.formats.html.head import follow_in_head
from passerelle.translate.formats.html.inline import write_pieces
from passerelle.translate.formats.html.language import declare_english, speak_english
from passerelle.translate.formats.html.page import find_page, open_page
from passerelle.translate.formats.html.places import Place, place_blocks, plain_text
from passerelle.translate.formats.inline import (
    CLOSE,
    IN_FRENCH,
    Role,
    Tag,
    label_french,
    plain_pieces,
    restore_marks,
)

_CHARSET = re.compile(r"(charset\s*=\s*)[\w.:-]+", re.IGNORECASE)


def write_html(
    stream: IO[bytes], source: bytes, targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write ``source`` to ``stream`` as UTF-8 with the blocks named in ``targets`` (by id) replaced.

    The page says that it is English. A window title or description that repeats a block follows it; everything else
    stays as it is, blocks without a target included. The blocks in ``french`` are labelled and have ``lang="fr"``.
    """
    tree, decoded = open_page(source)
    placed = place_blocks(tree, find_page(tree))
    changed = [
        (block, place, targets.get(block.id, block.text))
        for block, place in placed
        if targets.get(block.id, block.text) != block.text or block.id in french
    ]
    # Attributes first: a run that is rewritten copies the elements it holds.
    for block, place, target in sorted(changed, key=lambda change: change[1].attribute is None):
        if block.id in french:
            _label(place, target)
        else:
            _replace(place, target)
    follow_in_head(
        tree,
        {
            plain_text(block.text, place.tags): (f"{IN_FRENCH} " if block.id in french else "")
            + plain_text(target, place.tags)
            for block, place, target in changed
        },
    )
    _declare(tree)
    stream.write(_serialize(tree, decoded.text))


def _replace(place: Place, target: str) -> None:
    pieces = restore_marks(target, place.tags)
    if place.attribute is not None:
        speak_english(place.attribute.element)
        place.attribute.element.set(place.attribute.name, plain_pieces(pieces))
    elif place.run is not None:
        speak_english(place.run.parent)
        write_pieces(place.run, pieces)


_STRONG = Tag(Role.OPEN, origin=etree.Element("strong", {"class": "untranslated"}))
_LANGUAGE = Tag(Role.OPEN, origin=etree.Element("span", {"lang": "fr"}))


def _label(place: Place, text: str) -> None:
    """Keep a text French: readers see a label, and programs that read aloud are told the language."""
    pieces = restore_marks(text, place.tags)
    if place.attribute is not None:
        element, name = place.attribute.element, place.attribute.name
        element.set(name, f"{IN_FRENCH} {plain_pieces(pieces)}")
        if name == "alt":
            element.set("lang", "fr")
    elif place.run is not None and place.run.parent.tag == "title":
        write_pieces(place.run, [f"{IN_FRENCH} {plain_pieces(pieces)}"])
    elif place.run is not None:
        write_pieces(place.run, label_french([_LANGUAGE, *pieces, CLOSE], _STRONG))


def _declare(tree: Element) -> None:
    """Say that the page is English and UTF-8."""
    declare_english(tree)
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
