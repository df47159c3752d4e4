"""What the memory holds is not translated again."""

import io
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.constraints.constraint import Stage
from passerelle.translate.engine.decode import Engine
from passerelle.translate.formats.po.read import read_po
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet.tell import tell_records
from passerelle.translate.memory import Memory, learn, open_memory
from passerelle.translate.pipeline import Settings, Translation, translate_documents
from passerelle.translate.text.document import Block, BlockKind, Document, identify_blocks
from passerelle.translate.text.headings import Headings

TERMBASE = Termbase((Concept("rse", "responsabilité sociétale", "corporate social responsibility", "csr"),))
TEXTS = (
    "Le <1>bilan</1> est publié. Il cite la responsabilité sociétale.",
    "La convention est finie.",
)
ENGLISH = (
    "The <1>report</1> is out. It mentions corporate social responsibility.",
    "The convention is over.",
)


def no_engine() -> NoReturn:
    pytest.fail("the engine was asked for")


def document(*texts: str) -> Document:
    return Document("bilan", "bilan.md", identify_blocks(Block(BlockKind.PARAGRAPH, text) for text in texts))


def approved(*pairs: tuple[str, str]) -> Catalog:
    blocks = document(*(french for french, _ in pairs)).blocks
    entries = (
        Entry(
            block.id, block.kind, block.text, english, State.APPROVED, review=Review("Claire", "2024-11-15")
        )
        for block, (_, english) in zip(blocks, pairs, strict=True)
    )
    return Catalog(Header("bilan"), tuple(entries))


@pytest.fixture
def catalog() -> Catalog:
    return approved(*zip(TEXTS, ENGLISH, strict=True))


def run(memory: Memory | None, *texts: str, previous: Catalog | None = None) -> Translation:
    before = {"bilan": previous} if previous else None
    [done] = translate_documents(
        [document(*texts)], TERMBASE, no_engine, Settings("m", "t"), previous=before, memory=memory
    )
    return done


def test_a_remembered_document_needs_no_model(tmp_path: Path, catalog: Catalog) -> None:
    """All its blocks are drafts with the approved English, its marks, and a ledger that says memory."""
    with open_memory(tmp_path / "m.sqlite") as memory:
        learn(memory, catalog, TERMBASE)
        done = run(memory, *TEXTS)
    first = done.catalog.entries[0]
    assert [entry.target for entry in done.catalog.entries] == list(ENGLISH)
    assert {entry.state for entry in done.catalog.entries} == {State.DRAFT}
    assert {entry.origin for entry in done.catalog.entries} == {"memory 101 %"}
    [record] = first.records
    assert record.stage is Stage.MEMORY
    assert (
        first.source.replace("<1>", "").replace("</1>", "")[record.start : record.end]
        == "responsabilité sociétale"
    )
    effort = done.summary.effort
    assert (effort.remembered, effort.translated, effort.sentences_from_memory) == (2, 0, 3)


def test_an_edited_article_uses_what_did_not_change(tmp_path: Path, catalog: Catalog) -> None:
    """A block that lost a sentence needs no translation; the counters say what was done."""
    with open_memory(tmp_path / "m.sqlite") as memory:
        learn(memory, catalog, TERMBASE)
        done = run(memory, "Il cite la responsabilité sociétale.", TEXTS[1], previous=catalog)
    [changed, kept] = done.catalog.current
    assert (changed.target, changed.origin) == (
        "It mentions corporate social responsibility.",
        "memory 100 %",
    )
    assert kept.state is State.APPROVED
    effort = done.summary.effort
    assert (effort.kept, effort.remembered, effort.sentences_from_memory) == (1, 1, 1)


def test_an_unchanged_article_is_not_looked_up(tmp_path: Path, catalog: Catalog) -> None:
    """Neither model nor memory is touched: even a closed memory would do."""
    with open_memory(tmp_path / "m.sqlite") as memory:
        closed = memory
    done = run(closed, *TEXTS, previous=catalog)
    assert done.catalog.entries == catalog.entries
    assert done.summary.effort.kept == 2


def test_marks_that_the_memory_does_not_know_are_projected(tmp_path: Path, catalog: Catalog) -> None:
    """Every mark of today's French comes back, whatever was marked when it was approved."""
    with open_memory(tmp_path / "m.sqlite") as memory:
        learn(memory, catalog, TERMBASE)
        done = run(memory, "La convention est <3>finie</3>.<4/>")
    [entry] = done.catalog.entries
    assert sorted(mark for mark in ("<3>", "</3>", "<4/>") if mark in entry.target) == ["</3>", "<3>", "<4/>"]
    assert entry.origin == "memory 100 %"


def test_a_block_approved_as_a_whole_keeps_its_marks(tmp_path: Path, catalog: Catalog) -> None:
    """Two sentences that a reviewer made one come back with what was bold."""
    merged = "The <1>report</1>, which mentions corporate social responsibility, is out."
    edited = replace(catalog.entries[0], target=merged, state=State.EDITED, draft=ENGLISH[0])
    with open_memory(tmp_path / "m.sqlite") as memory:
        learn(memory, replace(catalog, entries=(edited,)), TERMBASE)
        done = run(memory, TEXTS[0])
    assert [entry.target for entry in done.catalog.entries] == [merged]


def test_a_similar_sentence_is_offered_beside_the_draft(tmp_path: Path, catalog: Catalog) -> None:
    """What an older approval said under another glossary is shown, in the catalogue and nowhere else."""
    with open_memory(tmp_path / "m.sqlite") as memory:
        learn(memory, catalog, TERMBASE)
        learn(
            memory,
            replace(approved((TEXTS[1], "The convention has ended.")), header=Header("other")),
            TERMBASE,
        )
        done = run(memory, TEXTS[1])
    [entry] = done.catalog.entries
    stream = io.StringIO()
    write_po(stream, done.catalog)
    assert [(each.rate, each.target) for each in entry.suggestions] == [(100, "The convention is over.")]
    assert read_po(io.BytesIO(stream.getvalue().encode())).entries[0].suggestions == entry.suggestions


def test_the_review_sheet_tells_that_a_term_came_from_the_memory(tmp_path: Path, catalog: Catalog) -> None:
    """In both languages of sheets."""
    with open_memory(tmp_path / "m.sqlite") as memory:
        learn(memory, catalog, TERMBASE)
        [first, _] = run(memory, *TEXTS).catalog.entries
    assert "from the memory" in tell_records(first, "en")
    assert "de la mémoire" in tell_records(first, "fr")


def test_headings_come_in_the_style_asked_for(engine: Engine) -> None:
    """Paragraphs stay as they are, acronyms and addresses keep their letters, and the ledger its places."""
    blocks = (
        Block(BlockKind.HEADING, "Le CHU de Nantes écrit à presse@exemple.fr", 1),
        Block(BlockKind.PARAGRAPH, "Le médecin attend les résultats.", 2),
    )
    own = Document("bilan", "bilan.md", blocks)
    plain, title, capitals = (
        translate_documents([own], TERMBASE, lambda: engine, Settings("m", "t", headings=style))[
            0
        ].catalog.entries
        for style in Headings
    )
    assert plain[1].target == title[1].target == capitals[1].target
    assert title[0].target != plain[0].target
    assert "presse@exemple.fr" in title[0].target
    assert "presse@exemple.fr" in capitals[0].target
    assert capitals[0].target.replace("presse@exemple.fr", "").isupper()
    assert [record.target_span for record in capitals[0].records] == [
        record.target_span for record in plain[0].records
    ]
    assert len({plain[0].key, title[0].key, capitals[0].key}) == 3
    assert plain[1].key == title[1].key


def test_lines_and_pictures_keep_their_places(engine: Engine) -> None:
    """No sentence is made of two lines, two breaks stay together, and a picture has the blanks that it had."""
    blocks = (
        Block(BlockKind.PARAGRAPH, "Première ligne\n<1/>CLCC\n<2/>\n<3/>Le médecin attend.", 1),
        Block(BlockKind.PARAGRAPH, "Le médecin <1/> attend les résultats.", 2),
    )
    own = Document("bilan", "bilan.md", blocks)
    [done] = translate_documents([own], TERMBASE, lambda: engine, Settings("m", "t"))
    lines, picture = (entry.target for entry in done.catalog.entries)
    assert [line[:4] for line in lines.split("\n")[1:]] == ["<1/>", "<2/>", "<3/>"]
    assert "CLCC" in lines.split("\n")[1]
    assert " <1/> " in picture


def test_another_package_translates_what_nobody_decided(engine: Engine) -> None:
    """What people decided stays as it is, and names the package that drafted it; the rest names none, as the header does."""
    own = document("Le bilan est prêt.", "La visite a lieu demain.", "Il pleut.", "Le train part.")

    def translate(model: str, before: Catalog | None) -> Translation:
        previous = {"bilan": before} if before else {}
        [done] = translate_documents([own], TERMBASE, lambda: engine, Settings(model, "t"), previous=previous)
        return done

    first = translate("house 1", None).catalog
    states = (State.APPROVED, State.DRAFT, State.NEEDS_WORK, State.EDITED)
    entries = [replace(entry, state=state) for entry, state in zip(first.entries, states, strict=True)]
    entries[3] = replace(entries[3], draft=entries[3].target, target="The train is leaving.")
    before = replace(first, entries=tuple(entries))
    done = translate("house 2", before)
    after = done.catalog
    assert (done.summary.effort.translated, done.summary.effort.kept) == (1, 3)
    assert [entry.model for entry in after.entries] == ["house 1", "house 2", "house 1", "house 1"]
    assert after.header.model == "house 2"
    for number in (0, 2, 3):
        assert after.entries[number] == before.entries[number]
    assert translate("house 2", after).catalog.entries == after.entries
