"""Tables of Trados MultiTerm, and of anyone with a column a language, to and from the termbase."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from passerelle.glossary.concept import Concept, Gender, Number, PartOfSpeech, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.exchange import find_format
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.multiterm import (
    is_multiterm,
    read_multiterm,
    write_multiterm_csv,
    write_multiterm_xlsx,
)
from passerelle.glossary.termbase import load_termbase

CURATED = load_termbase().concepts
FULL = Concept("has", "Haute Autorité de santé", "French National Authority for Health", "bodies",
    source_variants=("Haute | Autorité",), abbreviations=("HAS",), target_variants=("Health Authority",), short="HAS",
    american=("American Authority",), first_use="Authority (HAS)", forbidden=("High Authority", "a|b"),
    gender=Gender.FEMININE, number=Number.SINGULAR, definition="A body, “independent”.", note="a | b",
    pos=PartOfSpeech.PROPER, status=Status.PROPOSED, cues=("x", "y"), contexts=("La HAS | dit.",),
    target_contexts=("The HAS | says.",))  # fmt: skip


def read(data: bytes) -> Imported:
    return read_multiterm(data, domain="d", path="m.csv")


@pytest.mark.parametrize("write", [write_multiterm_csv, write_multiterm_xlsx])
def test_the_whole_glossary_comes_back_concept_for_concept(write: Any) -> None:
    """Deprecated ones, too: an entry's own fields have a place for everything."""
    concepts = [*CURATED, FULL, replace(FULL, id="old", status=Status.DEPRECATED)]
    imported = read(write(concepts))
    assert (imported.errors, imported.remarks) == ((), ())
    assert [item.concept for item in imported.items] == concepts
    assert {"id", "status", "cues", "forbidden", "target_contexts"} <= imported.known


def test_synonyms_stand_in_one_cell_and_what_is_said_of_them_beside() -> None:
    header, row = (
        line.split(",")
        for line in write_multiterm_csv([replace(FULL, definition="d")]).decode("utf-8-sig").splitlines()
    )
    said = dict(zip(header, row, strict=True))
    assert said[">>L<<French"] == r"Haute Autorité de santé|Haute \| Autorité|HAS"
    assert said[">>T<<Type"] == "preferred|admitted|abbreviation"
    assert said[">>T<<Gender"] == "f|f|f"
    assert said[">>T<<Usage"] == "preferred|admitted|American|short form|first use|forbidden|forbidden"
    assert said[">>E<<cues"] == "x|y"


def as_workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for line in text.splitlines():
        sheet.append(line.split(","))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


CONVERTED = """\
>>E<<Subject,>>E<<Note,>>XE<<Entry number,>>L<<French (France),>>I<<Definition,>>T<<Grammatical gender,>>T<<Category,\
>>L<<German,>>T<<Status,>>L<<English (United Kingdom),>>I<<Definition,>>T<<Status,>>L<<English (United States),>>T<<Status
care,n,17,lit|LIT,Un meuble.,masculine|,|acronym,Bett,preferred,cot|bed|crib,A place.,deprecated|preferred|admitted,bunk,
,,18,brancard,,masc,,Trage,,trolley,,,gurney,
"""


@pytest.mark.parametrize(
    "data",
    [CONVERTED.encode(), CONVERTED.replace(",", ";").encode("cp1252"), as_workbook(CONVERTED)],
    ids=["csv", "excel csv", "xlsx"],
)
def test_what_multiterms_converter_writes_is_read(data: bytes) -> None:
    """Fields of the entry, of languages and of each synonym; other languages and ignored columns are passed over."""
    imported = read(data)
    assert (imported.errors, imported.remarks) == ((), ())
    lit, brancard = (item.concept for item in imported.items)
    assert lit == Concept("lit", "lit", "bed", "care", abbreviations=("LIT",), target_variants=("crib",), american=("bunk",),
        forbidden=("cot",), note="n", definition="A place.", gender=Gender.MASCULINE)  # fmt: skip
    assert brancard == Concept(
        "brancard", "brancard", "trolley", "d", american=("gurney",), gender=Gender.MASCULINE
    )
    assert "id" not in imported.known
    assert is_multiterm(data)


@pytest.mark.parametrize(
    ("columns", "row", "expected"),
    [
        ("fr,en", "lit,bed", {}),
        ("en;fr", "bed;lit", {}),
        ("Français\tAnglais\tRemarques", "lit\tbed\tn", {"note": "n"}),
        ("French,English,English,French", "lit,bed,berth,couche", {"target_variants": ("berth",), "source_variants": ("couche",)}),
        ("Domaine,FR,Genre,Statut,EN,Statut", "soins,lit,Masculin,recommandé,bed|cot,|à proscrire", {"domain": "soins", "gender": Gender.MASCULINE, "forbidden": ("cot",)}),
        ("English (United States),French,Part of speech", "bed,lit,Nom propre", {"pos": PartOfSpeech.PROPER}),
        ("fr-FR,Contexte,en-GB,Context", "lit,Un lit.,bed,A bed.", {"contexts": ("Un lit.",), "target_contexts": ("A bed.",)}),
        ("fr,Contexte,en", "lit,Un lit.,bed", {}),
        ("status,created,fr,en,definition", "deprecated,2025-01-31,lit,bed,A place.", {"status": Status.DEPRECATED, "definition": "A place."}),
    ],
)  # fmt: skip
def test_any_table_with_a_column_a_language_is_read(columns: str, row: str, expected: dict[str, Any]) -> None:
    """Names in English, French or German; a field belongs to the language before it, or to the entry."""
    imported = read(f"{columns}\n{row}\n".encode())
    assert not imported.errors
    assert not imported.remarks
    ((_, concept),) = imported.items
    assert replace(concept, created=None) == replace(Concept("lit", "lit", "bed", "d"), **expected)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "fr,en,Couleur\nlit,bed,bleu\n",
            "m.csv:1: the column “couleur” has no place in the glossary, and was left out.",
        ),
        ("fr,en\nlit,\n", "m.csv:2: has no English term, and was left out."),
        ("fr,Genre,en\nlit,neutre,bed\n", "m.csv:2: “neutre” in gender: choose one of"),
        ("id,fr,en\n12,lit,bed\n", ""),
    ],
)
def test_what_is_left_out_is_told(text: str, told: str) -> None:
    """Numbers of another program's entries are no ids."""
    imported = read(text.encode())
    assert [str(each)[: len(told)] for each in imported.remarks] == ([told] if told else [])
    assert "id" not in imported.known


def test_columns_that_are_missing_are_told_with_those_that_are_there() -> None:
    for data in (b"French,German\nlit,Bett\n", as_workbook("French,German\nlit,Bett")):
        with pytest.raises(
            GlossaryError, match="needs a column for French and one for English; it has French, German"
        ):
            read(data)
        assert not is_multiterm(data)


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.csv", b"id,fr,en\n", "csv"),
        ("a.csv", b"fr,en\nlit,bed\n", "multiterm"),
        ("a.csv", b"lit,bed\n", "deepl-csv"),
        ("a.csv", b"source,target,context\n", "weblate"),
        ("a.csv", b"Entry_ID,French,English\n", "memoq"),
        ("a.xlsx", as_workbook("Entry_ID,French,English"), "memoq-xlsx"),
        ("a.xlsx", as_workbook("French,English"), "multiterm-xlsx"),
        ("a.xlsx", as_workbook("Terme français,Terme anglais,Remarques"), "multiterm-xlsx"),
        ("a.xlsx", as_workbook("id,fr,en"), "xlsx"),
        ("glossary.txt", b"lit\tbed\n", "omegat"),
        ("a.tsv", b"lit\tbed\n", "deepl-tsv"),
    ],
)
def test_the_columns_tell_the_format(name: str, data: bytes, form: str) -> None:
    """Of files with the same suffix, the columns tell who wrote them."""
    assert find_format(name, data=data).name == form
