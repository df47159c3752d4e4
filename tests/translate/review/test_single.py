"""A text decided in a browser is merged as the row of a sheet is."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.review.merge import Sheet, apply_sheet
from passerelle.translate.review.row import Outcome, Returned
from passerelle.translate.review.single import (
    Decision,
    Wish,
    decide,
    format_seen,
    parse_seen,
    shown,
    take_back,
)
from passerelle.translate.text.document import BlockKind

DATE = "2024-11-20"
ENTRY = Entry("paragraph-1", BlockKind.PARAGRAPH, "Bonjour 12.", "Hello 12.", key="k")
APPROVED = replace(ENTRY, state=State.APPROVED, review=Review("Paul", "2024-11-19"))
UNFINISHED = replace(ENTRY, state=State.NEEDS_WORK, review=Review("Paul", "2024-11-19", "too stiff"))
REJECTED = replace(ENTRY, state=State.REJECTED, target="", draft="Hello 12.")


def decision(entry: Entry, wish: Wish, **changes: Any) -> Decision:
    """Return what a reviewer did to whom ``entry`` was shown."""
    bare = Decision(entry.block_id, shown(entry), entry.target, wish, entry.review.remark, reviewer="Claire")
    return replace(bare, **changes)


def decided(today: Entry, asked: Decision) -> tuple[Entry, Outcome]:
    catalog, report = decide(Catalog(Header("doc"), (today,)), asked, DATE)
    return catalog.entries[0], report.results[0].outcome


# shown | the button | what was written | outcome | state | English
DECISIONS = [
    (ENTRY, Wish.APPROVE, {}, Outcome.APPROVED, State.APPROVED, "Hello 12."),
    (ENTRY, Wish.APPROVE, {"text": "Hi 12."}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (ENTRY, Wish.SAVE, {"text": "Hi 12."}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (ENTRY, Wish.SAVE, {"text": " Hello 12.\r\n"}, Outcome.UNTOUCHED, State.DRAFT, "Hello 12."),
    (ENTRY, Wish.SAVE, {"comment": "why?"}, Outcome.COMMENTED, State.DRAFT, "Hello 12."),
    (ENTRY, Wish.SAVE, {}, Outcome.UNTOUCHED, State.DRAFT, "Hello 12."),
    (ENTRY, Wish.SAVE, {"text": ""}, Outcome.CLEARED, State.DRAFT, "Hello 12."),
    (ENTRY, Wish.NEEDS_WORK, {"text": "Hi 12."}, Outcome.NEEDS_WORK, State.NEEDS_WORK, "Hi 12."),
    (ENTRY, Wish.REJECT, {}, Outcome.REJECTED, State.REJECTED, ""),
    (ENTRY, Wish.REJECT, {"text": "Hi 12."}, Outcome.CONTRADICTION, State.DRAFT, "Hello 12."),
    (APPROVED, Wish.APPROVE, {}, Outcome.UNTOUCHED, State.APPROVED, "Hello 12."),
    (APPROVED, Wish.REOPEN, {}, Outcome.WITHDRAWN, State.DRAFT, "Hello 12."),
    (UNFINISHED, Wish.SAVE, {"text": "Hi 12."}, Outcome.NEEDS_WORK, State.NEEDS_WORK, "Hi 12."),
    (UNFINISHED, Wish.APPROVE, {"text": "Hi 12."}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (REJECTED, Wish.APPROVE, {"text": "Hi 12."}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (REJECTED, Wish.APPROVE, {}, Outcome.CLEARED, State.REJECTED, ""),
]


@pytest.mark.parametrize(("entry", "wish", "written", "outcome", "state", "target"), DECISIONS)
def test_decisions(
    entry: Entry, wish: Wish, written: dict[str, Any], outcome: Outcome, state: State, target: str
) -> None:
    """A button with what was written gives the outcome that a sheet gives."""
    after, came = decided(entry, decision(entry, wish, **written))
    assert (came, after.state, after.target) == (outcome, state, target)


# the catalogue of today | what was decided of ENTRY | outcome | English
MEANWHILE = [
    (replace(ENTRY, target="Good day 12."), Wish.APPROVE, "Hello 12.", Outcome.CONFLICT, "Good day 12."),
    (replace(ENTRY, target="Good day 12."), Wish.SAVE, "Hi 12.", Outcome.CONFLICT, "Good day 12."),
    (replace(ENTRY, target="Hi 12."), Wish.NEEDS_WORK, "Hi 12.", Outcome.NEEDS_WORK, "Hi 12."),
    (
        replace(ENTRY, target="Hi 12.", state=State.EDITED),
        Wish.APPROVE,
        "Hi 12.",
        Outcome.ALREADY,
        "Hi 12.",
    ),
    (APPROVED, Wish.APPROVE, "Hello 12.", Outcome.ALREADY, "Hello 12."),
    (REJECTED, Wish.APPROVE, "Hello 12.", Outcome.CONFLICT, ""),
    (replace(ENTRY, source="Bonsoir 12."), Wish.APPROVE, "Hello 12.", Outcome.STALE, "Hello 12."),
    (replace(ENTRY, obsolete=True), Wish.APPROVE, "Hello 12.", Outcome.GONE, "Hello 12."),
    (replace(ENTRY, block_id="other"), Wish.APPROVE, "Hello 12.", Outcome.UNKNOWN, "Hello 12."),
]


@pytest.mark.parametrize(("today", "wish", "text", "outcome", "target"), MEANWHILE)
def test_what_changed_meanwhile(today: Entry, wish: Wish, text: str, outcome: Outcome, target: str) -> None:
    """The same decision is no conflict; another leaves the words of meanwhile, and nobody approves what they never saw."""
    after, came = decided(today, decision(ENTRY, wish, text=text))
    assert (came, after.target) == (outcome, target)


def test_a_waiver_is_signed_and_keeps_the_remark() -> None:
    waiver = Waiver("number-value", "as in\nthe report")
    after, outcome = decided(UNFINISHED, decision(UNFINISHED, Wish.SAVE, waivers=(waiver,)))
    assert outcome is Outcome.COMMENTED
    assert after.waivers == (Waiver("number-value", "as in the report"),)
    assert after.review.remark == "too stiff"


texts = st.sampled_from(["Hello 12.", "Hi 12.", "Good day 12.", ""])
entries = st.builds(
    lambda target, state, remark: replace(
        ENTRY,
        target="" if state is State.REJECTED else target or "Hello 12.",
        state=state,
        review=Review("Paul", "2024-11-19", remark),
    ),
    texts,
    st.sampled_from(State),
    st.sampled_from(["", "too stiff"]),
)


@given(entries, entries, st.sampled_from(Wish), texts, st.sampled_from(["", "too stiff", "why?"]))
def test_browser_and_sheet_agree(seen: Entry, today: Entry, wish: Wish, text: str, comment: str) -> None:
    """Whatever was seen and whatever stands today, the row of a sheet with the same words gives the same entry."""
    asked = decision(seen, wish, text=text, comment=comment)
    catalog = Catalog(Header("doc"), (today,))
    in_browser, report = decide(catalog, asked, DATE)
    choice = {
        Wish.APPROVE: State.APPROVED,
        Wish.NEEDS_WORK: State.NEEDS_WORK,
        Wish.REJECT: State.REJECTED,
        Wish.REOPEN: None,
    }.get(wish, seen.state if seen.state.touched else None)
    row = Returned(4, seen.block_id, shown(seen), text, choice, comment)
    in_sheet, told = apply_sheet(catalog, Sheet("a.xlsx", "doc", "Claire", (row,)), DATE)
    assert in_browser == in_sheet
    assert report.results[0].outcome is told.results[0].outcome


@given(entries)
def test_what_was_seen_survives_a_form(entry: Entry) -> None:
    assert parse_seen(format_seen(shown(entry))) == shown(entry)


@pytest.mark.parametrize("text", ["", "a.b.c", "a.b.c.draft", "a.b.c.DRAFT.e", "a.b.c.__class__"])
def test_what_no_form_of_ours_carries_is_nothing(text: str) -> None:
    assert parse_seen(text) is None


@given(entries, st.sampled_from(Wish), texts, st.sampled_from(["", "why?"]))
def test_a_decision_can_be_taken_back(entry: Entry, wish: Wish, text: str, comment: str) -> None:
    """The entry is as it was, in the place that it has today."""
    after, _ = decided(entry, decision(entry, wish, text=text, comment=comment))
    assert take_back(after, entry, after) == entry
    assert take_back(replace(after, line=12), entry, after) == replace(entry, line=12)


@pytest.mark.parametrize(
    "today",
    [
        None,
        replace(APPROVED, obsolete=True),
        replace(APPROVED, target="Good day 12."),
        replace(APPROVED, state=State.NEEDS_WORK),
        replace(APPROVED, source="Bonsoir 12."),
        replace(APPROVED, review=Review("Ana", "2024-11-21")),
        replace(APPROVED, waivers=(Waiver("number-value", "so"),)),
    ],
)
def test_what_someone_else_said_since_is_not_taken_back(today: Entry | None) -> None:
    assert take_back(today, ENTRY, APPROVED) is None
