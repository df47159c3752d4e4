"""The names of OpenDocument: prefixes as its standard (ISO/IEC 26300) writes them."""

from typing import Any

from lxml import etree

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "style": f"{_OASIS}:style:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def name(prefixed: str) -> str:
    """Return a name as lxml has it.

    >>> name("text:p")
    '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p'
    """
    prefix, _, own = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{own}"


def local(element: Any) -> str:
    """Return an element's name without its space; nothing for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def is_drawn(element: Any) -> bool:
    """Whether an element is a picture, a frame or another drawing."""
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{_SPACES['draw']}}}")
