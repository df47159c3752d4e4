"""What a reviewer is offered from the memory."""

from collections.abc import Callable

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry
from passerelle.translate.catalog.suggestion import Suggestion
from passerelle.translate.memory import Memory, learn, matches_of
from passerelle.translate.text.document import BlockKind

FRENCH = "Le reste à charge augmente de 12 % cette année."
ENTRY = Entry(
    "p-1",
    BlockKind.PARAGRAPH,
    f"<1>{FRENCH}</1> La biopsie liquide progresse.",
    suggestions=(Suggestion(82, "La biopsie liquide avance.", "Liquid biopsy advances.", "Paul"),),
)

Approve = Callable[..., Catalog]


def test_what_was_approved_since_the_run_is_found(
    memory: Memory, termbase: Termbase, approve: Approve
) -> None:
    """The most similar first, with the sentence of the text that it is like, beside what the run found."""
    learn(
        memory,
        approve(
            (FRENCH, "Out-of-pocket costs rise by 12%."), (FRENCH.replace("12", "14"), "They rise by 14%.")
        ),
        termbase,
    )
    found = matches_of(ENTRY, "doc", memory)
    assert [(match.suggestion.rate, match.suggestion.target) for match in found] == [
        (100, "Out-of-pocket costs rise by 12%."),
        (97, "They rise by 14%."),
        (82, "Liquid biopsy advances."),
    ]
    assert [match.source for match in found] == [FRENCH, FRENCH, "La biopsie liquide progresse."]


def test_an_entry_is_no_match_of_itself(memory: Memory, termbase: Termbase, approve: Approve) -> None:
    catalog = approve((FRENCH, "Out-of-pocket costs rise by 12%."))
    learn(memory, catalog, termbase)
    assert matches_of(catalog.current[0], "convention", memory) == ()
    assert len(matches_of(catalog.current[0], "another", memory)) == 1


def test_without_a_memory_there_is_what_the_run_found() -> None:
    assert [match.suggestion.rate for match in matches_of(ENTRY, "doc", None)] == [82]
