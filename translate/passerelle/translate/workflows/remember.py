"""What the memory keeps of a review once its sheets are applied."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from passerelle.glossary.termbase import Termbase
from passerelle.translate.memory import learn, open_memory, store_proposals
from passerelle.translate.memory.terms import StoredProposal
from passerelle.translate.workflows.review import Applied


def remember_reviews(path: Path, reviews: Iterable[Applied], termbase: Termbase, now: datetime) -> None:
    """Store approved blocks and proposed terms in the memory at ``path``; doing it again changes nothing.

    Raises:
        TranslationMemoryError: the memory cannot be used; the catalogues are not touched by that.
    """
    with open_memory(path) as memory:
        for applied in reviews:
            learn(memory, applied.catalog, termbase, before=applied.before)
            store_proposals(
                memory,
                (
                    StoredProposal(
                        each.source,
                        each.target,
                        each.note,
                        each.reviewer,
                        applied.document,
                        f"{now:%Y-%m-%d}",
                    )
                    for each in applied.proposals
                ),
            )
