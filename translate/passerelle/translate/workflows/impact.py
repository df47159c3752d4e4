"""What a changed glossary touches in catalogues, in what is published, and in the memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from passerelle.glossary.files import write_atomically
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.checks import Context
from passerelle.translate.checks.impact import TermChange, Touched, touched_entries, touched_sentence
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.review_sheet import write_review
from passerelle.translate.memory import list_units, read_memory
from passerelle.translate.memory.unit import TranslationUnit
from passerelle.translate.review.row import rows_of
from passerelle.translate.workflows.options import sheet_path
from passerelle.translate.workflows.review import document_glossary


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change touches in one catalogue, and the files in which its texts went out."""

    path: Path
    catalog: Catalog
    touched: tuple[Touched, ...]
    published: tuple[Path, ...] = ()

    @property
    def reviewed(self) -> tuple[Touched, ...]:
        """What a person vouches for: it is never translated again by itself."""
        return tuple(each for each in self.touched if each.entry.state.reviewed)


def impact_on(path: Path, before: Termbase | None, after: Context, published: Path) -> Impact:
    """Return what the change from ``before`` (or from the ledger) to ``after`` touches in the catalogue at ``path``.

    Raises:
        CatalogError, FileError: the catalogue cannot be read.
    """
    catalog = load_catalog(path)
    earlier = Context(before, after.language, after.american) if before is not None else None
    touched = touched_entries(catalog, earlier, after)
    out = tuple(_published(published, catalog.header.document)) if touched else ()
    return Impact(path, catalog, touched, out)


def _published(folder: Path, document: str) -> Iterator[Path]:
    """Yield the files that `publish` wrote of a document."""
    place = folder / document
    if place.parent.is_dir():
        yield from sorted(
            each for each in place.parent.iterdir() if each.is_file() and each.stem == place.name
        )


def save_impact_sheet(impact: Impact, out: Path, after: Termbase, *, language: str) -> Path:
    """Write the review sheet of what is touched alone into the folder ``out``; return its path.

    Raises:
        FileError: the sheet cannot be written.
    """
    ids = {each.entry.block_id for each in impact.touched}
    rows = [row for row in rows_of(impact.catalog) if row.entry.block_id in ids]
    path = sheet_path(out, impact.catalog.header.document)
    glossary = document_glossary(impact.catalog, after)
    with write_atomically(path, binary=True) as stream:
        write_review(stream, impact.catalog, glossary, rows=rows, language=language)
    return path


@dataclass(frozen=True, slots=True)
class UnitTouched:
    """An approved sentence of the memory of which something else is asked; ``met`` tells whether its English will do."""

    unit: TranslationUnit
    changes: tuple[TermChange, ...]
    met: bool


def impact_on_memory(
    path: Path, before: Termbase, after: Termbase, *, american: bool = False
) -> Sequence[UnitTouched]:
    """Return the units of the memory that the change touches, each looked at by itself.

    Raises:
        TranslationMemoryError: the memory cannot be read.
    """
    touched = []
    with read_memory(path) as memory:
        for unit in list_units(memory):
            changes, met = touched_sentence(unit.source, unit.target, before, after, american=american)
            if changes:
                touched.append(UnitTouched(unit, changes, met))
    return touched
