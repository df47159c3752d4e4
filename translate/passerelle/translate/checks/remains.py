"""Whether a term that was put in left anything of the word that stood there."""

from collections.abc import Iterator

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.constraints.remains import find_remains


def check_remains(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a head said twice, a calque beside its term, “X and X”, and brackets within brackets."""
    if not pair.comparable or pair.french:
        return
    for remain in find_remains(pair.source, pair.target, pair.demands.constraints):
        term = remain.constraint
        yield finding(
            "old-word-left",
            context.language,
            variant=remain.kind.value if term or remain.kind.value == "brackets" else "twice",
            source_span=(term.start, term.end) if term else None,
            target_span=(remain.start, remain.end),
            found=pair.target[remain.start : remain.end],
            source=term.source if term else "",
            rendering=term.rendering if term else "",
        )
