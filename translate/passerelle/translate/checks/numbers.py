"""Whether every figure of the French has its value in the English, written the English way."""

import re
from collections.abc import Iterator

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.direction import nearest_direction
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.constraints.satisfy import compare_figures
from passerelle.translate.numbers import Mismatch, Style, parse_french, render_english


def check_values(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield numbers, dates, amounts and units whose value was lost, changed or invented."""
    if not pair.comparable or pair.french:
        return
    for mismatch in compare_figures(pair.source, pair.target, pair.demands.constraints):
        if not _is_signed_in_words(mismatch, pair):
            yield _value_finding(mismatch, context)


def _is_signed_in_words(mismatch: Mismatch, pair: Pair) -> bool:
    """Whether one side has a minus and the other a word: “(-1,4 %)”, “a fall of 1.4%”."""
    ours, theirs = mismatch.source, mismatch.target
    if ours is None or theirs is None or ours.values != tuple(-value for value in theirs.values):
        return False
    french, english = (
        nearest_direction(ours, pair.source, "french"),
        nearest_direction(theirs, pair.target, "english"),
    )
    return french is not None and english is not None and french.value == english.value


def _value_finding(mismatch: Mismatch, context: Context) -> Finding:
    ours, theirs = mismatch.source, mismatch.target
    rendering = render_english(ours, _style(context)) if ours else ""
    return finding(
        "number-value",
        context.language,
        variant=_variant(mismatch, rendering),
        source_span=(ours.start, ours.end) if ours else None,
        target_span=(theirs.start, theirs.end) if theirs else None,
        suggestion=rendering,
        source=ours.text if ours else "",
        rendering=rendering,
        found=theirs.text if theirs else "",
    )


def _variant(mismatch: Mismatch, rendering: str) -> str:
    """Return which message is due: a figure that is written alike in both languages does not “read” another way."""
    if mismatch.kind != "different":
        return mismatch.kind
    return "same" if mismatch.source and mismatch.source.text == rendering else ""


def _style(context: Context) -> Style:
    return "us" if context.american else "gb"


_BLANK = "[ \u00a0\u202f\u2009]"
_FRENCH_FIGURE = re.compile(
    rf"(?<![\d.,])(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)(?:,\d+)?|\d+,\d{{1,2}}(?!\d)(?!,\d)|\d{{1,2}}{_BLANK}?h{_BLANK}?\d{{2}}(?!\w)"
    rf"|\d+(?:[.,]\d+)*{_BLANK}[%€])(?:{_BLANK}?[%€])?"
)


def check_format(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield figures left in French typography: ``3,5 %``, ``1 200``, ``14h40``."""
    for found in _FRENCH_FIGURE.finditer(pair.target) if pair.comparable and not pair.french else ():
        meant = parse_french(found[0])
        rendering = render_english(meant[0], _style(context)) if len(meant) == 1 else ""
        if rendering and rendering != found[0] and not _is_list(pair.target, found):
            yield finding(
                "number-format",
                context.language,
                target_span=found.span(),
                suggestion=rendering,
                found=found[0],
                rendering=rendering,
            )


def _is_list(text: str, found: re.Match[str]) -> bool:
    """Whether the figures only stand side by side: “figures 3,4 and 5”."""
    return bool(re.match(r"(?:\s?(?:,|and|or)\s?\d)", text[found.end() :])) and "," in found[0]
