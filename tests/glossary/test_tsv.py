"""The glossary's file format: reading and writing are inverse, and a broken line is named."""

import io
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from passerelle.glossary.concept import (
    Article,
    CaseMode,
    Concept,
    Gender,
    Number,
    PartOfSpeech,
    Reliability,
    Status,
)
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.tsv import HEADERS, SCHEMA, read_tsv, scan_tsv, write_tsv

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
    article=Article.THE,
    short_article=Article.NONE,
    pos=PartOfSpeech.PROPER,
    case=CaseMode.CAPITAL,
    do_not_translate=True,
    status=Status.PROPOSED,
    cues=("cancer",),
    definition="A hospital.",
    note="Loi.",
    american=("cancer center",),
    gender=Gender.MASCULINE,
    number=Number.PLURAL,
    forbidden_why="No one fights there.",
    provenance="unicancer.fr",
    reliability=Reliability.OFFICIAL,
    created=date(2024, 1, 31),
    changed=date(2025, 2, 1),
    replaced_by="unicancer",
    valid_until=date(2026, 12, 31),
    related=("igr", "curie"),
    contexts=("Un CLCC ouvre.", "Deux | barres."),
    target_contexts=("A CLCC opens.", "Two | bars."),
)
HEADER = "\t".join(column.header for column in SCHEMA)


def test_what_is_written_reads_back() -> None:
    """Every attribute of a concept survives writing and reading."""
    stream = io.StringIO()
    plain = Concept(id="a", source="b", target="c", domain="oncology")
    write_tsv(stream, [FULL, plain])
    stream.seek(0)
    assert read_tsv(stream, domain="oncology") == [FULL, plain]


def test_every_attribute_has_a_column_that_the_readme_explains() -> None:
    """One that is missing would be lost in writing; a reader finds each in the table."""
    assert {column.attribute for column in SCHEMA} == {field.name for field in fields(Concept)} - {"domain"}
    readme = Path(__file__).parents[2].joinpath("glossary", "README.md").read_text(encoding="utf-8")
    columns = readme.partition("## Columns")[2].partition("##")[0]
    table = [line.split("|")[1] for line in columns.splitlines() if line.startswith("| `")]
    assert [name for line in table for name in line.replace("`", "").replace(" ", "").split(",")] == list(
        HEADERS
    )
    plain = Concept(id="a", source="b", target="c", domain="d")  # nothing of FULL is a default
    assert not [
        value for field in fields(plain) if (value := getattr(plain, field.name)) == getattr(FULL, field.name)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2025-02-01", date(2025, 2, 1)), ("01/02/2025", date(2025, 2, 1)), ("1.2.2025", date(2025, 2, 1))],
)
def test_dates_are_read_as_excel_leaves_them(text: str, expected: date) -> None:
    """ISO 8601, or the day first."""
    (concept,) = read_tsv(io.StringIO(f"id\tfr\ten\tcreated\nx\ta\tb\t{text}\n"), domain="d")
    assert concept.created == expected


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
        (
            "id\tfr\ten\tcreated\nx\ta\tb\t2025-02-30\n",
            2,
            "“2025-02-30” in created: write a date as 2025-01-31",
        ),
        ("id\tfr\ten\tchanged\nx\ta\tb\tMarch\n", 2, "“March” in changed"),
        ("id\tfr\ten\tgender\nx\ta\tb\tn\n", 2, "choose one of unknown, m, f, mf"),
        ("id\tfr\ten\n\nx\ta\n", 3, "2 cells where the header has 3; add the missing ones"),
        ("id\tfr\ten\tid\n", 1, "“id” stands 2 times"),
        ("# mine\n\nx\ta\tb\n", 3, "is not a line of column names"),
        ("", 1, "is empty; it should begin with a line that names the columns"),
        ("\n\n", 1, "is empty"),
        (
            "id\tfr\ten\nx\ta\tb|c\n",
            2,
            r"“en” takes one form and holds “\|”; put the others into en_variants",
        ),
        ("id\tfr\ten\tshort\nx\ta\tb\tc|d\n", 2, "“short” takes one form"),
        ('id\tfr\ten\tnote\nx\ta\tb\t"two\nlines"\n', 2, "“note” holds a line break"),
        (
            'id\tfr\ten\tnote\nx\ta\tb\tn\ny\tc\td\t"open\nz\te\tf\tshut"\n',
            3,
            "quotation mark that nothing closes",
        ),
    ],
)
def test_a_broken_line_is_named(text: str, line: int, message: str) -> None:
    """The error tells the file, the line and what is wrong in it."""
    with pytest.raises(GlossaryError, match=message) as caught:
        read_tsv(io.StringIO(text), domain="d", path="my.tsv")
    assert str(caught.value).startswith(f"my.tsv:{line}: ")


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Several lines, and several cells of a line; the lines that are right are read."""
    text = "id\tfr\ten\tcase\tdnt\n\ta\tb\tX\tmaybe\nok\tc\td\t\t\nx\te\n"
    concepts, errors = scan_tsv(text.encode(), domain="d", path="my.tsv")
    assert [(line, concept.id) for line, concept in concepts] == [(3, "ok")]
    assert [error.line for error in errors] == [2, 2, 2, 4]
    _, errors = scan_tsv(b"id\tfrench\tfr\tfr\n", domain="d")
    assert len(errors) == 3
    concepts, errors = scan_tsv(b"id\tfr\tcolour\nx\ta\nz\t\tred\nq\tw\te\n", domain="d")
    assert [error.line for error in errors] == [1, 1, 2, 3]
    assert concepts == []


@pytest.mark.parametrize(
    ("cells", "forms"),
    [
        ("a|b", ("a", "b")),
        (r"a\|b|c", ("a|b", "c")),
        ("a||b|", ("a", "b")),
        (r"a\b", (r"a\b",)),
        ('"a|b"', ("a", "b")),
        ('5" pipe', ('5" pipe',)),
        ('"quoted" word', ('"quoted" word',)),
    ],
)
def test_a_bar_parts_a_list(cells: str, forms: tuple[str, ...]) -> None:
    """One that belongs to a term is escaped; what was read is written so that it reads back."""
    text = f"id\tfr\ten\ten_variants\nx\ta\tb\t{cells}\n"
    (concept,) = read_tsv(io.StringIO(text), domain="d")
    assert concept.target_variants == forms
    stream = io.StringIO()
    write_tsv(stream, [concept])
    stream.seek(0)
    assert read_tsv(stream, domain="d") == [concept]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("id\tfr\ten\tstatus\nx\ta\tb\t\n", Status.PROPOSED),
        ("id\tfr\ten\nx\ta\tb\n", Status.APPROVED),
        ("id\tfr\ten\tstatus\nx\ta\tb\tdeprecated\n", Status.DEPRECATED),
    ],
)
def test_a_blank_status_means_proposed(rows: str, expected: Status) -> None:
    """A file without that column holds what its house decided."""
    assert [concept.status for concept in read_tsv(io.StringIO(rows), domain="d")] == [expected]
