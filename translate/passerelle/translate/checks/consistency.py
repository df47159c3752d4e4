"""Whether one French text has one English one, over all documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from passerelle.translate.catalog.entry import text_hash
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair, quote

_WORDS = 3  # shorter texts may well be rendered in two ways, or alike


@dataclass(slots=True)
class Memory:
    """What the documents have said so far: the first rendering of each text and the first text of each rendering.

    Only fingerprints, a short quotation and the place are kept, some hundred bytes an entry.
    """

    renderings: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    sources: dict[str, tuple[str, str, str]] = field(default_factory=dict)


def check_consistency(pair: Pair, context: Context, memory: Memory, place: str) -> Iterator[Finding]:
    """Yield a text that an earlier entry renders otherwise, or whose English another text has; remember it."""
    source, target = _key(pair.source), _key(pair.target)
    if not pair.target.strip() or len(source.split()) < _WORDS:
        return
    ours, theirs = text_hash(source), text_hash(target)
    hash_, other, where = memory.renderings.setdefault(ours, (theirs, quote(pair.target), place))
    if hash_ != theirs:
        yield finding(
            "inconsistent-translation", context.language, suggestion=other, other=other, place=where
        )
    hash_, other, where = memory.sources.setdefault(theirs, (ours, quote(pair.source), place))
    if hash_ != ours:
        yield finding("same-translation", context.language, other=other, place=where)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+|%", text.casefold()))
