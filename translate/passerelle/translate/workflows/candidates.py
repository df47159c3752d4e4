"""Candidates for the glossary out of reviews: terms that people proposed, and what they changed again and again. No I/O."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from passerelle.glossary.proposals import Candidate
from passerelle.glossary.rendering import find_renderings
from passerelle.translate.catalog.entry import Catalog, Entry, State
from passerelle.translate.memory.terms import StoredProposal
from passerelle.translate.review.edits import repeated_edits
from passerelle.translate.text.markup import unmark


def gather_candidates(
    catalogs: Iterable[Catalog], proposals: Iterable[StoredProposal] = ()
) -> Iterator[Candidate]:
    """Yield a candidate for each proposal, and for each change that was made in two blocks, of whatever documents."""
    for proposal in proposals:
        yield Candidate(
            proposal.source,
            proposal.target,
            notes=(proposal.note,) if proposal.note else (),
            reviewers=(proposal.reviewer,) if proposal.reviewer else (),
            places=(proposal.document,) if proposal.document else (),
        )
    edits = [edit for catalog in catalogs for edit in catalog_edits(catalog)]
    reviewers = {after.block_id: after.review.reviewer for _, after in edits}
    for edit in repeated_edits(edits):
        who = dict.fromkeys(reviewers[place] for place in edit.block_ids)
        yield Candidate(
            edit.source,
            edit.after,
            replaced=(edit.before,),
            reviewers=tuple(filter(None, who)),
            places=edit.block_ids,
        )


def catalog_edits(catalog: Catalog) -> Iterator[tuple[Entry, Entry]]:
    """Yield the edited entries as the machine left them and as they are now; ids tell the document, too."""
    for entry in catalog.current:
        if entry.state is State.EDITED and entry.draft and entry.target:
            after = replace(entry, block_id=f"{catalog.header.document}#{entry.block_id}")
            yield _as_drafted(after), after


def _as_drafted(entry: Entry) -> Entry:
    """Return an entry with the machine's text, its ledger telling where the renderings stood in that."""
    draft = unmark(entry.draft)[0]
    records = tuple(
        replace(record, target_span=next(iter(find_renderings(draft, [record.rendering])), None))
        for record in entry.records
        if record.rendering
    )
    return replace(entry, target=entry.draft, records=records)
