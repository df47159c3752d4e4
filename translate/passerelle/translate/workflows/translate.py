"""A run over files: documents read, catalogues and review sheets written. The command line is a client of this."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.locks import PATIENT, Patience, lock_file
from passerelle.glossary.termbase import Termbase, load_termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.catalog.findings import Waiver
from passerelle.translate.catalog.summary import Summary, recount
from passerelle.translate.checks import Context, check_catalog
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.formats.articles import find_articles, read_document
from passerelle.translate.formats.catalog_file import read_stored
from passerelle.translate.formats.text.read import read_text
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.memory import Memory, read_memory
from passerelle.translate.pipeline import Settings, Translation, translate_documents
from passerelle.translate.text.document import Document, DocumentError, identify_blocks
from passerelle.translate.text.headings import Headings
from passerelle.translate.workflows.deliver import (
    Delivered,
    deliver_catalog,
    refuse_other_source,
    with_work_kept,
)
from passerelle.translate.workflows.each import Failed, do_each
from passerelle.translate.workflows.review import document_glossary, save_sheet
from passerelle.translate.workflows.stretches import KeptStretches, Told

LOCALES = Path("locales/en/LC_MESSAGES")
"""Where catalogues go, below the folder in which the command is run."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for.

    ``out`` is the folder of catalogues and sheets; ``fresh`` translates again what an older catalogue holds.
    ``memory`` is the file of the translation memory, None to do without; one that does not exist yet is not made.
    ``patience`` is for another run that is writing the same catalogue. With ``comments`` those of Word documents are
    translated, too; ``fields`` are the fields of front matter that are translated, the usual ones where it is empty.
    """

    out: Path = LOCALES
    model: str | None = None
    glossaries: tuple[Path, ...] = ()
    american: bool = False
    headings: Headings = Headings.SENTENCE
    language: str = "en"
    waivers: tuple[Waiver, ...] = ()
    fresh: bool = False
    threads: int | None = None
    memory: Path | None = None
    patience: Patience = PATIENT
    comments: bool = False
    fields: tuple[str, ...] = ()


def translate_files(
    paths: Iterable[Path],
    options: Options,
    *,
    progress: Callable[[int], Progress] | None = None,
    failed: Failed | None = None,
    told: Told | None = None,
) -> list[Translation]:
    """Translate files, or all articles of folders; write a catalogue and a review sheet for each.

    All documents are read before anything is translated. Short ones are translated and written together; of a long one
    the drafts are kept after every 2,000 sentences, which ``told`` learns, and a run that was stopped is taken up again.
    Documents that cannot be read or written are told to ``failed``, where it is given, and the others are done.

    Raises:
        PasserelleError: an input, the glossary, the model, or a file to be written is at fault.
    """
    documents, standing = _read_all(paths, options, failed)
    termbase = load_termbase(options.glossaries)
    if not documents:
        return []
    previous = {} if options.fresh else standing
    stretches = KeptStretches(options.out, told)

    def write(translation: Translation) -> Translation:
        written = write_translation(translation, termbase, options, standing)
        stretches.forget(translation.summary.document)
        return written

    groups = _translate_groups(_groups(documents), termbase, options, previous, progress, stretches)
    return [written for translations in groups for written in do_each(translations, write, failed)]


_GROUP = 200_000  # characters, about 2,000 sentences


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the documents in groups that are about as long as a stretch, or of one."""
    group: list[Document] = []
    size = 0
    for document in documents:
        own = sum(len(block.text) for block in document.blocks)
        if group and size + own > _GROUP:
            yield group
            group, size = [], 0
        group.append(document)
        size += own
    yield group


def translate_read(
    documents: Sequence[Document],
    termbase: Termbase,
    options: Options,
    previous: Mapping[str, Catalog],
    *,
    progress: Callable[[int], Progress] | None = None,
    stretches: KeptStretches | None = None,
) -> list[Translation]:
    """Translate documents that were read, wherever their blocks come from, and check them; only ``stretches`` are written.

    Raises:
        PasserelleError: the model or the memory is at fault.
    """
    [done] = _translate_groups([documents], termbase, options, previous, progress, stretches)
    return done


def translate_text(source: bytes, termbase: Termbase, options: Options) -> Translation:
    """Translate a plain text for a quick look; nothing is read or written but the memory and the model.

    Raises:
        DocumentError: the text is empty or no text.
        PasserelleError: the model or the memory is at fault.
    """
    read = read_text(source)
    blocks = identify_blocks(read.blocks)
    return translate_read([replace(read, name="text", blocks=blocks)], termbase, options, {})[0]


def _translate_groups(
    groups: Iterable[Sequence[Document]],
    termbase: Termbase,
    options: Options,
    previous: Mapping[str, Catalog],
    progress: Callable[[int], Progress] | None,
    stretches: KeptStretches | None = None,
) -> Iterator[list[Translation]]:
    package = resolve_package(options.model)
    engine = cache(lambda: Engine(package, threads=options.threads))
    settings = Settings(
        package.label,
        f"passerelle {version('passerelle')}",
        options.american,
        options.headings,
        _checked_by(termbase, options),
    )
    with _memory(options.memory) as memory:
        for documents in groups:
            yield translate_documents(
                documents,
                termbase,
                engine,
                settings,
                previous=previous,
                memory=memory,
                progress=progress,
                stretches=stretches,
            )


def _checked_by(termbase: Termbase, options: Options) -> Callable[[Catalog], Catalog]:
    return partial(
        check_catalog, context=Context(termbase, options.language, options.american, options.waivers)
    )


def _memory(path: Path | None) -> AbstractContextManager[Memory | None]:
    return read_memory(path) if path is not None and path.exists() else nullcontext()


def _read_all(
    paths: Iterable[Path], options: Options, failed: Failed | None
) -> tuple[list[Document], dict[str, Catalog]]:
    """Return the documents, and the catalogues of earlier runs over them by name."""
    found = do_each(paths, lambda path: find_articles(path) if path.is_dir() else (path,), failed)
    read = do_each(
        (file for files in found for file in files), lambda file: _read_article(file, options), failed
    )
    documents = [document for document, _ in read]
    count = Counter(document.name for document in documents)
    documents = do_each(documents, lambda document: _refuse_twin(document, count[document.name]), failed)
    return documents, {document.name: catalog for document, catalog in read if catalog is not None}


def _refuse_twin(document: Document, count: int) -> Document:
    if count > 1:
        raise DocumentError(
            f"would be written as {document.name}.po, and so would another file; translate them with different --out"
            " folders.",
            path=document.path,
        )
    return document


def _read_article(file: Path, options: Options) -> tuple[Document, Catalog | None]:
    document = read_document(file, comments=options.comments, fields=options.fields)
    if not options.fresh:
        return document, load_previous(options.out, document.name, file)
    with suppress(PasserelleError):  # what stands there is replaced, whatever it is
        return document, read_stored(catalog_path(options.out, document.name)).catalog
    return document, None


def load_previous(out: Path, name: str, source: Path) -> Catalog | None:
    """Return the catalogue of an earlier run over ``source``, None where there is none.

    Raises:
        CatalogError: the catalogue is broken, or belongs to another file of the same name.
    """
    path = catalog_path(out, name)
    catalog = read_stored(path).catalog
    if catalog is not None:
        refuse_other_source(catalog, path, source)
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
    """Write the catalogue and the review sheet of a translation; return it with the files that were written.

    ``previous`` are the catalogues as the run found them; what others changed in them since is merged.

    Raises:
        CatalogError, FileError: the catalogue cannot be written; then it is kept in another file, which is named.
    """
    name, now = translation.summary.document, datetime.now(UTC)
    ours, base = translation.catalog, previous.get(name)
    path, sheet = catalog_path(options.out, name), sheet_path(options.out, name)
    with ExitStack() as held:
        try:
            held.enter_context(lock_file(path, options.patience))
            done = deliver_catalog(
                path,
                ours,
                base,
                check=_checked_by(termbase, options),
                fresh=options.fresh,
                now=now,
            )
        except PasserelleError as error:
            raise with_work_kept(error, path, ours, base, now) from error
        glossary = document_glossary(done.catalog, termbase)
        aside = save_sheet(sheet, done.catalog, glossary, language=options.language, now=now)
    return Translation(done.catalog, _told(translation.summary, path, sheet, done, aside))


def _told(summary: Summary, path: Path, sheet: Path, done: Delivered, aside: Path | None) -> Summary:
    """Return the summary with the files that were written, and what another run changed meanwhile."""
    files = tuple(map(str, filter(None, (path, sheet, aside))))
    told = replace(
        summary,
        files=files,
        unapplied=str(aside) if aside else "",
        backup=str(done.backup) if done.backup else "",
    )
    if not done.merged:
        return told
    warning = f"{path} was changed by another run in the meantime; the changes of both are in it"
    return recount(replace(told, warnings=(*told.warnings, warning)), done.catalog)
