"""Edits of a PO file that leave every byte but the translations alone, and the proof that they did."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from passerelle.translate.formats.po.lines import (
    FUZZY,
    PoEntry,
    PoLines,
    PoString,
    line_end,
    quote_po,
    take_apart,
)


@dataclass(frozen=True, slots=True)
class NewTarget:
    """What an entry is to say: one text a plural form, and whether it is a draft (marked fuzzy)."""

    texts: tuple[str, ...]
    fuzzy: bool = False


def edit_po(po: PoLines, edits: Mapping[int, NewTarget]) -> PoLines:
    """Return ``po`` with the translations of some entries (by index) replaced, and their fuzzy flag set or cleared."""
    lines: list[str] = []
    position = 0
    for index in sorted(edits):
        entry, wanted = po.entries[index], edits[index]
        for first, last, replacement in _replacements(po, entry, wanted):
            lines += [*po.lines[position:first], *replacement]
            position = last
    lines += po.lines[position:]
    return _like(po, lines)


def drop_entries(po: PoLines, indices: Collection[int]) -> PoLines:
    """Return ``po`` without some entries, their comments and the blank lines before them."""
    if not indices:
        return po
    gone = {line for index in indices for line in range(po.entries[index].start, po.entries[index].end)}
    return _like(po, [line for number, line in enumerate(po.lines) if number not in gone])


def _like(po: PoLines, lines: Sequence[str]) -> PoLines:
    return replace(take_apart("".join(lines)), encoding=po.encoding, mark=po.mark, warnings=po.warnings)


def _replacements(po: PoLines, entry: PoEntry, wanted: NewTarget) -> Iterator[tuple[int, int, list[str]]]:
    """Yield what changes, top down: line range and new lines."""
    end = line_end(po.lines[entry.first])
    if wanted.fuzzy != entry.fuzzy:
        yield _new_flags(po, entry, end, fuzzy=wanted.fuzzy)
    for string, text in zip(entry.targets, wanted.texts, strict=True):
        if text != string.text:
            yield string.first, string.last, _string_lines(po, string, text)


def _new_flags(po: PoLines, entry: PoEntry, end: str, *, fuzzy: bool) -> tuple[int, int, list[str]]:
    if entry.flag_line is None:
        before = entry.first
        while before > entry.start and po.lines[before - 1].lstrip().startswith("#|"):
            before -= 1
        return before, before, [f"#, {FUZZY}{end}"]
    line = po.lines[entry.flag_line]
    own = [flag.strip() for flag in line.strip()[2:].split(",")]
    flags = [FUZZY, *own] if fuzzy else [flag for flag in own if flag != FUZZY]
    flags = [flag for flag in flags if flag]
    return entry.flag_line, entry.flag_line + 1, [f"#, {', '.join(flags)}{line_end(line)}"] if flags else []


def _string_lines(po: PoLines, string: PoString, text: str) -> list[str]:
    line = po.lines[string.first]
    prefix, end = line[: line.index('"')], line_end(line) or "\n"
    continued = "#~ " if line.lstrip().startswith("#~") else ""
    parts = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(parts) > 1:
        lines = [f'{prefix}""{end}', *(f"{continued}{quote_po(part)}{end}" for part in parts)]
    else:
        lines = [f"{prefix}{quote_po(text)}{end}"]
    # A file may end without a line end, and goes on doing so.
    last = po.lines[string.last - 1]
    lines[-1] = lines[-1].rstrip("\r\n") + line_end(last)
    return lines


def changed_outside(before: PoLines, after: PoLines) -> int | None:
    """Return the first line of ``before`` that is another in ``after``, translations and fuzzy flags apart, or None.

    The line is counted from 1; both files must have been read from bytes for this to prove anything.
    """
    pairs = zip(_fixed_lines(before), _fixed_lines(after), strict=False)
    for (number, ours), (_, theirs) in pairs:
        if ours != theirs:
            return number
    lengths = [sum(1 for _ in _fixed_lines(po)) for po in (before, after)]
    same = lengths[0] == lengths[1] and (before.encoding, before.mark) == (after.encoding, after.mark)
    return None if same else len(before.lines)


def _fixed_lines(po: PoLines) -> Iterator[tuple[int, str]]:
    """Yield all lines that an edit must leave alone, with a sign where a translation stands."""
    targets = {target.first: target for entry in po.entries for target in entry.targets}
    inside = {line for target in targets.values() for line in range(target.first, target.last)}
    flag_lines = {entry.flag_line for entry in po.entries}
    for index, line in enumerate(po.lines):
        if index in targets:
            yield index + 1, line[: line.index('"')]
        elif index in flag_lines:
            flags = [flag.strip() for flag in line.strip()[2:].split(",")]
            rest = [flag for flag in flags if flag not in (FUZZY, "")]
            if rest:
                yield index + 1, ",".join(rest)
        elif index not in inside:
            yield index + 1, line
