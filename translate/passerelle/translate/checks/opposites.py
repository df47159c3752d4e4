"""Whether words that say a period or a scope were turned into others: “jeudi” is no Friday, “aucun” not all."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.cues import Cue, find_cues
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.numbers import Period, find_periods
from passerelle.translate.numbers.forms import Said, find_rivals, find_unsaid

_PARTS = ("part", "relative", "rank", "day part", "sequence")
_SCOPES = ("scope", "scale", "sign", "dose form")
S = TypeVar("S", bound=Said)


def check_period(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield quarters, weekdays, parts of a year or day, and places in a series that became others; the first two also if lost."""
    if not pair.comparable or pair.french:
        return
    if find_periods(pair.source, "french"):
        yield from _check_lengths(pair, context)
        yield from _check_parts_of_years(pair, context)
    yield from _check_named(*_cues("weekday", pair), Cue.agrees, context)
    for kind in _PARTS:
        yield from check_cues("period", kind, pair, context)


def _check_parts_of_years(pair: Pair, context: Context) -> Iterator[Finding]:
    """Compare quarters and half-years; a sign of one that was kept is told with the English one."""
    named = [found for found in find_periods(pair.source, "french") if found.is_named]
    ours = [found for found in named if not _is_code(found, pair.source)]
    kept = {found.text for found in ours if _kept(found, pair.target)}
    yield from (
        _tell_kept(next(it for it in ours if it.text == sign), pair, context) for sign in sorted(kept)
    )
    others = [found for found in ours if found.text not in kept]
    theirs = [found for found in find_periods(pair.target, "english") if found.is_named]
    yield from _check_named(others, theirs, Period.agrees, context)


def _check_lengths(pair: Pair, context: Context) -> Iterator[Finding]:
    """Compare lengths of one unit: “pendant une semaine” is not “for a month”; what is said anywhere is right."""
    ours = [found for found in find_periods(pair.source, "french") if found.kind == "length"]
    theirs = [found for found in find_periods(pair.target, "english") if found.kind == "length"]
    unsaid = find_unsaid(ours, theirs, Period.agrees)
    for lost, added in zip(unsaid, find_unsaid(theirs, ours, Period.agrees), strict=False):
        yield tell_rivals("period", lost, added, context)


_SIGN = re.compile(r"[TS][1-4]")
_MEDICAL = re.compile(r"tumeur|hormon|thyro|TSH|stade|cancer|carcinom|vert[eè]br|T\dN|toxicit", re.IGNORECASE)


def _is_code(period: Period, source: str) -> bool:
    """Whether “T3” is a stage, a hormone or a vertebra: the sentence says so, no “au” stands before and no year follows."""
    if not _SIGN.fullmatch(period.text) or not _MEDICAL.search(source):
        return False
    return not (
        re.search(r"\b(?:au|du)\s$", source[: period.start])
        or re.match(r"\s(?:19|20)\d\d", source[period.end :])
    )


def _kept(period: Period, target: str) -> re.Match[str] | None:
    """Return where the English kept the French sign of a quarter or half-year, and the year with it."""
    if not _SIGN.fullmatch(period.text):
        return None
    return re.search(rf"(?<!\w){period.text}(?!\w)(?P<year>\s(?:19|20)\d\d(?!\d))?", target)


def _tell_kept(period: Period, pair: Pair, context: Context) -> Finding:
    place = _kept(period, pair.target)
    rendering = period.sign + ((place["year"] or "") if place else "")
    return finding(
        "period",
        context.language,
        variant="kept",
        source_span=(period.start, period.end),
        target_span=place.span() if place else None,
        suggestion=rendering,
        source=period.text,
        rendering=rendering,
    )


def check_scope(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield none, some, most and all, tens, hundreds and thousands, and tablets and capsules that became others."""
    if pair.comparable and not pair.french:
        for kind in _SCOPES:
            yield from check_cues("scope", kind, pair, context)


def _check_named(
    ours: Sequence[S], theirs: Sequence[S], agree: Callable[[S, S], bool], context: Context
) -> Iterator[Finding]:
    """Compare what English has to say too: where it is neither said nor replaced, it is lost."""
    rivals = list(find_rivals(ours, theirs, agree))
    yield from (tell_rivals("period", lost, added, context) for lost, added in rivals)
    for lost in find_unsaid(ours, theirs, agree) if not rivals else ():
        if not any(agree(lost, other) for other in theirs):
            span = (lost.start, lost.end)
            yield finding("period", context.language, variant="lost", source_span=span, source=lost.text)


def _cues(kind: str, pair: Pair) -> tuple[list[Cue], list[Cue]]:
    ours = find_cues(pair.source, "french", kind)
    return ours, find_cues(pair.target, "english", kind) if ours else []


def check_cues(check: str, kind: str, pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield the cues of ``kind`` in whose place the English has another."""
    for lost, added in find_rivals(*_cues(kind, pair), Cue.agrees):
        yield tell_rivals(check, lost, added, context)


def tell_rivals(check: str, lost: Said, added: Said, context: Context) -> Finding:
    """Return the finding that the French says one thing and the English another."""
    return finding(
        check,
        context.language,
        source_span=(lost.start, lost.end),
        target_span=(added.start, added.end),
        source=lost.text,
        found=added.text,
    )
