"""What became of a termbase, concept for concept."""

from dataclasses import replace

import pytest

from passerelle.glossary.compare import CellChange, Kind, compare_termbases
from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.termbase import Termbase

WORD = Concept("mot", "mot", "word", "d", target_variants=("term",))


def changes(before: tuple[Concept, ...], after: tuple[Concept, ...]) -> list[tuple[Kind, str, bool]]:
    found = compare_termbases(Termbase(before), Termbase(after))
    return [(change.kind, change.concept.id, change.binding) for change in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((WORD,), (WORD,), []),
        ((), (WORD,), [(Kind.ADDED, "mot", True)]),
        ((WORD,), (), [(Kind.REMOVED, "mot", True)]),
        ((WORD,), (replace(WORD, target="term"),), [(Kind.CHANGED, "mot", True)]),
        ((WORD,), (replace(WORD, note="seen"),), [(Kind.CHANGED, "mot", False)]),
        ((WORD,), (replace(WORD, domain="e"),), []),
        ((WORD,), (replace(WORD, status=Status.DEPRECATED),), [(Kind.DEPRECATED, "mot", True)]),
        ((replace(WORD, status=Status.DEPRECATED),), (WORD,), [(Kind.CHANGED, "mot", True)]),
        ((), (replace(WORD, status=Status.DEPRECATED),), [(Kind.ADDED, "mot", False)]),
    ],
)
def test_each_change_has_its_kind(
    before: tuple[Concept, ...], after: tuple[Concept, ...], expected: list[tuple[Kind, str, bool]]
) -> None:
    """Only what binds a translation touches texts."""
    assert changes(before, after) == expected


def test_changed_columns_are_told_with_both_values() -> None:
    (change,) = compare_termbases(
        Termbase((WORD,)), Termbase((replace(WORD, target_variants=("term", "name")),))
    )
    assert change.cells == (CellChange("en_variants", "term", "term|name"),)
