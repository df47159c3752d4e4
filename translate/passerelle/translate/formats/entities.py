"""Entities of HTML: how words are written with them, and whether a text writes its ampersands so."""

import re
from xml.sax.saxutils import escape

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


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
