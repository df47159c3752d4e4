"""What stands in a reviewer's fields when a text is shown: as the catalogue has it, or as they left it where it was not applied."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from passerelle.translate.catalog.entry import Catalog, Entry, text_hash
from passerelle.translate.review.single import Decision
from passerelle.translate.text.differences import Difference, differences


@dataclass(frozen=True, slots=True)
class Written:
    """The English and the comment in the fields of the text ``at`` an id, and reasons for findings to stand, by check.

    ``problem`` is the key of a sentence that says why it was not applied. ``theirs`` is the English of today, where it is
    another than the reviewer saw, with what it has otherwise than theirs.
    """

    at: str
    text: str
    comment: str
    problem: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    theirs: tuple[Difference, ...] = ()


def find_entry(catalog: Catalog, block_id: str) -> Entry | None:
    """Return the living entry of an id."""
    return next((entry for entry in catalog.current if entry.block_id == block_id), None)


def opened(catalog: Catalog, block_id: str) -> Written | None:
    """Return the fields as the catalogue has them, None where there is no such text."""
    entry = find_entry(catalog, block_id)
    return None if entry is None else Written(block_id, entry.target, entry.review.remark)


def contested(catalog: Catalog, decision: Decision, problem: str) -> Written | None:
    """Return the fields as the reviewer left them; where they only decided, of words that are others now, with those words.

    A remark that someone else wrote meanwhile stands above theirs. None where the text is gone.
    """
    entry = find_entry(catalog, decision.block_id)
    if entry is None:
        return None
    row = decision.row
    moved = text_hash(entry.target) != decision.seen.target
    text = decision.text if row.text_changed or not moved else entry.target
    return Written(
        decision.block_id,
        text,
        _comment(entry, decision),
        problem,
        {waiver.check: waiver.reason for waiver in decision.waivers},
        tuple(differences(entry.target, text)) if moved and text != entry.target else (),
    )


def _comment(entry: Entry, decision: Decision) -> str:
    standing = entry.review.remark
    if text_hash(decision.comment) == decision.seen.remark:
        return standing
    if text_hash(standing) == decision.seen.remark:
        return decision.comment
    known = standing.split("\n")
    own = (line for line in decision.comment.split("\n") if line not in known)
    return "\n".join(filter(None, (standing, *own)))
