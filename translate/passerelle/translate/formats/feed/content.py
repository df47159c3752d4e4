"""The text in an element ↔ how the feed escapes it: once, twice, as CDATA or as XHTML; a pair of inverse functions."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelle.translate.formats.entities import escape
from passerelle.translate.formats.fragment import Fragment, Part, read_parts
from passerelle.translate.formats.tokens import BLOCKS, looks_like_html
from passerelle.translate.text.document import BlockKind

_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TAG_NAME = re.compile(r"</?([A-Za-z][\w-]*)")
_EMPTY_LINES = re.compile(r"([ \t]*\n[ \t]*\n\s*)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Content:
    """A plain text or HTML, the blanks around it in the feed, and how it was wrapped."""

    text: str
    before: str = ""
    after: str = ""
    cdata: bool = False
    twice: bool = False
    xhtml: bool = False


def read_content(raw: str, *, xhtml: bool = False) -> Content:
    """Return what stands in an element; HTML that was escaped twice is unescaped twice.

    Tags that were not escaped at all are taken as XHTML.

    >>> read_content("&lt;p&gt;Un.&lt;/p&gt;").text, read_content("&amp;lt;p&amp;gt;Un.&amp;lt;/p&amp;gt;").text
    ('<p>Un.</p>', '<p>Un.</p>')
    """
    inner = raw.strip()
    begin = raw.find(inner)
    before, after = raw[:begin], raw[begin + len(inner) :]
    if xhtml or "<" in _CDATA.sub("", inner):
        return Content(inner, before, after, xhtml=True)
    pieces = _CDATA.split(inner)
    text = "".join(piece if index % 2 else html.unescape(piece) for index, piece in enumerate(pieces))
    once = html.unescape(text)
    twice = not _TAG.search(text) and once != text and looks_like_html(once)
    return Content(once if twice else text, before, after, len(pieces) > 1, twice)


def text_parts(text: str, *, html: bool | None = None) -> tuple[Part, ...]:
    """Take a text apart; where no tag parts its paragraphs, empty lines do. ``html`` is as in `read_parts`."""
    if any(name.lower() in BLOCKS for name in _TAG_NAME.findall(text)):
        return read_parts(text, html=html)
    parts: list[Part] = []
    for index, piece in enumerate(_EMPTY_LINES.split(text)):
        parts += [piece] if index % 2 else read_parts(piece, html=html)
    return tuple(parts)


_ALTERNATIVE = re.compile(r"(<img\b[^<>]*?\salt=(?:\"|'))([^\"'<>]*[^\W\d_]{2}[^\"'<>]*)(?=[\"'])")
_FILE_NAME = re.compile(r"\S*[\d_/.]\S*")


def with_alternatives(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts in which what stands for a picture between two texts is a text of its own; names of files are none."""
    for part in parts:
        if not isinstance(part, str):
            yield part
            continue
        for index, piece in enumerate(_ALTERNATIVE.split(part)):
            is_words = index % 3 == 2 and not _FILE_NAME.fullmatch(piece)
            yield Fragment(html.unescape(piece), kind=BlockKind.ATTRIBUTE, html=True) if is_words else piece


def write_content(content: Content, text: str) -> str:
    """Return ``text`` as the feed had the text of ``content``.

    >>> write_content(read_content("&lt;b&gt;Un&lt;/b&gt;"), "<b>One</b>")
    '&lt;b&gt;One&lt;/b&gt;'
    """
    if not content.xhtml:
        text = escape(text) if content.twice else text
        text = _as_cdata(text) if content.cdata else escape(text)
    return content.before + text + content.after


def _as_cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
