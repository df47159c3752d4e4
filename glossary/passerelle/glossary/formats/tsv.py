"""The house format of the termbase: tab-separated, one concept a line, which diffs and opens in Excel."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO, NamedTuple

from passerelle.glossary.concept import Article, CaseMode, Concept, PartOfSpeech, Status
from passerelle.glossary.errors import GlossaryError


class Column(NamedTuple):
    """One column: its header, the `Concept` attribute it fills, and how its text is read."""

    header: str
    attribute: str
    kind: str


SCHEMA = (
    Column("id", "id", "text"),
    Column("fr", "source", "text"),
    Column("fr_variants", "source_variants", "list"),
    Column("fr_abbr", "abbreviations", "list"),
    Column("en", "target", "text"),
    Column("en_variants", "target_variants", "list"),
    Column("short", "short", "text"),
    Column("first_use", "first_use", "text"),
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
)
"""Every column in order. The domain is the file's name."""

_CHOICES = {
    "article": Article,
    "short_article": Article,
    "pos": PartOfSpeech,
    "case": CaseMode,
    "status": Status,
}
_REQUIRED = ("id", "source", "target")


def read_tsv(stream: IO[str], *, domain: str, path: object = None) -> list[Concept]:
    """Read one domain file.

    Columns are found by their header, so their order is free and those after ``en`` may be missing.

    Raises:
        GlossaryError: with the line and what is wrong in it.
    """
    concepts, errors = scan_tsv(stream, domain=domain, path=path)
    if errors:
        raise errors[0]
    return [concept for _, concept in concepts]


def scan_tsv(
    stream: IO[str], *, domain: str, path: object = None
) -> tuple[list[tuple[int, Concept]], list[GlossaryError]]:
    """Return the concepts of a domain file with their lines, and every line that is wrong."""
    header = stream.readline().lstrip("\ufeff").rstrip("\r\n").split("\t")
    errors = list(_check_header(header, path))
    concepts: list[tuple[int, Concept]] = []
    for number, row in enumerate(stream, start=2) if not errors else ():
        if row.strip():
            try:
                concepts.append((number, _read_row(row.rstrip("\r\n"), header, domain, path, number)))
            except GlossaryError as error:
                errors.append(error)
    return concepts, errors


def _check_header(header: list[str], path: object) -> Iterator[GlossaryError]:
    known = {column.header for column in SCHEMA}
    for name in header:
        if name not in known:
            wanted = ", ".join(column.header for column in SCHEMA)
            yield GlossaryError(
                f"the column “{name}” is unknown; the columns are {wanted}.", path=path, line=1
            )
    for name in ("id", "fr", "en"):
        if name not in header:
            yield GlossaryError(f"the column “{name}” is missing from the header line.", path=path, line=1)


def _read_row(row: str, header: list[str], domain: str, path: object, line: int) -> Concept:
    cells = row.split("\t")
    if len(cells) > len(header):
        raise GlossaryError(
            f"has {len(cells)} cells where the header has {len(header)}; remove a tab.", path=path, line=line
        )
    texts = dict(zip(header, (cell.strip() for cell in cells), strict=False))
    values: dict[str, object] = {}
    for column in SCHEMA:
        text = texts.get(column.header, "")
        if text:
            values[column.attribute] = _parse(column, text, path, line)
        elif column.attribute in _REQUIRED:
            raise GlossaryError(
                f"the cell “{column.header}” is empty; every concept needs one.", path=path, line=line
            )
    return replace(Concept(id="", source="", target="", domain=domain), **values)  # type: ignore[arg-type]


def _parse(column: Column, text: str, path: object, line: int) -> object:
    match column.kind:
        case "list":
            return tuple(part.strip() for part in text.split("|") if part.strip())
        case "flag":
            if text not in ("yes", "no"):
                raise GlossaryError(
                    f"“{text}” in {column.header}: write yes, or leave it empty.", path=path, line=line
                )
            return text == "yes"
        case "choice":
            choices = _CHOICES[column.attribute]
            if text not in {str(choice) for choice in choices}:
                wanted = ", ".join(str(choice) for choice in choices)
                raise GlossaryError(
                    f"“{text}” in {column.header}: choose one of {wanted}.", path=path, line=line
                )
            return choices(text)
        case _:
            return text


def write_tsv(stream: IO[str], concepts: Iterable[Concept]) -> None:
    """Write concepts in the order given, every column."""
    stream.write("\t".join(column.header for column in SCHEMA) + "\n")
    for concept in concepts:
        stream.write(
            "\t".join(_format(column, getattr(concept, column.attribute)) for column in SCHEMA) + "\n"
        )


def _format(column: Column, value: object) -> str:
    match column.kind:
        case "list":
            assert isinstance(value, tuple)
            text = "|".join(value)
        case "flag":
            text = "yes" if value else ""
        case "choice" if value is Article.ANY:
            text = ""
        case _:
            text = str(value)
    return " ".join(text.split())
