"""Checking files: PO catalogues and XLIFF, ours or another program's, and review sheets as if they were applied."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from itertools import chain, islice
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import read_bytes
from passerelle.translate.catalog.entry import Catalog, Entry, Header, State, text_hash
from passerelle.translate.checks import Checked, Context, check_catalogs, entries_judge
from passerelle.translate.checks.run import Located
from passerelle.translate.formats.catalog_file import parse_catalog
from passerelle.translate.formats.po.fields import DOCUMENT
from passerelle.translate.formats.po.lines import PoEntry, read_po_lines
from passerelle.translate.formats.records.files import is_archive, read_archive
from passerelle.translate.formats.records.rows import is_row, read_row
from passerelle.translate.formats.records.unread import RecordError, Unread
from passerelle.translate.formats.review_sheet import FIRST_ROW
from passerelle.translate.formats.xliff.read import read_xliff
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.check_pool import share_in_pool
from passerelle.translate.workflows.each import Failed, do_each
from passerelle.translate.workflows.review import apply_sheets


class CheckError(PasserelleError):
    """A file is of a kind that cannot be checked."""


Start = Callable[[int], Callable[[int], None]]


def check_files(
    paths: Iterable[Path],
    context: Context,
    *,
    folders: Sequence[Path] = (),
    progress: Start | None = None,
    failed: Failed | None = None,
    opened: Callable[[Catalog], None] = lambda _: None,
    jobs: int = 1,
    fresh: bool = False,
) -> Iterator[Located]:
    """Yield every entry of the files with its findings, those across files included; only some files are held at a time.

    ``folders`` are where the catalogues of sheets are looked for besides their own folder. ``progress`` is called with
    the number of entries of each file and returns what is called as they are checked. Files that cannot be read are told
    to ``failed``, where it is given, and the others are checked. ``opened`` is told of each catalogue before its entries.
    Many entries are shared by ``jobs`` processes; all comes in the order of the files whatever their number. What an earlier
    run looked at and nobody changed is not looked at again, unless ``fresh``.

    Raises:
        PasserelleError: a file cannot be read, or is of another kind.
    """
    read: deque[tuple[Path, Loaded | PasserelleError]] = deque()
    catalogs = _read_ahead(paths, context, folders, read)
    share = share_in_pool(jobs, fresh=fresh)
    for path, loaded, entries in _in_turn(check_catalogs(catalogs, context, share=share), read):
        if isinstance(loaded, PasserelleError):
            do_each([loaded], _fail, failed)
            continue
        opened(loaded.catalog)
        step = progress(len(loaded.catalog.current)) if progress else None
        for row, checked in enumerate(entries, FIRST_ROW):
            line = loaded.line or loaded.lines.get(checked.entry.block_id, 0)
            yield Located(path, line, checked, row if loaded.ours else 0, loaded.archived)
            if step:
                step(1)


def _fail(error: PasserelleError) -> None:
    raise error


def _read_ahead(
    paths: Iterable[Path],
    context: Context,
    folders: Sequence[Path],
    read: deque[tuple[Path, "Loaded | PasserelleError"]],
) -> Iterator[Catalog]:
    """Yield the catalogues of files, and keep in ``read`` what each file holds, or its error."""
    for path in chain.from_iterable(map(_within, paths)):
        for each in _read(path, context, folders):
            read.append((path, each))
            if isinstance(each, Loaded):
                yield each.catalog


def _within(path: Path) -> list[Path]:
    """Return the catalogues and XLIFF files of a folder, in order of their names; a file, or a folder of none, is its own."""
    if not path.is_dir():
        return [path]
    found = (each for each in path.rglob("*") if each.suffix.lower() in _OF_FOLDERS and each.is_file())
    return sorted(found) or [path]


def _read(path: Path, context: Context, folders: Sequence[Path]) -> Iterator["Loaded | PasserelleError"]:
    """Yield what a file holds, or its error; an archive has many articles."""
    if is_archive(path):
        yield from load_rows(path)
        return
    try:
        yield load_pairs(path, context, folders)
    except PasserelleError as error:
        yield error


def _in_turn(
    checked: Iterator[Checked], read: deque[tuple[Path, "Loaded | PasserelleError"]]
) -> Iterator[tuple[Path, "Loaded | PasserelleError", Iterable[Checked]]]:
    """Yield the files that were read ahead, each with its own entries, which are taken before the next file."""
    following = list(islice(checked, 1))
    while read:
        path, loaded = read.popleft()
        count = 0 if isinstance(loaded, PasserelleError) else len(loaded.catalog.current)
        if not count:
            yield path, loaded, ()
            continue
        yield path, loaded, chain(following, islice(checked, count - 1))
        following = list(islice(checked, 1))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file read: what it holds, and the line on which each entry begins, by block id (none where there are no lines).

    ``ours`` tells a catalogue, which has a review sheet, from another program's file. An article that is ``archived`` stands
    whole in one ``line``, if there are lines.
    """

    catalog: Catalog
    lines: Mapping[str, int]
    ours: bool = True
    archived: bool = False
    line: int = 0


def load_pairs(path: Path, context: Context, folders: Sequence[Path] = ()) -> Loaded:
    """Return what a file holds to be checked; entries of other programs' files have no ledger.

    ``context`` is what the words that a reviewer wrote into a sheet are judged by.

    Raises:
        PasserelleError: the file cannot be read, or is of another kind.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(READERS)
        if path.is_dir():
            raise CheckError("holds no catalogue (.po) and no XLIFF.", path=path)
        raise CheckError(f"cannot be checked; give files of these kinds: {kinds}.", path=path)
    try:
        return reader(path, context, folders)
    except PasserelleError as error:
        error.path = error.path or path
        raise


def load_rows(path: Path) -> Iterator[Loaded | PasserelleError]:
    """Yield the articles of an archive that `translate --to` wrote, one in memory at a time, and errors in place of others."""
    try:
        for unread in read_archive(path):
            try:
                yield _load_row(unread, path)
            except RecordError as error:
                error.path = error.path or unread.place
                yield error
    except PasserelleError as error:
        error.path = error.path or path
        yield error


def _load_row(unread: Unread, path: Path) -> Loaded:
    values = unread.values()
    if not is_row(values):
        raise CheckError(
            f"holds an article that is not translated; write an archive of English: passerelle translate {path.name} --to"
            " ARCHIVE.",
            path=unread.place,
        )
    catalog = read_row(values)
    own = replace(catalog, header=replace(catalog.header, path=str(path)))
    return Loaded(own, {}, ours=False, archived=True, line=unread.line)


def _load_po(path: Path, *_: object) -> Loaded:
    data = read_bytes(path)
    if not _is_ours(data):
        po = read_po_lines(data)
        return _foreign(path, [pair for unit in po.entries if not unit.obsolete for pair in _po_pairs(unit)])
    catalog = parse_catalog(data, path)
    lines = zip((entry.block_id for entry in catalog.current), _first_lines(data), strict=False)
    return Loaded(catalog, dict(lines))


def _is_ours(data: bytes) -> bool:
    """Whether the header of a PO file says that it is a catalogue of ours.

    Raises:
        PoError: the header is broken.
    """
    lines = data[:_LONGEST_HEADER].splitlines(keepends=True)
    begins = [number for number, line in enumerate(lines) if _BEGINS.match(line)]
    head = b"".join(lines[: begins[1]]) if len(begins) > 1 else data
    return DOCUMENT in read_po_lines(head).header


_LONGEST_HEADER = 200_000  # bytes; of a longer one the whole file is read
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?[ \t]*(?:#~[ \t]*)?msg(?:ctxt|id)\b")


def _first_lines(data: bytes) -> Iterator[int]:
    """Yield the numbers of the lines on which the living entries of a catalogue begin, which all have a context."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.lstrip().startswith(b"msgctxt"):
            yield number


def _po_pairs(unit: PoEntry) -> Iterator[Entry]:
    """Yield the pairs of one entry: the singular and, where there is one, the plural."""
    targets = [target.text for target in unit.targets]
    texts = {unit.msgid: targets[0], **({unit.plural: targets[-1]} if unit.plural else {})}
    for source, target in texts.items():
        name = unit.msgctxt or text_hash(source)
        yield _pair(name, source, target, unit.line, reviewed=not unit.fuzzy)


def _load_xliff(path: Path, *_: object) -> Loaded:
    units = read_xliff(read_bytes(path)).units
    pairs = (
        _pair(
            unit.id,
            unescape(unit.source),
            unescape(unit.target or ""),
            unit.line,
            reviewed=not unit.unreviewed,
        )
        for unit in units
    )
    return _foreign(path, pairs)


def _pair(name: str, source: str, target: str, line: int, *, reviewed: bool) -> Entry:
    state = State.APPROVED if reviewed and target else State.DRAFT
    return Entry(name, BlockKind.PARAGRAPH, source, target, state=state, line=line, origin="")


def _foreign(path: Path, pairs: Iterable[Entry]) -> Loaded:
    entries = tuple(pairs)
    return Loaded(
        Catalog(Header(path.stem, str(path)), entries), {e.block_id: e.line for e in entries}, ours=False
    )


def _load_sheet(path: Path, context: Context, folders: Sequence[Path]) -> Loaded:
    """Return the catalogue as it would be with the sheet applied; no file is written."""
    judge = entries_judge(context)
    applied = apply_sheets([path], now=datetime.now(UTC), folders=folders, judge=judge, dry_run=True)
    return Loaded(applied[0].catalog, {})


READERS: Mapping[str, Callable[[Path, Context, Sequence[Path]], Loaded]] = {
    ".po": _load_po,
    ".xlsx": _load_sheet,
    ".xlf": _load_xliff,
    ".xliff": _load_xliff,
}
"""How files of each suffix are read; a format that joins needs no more than a line here."""

_OF_FOLDERS = (".po", ".xlf", ".xliff")  # sheets lie beside their catalogues
