"""Checking files: PO catalogues, ours or another program's, and review sheets as if they were applied."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polib

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import read_bytes
from passerelle.translate.catalog import Catalog, CatalogError, Entry, Header, State, text_hash
from passerelle.translate.checks import Checked, Context, Memory, check_catalogs
from passerelle.translate.document import BlockKind
from passerelle.translate.review_files import apply_sheets, load_catalog


class CheckError(PasserelleError):
    """A file is of a kind that cannot be checked."""


@dataclass(frozen=True, slots=True)
class Located:
    """A checked entry, the file it stands in, and its line there (0 where a file has no lines)."""

    path: Path
    line: int
    checked: Checked


Start = Callable[[int], Callable[[int], None]]


def check_files(
    paths: Iterable[Path], context: Context, *, folders: Sequence[Path] = (), progress: Start | None = None
) -> Iterator[Located]:
    """Yield every entry of the files with its findings, those across files included; one file is held at a time.

    ``folders`` are where the catalogues of sheets are looked for besides their own folder. ``progress`` is called with
    the number of entries of each file and returns what is called as they are checked.

    Raises:
        PasserelleError: a file cannot be read, or is of another kind.
    """
    memory = Memory()
    for path in paths:
        catalog = load_pairs(path, folders)
        lines = _entry_lines(path)
        step = progress(len(catalog.current)) if progress else None
        for checked in check_catalogs([catalog], context, memory):
            yield Located(path, lines.get(checked.entry.block_id, 0), checked)
            if step:
                step(1)


def load_pairs(path: Path, folders: Sequence[Path] = ()) -> Catalog:
    """Return what a file holds to be checked.

    Raises:
        PasserelleError: the file cannot be read, or is of another kind.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(READERS)
        raise CheckError(f"cannot be checked; give files of these kinds: {kinds}.", path=path)
    return reader(path, folders)


def _read_po(path: Path, _: Sequence[Path]) -> Catalog:
    return load_catalog(path) if b"X-Passerelle-Document" in read_bytes(path) else read_foreign_po(path)


def _read_sheet(path: Path, folders: Sequence[Path]) -> Catalog:
    """Return the catalogue as it would be with the sheet applied; no file is written."""
    return apply_sheets([path], now=datetime.now(UTC), folders=folders, dry_run=True)[0].catalog


READERS: Mapping[str, Callable[[Path, Sequence[Path]], Catalog]] = {".po": _read_po, ".xlsx": _read_sheet}
"""How files of each suffix are read; a format that joins needs no more than a line here."""


def read_foreign_po(path: Path) -> Catalog:
    """Read a PO file of another program: French msgids and English msgstrs, with no ledger.

    Raises:
        CatalogError: it is broken or not UTF-8.
    """
    try:
        po = polib.pofile(str(path), encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CatalogError("is not UTF-8 text; save it as UTF-8.", path=path) from error
    except (OSError, ValueError, IndexError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise CatalogError(
            "is not valid PO; mend the line or take the file from a backup.", path=path, line=line
        ) from error
    entries = (entry for unit in po if not unit.obsolete for entry in _foreign_entries(unit))
    return Catalog(Header(path.stem, str(path)), tuple(entries))


def _foreign_entries(unit: polib.POEntry) -> Iterator[Entry]:
    state = State.DRAFT if "fuzzy" in unit.flags else State.APPROVED
    texts = {unit.msgid: unit.msgstr}
    if unit.msgid_plural:
        forms = [unit.msgstr_plural[number] for number in sorted(unit.msgstr_plural)] or [""]
        texts = {unit.msgid: forms[0], unit.msgid_plural: forms[-1]}
    for source, target in texts.items():
        name = unit.msgctxt or text_hash(source)
        yield Entry(
            name,
            BlockKind.PARAGRAPH,
            source,
            target,
            state=state if target else State.DRAFT,
            line=unit.linenum or 0,
            origin="",
        )


_CONTEXT = re.compile(r'msgctxt "(?:[^"]*#)?([^"#]+)"')


def _entry_lines(path: Path) -> dict[str, int]:
    """Return the line on which each entry of a PO file begins, by its block id."""
    if path.suffix.lower() != ".po":
        return {}
    lines = read_bytes(path).decode("utf-8-sig", errors="replace").split("\n")
    found = ((_CONTEXT.match(line), number) for number, line in enumerate(lines, 1))
    return {context[1]: number for context, number in found if context}
