"""What reviewers changed twice in the same way."""

from dataclasses import replace

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.review.edits import RepeatedEdit, repeated_edits
from passerelle.translate.text.document import BlockKind

ENTRY = Entry("paragraph-1", BlockKind.PARAGRAPH, "Bonjour 12.", "Hello 12.")


def test_repeated_edits_become_candidates() -> None:
    """A change made in two blocks is proposed with the French that it renders; a single one is not."""
    record = Record(
        ConstraintKind.TERM, "x", "tutelle", 3, 10, "preferred", "guardianship", Stage.PLAIN, (4, 16)
    )
    pairs = [
        (
            replace(
                ENTRY,
                block_id=str(n),
                source=f"La tutelle {n}",
                target=f"The guardianship {n}.",
                records=(record,),
            ),
            replace(
                ENTRY, block_id=str(n), source=f"La tutelle {n}", target=f"The supervisory authority {n}."
            ),
        )
        for n in range(2)
    ]
    single = replace(ENTRY, target="Hello 12."), replace(ENTRY, target="Goodbye 12.")
    assert repeated_edits([*pairs, single]) == (
        RepeatedEdit("guardianship", "supervisory authority", "tutelle", ("0", "1")),
    )
