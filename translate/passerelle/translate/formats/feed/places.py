"""Where each block of a feed stands: what reading and writing share."""

from collections.abc import Iterator
from dataclasses import dataclass

from passerelle.translate.formats.feed.content import Content, read_content
from passerelle.translate.formats.feed.elements import Element, find_elements
from passerelle.translate.formats.feed.wordpress import body_parts, is_wordpress, wordpress_elements
from passerelle.translate.formats.fragment import Fragment, Part, fragments, read_parts
from passerelle.translate.text.document import Block, BlockKind, identify_blocks


@dataclass(frozen=True, slots=True)
class Place:
    """An element that holds text, taken apart, and the block of each of its fragments."""

    element: Element
    content: Content
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...]


def place_blocks(data: bytes) -> list[Place]:
    """Return the texts of a feed: its title, then each item under its own title as a heading.

    Raises:
        DocumentError: as `find_elements`.
    """
    elements = wordpress_elements(data) if is_wordpress(data) else find_elements(data)
    places = [_place(data, element, first=not index) for index, element in enumerate(elements)]
    identified = iter(identify_blocks(block for place in places for block in place.blocks))
    return [
        Place(place.element, place.content, place.parts, tuple(next(identified) for _ in place.blocks))
        for place in places
    ]


def _place(data: bytes, element: Element, *, first: bool) -> Place:
    content = read_content(data[element.start : element.end].decode(), xhtml=element.xhtml)
    if is_wordpress(data):
        parts = body_parts(element, content.text)
    else:
        parts = read_parts(content.text, html=True if content.xhtml or content.twice else None)
    return Place(element, content, parts, tuple(_blocks(element, fragments(parts), first=first)))


def _blocks(element: Element, found: tuple[Fragment, ...], *, first: bool) -> Iterator[Block]:
    """Yield an element's blocks; ``first`` says that no block stands before it."""
    for index, fragment in enumerate(found):
        kind, level = fragment.kind, 3 if fragment.kind is BlockKind.HEADING else 0
        if element.name == "title" and not index and element.in_article:
            kind, level = BlockKind.HEADING, 2
        elif element.name == "title" and first and not index:
            kind, level = BlockKind.TITLE, 1
        yield Block(kind, fragment.text, element.line, level, fragment.marks)
