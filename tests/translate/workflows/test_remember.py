"""After a review the memory holds what was approved, and what was proposed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.formats.catalog_file import read_stored, replace_catalog
from passerelle.translate.memory import list_proposals, list_units, open_memory
from passerelle.translate.memory.terms import StoredProposal
from passerelle.translate.review.merge import Proposal
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.remember import remember_reviews
from passerelle.translate.workflows.review import Applied

NOW = datetime(2024, 11, 20, tzinfo=UTC)
DRAFT = Catalog(Header("bilan"), (Entry("p-1", BlockKind.PARAGRAPH, "Fin.", "End."),))
APPROVED = replace(
    DRAFT,
    entries=(replace(DRAFT.entries[0], state=State.APPROVED, review=Review("Claire", "2024-11-20")),),
)


def applied(before: Catalog, after: Catalog) -> Applied:
    proposals = (Proposal("parcours", "pathway", "usage", "Claire"),)
    return Applied("bilan", Path("bilan.po"), (), proposals, (), (), before, after)


def test_approvals_and_proposals_are_kept_and_withdrawals_forgotten(tmp_path: Path) -> None:
    """Twice is as good as once, and taking an approval back takes it out."""
    path = tmp_path / "memory.sqlite"
    for _ in range(2):
        remember_reviews(path, [applied(DRAFT, APPROVED)], Termbase(()), NOW)
    with open_memory(path) as memory:
        assert [(unit.source, unit.target) for unit in list_units(memory)] == [("Fin.", "End.")]
        assert list_proposals(memory) == [
            StoredProposal("parcours", "pathway", "usage", "Claire", "bilan", "2024-11-20")
        ]
    remember_reviews(path, [applied(APPROVED, DRAFT)], Termbase(()), NOW)
    with open_memory(path) as memory:
        assert list(list_units(memory)) == []


@pytest.mark.parametrize(("standing", "learned"), [(APPROVED, ["Fin."]), (DRAFT, [])])
def test_what_stands_in_the_file_is_learned(tmp_path: Path, standing: Catalog, learned: list[str]) -> None:
    """A decision that another run took back since the sheet was applied is not learned; a file that nobody touched is not read again."""
    path, memory_path = tmp_path / "bilan.po", tmp_path / "memory.sqlite"
    written = replace_catalog(read_stored(path), APPROVED, keep=None)
    if standing is not APPROVED:
        replace_catalog(read_stored(path), standing, keep=None)
    done = replace(applied(DRAFT, APPROVED), path=path, digest=written.digest)
    [(_, told)] = remember_reviews(memory_path, [done], Termbase(()), NOW)
    with open_memory(memory_path) as memory:
        assert [unit.source for unit in list_units(memory)] == learned
    assert told.approved == len(learned)
