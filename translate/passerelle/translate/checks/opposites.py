"""Whether words that say a period or a scope were turned into others: “jeudi” is no Friday, “aucun” not all."""

from collections.abc import Iterator, Sequence

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.cues import Cue, find_cues
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.numbers.forms import find_rivals

_PERIODS = ("quarter", "half-year", "part", "relative", "rank", "weekday", "day part", "sequence")
_SCOPES = ("scope", "scale", "sign")


def check_period(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield quarters, half-years, weekdays, parts of a year or day, and places in a series that became others."""
    yield from _check_kinds("period", _PERIODS, pair, context)


def check_scope(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield none, some, most and all, and tens, hundreds and thousands, that became others."""
    yield from _check_kinds("scope", _SCOPES, pair, context)


def _check_kinds(check: str, kinds: Sequence[str], pair: Pair, context: Context) -> Iterator[Finding]:
    if not pair.comparable or pair.french:
        return
    ours, theirs = find_cues(pair.source, "french"), find_cues(pair.target, "english")
    for kind in kinds:
        for lost, added in rival_cues(kind, ours, theirs):
            yield tell_rivals(check, lost, added, context)


def rival_cues(kind: str, ours: Sequence[Cue], theirs: Sequence[Cue]) -> Iterator[tuple[Cue, Cue]]:
    """Yield a cue of ``kind`` that the English lost, with the one of another value that it has instead."""
    french = [cue for cue in ours if cue.kind == kind]
    english = [cue for cue in theirs if cue.kind == kind]
    yield from find_rivals(french, english, Cue.agrees)


def tell_rivals(check: str, lost: Cue, added: Cue, context: Context) -> Finding:
    """Return the finding that the French says one thing and the English another."""
    return finding(
        check,
        context.language,
        source_span=(lost.start, lost.end),
        target_span=(added.start, added.end),
        source=lost.text,
        found=added.text,
    )
