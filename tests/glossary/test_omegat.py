"""OmegaT's glossaries to and from the termbase."""

from dataclasses import replace

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.omegat import is_omegat, leaves_omegat, read_omegat, write_omegat
from passerelle.glossary.termbase import load_termbase

CURATED = [replace(each, domain="d") for each in load_termbase().concepts]
LIT = Concept("lit", "lit", "bed", "d", source_variants=("couche",), target_variants=("berth",), note="n | m",
    definition="A place.", forbidden=("cot", "a|b"))  # fmt: skip


def read(data: bytes) -> list[Concept]:
    imported = read_omegat(data, domain="d")
    assert not imported.errors
    assert not imported.remarks
    return [item.concept for item in imported.items]


def test_the_whole_glossary_comes_back_as_far_as_omegat_knows_it() -> None:
    """Forms, renderings in their order, definitions, forbidden renderings and notes; a second writing is the same file."""
    data = write_omegat(CURATED)
    concepts = read(data)
    assert write_omegat(concepts) == data
    assert {each.definition for each in concepts} == {each.definition for each in CURATED if each.binding}


def test_a_concept_is_a_line_for_every_form_and_rendering() -> None:
    assert write_omegat([LIT]).decode().splitlines()[1:] == [
        "lit\tbed\tmeans: A place. • not: cot|a\\|b • n | m",
        "lit\tberth\tmeans: A place. • not: cot|a\\|b • n | m",
        "couche\tbed\tmeans: A place. • not: cot|a\\|b • n | m",
        "couche\tberth\tmeans: A place. • not: cot|a\\|b • n | m",
    ]
    assert read(write_omegat([LIT])) == [LIT]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"lit\tbed\n", [("lit", ("bed",), "")]),
        (b"\xef\xbb\xbflit\tbed\t\r\n\r\n# remark\r\n", [("lit", ("bed",), "")]),
        (b"lit\tbed\tnoun\nlit\tberth\tnoun\n", [("lit", ("bed", "berth"), "noun")]),
        (b'"lit"\t"bed" of\n', [('"lit"', ('"bed" of',), "")]),
        (b"lit\tbed\tnoun\textra\n", [("lit", ("bed",), "noun")]),
        ("\u0153il\teye\n".encode("cp1252"), [("œil", ("eye",), "")]),
    ],
)
def test_lines_are_read_as_omegat_reads_them(data: bytes, expected: list[object]) -> None:
    """Nothing is quoted, lines that begin with # are remarks, and cells after the third are no one's."""
    assert [(each.source, (each.target, *each.target_variants), each.note) for each in read(data)] == expected


def test_faults_are_told_with_their_lines() -> None:
    imported = read_omegat(b"# x\nlit bed\nmot\t\tverb\n\tword\n", domain="d", path="g.txt")
    assert [str(error)[:22] for error in imported.errors] == ["g.txt:2: has no tab; a"]
    assert [str(remark) for remark in imported.remarks] == [
        "g.txt:3: has no English and was left out.",
        "g.txt:4: has no French and was left out.",
    ]


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        (b"# x\nlit\tbed\n", True),
        (b"lit,bed\n", False),
        (b"", False),
        (b"a\tb\tc\td\n", False),
        (b"a\n", False),
    ],
)
def test_the_tabs_tell_the_format(data: bytes, *, fits: bool) -> None:
    assert is_omegat(data) is fits


def test_what_omegat_does_not_take_is_counted() -> None:
    marked = Concept("tag", "#MaSanté", "#MyHealth", "d", cues=("c",))
    assert leaves_omegat([LIT, marked]) == {"cues": 1, "French forms that begin with #": 1}
    assert "#MaSanté" not in write_omegat([marked]).decode()
