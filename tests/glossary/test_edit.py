"""Glossary files changed in place: what is not about a concept stays byte for byte."""

import codecs
from pathlib import Path

import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.edit import put_concepts
from passerelle.glossary.formats.tsv import HEADERS, scan_tsv

NEW = Concept("neuf", "cœur neuf", "new heart", "own")
TSV, CSV = Path("own.tsv"), Path("own.csv")


def concepts(data: bytes) -> list[Concept]:
    found, errors = scan_tsv(data, domain="own")
    assert not errors
    return [concept for _, concept in found]


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (b"id\tfr\ten\nx\ta\tb\n", "neuf\tcœur neuf\tnew heart\n"),
        (b"id\tfr\ten\nx\ta\tb", "\nneuf\tcœur neuf\tnew heart\n"),
        (b"# mine\n\nen\tid\tfr\n# why\nb\tx\ta\n\n# end\n", "new heart\tneuf\tcœur neuf\n"),
        (b"id;fr;en\r\nx;a;b\r\n", "neuf;cœur neuf;new heart\r\n"),
        (b'sep=;\r\nid;fr;en;note\r\nx;a;b;"c;\r\nd"\r\n;;;\r\n', "neuf;cœur neuf;new heart;\r\n"),
        ("id;fr;en\r\nx;é;b\r\n".encode("cp1252"), "neuf;cœur neuf;new heart\r\n"),
        ("id\tfr\ten\r\nx\té\tb\r\n".encode("utf-16"), "neuf\tcœur neuf\tnew heart\r\n"),
        (codecs.BOM_UTF8 + b"id,fr,en\nx,a,b\n", "neuf,cœur neuf,new heart\n"),
    ],
)
def test_a_new_concept_comes_at_the_end(before: bytes, row: str) -> None:
    """In the file's own encoding, separator and line ends; what stood there stands there still."""
    after = put_concepts(before, [NEW], TSV)
    encoding = (
        "utf-16-le" if before.startswith(codecs.BOM_UTF16_LE) else "cp1252" if b"\xe9" in before else "utf-8"
    )
    assert after == before + row.encode(encoding)


def test_a_known_concept_is_changed_in_its_place() -> None:
    """The lines around it stay, remarks among them."""
    before = b"id\tfr\ten\n# one\nx\ta\tb\n# two\nneuf\tvieux\told\nz\tc\td\n"
    after = put_concepts(before, [NEW], TSV)
    assert after == before.replace(b"neuf\tvieux\told", "neuf\tcœur neuf\tnew heart".encode())
    assert put_concepts(after, [NEW], TSV) == after


def test_columns_that_are_needed_are_added() -> None:
    """Old rows say in them what they said without them: a file without a status is approved."""
    before = b'# mine\nid\tfr\ten\t\t\nx\ta\t"b"\t\t\n# two\ny\tc\td\t\t\n'
    proposed = Concept("neuf", "n", "new", "own", abbreviations=("N", "O"), status=Status.PROPOSED)
    after = put_concepts(before, [proposed], TSV)
    assert after.decode().split("\n") == [
        "# mine",
        "id\tfr\ten\tfr_abbr\tstatus",
        "x\ta\tb\t\tapproved",
        "# two",
        "y\tc\td\t\tapproved",
        "neuf\tn\tnew\tN|O\tproposed",
        "",
    ]
    assert concepts(after)[:2] == concepts(before)
    assert concepts(after)[2] == proposed


@pytest.mark.parametrize(
    ("before", "path", "start"),
    [
        (b"", TSV, "\t".join(HEADERS) + "\nneuf\t"),
        (b"# mine", TSV, "# mine\n" + "\t".join(HEADERS) + "\nneuf\t"),
        (b"", CSV, "\ufeff" + ";".join(HEADERS) + "\nneuf;"),
    ],
)
def test_a_file_that_holds_nothing_gets_every_column(before: bytes, path: Path, start: str) -> None:
    """CSV as French Excel opens it."""
    after = put_concepts(before, [NEW], path)
    assert after.decode().startswith(start)
    assert concepts(after) == [NEW]


def test_what_the_encoding_lacks_is_refused() -> None:
    """No letter becomes a question mark."""
    before = "id;fr;en\r\nx;é;b\r\n".encode("cp1252")
    with pytest.raises(GlossaryError, match="cannot hold “≥”"):
        put_concepts(before, [Concept("y", "≥ 3", "y", "own")], CSV)
