"""Weblate's glossaries to and from the termbase."""

from dataclasses import replace

import pytest
from translate.storage.csvl10n import csvfile

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.weblate import is_weblate, leaves_weblate, read_weblate, write_weblate
from passerelle.glossary.termbase import load_termbase

CURATED = [replace(each, domain="d") for each in load_termbase().concepts]
LIT = Concept("lit", "lit", "bed", "d", source_variants=("couche",), target_variants=("berth",), note="n, m",
    definition="A place.", forbidden=("cot", "a|b"), abbreviations=("L",), short="B", status=Status.PROPOSED)  # fmt: skip
NAME = Concept("edf", "EDF", "EDF", "d", do_not_translate=True)


def read(data: bytes) -> Imported:
    imported = read_weblate(data, domain="d", path="w.csv")
    assert not imported.errors
    return imported


def test_the_whole_glossary_comes_back_as_far_as_weblate_knows_it() -> None:
    """Each concept with its id, renderings in their order, status and explanations; a second writing has the same rows."""
    data = write_weblate(CURATED)
    concepts = {item.concept.id: item.concept for item in read(data).items}
    binding = [each for each in CURATED if each.binding]
    assert list(concepts) == [each.id for each in binding]
    for each in binding:
        found = concepts[each.id]
        kept = (
            "source",
            "target",
            "target_variants",
            "definition",
            "forbidden",
            "note",
            "status",
            "do_not_translate",
        )
        assert [getattr(found, name) for name in kept] == [getattr(each, name) for name in kept]
        forms = (*each.source_terms, *each.abbreviations)
        assert {*found.source_terms, *found.abbreviations} == set(forms)
    assert sorted(write_weblate(concepts.values()).splitlines()) == sorted(data.splitlines())


def test_the_translate_toolkit_reads_the_same_rows() -> None:
    """Which is what Weblate reads with: source, target, context and comments are in their places."""
    data = write_weblate([LIT, NAME])
    units = csvfile.parsestring(data).units  # type: ignore[no-untyped-call]
    assert [(unit.source, unit.target, unit.context) for unit in units] == [
        ("lit", "bed", "[lit]"),
        ("lit", "berth", "[lit]"),
        ("couche", "bed", "[lit]"),
        ("couche", "berth", "[lit]"),
        ("L", "B", "[lit]"),
        ("EDF", "EDF", "[edf]"),
    ]
    assert units[0].isfuzzy()
    assert not units[5].isfuzzy()
    assert units[0].getnotes("developer") == "means: A place. • not: cot|a\\|b • n, m"
    assert [item.concept for item in read(data).items] == [LIT, NAME]


def test_what_the_translate_toolkit_writes_is_read() -> None:
    store = csvfile()
    store.addsourceunit("brancard").target = "trolley, gurney"
    store.addsourceunit("lit").target = '"bed"'
    items = read(bytes(store)).items
    assert [(each.concept.source, each.concept.target) for each in items] == [
        ("brancard", "trolley, gurney"),
        ("lit", '"bed"'),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("lit,bed,,noun,", (("bed",), (), "noun", False, Status.APPROVED)),
        ("lit,bed,True,,", (("bed",), (), "", False, Status.PROPOSED)),
        ("lit,bed,,,\nlit,berth,,,", (("bed", "berth"), (), "", False, Status.APPROVED)),
        ('lit,bed,,,"terminology, read-only"', (("bed",), (), "", True, Status.APPROVED)),
        ("lit,bed,,,\nlit,cot,,,forbidden", (("bed",), ("cot",), "", False, Status.APPROVED)),
    ],
)
def test_other_peoples_rows_are_read(row: str, expected: tuple[object, ...]) -> None:
    """A context that is no id disambiguates, and becomes a note; flags count where a column has them."""
    imported = read(f"source,target,fuzzy,context,flags\n{row}\n".encode())
    assert "id" not in imported.known
    (found,) = (item.concept for item in imported.items)
    said = (found.accepted, found.forbidden, found.note, found.do_not_translate, found.status)
    assert said == expected


def test_columns_that_are_missing_are_told_with_those_that_are_there() -> None:
    with pytest.raises(GlossaryError, match="needs the columns source and target; it has source, note"):
        read_weblate(b"source,note\nlit,bed\n", domain="d")
    assert "status" not in read(b"source,target,context\nlit,bed,\n").known


def test_rows_are_told_that_cannot_be_taken() -> None:
    imported = read_weblate(
        b"source,target,context,flags\nlit,,,\n,bed,,\nmot,word,,,x\nbrancard,cart,,forbidden\n",
        domain="d",
        path="w.csv",
    )
    assert [str(error) for error in imported.errors] == [
        "w.csv:4: has 5 cells where the header has 4; remove a separator."
    ]
    assert [str(remark) for remark in imported.remarks] == [
        "w.csv:2: has no target and was left out.",
        "w.csv:3: has no source and was left out.",
        "w.csv: “brancard” has forbidden English only, and was left out.",
    ]


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        (b"location,source,target\n", True),
        (b"source;target;context\n", True),
        (b"source,target\nlit,bed\n", False),
        (b"lit,bed\n", False),
        (b"", False),
    ],
)
def test_the_columns_tell_the_format(data: bytes, *, fits: bool) -> None:
    assert is_weblate(data) is fits


def test_what_weblate_does_not_take_is_counted() -> None:
    old = Concept("old", "vieux", "old", "d", status=Status.DEPRECATED)
    assert leaves_weblate([replace(LIT, cues=("c",)), old]) == {"cues": 1, "deprecated concepts": 1}
