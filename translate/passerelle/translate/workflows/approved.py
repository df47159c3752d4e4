"""What people approved, read from catalogues, TMX files and the memory, as units to learn from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.files import require_file
from passerelle.translate.adaptation.select import Reason, Unit, is_machine, sentences, why_not
from passerelle.translate.checks import Context
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.tmx.read import read_tmx
from passerelle.translate.memory import TranslationUnit, list_units, read_memory, units_of
from passerelle.translate.workflows.each import Failed, do_each


class NothingReadError(PasserelleError):
    """No file that was named can be read; each was told."""


@dataclass(slots=True)
class Gathered:
    """Units found, and how many fell out by their state."""

    units: list[Unit] = field(default_factory=list)
    left_out: Counter[Reason] = field(default_factory=Counter)


def gather(
    paths: Sequence[Path], memory: Path | None, context: Context, failed: Failed | None = None
) -> Gathered:
    """Read the units of catalogues, TMX files and the memory; what a state or a machine's name excludes is counted.

    Raises:
        PasserelleError: a file cannot be read, and there is no one to tell; or there is nothing else to read.
    """
    gathered = Gathered()
    steps = {".po": _read_catalog, ".tmx": _read_exchange}

    def read(path: Path) -> None:
        if path.is_dir():
            raise FileError("holds no PO catalogue and no TMX file.", path=path)
        require_file(path)
        step = steps.get(path.suffix.lower())
        if step is None:
            raise FileError("is neither a PO catalogue nor a TMX file.", path=path)
        step(path, context, gathered)

    files = list(_files(paths))
    # Where nothing can be read, the last reason ends the run: how few units there are would be no news.
    only = failed if memory is not None or len(files) > 1 else None
    if not do_each(files, read, only) and files and memory is None:
        raise NothingReadError("None of the files can be read, so there is nothing to learn from.")
    if memory is not None:
        with read_memory(memory) as opened:
            _take(list_units(opened), gathered, "")
    return gathered


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in (".po", ".tmx"))
            yield from found or [path]
        else:
            yield path


def _read_catalog(path: Path, context: Context, gathered: Gathered) -> None:
    catalog = load_catalog(path)
    reasons = [(entry, why_not(entry)) for entry in catalog.current]
    gathered.left_out.update(reason for _, reason in reasons if reason)
    approved = tuple(entry for entry, reason in reasons if reason is None)
    waivers = {entry.block_id: entry.waivers for entry in approved}
    blocks = units_of(replace(catalog, entries=approved), context.termbase, american=context.american)
    for unit in (unit for block in blocks for unit in block):
        gathered.units += sentences(unit, waivers.get(unit.block_id, ()))


def _read_exchange(path: Path, context: Context, gathered: Gathered) -> None:
    del context
    try:
        with path.open("rb") as stream:
            _take(read_tmx(stream), gathered, path.stem)
    except OSError as error:
        raise FileError(f"cannot be read ({(error.strerror or str(error)).lower()}).", path=path) from error


def _take(units: Iterable[TranslationUnit], gathered: Gathered, document: str) -> None:
    for unit in units:
        if is_machine(unit):
            gathered.left_out[Reason.MACHINE] += 1
        else:
            gathered.units += sentences(unit if unit.document else replace(unit, document=document))
