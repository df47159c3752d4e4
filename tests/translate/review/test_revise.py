"""The ledger after a reviewer's words: where each rendering stands now."""

from dataclasses import replace

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.review.revise import renew_records
from passerelle.translate.text.document import BlockKind

ENTRY = Entry("paragraph-1", BlockKind.PARAGRAPH, "Bonjour 12.", "Hello 12.")


def test_ledger_follows_the_reviewer() -> None:
    """After an edit the ledger says where each rendering stands now, or that it is missing."""
    record = Record(
        ConstraintKind.TERM, "rse", "RSE", 0, 3, "preferred", "CSR", Stage.FORCED_PREFIX, (4, 7), -0.1
    )
    unmet = Record(ConstraintKind.TERM, "has", "HAS", 6, 9, "short", "HAS", Stage.UNMET, reason="no")
    entry = replace(ENTRY, target="The CSR.", records=(record, unmet))
    kept = renew_records(entry, "<1>HAS</1> and CSR.")
    assert [(r.stage, r.target_span) for r in kept] == [(Stage.FORCED_PREFIX, (8, 11)), (Stage.PLAIN, (0, 3))]
    assert [r.met for r in renew_records(entry, "The responsibility.")] == [False, False]


GENERALIST = Concept(
    "mg", "médecin généraliste", "general practitioner", "x", target_variants=("GP", "doctor")
)
TERM = Record(
    ConstraintKind.TERM,
    "mg",
    "généraliste",
    0,
    11,
    "preferred",
    "general practitioner",
    Stage.REPLACED,
    (4, 24),
)


@pytest.mark.parametrize(
    ("rule", "revised", "expected"),
    [
        ("preferred", "The GPs.", (Stage.PLAIN, (4, 7), "written by the reviewer")),
        ("preferred", "The general practitioner.", (Stage.REPLACED, (4, 24), "")),
        ("preferred", "The nurse.", (Stage.UNMET, None, "not in the reviewer's text")),
        ("defined in the source", "The GP.", (Stage.UNMET, None, "not in the reviewer's text")),
    ],
)
def test_ledger_knows_what_else_the_glossary_accepts(
    rule: str, revised: str, expected: tuple[Stage, tuple[int, int] | None, str]
) -> None:
    """A variant meets the term, unless the French defines the very form."""
    entry = replace(ENTRY, target="The general practitioner.", records=(replace(TERM, rule=rule),))
    renewed = renew_records(entry, revised, Termbase((GENERALIST,)))
    assert [(r.stage, r.target_span, r.reason) for r in renewed] == [expected]


def test_a_variant_takes_no_place_that_another_record_claims() -> None:
    """A word counts once, for the record that asks for it."""
    doctor = replace(TERM, concept="docteur", source="docteur", rendering="doctor", target_span=(29, 35))
    entry = replace(ENTRY, target="The general practitioner and doctor.", records=(TERM, doctor))
    renewed = renew_records(entry, "The doctor.", Termbase((GENERALIST,)))
    assert [record.target_span for record in renewed] == [None, (4, 10)]
