"""The house format of the termbase: tab-separated, one concept a line, which diffs and opens in Excel.

What Excel makes of such a file when it saves it is read as well: UTF-16 with tabs, CSV with semicolons or commas.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import IO, NamedTuple

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
from passerelle.glossary.formats.cells import Row, format_row, one_line, read_cells


class Column(NamedTuple):
    r"""One column: its header, the `Concept` attribute it fills, and how its text is read.

    A ``form`` is one term, a ``list`` several that ``|`` parts; a ``|`` that belongs to a term is written ``\|``.
    """

    header: str
    attribute: str
    kind: str


SCHEMA = (
    Column("id", "id", "text"),
    Column("fr", "source", "form"),
    Column("fr_variants", "source_variants", "list"),
    Column("fr_abbr", "abbreviations", "list"),
    Column("en", "target", "form"),
    Column("en_variants", "target_variants", "list"),
    Column("en_us", "american", "list"),
    Column("short", "short", "form"),
    Column("first_use", "first_use", "form"),
    Column("article", "article", "choice"),
    Column("short_article", "short_article", "choice"),
    Column("forbidden", "forbidden", "list"),
    Column("pos", "pos", "choice"),
    Column("case", "case", "choice"),
    Column("dnt", "do_not_translate", "flag"),
    Column("status", "status", "choice"),
    Column("cues", "cues", "list"),
    Column("definition", "definition", "text"),
    Column("note", "note", "text"),
    Column("gender", "gender", "choice"),
    Column("number", "number", "choice"),
    Column("forbidden_why", "forbidden_why", "text"),
    Column("source", "provenance", "text"),
    Column("reliability", "reliability", "choice"),
    Column("created", "created", "date"),
    Column("changed", "changed", "date"),
    Column("replaced_by", "replaced_by", "text"),
    Column("valid_until", "valid_until", "date"),
    Column("related", "related", "list"),
    Column("context_fr", "contexts", "list"),
    Column("context_en", "target_contexts", "list"),
)
"""Every column in order. The domain is the file's name."""

HEADERS = tuple(column.header for column in SCHEMA)
_BY_HEADER = {column.header: column for column in SCHEMA}

_CHOICES = {
    "article": Article,
    "short_article": Article,
    "pos": PartOfSpeech,
    "case": CaseMode,
    "status": Status,
    "gender": Gender,
    "number": Number,
    "reliability": Reliability,
}
_UNSAID = (Article.ANY, Gender.UNKNOWN, Number.ANY, Reliability.UNKNOWN)


def choices(column: Column) -> tuple[str, ...]:
    """Return what a cell of a column may say beside nothing; nothing at all where it may be any text."""
    if column.kind == "flag":
        return ("yes",)
    values = _CHOICES.get(column.attribute, ())
    return tuple(str(each) for each in values if not any(each is unsaid for unsaid in _UNSAID))


_EMPTY = ("", (), None, False)  # most cells are
_REQUIRED = ("id", "source", "target")


def read_tsv(stream: IO[str], *, domain: str, path: object = None) -> list[Concept]:
    """Read one domain file.

    Columns are found by their header, so their order is free and those after ``en`` may be missing. Lines that begin with
    ``#`` are remarks. A blank status means proposed; without
    that column, what the file says is approved.

    Raises:
        GlossaryError: with the line and what is wrong in it.
    """
    concepts, errors = scan_tsv(stream.read().encode(), domain=domain, path=path)
    if errors:
        raise errors[0]
    return [concept for _, concept in concepts]


def scan_tsv(
    data: bytes, *, domain: str, path: object = None
) -> tuple[list[tuple[int, Concept]], list[GlossaryError]]:
    """Return the concepts of a domain file with their lines, and everything that is wrong with how it is written.

    Raises:
        GlossaryError: it is no text.
    """
    table = read_cells(data, HEADERS, path)
    header = table.header
    if header is None:
        message = "is empty; it should begin with a line that names the columns: id, fr, en."
        return [], [GlossaryError(message, path=path, line=1)]
    faults = list(_header_faults(header.cells))
    errors = [GlossaryError(told, path=path, line=header.line) for told in faults]
    concepts: list[tuple[int, Concept]] = []
    for row in table.body if set(header.cells) & set(HEADERS) else ():
        values, wrong = _read_row(row, header.cells)
        errors += [GlossaryError(message, path=path, line=row.line) for message in wrong]
        if not wrong and not faults:
            concepts.append((row.line, Concept(domain=domain, **values)))  # type: ignore[arg-type]
    return concepts, errors


def _header_faults(names: Sequence[str]) -> Iterator[str]:
    wanted = ", ".join(HEADERS)
    if not set(names) & set(HEADERS):
        yield f"is not a line of column names; begin the file with id, fr, en, and what else you need of {wanted}."
        return
    for name, count in Counter(names).items():
        if name not in HEADERS:
            yield f"the column “{name}” is unknown; the columns are {wanted}."
        elif count > 1:
            yield f"the column “{name}” stands {count} times; keep one."
    for name in ("id", "fr", "en"):
        if name not in names:
            yield f"the column “{name}” is missing from the header line."


def _read_row(row: Row, header: Sequence[str]) -> tuple[dict[str, object], list[str]]:
    """Return the values of a row by attribute, and a sentence for everything that is wrong in it."""
    cells = list(row.cells)
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(header):
        hint = (
            "remove a separator" if len(cells) > len(header) else "add the missing ones, empty where need be"
        )
        return {}, [f"has {len(cells)} cells where the header has {len(header)}; {hint}."]
    return read_values(dict(zip(header, (cell.strip() for cell in cells), strict=True)))


def read_values(texts: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """Return the values of a row by attribute, and a sentence for everything that is wrong in it.

    ``texts`` are its cells by the names of the columns that there are, without blanks around them.
    """
    values: dict[str, object] = {}
    wrong: list[str] = []
    for column in SCHEMA:
        text = texts.get(column.header, "")
        if text:
            try:
                values[column.attribute] = parse_cell(column, text)
            except ValueError as error:
                wrong.append(str(error))
        elif column.header == "status" and column.header in texts:
            values[column.attribute] = Status.PROPOSED
        elif column.attribute in _REQUIRED and column.header in texts:
            wrong.append(f"the cell “{column.header}” is empty; every concept needs one.")
    return values, wrong


_PART = re.compile(r"(?<!\\)\|")


def parse_cell(column: Column, text: str) -> object:
    """Return the value of a cell that is not empty.

    Raises:
        ValueError: with what is wrong and what to write.
    """
    if not text.isprintable() and len(text.splitlines()) > 1:
        raise ValueError(
            f"the cell “{column.header}” holds a line break, or a quotation mark that nothing closes; write it on one line."
        )
    match column.kind:
        case "list":
            return split_list(text)
        case "form":
            if _PART.search(text):
                raise ValueError(
                    f"the cell “{column.header}” takes one form and holds “|”; {_elsewhere(column)}."
                )
            return _unescape(text)
        case "flag":
            if text not in ("yes", "no"):
                raise ValueError(f"“{text}” in {column.header}: write yes, or leave it empty.")
            return text == "yes"
        case "choice":
            choices = _CHOICES[column.attribute]
            try:
                return choices(text)
            except ValueError:
                wanted = ", ".join(map(str, choices))
                raise ValueError(f"“{text}” in {column.header}: choose one of {wanted}.") from None
        case "date":
            return _parse_date(column, text)
        case _:
            return text


_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def _parse_date(column: Column, text: str) -> date:
    """Return a date as ISO 8601 writes it, or as French Excel does to such dates as soon as it opens a file."""
    found = _DAY_FIRST.fullmatch(text)
    try:
        return date.fromisoformat(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text)
    except ValueError:
        raise ValueError(f"“{text}” in {column.header}: write a date as 2025-01-31.") from None


def split_list(text: str) -> tuple[str, ...]:
    r"""Return the forms that ``|`` parts.

    >>> split_list(r"day clinic | day unit | a\|b")
    ('day clinic', 'day unit', 'a|b')
    """
    if "|" not in text:
        return (text,)
    return tuple(_unescape(part) for part in map(str.strip, _PART.split(text)) if part)


def join_list(forms: Iterable[str]) -> str:
    r"""Return forms as one cell, the inverse of `split_list`.

    >>> join_list(("day clinic", "a|b"))
    'day clinic|a\\|b'
    """
    return "|".join(form.replace("|", r"\|") for form in forms)


def _elsewhere(column: Column) -> str:
    variants = f"{column.header}_variants"
    hint = f"put the others into {variants}, or write " if variants in HEADERS else "keep one, or write "
    return hint + r"\| where it belongs to the term"


def _unescape(text: str) -> str:
    return text.replace(r"\|", "|")


def write_tsv(stream: IO[str], concepts: Iterable[Concept]) -> None:
    """Write concepts in the order given, every column."""
    stream.write(format_row(HEADERS, "\t") + "\n")
    for concept in concepts:
        stream.write(format_row(format_concept(concept), "\t") + "\n")


def format_concept(concept: Concept, headers: Sequence[str] = HEADERS) -> list[str]:
    """Return the cells of a concept under some columns."""
    return [
        _format(column, getattr(concept, column.attribute)) for column in map(_BY_HEADER.__getitem__, headers)
    ]


def _format(column: Column, value: object) -> str:
    if value in _EMPTY:
        return ""
    match column.kind:
        case "list":
            assert isinstance(value, tuple)
            text = join_list(value)
        case "form":
            text = str(value).replace("|", r"\|")
        case "flag":
            text = "yes" if value else ""
        case "choice" if any(value is each for each in _UNSAID):
            text = ""
        case "date":
            text = value.isoformat() if isinstance(value, date) else ""
        case _:
            text = str(value)
    return one_line(text)
