"""What the elements of an HTML page are: inline or block, part of an article or of the page around it, text or carried whole."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from passerelle.glossary.words import read_words
from passerelle.translate.formats.opaque import opaque_kind
from passerelle.translate.text.templates import without_templates

# The stubs of lxml leave its HTML half untyped.
Element: TypeAlias = Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ATOMIC = frozenset(read_words(__file__, "atomic-tags.txt"))
INLINE = ATOMIC | frozenset(read_words(__file__, "inline-tags.txt"))
_OUTSIDE_TAGS = _words("nav footer aside form dialog menu head")
_OUTSIDE_ROLES = _words("navigation banner contentinfo search complementary dialog alertdialog menu menubar")
_OUTSIDE_NAMES = frozenset(read_words(__file__, "outside-names.txt"))
_BOX_NAMES = _words("encadre encadré encart box essentiel focus definition retenir key highlight")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


_QUOTED = ("blockquote", "figure")
"""Elements whose footer says who spoke."""


def is_outside(element: Element) -> bool:
    """Whether an element is, by its name, part of the page rather than of the article."""
    if element.tag in ("html", "body", "article", "main"):
        return False
    names = element_names(element)
    if element.tag in _OUTSIDE_TAGS:
        own = (
            element.tag == "footer" and element.getparent() is not None and element.getparent().tag in _QUOTED
        )
        return not (own or (element.tag == "aside" and names & _BOX_NAMES))
    if element.tag == "header":
        return element.find(".//nav") is not None
    return (
        element.get("role", "") in _OUTSIDE_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
        or bool(names & _OUTSIDE_NAMES)
    )


def inline_kind(element: Element) -> str:
    """Return the kind of mark for an inline element that is carried whole, or nothing."""
    text = visible_text(element) if "lang" in element.attrib else ""
    return opaque_kind(element.tag, element.attrib, text)


def visible_text(element: Element) -> str:
    """Return the text a reader sees of an inline element."""
    return "".join(visible_parts(element))


def visible_parts(element: Element) -> Iterator[str]:
    """Yield the texts a reader sees of an inline element, from the first on."""
    if not isinstance(element.tag, str):
        return
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walker:
        if event != "start":
            if inner is not element:
                yield inner.tail or ""
        elif inner.tag in ATOMIC:
            walker.skip_subtree()
        else:
            yield "\n" if inner.tag == "br" else inner.text or ""


def has_words(text: str) -> bool:
    """Whether there is anything to translate in a text: words or figures besides templates' expressions."""
    return any(char.isalnum() for char in without_templates(text))


def element_names(element: Element) -> set[str]:
    """Return the words in the class and id of an element, in lower case."""
    written = f"{element.get('class', '')} {element.get('id', '')}"
    return {part.lower() for part in _NAME_PARTS.findall(_CAMEL.sub(" ", written))}
