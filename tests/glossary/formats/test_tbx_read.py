"""TBX as others write it: what is broken is refused with its line, older versions are read as they come."""

from datetime import date

import pytest

from passerelle.glossary.concept import Concept, Gender, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.exchange import find_format, read_exchange
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.tbx import is_tbx, read_tbx


def concepts_of(imported: Imported) -> list[Concept]:
    assert not imported.errors
    return [item.concept for item in imported.items]


HEADER = "<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>"
FRENCH = '<langSec xml:lang="fr"><termSec><term>mot</term></termSec></langSec>'
ENGLISH = '<langSec xml:lang="en"><termSec><term>word</term></termSec></langSec>'


def version_3(body: str, *, dialect: str = "TBX-Basic", style: str = "dca", header: str = HEADER) -> bytes:
    return (
        f'<?xml version="1.0"?>\n<tbx type="{dialect}" style="{style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"'
        f' xmlns:min="http://www.tbxinfo.net/ns/min">{header}<text><body>\n{body}\n</body></text></tbx>'
    ).encode()


def version_2(entries: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<martif type="TBX" xml:lang="en"><martifHeader/><text><body>{entries}</body></text></martif>'
    ).encode()


def entry(inside: str, languages: str = FRENCH + ENGLISH) -> str:
    return f'<conceptEntry id="c1">{inside}{languages}</conceptEntry>'


@pytest.mark.parametrize(
    ("data", "line", "told"),
    [
        (version_3(entry("", FRENCH)), 3, "has no English term"),
        (version_3(entry("", "")), 3, "<conceptEntry> has no <langSec>"),
        (version_3(entry("", '<langSec xml:lang="fr"/>' + ENGLISH)), 3, "<langSec> has no <termSec>"),
        (version_3(entry("", FRENCH.replace("<term>mot</term>", ""))), 3, "<termSec> has no <term>"),
        (version_3(entry("", FRENCH.replace("mot", " "))), 3, "<term> is empty"),
        (version_3(entry("", FRENCH.replace(' xml:lang="fr"', ""))), 3, "<langSec> has no xml:lang"),
        (version_3(entry("").replace(' id="c1"', "")), 3, "the concept has no id"),
        (version_3(f"\n{entry('<nonsense/>')}"), 4, "<nonsense> may not stand in <conceptEntry>"),
        (
            version_3(entry("<termSec><term>x</term></termSec>")),
            3,
            "<termSec> may not stand in <conceptEntry>",
        ),
        (version_3(entry("", FRENCH + ENGLISH + "<note>x</note>")), 3, "should stand before"),
        (version_3(entry("<descrip>x</descrip>")), 3, "<descrip> has no type"),
        (version_3(entry('<descrip type="odd">x</descrip>')), 3, "“odd” is no data category of TBX-Basic"),
        (version_3(entry('<admin type="definition">x</admin>')), 3, "belongs in <descrip>"),
        (version_3(entry('<descrip type="context">x</descrip>')), 3, "may stand in <termSec> only"),
        (
            version_3(entry('<descrip type="definition">x</descrip>'), dialect="TBX-Min"),
            3,
            "no data category of TBX-Min",
        ),
        (version_3(entry("<min:subjectField>x</min:subjectField>")), 3, "is of the style dct"),
        (
            version_3(entry('<descrip type="definition">x</descrip>'), style="dct"),
            3,
            "<descrip> is of the style dca",
        ),
        (version_3(entry(f"<note>{'<hi>' * 5000}x{'</hi>' * 5000}</note>")), 3, "nested deeper"),
        (version_3(entry("<transacGrp><date>2024-01-01</date></transacGrp>")), 3, "says no transaction"),
        (version_3(entry(""), dialect="Basic"), 2, "names no dialect"),
        (version_3(entry(""), style="dcx"), 2, "names no style"),
        (version_3(entry(""), header=""), 1, "has no <tbxHeader>"),
        (version_3(f"{entry('')}\n{entry('')}"), 4, "the id “c1” stands twice, first in line 3"),
        (b"<html/>", 1, "is no TBX file"),
        (b"", 1, "not well-formed"),
        (version_3(entry(""))[:-20], 4, "not well-formed"),
        (b'<?xml version="1.0" encoding="nonsense"?><tbx/>', 1, "encoding"),
    ],
)
def test_what_is_broken_is_told_with_its_line(data: bytes, line: int, told: str) -> None:
    try:
        imported = read_exchange(data, domain="d", path="x.tbx", name="tbx")
        found = [*imported.errors, *imported.remarks]
    except GlossaryError as error:
        found = [error]
    assert [each for each in found if told in str(each) and each.line == line], list(map(str, found))


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE martif [<!ENTITY a0 "ha">{LAUGHS}]>',
        '<!DOCTYPE martif [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE martif [<!ENTITY % all SYSTEM "http://localhost:1/x.dtd"> %all;]>',
        '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">',
    ],
)
def test_entities_are_never_resolved(head: str) -> None:
    """Not those that a file declares, nor those of a DTD elsewhere; naming a DTD alone does no harm."""
    body = entry("").replace("mot", "&a9;")
    with pytest.raises(GlossaryError, match="entity"):
        read_tbx(version_2(body, head), domain="d")
    if "[" not in head:
        assert len(concepts_of(read_tbx(version_2(entry(""), head), domain="d"))) == 1


def test_lines_count_beyond_what_others_count() -> None:
    body = "\n" * 70_000 + entry("<nonsense/>")
    assert read_tbx(version_3(body), domain="d").errors[0].line == 70_003


OLDER = """
<termEntry id="IATE-84"><descripGrp><descrip type="subjectField">Health</descrip></descripGrp>
 <descrip type="reliabilityCode">9</descrip>
 <transacGrp><transac type="transactionType">origination</transac><date>2010-04-17T10:00:00</date>
  <transacNote type="responsibility">me</transacNote></transacGrp>
 <langSet xml:lang="FR-fr"><descrip type="definition">Une définition.</descrip>
  <ntig><termGrp><term>centre  hospitalier
   universitaire</term><termNote type="partOfSpeech">Noun</termNote>
   <termNote type="grammaticalGender">masculine</termNote></termGrp></ntig>
  <tig><term>CHU</term><termNote type="termType">acronym</termNote></tig></langSet>
 <langSet xml:lang="en_US"><tig><term>academic medical center</term></tig>
  <tig><term>university hospital center</term></tig></langSet>
 <langSet xml:lang="en-GB"><tig><term>hospital of the university</term>
   <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote><note>A calque.</note></tig>
  <tig><term>university hospital centre</term></tig>
  <tig><term>university <hi>hospital</hi></term><termNote type="administrativeStatus">preferredTerm</termNote>
   <descripGrp><descrip type="context">A context.</descrip><admin type="source">The BMJ</admin></descripGrp></tig>
  <tig><term>UH</term><termNote type="termType">abbreviation</termNote></tig></langSet>
 <langSet xml:lang="de"><tig><term>Uniklinik</term></tig></langSet>
</termEntry>
<termEntry><langSet lang="fre"><tig><term>rein</term></tig></langSet>
 <langSet lang="eng"><tig><term>kidney</term></tig></langSet></termEntry>
<termEntry id="x"><langSet xml:lang="de"><tig><term>Leber</term></tig></langSet></termEntry>
"""


def test_version_2_is_read_as_tools_write_it() -> None:
    """Groups of two kinds, tags of languages in any form, dialects, statuses in two spellings, entries without ids."""
    imported = read_tbx(version_2(OLDER), domain="own", path="x.tbx")
    university, kidney = concepts_of(imported)
    assert university == Concept(
        "iate-84",
        "centre hospitalier universitaire",
        "university hospital",
        "Health",
        abbreviations=("CHU",),
        target_variants=("university hospital centre",),
        american=("academic medical center",),
        short="UH",
        forbidden=("hospital of the university",),
        forbidden_why="A calque.",
        definition="Une définition.",
        gender=Gender.MASCULINE,
        provenance="The BMJ",
        created=date(2010, 4, 17),
        target_contexts=("A context.",),
    )
    assert kidney == Concept("rein", "rein", "kidney", "own", status=Status.PROPOSED)
    told = "\n".join(map(str, imported.remarks))
    assert "the concept “x” has no French term (only de)" in told
    assert "“de”" in told
    assert "“reliabilityCode” has no place" in told


def test_ids_of_other_programs_become_ones_of_ours() -> None:
    """References follow, and two that fall together stay apart."""
    body = (
        entry('<ref type="crossReference" target="A_1">see</ref>')
        + entry("").replace('"c1"', '"A_1"')
        + entry("").replace('"c1"', '"A-1"')
    )
    first, *others = concepts_of(read_tbx(version_3(body), domain="d"))
    assert [each.id for each in others] == ["a-1", "a-1-2"]
    assert first.related == ("a-1",)


def test_deprecated_french_is_still_read_by_people() -> None:
    """A French synonym that is out of use stands in texts; only where all of it is, the concept is deprecated."""
    old = FRENCH.replace(
        "</term>", '</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>'
    )
    (concept,) = concepts_of(read_tbx(version_3(entry("", old + ENGLISH)), domain="d"))
    assert (concept.status, concept.target) == (Status.DEPRECATED, "word")
    both = old.replace("</langSec>", "<termSec><term>vocable</term></termSec></langSec>")
    (concept,) = concepts_of(read_tbx(version_3(entry("", both + ENGLISH)), domain="d"))
    assert (concept.source, concept.source_variants, concept.status) == ("vocable", ("mot",), Status.PROPOSED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    text = (
        version_3(entry("").replace("mot", "été")).decode().replace('"1.0"', f'"1.0" encoding="{encoding}"')
    )
    assert concepts_of(read_tbx(text.encode(encoding), domain="d"))[0].source == "été"


def test_content_tells_tbx() -> None:
    assert find_format("x.xml", data=version_2("")).name == "tbx"
    assert is_tbx(version_3("").decode().encode("utf-16"))
    assert not is_tbx(b"<tmx/>")
