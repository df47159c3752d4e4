"""Which spans of a feed hold text: offsets, so that everything else comes back byte for byte."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.parsers import expat  # nothing is built and no entity expanded: defusing has nothing to do

from passerelle.glossary.words import read_words
from passerelle.translate.formats.encoding import Decoded, decode_text
from passerelle.translate.text.document import DocumentError

TEXT = frozenset(read_words(__file__, "text-elements.txt"))
"""The names of the elements of feeds that hold text for readers."""
_ARTICLES = ("item", "entry")
_TYPES = ("", "text", "html", "xhtml", "plain", "text/html", "text/plain")
"""Types of content that are text; an element without one has none."""
_START_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)")


@dataclass(frozen=True, slots=True)
class Element:
    """What stands in an element that holds text: ``start`` and ``end`` are offsets in bytes, ``line`` is from 1.

    ``name`` is without the prefix of Atom. ``article`` counts the items from 1; what belongs to the feed itself has 0.
    """

    name: str
    start: int
    end: int
    line: int
    article: int
    xhtml: bool


def open_feed(source: bytes) -> tuple[bytes, Decoded]:
    """Return a feed in UTF-8 with LF line ends, and as it was decoded.

    Raises:
        DocumentError: the file is empty or binary.
    """
    declared = _ENCODING.search(source[:200])
    decoded = decode_text(source, declared[1].decode("ascii") if declared else "")
    return decoded.text.lstrip().encode(), decoded


def find_elements(data: bytes, names: frozenset[str] = TEXT) -> list[Element]:
    """Return the elements of a feed that hold text, in order.

    Raises:
        DocumentError: the feed is no well-formed XML.
    """
    found: list[Element] = []
    parser = expat.ParserCreate("utf-8")
    above: list[str] = []
    held: list[tuple[int, Element]] = []
    articles = 0

    def start(prefixed: str, attributes: dict[str, str]) -> None:
        nonlocal articles
        name = prefixed.removeprefix("atom:")
        articles += name in _ARTICLES
        if not held and name in names and "source" not in above and _is_text(attributes):
            begin = parser.CurrentByteIndex
            tag = _START_TAG.match(data, begin)
            if tag and not tag[1]:
                xhtml = attributes.get("type") == "xhtml"
                article = articles if any(each in above for each in _ARTICLES) else 0
                held.append(
                    (len(above), Element(name, tag.end(), 0, parser.CurrentLineNumber, article, xhtml))
                )
        above.append(name)

    def end(_: str) -> None:
        above.pop()
        if held and held[0][0] == len(above):
            found.append(replace(held.pop()[1], end=parser.CurrentByteIndex))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        # Entities are for whoever reads the spans: feeds use HTML's, which no XML parser knows.
        parser.Parse(data.replace(b"&", b"x"), True)  # noqa: FBT003 -- the parameter has no name
    except expat.ExpatError as error:
        raise DocumentError(
            f"line {error.lineno} is not well-formed XML ({expat.ErrorString(error.code)}); export the feed again."
        ) from error
    return found


def splice(data: bytes, changes: Iterator[tuple[int, int, bytes]]) -> bytes:
    """Return ``data`` with the spans replaced; they are in order and apart."""
    out: list[bytes] = []
    position = 0
    for start, end, inner in changes:
        out += [data[position:start], inner]
        position = end
    return b"".join([*out, data[position:]])


def _is_text(attributes: dict[str, str]) -> bool:
    is_text = attributes.get("type", "").lower() in _TYPES
    return is_text and "src" not in attributes and attributes.get("mode") != "base64"
