"""How far a draft can be trusted before anyone read it, and what reading it takes. Pure functions.

An entry's ``confidence`` is the chrF2 (0–100) that drafts of such a score have on average against a translator's English.
"""

from collections.abc import Iterable
from enum import StrEnum

from passerelle.translate.catalog.entry import Entry

LOW, HIGH = 52, 62
"""Confidence below `LOW` is low, from `HIGH` on high: a fifth and a third of FLORES dev and term-dev.

Source: ``benchmarks/confidence.py``.
"""


class Level(StrEnum):
    """Where to look first: what is low is often wrong, what is high seldom."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


WORDS_A_MINUTE = {Level.LOW: 12, Level.MEDIUM: 20, Level.HIGH: 40}
"""Words of a draft that are read and mended: from post-editing in full, 700 words an hour, to reading against the French."""


def level(confidence: int) -> Level:
    """Return the level of a confidence.

    >>> [str(level(value)) for value in (51, 52, 62)]
    ['low', 'medium', 'high']
    """
    if confidence < LOW:
        return Level.LOW
    return Level.HIGH if confidence >= HIGH else Level.MEDIUM


def level_of(entry: Entry) -> Level | None:
    """Return the level of an entry's draft; None where a person wrote the English, or nothing is known of the draft."""
    if entry.by_person or entry.confidence is None or not entry.target:
        return None
    return level(entry.confidence)


def reading_minutes(entries: Iterable[Entry]) -> int:
    """Return the minutes that reading all drafts takes, rounded up; what the memory approved reads like the best of drafts."""
    drafts = [entry for entry in entries if entry.target and not entry.state.touched]
    minutes = sum(
        len(entry.target.split()) / WORDS_A_MINUTE[level_of(entry) or Level.HIGH] for entry in drafts
    )
    return -int(-minutes // 1)
