"""Proposals that the memory keeps until someone decides."""

from pathlib import Path

from passerelle.translate.memory import list_proposals, open_memory, replace_proposals, store_proposals
from passerelle.translate.memory.terms import StoredProposal


def test_what_someone_says_anew_of_a_term_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """What others say of it, and what he said of other terms, stays."""
    kept = [StoredProposal("a", "x", "old", "Eve"), StoredProposal("b", "", "old", "extract")]
    with open_memory(tmp_path / "memory.sqlite") as memory:
        store_proposals(memory, [*kept, StoredProposal("a", "", "old", "extract", "p:1")])
        new = [
            StoredProposal("a", "", "new", "extract", "p:1"),
            StoredProposal("a", "", "more", "extract", "p:2"),
        ]
        replace_proposals(memory, new, "extract")
        assert list_proposals(memory) == [*kept, *new]
