"""DeepL glossaries to and from the termbase."""

import codecs
from collections.abc import Callable, Sequence

import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.formats.deepl import (
    is_deepl,
    leaves_deepl,
    read_deepl,
    write_deepl_csv,
    write_deepl_tsv,
)
from passerelle.glossary.termbase import load_termbase

CURATED = load_termbase().concepts
HAS = Concept(
    "has", "Haute Autorité de santé", "French National Authority for Health", "d", abbreviations=("HAS",), short="HAS"
)  # fmt: skip
HDJ = Concept("hdj", "hôpital de jour", "day clinic", "d", source_variants=("HDJ de jour",), note="n")


def forms(data: bytes) -> dict[str, str]:
    """Return what a glossary says of each form, read back."""
    imported = read_deepl(data, domain="d")
    assert not imported.errors
    assert not imported.remarks
    concepts = [item.concept for item in imported.items]
    return {
        form: english
        for each in concepts
        for form, english in (
            *((form, each.target) for form in each.source_terms),
            *((form, each.short or each.target) for form in each.abbreviations),
        )
    }


@pytest.mark.parametrize("write", [write_deepl_csv, write_deepl_tsv])
def test_the_whole_glossary_comes_back_as_far_as_deepl_knows_it(
    write: Callable[[Sequence[Concept]], bytes],
) -> None:
    """Each form once, with one English; a second writing says the same."""
    data = write(CURATED)
    said = forms(data)
    assert len(said) == len(data.decode().splitlines())
    items = read_deepl(data, domain="d").items
    assert forms(write([item.concept for item in items])) == said
    asked = [each for each in CURATED if each.binding and each.status is not Status.ADMITTED]
    assert {form for each in asked for form in (*each.source_terms, *each.abbreviations)} == set(said)


def test_variants_and_abbreviations_find_their_term() -> None:
    items = read_deepl(write_deepl_csv([HAS, HDJ]), domain="d").items
    first, second = (item.concept for item in items)
    assert (first.source, first.abbreviations, first.short) == (HAS.source, HAS.abbreviations, "HAS")
    assert (second.source, second.source_variants) == (HDJ.source, HDJ.source_variants)


@pytest.mark.parametrize(
    "data",
    [
        b"lit,bed\nbrancard,trolley\n",
        b"lit;bed\r\nbrancard;trolley\r\n",
        b"lit\tbed\nbrancard\ttrolley",
        b'"lit","bed"\n"brancard","trolley"\n',
        b"fr,en\nlit,bed\nbrancard,trolley\n",
        b"Source,Target\nlit,bed\n\nbrancard,trolley\n",
        codecs.BOM_UTF8 + b"lit,bed\nbrancard,trolley\n",
        b"lit,bed,FR,EN\nbrancard,trolley,fr,en-GB\n",
        b"lit,bed,fr,en,0.9\nbrancard,trolley,fr,en,0.8\n",
        "lit;bed\nbrancard;trolley\n".encode("utf-16"),
    ],
)
def test_every_way_to_write_it_is_read(data: bytes) -> None:
    assert forms(data) == {"lit": "bed", "brancard": "trolley"}
    assert is_deepl(data)


def test_excel_in_french_saves_it_in_its_code_page() -> None:
    assert forms("hôpital;hospital\r\nœil;eye\r\n".encode("cp1252")) == {"hôpital": "hospital", "œil": "eye"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"lit,bed\nmot\n", "x.csv:2: has 1 cells"),
        (b"lit,bed\nmot,word,noun\n", "x.csv:2: has 3 cells"),
        (b"lit,bed\nmot,word\nlit,berth\n", "x.csv:3: “lit” stood already in line 1"),
    ],
)
def test_what_deepl_would_refuse_is_an_error(data: bytes, told: str) -> None:
    errors = read_deepl(data, domain="d", path="x.csv").errors
    assert [str(error)[: len(told)] for error in errors] == [told]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"mot,", "has no English"),
        (b",word", "has no French"),
        (b"word,mot,en,fr", "is from en to fr"),
        (b"mot,Wort,FR,DE", "is from FR to DE"),
    ],
)
def test_rows_that_are_left_out_are_told(row: bytes, told: str) -> None:
    imported = read_deepl(b"lit,bed\n" + row + b"\n", domain="d", path="x.csv")
    assert len(imported.items) == 1
    assert f"x.csv:2: {told}" in str(imported.remarks[0])


def test_what_deepl_does_not_take_is_counted() -> None:
    """Another sense of a form, terms that are too long, and what it has no place for."""
    sense = Concept("sense", "hôpital de jour", "daytime hospital", "d", cues=("psychiatrie",))
    long = Concept("long", "é" * 513, "long", "d")
    old = Concept("old", "vieux", "old", "d", status=Status.DEPRECATED)
    common = Concept("common", "démarche", "approach", "d", status=Status.ADMITTED)
    concepts = [sense, HDJ, long, old, common]
    assert write_deepl_csv(concepts).decode() == "hôpital de jour,day clinic\nHDJ de jour,day clinic\n"
    assert leaves_deepl(concepts) == {
        "cues": 1,
        "status": 1,
        "note": 1,
        "deprecated concepts": 1,
        "French forms that stood already": 1,
        "terms of more than 1,024 bytes": 1,
        "admitted concepts, which DeepL would force": 1,
    }


@pytest.mark.parametrize("data", [b"", b"lit\n", b"a,b,c\n", b"%PDF-1.7\n", b"lit,bed\nmot\n"])
def test_other_texts_are_no_deepl_glossary(data: bytes) -> None:
    assert not is_deepl(data)
