"""DeepL glossaries: CSV or TSV without column names, a French form and its English a line, each form once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.cells import Row, format_row, one_line, read_cells
from passerelle.glossary.formats.headers import header_doubts
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.language_names import language_of
from passerelle.glossary.formats.losses import count_deprecated, count_left
from passerelle.glossary.formats.pairs import PAIRED, Entry, join_entries, list_entries

_LONGEST = 1024  # bytes of UTF-8 that a term may have
_LARGEST = 10 * 1024 * 1024  # bytes that a glossary may have
_LOOKED_AT = 50  # rows, to tell the format


def read_deepl(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read the two columns, and the two of languages that DeepL's own export puts beside them.

    Raises:
        GlossaryError: it is no text.
    """
    entries: list[Entry] = []
    errors: list[GlossaryError] = []
    remarks: list[GlossaryError] = []
    first: dict[str, Entry] = {}
    for row in _rows(read_cells(data, (), path).rows):
        fault, remark = _look_at(row)
        cells = [one_line(cell) for cell in row.cells[:2]]
        if not fault and not remark:
            entry = Entry(row.line, cells[0], (cells[1],))
            before = first.setdefault(entry.source, entry)
            if before is entry:
                entries.append(entry)
            else:
                fault = f"“{entry.source}” stood already in line {before.line}; keep one of them."
        if fault:
            errors.append(GlossaryError(fault, path=path, line=row.line))
        if remark:
            remarks.append(GlossaryError(remark, path=path, line=row.line))
    remarks += [GlossaryError(told, path=path, line=entries[0].line) for told in header_doubts(entries)]
    return Imported(join_entries(entries, domain), PAIRED, tuple(errors), tuple(remarks))


def _rows(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows that hold something, without a line of column names that someone put above them."""
    for number, row in enumerate(row for row in rows if not row.blank):
        named = [language_of(cell) or cell.strip().lower() in ("source", "target") for cell in row.cells[:2]]
        if number or not all(named):
            yield row


def _look_at(row: Row) -> tuple[str, str]:
    """Return what is wrong in a row, or why it is left out."""
    cells = [cell.strip() for cell in row.cells]
    if len(cells) < 2 or (len(cells) > 2 and not _languages(cells)):
        wanted = "a line holds a French form and its English, and may name the two languages after them"
        return f"has {len(cells)} cells; {wanted}.", ""
    if not cells[0] or not cells[1]:
        return "", f"has no {'English' if cells[0] else 'French'} and was left out."
    if len(cells) > 2 and _languages(cells) != ("fr", "en"):
        return "", f"is from {cells[2]} to {cells[3]}, not from French to English, and was left out."
    return "", ""


_CODE = re.compile(r"([a-z]{2})(-[a-z]+)?", re.IGNORECASE)


def _languages(cells: Sequence[str]) -> tuple[str, str] | None:
    """Return the languages whose codes stand in the third and fourth cell; a fifth holds a figure."""
    codes = [_CODE.fullmatch(cell) for cell in cells[2:4]] if len(cells) in (4, 5) else []
    if len(codes) != 2 or not codes[0] or not codes[1]:
        return None
    return codes[0][1].lower(), codes[1][1].lower()


def is_deepl(data: bytes) -> bool:
    """Whether a text is a table of pairs without column names."""
    rows = [row for row in read_cells(data, (), most=_LOOKED_AT).rows if not row.blank]
    return bool(rows) and not any(_look_at(row)[0] for row in rows)


def write_deepl_csv(concepts: Iterable[Concept]) -> bytes:
    """Return the forms with their preferred English, parted by commas."""
    return _write(concepts, ",")


def write_deepl_tsv(concepts: Iterable[Concept]) -> bytes:
    """Return the forms with their preferred English, parted by tabs."""
    return _write(concepts, "\t")


def _write(concepts: Iterable[Concept], delimiter: str) -> bytes:
    entries = _fitting(concepts, Counter())
    return "".join(format_row((each.source, each.targets[0]), delimiter) + "\n" for each in entries).encode()


def _fitting(concepts: Iterable[Concept], left: Counter[str]) -> Iterator[Entry]:
    """Yield what DeepL takes; of several senses of a form, the one without cues. The rest is counted in ``left``."""
    done: set[str] = set()
    asked = [concept for concept in concepts if concept.binding and concept.status is not Status.ADMITTED]
    for entry in list_entries(sorted(asked, key=lambda concept: bool(concept.cues))):
        if entry.source in done:
            left["French forms that stood already"] += 1
        elif max(len(entry.source.encode()), len(entry.targets[0].encode())) > _LONGEST:
            left[f"terms of more than {_LONGEST:,} bytes"] += 1
        else:
            done.add(entry.source)
            yield entry


def leaves_deepl(concepts: Sequence[Concept]) -> Mapping[str, int]:
    """Return what DeepL has no place for, and the forms and terms that it does not take."""
    left = Counter[str]()
    written = sum(
        len(each.source.encode()) + len(each.targets[0].encode()) + 2 for each in _fitting(concepts, left)
    )
    if written > _LARGEST:
        left[f"bytes more than the {_LARGEST:,} of one glossary, so that DeepL refuses it"] = (
            written - _LARGEST
        )
    binding = [concept for concept in concepts if concept.binding]
    admitted = sum(concept.status is Status.ADMITTED for concept in concepts)
    if admitted:
        left["admitted concepts, which DeepL would force"] = admitted
    return {**count_left(binding, PAIRED), **count_deprecated(concepts), **left}
