"""Approved blocks become approved sentences; nothing that a person chose is taken for something else."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from itertools import chain
from typing import Any

import pytest

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, State
from passerelle.translate.catalog.findings import Finding, Severity, Waiver
from passerelle.translate.ladder.plan import Plan, plan_document
from passerelle.translate.memory import Learned, Memory, add_units, count_units, learn, list_units, units_of
from passerelle.translate.memory.unit import TranslationUnit
from passerelle.translate.text.document import Document

Approve = Callable[..., Catalog]

TWO = "La biopsie liquide entre dans la pratique. Le reste à charge augmente de 12 % cette année."
TWO_EN = "Liquid biopsy is entering practice. The out-of-pocket cost is rising by 12% this year."


def pairs(memory: Memory) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in list_units(memory)]


def test_a_block_is_learned_sentence_by_sentence(
    memory: Memory, termbase: Termbase, approve: Approve
) -> None:
    """Each sentence has its own English, its neighbours and where it comes from."""
    learn(memory, approve((TWO, TWO_EN), ("Fin.", "End.")), termbase)
    first, second, last = list_units(memory)
    assert first.target == "Liquid biopsy is entering practice."
    assert (first.previous, first.following) == ("", "Le reste à charge augmente de 12 % cette année.")
    assert (last.previous, last.following) == (second.source, "")
    assert (first.document, first.reviewer, first.date) == ("convention", "Claire", "2024-11-15")
    assert first.glossary == termbase.version
    assert first.key != second.key != last.key


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        # The reviewer cut a sentence in two.
        (
            "Liquid biopsy is entering practice. The out-of-pocket cost is rising. It rises by 12% this year.",
            [
                "Liquid biopsy is entering practice.",
                "The out-of-pocket cost is rising. It rises by 12% this year.",
            ],
        ),
        # … made one of two
        ("Liquid biopsy is entering practice while the out-of-pocket cost is rising by 12% this year.", None),
        # … or had the second first.
        ("The out-of-pocket cost is rising by 12% this year. Liquid biopsy is entering practice.", None),
    ],
    ids=["cut", "merged", "changed places"],
)
def test_a_block_edited_as_a_whole_is_aligned_or_kept_whole(
    memory: Memory, termbase: Termbase, approve: Approve, english: str, expected: list[str] | None
) -> None:
    """What cannot be told apart is a unit of its own: no sentence gets the English of another."""
    learn(memory, approve((TWO, english), draft=TWO_EN), termbase)
    if expected is None:
        [unit] = list_units(memory)
        assert (unit.source, unit.target, unit.whole) == (TWO, english, True)
    else:
        assert [target for _, target in pairs(memory)] == expected


def test_marks_stay_with_their_sentence(memory: Memory, termbase: Termbase, approve: Approve) -> None:
    """Each sentence has its own marks, numbered from 1; one around both is around each."""
    french = "<1>La <2>biopsie liquide</2> avance. Voir <3/>le <4>site</4>.</1>"
    english = "<1><2>Liquid biopsy</2> advances. See <3/>the <4>site</4>.</1>"
    learn(memory, approve((french, english)), termbase)
    assert pairs(memory) == [
        ("<1>La <2>biopsie liquide</2> avance.</1>", "<1><2>Liquid biopsy</2> advances.</1>"),
        ("<1>Voir <2/>le <3>site</3>.</1>", "<1>See <2/>the <3>site</3>.</1>"),
    ]


@pytest.mark.parametrize("state", [State.DRAFT, State.NEEDS_WORK, State.REJECTED])
def test_only_what_a_person_vouches_for_is_learned(
    memory: Memory, termbase: Termbase, approve: Approve, state: State
) -> None:
    """A draft is no memory."""
    catalog = approve((TWO, TWO_EN))
    catalog = replace(catalog, entries=tuple(replace(entry, state=state) for entry in catalog.entries))
    learn(memory, catalog, termbase)
    assert count_units(memory) == 0


def test_what_breaks_a_rule_is_not_learned(memory: Memory, termbase: Termbase, approve: Approve) -> None:
    """Open errors keep a block out, and make the memory forget what it held of it; a waiver lets it in."""
    catalog = approve((TWO, TWO_EN))
    (entry,) = catalog.entries
    found = replace(entry, findings=(Finding("number-value", Severity.ERROR, "numbers", "12 is missing."),))
    learn(memory, catalog, termbase)
    assert learn(memory, replace(catalog, entries=(found,)), termbase) == Learned(0, 0, 1, (entry.block_id,))
    assert count_units(memory) == 0
    waived = replace(found, waivers=(Waiver("number-value", "as in the report"),))
    assert learn(memory, replace(catalog, entries=(waived,)), termbase) == Learned(1, 1, 0)


def test_learning_again_changes_nothing(memory: Memory, termbase: Termbase, approve: Approve) -> None:
    """Applying a sheet twice leaves the memory as it was."""
    catalog = approve((TWO, TWO_EN))
    assert learn(memory, catalog, termbase) == Learned(1, 1, 0)
    before = list(list_units(memory))
    assert learn(memory, catalog, termbase) == Learned(1, 0, 0)
    assert list(list_units(memory)) == before


def test_a_second_review_replaces_the_first(memory: Memory, termbase: Termbase, approve: Approve) -> None:
    """Of one block the memory holds what is approved now; another document's stays."""
    learn(memory, approve(("Fin.", "End.")), termbase)
    learn(memory, approve(("Fin.", "The end."), name="autre"), termbase)
    learn(memory, approve(("Fin.", "Finish.")), termbase)
    assert sorted(pairs(memory)) == [("Fin.", "Finish."), ("Fin.", "The end.")]


def test_what_was_approved_of_an_older_text_stays(
    memory: Memory, termbase: Termbase, approve: Approve
) -> None:
    """A block keeps its id when its French changes, and its old sentences stay right."""
    old = approve(("Il pleut.", "It rains."))
    new = replace(old, entries=(replace(old.entries[0], source="Il neige.", target="It snows."),))
    learn(memory, old, termbase)
    learn(memory, new, termbase)
    assert pairs(memory) == [("Il pleut.", "It rains."), ("Il neige.", "It snows.")]


@pytest.mark.parametrize("state", [State.NEEDS_WORK, State.REJECTED])
def test_what_is_sent_back_is_forgotten(
    memory: Memory, termbase: Termbase, approve: Approve, state: State
) -> None:
    """An approval that was wrong is not used again."""
    catalog = approve(("Fin.", "End."), ("Oui.", "Yes."))
    learn(memory, catalog, termbase)
    first, second = catalog.entries
    learned = learn(memory, replace(catalog, entries=(replace(first, state=state), second)), termbase)
    assert learned == Learned(1, 0, 1)
    assert pairs(memory) == [("Oui.", "Yes.")]


def test_a_fresh_draft_forgets_nothing_unless_its_approval_was_taken_back(
    memory: Memory, termbase: Termbase, approve: Approve
) -> None:
    """After a fresh translation all are drafts again: that is no judgement on what was approved."""
    approved = approve(("Fin.", "End."))
    learn(memory, approved, termbase)
    drafts = replace(approved, entries=tuple(replace(entry, state=State.DRAFT) for entry in approved.entries))
    learn(memory, drafts, termbase)
    assert count_units(memory) == 1
    assert learn(memory, drafts, termbase, before=approved).forgotten == 1
    assert count_units(memory) == 0


def test_imported_units_are_no_blocks_to_be_replaced(
    memory: Memory, termbase: Termbase, approve: Approve
) -> None:
    """A review touches what came from its own document."""
    add_units(memory, [TranslationUnit("Fin.", "Finis.")])
    learn(memory, approve(("Fin.", "End.")), termbase)
    assert len(pairs(memory)) == 2


def test_a_block_without_letters_or_english_is_no_unit(termbase: Termbase, approve: Approve) -> None:
    """An empty text teaches nothing."""
    assert list(units_of(approve(("<1/>", "<1/>"), ("Fin.", "")), termbase)) == []


def test_neighbours_are_those_of_the_text(termbase: Termbase, approve: Approve) -> None:
    """A sentence's neighbours may stand some blocks away: blocks without sentences are none, drafts are."""
    catalog = approve(
        ("<1/>", "<1/>"), (TWO, TWO_EN), ("<1/>", "<1/>"), ("Suite.", "More."), ("Fin.", "End.")
    )
    entries = (
        replace(each, state=State.DRAFT) if each.source == "Suite." else each for each in catalog.entries
    )
    first, second, last = chain.from_iterable(units_of(replace(catalog, entries=tuple(entries)), termbase))
    assert (first.previous, second.following, last.previous, last.following) == ("", "Suite.", "Suite.", "")


def test_of_a_long_catalogue_only_some_blocks_are_held(
    termbase: Termbase, approve: Approve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks are taken apart as their units are taken, and only the next one before."""
    planned: list[str] = []

    def plan_noted(document: Document, *args: Any, **options: Any) -> Iterator[Plan]:
        for plan in plan_document(document, *args, **options):
            planned.append(plan.plain)
            yield plan

    monkeypatch.setattr(import_module(learn.__module__), "plan_document", plan_noted)
    catalog = approve(*((f"Texte {number}.", f"Text {number}.") for number in range(50)))
    assert [unit.source for unit in next(units_of(catalog, termbase))] == planned[:1]
    assert len(planned) == 2
