"""Escaping what would read as Markdown, and no more: backslashes are seen by whoever edits the file."""

import re

from passerelle.translate.text.addresses import find_addresses

_SPECIAL = re.compile(
    r"[\\`]|\*(?!\s)|(?<=\S)\*|\[(?=[^\[\]]*\][(:])|\[(?=\^|!\w+\]|\[?_?(?:toc|TOC)_?\])|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
    r"|(?<![^\W_])_|_(?![^\W_])|~(?=[~\S])(?=\S*~)|\^(?=\S*\^)|\$(?=\S[^$]*\$)|=(?==[^\s=][^=]*==)|\+(?=\+[^\s+][^+]*\+\+)"
)
_LINE_START = re.compile(
    r"^(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|~{3}|[=-]+\s*$|[:~]\s|:{3}|!{3}\s|\?{3}|={3}\s|/{3}|:[\w-]+:(?:\s|$)|\.\. |%\s)"
    r"|(?<=^\d)(?=[.)]\s)|(?<=^\d\d)(?=[.)]\s)|(?<=^\d{4})(?=[.)]\s)"
)


def escape(text: str) -> str:
    r"""Return a text with a backslash before what would read as inline markup; addresses are left alone.

    >>> escape("a *b et [NDLR] et [x](y)")
    'a \\*b et [NDLR] et \\[x](y)'
    """
    out, position = [], 0
    for address in find_addresses(text):
        out += [_escape(text[position : address.start]), address.text]
        position = address.end
    return "".join(out) + _escape(text[position:])


def escape_lines(text: str) -> str:
    """Return a text none of whose lines begins as a block of another kind would."""
    return "\n".join(_LINE_START.sub(r"\\", line) for line in text.split("\n"))


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)
