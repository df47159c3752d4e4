"""Exports to work on, and a translation that needs no model: French words in capitals."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.catalog.merge import is_current, merge_catalog
from passerelle.translate.catalog.pairing import pair_blocks
from passerelle.translate.catalog.summary import Effort, Summary
from passerelle.translate.cms import Filled, Translate, fill_file
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document

WAGTAIL = """#
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"X-WagtailLocalize-TranslationID: 11111111-2222-4333-8444-555555555555\\n"

msgctxt "title"
msgid "Un essai &amp; ses suites"
msgstr ""

msgctxt "slug"
msgid "un-essai"
msgstr ""

msgctxt "body.1"
msgid "Voir <a id=\\"a1\\">le rapport</a> et <b>la suite</b>."
msgstr ""

msgctxt "body.1"
msgid "Deux centres."
msgstr ""

msgctxt "body.1"
msgid "Déjà traduit."
msgstr "Translated before."
"""

TMGMT = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="xliff-core-1.2-strict.xsd" source-language="fr" target-language="en" datatype="plaintext">
  <header><phase-group><phase tool-id="tmgmt" phase-name="extraction" process-name="extraction" job-id="12"/></phase-group></header>
  <body>
   <group id="5"><note>Un essai</note>
    <trans-unit id="5][title][0][value" resname="5][title][0][value"><source>Un essai</source><target/></trans-unit>
    <trans-unit id="5][body][0][value" resname="5][body][0][value"><source><bpt id="t1">&lt;p&gt;</bpt><![CDATA[Voir ]]><bpt id="t2">&lt;b&gt;</bpt><![CDATA[ici]]><ept id="t2">&lt;/b&gt;</ept><ept id="t1">&lt;/p&gt;</ept><bpt id="t3">&lt;p&gt;</bpt><![CDATA[Deux centres.]]><ept id="t3">&lt;/p&gt;</ept></source><target/></trans-unit>
   </group>
  </body>
 </file>
</xliff>
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where the files of the test lie: sources are read from nowhere else."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def capitals() -> Translate:
    """Return a translation that writes the French in capitals, and keeps what an earlier catalogue holds."""

    def translate(document: Document, previous: Catalog | None) -> Translation:
        pairs = pair_blocks(previous.entries, document.blocks) if previous else [None] * len(document.blocks)
        entries = tuple(
            replace(old, obsolete=False)
            if old and old.target and is_current(old, block.text, "k")
            else Entry(
                block.id,
                block.kind,
                block.text,
                block.text.upper(),
                line=block.line,
                section=block.section,
                key="k",
            )
            for block, old in zip(document.blocks, pairs, strict=True)
        )
        catalog = Catalog(Header(document.name, document.path), entries)
        merged = merge_catalog(previous, catalog) if previous else catalog
        return Translation(merged, Summary(document.name, len(entries), Effort(), {}, {}, (), {}, (), ()))

    return translate


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Return a PO file as Wagtail exports it."""
    path = tmp_path / "page-en.po"
    path.write_text(WAGTAIL, encoding="utf-8")
    return path


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """Return an XLIFF file as Drupal's TMGMT exports it."""
    path = tmp_path / "job.xlf"
    path.write_text(TMGMT, encoding="utf-8")
    return path


def review(catalog: Catalog, states: dict[str, State], reviewer: str = "Claire") -> Catalog:
    """Return the catalogue with a state for each entry whose French begins so."""
    entries = []
    for entry in catalog.entries:
        state = next(
            (state for start, state in states.items() if entry.source.startswith(start)), entry.state
        )
        target = "" if state is State.REJECTED else entry.target
        entries.append(
            replace(entry, state=state, target=target, review=Review(reviewer if state.reviewed else ""))
        )
    return replace(catalog, entries=tuple(entries))


@pytest.fixture
def reviewed() -> Callable[..., Catalog]:
    """Return the function that reviews a catalogue."""
    return review


@pytest.fixture
def save() -> Callable[[Path, Catalog], Path]:
    """Return the function that writes a catalogue."""

    def write(path: Path, catalog: Catalog) -> Path:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            write_po(stream, catalog)
        return path

    return write


@pytest.fixture
def filled(export: Path, capitals: Translate, tmp_path: Path) -> Filled:
    """Return Wagtail's export, filled."""
    return fill_file(export, tmp_path / "filled.po", capitals)


DECISIONS = {
    "Un essai": State.APPROVED,
    "Voir": State.EDITED,
    "Deux": State.REJECTED,
    "un-essai": State.DRAFT,
}


@pytest.fixture
def catalogue(
    filled: Filled, reviewed: Callable[..., Catalog], save: Callable[[Path, Catalog], Path], tmp_path: Path
) -> Path:
    """Return the catalogue of Wagtail's export: one entry approved, one edited, one rejected, one unreviewed."""
    return save(tmp_path / "page-en.po.catalogue", reviewed(filled.catalog, DECISIONS))
