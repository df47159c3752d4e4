"""Links and images as Markdown writes them."""

import re

from passerelle.translate.formats.markdown.escape import escape

Attributes = tuple[tuple[str, str], ...]


def image_markdown(attributes: Attributes) -> str:
    """Return the Markdown of an image, and of the attributes that stand behind it."""
    named = dict(attributes)
    alt = escape(named.get("alt", ""))
    if "label" in named:
        return f"![{alt}][{named['label']}]{named.get('after', '')}"
    return f"![{alt}]({destination(named.get('src', ''))}{_title(named.get('title', ''))}){named.get('after', '')}"


def link_end(attributes: Attributes) -> str:
    named = dict(attributes)
    return f"]({destination(named['href'])}{_title(named.get('title', ''))})"


def destination(href: str) -> str:
    if re.fullmatch(r"\{.*\}|<.*>", href):
        return href
    if not href or re.search(r"[\s<>]", href) or not _balanced(href):
        return f"<{href}>" if not re.search("[<>]", href) else href.replace(" ", "%20")
    return href


def _balanced(href: str) -> bool:
    depth = 0
    for sign in href:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def _title(title: str) -> str:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"' if title else ""
