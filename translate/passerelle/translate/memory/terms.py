"""Terms that reviewers proposed, kept until someone decides; and the candidates that someone decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from passerelle.translate.catalog.entry import clean_text
from passerelle.translate.memory.schema import Memory, transaction


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A term that a reviewer proposed in the sheet of a document; ``date`` is an ISO date."""

    source: str
    target: str
    note: str = ""
    reviewer: str = ""
    document: str = ""
    date: str = ""


_INSERT = "INSERT OR IGNORE INTO proposal VALUES (?, ?, ?, ?, ?, ?)"


def store_proposals(memory: Memory, proposals: Iterable[StoredProposal]) -> int:
    """Keep proposals; return how many were new."""
    with transaction(memory) as connection:
        return max(0, connection.executemany(_INSERT, map(_row, proposals)).rowcount)


def replace_proposals(memory: Memory, proposals: Iterable[StoredProposal], reviewer: str) -> None:
    """Keep proposals of ``reviewer`` in the place of all that he said before of the same French."""
    rows = [_row(each) for each in proposals]
    with transaction(memory) as connection:
        connection.executemany(
            "DELETE FROM proposal WHERE source = ? AND reviewer = ?", {(row[0], reviewer) for row in rows}
        )
        connection.executemany(_INSERT, rows)


def _row(each: StoredProposal) -> tuple[str, ...]:
    texts = (each.source, each.target, each.note, each.reviewer, each.document, each.date)
    return tuple(map(clean_text, texts))


def list_proposals(memory: Memory) -> list[StoredProposal]:
    """Return all proposals in the order in which they came, decided ones as well."""
    query = "SELECT source, target, note, reviewer, document, date FROM proposal ORDER BY rowid"
    return [StoredProposal(*row) for row in memory.connection.execute(query)]


def settle(memory: Memory, candidates: Iterable[str]) -> None:
    """Remember that someone decided these candidates, given by their ids, so that they are not shown again."""
    with transaction(memory) as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO settled VALUES (?)", [(candidate,) for candidate in candidates]
        )


def settled_ids(memory: Memory) -> frozenset[str]:
    """Return the ids of all candidates that someone decided."""
    return frozenset(candidate for (candidate,) in memory.connection.execute("SELECT candidate FROM settled"))
