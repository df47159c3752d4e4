"""What people approved is learned from, and nothing else; each reason is counted."""

from collections import Counter

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.adaptation.select import (
    Reason,
    Unit,
    hold_back,
    is_machine,
    sample,
    select,
    sentences,
    why_not,
)
from passerelle.translate.catalog.entry import Entry, State
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.checks import Context
from passerelle.translate.memory import TranslationUnit
from passerelle.translate.text.document import BlockKind

CONTEXT = Context(Termbase((Concept("c1", "biopsie liquide", "liquid biopsy", "onco"),)))
FRENCH, ENGLISH = "Le patient est rentré chez lui mardi.", "The patient went home on Tuesday."


@pytest.mark.parametrize(
    ("state", "origin", "expected"),
    [
        (State.DRAFT, "machine", Reason.MACHINE),
        (State.DRAFT, "memory 82 %", Reason.FUZZY),
        (State.NEEDS_WORK, "machine", Reason.FUZZY),
        (State.REJECTED, "machine", Reason.DO_NOT_USE),
        (State.APPROVED, "machine", None),
        (State.EDITED, "reviewer", None),
    ],
)
def test_states(state: State, origin: str, expected: Reason | None) -> None:
    """Only what a person approved or wrote counts."""
    assert why_not(Entry("p-1", BlockKind.PARAGRAPH, FRENCH, ENGLISH, state, origin=origin)) is expected


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (Unit(ENGLISH, FRENCH), Reason.LANGUAGE),
        (Unit(FRENCH, FRENCH), Reason.LANGUAGE),
        (Unit(FRENCH, ""), Reason.LONG),
        (Unit("mot " * 90, "word " * 90), Reason.LONG),
        (Unit("Il coûte 12,5 %.", "It costs 125%."), Reason.WRONG),
        (Unit("Une biopsie liquide suffit.", "A blood test is enough."), Reason.GLOSSARY),
        (
            Unit("Il coûte 12,5 %.", "It costs 125%.", waivers=(Waiver("number-value", "a joke"),)),
            Reason.WAIVED,
        ),
    ],
)
def test_reasons(unit: Unit, reason: Reason) -> None:
    """What falls out is counted, the rest stays."""
    good = Unit(FRENCH, ENGLISH)
    selected = select([unit, good], CONTEXT)
    assert selected.units == (good,)
    assert selected.left_out == {reason: 1}


def test_what_a_check_says_is_told() -> None:
    selected = select([Unit("Une biopsie liquide suffit.", "A blood test is enough.", "doc")], CONTEXT)
    (problem,) = selected.problems
    assert (problem.unit.document, problem.reason) == ("doc", Reason.GLOSSARY)
    assert "liquid biopsy" in problem.message


def test_doubles_and_contradictions() -> None:
    """The latest of contradicting units stays, and the others are listed; typography makes no difference."""
    old = Unit(FRENCH, "The patient returned home on Tuesday.", date="2025-01-01")
    new = Unit(FRENCH, ENGLISH, date="2026-01-01")
    again = Unit(FRENCH.replace(" ", "\u00a0", 1), ENGLISH, date="2025-06-01")
    selected = select([new, old, again], CONTEXT)
    assert selected.units == (new,)
    assert selected.left_out == {Reason.CONTRADICTION: 1, Reason.DOUBLE: 1}
    assert [problem.unit for problem in selected.problems] == [old]


def test_what_fell_before_is_counted_too() -> None:
    selected = select([Unit(FRENCH, ENGLISH)], CONTEXT, left_out=Counter({Reason.MACHINE: 3}))
    assert selected.left_out == {Reason.MACHINE: 3}


def test_a_sample_of_very_many() -> None:
    """The same seed draws the same ones, in their order, and the rest is counted."""
    units = [Unit(f"Phrase numéro {number} ici.", f"Sentence number {number} here.") for number in range(40)]
    selected = select(units, CONTEXT, most=20)
    assert len(selected.units) == 20
    assert selected.left_out == {Reason.SAMPLE: 20}
    assert list(selected.units) == list(sample(units, 20, 1))
    assert list(selected.units) == sorted(selected.units, key=units.index)


@pytest.mark.parametrize(("documents", "size"), [(40, 5), (4, 50), (1, 200), (200, 1)])
def test_a_tenth_is_held_back_by_document(documents: int, size: int) -> None:
    """No document stands on both sides where there are enough of them; names alone decide which."""
    units = [
        Unit(f"Phrase {d} {n}", f"Sentence {d} {n}", f"d{d}") for d in range(documents) for n in range(size)
    ]
    learned, held = hold_back(units)
    assert sorted(learned + held, key=str) == sorted(units, key=str)
    assert 20 <= len(held) < 20 + max(size if documents > 9 else 0, 10)
    if documents >= 10:
        assert not {unit.document for unit in learned} & {unit.document for unit in held}
    assert hold_back(units) == (learned, held)


def test_units_are_cut_into_sentences() -> None:
    """Marks go; a unit whose sides have not as many sentences stays whole."""
    unit = TranslationUnit("<1>Un.</1> Deux sont là.", "<1>One.</1> Two are here.", document="d")
    assert [(each.french, each.english) for each in sentences(unit)] == [
        ("Un.", "One."),
        ("Deux sont là.", "Two are here."),
    ]
    whole = TranslationUnit("Un est là. Deux aussi.", "One and two are here.")
    assert [each.english for each in sentences(whole)] == ["One and two are here."]


@pytest.mark.parametrize(
    ("reviewer", "machine"), [("MT!", True), ("DeepL", True), ("Anne", False), ("", False)]
)
def test_machines_of_other_memories(reviewer: str, *, machine: bool) -> None:
    assert is_machine(TranslationUnit("a", "b", reviewer=reviewer)) is machine
