"""What stands in a reviewer's fields after a decision that was not applied."""

from dataclasses import replace

import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review
from passerelle.translate.review.single import Decision, Wish, shown
from passerelle.translate.server.pages.contest import contested, opened
from passerelle.translate.text.document import BlockKind

SEEN = Entry("p-1", BlockKind.PARAGRAPH, "Bonjour.", "Hello.", review=Review("Ana", "2024-11-19", "stiff"))


def catalog(entry: Entry) -> Catalog:
    return Catalog(Header("doc"), (entry,))


@pytest.mark.parametrize(
    ("today", "written", "stands"),
    [
        ("stiff", "stiff", "stiff"),
        ("stiff", "why?", "why?"),
        ("stiff", "", ""),
        ("new", "stiff", "new"),
        ("new", "why?", "new\nwhy?"),
        ("new", "stiff\nwhy?", "new\nstiff\nwhy?"),
        ("new\nwhy?", "why?", "new\nwhy?"),
        ("new", "", "new"),
        ("", "stiff", ""),
        ("", "why?", "why?"),
    ],
)
def test_no_remark_is_lost(today: str, written: str, stands: str) -> None:
    """Who sends the form once more takes nothing away that someone else wrote meanwhile."""
    now = replace(SEEN, target="Hi.", review=Review("Paul", "2024-11-20", today))
    decision = Decision("p-1", shown(SEEN), "Good day.", Wish.SAVE, written)
    found = contested(catalog(now), decision, "outcome conflict")
    assert found is not None
    assert found.comment == stands


@pytest.mark.parametrize(
    ("today", "written", "text", "differs"),
    [
        ("Hi.", "Good day.", "Good day.", True),
        ("Hi.", "Hello.", "Hi.", False),
        ("Hi.", "Hi.", "Hi.", False),
        ("Hello.", "", "", False),
    ],
)
def test_own_words_stand_and_others_are_shown(today: str, written: str, text: str, *, differs: bool) -> None:
    """Who wrote no words of their own is shown those of today."""
    decision = Decision("p-1", shown(SEEN), written, Wish.APPROVE)
    found = contested(catalog(replace(SEEN, target=today)), decision, "outcome conflict")
    assert found is not None
    assert (found.text, bool(found.theirs)) == (text, differs)


def test_a_text_that_is_gone_has_no_fields() -> None:
    gone = catalog(replace(SEEN, obsolete=True))
    assert opened(gone, "p-1") is None
    assert contested(gone, Decision("p-1", shown(SEEN), "Hi.", Wish.SAVE), "") is None
