"""Where each block of a feed stands: what reading and writing share."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from passerelle.translate.formats.feed.content import Content, read_content, text_parts, with_alternatives
from passerelle.translate.formats.feed.elements import Element, find_elements
from passerelle.translate.formats.feed.wordpress import body_parts, is_wordpress, wordpress_elements
from passerelle.translate.formats.fragment import Fragment, Part, fragments
from passerelle.translate.text.document import Block, BlockKind, first_words, identify_blocks


@dataclass(frozen=True, slots=True)
class Place:
    """An element that holds text, taken apart, and the block of each of its fragments."""

    element: Element
    content: Content
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...]


BODIES = ("content:encoded", "content", "description", "summary")
"""Elements that hold the text of an item, the fullest first."""
_SUMMARIES = (*BODIES, "excerpt:encoded", "dc:description", "media:description", "itunes:summary")


def place_blocks(data: bytes) -> list[Place]:
    """Return the texts of a feed: its own, then those of each item as an article.

    A summary beside the text of an item is read without it: it comes last, as an article of its own.

    Raises:
        DocumentError: as `find_elements`.
    """
    elements = wordpress_elements(data) if is_wordpress(data) else find_elements(data)
    found = [_place(data, element, first=not index) for index, element in enumerate(elements)]
    bodies = _bodies(found)
    places = sorted(
        found, key=lambda place: (place.element.article, _is_summary(place, bodies), place.element.start)
    )
    names = article_names(places)
    blocks = (
        replace(block, article=_article(place, names, bodies)) for place in places for block in place.blocks
    )
    identified = iter(identify_blocks(blocks))
    return [replace(place, blocks=tuple(next(identified) for _ in place.blocks)) for place in places]


def article_names(places: Sequence[Place]) -> dict[int, str]:
    """Return what the items are called: by their titles, or first words; of two that are called alike the second is told so."""
    names: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for place in places:
        number = place.element.article
        if number and number not in names and place.blocks:
            name = first_words(place.blocks[0].text)
            seen[name] += 1
            names[number] = f"{name} ({seen[name]})" if seen[name] > 1 else name
    return names


def _bodies(places: Sequence[Place]) -> dict[int, str]:
    """Return the name of the element that holds the text of each item."""
    bodies: dict[int, str] = {}
    for name in BODIES:
        for place in places:
            if place.element.name == name and place.blocks:
                bodies.setdefault(place.element.article, name)
    return bodies


def _is_summary(place: Place, bodies: Mapping[int, str]) -> bool:
    name, number = place.element.name, place.element.article
    return number > 0 and name in _SUMMARIES and bodies.get(number, name) != name


def _article(place: Place, names: Mapping[int, str], bodies: Mapping[int, str]) -> str:
    name = names.get(place.element.article, "")
    if not _is_summary(place, bodies):
        return name
    return f"{name} ({place.element.name.removesuffix(':encoded').rpartition(':')[2]})"


def _place(data: bytes, element: Element, *, first: bool) -> Place:
    content = read_content(data[element.start : element.end].decode(), xhtml=element.xhtml)
    if is_wordpress(data):
        parts = body_parts(element, content.text)
    else:
        parts = text_parts(content.text, html=True if content.xhtml or content.twice else None)
    parts = tuple(with_alternatives(parts))
    return Place(element, content, parts, tuple(_blocks(element, fragments(parts), first=first)))


def _blocks(element: Element, found: tuple[Fragment, ...], *, first: bool) -> Iterator[Block]:
    """Yield an element's blocks; ``first`` says that no block stands before it."""
    is_title = element.name == "title" and (first or element.article > 0)
    for index, fragment in enumerate(found):
        kind, level = fragment.kind, 2 if fragment.kind is BlockKind.HEADING else 0
        if is_title and not index:
            kind, level = BlockKind.TITLE, 1
        elif kind is BlockKind.ATTRIBUTE:
            kind = BlockKind.CAPTION
        yield Block(kind, fragment.text, element.line, level, fragment.marks)
