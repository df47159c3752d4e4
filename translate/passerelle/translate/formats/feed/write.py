"""Writing RSS and Atom feeds: English in the place of the French, the rest byte for byte."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import IO

from passerelle.translate.formats.entities import escape
from passerelle.translate.formats.feed.content import read_content, write_content
from passerelle.translate.formats.feed.elements import Element, find_elements, open_feed, splice
from passerelle.translate.formats.feed.places import Place, place_blocks
from passerelle.translate.formats.fragment import fragments, write_parts
from passerelle.translate.formats.inline import IN_FRENCH
from passerelle.translate.text.document import BlockKind

_LANGUAGE = frozenset({"language", "dc:language"})
_ABOUT = ("description", "subtitle")
"""Elements in which a feed says what it is."""
_DECLARATION = re.compile(rb"^(<\?xml[^>]{0,100}?encoding\s*=\s*[\"'])(?!utf-8[\"'])[\w.:-]+", re.IGNORECASE)
_XML_LANG = re.compile(rb"(\sxml:lang\s*=\s*[\"'])fr(?:-\w+)?(?=[\"'])", re.IGNORECASE)
_ENGLISH = b"en-GB"


def write_feed(
    stream: IO[bytes], source: bytes, targets: Mapping[str, str], french: Collection[str] = ()
) -> None:
    """Write ``source`` to ``stream`` as UTF-8 with the blocks named in ``targets`` (by id) replaced.

    Links, identifiers, dates and pictures stay, and each text is escaped as it was. The feed says that it is English. The
    blocks in ``french`` are labelled.

    Raises:
        DocumentError: as `read_feed`.
    """
    data, decoded = open_feed(source)
    changes = [*_texts(data, targets, french), *_languages(data)]
    written = splice(data, iter(sorted(changes)))
    written = _XML_LANG.sub(rb"\g<1>" + _ENGLISH, _DECLARATION.sub(rb"\g<1>utf-8", written))
    stream.write(written.replace(b"\n", decoded.newline.encode()))


def add_lines_to_feed(source: bytes, head: Sequence[str], end: Sequence[str]) -> bytes:
    """Return a feed that says lines where it says what it is, before and after: readers see no other place of it.

    A feed that does not say what it is says so from now on.
    """
    data, decoded = open_feed(source)
    own = [element for element in find_elements(data) if not element.article]
    about = next((element for element in own if element.name in _ABOUT), None)
    title = next((element for element in own if element.name == "title"), None)
    if about is not None:
        change = about.start, about.end, _around(data, about, head, end)
    elif title is not None:
        place = data.index(b">", title.end) + 1
        name = "description" if b"<channel" in data else "subtitle"
        change = place, place, f"<{name}>{escape(' '.join([*head, *end]))}</{name}>".encode()
    else:
        return source
    return splice(data, iter([change])).replace(b"\n", decoded.newline.encode())


def _around(data: bytes, about: Element, head: Sequence[str], end: Sequence[str]) -> bytes:
    content = read_content(data[about.start : about.end].decode(), xhtml=about.xhtml)
    before, after = ([escape(line) for line in lines] if content.xhtml else lines for lines in (head, end))
    return write_content(content, " ".join([*before, content.text, *after])).encode()


def _texts(
    data: bytes, targets: Mapping[str, str], french: Collection[str]
) -> Iterator[tuple[int, int, bytes]]:
    for place in place_blocks(data):
        wanted = [_target(block.id, block.text, targets, french) for block in place.blocks]
        if wanted != [block.text for block in place.blocks]:
            yield place.element.start, place.element.end, _written(place, wanted)


def _target(block_id: str, text: str, targets: Mapping[str, str], french: Collection[str]) -> str:
    return f"{IN_FRENCH} {text}" if block_id in french else targets.get(block_id, text)


def _written(place: Place, wanted: Sequence[str]) -> bytes:
    """Return an element's content with new texts; one in an attribute holds no quotation mark that would end it."""
    wanted = [
        text.replace('"', "”").replace("'", "’") if fragment.kind is BlockKind.ATTRIBUTE else text
        for fragment, text in zip(fragments(place.parts), wanted, strict=True)
    ]
    return write_content(place.content, write_parts(place.parts, wanted)).encode()


def _languages(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    for element in find_elements(data, _LANGUAGE):
        if data[element.start : element.end].strip().lower().startswith(b"fr"):
            yield element.start, element.end, _ENGLISH.lower()
