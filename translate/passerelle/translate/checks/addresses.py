"""Whether addresses and codes came through letter for letter."""

import re
from collections.abc import Callable, Iterator

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.constraints.addresses import demand_addresses, demand_codes
from passerelle.translate.constraints.constraint import Constraint


def check_addresses(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield addresses that the English lacks, holds in part or altered, and those that it invents; codes that it lacks."""
    if not pair.target.strip():
        return
    yield from _lost("address-altered", demand_addresses, pair, context)
    yield from _lost("code-altered", demand_codes, pair, context)
    known = {address.source for address in demand_addresses(pair.source)}
    for address in demand_addresses(pair.target):
        if address.source not in known and not _stands(address, pair.source):
            yield finding(
                "address-altered",
                context.language,
                variant="added",
                target_span=(address.start, address.end),
                found=address.source,
            )


def _lost(
    check: str, find: Callable[[str], Iterator[Constraint]], pair: Pair, context: Context
) -> Iterator[Finding]:
    """Yield what ``find`` finds in the French and not in the English; what is said twice may be said once."""
    theirs = {_key(found) for found in find(pair.target)}
    for lost in find(pair.source):
        if _key(lost) not in theirs and not _stands(lost, pair.target):
            yield finding(
                check,
                context.language,
                source_span=(lost.start, lost.end),
                suggestion=lost.source,
                source=lost.source,
            )


def _key(constraint: Constraint) -> str:
    """Return what must be equal: articles of law may be written with or without stop and blank."""
    if re.match(r"[LRDA]\W", constraint.source):
        return re.sub(r"[.\s\u00a0]", "", constraint.source)
    return constraint.source


def _stands(constraint: Constraint, text: str) -> bool:
    """Whether it stands whole in ``text`` though it was not recognised there."""
    return bool(re.search(rf"(?<![\w@/.-]){re.escape(constraint.source)}(?![\w@/-]|\.\w)", text))
