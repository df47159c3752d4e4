"""The layout of a review sheet: its columns, hidden keys and sheets, shared by the writer and the reader."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from passerelle.glossary.concept import Concept
from passerelle.translate.catalog.entry import State, clean_text, text_hash
from passerelle.translate.review.merge import Sheet
from passerelle.translate.review.row import Base

FORMAT = 1
META = "_meta"
KEY = "passerelle:"  # before the hidden key of a column, and of the banner
BANNER = "banner"
TITLES = "titles"
LONGEST_CELL = 32_767
FIRST_ROW = 4  # keys, banner, titles, then texts
NEW_TERM_ROWS = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the review sheet; ``width`` in characters, 0 for the widths that follow the texts."""

    key: str
    width: float = 0
    locked: bool = True
    hidden: bool = False


COLUMNS = (
    Column("number", 5),
    Column("id", 12, hidden=True),
    Column("base", 12, hidden=True),
    Column("context", 16),
    Column("source"),
    Column("draft"),
    Column("revised", locked=False),
    Column("decision", 12, locked=False),
    Column("comment", 22, locked=False),
    Column("findings", 26),
    Column("terms", 28),
    Column("origin", 10),
    Column("previous", 22),
    Column("confidence", 11),
)
LOCKED = tuple(column.key for column in COLUMNS if column.locked and not column.hidden)
WRITABLE = tuple(column.key for column in COLUMNS if not column.locked)


class GlossaryRow(NamedTuple):
    """A term as the glossary sheet shows it."""

    source: str
    target: str
    forbidden: str = ""
    definition: str = ""
    context: str = ""


def glossary_rows(concepts: Iterable[Concept]) -> tuple[GlossaryRow, ...]:
    """Return the rows of the glossary sheet for a document's concepts, in French alphabetical order.

    >>> glossary_rows([Concept("clcc", "centre de lutte contre le cancer", "comprehensive cancer centre", "onco",
    ...     abbreviations=("CLCC",), forbidden=("anti-cancer centre",))])[0][:3]
    ('centre de lutte contre le cancer (CLCC)', 'comprehensive cancer centre', 'anti-cancer centre')
    """
    rows = [
        GlossaryRow(
            _with_aside(concept.source, concept.abbreviations),
            _with_aside(concept.target, [form for form in (concept.first_use, concept.short) if form]),
            _with_why("; ".join(concept.forbidden), concept.forbidden_why),
            concept.definition,
            "\n".join((*concept.contexts[:1], *concept.target_contexts[:1])),
        )
        for concept in concepts
    ]
    return tuple(sorted(set(rows), key=lambda row: (row.source.casefold(), row)))


def _with_why(forbidden: str, why: str) -> str:
    return f"{forbidden}: {why}" if forbidden and why else forbidden


def _with_aside(term: str, others: Iterable[str]) -> str:
    aside = "; ".join(other for other in others if other != term)
    return f"{term} ({aside})" if aside else term


class ReviewBook(NamedTuple):
    """A workbook that came back: the reviewer's sheet and what its hidden sheet says of it."""

    sheet: Sheet
    meta: Mapping[str, str]


_ESCAPED = re.compile(r"_x(?:005F_x)?[0-9A-Fa-f]{4}_")


def cell_text(text: str) -> str:
    """Return text as it survives in a cell: no control characters, nor Excel's escapes for them."""
    return clean_text(_ESCAPED.sub("", text) if "_x" in text else text)


def cell_hash(text: str) -> str:
    """Return a short fingerprint of a cell that no spreadsheet program changes by saving."""
    return hashlib.sha256(" ".join(cell_text(text).split()).encode()).hexdigest()[:8]


def format_base(base: Base, cells: Mapping[str, str]) -> str:
    """Return, for the hidden column, what the catalogue held and what the locked cells showed."""
    parts = [
        base.source,
        base.target,
        base.revised,
        base.remark,
        base.state.name,
        f"{base.cut:d}{base.decided:d}",
    ]
    return " ".join([*parts, *(cell_hash(cells[key]) for key in LOCKED)])


def parse_base(text: str) -> tuple[Base, Mapping[str, str]] | None:
    """Return the base and the hashes of the locked cells that `format_base` wrote, None for anything else.

    Sheets of an older version lack the hashes of columns that came later, and those stand last.
    """
    parts = text.split()
    if not 6 <= len(parts) <= 6 + len(LOCKED) or parts[4] not in State.__members__:
        return None
    source, target, revised, remark, state, flags = parts[:6]
    base = Base(source, target, revised, remark, State[state], cut=flags[0] == "1", decided=flags[-1] == "1")
    return base, dict(zip(LOCKED, parts[6:], strict=False))


def fingerprint(document: str, bases: Iterable[tuple[str, str]]) -> str:
    """Return what tells whether the hidden sheet is as it was exported."""
    return text_hash("\n".join((document, *(f"{block_id} {base}" for block_id, base in bases))))
