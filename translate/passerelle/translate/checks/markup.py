"""Whether the English carries the same marks and tags as the French."""

import re
from collections import Counter
from collections.abc import Iterator

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import TAG, Context, Pair
from passerelle.translate.text.markup import mark_numbers

_NUMBERED = re.compile(r"<(/?)(\d+)(/?)>")
_KEPT_ATTRIBUTE = re.compile(r"\b(href|src|id|class)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)


def check_markup(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield marks and HTML tags that the English lacks, has too many, or closes in the wrong order."""
    if not pair.target.strip():
        return
    ours = Counter([*mark_numbers(pair.entry.source), *_tags(pair.entry.source)])
    theirs = Counter([*mark_numbers(pair.entry.target), *_tags(pair.entry.target)])
    for mark in (ours - theirs).elements():
        yield finding("markup-differs", context.language, variant="missing", suggestion=mark, mark=mark)
    for mark in (theirs - ours).elements():
        yield finding("markup-differs", context.language, variant="added", mark=mark)
    if ours == theirs:
        crossed = _crossed(pair.entry.target)
        if crossed and not _crossed(pair.entry.source):
            yield finding("markup-differs", context.language, variant="order", mark=crossed)


def _tags(text: str) -> list[str]:
    """Return HTML tags with the attributes that must not change; what is translated in a tag is left out."""
    return [_tag_key(found[0]) for found in TAG.finditer(text) if not found[0].startswith("<!--")]


def _tag_key(tag: str) -> str:
    name = re.match(r"</?[A-Za-z][\w:-]*", tag)
    assert name is not None
    kept = sorted(f" {attribute.lower()}={value}" for attribute, value in _KEPT_ATTRIBUTE.findall(tag))
    return name[0].lower() + "".join(kept) + ">"


def _crossed(text: str) -> str:
    """Return the first numbered mark that is closed out of order, or nothing."""
    opened: list[str] = []
    for found in _NUMBERED.finditer(text):
        if found[3]:
            continue
        if not found[1]:
            opened.append(found[2])
        elif not opened or opened.pop() != found[2]:
            return found[0]
    return f"<{opened[-1]}>" if opened else ""
