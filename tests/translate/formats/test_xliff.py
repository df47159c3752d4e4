"""XLIFF of content systems: targets are written in, every other byte stays, and nothing outside the file is opened."""

import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from translate.storage import xliff as toolkit

from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.formats.xliff.edit import NewTarget, copy_xliff, xliff_differs
from passerelle.translate.formats.xliff.read import XliffError, read_xliff
from passerelle.translate.formats.xliff.write import write_xliff
from passerelle.translate.text.document import BlockKind

V12 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file source-language="fr" target-language="en" original="7" datatype="plaintext">
  <header><phase-group><phase phase-name="extraction" process-name="extraction" job-id="7"/></phase-group></header>
  <body>
   <group id="3"><note>Actualité</note>
    <trans-unit id="3][body][0][value"   resname='body'>
      <source>Voir <g id="1">le <x id="2"/>site</g> &amp; la suite</source>
      <note>à lire</note>
    </trans-unit>
    <trans-unit id="b" approved="no"><source>Deux</source><target xml:lang="en" state="new"/></trans-unit>
    <trans-unit id="c"><source>Trois</source><target>Three</target>
      <alt-trans><source>Trois ans</source><target>Three years</target></alt-trans></trans-unit>
    <trans-unit id="d" translate="no"><source>Quatre</source></trans-unit>
   </group>
  </body>
 </file>
</xliff>
"""

V20 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr" trgLang="en">
<file id="f"><unit id="u1"><notes><note>x</note></notes>
  <segment id="s1" state="initial"><source>Bonjour <pc id="1">à tous</pc></source></segment>
  <ignorable><source> </source></ignorable>
  <segment id="s2"><source>Deux</source><target>Two</target></segment></unit>
<unit id="u2" translate="no"><segment><source>Non</source></segment></unit></file></xliff>
"""


def toolkit_parse(data: bytes) -> Any:
    """Read a file as the Translate Toolkit does."""
    return toolkit.xlifffile.parsestring(data)  # type: ignore[no-untyped-call]


def edited(
    data: bytes, targets: dict[int, NewTarget], *, drop: tuple[int, ...] = (), note: str = ""
) -> bytes:
    """Return the copy, after the proof that it differs in nothing else."""
    xliff = read_xliff(data)
    stream = io.BytesIO()
    copy_xliff(stream, xliff, targets, drop=drop, note=note)
    assert xliff_differs(xliff, stream.getvalue(), targets, drop=drop, note=note) == ""
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "ids"), [(V12, ["3][body][0][value", "b", "c"]), (V20, ["u1/s1", "u1/s2"])], ids=["1.2", "2.0"]
)
def test_units_are_those_to_be_translated(data: str, ids: list[str]) -> None:
    """Alternatives, ignorables and what says translate="no" are no units."""
    assert [unit.id for unit in read_xliff(data.encode()).units] == ids


def test_targets_of_12_are_written_beside_their_source() -> None:
    """A missing target gets the indent of its source, an empty one keeps its attributes, and the state says what it is."""
    written = edited(
        V12.encode(), {0: NewTarget('See <g id="1">it</g>', draft=True), 1: NewTarget("Two")}
    ).decode()
    assert (
        '</source>\n      <target state="needs-review-translation">See <g id="1">it</g></target>\n      <note>'
        in written
    )
    assert '<target xml:lang="en" state="signed-off">Two</target>' in written
    assert '<trans-unit id="b" approved="yes">' in written
    removed = written.replace('approved="yes"', 'approved="no"').replace(
        '\n      <target state="needs-review-translation">See <g id="1">it</g></target>', ""
    )
    assert (
        removed.replace(
            '<target xml:lang="en" state="signed-off">Two</target>', '<target xml:lang="en" state="new"/>'
        )
        == V12
    )


def test_targets_of_20_change_the_state_of_their_segment() -> None:
    """In 2.0 the state belongs to the segment; ids and order stay."""
    written = edited(V20.encode(), {0: NewTarget("Hello", draft=True), 1: NewTarget("2")}).decode()
    assert '<segment id="s1" state="translated"><source>' in written
    assert "</source><target>Hello</target></segment>" in written
    assert '<segment id="s2" state="reviewed"><source>Deux</source><target>2</target></segment>' in written


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-16", "UTF-16"), ("iso-8859-1", "ISO-8859-1"), ("utf-8-sig", "UTF-8"), ("cp1252", "windows-1252")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends_stay(encoding: str, declared: str, end: str) -> None:
    """Byte places are right in every encoding; what it cannot hold becomes a character reference."""
    text = V12.replace('encoding="UTF-8"', f'encoding="{declared}"').replace("\n", end)
    written = edited(text.encode(encoding), {0: NewTarget("It’s 中"), 2: NewTarget("3")}, note="seen")
    tree = etree.fromstring(written)
    assert next(target.text for target in tree.iter("{*}target")) == "It’s 中"
    assert written.decode(encoding).count(end) == text.count(end) + 1 + (end == "\n") * 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Deux", "Deuxième"),
        ("resname='body'", "resname='bodi'"),
        ("<note>à lire", "<note>a lire"),
        ("Three years", "Four years"),
        ("   resname", " resname"),
        (">Quatre<", ">Cinq<"),
        ("Three</target>", "Third</target>"),
        ("</body>\n", "</body>\n\n"),
    ],
)
def test_the_proof_finds_any_other_change(before: str, after: str) -> None:
    """A change outside the targets that were meant is found, whatever it is."""
    xliff = read_xliff(V12.encode())
    stream = io.BytesIO()
    wanted = {0: NewTarget("See")}
    copy_xliff(stream, xliff, wanted)
    tampered = stream.getvalue().decode().replace(before, after, 1)
    assert tampered != stream.getvalue().decode()
    assert xliff_differs(xliff, tampered.encode(), wanted)


def test_units_can_be_left_out_whole() -> None:
    """A dropped trans-unit goes with the blanks before it; the rest stays as it is."""
    written = edited(V12.encode(), {2: NewTarget("3")}, drop=(0, 1)).decode()
    assert "Voir" not in written
    assert "Deux" not in written
    assert "Quatre" in written
    assert '</note>\n    <trans-unit id="c">' in written


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><xliff version="1.2">&a;</xliff>',
            "declares the entity “a”",
        ),
        (
            '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xliff version="1.2">&b;</xliff>',
            "declares the entity “a”",
        ),
        ('<!DOCTYPE x [<!ENTITY % p SYSTEM "x.dtd"> %p;]><xliff version="1.2"/>', "declares the entity “p”"),
        (
            '<!DOCTYPE xliff SYSTEM "x.dtd"><xliff version="1.2"><a>&nbsp;</a></xliff>',
            "uses the entity “&nbsp;”",
        ),
        ('<xliff version="1.2"><a>&nbsp;</a></xliff>', "is no well-formed XML here"),
        ('<xliff version="1.2"><file>', "is no well-formed XML here"),
        ("<html/>", "is no XLIFF 1.2 or 2.0 file"),
        ('<xliff version="9"/>', "is no XLIFF 1.2 or 2.0 file"),
        ("", "is no well-formed XML here"),
    ],
)
def test_entities_and_broken_files_are_refused(data: str, message: str) -> None:
    """No entity is resolved, none is expanded, and half a file is none."""
    with pytest.raises(XliffError, match=message):
        read_xliff(data.encode())


def test_an_external_dtd_is_named_but_never_opened(tmp_path: Path) -> None:
    """A DOCTYPE that names another file is told of; the file need not exist."""
    data = V12.replace("<xliff", f'<!DOCTYPE xliff SYSTEM "{tmp_path}/missing.dtd">\n<xliff', 1)
    xliff = read_xliff(data.encode())
    assert xliff.warnings == ("Its DOCTYPE names another file, which was not opened.",)
    assert len(xliff.units) == 3


def test_a_prefixed_file_gets_prefixed_targets() -> None:
    """Where the elements have a prefix, new ones have it too."""
    data = (
        '<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><x:file source-language="fr"><x:body>'
        '<x:trans-unit id="1"><x:source>Un</x:source></x:trans-unit></x:body></x:file></x:xliff>'
    )
    assert b'<x:target state="signed-off">One</x:target>' in edited(data.encode(), {0: NewTarget("One")})


def test_memory_grows_with_the_units_not_with_the_file() -> None:
    """What stands between the units costs nothing to read: memory stays far below the file's size."""
    unit = '<trans-unit id="{}"><source>Un</source><note>' + "x" * 20_000 + "</note></trans-unit>"
    data = (
        '<xliff version="1.2"><file source-language="fr"><body>'
        + "".join(unit.format(n) for n in range(500))
        + "</body></file></xliff>"
    ).encode()
    tracemalloc.start()
    xliff = read_xliff(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(xliff.units) == 500
    assert peak < len(data) // 2


def test_the_toolkit_reads_what_is_filled() -> None:
    """The Translate Toolkit finds the targets and the state that asks for a review."""
    store = toolkit_parse(edited(V12.encode(), {0: NewTarget("See", draft=True), 1: NewTarget("Two")}))
    units = {unit.source: unit for unit in store.units}
    assert str(units["Deux"].target) == "Two"
    assert units["Voir le site & la suite"].isfuzzy()
    assert not units["Deux"].isfuzzy()


CATALOG = Catalog(
    Header("article", "article.md", "passerelle"),
    (
        Entry(
            "p-1",
            BlockKind.PARAGRAPH,
            "Voir <1>ici</1><2/> & là",
            "See <1>here</1><2/> & there",
            State.APPROVED,
            review=Review(remark="Bien"),
        ),
        Entry("p-2", BlockKind.PARAGRAPH, "Deux", "Two"),
        Entry("p-3", BlockKind.PARAGRAPH, "Trois", "", State.REJECTED),
        Entry("p-4", BlockKind.PARAGRAPH, "Ancien", "Old", State.APPROVED, obsolete=True),
    ),
)


def test_a_catalogue_becomes_xliff_12() -> None:
    """Reviewed entries are approved, drafts ask for a review, rejected ones have no target, obsolete ones are left out."""
    stream = io.StringIO()
    write_xliff(stream, CATALOG, note="Machine-assisted & reviewed.")
    xliff = read_xliff(stream.getvalue().encode())
    assert [(unit.id, unit.source, unit.target, unit.approved, unit.state) for unit in xliff.units] == [
        (
            "p-1",
            'Voir <g id="1">ici</g><x id="2"/> &amp; là',
            'See <g id="1">here</g><x id="2"/> &amp; there',
            "yes",
            "signed-off",
        ),
        ("p-2", "Deux", "Two", "no", "needs-review-translation"),
        ("p-3", "Trois", None, "no", ""),
    ]
    store = toolkit_parse(stream.getvalue().encode())
    assert [unit.isfuzzy() for unit in store.units] == [False, True, False]
    assert not store.units[2].istranslated()


SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")


class LocalSchemas(etree.Resolver):
    """Finds the schema that the OASIS ones import beside them, whatever address they give."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]  # noqa: ARG002
        return self.resolve_filename(  # type: ignore[attr-defined]  # the stubs lack it
            str(SCHEMAS / system_url.rpartition("/")[2]), context
        )


@pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the OASIS schemas are not there; Debian has them in php-symfony-translation"
)
@pytest.mark.parametrize("kind", ["new", "1.2", "2.0"])
def test_files_are_valid_by_the_schemas_of_oasis(kind: str) -> None:
    """What is written anew, and what is filled, is valid XLIFF 1.2 (strict) or 2.0."""
    stream = io.StringIO()
    write_xliff(stream, CATALOG, note="Machine-assisted & reviewed.")
    written = {
        "new": lambda: stream.getvalue().encode(),
        "1.2": lambda: edited(V12.encode(), {0: NewTarget("See", draft=True), 1: NewTarget("Two")}, note="x"),
        "2.0": lambda: edited(V20.encode(), {0: NewTarget("Hello", draft=True), 1: NewTarget("2")}, note="x"),
    }[kind]()
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(LocalSchemas())
    name = "xliff-core-2.0.xsd" if kind == "2.0" else "xliff-core-1.2-strict.xsd"
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / name), parser))
    schema.assertValid(etree.fromstring(written))
