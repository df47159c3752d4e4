"""Whether a rise stayed a rise and a fall a fall, in the sentence and beside each figure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.cues import EITHER, Cue, find_cues
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.opposites import check_cues, tell_rivals
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.numbers import Quantity, paired_figures, paired_values, parse_english, parse_french
from passerelle.translate.numbers.wording import Language

_REACH = 30  # characters between a figure and the word that says where it goes
_STOP = re.compile(r"[\d;:.!?()]")
_COMPARED = re.compile(r"[\s\u2060]+(?:(?:de|points?|percentage points?)[\s\u2060]+)*")


def check_direction(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a rise that became a fall and the other way round, and signs that nothing in the English says."""
    if not pair.comparable or pair.french:
        return
    told = [
        *check_cues("direction", "direction", pair, context),
        *check_cues("direction", "trend", pair, context),
    ]
    for source, target in _figures(pair):
        lost, added = (
            direction_of(source, pair.source, "french"),
            direction_of(target, pair.target, "english"),
        )
        if lost and added and not lost.agrees(added):
            told.append(tell_rivals("direction", lost, added, context))
        elif lost and source.sign and not added and not _has_direction(pair.target):
            told.append(_lost_sign(source, target, context))
    yield from dict.fromkeys(told)


def _has_direction(target: str) -> bool:
    return bool(find_cues(target, "english", "direction"))


def _figures(pair: Pair) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the figures of both sides that have one value, whatever their signs."""
    ours, theirs = parse_french(pair.source), parse_english(pair.target)
    signed = any(value < 0 for quantity in (*ours, *theirs) for value in quantity.values)
    values = (
        paired_values(map(_unsigned, ours), map(_unsigned, theirs))
        if signed
        else paired_figures(pair.source, pair.target)
    )
    places = (
        {quantity.start: quantity for quantity in ours},
        {quantity.start: quantity for quantity in theirs},
    )
    for source, target in dict.fromkeys((a.quantity.start, b.quantity.start) for a, b in values):
        yield places[0][source], places[1][target]


def _unsigned(quantity: Quantity) -> Quantity:
    if all(value >= 0 for value in quantity.values):
        return quantity
    return replace(quantity, values=tuple(map(abs, quantity.values)))


def direction_of(figure: Quantity, text: str, language: Language) -> Cue | None:
    """Return what says for sure where a figure goes: its sign, or the nearest word of direction."""
    nearest = nearest_direction(figure, text, language)
    if nearest is None or nearest.firm:
        return nearest
    compared = nearest.start >= figure.end and _COMPARED.fullmatch(text, figure.end, nearest.start)
    return nearest if compared else None


def nearest_direction(figure: Quantity, text: str, language: Language) -> Cue | None:
    """Return what may say where a figure goes: its sign, else the nearest word of direction."""
    if figure.sign in ("+", "-") and not figure.in_words and text[figure.start] in "+-−–":
        return Cue("direction", "up" if figure.sign == "+" else "down", figure.start, figure.end, figure.text)
    cues = find_cues(text, language, "direction")
    near = [(distance, cue) for cue in cues if (distance := _distance(cue, figure, text)) is not None]
    return _told_by_values(min(near, key=lambda found: found[0])[1], figure) if near else None


def _told_by_values(cue: Cue, figure: Quantity) -> Cue:
    """Let the figures decide where the word does not: “passe de 12 à 8 %” goes down."""
    first, last = figure.values[0], figure.values[-1]
    if cue.value != EITHER or figure.joiner != "to" or first == last:
        return cue
    return replace(cue, value="up" if first < last else "down", firm=True)


def _distance(cue: Cue, figure: Quantity, text: str) -> int | None:
    """Return how many characters lie between, or None where it is too far or a stop or another figure lies between."""
    start, end = (cue.end, figure.start) if cue.end <= figure.start else (figure.end, cue.start)
    if not 0 <= end - start <= _REACH or _STOP.search(text, start, end):
        return None
    return end - start


def _lost_sign(source: Quantity, target: Quantity, context: Context) -> Finding:
    return finding(
        "direction",
        context.language,
        variant="lost",
        source_span=(source.start, source.end),
        target_span=(target.start, target.end),
        source=source.text,
        found=target.text,
    )
