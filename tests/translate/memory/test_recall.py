"""Approved sentences are used again exactly where they are still right; similar ones are only shown."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.constraints.constraint import Stage
from passerelle.translate.ladder.plan import Plan
from passerelle.translate.memory import Memory, TranslationUnit, add_units, learn, recall
from passerelle.translate.text.markup import mark

Approve = Callable[..., Catalog]
PlanTexts = Callable[..., Sequence[Plan]]

BIOPSY = "La biopsie liquide entre dans la pratique."
BIOPSY_EN = "Liquid biopsy is entering practice."
COST = "Le reste à charge augmente de 12 % cette année."
COST_EN = "The out-of-pocket cost is rising by 12% this year."


@pytest.fixture
def known(memory: Memory, termbase: Termbase, approve: Approve) -> Memory:
    learn(memory, approve((f"{BIOPSY} {COST}", f"{BIOPSY_EN} {COST_EN}")), termbase)
    return memory


def test_a_sentence_in_its_context_is_a_101_match(known: Memory, plan: PlanTexts) -> None:
    """The same neighbours on both sides, in whatever block they stand."""
    first, second = recall(known, plan(BIOPSY, COST), [True, True])
    assert [hit.rate for hit in (*first.hits, *second.hits) if hit] == [101, 101]
    assert (first.origin, second.complete) == ("memory 101 %", True)


def test_a_sentence_among_others_is_a_100_match(known: Memory, plan: PlanTexts) -> None:
    """Typography is no difference; the English is the approved one."""
    text = "Nouveau. La biopsie\u00a0liquide entre dans la pratique. Encore."
    [found] = recall(known, plan(text), [True])
    assert [hit and (hit.rate, hit.text) for hit in found.hits] == [None, (100, BIOPSY_EN), None]
    assert (found.origin, found.found, found.complete) == ("memory 1/3", 1, False)


def test_what_is_not_wanted_is_not_looked_up(known: Memory, plan: PlanTexts) -> None:
    """A kept block is only context."""
    plans = plan(BIOPSY, COST)
    known.connection.close()
    assert [found.found for found in recall(known, plans, [False, False])] == [0, 0]


def test_a_changed_entry_invalidates_only_the_sentences_in_which_it_occurs(
    known: Memory, plan: PlanTexts, with_target: Callable[..., Termbase]
) -> None:
    """The sentence of the other term is used as before; the old English is shown with its rate."""
    [found] = recall(known, plan(f"{BIOPSY} {COST}", termbase=with_target("blood biopsy")), [True])
    assert [hit and hit.text for hit in found.hits] == [None, COST_EN]
    assert [(each.rate, each.target) for each in found.suggestions] == [(100, BIOPSY_EN)]


def test_a_changed_entry_that_the_english_obeys_invalidates_nothing(
    known: Memory, plan: PlanTexts, with_target: Callable[..., Termbase]
) -> None:
    """A new forbidden form or variant changes the key, but the approved English meets it."""
    changed = with_target("blood biopsy", target_variants=("liquid biopsy",), forbidden=("fluid biopsy",))
    [found] = recall(known, plan(f"{BIOPSY} {COST}", termbase=changed), [True])
    assert found.complete


def test_an_approved_sentence_against_the_glossary_is_used_and_the_ledger_says_so(
    memory: Memory, plan: PlanTexts, termbase: Termbase, approve: Approve
) -> None:
    """A person decided so under this very glossary: the record tells, nothing is hidden."""
    learn(memory, approve((BIOPSY, "Blood tests are entering practice.")), termbase)
    [found] = recall(memory, plan(BIOPSY), [True])
    [hit] = found.hits
    assert hit is not None
    assert [(record.stage, bool(record.reason)) for record in hit.records] == [(Stage.UNMET, True)]


def test_the_ledger_of_a_hit_says_memory_and_where(known: Memory, plan: PlanTexts) -> None:
    """No rung of the ladder was needed."""
    [found] = recall(known, plan(COST), [True])
    [hit] = found.hits
    assert hit is not None
    told = [
        (record.source, record.stage, hit.text[slice(*record.target_span or ())]) for record in hit.records
    ]
    assert told == [
        ("reste à charge", Stage.MEMORY, "out-of-pocket cost"),
        ("12 %", Stage.MEMORY, "12%"),
    ]


def test_an_imported_pair_without_key_is_used_only_if_it_obeys(memory: Memory, plan: PlanTexts) -> None:
    """Nobody knows which glossary it was approved under."""
    add_units(
        memory,
        [TranslationUnit(BIOPSY, "Blood tests are entering practice."), TranslationUnit(COST, COST_EN)],
    )
    first, second = recall(memory, plan(BIOPSY, COST), [True, True])
    assert (first.found, second.found) == (0, 1)


def test_a_block_kept_whole_comes_back_whole(
    memory: Memory, plan: PlanTexts, termbase: Termbase, approve: Approve
) -> None:
    """Its ledger has the offsets of the block."""
    merged = "Liquid biopsy is entering practice, while the out-of-pocket cost is rising by 12% this year."
    learn(memory, approve((f"{BIOPSY} {COST}", merged), draft="Something else."), termbase)
    [found] = recall(memory, plan(f"{BIOPSY} {COST}"), [True])
    assert found.whole is not None
    assert (found.whole.text, found.complete, found.found) == (merged, True, 2)
    source = f"{BIOPSY} {COST}"
    assert [source[record.start : record.end] for record in found.whole.records] == [
        "biopsie liquide",
        "reste à charge",
        "12 %",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voir <4>ici</4> et <7>là</7>.", "See <4>here</4> and <7>there</7>."),
        ("Voir ici et là.", None),
        ("Voir <4>ici et là</4>.", None),
    ],
)
def test_marks_take_todays_numbers_where_the_french_is_marked_the_same(
    memory: Memory, plan: PlanTexts, termbase: Termbase, approve: Approve, text: str, expected: str | None
) -> None:
    """Otherwise they are left to be projected."""
    learn(memory, approve(("Voir <1>ici</1> et <2>là</2>.", "See <1>here</1> and <2>there</2>.")), termbase)
    [found] = recall(memory, plan(text), [True])
    [hit] = found.hits
    assert hit is not None
    assert (None if hit.spans is None else mark(hit.text, hit.spans)) == expected


def test_a_similar_sentence_is_shown_with_its_rate_and_replaces_nothing(
    known: Memory, plan: PlanTexts
) -> None:
    """The draft stays the machine's."""
    [found] = recall(known, plan("La biopsie liquide entre dans la pratique courante."), [True])
    assert found.hits == (None,)
    assert found.origin == "machine"
    [shown] = found.suggestions
    assert (shown.source, shown.target, shown.where) == (BIOPSY, BIOPSY_EN, "Claire, 2024-11-15, convention")
    assert 70 <= shown.rate < 100


def test_context_decides_between_two_approved_texts_and_the_other_is_shown(
    memory: Memory, plan: PlanTexts, termbase: Termbase, approve: Approve
) -> None:
    """Else the newest wins."""
    learn(memory, approve(("Bilan.", "Review."), ("Fin.", "End."), name="a"), termbase)
    newer = approve(("Budget.", "Budget."), ("Fin.", "The end."), name="b")
    newer = replace(
        newer,
        entries=tuple(replace(e, review=replace(e.review, date="2025-03-01")) for e in newer.entries),
    )
    learn(memory, newer, termbase)
    told = [recall(memory, plan(before, "Fin."), [True, True])[1] for before in ("Bilan.", "Autre.")]
    assert [found.hits[0] and found.hits[0].text for found in told] == ["End.", "The end."]
    assert [[each.target for each in found.suggestions] for found in told] == [["The end."], ["End."]]
