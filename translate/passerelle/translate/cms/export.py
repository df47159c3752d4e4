"""A file that a content system exported, PO or XLIFF alike: its units, and writing their translations into it.

Only translations and their state change; `write_export` proves it on the bytes it wrote before the file takes its name.
"""

import hashlib
import mmap
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import read_bytes, require_file, write_atomically
from passerelle.translate.formats.fragment import Part, read_parts
from passerelle.translate.formats.po.edit import NewTarget, changed_outside, drop_entries, edit_po
from passerelle.translate.formats.po.lines import PoEntry, PoError, PoLines, read_po_lines, write_po_lines
from passerelle.translate.formats.xliff.edit import NewTarget as NewXliffTarget
from passerelle.translate.formats.xliff.edit import copy_xliff, xliff_differs
from passerelle.translate.formats.xliff.read import Data, Xliff, XliffError, read_xliff

LARGEST_PO = 200_000_000
"""Bytes. XLIFF has no such limit: it is read as a stream."""

WAGTAIL_ID = "X-WagtailLocalize-TranslationID"


class ExportError(PasserelleError):
    """A file is no export that can be filled, or what was written is not what was meant."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One string of an export (one plural form).

    ``source`` and ``target`` are as the file has them. ``draft`` says that the file calls its translation unreviewed.
    ``index`` and ``form`` are its place in the file: entry or unit, and plural form or segment. ``limit`` is the number of
    characters that the file allows for a translation, 0 where it says nothing.
    """

    id: str
    source: str
    target: str
    draft: bool
    context: str
    line: int
    index: int
    form: int = 0
    xml: bool = False
    html: bool | None = None
    limit: int = 0

    @property
    def parts(self) -> tuple[Part, ...]:
        """The source taken apart into literals and texts to translate."""
        return read_parts(self.source, xml=self.xml, html=self.html)


@dataclass(frozen=True, slots=True)
class Export:
    """An export read. ``system`` is the content system where the file tells (``wagtail``), else empty."""

    path: Path
    file: PoLines | Xliff
    units: tuple[Unit, ...]
    system: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def is_po(self) -> bool:
        """Whether it is a PO file."""
        return isinstance(self.file, PoLines)


@dataclass(frozen=True, slots=True)
class NewText:
    """What a unit is to say, as the file has it, and whether that is an unreviewed draft."""

    text: str
    draft: bool = False


def read_export(path: Path) -> Export:
    """Read a PO file or an XLIFF 1.2 or 2.0 file.

    Raises:
        ExportError, PoError, XliffError, FileError: it is missing, broken, or another kind of file.
    """
    start = _peek(path)
    try:
        if path.suffix.lower() in (".xlf", ".xliff", ".xml", ".sdlxliff") or start.startswith(b"<"):
            xliff = read_xliff(map_file(path))
            return Export(path, xliff, tuple(_xliff_units(xliff)), warnings=xliff.warnings)
        po = read_po_lines(read_bytes(path, limit=LARGEST_PO))
    except (PoError, XliffError) as error:
        error.path = error.path or path
        raise
    return _po_export(path, po)


def map_file(path: Path) -> Data:
    """Return the bytes of a file of any size without reading them all into memory.

    Raises:
        FileError: it cannot be read.
    """
    require_file(path)
    try:
        with path.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return read_bytes(path)  # an empty file cannot be mapped; a missing one is told of here


def _peek(path: Path) -> bytes:
    require_file(path)
    with path.open("rb") as stream:
        return stream.read(200).removeprefix(b"\xef\xbb\xbf").lstrip()


def _po_export(path: Path, po: PoLines) -> Export:
    system = "wagtail" if WAGTAIL_ID in po.header else ""
    # Wagtail escapes plain fields too, so all its strings are HTML.
    units = tuple(_po_units(po, html=True if system else None))
    return Export(path, po, units, system, (*po.warnings, *_po_warnings(po)))


def _po_units(po: PoLines, *, html: bool | None) -> Iterator[Unit]:
    seen: Counter[str] = Counter()
    for index, entry in enumerate(po.entries):
        if entry.obsolete:
            continue
        stem = unit_id(entry.msgctxt, entry.msgid)
        seen[stem] += 1
        name = f"{stem}.{seen[stem]}" if seen[stem] > 1 else stem
        limit = _limit(po.lines[entry.start : entry.first])
        for form, target in enumerate(entry.targets):
            source = (
                entry.msgid
                if entry.plural is None or (form == 0 and len(entry.targets) > 1)
                else entry.plural
            )
            yield Unit(
                name if entry.plural is None else f"{name}[{form}]",
                source,
                target.text,
                entry.fuzzy and bool(target.text),
                entry.msgctxt or "",
                entry.line,
                index,
                form,
                html=html,
                limit=limit,
            )


_LIMIT = re.compile(r"^#[.,].*?\bmax(?:imum)?[-_ ]?(?:len|length|size)\s*[:=]\s*(\d+)", re.IGNORECASE)


def _limit(comments: Sequence[str]) -> int:
    """Return the length that a comment or flag allows (``max-length:20``), 0 where none does."""
    found = (_LIMIT.match(line) for line in comments)
    return next((int(each[1]) for each in found if each), 0)


def unit_id(context: str | None, source: str) -> str:
    """Return the stable id of a string: its context and its words decide, not its place.

    >>> unit_id("title", "Un essai")
    'unit-285f57cf31'
    """
    return "unit-" + hashlib.sha256(f"{context or ''}\x04{source}".encode()).hexdigest()[:10]


def _po_warnings(po: PoLines) -> Iterator[str]:
    first: dict[tuple[str, str | None], PoEntry] = {}
    for entry in po.entries:
        if entry.obsolete:
            continue
        if entry.key in first:
            yield (
                f"Lines {first[entry.key].line} and {entry.line} hold the same string twice; gettext tools refuse such a"
                " file, and Wagtail takes the last."
            )
        first.setdefault(entry.key, entry)
    plural = po.header.get("Plural-Forms", "")
    if "n > 1" in plural or "n>1" in plural:
        yield "Its Plural-Forms are French (n > 1): English says “0 patients”, so it should read plural=(n != 1)."


def _xliff_units(xliff: Xliff) -> Iterator[Unit]:
    seen: Counter[str] = Counter()
    for index, unit in enumerate(xliff.units):
        seen[unit.id] += 1
        stem = unit_id(unit.id, unit.source)
        yield Unit(
            f"{stem}.{seen[unit.id]}" if seen[unit.id] > 1 else stem,
            unit.source,
            unit.target or "",
            bool(unit.target) and unit.unreviewed,
            unit.id,
            unit.line,
            index,
            xml=True,
            limit=unit.limit,
        )


def write_export(
    path: Path, export: Export, texts: Mapping[str, NewText], *, drop: Sequence[str] = (), note: str = ""
) -> None:
    """Write the export to ``path`` with ``texts`` (by unit id) as translations, the units in ``drop`` left out.

    ``note`` becomes a comment at the top. What was written is read back and compared before it takes the name ``path``.

    Raises:
        ExportError: something else than translations would have changed; nothing is written then.
        FileError: the file cannot be written.
    """
    if isinstance(export.file, PoLines):
        _write_po(path, export, export.file, texts, drop, note)
    else:
        _write_xliff(path, export, export.file, texts, drop, note)


def _write_po(
    path: Path, export: Export, po: PoLines, texts: Mapping[str, NewText], drop: Sequence[str], note: str
) -> None:
    gone = {unit.index for unit in export.units if unit.id in set(drop)}
    kept = _with_note(drop_entries(po, gone), note)
    edits = _po_edits(export, po, texts, gone)
    data = write_po_lines(edit_po(kept, edits))
    with write_atomically(path, binary=True) as stream:
        stream.write(data)
        _prove_po(path, kept, read_po_lines(_read_back(stream)[:]), edits)


def _po_edits(
    export: Export, po: PoLines, texts: Mapping[str, NewText], gone: set[int]
) -> dict[int, NewTarget]:
    """Return the edits by index among the entries that are kept."""
    places = {index: place for place, index in enumerate(i for i in range(len(po.entries)) if i not in gone)}
    wanted: dict[int, dict[int, NewText]] = {}
    for unit in export.units:
        if unit.id in texts and unit.index not in gone:
            wanted.setdefault(unit.index, {})[unit.form] = texts[unit.id]
    edits = {}
    for index, forms in wanted.items():
        entry = po.entries[index]
        new = [forms[form].text if form in forms else old.text for form, old in enumerate(entry.targets)]
        fuzzy = any(text.draft for text in forms.values()) or (
            entry.fuzzy and len(forms) < len(entry.targets)
        )
        edits[places[index]] = NewTarget(tuple(new), fuzzy and any(new))
    return edits


def _with_note(po: PoLines, note: str) -> PoLines:
    if not note:
        return po
    end = po.lines[0][len(po.lines[0].rstrip("\r\n")) :] or "\n"
    lines = [f"# {line}{end}" for line in note.split("\n")]
    moved = read_po_lines("".join([*lines, *po.lines]).encode())
    return replace(moved, encoding=po.encoding, mark=po.mark, warnings=po.warnings)


def _prove_po(path: Path, before: PoLines, after: PoLines, edits: Mapping[int, NewTarget]) -> None:
    line = changed_outside(before, after)
    for index, (old, new) in enumerate(zip(before.entries, after.entries, strict=False)):
        wanted = edits.get(index) or NewTarget(tuple(target.text for target in old.targets), old.fuzzy)
        got = NewTarget(tuple(target.text for target in new.targets), new.fuzzy)
        if got != wanted and line is None:
            line = old.line
    if line is not None or len(before.entries) != len(after.entries):
        raise ExportError(
            "would have changed in more than its translations, so nothing was written; please report this file.",
            path=path,
            line=line,
        )


def _write_xliff(
    path: Path, export: Export, xliff: Xliff, texts: Mapping[str, NewText], drop: Sequence[str], note: str
) -> None:
    edits = {
        unit.index: NewXliffTarget(texts[unit.id].text, draft=texts[unit.id].draft)
        for unit in export.units
        if unit.id in texts
    }
    gone = {unit.index for unit in export.units if unit.id in set(drop)}
    with write_atomically(path, binary=True) as stream:
        copy_xliff(stream, xliff, edits, drop=gone, note=note)
        problem = xliff_differs(xliff, _read_back(stream), edits, drop=gone, note=note)
        if problem:
            raise ExportError(
                f"would have changed in more than its translations ({problem}), so nothing was written; please report"
                " this file.",
                path=path,
            )


def _read_back(stream: IO[bytes]) -> Data:
    """Return what stands on the disk of a file that is being written."""
    stream.flush()
    return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
