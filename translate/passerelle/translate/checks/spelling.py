"""Whether the English is spelled in one way, the British or the American."""

from collections.abc import Iterator

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.text.spelling import find_variants


def check_spelling(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield words spelled the American way in British English, or the British way in American English."""
    if not pair.comparable or pair.french:
        return
    for variant in find_variants(pair.target, american=context.american):
        yield finding(
            "spelling-variant",
            context.language,
            variant="us" if context.american else "gb",
            target_span=(variant.start, variant.end),
            suggestion=variant.rendering,
            found=variant.word,
            rendering=variant.rendering,
        )
