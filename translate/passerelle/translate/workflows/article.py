"""One article of a run: read with what stands of it, and written once it is translated."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import digest
from passerelle.glossary.locks import lock_file
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.catalog.summary import Summary, recount
from passerelle.translate.checks import Context, check_catalog
from passerelle.translate.checks.run import Share, judge_here
from passerelle.translate.constraints.bearing import bearing_of
from passerelle.translate.formats.articles import parse_document, read_article
from passerelle.translate.formats.catalog_file import read_stored
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document, DocumentError, document_name_problem
from passerelle.translate.workflows.check_pool import share_in_pool
from passerelle.translate.workflows.deliver import (
    Delivered,
    deliver_catalog,
    refuse_other_source,
    with_work_kept,
)
from passerelle.translate.workflows.each import Failed, do_each
from passerelle.translate.workflows.names import Named
from passerelle.translate.workflows.options import Options, catalog_path, sheet_path
from passerelle.translate.workflows.review import document_glossary, save_sheet
from passerelle.translate.workflows.run_state import RunState
from passerelle.translate.workflows.set_aside import SetAside
from passerelle.translate.workflows.traces import article_traces
from passerelle.translate.workflows.unapplied import those_unapplied
from passerelle.translate.workflows.unchanged import Files, Made, remember, written_sheet


@dataclass(frozen=True, slots=True)
class Read:
    """An article's document, the digest of the file it was read from, and the catalogue that stands of it."""

    article: Named
    document: Document
    source: str
    catalog: Catalog | None

    @property
    def size(self) -> int:
        """The number of characters to be translated."""
        return sum(len(block.text) for block in self.document.blocks)


def read_named(article: Named, options: Options) -> Read:
    """Read an article and the catalogue of an earlier run over it.

    Raises:
        PasserelleError: it cannot be read or named, or the catalogue is broken or belongs to another file.
    """
    problem = document_name_problem(article.name)
    if problem:
        raise DocumentError(f"{problem}; rename it, or a folder that it is in.", path=article.path)
    data = read_article(article.path)
    document = parse_document(data, article.path, comments=options.comments, fields=options.fields)
    standing = _standing(article.name, article.path, options)
    return Read(article, replace(document, name=article.name), digest(data), standing)


def _standing(name: str, file: Path, options: Options) -> Catalog | None:
    if not options.fresh:
        return load_previous(options.out, name, file).catalog
    with suppress(PasserelleError):  # what stands there is replaced, whatever it is
        return read_stored(catalog_path(options.out, name)).catalog
    return None


@dataclass(frozen=True, slots=True)
class Previous:
    """The catalogue that a run finds, and the digest of its file, where it is known: until that changes, it is not read again."""

    catalog: Catalog | None
    digest: str = ""


def load_previous(out: Path, name: str, source: Path) -> Previous:
    """Return the catalogue of an earlier run over ``source``; there may be none.

    Raises:
        CatalogError: the catalogue is broken, or belongs to another file of the same name.
    """
    path = catalog_path(out, name)
    stored = read_stored(path)
    if stored.catalog is not None:
        refuse_other_source(stored.catalog, path, source)
    return Previous(stored.catalog, digest(stored.data))


def refuse_twins(articles: Sequence[Named], options: Options, failed: Failed | None) -> list[Named]:
    """Return the articles without those that would be written over each other; those are told, if they can be read."""
    count = Counter(article.name for article in articles)
    several = {article: None for article in articles if count[article.name] > 1}
    readable = set(do_each(several, lambda article: read_named(article, options).article, failed))
    count = Counter(article.name for article in articles if article in readable)
    single = [article for article in articles if article in readable or article not in several]
    return do_each(single, lambda article: _refuse_twin(article, count[article.name]), failed)


def _refuse_twin(article: Named, count: int) -> Named:
    if count > 1:
        raise DocumentError(
            f"would be written as {article.name}.po, and so would another file of its folder; translate them with"
            " different --out folders.",
            path=article.path,
        )
    return article


def write_read(
    read: Read,
    translation: Translation,
    termbase: Termbase,
    options: Options,
    state: RunState | None,
    aside: SetAside,
) -> Summary:
    """Write the translation of an article that was read, and remember what was made, if ``state`` is known.

    Raises:
        CatalogError, FileError: as `write_translation`.
    """

    def note(state: RunState, catalog: Catalog, delivered: str, sheet: str) -> None:
        traces = article_traces(read.document, catalog, termbase)
        files, bearing = Files(read.source, delivered, sheet), bearing_of(termbase).on(traces)
        made = Made(str(read.article.path), state, files, translation.summary, traces, bearing)
        remember(made, options)

    noted = partial(note, state) if state else None
    return write_translation(translation, termbase, options, Previous(read.catalog), noted, aside)


def checked_by(
    termbase: Termbase, options: Options, share: Share = judge_here
) -> Callable[[Catalog], Catalog]:
    """Return what looks at the result of a run; ``share`` is that of `check_catalogs`."""
    return partial(check_catalog, context=context_of(termbase, options), share=share)


def context_of(termbase: Termbase, options: Options) -> Context:
    """Return what the checks of a run are told."""
    return Context(termbase, options.language, options.american, options.waivers)


def write_translation(
    translation: Translation,
    termbase: Termbase,
    options: Options,
    base: Previous,
    note: Callable[[Catalog, str, str], None] | None = None,
    aside: SetAside | None = None,
) -> Summary:
    """Write the catalogue and the review sheet of a translation; return its summary with the files that were written.

    ``base`` is the catalogue as the run found it; what others changed in it since is merged. ``note`` learns which catalogue was
    written and the digests of both files, before another run can write there. ``aside`` is what knows sheets that were set aside,
    where many articles are written.

    Raises:
        CatalogError, FileError: the catalogue cannot be written; then it is kept in another file, which is named.
    """
    name, now = translation.summary.document, datetime.now(UTC)
    ours = translation.catalog
    path, sheet = catalog_path(options.out, name), sheet_path(options.out, name)
    with ExitStack() as held:
        try:
            held.enter_context(lock_file(path, options.patience))
            done = deliver_catalog(
                path,
                ours,
                base.catalog,
                seen=base.digest,
                check=checked_by(termbase, options, share_in_pool(1, fresh=options.fresh)),
                fresh=options.fresh,
                now=now,
            )
        except PasserelleError as error:
            raise with_work_kept(error, path, ours, base.catalog, now) from error
        glossary = document_glossary(done.catalog, termbase)
        last = written_sheet(options, name)
        saved = save_sheet(sheet, done.catalog, glossary, language=options.language, now=now, ours=last)
        if note and _is_whole(done):
            note(done.catalog, done.digest, saved.digest)
    sheets = ((aside or SetAside()).of(path), saved.aside)
    return _told(translation.summary, path, sheet, done, sheets)


def _is_whole(done: Delivered) -> bool:
    """Whether a run after this one would find nothing to do: it merged nothing, and every text has its English."""
    return not done.merged and all(entry.target for entry in done.catalog.current)


def _told(
    summary: Summary, path: Path, sheet: Path, done: Delivered, sheets: tuple[Sequence[Path], Path | None]
) -> Summary:
    """Return the summary with the files that were written, and what another run changed meanwhile.

    ``sheets`` are those that were set aside, and the one that was now.
    """
    before, aside = sheets
    files = tuple(map(str, filter(None, (path, sheet, aside))))
    set_aside = dict.fromkeys((*before, *filter(None, (aside,))))
    told = replace(
        summary,
        files=files,
        unapplied=tuple(map(str, those_unapplied(set_aside, done.catalog))),
        backup=str(done.backup) if done.backup else "",
    )
    if not done.merged:
        return told
    warning = f"{path} was changed by another run in the meantime; the changes of both are in it"
    return recount(replace(told, warnings=(*told.warnings, warning)), done.catalog)
