"""Documents that were read, translated and checked as the options of a run say; no file is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from passerelle.glossary.match import matcher_of
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.begun import Stretches
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.checks.run import Share, judge_here
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.digests import identity
from passerelle.translate.engine.packages import ModelPackage, resolve_package
from passerelle.translate.formats.text.read import read_text
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.ladder.said import Said
from passerelle.translate.memory import Memory, read_memory
from passerelle.translate.pipeline import Settings, Translation, translate_documents
from passerelle.translate.text.document import Document, identify_blocks
from passerelle.translate.workflows.article import checked_by
from passerelle.translate.workflows.options import Options


class Translate(Protocol):
    """Translates documents together; see `translate_documents`."""

    def __call__(
        self,
        documents: Sequence[Document],
        previous: Mapping[str, Catalog],
        progress: Callable[[int], Progress] | None = None,
        stretches: Stretches | None = None,
    ) -> list[Translation]:
        """Return the translations in the order of ``documents``."""


@contextmanager
def translator(
    termbase: Termbase,
    options: Options,
    loaded: Engine | None = None,
    *,
    checked: bool = True,
    share: Share = judge_here,
    prepare: Callable[[], None] = lambda: None,
) -> Iterator[Translate]:
    """Give what translates documents; the model is loaded when there is something to translate, and kept.

    What is not ``checked`` has the findings of an earlier run, if any, and the ledger of the ladder; ``share`` is that of
    `check_catalogs`. ``prepare`` is called once before the model begins: what it starts goes on beside that.

    Raises:
        PasserelleError: the model or the memory is at fault.
    """
    package = loaded.package if loaded else resolve_package(options.model)

    @cache
    def engine() -> Engine:
        own = loaded or Engine(package, threads=options.threads)
        prepare()
        return own

    settings = replace(run_settings(package, termbase, options, share), said=Said())
    if not checked:
        settings = replace(settings, check=lambda catalog: catalog)

    def translate(
        documents: Sequence[Document],
        previous: Mapping[str, Catalog],
        progress: Callable[[int], Progress] | None = None,
        stretches: Stretches | None = None,
    ) -> list[Translation]:
        return translate_documents(
            documents,
            termbase,
            engine,
            settings,
            previous=previous,
            memory=memory,
            progress=progress,
            stretches=stretches,
        )

    with read_memory_of(options.memory) as memory:
        yield translate


def translate_read(
    documents: Sequence[Document],
    termbase: Termbase,
    options: Options,
    previous: Mapping[str, Catalog],
    *,
    progress: Callable[[int], Progress] | None = None,
    stretches: Stretches | None = None,
    loaded: Engine | None = None,
    checked: bool = True,
) -> list[Translation]:
    """Translate documents that were read, wherever their blocks come from, and check them; only ``stretches`` are written.

    ``loaded`` is the engine, where it is kept from one call to the next; ``checked`` is that of `translator`.

    Raises:
        PasserelleError: the model or the memory is at fault.
    """
    with translator(termbase, options, loaded, checked=checked) as translate:
        return translate(documents, previous, progress, stretches)


def translate_text(source: bytes, termbase: Termbase, options: Options) -> Translation:
    """Translate a plain text for a quick look; nothing is read or written but the memory and the model.

    Raises:
        DocumentError: the text is empty or no text.
        PasserelleError: the model or the memory is at fault.
    """
    read = read_text(source)
    blocks = identify_blocks(read.blocks)
    return translate_read([replace(read, name="text", blocks=blocks)], termbase, options, {})[0]


def run_settings(
    package: ModelPackage, termbase: Termbase, options: Options, share: Share = judge_here
) -> Settings:
    """Return what the pipeline is told of a run; ``share`` is that of `check_catalogs`."""
    return Settings(
        identity(package),
        f"passerelle {version('passerelle')}",
        options.american,
        options.headings,
        checked_by(termbase, options, share),
        matcher_of(termbase),
    )


def read_memory_of(path: Path | None) -> AbstractContextManager[Memory | None]:
    """Return the memory in a file for the time of a ``with``; None where there is none.

    Raises:
        TranslationMemoryError: the file is no memory.
    """
    return read_memory(path) if path is not None and path.exists() else nullcontext()
