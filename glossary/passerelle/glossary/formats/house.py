"""The glossary's own columns as a table for colleagues: CSV for Excel, or TSV as the glossary itself has it."""

import codecs
import io
from collections.abc import Iterable

from passerelle.glossary.concept import Concept
from passerelle.glossary.formats.cells import format_row, read_cells
from passerelle.glossary.formats.imported import Imported, Item
from passerelle.glossary.formats.tsv import HEADERS, SCHEMA, format_concept, scan_tsv, write_tsv


def read_house(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read a table with columns of the glossary, in any order, encoding and separator that `read_cells` knows.

    Raises:
        GlossaryError: it is no text.
    """
    located, errors = scan_tsv(data, domain=domain, path=path)
    header = read_cells(data, HEADERS, path).header
    names = header.cells if header else ()
    known = frozenset(column.attribute for column in SCHEMA if column.header in names)
    return Imported(tuple(Item(*each) for each in located), known, tuple(errors))


def is_house(data: bytes) -> bool:
    """Whether a text begins with the columns id, fr and en."""
    header = read_cells(data, HEADERS).header
    return header is not None and {"id", "fr", "en"} <= set(header.cells)


def write_house_csv(concepts: Iterable[Concept]) -> bytes:
    """Return every column as French Excel opens it: UTF-8 with a mark, semicolons."""
    rows = [HEADERS, *map(format_concept, concepts)]
    return codecs.BOM_UTF8 + "".join(format_row(row, ";") + "\r\n" for row in rows).encode()


def write_house_tsv(concepts: Iterable[Concept]) -> bytes:
    """Return a file as those of the glossary itself."""
    stream = io.StringIO()
    write_tsv(stream, concepts)
    return stream.getvalue().encode()
