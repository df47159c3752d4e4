"""What the memory keeps of a review once its sheets are applied."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from passerelle.glossary.files import digest, read_bytes
from passerelle.glossary.locks import PATIENT, Patience, lock_file
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.formats.catalog_file import read_stored
from passerelle.translate.memory import Learned, learn, open_memory, store_proposals
from passerelle.translate.memory.terms import StoredProposal
from passerelle.translate.workflows.review import Applied


def remember_reviews(
    path: Path, reviews: Iterable[Applied], termbase: Termbase, now: datetime, patience: Patience = PATIENT
) -> list[tuple[Applied, Learned]]:
    """Store approved blocks and proposed terms in the memory at ``path``; doing it again changes nothing.

    Returns what was learned of each document.

    Raises:
        ReadOnlyMemoryError: the memory can only be read.
        TranslationMemoryError: the memory cannot be used; the catalogues are not touched by that.
    """
    done: list[tuple[Applied, Learned]] = []
    with open_memory(path) as memory:
        for applied in reviews:
            with lock_file(applied.path, patience):
                learned = learn(memory, _as_it_stands(applied), termbase, before=applied.before)
            done.append((applied, learned))
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
    return done


def _as_it_stands(applied: Applied) -> Catalog:
    """Return the catalogue of now: a decision that another run took back since must not be learnt again."""
    path = applied.path
    if path.exists() and digest(read_bytes(path)) == applied.digest:
        return applied.catalog  # a long one takes its time and its memory to be read
    return read_stored(path).catalog or applied.catalog
