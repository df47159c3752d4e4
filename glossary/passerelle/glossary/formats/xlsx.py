"""The glossary as an Excel workbook: a sheet a domain, and hidden beside them what it said when it went out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.cells import one_line
from passerelle.glossary.formats.imported import Imported, Item
from passerelle.glossary.formats.sheets import Sheet, SheetRow, is_workbook, read_sheets
from passerelle.glossary.formats.tsv import HEADERS, SCHEMA, read_values, scan_tsv
from passerelle.glossary.formats.workbook import SheetError
from passerelle.glossary.formats.xlsx_write import BASE, format_line, write_xlsx
from passerelle.glossary.keys import slug

__all__ = ["is_xlsx", "read_xlsx", "write_xlsx"]

_NEEDED = ("id", "fr", "en")
_LOOKED_AT = 10  # rows, to find the names of the columns: people put titles above them
_NAMED = 5  # concepts that are named where there are many
_LISTS = frozenset(column.header for column in SCHEMA if column.kind == "list")
_FLAGS = frozenset(column.header for column in SCHEMA if column.kind == "flag")


def read_xlsx(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read every visible sheet that has the columns id, fr and en; its title is the domain.

    A row without an id gets one from its French. Formulas, and terms in merged cells, are errors.

    Raises:
        GlossaryError: it is no workbook, or no sheet has these columns.
    """
    sheets = _open(data, path)
    reading = _Reading(path)
    for sheet in sheets:
        if sheet.title != BASE:
            reading.add(sheet, domain)
    if not reading.known:
        raise GlossaryError(_lacking(sheets), path=path)
    base, remarks = _read_base(sheets, reading, path)
    return Imported(
        tuple(reading.items),
        frozenset(reading.known),
        tuple(reading.errors),
        (*reading.remarks, *remarks),
        base,
    )


def _open(data: bytes, path: object, *, most: int | None = None) -> tuple[Sheet, ...]:
    try:
        return read_sheets(data, path, most=most)
    except SheetError as error:
        raise GlossaryError(error.args[0], path=path) from error


def _lacking(sheets: Sequence[Sheet]) -> str:
    """Return what is wrong with a workbook without a sheet to read."""
    others = [sheet for sheet in sheets if sheet.title != BASE]
    hidden = next((sheet for sheet in others if find_header(sheet.rows)), None)
    if hidden:
        return f"has its terms in the hidden sheet “{hidden.title}”; show it and save again."
    first = next((row for sheet in others for row in sheet.rows), None)
    found = ", ".join(map(one_line, first.texts.values())) if first else "nothing"
    return f"has no sheet with the columns {', '.join(_NEEDED)}; its first row holds {found}."


class _Reading:
    """What was read so far."""

    def __init__(self, path: object) -> None:
        self.path = path
        self.items: list[Item] = []
        self.known: set[str] = set()
        self.errors: list[GlossaryError] = []
        self.remarks: list[GlossaryError] = []
        self.places: dict[str, str] = {}
        self.lines: dict[str, Concept] = {}

    def add(self, sheet: Sheet, domain: str) -> None:
        """Take the concepts of a sheet."""
        place = f"{'' if self.path is None else self.path}[{sheet.title}]"
        header = find_header(sheet.rows)
        if header is None or sheet.hidden:
            if sheet.rows:
                why = "is hidden" if header else f"has no columns {', '.join(_NEEDED)}"
                self.remarks.append(GlossaryError(f"{why}, and was left out.", path=place))
            return
        names = _columns(header)
        self._look_at_header(header, names, place)
        self.known |= {"domain", *(column.attribute for column in SCHEMA if column.header in names.values())}
        covered = _covered(sheet.merged)
        for row in sheet.rows:
            if row.number > header.number:
                self._add_row(row, names, place, sheet.title or domain, covered.get(row.number, ""))

    def _look_at_header(self, header: SheetRow, names: Mapping[int, str], place: str) -> None:
        for column, text in header.texts.items():
            if column not in names:
                message = f"the column “{one_line(text)}” is none of the glossary's, and was left out."
                self.remarks.append(GlossaryError(message, path=place, line=header.number))
        for name in HEADERS:
            count = list(names.values()).count(name)
            if count > 1:
                message = f"the column “{name}” stands {count} times; keep one."
                self.errors.append(GlossaryError(message, path=place, line=header.number))

    def _add_row(self, row: SheetRow, names: Mapping[int, str], place: str, domain: str, merged: str) -> None:
        texts = {names[column]: text for column, text in row.texts.items() if column in names}
        wrong = [
            f"the cell “{names[column]}” {problem}; write what it shows."
            for column, problem in row.problems.items()
            if column in names
        ]
        if not texts and not wrong:
            return
        if merged:
            if len(row.texts) == 1 and not wrong:
                self._remark("is a title in merged cells, and was left out.", place, row)
                return
            wrong.append(f"has merged cells ({merged}); separate them, so that each row holds its own.")
        if any("\n" in text for text in texts.values()):
            self._remark(
                "has cells with line breaks, which part the items of a list and are blanks elsewhere.",
                place,
                row,
            )
        texts = dict.fromkeys(names.values(), "") | {name: _flat(name, text) for name, text in texts.items()}
        if not texts["id"] and texts["fr"]:
            texts["id"] = self._free(slug(texts["fr"]))
        values, faults = ({}, wrong) if wrong else read_values(texts)
        concept = None if faults else Concept(domain=domain, **values)  # type: ignore[arg-type]
        if concept:
            here = f"row {row.number} of “{domain}”"
            before = self.places.setdefault(concept.id, here)
            if before == here:
                self.items.append(Item(row.number, concept))
                self.lines[format_line([texts.get(name, "") for name in HEADERS])] = concept
            else:
                faults.append(f"the id “{concept.id}” stands twice, first in {before}; rename one.")
        self.errors += [GlossaryError(told, path=place, line=row.number) for told in faults]

    def _remark(self, message: str, place: str, row: SheetRow) -> None:
        self.remarks.append(GlossaryError(message, path=place, line=row.number))

    def _free(self, stem: str) -> str:
        number, free = 2, stem
        while free in self.places:
            number, free = number + 1, f"{stem}-{number}"
        return free


def find_header(rows: Sequence[SheetRow]) -> SheetRow | None:
    """Return the row that names the columns."""
    return next((row for row in rows[:_LOOKED_AT] if set(_NEEDED) <= set(_columns(row).values())), None)


def _columns(row: SheetRow) -> dict[int, str]:
    """Return the names of the glossary's columns in a row by their places."""
    named = ((column, one_line(text).lower()) for column, text in row.texts.items())
    return {column: name for column, name in named if name in HEADERS}


_RANGE = re.compile(r"[A-Z]+(\d+):[A-Z]+(\d+)")


def _covered(merged: Sequence[str]) -> dict[int, str]:
    """Return the merged range that covers a row, by its number."""
    rows: dict[int, str] = {}
    for each in merged:
        found = _RANGE.fullmatch(each)
        if found:
            rows |= dict.fromkeys(range(int(found[1]), min(int(found[2]), int(found[1]) + 1000) + 1), each)
    return rows


def _flat(name: str, text: str) -> str:
    """Return a cell in one line; lines of a list are its items, and Excel makes TRUE of truth in any language."""
    if name in _FLAGS:
        return {"TRUE": "yes", "FALSE": "no"}.get(text, one_line(text))
    return one_line(text.replace("\n", "|") if name in _LISTS else text)


def _tell_gone(ids: Sequence[str], path: object) -> Iterator[GlossaryError]:
    """Yield a remark about concepts that went out and did not come back."""
    if ids:
        named = ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
        message = f"lacks {len(ids)} of the concepts that went out ({named}), which stay in your glossary; to switch one off, make it deprecated."
        yield GlossaryError(message, path=path)


def _read_base(
    sheets: Sequence[Sheet], reading: _Reading, path: object
) -> tuple[tuple[Concept, ...], tuple[GlossaryError, ...]]:
    """Return the concepts as they went out, or a remark where the hidden sheet was changed.

    Those whose rows say the same today are not read again.
    """
    rows = next((sheet.rows for sheet in sheets if sheet.title == BASE), ())
    lines = ["".join(row.texts[column][1:-1] for column in sorted(row.texts)) for row in rows]
    others = [*lines[:1], *(line for line in lines[1:] if line not in reading.lines)]
    located, errors = scan_tsv("\n".join(others).encode(), domain="") if rows else ([], [])
    if errors:
        told = (
            "has a hidden sheet that was changed, so that what was changed since the export cannot be told."
        )
        return (), (GlossaryError(told, path=path),)
    same = (reading.lines[line] for line in lines[1:] if line in reading.lines)
    base = (*same, *(concept for _, concept in located))
    return base, tuple(_tell_gone([each.id for each in base if each.id not in reading.places], path))


@lru_cache(maxsize=1)
def is_xlsx(data: bytes) -> bool:
    """Whether a workbook has a sheet with the columns id, fr and en."""
    if not is_workbook(data):
        return False
    return any(find_header(sheet.rows) for sheet in _open(data, None, most=_LOOKED_AT) if sheet.title != BASE)
