"""TBX of both versions and styles: what is written comes back, what is broken is refused with its line."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from passerelle.glossary.concept import Concept, Gender, PartOfSpeech, Status
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.tbx import read_tbx, write_tbx, write_tbx_dct, write_tbx_v2
from passerelle.glossary.formats.tbx.read import Tally, read_entries
from passerelle.glossary.formats.tsv import SCHEMA
from passerelle.glossary.termbase import load_termbase

Writer = Callable[[Sequence[Concept]], bytes]
WRITERS = [write_tbx, write_tbx_dct, write_tbx_v2]
SCHEMAS = os.environ.get("TBX_SCHEMAS")
NEEDS_SCHEMAS = pytest.mark.skipif(
    not SCHEMAS, reason="TBX_SCHEMAS names no folder with the official schemas"
)

CONCEPTS = (
    Concept("asip", "Asip Santé", "Asip Santé", "d", status=Status.DEPRECATED, replaced_by="ans"),
    Concept(
        "ans", "Agence du numérique en santé", "Digital Health Agency", "d", related=("asip", "elsewhere")
    ),
    Concept(
        "3c",
        "centre de <soins> & co",
        "“care” | 'centre'",
        "d",
        source_variants=("centre",),
        abbreviations=("C3", "Cent."),
        target_variants=("center of care",),
        american=("clinic",),
        short="CC",
        first_use="care centre (CC)",
        forbidden=("center", "central"),
        forbidden_why="A calque.",
        pos=PartOfSpeech.PROPER,
        status=Status.PROPOSED,
        cues=("soins", "a|b"),
        definition="A place.",
        note="passerelle-cues: a note that looks like a column",
        gender=Gender.BOTH,
        provenance="https://example.org/?a=1&b=2",
        created=date(2024, 2, 29),
        changed=date(2025, 1, 31),
        valid_until=date(2026, 1, 1),
        contexts=("Un centre.", "Deux centres."),
        target_contexts=("A centre.", "Two centres."),
    ),
    Concept("any", "démarche", "approach", "d", target_variants=("process",), status=Status.ADMITTED),
    Concept("why", "mot", "word", "d", forbidden_why="Of nothing.", pos=PartOfSpeech.PHRASE),
)


def concepts_of(imported: Imported) -> list[Concept]:
    assert not imported.errors
    return [item.concept for item in imported.items]


@pytest.mark.parametrize("write", WRITERS)
def test_the_whole_glossary_comes_back(write: Writer) -> None:
    concepts = list(load_termbase().concepts)
    imported = read_tbx(write(concepts), domain="other")
    assert concepts_of(imported) == concepts
    assert not imported.remarks


@pytest.mark.parametrize("write", WRITERS)
def test_every_attribute_comes_back(write: Writer) -> None:
    """Through categories or, where there is none, through notes; references to what is not in the file as well."""
    imported = read_tbx(write(CONCEPTS), domain="other")
    assert concepts_of(imported) == list(CONCEPTS)
    assert not imported.remarks


# A backslash before a bar is how a table writes the bar.
TEXT = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="\\"), min_size=1, max_size=9)
TEXTS = st.lists(TEXT, max_size=3, unique=True).map(tuple)


@st.composite
def any_concept(draw: st.DrawFn) -> Concept:
    """Return a concept whose every column may be set; no form stands twice in it."""
    forms = iter(draw(st.lists(TEXT, min_size=16, max_size=16, unique_by=str.casefold)))
    values: dict[str, Any] = {"source": next(forms), "target": next(forms)}
    for column in SCHEMA:
        name, plain = column.attribute, getattr(CONCEPTS[0], column.attribute)
        if name in values or draw(st.booleans()):
            continue
        if name in ("contexts", "target_contexts", "cues", "related"):
            values[name] = draw(TEXTS)
        elif column.kind == "list":
            values[name] = tuple(next(forms) for _ in range(draw(st.integers(0, 2))))
        elif column.kind == "choice":
            values[name] = draw(st.sampled_from(type(plain)))
        elif column.kind == "date":
            values[name] = draw(st.dates())
        elif column.kind == "flag":
            values[name] = draw(st.booleans())
        elif name != "id":
            values[name] = next(forms) if column.kind == "form" else draw(TEXT)
    return Concept(
        draw(st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)), domain="d", **values
    )


@pytest.mark.parametrize("write", WRITERS)
@settings(deadline=None, max_examples=25)
@given(concept=any_concept())
def test_any_concept_comes_back(write: Writer, concept: Concept) -> None:
    imported = read_tbx(write([concept]), domain="d")
    assert concepts_of(imported) == [concept]


@NEEDS_SCHEMAS
@pytest.mark.parametrize(
    ("write", "rules"),
    [(write_tbx, ["TBX-Basic_DCA.sch"]), (write_tbx_dct, ["TBX-Basic_DCT.sch", "Basic.sch", "Min.sch"])],
)
def test_what_is_written_is_valid(write: Writer, rules: list[str]) -> None:
    """By the official core structure (RELAX NG) and the official rules of the dialect (Schematron)."""
    folder = Path(SCHEMAS or "")
    data = write([*load_termbase().concepts, *CONCEPTS])
    grammar = etree.RelaxNG(etree.parse(folder / "TBXcoreStructV03.rng"))
    assert grammar.validate(etree.fromstring(data).getroottree()), grammar.error_log
    assert not [told for name in rules for told in broken_rules(data, folder / name)]


def broken_rules(data: bytes, schema: Path) -> list[str]:
    """Return the assertions of a Schematron schema that do not hold; each rule counts, also after another that applies."""
    saxonche = pytest.importorskip("saxonche")
    root, space = etree.parse(schema).getroot(), "{http://purl.oclc.org/dsdl/schematron}"
    broken = []
    with saxonche.PySaxonProcessor(license=False) as saxon:
        xpath = saxon.new_xpath_processor()
        for each in root.iter(f"{space}ns"):
            xpath.declare_namespace(each.get("prefix"), each.get("uri"))
        xpath.set_context(xdm_item=saxon.parse_xml(xml_text=data.decode()))
        for rule in root.iter(f"{space}rule"):
            where = " | ".join(f"//{part.strip()}" for part in str(rule.get("context")).split("|"))
            for claim in rule.iter(f"{space}assert"):
                found = xpath.evaluate_single(f"count(({where})[not({claim.get('test')})])")
                if found.string_value != "0":
                    broken.append(f"{found.string_value} × {claim.text}")
    return broken


@NEEDS_SCHEMAS
def test_official_good_files_are_read() -> None:
    """Each of their 45 concepts; they have English and Spanish, so that an import says that there is no French."""
    folder = Path(SCHEMAS or "")
    for path in [*folder.glob("*_good.tbx"), *folder.glob("*_VALID.tbx")]:
        tally = Tally()
        assert len(list(read_entries(path.read_bytes(), tally))) == 45
        assert not tally.errors
        assert "only en, es" in str(read_tbx(path.read_bytes(), domain="d").errors[0])


@NEEDS_SCHEMAS
def test_official_bad_files_are_refused_with_lines_and_reasons() -> None:
    tally = Tally()
    data = (Path(SCHEMAS or "") / "basic_bad.tbx").read_bytes()
    assert len(list(read_entries(data, tally, "bad.tbx"))) == 45
    assert [str(each).partition(": ")[0] for each in tally.errors] == [
        f"bad.tbx:{n}" for n in (26, 69, 97, 140)
    ]


@pytest.mark.parametrize("write", [write_tbx, write_tbx_dct])
def test_what_is_written_breaks_no_rule(write: Writer) -> None:
    """Not even where the official schemas are not at hand."""
    tally = Tally()
    assert len(list(read_entries(write(CONCEPTS), tally))) == len(CONCEPTS)
    assert not tally.errors


def test_the_translate_toolkit_reads_version_2() -> None:
    """Weblate and Pootle do so with it: French and English, the terms of each, and which are deprecated."""
    from translate.storage.tbx import tbxfile  # noqa: PLC0415  (slow to load)

    store = tbxfile.parsestring(  # type: ignore[no-untyped-call]
        write_tbx_v2(CONCEPTS), sourcelanguage="fr", targetlanguage="en"
    )
    units = {unit.getid(): unit for unit in store.units}
    assert [unit.source for unit in store.units] == [concept.source for concept in CONCEPTS]
    assert [unit.target for unit in store.units] == [concept.target for concept in CONCEPTS]
    english = units["_3c"].get_target_terms("en")
    assert [term.text for term in english if term.deprecated] == ["center", "central"]
