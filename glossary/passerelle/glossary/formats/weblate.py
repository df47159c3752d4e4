"""Weblate glossaries as CSV, with the columns of the Translate Toolkit: source, target, context and comments.

Weblate keeps its flags (read-only, forbidden, terminology) in its database; a column of that name is read and written all the
same, and Weblate passes over it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.cells import Table, format_row, one_line, read_cells
from passerelle.glossary.formats.comments import EXPLAINED
from passerelle.glossary.formats.imported import Imported, Item
from passerelle.glossary.formats.losses import count_deprecated, count_left
from passerelle.glossary.formats.pairs import (
    PAIRED,
    Entry,
    gather_targets,
    join_entries,
    join_group,
    list_entries,
)

_COLUMNS = (
    "location", "source", "target", "id", "fuzzy", "context", "translator_comments", "developer_comments", "flags",
)  # fmt: skip
_ALIASES = {
    "original": "source", "untranslated": "source", "translated": "target", "translation": "target", "state": "fuzzy",
    "translator comments": "translator_comments", "notes": "translator_comments", "explanation": "translator_comments",
    "developer comments": "developer_comments", "extra_flags": "flags",
}  # fmt: skip
_KEEPS = PAIRED | EXPLAINED | {"id", "target_variants", "status", "do_not_translate"}
_ID = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]")  # as a context; “noun” might be anyone's
_FUZZY = frozenset(("1", "x", "true", "yes", "fuzzy"))
_READ_ONLY = "read-only"
_FORBIDDEN = "forbidden"
_TERM = "terminology"

_Row = Mapping[str, str]


def read_weblate(data: bytes, *, domain: str, path: object = None) -> Imported:
    """Read the rows; where each context is an id in brackets, the rows of one are a concept, as `write_weblate` has it.

    Raises:
        GlossaryError: it is no text, or has no columns source and target.
    """
    table = read_cells(data, (*_COLUMNS, *_ALIASES), path)
    names = _names(table)
    if not {"source", "target"} <= set(names):
        found = ", ".join(filter(None, names)) or "none"
        raise GlossaryError(f"needs the columns source and target; it has {found}.", path=path, line=1)
    rows, errors, remarks = _read_rows(table, names, path)
    by_id = all(_ID.fullmatch(row["context"]) for row in rows.values())
    wrong: dict[str, list[str]] = defaultdict(list)
    for row in rows.values():
        if _FORBIDDEN in _flags(row):
            wrong[_name(row, by_id=by_id)].append(row["target"])
    entries = [
        (_name(row, by_id=by_id), Entry(line, row["source"], (row["target"],), _comment(row, by_id=by_id)))
        for line, row in rows.items()
        if _FORBIDDEN not in _flags(row)
    ]
    items = (
        _join_ids(entries, domain)
        if by_id
        else join_entries(gather_targets(each for _, each in entries), domain)
    )
    left = set(wrong) - {item.concept.id if by_id else item.concept.source for item in items}
    remarks += [
        GlossaryError(f"“{name}” has forbidden English only, and was left out.", path=path)
        for name in sorted(left)
    ]
    known = PAIRED | EXPLAINED | {"target_variants", *_further(names, by_id=by_id)}
    finished = tuple(_finish(item, rows[item.line], wrong, by_id=by_id) for item in items)
    return Imported(finished, known, tuple(errors), tuple(remarks))


def _names(table: Table) -> list[str]:
    header = table.header
    return [_ALIASES.get(name, name) for name in header.cells] if header else []


def _read_rows(
    table: Table, names: Sequence[str], path: object
) -> tuple[dict[int, _Row], list[GlossaryError], list[GlossaryError]]:
    """Return the rows that have both languages, by their lines."""
    rows: dict[int, _Row] = {}
    errors, remarks = [], []
    for row in table.body:
        cells = [one_line(cell) for cell in row.cells]
        if len([cell for cell in cells[len(names) :] if cell]) > 0:
            message = f"has {len(cells)} cells where the header has {len(names)}; remove a separator."
            errors.append(GlossaryError(message, path=path, line=row.line))
            continue
        said = dict.fromkeys(_COLUMNS, "") | dict(zip(names, cells, strict=False))
        if said["source"] and said["target"]:
            rows[row.line] = said
        else:
            missing = "target" if said["source"] else "source"
            remarks.append(GlossaryError(f"has no {missing} and was left out.", path=path, line=row.line))
    return rows, errors, remarks


def _name(row: _Row, *, by_id: bool) -> str:
    return row["context"].strip("[]") if by_id else row["source"]


def _flags(row: _Row) -> list[str]:
    return [flag.strip() for flag in row["flags"].split(",")]


def _comment(row: _Row, *, by_id: bool) -> str:
    parts = (row["developer_comments"], row["translator_comments"], "" if by_id else row["context"])
    return " • ".join(dict.fromkeys(filter(None, parts)))


def _join_ids(entries: Iterable[tuple[str, Entry]], domain: str) -> list[Item]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for name, entry in entries:
        groups[name].append(entry)
    joined = ((name, join_group(list(gather_targets(group)), domain)) for name, group in groups.items())
    return [item._replace(concept=replace(item.concept, id=name)) for name, item in joined]


def _further(names: Iterable[str], *, by_id: bool) -> Iterator[str]:
    if by_id:
        yield "id"
    if "fuzzy" in names:
        yield "status"
    if "flags" in names:
        yield "do_not_translate"


def _finish(item: Item, row: _Row, wrong: Mapping[str, Sequence[str]], *, by_id: bool) -> Item:
    concept = item.concept
    forbidden = wrong.get(concept.id if by_id else concept.source, ())
    return item._replace(
        concept=replace(
            concept,
            forbidden=tuple(dict.fromkeys((*concept.forbidden, *forbidden))),
            status=_status(row),
            do_not_translate=_READ_ONLY in _flags(row),
        )
    )


def _status(row: _Row) -> Status:
    if row["fuzzy"].lower() in _FUZZY:
        return Status.PROPOSED
    return Status.ADMITTED if Status.ADMITTED in _flags(row) else Status.APPROVED


def is_weblate(data: bytes) -> bool:
    """Whether a table has columns source and target, and another of Weblate's."""
    names = set(_names(read_cells(data, (*_COLUMNS, *_ALIASES), most=5)))
    return {"source", "target"} <= names and bool(names & {*_COLUMNS} - {"source", "target"})


def write_weblate(concepts: Iterable[Concept]) -> bytes:
    """Return a row for every form and each of its renderings; those of one concept have its id in brackets as their context."""
    rows = [_COLUMNS, *_rows(concepts)]
    return "".join(format_row(row, ",") + "\n" for row in rows).encode()


def _rows(concepts: Iterable[Concept]) -> Iterator[tuple[str, ...]]:
    for concept in concepts:
        fuzzy = "True" if concept.status is Status.PROPOSED else ""
        flag = _READ_ONLY if concept.do_not_translate else _TERM
        if concept.status is Status.ADMITTED:
            flag += f", {Status.ADMITTED}"
        for _, source, targets, comment in list_entries([concept]):
            for target in targets:
                yield "", source, target, "", fuzzy, f"[{concept.id}]", "", comment, flag


def leaves_weblate(concepts: Sequence[Concept]) -> Mapping[str, int]:
    """Return what Weblate has no place for."""
    binding = [concept for concept in concepts if concept.binding]
    return {**count_left(binding, _KEEPS), **count_deprecated(concepts)}
