"""Proposals and repeated edits become candidates for the glossary."""

from passerelle.glossary.proposals import Candidate
from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.memory.terms import StoredProposal
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.candidates import gather_candidates

RECORD = Record(
    ConstraintKind.TERM, "rac", "reste à charge", 3, 17, "preferred", "remaining charge", Stage.UNMET
)


def catalog(name: str, *, state: State = State.EDITED, records: tuple[Record, ...] = (RECORD,)) -> Catalog:
    entry = Entry(
        "p-1",
        BlockKind.PARAGRAPH,
        f"Le reste à charge des {name} baisse.",
        f"The out-of-pocket cost of {name} is falling.",
        state,
        draft=f"The remaining charge of {name} is falling.",
        review=Review("Claire", "2024-11-15"),
        records=records,
    )
    return Catalog(Header(name), (entry,))


def test_an_edit_made_in_two_documents_is_a_candidate_with_its_french() -> None:
    """The French is the term that the machine's text rendered there."""
    [found] = gather_candidates([catalog("patients"), catalog("assurés")])
    assert found == Candidate(
        "reste à charge",
        "out-of-pocket cost",
        ("remaining charge",),
        (),
        ("Claire",),
        ("patients#p-1", "assurés#p-1"),
    )


def test_without_a_ledger_the_french_is_what_both_sentences_share() -> None:
    """A guess that a person sees before it becomes an entry."""
    [found] = gather_candidates([catalog("patients", records=()), catalog("assurés", records=())])
    assert "reste à charge" in found.source


def test_an_edit_made_once_or_not_vouched_for_is_none() -> None:
    """Once is a matter of the sentence, not of the term."""
    assert list(gather_candidates([catalog("patients"), catalog("assurés", state=State.NEEDS_WORK)])) == []


def test_a_proposal_is_a_candidate_at_once() -> None:
    """With what the reviewer remarked."""
    proposal = StoredProposal("parcours", "pathway", "usage", "Paul", "convention", "2024-11-15")
    [found] = gather_candidates([], [proposal])
    assert found == Candidate("parcours", "pathway", (), ("usage",), ("Paul",), ("convention",))
