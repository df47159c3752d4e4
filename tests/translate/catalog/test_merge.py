"""A second run over a document keeps what people decided."""

from dataclasses import replace

import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State, clean_text, text_hash
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.catalog.merge import is_current, merge_catalog, merge_changes, replaces_words
from passerelle.translate.catalog.pairing import pair_blocks
from passerelle.translate.text.document import Block, BlockKind, identify_blocks

HEADER = Header("convention")
TEXTS = (
    "La 18e convention des centres s’est tenue à Lyon.",
    "Le financement des innovations reste fragile, a souligné la présidente de la fédération.",
    "Trois essais cliniques ouvriront en mars dans les centres de l’Ouest.",
    "La biopsie liquide entre dans la pratique courante.",
)


def blocks(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[Block, ...]:
    return identify_blocks(Block(kind, text, line) for line, text in enumerate(texts, 1))


def catalog(
    *texts: str, key: str = "k", target: str = "EN {}", kind: BlockKind = BlockKind.PARAGRAPH
) -> Catalog:
    found = blocks(*texts, kind=kind)
    return Catalog(
        HEADER,
        tuple(
            Entry(block.id, block.kind, block.text, target.format(block.text), line=block.line, key=key)
            for block in found
        ),
    )


def review(entry: Entry, target: str = "By a person.") -> Entry:
    return replace(
        entry,
        target=target,
        state=State.EDITED,
        draft=entry.target,
        review=Review("Claire", "2024-11-15", "vu"),
        waivers=(Waiver("number-value", "as printed"),),
    )


def with_entries(old: Catalog, **changes: Entry) -> Catalog:
    """Return the catalogue with the entries ``e0``, ``e1``, … replaced."""
    return replace(
        old, entries=tuple(changes.get(f"e{index}", entry) for index, entry in enumerate(old.entries))
    )


def test_unchanged_run_changes_nothing() -> None:
    """Merging the same run again gives the same catalogue, reviewed or not."""
    old = catalog(*TEXTS)
    old = with_entries(old, e1=review(old.entries[1]))
    assert merge_catalog(old, catalog(*TEXTS)) == old


def test_reviewed_entry_outlives_glossary_change() -> None:
    """A new key replaces a machine draft and leaves reviewed, rejected and unfinished entries alone."""
    old = catalog(*TEXTS)
    kept = {
        "e1": review(old.entries[1]),
        "e2": replace(old.entries[2], state=State.REJECTED, target=""),
        "e3": replace(old.entries[3], state=State.NEEDS_WORK),
    }
    merged = merge_catalog(with_entries(old, **kept), catalog(*TEXTS, key="k2", target="NEW {}"))
    assert merged.entries[0].target == "NEW " + TEXTS[0]
    assert merged.entries[1:] == (kept["e1"], kept["e2"], kept["e3"])


def test_entry_not_translated_again_keeps_its_text() -> None:
    """An entry that a run left without a target says that the old text stands."""
    old = catalog(*TEXTS)
    assert merge_catalog(old, catalog(*TEXTS, key="k2", target="")) == old


def test_moved_block_is_the_same_block() -> None:
    """Blocks that only moved keep their review and take their new place."""
    old = catalog(*TEXTS)
    old = with_entries(old, e3=review(old.entries[3]))
    merged = merge_catalog(old, catalog(*reversed(TEXTS)))
    assert merged.entries[0] == replace(
        review(old.entries[3], "By a person."), draft="EN " + TEXTS[3], line=1
    )
    assert not [entry for entry in merged.entries if entry.obsolete]


def test_changed_block_starts_again_as_draft() -> None:
    """An edited paragraph keeps its id and remark, and shows its former French and English; no waiver outlives its text."""
    old = catalog(*TEXTS)
    old = with_entries(old, e1=review(old.entries[1]))
    edited = TEXTS[1].replace("reste fragile", "reste très fragile cette année")
    merged = merge_catalog(old, catalog(TEXTS[0], edited, *TEXTS[2:]))
    entry = merged.entries[1]
    assert len(merged.entries) == 4
    assert entry == Entry(
        block_id=old.entries[1].block_id,
        kind=BlockKind.PARAGRAPH,
        source=edited,
        target="EN " + edited,
        line=2,
        key="k",
        previous_source=TEXTS[1],
        previous_target="By a person.",
        review=Review("Claire", "2024-11-15", "vu"),
        notes=("Former text: number-value waived by Claire, as printed",),
    )
    assert merge_catalog(merged, catalog(TEXTS[0], edited, *TEXTS[2:])).entries[1] == entry


def test_persons_words_outlive_two_changes() -> None:
    """When the French changes twice between reviews, the previous English is still the person's."""
    old = catalog(*TEXTS)
    old = with_entries(old, e1=review(old.entries[1]))
    for tail in (" cette année", " cette année encore"):
        old = merge_catalog(old, catalog(TEXTS[0], TEXTS[1][:-1] + tail + ".", *TEXTS[2:]))
    assert old.entries[1].previous_source == TEXTS[1]
    assert old.entries[1].previous_target == "By a person."


def test_disappeared_block_becomes_obsolete_and_returns() -> None:
    """A deleted paragraph is kept as obsolete, last, and comes back reviewed when its text does."""
    old = catalog(*TEXTS)
    old = with_entries(old, e0=review(old.entries[0]))
    without = merge_catalog(old, catalog(*TEXTS[1:]))
    assert without.entries[-1] == replace(old.entries[0], obsolete=True)
    again = merge_catalog(without, catalog(*TEXTS))
    assert again == old


def test_another_paragraph_is_not_taken_for_an_edited_one() -> None:
    """A block that has nothing in common with what stood there is new."""
    old = catalog(*TEXTS)
    stranger = "Les pharmaciens d’officine vaccineront désormais les enfants dès onze ans contre la grippe."
    merged = merge_catalog(old, catalog(TEXTS[0], stranger, *TEXTS[2:]))
    assert merged.entries[1].previous_source == ""
    assert merged.entries[-1] == replace(old.entries[1], obsolete=True)


def test_kind_must_agree() -> None:
    """A heading never takes the place of a paragraph, however similar."""
    old = catalog(TEXTS[0])
    merged = merge_catalog(old, catalog(TEXTS[0] + " Enfin.", kind=BlockKind.HEADING))
    assert [entry.obsolete for entry in merged.entries] == [False, True]


def test_two_edited_neighbours_are_told_apart() -> None:
    """Of several blocks that changed side by side each finds its own former self, even when they change places."""
    old = catalog(*TEXTS)
    merged = merge_catalog(old, catalog(TEXTS[0], TEXTS[2] + " Enfin.", TEXTS[1] + " Encore.", TEXTS[3]))
    assert [entry.previous_source for entry in merged.entries] == ["", TEXTS[2], TEXTS[1], ""]


def test_id_is_never_given_twice() -> None:
    """Where a changed block holds an id, the block that brings the old words back gets another one."""
    old = catalog(*TEXTS)
    changed = merge_catalog(old, catalog(TEXTS[0] + " Enfin.", *TEXTS[1:]))
    both = merge_catalog(changed, catalog(TEXTS[0] + " Enfin.", *TEXTS))
    ids = [entry.block_id for entry in both.entries]
    assert ids[:2] == [old.entries[0].block_id, old.entries[0].block_id + ".2"]
    assert len(set(ids)) == len(ids) == 5


def test_equal_texts_pair_in_order() -> None:
    """The same text standing twice keeps its two reviews apart."""
    old = catalog("À lire.", "À lire.")
    old = with_entries(old, e0=review(old.entries[0], "One."), e1=review(old.entries[1], "Two."))
    assert [entry.target for entry in merge_catalog(old, catalog("À lire.", "À lire.")).entries] == [
        "One.",
        "Two.",
    ]


def test_typography_is_a_change_of_the_same_block() -> None:
    """A block of which only apostrophes changed is paired wherever it stands."""
    old = catalog(*TEXTS)
    merged = merge_catalog(old, catalog(*TEXTS[1:], TEXTS[0].replace("’", "'")))
    assert merged.entries[3].previous_source == TEXTS[0]


def test_header_keeps_creation_date_and_foreign_fields() -> None:
    """The new header rules; what another tool put in the old one stays."""
    old = Catalog(replace(HEADER, extra=(("X-Poedit", "1"),), notes=("note",), glossary="old"))
    merged = merge_catalog(old, Catalog(replace(HEADER, glossary="new")))
    assert merged.header == replace(HEADER, glossary="new", extra=(("X-Poedit", "1"),), notes=("note",))


def test_pairs_say_what_needs_translation() -> None:
    """Pairing blocks before translation tells which entries can stand: equal source, and equal key or a person's."""
    old = catalog(*TEXTS[:3])
    entries = (
        replace(old.entries[0], key="other"),
        review(replace(old.entries[1], key="other")),
        old.entries[2],
    )
    new = blocks(*TEXTS[:2], TEXTS[2] + " Enfin.", TEXTS[3])
    pairs = pair_blocks(entries, new)
    assert pairs == (*entries, None)
    current = [
        pair is not None and is_current(pair, block.text, "k") for pair, block in zip(pairs, new, strict=True)
    ]
    assert current == [False, True, False, False]


def test_large_rewrite_stays_affordable() -> None:
    """A document of which every block changed is paired block by block."""
    old = catalog(
        *(f"Le paragraphe numéro {n} parle du sujet {n * 7919} et de rien d’autre." for n in range(600))
    )
    new = catalog(*(f"Le paragraphe numéro {n} parle du sujet {n * 7919} et du reste." for n in range(600)))
    merged = merge_catalog(old, new)
    assert [entry.previous_source for entry in merged.entries] == [entry.source for entry in old.entries]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\x85c\vd", "a\nb\nc\nd"),
        ("\x00a\x1b\x7f\ufffe\ud800", "a"),
        ("\tà\u200f", "\tà\u200f"),
    ],
)
def test_clean_text(text: str, clean: str) -> None:
    """Line ends become LF and what neither PO nor XML can hold goes."""
    assert clean_text(text) == clean
    assert text_hash(text) == text_hash(clean)


BASE = catalog(*TEXTS)


def test_changes_of_one_run_are_taken() -> None:
    """What only one of two runs changed, added or dropped is as that one left it."""
    reviewed = with_entries(BASE, e1=review(BASE.entries[1]))
    moved = with_entries(BASE, e1=replace(BASE.entries[1], line=9), e2=replace(BASE.entries[2], target="New"))
    for ours, theirs in ((reviewed, moved), (moved, reviewed)):
        merged = merge_changes(BASE, ours, theirs)
        assert [entry.target for entry in merged.entries] == [
            BASE.entries[0].target,
            "By a person.",
            "New",
            BASE.entries[3].target,
        ]
        assert merged.entries[1].review == reviewed.entries[1].review
        assert merged.entries[1].waivers == reviewed.entries[1].waivers
    assert merge_changes(BASE, moved, reviewed).entries[1].line == 9
    longer = catalog(*TEXTS, "Une phrase de plus.")
    assert merge_changes(BASE, reviewed, longer).current[-1] == longer.entries[-1]
    assert merge_changes(BASE, longer, reviewed).current == (*reviewed.entries, longer.entries[-1])


def test_a_person_comes_before_a_machine() -> None:
    """An entry that one run translated again and a person decided is as the person wants it, whichever came last."""
    again = with_entries(BASE, e1=replace(BASE.entries[1], target="Machine again.", key="other"))
    for said in (
        review(BASE.entries[1]),
        replace(BASE.entries[1], state=State.APPROVED),
        replace(BASE.entries[1], target="", state=State.REJECTED),
    ):
        assert merge_changes(BASE, again, with_entries(BASE, e1=said)).entries[1] == said


def test_a_withdrawn_decision_stays_withdrawn() -> None:
    """What a run kept because it was approved is a draft where the approval was taken back in the meantime."""
    approved = with_entries(BASE, e0=replace(BASE.entries[0], state=State.APPROVED))
    ours = with_entries(approved, e0=replace(approved.entries[0], line=7))
    assert merge_changes(approved, ours, BASE).entries[0] == replace(BASE.entries[0], line=7)


def test_words_on_changed_french_are_not_lost() -> None:
    """A text that was reviewed while its French changed is a draft of the new French, the person's words beside it."""
    changed = replace(BASE.entries[1], source="Le financement reste fragile.", target="Draft.", key="other")
    merged = merge_changes(
        BASE, with_entries(BASE, e1=changed), with_entries(BASE, e1=review(BASE.entries[1]))
    )
    assert (merged.entries[1].target, merged.entries[1].state) == ("Draft.", State.DRAFT)
    assert merged.entries[1].previous_target == "By a person."
    assert merged.entries[1].review.remark == "vu"


def test_french_that_the_other_run_saw_changed() -> None:
    """A run that saw an entry unchanged does not bring the older French back."""
    changed = replace(BASE.entries[1], source="Le financement reste fragile.", target="Draft.", key="other")
    moved = with_entries(BASE, e1=replace(BASE.entries[1], line=9))
    assert merge_changes(BASE, moved, with_entries(BASE, e1=changed)).entries[1] == changed


def test_a_dropped_entry_keeps_its_words() -> None:
    """A text that was reviewed while it disappeared from the article is obsolete, with the words of the review."""
    gone = merge_catalog(BASE, catalog(*TEXTS[:3]))
    said = review(BASE.entries[3])
    merged = merge_changes(BASE, gone, with_entries(BASE, e3=said))
    assert merged.entries[3] == replace(said, obsolete=True)
    assert merge_changes(BASE, with_entries(BASE, e3=said), gone).entries[3] == replace(said, obsolete=True)


def test_two_first_runs() -> None:
    """Two runs that both made a new catalogue agree, and a review of the first is kept."""
    reviewed = with_entries(BASE, e1=review(BASE.entries[1]))
    assert merge_changes(None, BASE, BASE) == BASE
    assert merge_changes(None, catalog(*TEXTS, key="other"), reviewed).entries[1] == reviewed.entries[1]


def test_replaced_words_are_known() -> None:
    """Words count, not their state, line or findings; an entry that became obsolete holds them still."""
    assert not replaces_words(BASE, with_entries(BASE, e0=replace(BASE.entries[0], line=9, obsolete=True)))
    assert not replaces_words(with_entries(BASE, e0=replace(BASE.entries[0], target="")), BASE)
    assert replaces_words(BASE, with_entries(BASE, e0=replace(BASE.entries[0], target="Other")))
    assert replaces_words(BASE, catalog(*TEXTS[:2]))
