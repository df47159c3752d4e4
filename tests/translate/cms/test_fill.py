"""An export is filled: its strings are translated the usual way, and nothing but translations changes in it."""

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.catalog.entry import Catalog, State
from passerelle.translate.cms import ExportError, Filled, Translate, fill_file, read_export
from passerelle.translate.formats.po.edit import changed_outside
from passerelle.translate.formats.po.lines import read_po_lines
from passerelle.translate.formats.xliff.read import XliffError
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document


def targets(path: Path) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}


def test_empty_strings_are_filled_and_marked_as_drafts(export: Path, filled: Filled) -> None:
    """Tags travel with their words, entities are written again, and what was translated before stays."""
    assert targets(filled.path) == {
        "Un essai &amp; ses suites": "UN ESSAI &amp; SES SUITES",
        "un-essai": "un-essai-ses-suites",
        'Voir <a id="a1">le rapport</a> et <b>la suite</b>.': 'VOIR <a id="a1">LE RAPPORT</a> ET <b>LA SUITE</b>.',
        "Deux centres.": "DEUX CENTRES.",
        "Déjà traduit.": "Translated before.",
    }
    fuzzy = [entry.msgid for entry in polib.pofile(str(filled.path)) if entry.fuzzy]
    assert len(fuzzy) == filled.drafts == filled.filled == 4
    assert "Déjà traduit." not in fuzzy
    before, after = read_po_lines(export.read_bytes()), read_po_lines(filled.path.read_bytes())
    assert changed_outside(before, after) is None


def test_the_export_itself_is_not_touched(export: Path, filled: Filled) -> None:
    """The filled file is another one; Wagtail's stays for the import that follows the review."""
    assert 'msgstr "UN' not in export.read_text(encoding="utf-8")
    assert filled.kept == 1


def test_all_replaces_what_the_system_has(export: Path, capitals: Translate, tmp_path: Path) -> None:
    """With everything asked for, the system's own translations are drafts again, too."""
    done = fill_file(export, tmp_path / "all.po", capitals, everything=True)
    assert targets(done.path)["Déjà traduit."] == "DÉJÀ TRADUIT."
    assert done.drafts == 5


def test_reviewed_texts_are_used_and_nothing_is_translated_twice(
    export: Path, capitals: Translate, filled: Filled, reviewed: Callable[..., Catalog], tmp_path: Path
) -> None:
    """A second run asks for no translation, and writes what was reviewed without the fuzzy flag."""
    catalog = reviewed(filled.catalog, {"Deux": State.APPROVED})
    asked: list[str] = []

    def counting(document: Document, previous: Catalog | None) -> Translation:
        done = capitals(document, previous)
        known = {entry.block_id: entry.target for entry in previous.entries} if previous else {}
        asked.extend(
            entry.source for entry in done.catalog.current if known.get(entry.block_id) != entry.target
        )
        return done

    again = fill_file(export, tmp_path / "again.po", counting, previous=catalog)
    assert asked == []
    entry = next(entry for entry in polib.pofile(str(again.path)) if entry.msgid == "Deux centres.")
    assert (entry.msgstr, entry.fuzzy) == ("DEUX CENTRES.", False)


def test_strings_whose_french_changed_are_filled_with_new_drafts(
    export: Path, capitals: Translate, filled: Filled, reviewed: Callable[..., Catalog], tmp_path: Path
) -> None:
    """A review of yesterday's French leaves no string empty: today's is translated, filled and counted as a draft."""
    catalog = reviewed(filled.catalog, {"Deux": State.APPROVED, "Voir": State.EDITED})
    text = export.read_text(encoding="utf-8").replace("Deux centres", "Deux grands centres")
    export.write_text(text.replace("le rapport", "le nouveau rapport"), encoding="utf-8")
    again = fill_file(export, tmp_path / "again.po", capitals, previous=catalog)
    fuzzy = {entry.msgid: entry.msgstr for entry in polib.pofile(str(again.path)) if entry.fuzzy}
    assert fuzzy["Deux grands centres."] == "DEUX GRANDS CENTRES."
    assert "LE NOUVEAU RAPPORT" in fuzzy['Voir <a id="a1">le nouveau rapport</a> et <b>la suite</b>.']
    assert (again.filled, again.drafts, again.kept) == (4, 4, 1)
    changed = next(entry for entry in again.catalog.current if entry.source.startswith("Deux"))
    assert (changed.state, changed.previous_source) == (State.DRAFT, "Deux centres.")


def test_french_that_changed_and_came_back_has_one_entry(
    export: Path, capitals: Translate, filled: Filled, tmp_path: Path
) -> None:
    """However often the French changes, each string has one id, and no two entries share one."""
    first = export.read_text(encoding="utf-8")
    catalog = filled.catalog
    for words in ("Deux grands centres", "Trois grands centres", "Deux centres"):
        export.write_text(first.replace("Deux centres", words), encoding="utf-8")
        done = fill_file(export, tmp_path / "again.po", capitals, previous=catalog)
        catalog = done.catalog
        ids = [entry.block_id for entry in catalog.entries]
        assert len(ids) == len(set(ids))
        assert targets(done.path)[f"{words}."] == f"{words.upper()}."


def test_the_systems_newer_words_stand_and_the_reviewers_are_noted(
    export: Path, capitals: Translate, filled: Filled, reviewed: Callable[..., Catalog], tmp_path: Path
) -> None:
    """Where an editor changed the English in the system, that text stays; no reviewed word is lost."""
    catalog = reviewed(filled.catalog, {"Deux": State.EDITED})
    text = export.read_text(encoding="utf-8").replace(
        'msgid "Deux centres."\nmsgstr ""', 'msgid "Deux centres."\nmsgstr "Two sites."'
    )
    export.write_text(text, encoding="utf-8")
    again = fill_file(export, tmp_path / "again.po", capitals, previous=catalog)
    entry = next(entry for entry in again.catalog.current if entry.source == "Deux centres.")
    assert (entry.target, entry.state) == ("Two sites.", State.APPROVED)
    assert "DEUX CENTRES." in entry.notes[0]
    assert targets(again.path)["Deux centres."] == "Two sites."


def test_a_translation_with_other_tags_is_left_alone(
    export: Path, capitals: Translate, tmp_path: Path
) -> None:
    """English built otherwise than its French cannot be shown in marks; it is kept and told of."""
    text = export.read_text(encoding="utf-8").replace('"Translated before."', '"Translated <i>before</i>."')
    export.write_text(text, encoding="utf-8")
    done = fill_file(export, tmp_path / "x.po", capitals)
    assert targets(done.path)["Déjà traduit."] == "Translated <i>before</i>."
    assert "1 translations have other tags" in done.warnings[-1]


def test_plural_forms_follow_the_french_ones(tmp_path: Path, capitals: Translate) -> None:
    """The singular is filled from the singular, the plural from the plural, placeholders kept."""
    path = tmp_path / "app.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "%d patient suivi"\nmsgid_plural "%d patients suivis"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        encoding="utf-8",
    )
    done = fill_file(path, tmp_path / "filled.po", capitals)
    entry = polib.pofile(str(done.path))[0]
    assert entry.msgstr_plural == {0: "%d PATIENT SUIVI", 1: "%d PATIENTS SUIVIS"}
    assert (done.filled, done.drafts, done.kept, done.skipped) == (1, 1, 0, 0), (
        "one string, whatever its forms"
    )


def test_xliff_of_a_whole_article_is_filled_paragraph_by_paragraph(
    job: Path, capitals: Translate, tmp_path: Path
) -> None:
    """One trans-unit may hold a body of many paragraphs; its inline elements all come back."""
    done = fill_file(job, tmp_path / "filled.xlf", capitals)
    assert [entry.source for entry in done.catalog.current] == [
        "Un essai",
        "Voir <1>ici</1>",
        "Deux centres.",
    ]
    body = read_export(done.path).units[1]
    assert body.target == (
        '<bpt id="t1">&lt;p&gt;</bpt>VOIR <bpt id="t2">&lt;b&gt;</bpt>ICI<ept id="t2">&lt;/b&gt;</ept><ept id="t1">&lt;/p&gt;</ept>'
        '<bpt id="t3">&lt;p&gt;</bpt>DEUX CENTRES.<ept id="t3">&lt;/p&gt;</ept>'
    )
    assert body.draft


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("&lt;p&gt;Soins &amp; santé&lt;/p&gt;", "&lt;p&gt;SOINS &amp; SANTÉ&lt;/p&gt;"),
        ("&lt;p&gt;Soins &amp;amp; santé&lt;/p&gt;", "&lt;p&gt;SOINS &amp;amp; SANTÉ&lt;/p&gt;"),
        ("&lt;p&gt;R&amp;D &amp;amp; soins&lt;/p&gt;", "&lt;p&gt;R&amp;amp;D &amp;amp; SOINS&lt;/p&gt;"),
        ("<![CDATA[<p>Soins & santé</p>]]>", "<![CDATA[<p>SOINS & SANTÉ</p>]]>"),
        ("Soins &amp; santé", "SOINS &amp; SANTÉ"),
    ],
)
def test_an_ampersand_is_written_as_the_unit_writes_it(
    source: str, target: str, tmp_path: Path, capitals: Translate
) -> None:
    """Escaped HTML with a bare ampersand keeps it bare, one with an entity keeps the entity; a mixture is put right."""
    path = tmp_path / "amp.xlf"
    path.write_text(
        '<xliff version="1.2"><file source-language="fr" target-language="en"><body>'
        f'<trans-unit id="1"><source>{source}</source></trans-unit></body></file></xliff>',
        encoding="utf-8",
    )
    assert read_export(fill_file(path, tmp_path / "filled.xlf", capitals).path).units[0].target == target


HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ('msgid "\u00a0Bonjour\u00a0"\nmsgstr ""\n', "\u00a0BONJOUR\u00a0"),
        ('msgid "Un\\n"\nmsgstr ""\n', "UN\n"),
        ('msgid "Caf&eacute; &amp; th&eacute;"\nmsgstr ""\n', "CAFÉ &amp; THÉ"),
        ('msgid "<b>Sans fin"\nmsgstr ""\n', "<b>SANS FIN"),
        ('msgid "<script>x()</script>Bonjour"\nmsgstr ""\n', "<script>x()</script>BONJOUR"),
        ('msgid "si p < 0,05 & n"\nmsgstr ""\n', "SI P < 0,05 & N"),
    ],
)
def test_odd_strings_keep_what_is_odd(body: str, target: str, tmp_path: Path, capitals: Translate) -> None:
    """Blanks at the edges, entities, lone tags and scripts come through; a person is told of the last two."""
    path = tmp_path / "odd.po"
    path.write_text(HEADER + body, encoding="utf-8")
    done = fill_file(path, tmp_path / "filled.po", capitals)
    assert read_export(done.path).units[0].target == target
    told = {finding.id for entry in done.catalog.current for finding in entry.findings}
    assert ("source-markup" in told) is ("<script" in body or "Sans fin" in body)


def test_a_string_that_stands_twice_is_filled_twice_and_told_of(tmp_path: Path, capitals: Translate) -> None:
    """Duplicates are no reason to lose either; their lines are named."""
    path = tmp_path / "twice.po"
    path.write_text(HEADER + 'msgid "Un"\nmsgstr ""\n\nmsgid "Un"\nmsgstr ""\n', encoding="utf-8")
    done = fill_file(path, tmp_path / "filled.po", capitals)
    assert [unit.target for unit in read_export(done.path).units] == ["UN", "UN"]
    assert "Lines 4 and 7 hold the same string twice" in done.warnings[0]


def test_obsolete_entries_are_not_filled(tmp_path: Path, capitals: Translate) -> None:
    """What the system no longer uses stays as it is."""
    path = tmp_path / "old.po"
    path.write_text(HEADER + 'msgid "Un"\nmsgstr ""\n\n#~ msgid "Vieux"\n#~ msgstr ""\n', encoding="utf-8")
    done = fill_file(path, tmp_path / "filled.po", capitals)
    assert '#~ msgid "Vieux"\n#~ msgstr ""\n' in done.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.po", None, "does not exist"),
        ("empty.po", b"", "holds no PO entries"),
        ("done.po", b'msgid "12"\nmsgstr ""\n', "holds nothing to translate"),
        (
            "en.xlf",
            b'<xliff version="1.2"><file source-language="de" target-language="en"/></xliff>',
            "from “de”",
        ),
        (
            "fr.xlf",
            b'<xliff version="1.2"><file source-language="fr" target-language="es"/></xliff>',
            "into “es”",
        ),
        ("dtd.xlf", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2"/>', "declares the entity"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(
    name: str, data: bytes | None, message: str, tmp_path: Path, capitals: Translate
) -> None:
    """The sentence names the file, and nothing is written."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(PasserelleError, match=message) as caught:
        fill_file(path, tmp_path / "out.po", capitals)
    assert name in str(caught.value)
    assert not (tmp_path / "out.po").exists()


def test_nothing_is_written_when_more_than_translations_would_change(
    export: Path, capitals: Translate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof is of the bytes on the disk: a fault in the writer leaves no file."""
    from passerelle.translate.cms import export as module  # noqa: PLC0415

    monkeypatch.setattr(
        module, "write_po_lines", lambda po: "".join(po.lines).replace("#\nmsgid", "msgid", 1).encode()
    )
    with pytest.raises(ExportError, match="would have changed in more than its translations"):
        fill_file(export, tmp_path / "out.po", capitals)
    assert not (tmp_path / "out.po").exists()


def test_fifty_thousand_entries_are_translated_in_parts(tmp_path: Path, capitals: Translate) -> None:
    """However long a file, no more than a thousand texts are translated together; none is lost."""
    count = 50_000
    path = tmp_path / "large.po"
    path.write_text(
        HEADER + "".join(f'msgid "Texte {n}"\nmsgstr ""\n\n' for n in range(count)), encoding="utf-8"
    )
    sizes: list[int] = []

    def measured(document: Document, previous: Catalog | None) -> Translation:
        sizes.append(len(document.blocks))
        return capitals(document, previous)

    done = fill_file(path, tmp_path / "filled.po", measured)
    assert max(sizes) == 1000
    assert sum(sizes) == count == done.filled
    assert targets_count(done.path) == count


def targets_count(path: Path) -> int:
    return sum(
        bool(target.text) for entry in read_po_lines(path.read_bytes()).entries for target in entry.targets
    )


def test_what_is_translated_of_a_large_xliff_costs_memory_and_not_its_size(
    tmp_path: Path, capitals: Translate
) -> None:
    """Notes and other content between units are copied from file to file."""
    note = "<note>" + "é" * 50_000 + "</note>"
    path = tmp_path / "large.xlf"
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<xliff version="1.2"><file source-language="fr" target-language="en"><body>')
        for number in range(300):
            stream.write(f'<trans-unit id="{number}"><source>Texte {number}</source>{note}</trans-unit>')
        stream.write("</body></file></xliff>")
    tracemalloc.start()
    done = fill_file(path, tmp_path / "filled.xlf", capitals)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert done.filled == 300
    assert peak < path.stat().st_size // 2


def test_findings_of_a_script_survive_the_catalogue(tmp_path: Path, capitals: Translate) -> None:
    """A remark on the French stands beside those on the English, once."""
    path = tmp_path / "s.po"
    path.write_text(HEADER + 'msgid "<script>x()</script>Bonjour"\nmsgstr ""\n', encoding="utf-8")
    done = fill_file(path, tmp_path / "filled.po", capitals)
    again = fill_file(path, tmp_path / "filled.po", capitals, previous=replace(done.catalog))
    assert [finding.id for finding in again.catalog.current[0].findings] == ["source-markup"]


def test_an_entity_in_xliff_is_never_resolved(tmp_path: Path, capitals: Translate) -> None:
    """A file that would be read through an entity is refused before anything is opened."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    path = tmp_path / "x.xlf"
    path.write_text(
        f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><xliff version="1.2"><file source-language="fr"><body>'
        '<trans-unit id="1"><source>Un &s;</source></trans-unit></body></file></xliff>',
        encoding="utf-8",
    )
    with pytest.raises(XliffError, match="declares the entity “s”"):
        fill_file(path, tmp_path / "out.xlf", capitals)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.po",
            '#. max-length: 5\nmsgid "Un essai"\nmsgstr ""\n\n#, max-length:40\nmsgid "Deux"\nmsgstr ""\n',
        ),
        ("a.po", '#, no-wrap, max-length:5\nmsgid "Un essai"\nmsgstr ""\n'),
        ("a.po", '#. MAXLEN=5\nmsgid "Un essai"\nmsgstr ""\n'),
        ("a.xlf", '<trans-unit id="1" maxwidth="5" size-unit="char"><source>Un essai</source></trans-unit>'),
    ],
)
def test_what_is_too_long_is_told(name: str, content: str, tmp_path: Path, capitals: Translate) -> None:
    """A limit in a comment, a flag or an attribute is held against the English, and the line is named."""
    if name.endswith(".xlf"):
        content = (
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" datatype="plaintext"'
            f' source-language="fr" target-language="en"><body>{content}</body></file></xliff>'
        )
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (warning,) = fill_file(path, tmp_path / f"filled-{name}", capitals).warnings
    assert "(8 of 5 characters)" in warning
    assert warning.count("characters") == 1


def test_what_fits_is_not_told(tmp_path: Path, capitals: Translate) -> None:
    path = tmp_path / "a.po"
    path.write_text('#. max-length: 8\nmsgid "Un essai"\nmsgstr ""\n', encoding="utf-8")
    assert fill_file(path, tmp_path / "b.po", capitals).warnings == ()


def test_lines_stay_lines(tmp_path: Path, capitals: Translate) -> None:
    """A string of several lines keeps them, with indentation, bullets and tabs."""
    path = tmp_path / "a.po"
    path.write_text(
        '#, no-wrap\nmsgid "  • Un lit\\n  • Deux lits\\n\\tTrois\\n"\nmsgstr ""\n', encoding="utf-8"
    )
    done = fill_file(path, tmp_path / "b.po", capitals)
    assert set(targets(done.path).values()) == {"  • UN LIT\n  • DEUX LITS\n\tTROIS\n"}
