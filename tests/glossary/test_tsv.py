"""The glossary's file format: reading and writing are inverse, and a broken line is named."""

import io

import pytest

from passerelle.glossary.concept import CaseMode, Concept, PartOfSpeech, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.tsv import SCHEMA, read_tsv, write_tsv

FULL = Concept(
    id="clcc",
    source="centre de lutte contre le cancer",
    target="comprehensive cancer centre",
    domain="oncology",
    source_variants=("centre régional",),
    abbreviations=("CLCC",),
    target_variants=("cancer center", "cancer centre"),
    short="CLCC",
    first_use="comprehensive cancer centre (CLCC)",
    forbidden=("centre of fight",),
    pos=PartOfSpeech.NOUN,
    case=CaseMode.CAPITAL,
    do_not_translate=True,
    status=Status.PROPOSED,
    cues=("cancer",),
    definition="A hospital.",
    note="Loi.",
)
HEADER = "\t".join(column.header for column in SCHEMA)


def test_what_is_written_reads_back() -> None:
    """Every attribute of a concept survives writing and reading."""
    stream = io.StringIO()
    plain = Concept(id="a", source="b", target="c", domain="oncology")
    write_tsv(stream, [FULL, plain])
    stream.seek(0)
    assert read_tsv(stream, domain="oncology") == [FULL, plain]


def test_columns_are_found_by_name() -> None:
    """The order of columns is free, and a byte-order mark or CRLF does no harm."""
    stream = io.StringIO("\ufeffen\tid\tfr\r\nliquid biopsy\tx\tbiopsie liquide\r\n", newline="")
    assert read_tsv(stream, domain="d") == [
        Concept(id="x", source="biopsie liquide", target="liquid biopsy", domain="d")
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("id\tfr\n", 1, "“en” is missing"),
        ("id\tfr\ten\tcolour\n", 1, "“colour” is unknown"),
        ("id\tfr\ten\nx\ta\tb\n\ny\t\tb\n", 4, "“fr” is empty"),
        ("id\tfr\ten\nx\ta\tb\tc\n", 2, "4 cells where the header has 3"),
        ("id\tfr\ten\tcase\nx\ta\tb\tupper\n", 2, "choose one of any, capital, exact"),
        ("id\tfr\ten\tdnt\nx\ta\tb\tmaybe\n", 2, "write yes"),
    ],
)
def test_a_broken_line_is_named(text: str, line: int, message: str) -> None:
    """The error tells the file, the line and what is wrong in it."""
    with pytest.raises(GlossaryError, match=message) as caught:
        read_tsv(io.StringIO(text), domain="d", path="my.tsv")
    assert str(caught.value).startswith(f"my.tsv:{line}: ")
