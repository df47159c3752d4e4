"""memoQ's term bases to and from the termbase, after the layout of its own exports."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from passerelle.glossary.concept import CaseMode, Concept, Gender, Number, PartOfSpeech, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.memoq import (
    is_memoq,
    leaves_memoq,
    read_memoq,
    write_memoq_csv,
    write_memoq_xlsx,
)
from passerelle.glossary.formats.pairs import looks_short
from passerelle.glossary.termbase import load_termbase

CURATED = load_termbase().concepts
FULL = Concept("", "Haute Autorité de santé", "French National Authority for Health", "bodies",
    source_variants=("Haute Autorité",), abbreviations=("HAS",), target_variants=("Health Authority",), short="HAS",
    american=("American Authority",), forbidden=("High Authority", "a|b"), case=CaseMode.CAPITAL, gender=Gender.FEMININE,
    number=Number.SINGULAR, definition="A body, “independent”.", note="n", created=date(2025, 1, 31),
    changed=date(2025, 2, 1), contexts=("La HAS dit oui.", "La HAS dit | non."),
    target_contexts=("The HAS says yes.", "The HAS says | no."))  # fmt: skip

EXPORT = """\
Entry_ID,Entry_Subject,Entry_Domain,Entry_ClientID,Entry_ProjectID,Entry_Created,Entry_Creator,Entry_LastModified,\
Entry_Modifier,Entry_Note,French_France_Def,French_France,Term_Info,Term_Example,French_France,Term_Info,Term_Example,\
German_Def,German,Term_Info,Term_Example,English_United_Kingdom_Def,English_United_Kingdom,Term_Info,Term_Example,\
English_United_Kingdom,Term_Info,Term_Example
0,Care,,,,1/31/2025 10:12:13,ann,2025-02-01 09:00:00,bob,"see ""lits"", too",,lit,CasePermissive;HalfPrefix,,\
LIT,CaseSense;NoPrefix,,,Bett,CasePermissive;HalfPrefix,,A place.,bed,CasePermissive;HalfPrefix,,cot,\
CaseInsense;HalfPrefix;NonTerm,
1,,,,,,,,,,,brancard,CasePermissive;HalfPrefix,,,,,,,,,,,,,,,
2,,,,,,,,,,Qui soigne.,Infirmier,CasePermissive;HalfPrefix;Noun;Sg,Un infirmier.,,,,,,,,,nurse,,,,,
"""


def read(data: bytes) -> Imported:
    return read_memoq(data, domain="d", path="m.csv")


def kept(concept: Concept) -> Concept:
    """Return what memoQ keeps of a concept: the short form once and where it can be one, no part of speech for names."""
    if concept.short == concept.target:
        concept = replace(concept, short="")
    if concept.short and not concept.abbreviations and not looks_short(concept.short):
        others = [form for form in concept.target_variants if form != concept.short]
        concept = replace(concept, short="", target_variants=(*others, concept.short))
    pos = (
        concept.pos
        if concept.pos in (PartOfSpeech.ADJECTIVE, PartOfSpeech.VERB, PartOfSpeech.ADVERB)
        else PartOfSpeech.NOUN
    )
    gender = concept.gender if concept.gender is not Gender.BOTH else Gender.UNKNOWN
    return Concept(
        "",
        concept.source,
        concept.target,
        concept.domain,
        source_variants=concept.source_variants,
        abbreviations=concept.abbreviations,
        target_variants=tuple(form for form in concept.target_variants if form != concept.short),
        short=concept.short,
        american=concept.american,
        forbidden=concept.forbidden,
        definition=concept.definition,
        note=concept.note,
        created=concept.created,
        changed=concept.changed,
        contexts=concept.contexts,
        target_contexts=concept.target_contexts,
        case=concept.case
        if concept.case is not CaseMode.CAPITAL or concept.source[0].isupper()
        else CaseMode.ANY,
        pos=pos,
        gender=gender,
        number=concept.number,
    )


def test_the_whole_glossary_comes_back_as_far_as_memoq_knows_it() -> None:
    """Concept for concept, by way of text and of a workbook."""
    expected = [kept(each) for each in CURATED if each.binding]
    for write in (write_memoq_csv, write_memoq_xlsx):
        imported = read(write(CURATED))
        assert (imported.errors, imported.remarks) == ((), ())
        assert "id" not in imported.known
        assert [replace(item.concept, id="") for item in imported.items] == expected
        assert is_memoq(write(CURATED[:9]))


def test_a_concept_is_written_in_memoqs_columns() -> None:
    header, row = (
        line.split(",")
        for line in write_memoq_csv([replace(FULL, definition="d")]).decode("utf-8-sig").splitlines()
    )
    said = list(zip(header, row, strict=True))
    assert said[10:20] == [
        ("French_Def", ""),
        ("French", "Haute Autorité de santé"),
        ("Term_Info", "CasePermissive;HalfPrefix;Feminine;Singular"),
        ("Term_Example", "La HAS dit oui.|La HAS dit \\| non."),
        ("French", "Haute Autorité"),
        ("Term_Info", "CasePermissive;HalfPrefix;Feminine;Singular"),
        ("Term_Example", ""),
        ("French", "HAS"),
        ("Term_Info", "CaseSense;NoPrefix"),
        ("Term_Example", ""),
    ]
    assert ("English_United_States", "American Authority") in said
    assert ("Term_Info", "CaseInsense;HalfPrefix;NonTerm") in said
    assert replace(read(write_memoq_csv([FULL])).items[0].concept, id="") == FULL


def as_workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for line in text.replace('"see ""lits"", too"', "see §").splitlines():
        sheet.append([cell.replace("§", '"lits", too') for cell in line.split(",")])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        EXPORT.encode(),
        EXPORT.replace(",", "\t")
        .replace('too"', 'too"')
        .replace('"see ""lits""\t too"', '"see ""lits"", too"')
        .encode("utf-16"),
        as_workbook(EXPORT),
    ],
    ids=["csv", "tabs", "xlsx"],
)
def test_what_memoq_exports_is_read(data: bytes) -> None:
    """Countries and other languages beside; its usual matching asks for no capitals; an entry without English is told."""
    imported = read(data)
    lit, nurse = (item.concept for item in imported.items)
    assert lit == Concept("lit", "lit", "bed", "Care", abbreviations=("LIT",), forbidden=("cot",), definition="A place.",
        note='see "lits", too', changed=date(2025, 2, 1))  # fmt: skip
    assert nurse == Concept("infirmier", "Infirmier", "nurse", "d", case=CaseMode.CAPITAL, note="Qui soigne.",
        number=Number.SINGULAR)  # fmt: skip
    assert [str(remark).split(":", 1)[1] for remark in imported.remarks] == [
        "3: has no English term, and was left out.",
        "4: has examples in one language that the other lacks; they were left out.",
    ]
    assert is_memoq(data)


@pytest.mark.parametrize(
    ("columns", "row", "expected"),
    [
        ("French,Term_Info,English_United_States,Term_Info", "lit,,bed,", {}),
        ("Entry_ID,English,French", "1,bed,lit", {}),
        ("Entry_ID,French,English,English", "1,lit,bed,berth", {"target_variants": ("berth",)}),
        ("French,Term_Info,English,Term_Info", "lit,CaseSensitive;Exact,bed,", {"case": CaseMode.EXACT}),
    ],
)
def test_columns_that_memoq_leaves_out_say_nothing(columns: str, row: str, expected: dict[str, Any]) -> None:
    imported = read(f"{columns}\n{row}\n".encode())
    assert [item.concept for item in imported.items] == [Concept("lit", "lit", "bed", "d", **expected)]
    assert ("case" in imported.known) is ("Term_Info" in columns)


def test_other_columns_are_told_with_those_that_are_there() -> None:
    for data in (b"Francais,Anglais\nlit,bed\n", as_workbook("a,b\nlit,bed")):
        with pytest.raises(GlossaryError, match=r"needs memoQ's columns .*; it has [Fa]"):
            read(data)
        assert not is_memoq(data)


def test_faults_are_told_with_their_rows() -> None:
    assert [str(each) for each in read(b"Entry_ID,French,English\n1,lit,bed,x\n").errors] == [
        "m.csv:2: has 4 cells where the header has 3; remove a separator."
    ]
    errors = read(as_workbook("Entry_ID,French,English\n1,lit,=A1")).errors
    assert [str(each) for each in errors] == [
        "m.csv[Sheet]:2: the cell “english” holds a formula; write what it shows."
    ]


def test_what_memoq_does_not_take_is_counted() -> None:
    old = Concept("old", "vieux", "old", "d", status=Status.DEPRECATED)
    name = replace(FULL, pos=PartOfSpeech.PROPER, cues=("c",), first_use="HAS (HAS)")
    assert leaves_memoq([old, name]) == {
        "first_use": 1,
        "cues": 1,
        "deprecated concepts": 1,
        "pos, where it is proper or phrase": 1,
    }
