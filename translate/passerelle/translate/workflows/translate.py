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
from passerelle.glossary.files import digest
from passerelle.glossary.locks import lock_file
from passerelle.glossary.termbase import Termbase, load_termbase
from passerelle.translate.catalog.begun import Stretches
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.catalog.summary import Summary, recount
from passerelle.translate.checks import Context, check_catalog
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import ModelPackage, resolve_package
from passerelle.translate.formats.articles import parse_document, read_article
from passerelle.translate.formats.catalog_file import read_stored
from passerelle.translate.formats.text.read import read_text
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.memory import Memory, read_memory
from passerelle.translate.pipeline import Settings, Translation, translate_documents
from passerelle.translate.text.document import Document, DocumentError, document_name_problem, identify_blocks
from passerelle.translate.workflows.deliver import (
    Delivered,
    deliver_catalog,
    refuse_other_source,
    with_work_kept,
)
from passerelle.translate.workflows.each import Failed, do_each
from passerelle.translate.workflows.names import Named, find_named
from passerelle.translate.workflows.options import Options, catalog_path, sheet_path
from passerelle.translate.workflows.review import document_glossary, save_sheet
from passerelle.translate.workflows.stretches import KeptStretches, Told
from passerelle.translate.workflows.unapplied import unapplied_sheets
from passerelle.translate.workflows.unchanged import Files, remember, run_state, written_sheet


def translate_files(
    paths: Iterable[Path],
    options: Options,
    *,
    progress: Callable[[int], Progress] | None = None,
    failed: Failed | None = None,
    told: Told | None = None,
) -> list[Translation]:
    """Translate files, or all articles of folders, called as `find_named` says; see `translate_named`."""
    articles = find_named(paths, options.out, failed)
    return translate_named(articles, options, progress=progress, failed=failed, told=told)


def translate_named(
    articles: Iterable[Named],
    options: Options,
    *,
    progress: Callable[[int], Progress] | None = None,
    failed: Failed | None = None,
    told: Told | None = None,
) -> list[Translation]:
    """Translate articles; write a catalogue and a review sheet for each.

    All documents are read before anything is translated. Short ones are translated and written together; of a long one
    the drafts are kept after every 2,000 sentences, which ``told`` learns, and a run that was stopped is taken up again.
    Documents that cannot be read or written are told to ``failed``, where it is given, and the others are done.

    Raises:
        PasserelleError: an input, the glossary, the model, or a file to be written is at fault.
    """
    state = run_state(options)
    read = _read_all(articles, options, failed)
    termbase = load_termbase(options.glossaries)
    if not read:
        return []
    state = state if state == run_state(options) else ""  # someone wrote a glossary in between
    standing = {each.document.name: each.catalog for each in read if each.catalog is not None}
    sources = {each.document.name: (Path(each.document.path), each.source) for each in read}
    previous = {} if options.fresh else standing
    stretches = KeptStretches(options.out, told)

    def write(translation: Translation) -> Translation:
        name = translation.summary.document
        note = partial(remember, *sources[name], options, state) if state else None
        written = write_translation(translation, termbase, options, standing, note)
        stretches.forget(name)
        return written

    documents = [each.document for each in read]
    if options.cluster:
        from passerelle.translate.workflows.cluster import translate_on_cluster  # noqa: PLC0415  (it imports this)

        batches = _groups(documents, _BATCH)
        translated = translate_on_cluster(batches, termbase, options, previous, stretches, failed)
        translated = _counted(translated, documents, progress)
    else:
        groups = _groups(documents, _GROUP)
        translated = _translate_groups(groups, termbase, options, previous, progress, stretches)
    done = [written for translations in translated for written in do_each(translations, write, failed)]
    order = {document.name: number for number, document in enumerate(documents)}
    return sorted(done, key=lambda each: order[each.summary.document])


def _counted(
    batches: Iterable[list[Translation]],
    documents: Sequence[Document],
    progress: Callable[[int], Progress] | None,
) -> Iterator[list[Translation]]:
    """Yield batches and count their blocks: how many sentences there are to translate, only the workers know."""
    step = progress(sum(len(document.blocks) for document in documents)) if progress else None
    for batch in batches:
        yield batch
        if step:
            step(sum(translation.summary.blocks for translation in batch))


_GROUP = 200_000  # characters, about 2,000 sentences
_BATCH = (
    20_000  # characters, half a minute of a worker's work: many can share it, and little is lost with one
)


def _groups(documents: Iterable[Document], longest: int) -> Iterator[list[Document]]:
    """Yield the documents in groups of up to so many characters, or of one."""
    group: list[Document] = []
    size = 0
    for document in documents:
        own = sum(len(block.text) for block in document.blocks)
        if group and size + own > longest:
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
    stretches: Stretches | None = None,
    loaded: Engine | None = None,
) -> list[Translation]:
    """Translate documents that were read, wherever their blocks come from, and check them; only ``stretches`` are written.

    ``loaded`` is the engine, where it is kept from one call to the next.

    Raises:
        PasserelleError: the model or the memory is at fault.
    """
    [done] = _translate_groups([documents], termbase, options, previous, progress, stretches, loaded)
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
    stretches: Stretches | None = None,
    loaded: Engine | None = None,
) -> Iterator[list[Translation]]:
    package = loaded.package if loaded else resolve_package(options.model)
    engine = cache(lambda: loaded or Engine(package, threads=options.threads))
    settings = run_settings(package, termbase, options)
    with read_memory_of(options.memory) as memory:
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


def run_settings(package: ModelPackage, termbase: Termbase, options: Options) -> Settings:
    """Return what the pipeline is told of a run."""
    return Settings(
        package.label,
        f"passerelle {version('passerelle')}",
        options.american,
        options.headings,
        _checked_by(termbase, options),
    )


def _checked_by(termbase: Termbase, options: Options) -> Callable[[Catalog], Catalog]:
    return partial(
        check_catalog, context=Context(termbase, options.language, options.american, options.waivers)
    )


def read_memory_of(path: Path | None) -> AbstractContextManager[Memory | None]:
    """Return the memory in a file for the time of a ``with``; None where there is none.

    Raises:
        TranslationMemoryError: the file is no memory.
    """
    return read_memory(path) if path is not None and path.exists() else nullcontext()


@dataclass(frozen=True, slots=True)
class _Read:
    """A document, the digest of the file it was read from, and the catalogue of an earlier run over it."""

    document: Document
    source: str
    catalog: Catalog | None


def _read_all(articles: Iterable[Named], options: Options, failed: Failed | None) -> list[_Read]:
    read = do_each(articles, lambda article: _read_article(article, options), failed)
    count = Counter(each.document.name for each in read)
    return do_each(read, lambda each: _refuse_twin(each, count[each.document.name]), failed)


def _refuse_twin(read: _Read, count: int) -> _Read:
    document = read.document
    if count > 1:
        raise DocumentError(
            f"would be written as {document.name}.po, and so would another file of its folder; translate them with"
            " different --out folders.",
            path=document.path,
        )
    return read


def _read_article(article: Named, options: Options) -> _Read:
    problem = document_name_problem(article.name)
    if problem:
        raise DocumentError(f"{problem}; rename it, or a folder that it is in.", path=article.path)
    data = read_article(article.path)
    document = parse_document(data, article.path, comments=options.comments, fields=options.fields)
    standing = _standing(article.name, article.path, options)
    return _Read(replace(document, name=article.name), digest(data), standing)


def _standing(name: str, file: Path, options: Options) -> Catalog | None:
    if not options.fresh:
        return load_previous(options.out, name, file)
    with suppress(PasserelleError):  # what stands there is replaced, whatever it is
        return read_stored(catalog_path(options.out, name)).catalog
    return None


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


def write_translation(
    translation: Translation,
    termbase: Termbase,
    options: Options,
    previous: Mapping[str, Catalog],
    note: Callable[[Files, Summary], None] | None = None,
) -> Translation:
    """Write the catalogue and the review sheet of a translation; return it with the files that were written.

    ``previous`` are the catalogues as the run found them; what others changed in them since is merged. ``note`` learns what
    was written, before another run can write there.

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
        last = written_sheet(options, name)
        saved = save_sheet(sheet, done.catalog, glossary, language=options.language, now=now, ours=last)
        if note and _is_whole(done):
            note(Files(done.digest, saved.digest), translation.summary)
    return Translation(done.catalog, _told(translation.summary, path, sheet, done, saved.aside))


def _is_whole(done: Delivered) -> bool:
    """Whether a run after this one would find nothing to do: it merged nothing, and every text has its English."""
    return not done.merged and all(entry.target for entry in done.catalog.current)


def _told(summary: Summary, path: Path, sheet: Path, done: Delivered, aside: Path | None) -> Summary:
    """Return the summary with the files that were written, and what another run changed meanwhile."""
    files = tuple(map(str, filter(None, (path, sheet, aside))))
    told = replace(
        summary,
        files=files,
        unapplied=tuple(map(str, unapplied_sheets(path, done.catalog))),
        backup=str(done.backup) if done.backup else "",
    )
    if not done.merged:
        return told
    warning = f"{path} was changed by another run in the meantime; the changes of both are in it"
    return recount(replace(told, warnings=(*told.warnings, warning)), done.catalog)
