"""WordPress exports (WXR), which are RSS with a site's posts, pages, terms and fields in it."""

import re
from bisect import bisect
from collections.abc import Iterator

from passerelle.glossary.words import read_words
from passerelle.translate.formats.feed.content import read_content
from passerelle.translate.formats.feed.elements import TEXT, Element, find_elements
from passerelle.translate.formats.fragment import Part, read_parts
from passerelle.translate.text.document import Left, Why, left

_NAMES = TEXT | frozenset(read_words(__file__, "wordpress-elements.txt"))
_PROGRAM_POSTS = frozenset(read_words(__file__, "program-posts.txt"))
_FIELDS = frozenset(read_words(__file__, "post-fields.txt"))
_BODIES = ("content:encoded", "excerpt:encoded")
_EXPORT = re.compile(rb"xmlns:wp\s*=\s*[\"'][^\"']*wordpress\.org/export")
_BLOCK_COMMENT = "<!-- wp:"
_LINE_END = re.compile(r"(<(pre|script|style)\b.*?</\2>)|[ \t]*\n\s*", re.DOTALL | re.IGNORECASE)


def is_wordpress(data: bytes) -> bool:
    """Whether a feed is an export of WordPress."""
    return _EXPORT.search(data[:4000]) is not None


def wordpress_elements(data: bytes) -> list[Element]:
    """Return the elements that hold text for readers, in order.

    Posts that hold settings have none, and of the fields of posts only some do.

    Raises:
        DocumentError: as `find_elements`.
    """
    programs = _program_posts(data)
    starts = [start for start, _ in programs]
    found = [element for element in find_elements(data, _NAMES) if not _is_within(element, programs, starts)]
    return sorted([*found, *_fields(data)], key=lambda element: element.start)


def body_parts(element: Element, text: str) -> tuple[Part, ...]:
    """Take the text of an element apart; in a post of the classic editor every line is a text of its own."""
    if element.name not in _BODIES or _BLOCK_COMMENT in text:
        return read_parts(text)
    parts: list[Part] = []
    position = 0
    for found in _LINE_END.finditer(text):
        if found[1] is None:
            parts += [*read_parts(text[position : found.start()]), found[0]]
            position = found.end()
    return (*parts, *read_parts(text[position:]))


def left_comments(data: bytes) -> Iterator[Left]:
    """Yield the comments of readers, which stay French."""
    for element in find_elements(data, frozenset({"wp:comment_content"})):
        yield left(element.line, Why.COMMENT, _said(data, element))


def _said(data: bytes, element: Element) -> str:
    return read_content(data[element.start : element.end].decode()).text


def _program_posts(data: bytes) -> list[tuple[int, int]]:
    """Return the spans of the posts that hold settings."""
    found = find_elements(data, frozenset({"wp:post_type"}))
    places = [element.start for element in found]
    spans = []
    for item in find_elements(data, frozenset({"item"})):
        index = bisect(places, item.start)
        if index < len(found) and places[index] < item.end and _said(data, found[index]) in _PROGRAM_POSTS:
            spans.append((item.start, item.end))
    return spans


def _is_within(element: Element, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    index = bisect(starts, element.start) - 1
    return index >= 0 and element.end <= spans[index][1]


def _fields(data: bytes) -> Iterator[Element]:
    key = ""
    for element in find_elements(data, frozenset({"wp:meta_key", "wp:meta_value"})):
        if element.name == "wp:meta_key":
            key = _said(data, element)
        elif key in _FIELDS:
            yield element
