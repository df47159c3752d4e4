"""Whether addresses and codes came through letter for letter."""

import re
from collections import Counter
from collections.abc import Iterator

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.constraints.names import find_addresses

_DOI = re.compile(r"10\.\d{4,9}/")


def check_addresses(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield web and e-mail addresses, DOIs and codes that the English lacks, and addresses that it invents."""
    if not pair.target.strip():
        return
    ours, theirs = _outermost(pair.source), _outermost(pair.target)
    left = Counter(map(_key, theirs))
    for constraint in ours:
        if left[_key(constraint)]:
            left[_key(constraint)] -= 1
        elif _key(constraint) not in map(_key, theirs) and not _stands(constraint, pair.target):
            check = "address-altered" if _is_address(constraint) else "code-altered"
            yield finding(
                check,
                context.language,
                source_span=(constraint.start, constraint.end),
                suggestion=constraint.source,
                source=constraint.source,
            )
    known = set(map(_key, ours))
    for constraint in theirs:
        if _is_address(constraint) and _key(constraint) not in known and not _stands(constraint, pair.source):
            yield finding(
                "address-altered",
                context.language,
                variant="added",
                target_span=(constraint.start, constraint.end),
                found=constraint.source,
            )


def _outermost(text: str) -> list[Constraint]:
    """Return the addresses and codes of a text that lie in no other."""
    found = sorted(find_addresses(text), key=lambda c: (c.start, -c.end))
    kept: list[Constraint] = []
    for constraint in found:
        if not kept or constraint.start >= kept[-1].end:
            kept.append(constraint)
    return kept


def _is_address(constraint: Constraint) -> bool:
    return constraint.kind is not ConstraintKind.CODE or bool(_DOI.match(constraint.source))


def _key(constraint: Constraint) -> str:
    """Return what must be equal: articles of law may be written with or without stop and blank."""
    if constraint.kind is ConstraintKind.CODE and re.match(r"[LRDA]\W", constraint.source):
        return re.sub(r"[.\s\u00a0]", "", constraint.source)
    return constraint.source


def _stands(constraint: Constraint, text: str) -> bool:
    """Whether the address stands in ``text`` though it was not recognised there."""
    return bool(re.search(rf"(?<![\w/]){re.escape(constraint.source)}(?![\w/-])", text))
