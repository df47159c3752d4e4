"""What a reviewer's words do to an entry: who wrote it, and what is known of it."""

from dataclasses import replace

from passerelle.translate.catalog.entry import Entry, State
from passerelle.translate.checks import Context, entry_judge
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.review.revise import Said, revise_entry
from passerelle.translate.text.document import BlockKind

TERM = Record(ConstraintKind.TERM, "rse", "RSE", 0, 3, "preferred", "CSR", Stage.FORCED_PREFIX, (4, 7), -0.1)
ENTRY = Entry("paragraph-1", BlockKind.PARAGRAPH, "RSE 12.", "The CSR 12.", records=(TERM,))
JUDGE = entry_judge(Context())


def revised(target: str, state: State = State.EDITED) -> Entry:
    wanted = replace(ENTRY, target=target, state=state)
    return revise_entry(ENTRY, wanted, Said("Claire", "2024-11-20", judge=JUDGE))


def test_ledger_of_a_reviewers_words_is_the_reviewers() -> None:
    """Every demand that the new English meets is the reviewer's doing, wherever it stood before; the others are not met."""
    (kept,) = revised("At 12, <1>CSR</1>.").records
    assert (kept.stage, kept.target_span, kept.score) == (Stage.REVIEWER, (7, 10), None)
    (lost,) = revised("The 12.").records
    assert (lost.stage, lost.target_span, bool(lost.reason)) == (Stage.UNMET, None, True)


def test_words_under_work_are_the_reviewers_too() -> None:
    """English that someone changed and left for another is a person's, not the model's."""
    after = revised("Our CSR 12.", State.NEEDS_WORK)
    assert (after.by_person, after.records[0].stage) == (True, Stage.REVIEWER)


def test_approval_leaves_the_ledger_to_the_machine() -> None:
    """Who vouches for the machine's words did not write them."""
    after = revised(ENTRY.target, State.APPROVED)
    assert (after.by_person, after.records) == (False, (TERM,))


def test_a_text_without_english_meets_nothing() -> None:
    """A rejected text holds no term, whatever its draft held; no finding asks for one."""
    after = revised("", State.REJECTED)
    assert [record.met for record in after.records] == [False]
    assert not after.findings


def test_new_words_have_no_ledger_until_they_are_judged() -> None:
    """Without a judge nothing is said of the new English rather than something old."""
    wanted = replace(ENTRY, target="The report 12.", state=State.EDITED)
    assert not revise_entry(ENTRY, wanted, Said("Claire", "2024-11-20")).records
