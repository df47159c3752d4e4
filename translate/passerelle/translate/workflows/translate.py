"""A run over files: documents read, catalogues and review sheets written. The command line is a client of this."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from passerelle.glossary.files import write_atomically
from passerelle.glossary.termbase import Termbase, load_termbase
from passerelle.translate.catalog.entry import Catalog, CatalogError, Header
from passerelle.translate.checks import Context, check_catalogs
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.formats.articles import find_articles, read_document
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.memory import Memory, open_memory
from passerelle.translate.pipeline import Settings, Translation, translate_documents
from passerelle.translate.text.document import Document, DocumentError
from passerelle.translate.workflows.review import document_glossary, save_sheet

LOCALES = Path("locales/en/LC_MESSAGES")
"""Where catalogues go, below the folder in which the command is run."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for.

    ``out`` is the folder of catalogues and sheets; ``fresh`` translates again what an older catalogue holds.
    ``memory`` is the file of the translation memory, None to do without; one that does not exist yet is not made.
    """

    out: Path = LOCALES
    model: str | None = None
    glossaries: tuple[Path, ...] = ()
    american: bool = False
    language: str = "en"
    fresh: bool = False
    threads: int | None = None
    memory: Path | None = None


def translate_files(
    paths: Iterable[Path], options: Options, *, progress: Callable[[int], Progress] | None = None
) -> list[Translation]:
    """Translate files, or all articles of folders; write a catalogue and a review sheet for each.

    All documents are read before anything is translated, and all is translated before anything is written.

    Raises:
        PasserelleError: an input, the glossary, the model, or a file to be written is at fault.
    """
    documents = _read_all(paths)
    termbase = load_termbase(options.glossaries)
    previous = {} if options.fresh else _previous(documents, options.out)
    translations = translate_read(documents, termbase, options, previous, progress=progress)
    return [write_translation(translation, termbase, options, previous) for translation in translations]


def translate_read(
    documents: Sequence[Document],
    termbase: Termbase,
    options: Options,
    previous: Mapping[str, Catalog],
    *,
    progress: Callable[[int], Progress] | None = None,
) -> list[Translation]:
    """Translate documents that were read, wherever their blocks come from, and check them; nothing is written.

    Raises:
        PasserelleError: the model or the memory is at fault.
    """
    package = resolve_package(options.model)
    settings = Settings(
        package.label, f"passerelle {version('passerelle')}", options.american, _checked_by(termbase, options)
    )
    with _memory(options.memory) as memory:
        return translate_documents(
            documents,
            termbase,
            lambda: Engine(package, threads=options.threads),
            settings,
            previous=previous,
            memory=memory,
            progress=progress,
        )


def _checked_by(termbase: Termbase, options: Options) -> Callable[[Catalog], Catalog]:
    context = Context(termbase, options.language, options.american)

    def check(catalog: Catalog) -> Catalog:
        told = {checked.entry.block_id: checked.entry for checked in check_catalogs([catalog], context)}
        entries = (
            told.get(entry.block_id, entry) if not entry.obsolete else entry for entry in catalog.entries
        )
        return replace(catalog, entries=tuple(entries))

    return check


def _memory(path: Path | None) -> AbstractContextManager[Memory | None]:
    return open_memory(path) if path is not None and path.exists() else nullcontext()


def _read_all(paths: Iterable[Path]) -> list[Document]:
    files = [file for path in paths for file in (find_articles(path) if path.is_dir() else (path,))]
    documents = [read_document(file) for file in files]
    twice = [name for name, count in Counter(document.name for document in documents).items() if count > 1]
    if twice:
        both = " and ".join(document.path for document in documents if document.name == twice[0])
        raise DocumentError(
            f"{both} would both be written as {twice[0]}.po; translate them with different --out folders."
        )
    return documents


def _previous(documents: Sequence[Document], out: Path) -> dict[str, Catalog]:
    found = {}
    for document in documents:
        catalog = load_previous(out, document.name, Path(document.path))
        if catalog is not None:
            found[document.name] = catalog
    return found


def load_previous(out: Path, name: str, source: Path) -> Catalog | None:
    """Return the catalogue of an earlier run over ``source``, None where there is none.

    A source that was moved is gone from its old place, and its catalogue is still its own.

    Raises:
        CatalogError: the catalogue belongs to another file of the same name, whose texts would become obsolete.
    """
    path = catalog_path(out, name)
    if not path.is_file():
        return None
    catalog = load_catalog(path)
    other = Path(catalog.header.path)
    if catalog.header.path and other.is_file() and source.exists() and not other.samefile(source):
        raise CatalogError(
            f"belongs to {other}, not to {source}: choose another --out folder, or rename one of the two.",
            path=path,
        )
    return catalog


def catalog_path(out: Path, name: str) -> Path:
    """Return where the catalogue of a document stands."""
    return out / f"{name}.po"


def sheet_path(out: Path, name: str) -> Path:
    """Return where the review sheet of a document stands."""
    return out / f"{name}.review.xlsx"


def write_translation(
    translation: Translation, termbase: Termbase, options: Options, previous: Mapping[str, Catalog]
) -> Translation:
    """Write the catalogue and the review sheet of a translation; return it with the files that were written."""
    name = translation.summary.document
    catalog = _dated(translation.catalog, previous.get(name))
    files = [catalog_path(options.out, name), sheet_path(options.out, name)]
    if name not in previous or previous[name] != catalog:
        with write_atomically(files[0]) as stream:
            write_po(stream, catalog)
    glossary = document_glossary(catalog, termbase)
    aside = save_sheet(files[1], catalog, glossary, language=options.language, now=datetime.now(UTC))
    files += [aside] if aside else []
    summary = replace(
        translation.summary, files=tuple(map(str, files)), unapplied=str(aside) if aside else ""
    )
    return Translation(catalog, summary)


def _dated(catalog: Catalog, before: Catalog | None) -> Catalog:
    """Date a catalogue; one in which nothing changed keeps its date, so that a second run leaves no trace."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    if before is not None and before.entries == catalog.entries:
        return replace(
            catalog, header=_with_dates(catalog.header, before.header.created, before.header.revised)
        )
    created = before.header.created if before else None
    return replace(catalog, header=_with_dates(catalog.header, created or now, now))


def _with_dates(header: Header, created: datetime | None, revised: datetime | None) -> Header:
    return replace(header, created=created, revised=revised)
