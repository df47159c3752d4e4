"""What a page's JSON-LD says of its article in words: found by its structure, written in its place to the letter."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from passerelle.translate.formats.html.elements import Element

TITLES = frozenset({"alternativeHeadline", "headline"})
_WORDS = TITLES | {"abstract", "caption", "description"}
_STRING = re.compile(r'"(\w+)"(\s*:\s*)("(?:[^"\\]|\\.)*")')


def find_scripts(tree: Element) -> Iterator[Element]:
    """Yield the elements of a page that hold JSON-LD."""
    return (
        script
        for script in tree.iter("script")
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text
    )


def read_words(script: Element) -> Iterator[tuple[str, str]]:
    """Yield the keys and texts of a script that are the article's words; one that is no JSON says nothing.

    What is said of a publisher or an author stays: they have no headline, and are no article, page or picture.
    """
    try:
        data = json.loads(script.text, strict=False)
    except (ValueError, RecursionError):
        return
    for each in _objects(data):
        if _is_article(each):
            yield from (
                (key, value) for key, value in each.items() if key in _WORDS and isinstance(value, str)
            )


def write_words(script: Element, key: str, old: str, new: str) -> None:
    """Put ``new`` in the place of the text that ``key`` has; the rest of the script stays as it is written."""

    def replaced(found: re.Match[str]) -> str:
        if found[1] != key or json.loads(found[3], strict=False) != old:
            return found[0]
        written = json.dumps(new, ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\u0021--")
        return f'"{key}"{found[2]}{written}'

    script.text = _STRING.sub(replaced, script.text)


def plain(text: str) -> str:
    """Return a text without the entities that some systems write where JSON needs none."""
    return html.unescape(text)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _objects(inner)


def _is_article(data: dict[str, Any]) -> bool:
    kinds = str(data.get("@type", ""))
    return "headline" in data or any(
        word in kinds for word in ("Article", "Page", "Posting", "Report", "Image", "Video")
    )
