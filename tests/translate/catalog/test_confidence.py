"""Drafts fall into three levels; what a person wrote has none."""

import pytest

from passerelle.translate.catalog.confidence import HIGH, LOW, Level, level_of, reading_minutes
from passerelle.translate.catalog.entry import REVIEWER, Entry, State
from passerelle.translate.text.document import BlockKind


def entry(
    confidence: int | None, words: int = 40, state: State = State.DRAFT, origin: str = "machine"
) -> Entry:
    text = " ".join(["word"] * words)
    return Entry("p-1", BlockKind.PARAGRAPH, "Texte.", text, state, origin=origin, confidence=confidence)


@pytest.mark.parametrize(
    ("draft", "level"),
    [
        (entry(LOW - 1), Level.LOW),
        (entry(LOW), Level.MEDIUM),
        (entry(HIGH), Level.HIGH),
        (entry(None), None),
        (entry(LOW - 1, words=0), None),
        (entry(LOW - 1, state=State.APPROVED), Level.LOW),
        (entry(LOW - 1, state=State.EDITED), None),
        (entry(LOW - 1, origin=REVIEWER), None),
    ],
)
def test_a_draft_has_a_level(draft: Entry, level: Level | None) -> None:
    """An approved draft is still the machine's; one that was rewritten is not."""
    assert level_of(draft) is level


def test_reading_takes_longer_where_confidence_is_low() -> None:
    """Minutes are rounded up, and what someone decided needs no reading any more."""
    low, high = entry(LOW - 1, words=120), entry(HIGH, words=120)
    assert reading_minutes([low]) == 10
    assert reading_minutes([high]) == 3
    assert reading_minutes([entry(None, words=1)]) == 1
    assert reading_minutes([low, entry(LOW - 1, words=120, state=State.APPROVED)]) == 10
    assert reading_minutes([]) == 0
