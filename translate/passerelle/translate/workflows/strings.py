"""Strings that other programs send, translated together by a model that stays loaded."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from passerelle.glossary.compiled import load_compiled
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Header
from passerelle.translate.checks import Context, check_catalog
from passerelle.translate.engine.decode import Engine, Watch
from passerelle.translate.engine.packages import resolve_package
from passerelle.translate.formats.fragment import Part, fragments, take_apart, write_parts
from passerelle.translate.formats.tokens import looks_like_html
from passerelle.translate.ladder.alternatives import other_versions
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.ladder.plan import plan_document
from passerelle.translate.pipeline import Translation, translate_documents
from passerelle.translate.places import termbases_folder
from passerelle.translate.text.document import Block, Document
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.translate import read_memory_of, run_settings


@dataclass(frozen=True, slots=True)
class String:
    """A French text as a program holds it; without ``html``, it is HTML where it looks so.

    ``alternatives`` is how many other translations are wanted.
    """

    text: str
    html: bool = False
    alternatives: int = 0


@dataclass(frozen=True, slots=True)
class English:
    """A string's English, its markup as it was; ``catalog`` holds its texts with ledger and findings.

    ``alternatives`` are what people approved for French like it, then what the model would have said next and what obeys as
    well. Where a string is more than a sentence, there are none of the model's.
    """

    text: str
    catalog: Catalog
    alternatives: tuple[str, ...] = ()


def unwatched() -> None:
    """Let work go on."""


class StringTranslator:
    """Translates strings, each for itself: terms are mentioned for the first time in every one.

    ``watch`` is called before every batch that the model gets and before every check, and as long as it returns the work goes on.
    """

    def __init__(self, options: Options) -> None:
        """Load glossaries and model; the files of ``options`` are not written.

        Raises:
            PasserelleError: the glossary or the model is at fault.
        """
        self.termbase: Termbase = load_compiled(termbases_folder(), options.glossaries)
        self._matcher = Matcher(self.termbase)
        self.package = package = resolve_package(options.model)
        self._engine = Engine(package, threads=options.threads)
        self._settings = replace(run_settings(package, self.termbase, options), matcher=self._matcher)
        self._memory = options.memory
        self._context = Context(self.termbase, options.language, options.american, options.waivers)

    def translate(self, strings: Sequence[String], watch: Watch = unwatched) -> list[English]:
        """Return the English of each string, in their order.

        Raises:
            PasserelleError: the memory is at fault.
        """
        parts = [_take_apart(string) for string in strings]
        documents = [_document(own, str(number)) for number, own in enumerate(parts, 1)]
        engine = self._engine.watched(watch)
        done = self._translate(engine, [document for document in documents if document.blocks], {})
        catalogs = {each.summary.document: each.catalog for each in done}
        english = [
            _english(own, catalogs.get(document.name, Catalog(Header(document.name))))
            for own, document in zip(parts, documents, strict=True)
        ]
        return [
            self._with_alternatives(engine, each, own, document, string.alternatives)
            if string.alternatives
            else each
            for each, own, document, string in zip(english, parts, documents, strings, strict=True)
        ]

    def _with_alternatives(
        self, engine: Engine, english: English, parts: Sequence[Part], document: Document, most: int
    ) -> English:
        """Return the English with what else could be said, where the string is one text without marks."""
        entries = english.catalog.current
        if len(entries) != 1 or document.blocks[0].marks:
            return english
        texts = [each.target for each in entries[0].suggestions]
        jobs = self._jobs(document)
        if len(jobs) == 1:
            texts += other_versions(engine, jobs, most)[0]
        others = (write_parts(parts, [text]) for text in texts)
        different = dict.fromkeys(text for text in others if text != english.text)
        return replace(english, alternatives=tuple(different)[:most])

    def _jobs(self, document: Document) -> tuple[Job, ...]:
        settings = self._settings
        [plan] = plan_document(
            document,
            self._matcher,
            model=settings.model,
            american=settings.american,
            headings=settings.headings,
        )
        return plan.jobs

    def translate_document(
        self,
        document: Document,
        previous: Catalog | None,
        progress: Callable[[int], Progress] | None = None,
        watch: Watch = unwatched,
    ) -> Translation:
        """Return the translation of a document that was read, where ``previous`` does not hold it.

        ``progress`` is as `translate_documents` has it.

        Raises:
            PasserelleError: the memory is at fault.
        """
        known = {document.name: previous} if previous else {}
        return self._translate(self._engine.watched(watch), [document], known, progress)[0]

    def check(self, catalog: Catalog, language: str) -> Catalog:
        """Return a catalogue with its findings told in ``language``."""
        return check_catalog(catalog, replace(self._context, language=language))

    def _translate(
        self,
        engine: Engine,
        documents: Sequence[Document],
        previous: Mapping[str, Catalog],
        progress: Callable[[int], Progress] | None = None,
    ) -> list[Translation]:
        context = replace(self._context, watch=engine.watch)
        with read_memory_of(self._memory) as memory:
            return translate_documents(
                documents,
                self.termbase,
                lambda: engine,
                replace(self._settings, check=partial(check_catalog, context=context)),
                previous=previous,
                memory=memory,
                progress=progress,
            )


_BETWEEN = re.compile(r"(\n\s*\n)")
_KEPT_WHOLE = re.compile(r"<(?:script|style|pre|textarea|!--)|<[^<>]*\n\s*\n[^<>]*>", re.IGNORECASE)


def _take_apart(string: String) -> tuple[Part, ...]:
    """Take a string apart. Blank lines part the texts of HTML, too: to many an editor they are paragraphs."""
    html = string.html or looks_like_html(string.text)
    if not html or _KEPT_WHOLE.search(string.text):
        return take_apart(string.text, html=html)
    pieces = _BETWEEN.split(string.text)
    return tuple(
        part
        for place, piece in enumerate(pieces)
        for part in ((piece,) if place % 2 else take_apart(piece, html=True))
    )


def _document(parts: Sequence[Part], name: str) -> Document:
    blocks = (
        Block(fragment.kind, fragment.text, marks=fragment.marks, id=str(number))
        for number, fragment in enumerate(fragments(parts), 1)
    )
    return Document(name, "", tuple(blocks))


def _english(parts: Sequence[Part], catalog: Catalog) -> English:
    return English(write_parts(parts, [entry.target for entry in catalog.current]), catalog)
