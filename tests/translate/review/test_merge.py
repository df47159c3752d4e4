"""A review comes back by a three-way merge, and no word of a reviewer is lost."""

import io
from dataclasses import replace
from functools import partial
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State, text_hash
from passerelle.translate.catalog.findings import Finding, Severity, Waiver, waive_findings
from passerelle.translate.formats.review_sheet import read_review, write_review
from passerelle.translate.review.merge import Report, RowResult, Sheet, apply_sheet
from passerelle.translate.review.row import Base, Outcome, Returned, Row, rows_of
from passerelle.translate.text.document import BlockKind

DATE = "2024-11-20"
ENTRY = Entry("paragraph-1", BlockKind.PARAGRAPH, "Bonjour 12.", "Hello 12.", key="k")


def catalog(*entries: Entry) -> Catalog:
    return Catalog(Header("doc"), entries or (ENTRY,))


def back(entry: Entry = ENTRY, number: int = 4, **changes: Any) -> Returned:
    """Return the row of ``entry`` as exported, with ``changes`` by a reviewer."""
    row = Row(entry, entry.target, entry.review.remark)
    state = entry.state if entry.state.touched else None
    plain = Returned(number, entry.block_id, row.base, row.revised, state, row.remark)
    return replace(plain, **changes)


def sheet(*rows: Returned, reviewer: str = "Claire", **options: Any) -> Sheet:
    return Sheet("a.xlsx", "doc", reviewer, rows, **options)


def applied(row: Returned, today: Entry = ENTRY, **options: Any) -> tuple[Entry, RowResult]:
    merged, report = apply_sheet(catalog(today), sheet(row), DATE, **options)
    return merged.entries[0], report.results[0]


APPROVED = replace(ENTRY, state=State.APPROVED)
EDITED = replace(ENTRY, state=State.EDITED, target="Hi 12.", draft="Hello 12.")
REJECTED = replace(ENTRY, state=State.REJECTED, target="", draft="Hello 12.")
UNFINISHED = replace(ENTRY, state=State.NEEDS_WORK)
REMARKED = replace(UNFINISHED, review=Review("Paul", "2024-11-19", "too stiff"))
WAIVED = replace(ENTRY, waivers=(Waiver("number-value", "as in the report"),))

# exported as | what the reviewer did | outcome | state after | English after
DECISIONS = [
    (ENTRY, {}, Outcome.UNTOUCHED, State.DRAFT, "Hello 12."),
    (ENTRY, {"revised": "Hi 12."}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (ENTRY, {"revised": "Hi 12.", "decision": State.APPROVED}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (ENTRY, {"revised": "Hi 12.", "decision": State.EDITED}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (
        ENTRY,
        {"revised": "Hi 12.", "decision": State.NEEDS_WORK},
        Outcome.NEEDS_WORK,
        State.NEEDS_WORK,
        "Hi 12.",
    ),
    (ENTRY, {"decision": State.APPROVED}, Outcome.APPROVED, State.APPROVED, "Hello 12."),
    (ENTRY, {"decision": State.NEEDS_WORK}, Outcome.NEEDS_WORK, State.NEEDS_WORK, "Hello 12."),
    (ENTRY, {"decision": State.REJECTED}, Outcome.REJECTED, State.REJECTED, ""),
    (ENTRY, {"decision": State.REJECTED, "revised": ""}, Outcome.REJECTED, State.REJECTED, ""),
    (ENTRY, {"comment": "why?"}, Outcome.COMMENTED, State.DRAFT, "Hello 12."),
    (ENTRY, {"revised": ""}, Outcome.CLEARED, State.DRAFT, "Hello 12."),
    (ENTRY, {"revised": "", "decision": State.APPROVED}, Outcome.CLEARED, State.DRAFT, "Hello 12."),
    (ENTRY, {"revised": "", "decision": State.NEEDS_WORK}, Outcome.CLEARED, State.DRAFT, "Hello 12."),
    (ENTRY, {"decision": State.EDITED}, Outcome.CONTRADICTION, State.DRAFT, "Hello 12."),
    (ENTRY, {"revised": "Hi.", "decision": State.REJECTED}, Outcome.CONTRADICTION, State.DRAFT, "Hello 12."),
    (ENTRY, {"revised": "=1", "problem": "formula"}, Outcome.UNREADABLE, State.DRAFT, "Hello 12."),
    (EDITED, {}, Outcome.UNTOUCHED, State.EDITED, "Hi 12."),
    (EDITED, {"revised": "Hey 12."}, Outcome.EDITED, State.EDITED, "Hey 12."),
    (EDITED, {"comment": "why?"}, Outcome.COMMENTED, State.EDITED, "Hi 12."),
    (APPROVED, {"decision": None}, Outcome.WITHDRAWN, State.DRAFT, "Hello 12."),
    (APPROVED, {"revised": "Hi 12."}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (UNFINISHED, {"revised": "Hi 12."}, Outcome.NEEDS_WORK, State.NEEDS_WORK, "Hi 12."),
    (UNFINISHED, {"decision": State.APPROVED}, Outcome.APPROVED, State.APPROVED, "Hello 12."),
    (REJECTED, {"revised": "Hi 12."}, Outcome.EDITED, State.EDITED, "Hi 12."),
    (REJECTED, {"decision": State.APPROVED}, Outcome.CLEARED, State.REJECTED, ""),
]


@pytest.mark.parametrize(("entry", "changes", "outcome", "state", "target"), DECISIONS)
def test_decisions(
    entry: Entry, changes: dict[str, Any], outcome: Outcome, state: State, target: str
) -> None:
    """Text and decision together give the outcome, the state and the English; doing it twice changes nothing."""
    row = back(entry, **changes)
    after, result = applied(row, entry)
    assert (result.outcome, after.state, after.target) == (outcome, state, target)
    again, second = applied(row, after)
    assert again == after
    assert second.outcome.applied is outcome.applied


# the catalogue of today | what the reviewer did to ENTRY | outcome
MOVED = [
    (replace(ENTRY, target="Good day 12."), {"revised": "Hi 12."}, Outcome.CONFLICT),
    (replace(ENTRY, target="Good day 12."), {"decision": State.APPROVED}, Outcome.CONFLICT),
    (replace(APPROVED, target="Good day 12."), {"decision": State.APPROVED}, Outcome.CONFLICT),
    (replace(ENTRY, target="Good day 12."), {"decision": State.NEEDS_WORK}, Outcome.CONFLICT),
    (replace(ENTRY, target="Good day 12."), {"comment": "why?"}, Outcome.COMMENTED),
    (replace(ENTRY, target="Good day 12."), {}, Outcome.UNTOUCHED),
    (replace(ENTRY, target="Good day 12."), {"decision": State.REJECTED}, Outcome.CONFLICT),
    (replace(EDITED, target="Good day 12."), {"revised": "Hi 12."}, Outcome.CONFLICT),
    (replace(UNFINISHED, target="Good day 12."), {"revised": "Hi 12."}, Outcome.CONFLICT),
    (replace(UNFINISHED, target="Good day 12."), {"decision": State.NEEDS_WORK}, Outcome.CONFLICT),
    (EDITED, {"decision": State.APPROVED}, Outcome.CONFLICT),
    (EDITED, {"decision": State.REJECTED}, Outcome.CONFLICT),
    (REJECTED, {"revised": "Hi 12."}, Outcome.CONFLICT),
    (REJECTED, {"decision": State.APPROVED}, Outcome.CONFLICT),
    (UNFINISHED, {"revised": "Hi 12."}, Outcome.EDITED),
    (UNFINISHED, {"revised": "Hi 12.", "decision": State.NEEDS_WORK}, Outcome.NEEDS_WORK),
    (UNFINISHED, {"decision": State.APPROVED}, Outcome.APPROVED),
    (UNFINISHED, {"decision": State.REJECTED}, Outcome.REJECTED),
    (UNFINISHED, {"decision": State.NEEDS_WORK}, Outcome.ALREADY),
    (UNFINISHED, {"comment": "why?"}, Outcome.COMMENTED),
    (APPROVED, {"revised": "Hi 12."}, Outcome.EDITED),
    (APPROVED, {"decision": State.NEEDS_WORK}, Outcome.NEEDS_WORK),
    (APPROVED, {"decision": State.REJECTED}, Outcome.REJECTED),
    (APPROVED, {"decision": State.APPROVED}, Outcome.ALREADY),
    (REMARKED, {"revised": "Hi 12."}, Outcome.EDITED),
    (WAIVED, {"revised": "Hi 12."}, Outcome.EDITED),
    (EDITED, {"revised": "Hi 12."}, Outcome.ALREADY),
    (EDITED, {"revised": "Hi 12.", "decision": State.NEEDS_WORK}, Outcome.NEEDS_WORK),
    (EDITED, {"decision": State.NEEDS_WORK}, Outcome.CONFLICT),
    (EDITED, {"decision": State.NEEDS_WORK, "comment": "too familiar"}, Outcome.CONFLICT),
    (replace(UNFINISHED, target="Hi 12."), {"revised": "Hi 12."}, Outcome.EDITED),
    (REJECTED, {"decision": State.REJECTED}, Outcome.ALREADY),
    (replace(ENTRY, source="Bonsoir 12."), {"revised": "Hi 12."}, Outcome.STALE),
    (replace(ENTRY, source="Bonsoir 12."), {}, Outcome.UNTOUCHED),
    (replace(ENTRY, obsolete=True), {"revised": "Hi 12."}, Outcome.GONE),
    (replace(ENTRY, block_id="other"), {"revised": "Hi 12."}, Outcome.UNKNOWN),
    (replace(ENTRY, block_id="other"), {}, Outcome.UNTOUCHED),
]


@pytest.mark.parametrize(("today", "changes", "outcome"), MOVED)
def test_catalogue_moved(today: Entry, changes: dict[str, Any], outcome: Outcome) -> None:
    """When the catalogue changed after the export, the row is applied only where it cannot hide a change."""
    after, result = applied(back(**changes), today)
    assert result.outcome is outcome
    if not outcome.applied:
        assert after == today
        assert result.text == changes.get("revised", ENTRY.target)


@pytest.mark.parametrize("decision", [State.NEEDS_WORK, State.REJECTED])
def test_decision_on_replaced_words_is_told(decision: State) -> None:
    """Who decides on words that someone replaced since is told so, with the remark, and signs nothing."""
    decides = back(decision=decision, comment="I do not agree")
    today, _ = apply_sheet(catalog(), sheet(back(revised="Hi 12."), reviewer="Paul"), DATE)
    after, report = apply_sheet(today, sheet(decides), DATE)
    assert after == today
    (result,) = report.results
    told = f"“{decision}” of Claire"
    assert (result.outcome, result.reason, result.comment) == (Outcome.CONFLICT, told, "I do not agree")
    assert report.conflicts == (Row(today.entries[0], "Hi 12.", f"{told}: I do not agree", Outcome.CONFLICT),)


def test_new_words_where_work_was_asked_for() -> None:
    """They stand, the result tells who asked, and each remark keeps the name of its writer."""
    asks = sheet(back(decision=State.NEEDS_WORK, comment="too stiff\nok article: quoted"))
    writes = sheet(back(revised="Hi 12.", comment="warmer"), reviewer="Paul")
    today, _ = apply_sheet(catalog(), asks, DATE)
    after, report = apply_sheet(today, writes, DATE)
    (entry,) = after.entries
    assert report.results[0].instead == "“needs work” of Claire"
    assert (entry.target, entry.state, entry.review.reviewer) == ("Hi 12.", State.EDITED, "Paul")
    assert entry.review.remark == "[Claire] too stiff\nwarmer"
    assert entry.waivers == (Waiver("article", "quoted"),)
    assert apply_sheet(after, writes, DATE)[0] == after


# the entry of today | its reviewer and remark after Claire's comment “why?”
@pytest.mark.parametrize(
    ("today", "reviewer", "remark"),
    [
        (ENTRY, "Claire", "why?"),
        (REMARKED, "Paul", "too stiff\n[Claire] why?"),
        (replace(EDITED, review=Review("Paul", "2024-11-19")), "Paul", "[Claire] why?"),
        (replace(APPROVED, review=Review("Claire", "2024-11-19")), "Claire", "why?"),
        (APPROVED, "", "[Claire] why?"),
    ],
)
def test_who_only_comments_signs_nothing_of_others(today: Entry, reviewer: str, remark: str) -> None:
    """The words stay those of whoever decided; the comment tells whose it is."""
    after, _ = applied(back(comment="why?"), today)
    assert (after.review.reviewer, after.review.remark) == (reviewer, remark)
    assert applied(back(comment="why?"), after)[0] == after


# the catalogue of today | what the reviewer did to ENTRY | whose decision is told
@pytest.mark.parametrize(
    ("today", "changes", "instead"),
    [
        (REMARKED, {"decision": State.APPROVED}, "“needs work” of Paul"),
        (UNFINISHED, {"decision": State.REJECTED}, "“needs work” of someone else"),
        (APPROVED, {"revised": "Hi 12."}, "“approved” of someone else"),
        (REMARKED, {"revised": "Hi 12."}, "“needs work” of Paul"),
        (REMARKED, {"comment": "why?"}, ""),
        (ENTRY, {"decision": State.APPROVED}, ""),
    ],
)
def test_replaced_decision_is_told(today: Entry, changes: dict[str, Any], instead: str) -> None:
    """A decision that someone made meanwhile gives way to this one, and the result says whose it was."""
    after, result = applied(back(**changes), today)
    assert (result.instead, result.needs_person) == (instead, False)
    assert today.review.remark in after.review.remark


def test_reviewer_signs() -> None:
    """The entry keeps who decided, when, the remark and the machine's draft; what it replaced is forgotten."""
    entry = replace(ENTRY, previous_source="Salut.", previous_target="Hey.")
    after, _ = applied(back(entry, revised="Hi 12.", comment="shorter"), entry)
    assert after.review == Review("Claire", DATE, "shorter")
    assert (after.draft, after.origin) == ("Hello 12.", "reviewer")
    assert (after.previous_source, after.previous_target) == ("", "")


def test_machine_draft_outlives_two_edits() -> None:
    """The draft kept is the machine's, not the first reviewer's text."""
    after, _ = applied(back(EDITED, revised="Hey 12."), EDITED)
    assert after.draft == "Hello 12."


def test_remarks_of_two_reviewers_stand_together() -> None:
    """A remark that came meanwhile is kept above the new one, and applying again adds nothing."""
    today = replace(ENTRY, review=Review("Paul", "2024-11-19", "from Paul"))
    after, _ = applied(back(comment="from Claire"), today)
    assert after.review.remark == "from Paul\n[Claire] from Claire"
    assert applied(back(comment="from Claire"), after)[0] == after


def test_remark_is_replaced_by_its_correction() -> None:
    """A remark that nobody else touched is what the comment column says now, and goes when it is emptied."""
    today = replace(ENTRY, review=Review("Claire", "2024-11-19", "first thought"))
    after, _ = applied(back(today, comment="second thought"), today)
    assert after.review.remark == "second thought"
    assert applied(back(today, comment=""), today)[0].review.remark == ""


def test_two_sheets_of_one_document_merge() -> None:
    """Two reviewers who worked on different rows both get their way; on the same row the second is a conflict."""
    second = replace(ENTRY, block_id="paragraph-2", source="Merci.", target="Thanks.")
    rows = back(revised="Hi 12."), back(second, decision=State.APPROVED)
    merged, first = apply_sheet(catalog(ENTRY, second), sheet(rows[0], back(second)), DATE)
    merged, later = apply_sheet(merged, sheet(back(revised="Hey 12."), rows[1], reviewer="Paul"), DATE)
    assert [(entry.target, entry.review.reviewer) for entry in merged.entries] == [
        ("Hi 12.", "Claire"),
        ("Thanks.", "Paul"),
    ]
    assert not first.needs_person
    assert [(result.outcome, result.text) for result in later.results] == [
        (Outcome.CONFLICT, "Hey 12."),
        (Outcome.APPROVED, ""),
    ]
    assert later.conflicts == (Row(merged.entries[0], "Hey 12.", "", Outcome.CONFLICT),)


@pytest.mark.parametrize(
    ("rows", "outcomes", "target"),
    [
        ((back(), back(number=9)), [Outcome.UNTOUCHED], "Hello 12."),
        ((back(), back(number=9, revised="Hi 12.")), [Outcome.EDITED], "Hi 12."),
        ((back(revised="Hi 12."), back(number=9, revised="Hi 12.")), [Outcome.EDITED], "Hi 12."),
        ((back(revised="Hi."), back(number=9, revised="Hey.")), [Outcome.DUPLICATED] * 2, "Hello 12."),
    ],
)
def test_duplicated_rows(rows: tuple[Returned, ...], outcomes: list[Outcome], target: str) -> None:
    """Copies of a row count once; where they say different things, none is applied and all are named."""
    merged, report = apply_sheet(catalog(), sheet(*rows), DATE)
    assert [result.outcome for result in report.results] == outcomes
    assert merged.entries[0].target == target


def test_missing_and_misplaced() -> None:
    """Deleted rows are named, and so is text that stands where it is not read."""
    returned = sheet(
        back(locked=("typed in the draft",)), exported=("paragraph-1", "paragraph-2"), strays=("x",)
    )
    other = replace(ENTRY, block_id="paragraph-2")
    _, report = apply_sheet(catalog(ENTRY, other), returned, DATE)
    assert [(result.outcome, result.block_id, result.text) for result in report.results] == [
        (Outcome.UNTOUCHED, "paragraph-1", ""),
        (Outcome.LOCKED, "paragraph-1", "typed in the draft"),
        (Outcome.LOCKED, "", "x"),
        (Outcome.MISSING, "paragraph-2", ""),
    ]
    assert report.needs_person


def number_judge(entry: Entry) -> Entry:
    missing = Finding("number-value", Severity.ERROR, "numbers", "12 is missing.")
    found = () if "12" in entry.target else (missing,)
    return replace(entry, findings=tuple(waive_findings(found, entry.waivers)))


def test_checks_tell_and_do_not_stop() -> None:
    """A reviewer who changes a number is told, and the text stands."""
    after, result = applied(back(revised="Hi."), judge=partial(map, number_judge))
    assert after.target == "Hi."
    assert [finding.id for finding in result.findings] == ["number-value"]
    assert result.needs_person


def test_waiver_in_comment() -> None:
    """A line “ok CHECK: reason” waives the finding for this entry and is no remark; the waiver stays with it."""
    row = back(revised="Hi.", comment="shorter\nok number-value : it is in the title")
    after, result = applied(row, judge=partial(map, number_judge))
    assert after.waivers == (Waiver("number-value", "it is in the title"),)
    assert after.review.remark == "shorter"
    assert after.findings[0].waiver == "it is in the title"
    assert not result.needs_person
    assert applied(row, after, judge=partial(map, number_judge))[0] == after


def test_only_a_check_that_exists_is_waived() -> None:
    """A waiver of anything else is told, kept as a remark, and waives nothing; what was found in the entry may be named."""
    found = replace(ENTRY, findings=(Finding("foreign", Severity.WARNING, "", "Hm."),))
    row = back(found, comment="ok numbervalue: fine\nok number-value: in the title\nOK foreign: ours")
    after, result = applied(row, found, known=("number-value",))
    assert [waiver.check for waiver in after.waivers] == ["number-value", "foreign"]
    assert after.review.remark == "ok numbervalue: fine"
    assert (result.outcome, result.unknown, result.needs_person) == (
        Outcome.COMMENTED,
        ("numbervalue",),
        True,
    )
    again, second = applied(row, after, known=("number-value",))
    assert (again, second.outcome) == (after, Outcome.ALREADY)


def test_remarks_on_the_french_outlive_an_edit() -> None:
    """An edit drops what was found in the old English, and keeps notes on the French."""
    entry = replace(
        ENTRY,
        findings=(
            Finding("ambiguous-term", Severity.INFO, "terminology", "12?", (8, 10)),
            Finding("spelling", Severity.WARNING, "spelling", "Hello?", None, (0, 5)),
        ),
    )
    after, _ = applied(back(entry, revised="Hi 12."), entry)
    assert [finding.id for finding in after.findings] == ["ambiguous-term"]


# No word is lost ----------------------------------------------------------------------------------------------

words = st.text(st.sampled_from("ab é=\n"), min_size=1, max_size=6).map(str.strip)
states = st.sampled_from(State)


@st.composite
def reviews(draw: st.DrawFn) -> tuple[Catalog, Sheet]:
    """Draw a catalogue of today and a sheet that was made from an older one and edited in any way."""
    entries, rows = [], []
    for number in range(draw(st.integers(1, 4))):
        old = replace(
            ENTRY, block_id=f"p{number}", source=f"Texte {number}", target=draw(words), state=draw(states)
        )
        if old.state is State.REJECTED or (old.state.reviewed and not old.target):
            old = replace(old, target="", state=State.REJECTED)
        for copy in range(draw(st.integers(0, 2))):
            row = back(old, number=number * 10 + copy)
            changes: dict[str, Any] = draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "revised": words,
                        "comment": words,
                        "decision": st.none() | st.sampled_from([state for state in State if state.touched]),
                        "problem": st.sampled_from(["", "formula"]),
                        "locked": st.lists(words, max_size=1).map(tuple),
                        "block_id": st.sampled_from(["", "elsewhere", old.block_id]),
                    },
                )
            )
            rows.append(replace(row, **changes))
        today = draw(
            st.sampled_from(
                [
                    old,
                    replace(old, target="moved", state=State.EDITED),
                    replace(old, source="changed"),
                    replace(old, obsolete=True),
                    replace(old, review=Review("Paul", DATE, "Paul’s")),
                ]
            )
        )
        entries.append(today)
    return Catalog(Header("doc"), tuple(entries)), sheet(*rows)


def said_in(merged: Catalog, report: Report) -> list[str]:
    """Return every text that the catalogue or the report holds."""
    kept = [text for entry in merged.entries for text in (entry.target, *entry.review.remark.split("\n"))]
    kept += [waiver.reason for entry in merged.entries for waiver in entry.waivers]
    return kept + [text for result in report.results for text in (result.text, *result.comment.split("\n"))]


@given(reviews())
@settings(max_examples=250, deadline=None)
def test_no_word_is_lost(drawn: tuple[Catalog, Sheet]) -> None:
    """Whatever a reviewer did and whatever happened meanwhile, each word is in the catalogue or in the report."""
    today, returned = drawn
    merged, report = apply_sheet(today, returned, DATE)
    known = {text_hash(text) for text in said_in(merged, report)}
    for row in returned.rows:
        if row.text_changed:
            assert text_hash(row.revised) in known or not row.revised
        if row.comment_changed and row.comment:
            assert {text_hash(line) for line in row.comment.split("\n")} <= known
        assert {text_hash(text) for text in row.locked} <= known


@given(reviews())
@settings(max_examples=200, deadline=None)
def test_applying_twice_changes_nothing(drawn: tuple[Catalog, Sheet]) -> None:
    """The second application of a sheet leaves the catalogue as the first made it."""
    today, returned = drawn
    once, _ = apply_sheet(today, returned, DATE)
    assert apply_sheet(once, returned, DATE)[0] == once


@given(reviews())
@settings(max_examples=200, deadline=None)
def test_unapplied_rows_change_nothing(drawn: tuple[Catalog, Sheet]) -> None:
    """An entry differs afterwards only where a row of it was applied."""
    today, returned = drawn
    merged, report = apply_sheet(today, returned, DATE)
    applied_ids = {result.block_id for result in report.results if result.outcome.applied}
    for before, after in zip(today.entries, merged.entries, strict=True):
        assert before == after or before.block_id in applied_ids


BOOK = io.BytesIO()
write_review(
    BOOK,
    catalog(*(replace(ENTRY, block_id=f"p{n}", source=f"Texte {n}", target=f"Text {n}") for n in range(4))),
)

cell_edits = st.tuples(
    st.just("write"),
    st.integers(3, 9),
    st.sampled_from([1, *range(4, 17)]),
    st.integers(0, 999).map("w{}".format),
)
row_edits = st.tuples(
    st.sampled_from(["delete", "copy", "swap"]), st.integers(4, 7), st.integers(4, 9), st.just("")
)


@given(st.lists(cell_edits | row_edits, max_size=6))
@settings(max_examples=20, deadline=None)
def test_no_word_in_a_workbook_is_lost(changes: list[tuple[str, int, int, str]]) -> None:
    """Whatever was written into whichever cell of the sheet, rows copied, deleted and swapped: it is not lost."""
    book = openpyxl.load_workbook(BOOK)
    table = book.worksheets[0]
    for what, row, other, text in changes:
        if what == "write":
            table.cell(row, other).value = text
        elif what == "delete":
            table.delete_rows(row)
        else:
            for first, second in zip(table[row], table[other], strict=True):
                first.value, second.value = (first.value if what == "copy" else second.value), first.value
    written = {
        str(cell.value) for line in table.iter_rows() for cell in line if str(cell.value).startswith("w")
    }
    stream = io.BytesIO()
    book.save(stream)
    returned = read_review(io.BytesIO(stream.getvalue())).sheet
    today = catalog(
        *(replace(ENTRY, block_id=f"p{n}", source=f"Texte {n}", target=f"Text {n}") for n in range(4))
    )
    merged, report = apply_sheet(today, returned, DATE)
    told = "\n".join((*said_in(merged, report), *(result.reason for result in report.results)))
    titles = {str(cell.value) for cell in table[3]}
    assert {text for text in written - titles if text not in told} == set()


def test_rows_of_a_catalogue() -> None:
    """A first export shows every living entry with its own text, against which it will be compared."""
    gone = replace(ENTRY, block_id="gone", obsolete=True)
    rows = rows_of(catalog(ENTRY, gone))
    assert rows == (Row(ENTRY, "Hello 12.", ""),)
    hashed = text_hash("Hello 12.")
    assert rows[0].base == Base(text_hash("Bonjour 12."), hashed, hashed, text_hash(""), State.DRAFT)
