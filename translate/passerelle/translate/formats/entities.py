"""Entities: how words are written with those of XML and of HTML, and whether a text writes its ampersands so."""

import re
from collections.abc import Mapping
from html import escape as escape_html

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def escape(text: str) -> str:
    """Return a text as it stands between tags, its quotes as they are; `xml.sax.saxutils` would import what fetches pages.

    >>> escape("R&D < 5")
    'R&amp;D &lt; 5'
    """
    return escape_html(text, quote=False)


def quote(text: str) -> str:
    """Return a text as the value of an attribute, quotes and all.

    >>> print(quote('R&D'), quote('the "R&D"'))
    "R&amp;D" 'the "R&amp;D"'
    """
    text = escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace('"', "&quot;") + '"'


def unescape(text: str, entities: Mapping[str, str] = {}) -> str:
    """Return what `escape` made a text of; ``entities`` are others that stand for something.

    >>> unescape("R&amp;D &lt; 5")
    'R&D < 5'
    """
    for written, meant in {"&lt;": "<", "&gt;": ">", **entities, "&amp;": "&"}.items():
        text = text.replace(written, meant)
    return text


def has_bare_ampersands(html: str) -> bool:
    """Whether the words of an HTML text are written with ``&`` where HTML asks for ``&amp;``.

    >>> has_bare_ampersands("Soins & santé"), has_bare_ampersands("R&D &amp; soins")
    (True, False)
    """
    return "&amp;" not in html and "&" in ENTITY.sub("", html)


def escape_words(text: str, *, bare: bool) -> str:
    """Return words as HTML holds them; ``bare`` leaves an ``&`` alone that nobody can take for an entity.

    >>> escape_words("R&D &lt; 5", bare=True)
    'R&D &amp;lt; 5'
    """
    if not bare:
        return escape(text)
    said = ENTITY.sub(lambda found: escape(found[0]), text)
    return said.replace("<", "&lt;").replace(">", "&gt;")
