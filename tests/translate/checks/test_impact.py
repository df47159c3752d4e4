"""What a changed glossary touches: the texts in which something else is asked for, and no others."""

from dataclasses import replace

import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.checks import Context
from passerelle.translate.checks.impact import touched_entries, touched_sentence
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.text.document import BlockKind

DAY = Concept("hdj", "hôpital de jour", "day hospital", "d")
NURSE = Concept("inf", "infirmier", "nurse", "d")
ENTRIES = (
    Entry("a", BlockKind.TITLE, "Un hôpital de jour", "A day hospital", State.APPROVED),
    Entry("b", BlockKind.PARAGRAPH, "Douze infirmiers. Un hôpital de jour.", "Twelve nurses. A day clinic."),
    Entry("c", BlockKind.PARAGRAPH, "Rien de tout cela.", "None of that."),
    Entry("d", BlockKind.PARAGRAPH, "Un hôpital de jour", "A day hospital", obsolete=True),
)
CATALOG = Catalog(Header("doc"), ENTRIES)
BEFORE = Termbase((DAY, NURSE))


def touched(after: tuple[Concept, ...], before: Termbase | None = BEFORE) -> list[tuple[str, str, bool]]:
    earlier = Context(before) if before else None
    found = touched_entries(CATALOG, earlier, Context(Termbase(after)))
    return [(each.entry.block_id, "; ".join(map(str, each.changes)), each.met) for each in found]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ((DAY, NURSE), []),
        ((replace(DAY, note="seen"), NURSE), []),
        (
            (replace(DAY, target="day clinic"), NURSE),
            [
                ("a", "hôpital de jour: day hospital → day clinic", False),
                ("b", "hôpital de jour: day hospital → day clinic", True),
            ],
        ),
        ((DAY,), [("b", "infirmiers: nurses → –", False)]),
        ((DAY, replace(NURSE, status=Status.DEPRECATED)), [("b", "infirmiers: nurses → –", False)]),
        ((DAY, replace(NURSE, status=Status.ADMITTED)), [("b", "infirmiers: nurses → –", False)]),
        (
            (DAY, NURSE, Concept("rien", "rien", "nothing", "d")),
            [("c", "Rien: – → nothing", False)],
        ),
        (
            (DAY, replace(NURSE, forbidden=("nurse",))),
            [("b", "infirmiers: nurses → nurses", False)],
        ),
    ],
)
def test_what_is_asked_otherwise_is_touched(
    after: tuple[Concept, ...], expected: list[tuple[str, str, bool]]
) -> None:
    """Each text is told once, with all its changes and whether its English will do; obsolete ones are not."""
    assert touched(after) == expected


def test_without_an_earlier_glossary_the_ledger_tells() -> None:
    """It holds what was asked for when the text was translated."""
    place = ENTRIES[0].source.index("hôpital")
    record = Record(
        ConstraintKind.TERM, "hdj", "hôpital de jour", place, place + 15, "preferred", "day hospital", Stage.PLAIN
    )  # fmt: skip
    entry = replace(ENTRIES[0], records=(record,))
    catalog = Catalog(Header("doc"), (entry,))
    assert not touched_entries(catalog, None, Context(Termbase((DAY,))))
    (found,) = touched_entries(catalog, None, Context(Termbase((replace(DAY, target="day unit"),))))
    assert str(found.changes[0]) == "hôpital de jour: day hospital → day unit"


def test_a_sentence_of_the_memory_is_looked_at_by_itself() -> None:
    """Marks are no part of it."""
    after = Termbase((replace(DAY, target="day clinic"),))
    changes, met = touched_sentence("Un <1>hôpital de jour</1>.", "A <1>day hospital</1>.", BEFORE, after)
    assert [change.after for change in changes] == ["day clinic"]
    assert not met
    assert touched_sentence("Un lit.", "A bed.", BEFORE, after) == ((), True)
