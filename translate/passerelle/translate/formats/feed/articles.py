"""The items of a feed as articles that stand alone: a page of HTML each."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from passerelle.translate.formats.entities import escape
from passerelle.translate.formats.feed.content import read_content
from passerelle.translate.formats.feed.elements import Element, find_elements, open_feed
from passerelle.translate.formats.feed.places import BODIES, article_names, place_blocks
from passerelle.translate.formats.tokens import BLOCKS, looks_like_html
from passerelle.translate.text.document import plain_words

_TAG = re.compile(r"<[^<>]*>")
_STARTS_BLOCK = re.compile(rf"\s*(?:<!--|</?(?:{'|'.join(sorted(BLOCKS))})\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Article:
    """An item that has a text: ``name`` as the blocks of the feed name it, its title as plain text, its body as HTML."""

    name: str
    title: str
    body: str


def read_articles(source: bytes, translated: bytes) -> Iterator[Article]:
    """Yield the articles of a feed as ``translated`` has them; ``source`` is the French feed, by which they are named.

    Raises:
        DocumentError: as `read_feed`.
    """
    names = article_names(place_blocks(open_feed(source)[0]))
    data, _ = open_feed(translated)
    found: dict[int, dict[str, str]] = {}
    for element in find_elements(data):
        text = _text(data, element)
        if element.article in names and text.strip():
            found.setdefault(element.article, {}).setdefault(element.name, text)
    for number, texts in found.items():
        body = next((texts[name] for name in BODIES if name in texts), "")
        if body:
            yield Article(names[number], _title(texts.get("title", "")), _as_html(body))


def write_page(article: Article) -> bytes:
    """Return an article as a page of English."""
    title = escape(article.title)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
        f"<body>\n<article>\n<h1>{title}</h1>\n{article.body}\n</article>\n</body>\n</html>\n"
    ).encode()


def _text(data: bytes, element: Element) -> str:
    return read_content(data[element.start : element.end].decode(), xhtml=element.xhtml).text


def _title(text: str) -> str:
    return plain_words(html.unescape(_TAG.sub("", text)))


def _as_html(body: str) -> str:
    """Return a body as HTML; lines of a text, or of a post of WordPress' classic editor, become paragraphs."""
    if not looks_like_html(body):
        body = escape(body)
    if re.search(r"<!-- wp:|<p\b", body):
        return body
    parts = (part.strip() for part in re.split(r"\n\s*\n", body))
    return "\n".join(part if _STARTS_BLOCK.match(part) else _paragraph(part) for part in parts if part)


def _paragraph(lines: str) -> str:
    return f"<p>{'<br>'.join(lines.splitlines(keepends=True))}</p>"
