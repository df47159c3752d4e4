"""What a text that somebody pasted is written in: nothing but itself tells."""

import re

from passerelle.translate.formats.articles import HTML, MARKDOWN, TEXT, Format
from passerelle.translate.formats.tokens import BLOCKS, Kind, html_tokens, looks_like_html

_FIRST_TAG = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(!doctype\s+html\b|[a-z][a-z0-9]*)", re.IGNORECASE | re.DOTALL
)
_MARKS = re.compile(
    r"^[ ]{0,3}\#{1,6}[ \t]+\S"  # a heading
    r"|^\S.*\n=+[ \t]*$"
    r"|\A(---|\+\+\+)[ \t]*\n(?:.*\n)*?\1[ \t]*$"  # front matter
    r"|^[ ]{0,3}(?:```|~~~)"
    r"|^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]+\S"  # where a link leads
    r"|^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|"  # under a table's head
    r"|\[[^\[\]\n]*\]\([^()\s]+(?:[ \t]+\"[^\"\n]*\")?\)"  # a link, an image
    r"|(?<![\w*])(\*{1,3})(?![\s*])[^*\n]*[^\s*]\2(?![\w*])"
    r"|(?<![\w_])(_{1,3})(?![\s_])[^_\n]*[^\s_]\3(?![\w_])"
    r"|(?<!`)(`+)(?!`)[^`\n]+\4(?!`)",
    re.MULTILINE,
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)]|>)[ \t]+\S")


def recognise(text: str) -> Format:
    """Return the format of a pasted text: HTML, Markdown or plain text.

    Words are HTML where a block's tag stands among them, Markdown where its signs do, or tags within a line. Lists and quotations
    alone are Markdown where blank lines part them from the rest: of lines that follow each other, Markdown would make one.

    >>> [recognise(each).name for each in ("Un **lit**.", "<p>Un lit.</p>", "Les patient*e*s *")]
    ['markdown', 'html', 'text']
    """
    first = _FIRST_TAG.match(text)
    if first and (first[1].startswith("!") or first[1].lower() in BLOCKS | {"html", "head"}):
        return HTML
    if _MARKS.search(text):
        return MARKDOWN
    if any(token.kind is Kind.BLOCK for token in html_tokens(text)):
        return HTML
    return MARKDOWN if looks_like_html(text) or _has_lists(text) else TEXT


def _has_lists(text: str) -> bool:
    """Tell whether lines are items or quotations, and no others follow each other without a blank line."""
    lines = text.split("\n")
    items = [bool(_ITEM.match(line)) for line in lines]
    return any(items) and not any(
        before.strip() and line.strip() and not item and not line.startswith((" ", "\t"))
        for before, line, item in zip(lines, lines[1:], items[1:], strict=False)
    )
