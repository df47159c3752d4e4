"""Glossary files changed in place: the lines of some concepts, and nothing else."""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.cells import Row, Table, encode_cells, format_row, read_cells
from passerelle.glossary.formats.tsv import HEADERS, format_concept

_DEFAULTS = dict(zip(HEADERS, format_concept(Concept("", "", "", "")), strict=True))


def put_concepts(data: bytes, concepts: Sequence[Concept], path: Path) -> bytes:
    """Return a glossary file with concepts in it, each in the place of the row of its id or else at the end.

    Every other line stays as it is, remarks and blank lines too, and so do encoding, separator and line ends. Columns that
    the concepts need and the file lacks are added at the right; a file without a header gets all of them.

    Raises:
        GlossaryError: the file is no text, or its encoding lacks a letter.
    """
    table = read_cells(data, HEADERS, path)
    header = table.header
    if header is None:
        table = _begin(table, path)
        header = table.header
        assert header is not None
    added = tuple(name for name in HEADERS if name not in header.cells and _is_needed(name, concepts))
    fresh = {concept.id: concept for concept in concepts}
    return encode_cells(table, "".join(_edit(table, header, added, fresh)), path)


def _begin(table: Table, path: Path) -> Table:
    """Return a table that goes on after ``table`` with a header; French Excel takes CSV with semicolons and a mark only."""
    csv = path.suffix.lower() == ".csv" and not table.text
    before = table.text if table.text.endswith(("\n", "\r")) or not table.text else table.text + table.newline
    begun = format_row(HEADERS, ";" if csv else "\t") + table.newline
    mark = codecs.BOM_UTF8 if csv else table.mark
    return read_cells(mark + (before + begun).encode(table.encoding), HEADERS, path)


def _is_needed(name: str, concepts: Sequence[Concept]) -> bool:
    return any(format_concept(concept, (name,)) != [_DEFAULTS[name]] for concept in concepts)


def _edit(table: Table, header: Row, added: Sequence[str], fresh: Mapping[str, Concept]) -> Iterator[str]:
    """Yield the text of the new file, piece by piece."""
    names = (*header.cells, *added)
    ids = header.cells.index("id")
    body = {row.start: row for row in table.body}
    done: set[str] = set()
    position = 0
    written = next(row for row in table.rows if row.start == header.start)
    for row in (written, *body.values()):
        yield table.text[position : row.start]
        concept = fresh.get(row.cells[ids].strip()) if row.start in body else None
        if concept:
            done.add(concept.id)
            yield format_row(format_concept(concept, names), table.delimiter)
        else:
            pads = [_DEFAULTS[name] for name in added] if row.start in body else added
            yield _pad(table, row, len(header.cells), pads)
        position = row.end
    rest = table.text[position:]
    yield rest
    last = rest or table.text
    if not last.endswith(("\n", "\r")):
        yield table.newline
    for concept in fresh.values():
        if concept.id not in done:
            yield format_row(format_concept(concept, names), table.delimiter) + table.newline


def _pad(table: Table, row: Row, width: int, pads: Sequence[str]) -> str:
    """Return a row as it stands, with cells for new columns; what Excel left empty beyond the header goes then."""
    written = table.text[row.start : row.end]
    if not pads:
        return written
    if len(row.cells) == width:
        return written + table.delimiter + format_row(pads, table.delimiter)
    return format_row((*row.cells[:width], *pads), table.delimiter)
