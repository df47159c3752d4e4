"""The termbase: the curated glossary, the user's own files on top, and its version."""

import pickle
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.tsv import scan_tsv
from passerelle.glossary.lint import lint_termbase
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import (
    BINDING,
    CURATED,
    Termbase,
    concept_key,
    load_termbase,
    read_glossaries,
)

DOMAINS = {
    "acronyms", "care-pathways", "csr-sustainability", "digital-data", "financing-regulation", "health-organisations",
    "oncology", "pharma", "public-health", "research-trials", "workforce-governance", "diseases", "acts-exams", "people-places",
    "money-business", "politics-law", "press-formulas",
}  # fmt: skip


@pytest.fixture(scope="module")
def curated() -> Termbase:
    return load_termbase()


def test_the_curated_glossary_is_whole_and_sound(curated: Termbase) -> None:
    """At least 500 concepts in every domain of the house, none of them at fault."""
    assert {path.stem for path in CURATED.glob("*.tsv")} >= DOMAINS
    assert len(curated.concepts) >= 500
    assert [problem.message for problem in lint_termbase(curated) if problem.serious] == []
    assert [concept.id for concept in curated.concepts if not concept.definition] == []


def test_an_id_of_the_curated_glossary_stands_once() -> None:
    """A second row of an id would replace the first unsaid."""
    paths = sorted(CURATED.glob("*.tsv"))
    rows = [concept for path in paths for _, concept in scan_tsv(path.read_bytes(), domain=path.stem)[0]]
    assert [name for name, count in Counter(concept.id for concept in rows).items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Les CLCC et le cancer", "comprehensive cancer centre"),
        ("une expérimentation article 51", "Article 51"),
        ("la biopsie liquide", "liquid biopsy"),
        ("la RSE et le développement durable", "corporate social responsibility"),
        ("la Haute Autorité de santé", "French National Authority for Health"),
    ],
)
def test_the_house_terms_are_there(curated: Termbase, text: str, target: str) -> None:
    """What the house is known for is found in a sentence and has its English."""
    assert target in {concept.target for hit in Matcher(curated).find(text).hits for concept in hit.concepts}


@pytest.mark.parametrize(
    "name",
    [
        "Unicancer",
        "Gustave Roussy",
        "ARS",
        "HAS",
        "ANSM",
        "DGOS",
        "CNAM",
        "Assurance maladie",
        "CEPS",
        "HDH",
        "SNDS",
        "CPTS",
        "GHT",
        "Espic",
        "Ségur de la santé",
        "PLFSS",
        "Ondam",
        "T2A",
        "AMI",
        "PMI",
        "SSR",
    ],
)
def test_what_readers_meet_weekly_is_there(curated: Termbase, name: str) -> None:
    """Institutions and programmes of French health news are in the glossary under the name readers meet."""
    assert Matcher(curated).find(f"Selon {name}, oui.").hits, name


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["id\tfr\ten", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_users_file_comes_on_top(tmp_path: Path, curated: Termbase) -> None:
    """A concept of the same id replaces the curated one; a new one is added; the version tells the difference."""
    own = write(
        tmp_path / "own.tsv",
        "clcc\tcentre de lutte contre le cancer\tcancer hospital",
        "neuf\tmot neuf\tnew word",
    )
    both = load_termbase([own])
    assert both.by_id["clcc"].target == "cancer hospital"
    assert len(both.concepts) == len(curated.concepts) + 1
    assert both.version != curated.version
    assert load_termbase([own], curated=False).concepts == load_termbase([tmp_path], curated=False).concepts


def test_the_version_is_about_content() -> None:
    """The order of files does not change the version, nor does a definition; a rendering does."""
    one, two = (Concept(id=name, source=name, target=name, domain="d") for name in "ab")
    assert Termbase((one, two)).version == Termbase((two, one)).version
    assert concept_key(one) == concept_key(replace(one, definition="x"))
    assert Termbase((one,)).version != Termbase((replace(one, target="z"),)).version


def test_what_explains_a_concept_does_not_bind() -> None:
    """Every attribute that shapes a translation is in the fingerprint; the others are not, so that memories stay valid."""
    plain = Concept(id="a", source="a", target="a", domain="d")
    explained = replace(plain, contexts=("b",), provenance="b", created=date(2025, 1, 1), related=("b",))
    assert concept_key(explained) == concept_key(plain)
    assert concept_key(replace(plain, american=("b",))) != concept_key(plain)
    assert {field.name for field in fields(Concept)} > set(BINDING)


def test_bad_files_are_named(tmp_path: Path) -> None:
    """An id twice, a folder without files, an empty file, a file given twice, a workbook: one sentence with the file's name."""
    twice = write(tmp_path / "twice.tsv", "x\ta\tb", "x\tc\td")
    with pytest.raises(GlossaryError, match=r"twice\.tsv.*“x” stands twice"):
        load_termbase([twice], curated=False)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(GlossaryError, match=r"empty: holds no \.tsv file"):
        load_termbase([empty], curated=False)
    empty.joinpath("nothing.tsv").write_text("")
    with pytest.raises(GlossaryError, match=r"nothing\.tsv:1: is empty; it should begin with"):
        load_termbase([empty], curated=False)
    with pytest.raises(GlossaryError, match=r"twice\.tsv: is given twice"):
        load_termbase([twice, twice], curated=False)
    book = tmp_path / "book.tsv"
    book.write_bytes(b"PK\x03\x04...")
    with pytest.raises(GlossaryError, match=r"book\.tsv: is a workbook; save it in Excel as"):
        load_termbase([book], curated=False)


def test_the_first_of_several_errors_says_how_many_there_are(tmp_path: Path) -> None:
    """Where one sentence is told, lint tells the others."""
    path = write(tmp_path / "own.tsv", "x\ta", "y\t\tb", "z\tc\td")
    with pytest.raises(
        GlossaryError, match=r"own\.tsv:2: has 2 cells.*1 more like this; “passerelle glossary lint”"
    ):
        load_termbase([path], curated=False)
    reading = read_glossaries([path], curated=False)
    assert [error.line for error in reading.errors] == [2, 3]
    assert [concept.id for concept in reading.termbase.concepts] == ["z"]


def test_files_as_excel_saves_them_are_read(tmp_path: Path) -> None:
    """“Unicode text”, French CSV, UTF-8 CSV: the same concepts, whatever the file's name ends with."""
    text = "id;fr;en\r\neffets;œdème de l’hôpital;oedema\r\n"
    files = {
        "unicode.txt": text.replace(";", "\t").encode("utf-16"),
        "french.csv": text.encode("cp1252"),
        "utf8.csv": text.encode("utf-8-sig"),
    }
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        (concept,) = load_termbase([path], curated=False).concepts
        assert (concept.source, concept.target) == ("œdème de l’hôpital", "oedema"), name
    with pytest.raises(
        GlossaryError, match=r"utf8\.csv:2: the id “effets” stands twice, first in .*french\.csv:2"
    ):
        load_termbase([tmp_path], curated=False)


def test_a_termbase_that_was_pickled_is_the_same() -> None:
    """Equal termbases have one hash, which is not taken along to another process."""
    termbase = load_termbase()
    assert hash(termbase) == hash(replace(termbase))
    again = pickle.loads(pickle.dumps(termbase))
    assert again == termbase
    assert hash(again) == hash(termbase)
    assert "_hash" not in termbase.__getstate__()
