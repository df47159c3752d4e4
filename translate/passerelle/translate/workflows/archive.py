"""A run over archives: records in, rows out, a batch of articles in memory at a time."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.locks import lock_file
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.begun import Begun
from passerelle.translate.catalog.summary import STAGE_NAMES
from passerelle.translate.constraints.constraint import ConstraintKind, Stage
from passerelle.translate.formats.records.files import read_archive, require_archive, write_archive
from passerelle.translate.formats.records.rows import is_row, read_row, row_text, write_row
from passerelle.translate.formats.records.unread import RecordError
from passerelle.translate.pipeline import Translation
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.clerk import Done, Run
from passerelle.translate.workflows.drafted import Drafted, article_of, as_batch, do_drafted
from passerelle.translate.workflows.each import Failed, do_each
from passerelle.translate.workflows.ground import Ground
from passerelle.translate.workflows.kept_rows import KeptRows, Row, forget_rows, keep_rows
from passerelle.translate.workflows.names import Named
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.pool import Work, do_in_pool
from passerelle.translate.workflows.rows_of_today import bearing_on, row_of_today
from passerelle.translate.workflows.run_state import RunState
from passerelle.translate.workflows.sources import Item, Source, count_items, find_sources, read_items

Start = Callable[[int], Callable[[int], None]]
"""Takes how many articles there are; what it returns is told how many are done."""

_UNMET = STAGE_NAMES[Stage.UNMET]


@dataclass(slots=True)
class ArchiveSummary:
    """The figures of a run over archives: articles by what became of them, constraints by stage, findings by severity.

    ``kept`` articles stood in the archive, or in what a stopped run had kept, and are as they were. ``unchanged`` tells that
    the archive was not written, since it would be the same.
    """

    file: str
    translated: int = 0
    kept: int = 0
    blocks: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    literals: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    unchanged: bool = False

    @property
    def articles(self) -> int:
        """The articles in the archive."""
        return self.translated + self.kept

    @property
    def unmet(self) -> int:
        """Constraints of every kind that are not met."""
        return self.terms[_UNMET] + self.literals[_UNMET]

    def count(self, row: Mapping[str, Any]) -> None:
        """Add what a row tells."""
        self.blocks += len(row["blocks"])
        for block in row["blocks"]:
            for record in block["ledger"]:
                own = self.terms if record["kind"] == ConstraintKind.TERM else self.literals
                own[record["stage"]] += 1
            for finding in block["findings"]:
                self.findings["waived" if finding["waiver"] else finding["severity"]] += 1

    def as_json(self) -> dict[str, Any]:
        """Return the summary as plain data."""
        constraints = {"terms": self.terms, "figures_and_names": self.literals}
        return {
            "file": self.file,
            "unchanged": self.unchanged,
            "articles": self.articles,
            "articles_kept": self.kept,
            "articles_translated": self.translated,
            "blocks": self.blocks,
            **{
                name: {"found": own.total(), "met": own.total() - own[_UNMET], "by_stage": dict(own)}
                for name, own in constraints.items()
            },
            "findings": dict(self.findings),
        }


def translate_archive(
    paths: Sequence[Path],
    to: Path,
    options: Options,
    *,
    progress: Start | None = None,
    failed: Failed | None = None,
    doubted: Callable[[str], None] = lambda _: None,
) -> ArchiveSummary:
    """Translate the articles of archives, files and folders into one archive, a row each, in their order.

    Rows of articles that are as they were (content, model, options, program, and what of the glossaries bears on them) are kept,
    and of others the blocks that are. What is done is kept beside ``to`` until all is, so that a run that was stopped is taken up again. Articles that
    cannot be used are told to ``failed``, where it is given, and the others are done; ``doubted`` learns what is not carried.

    Raises:
        PasserelleError: an input, the glossary, the model, the cluster, or the archive to be written is at fault.
    """
    require_archive(to)
    termbase, state = Ground(options).glossaries
    sources = find_sources(paths, to, failed)
    with lock_file(to, options.patience):
        standing = _standing_rows(to)
        if options.fresh:
            next(standing, None)  # a file of someone else's is refused all the same
            forget_rows(to)
            standing = iter(())
        with keep_rows(to, standing) as kept:
            step = progress(count_items(sources)) if progress else lambda _: None
            run = _Run(
                sources, termbase, state, options, kept, step, failed, doubted, ArchiveSummary(str(to))
            )
            run.translate()
            summary = run.summary
            if summary.articles:
                _write(to, kept, summary)
        forget_rows(to)
    return summary


def _standing_rows(archive: Path) -> Iterator[Row]:
    """Yield the rows of an archive that an earlier run wrote, up to where it is damaged.

    Raises:
        FileError: it is another program's file.
    """
    if not archive.exists() or not archive.stat().st_size:
        return
    foreign = FileError(
        "stands there already and holds no rows of Passerelle; give --to another name, or remove it.",
        path=archive,
    )
    count = 0
    try:
        for unread in read_archive(archive):
            with suppress(RecordError):  # a torn line
                values = unread.values()
                if not is_row(values):
                    raise foreign
                count += 1
                yield values["id"], values["digest"], row_text(values)
    except FileError as error:
        if not count or error is foreign:
            raise foreign from None
    if not count:
        raise foreign


def _write(to: Path, kept: KeptRows, summary: ArchiveSummary) -> None:
    summary.unchanged = not summary.translated and to.exists() and kept.is_as_loaded()
    if summary.unchanged:
        for row in kept.rows():
            summary.count(json.loads(row))
    else:
        write_archive(to, _counted(kept.rows(), summary))


def _counted(rows: Iterable[str], summary: ArchiveSummary) -> Iterator[str]:
    for row in rows:
        summary.count(json.loads(row))
        yield row


_BATCH = 100_000  # characters, some ten seconds of work: so much a stop loses
_SHARE = 20_000  # characters of a batch where many workers share them


@dataclass(slots=True)
class _Run:
    """A run under way in a ``state``, as `read_items` takes it; ``waiting`` are the articles that are being translated."""

    sources: Sequence[Source]
    termbase: Termbase
    state: RunState | None
    options: Options
    kept: KeptRows
    step: Callable[[int], None]
    failed: Failed | None
    doubted: Callable[[str], None]
    summary: ArchiveSummary
    waiting: dict[str, tuple[Item, Document]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)

    def translate(self) -> None:
        """Translate what must be, and keep its rows as they come."""
        shared = bool(self.options.cluster) or self.options.jobs > 1
        batches = _batches(self._documents(), _SHARE if shared else _BATCH)
        first = list(islice(batches, 2))
        if not first:
            return
        for done in self._translated(chain(first, batches), many=len(first) > 1):
            if isinstance(done.result, Translation):
                self.kept.add([self._row(done.result)])
                self.summary.translated += 1
                self.step(1)
            elif isinstance(done.result, PasserelleError):
                del self.waiting[done.article.name]
                self._fail(done.result)

    def _translated(self, batches: Iterator[Sequence[Drafted]], *, many: bool) -> Iterator[Done]:
        """Yield what becomes of articles: on a cluster, in processes of their own, or here."""
        run = Run(self.options, self.termbase)
        if self.options.cluster:
            yield from _translate_on_cluster(batches, run)
        elif many and self.options.jobs > 1:
            yield from do_in_pool(batches, run, _pass_over, Work(do_drafted, article_of))
        else:
            yield from do_drafted(batches, run, _pass_over)

    def _documents(self) -> Iterator[Drafted]:
        """Yield the articles that must be translated."""
        for item in read_items(self.sources, self.options, self.state, self._fail):
            self._doubt(item)
            for drafted in do_each([item], self._open, self._fail):
                if drafted is not None:
                    self.waiting[item.id] = item, drafted.document
                    yield drafted

    def _open(self, item: Item) -> Drafted | None:
        """Return an article and what stood of it, None where its row is kept."""
        standing = self.kept.stand(item.id, item.digest)
        try:
            if standing.twice:
                raise RecordError(f"the id “{item.id}” stands before; give each article one of its own.")
            document = None if standing.right else item.document()
        except PasserelleError as error:
            error.path = error.path or item.place
            raise
        if document is None or self._stands(item, document, standing.before):
            self.summary.kept += 1
            self.step(1)
            return None
        return Drafted(Named(Path(document.path), document.name), document, _begun(standing.before))

    def _stands(self, item: Item, document: Document, before: str) -> bool:
        """Return whether an older row may stay as a run writes it today, and keep it so."""
        row = row_of_today(before, item.digest, document, self.termbase)
        if row is not None:
            self.kept.add([(item.id, item.digest, row)])
        return row is not None

    def _fail(self, error: PasserelleError) -> None:
        if self.failed is None:
            raise error
        self.step(1)
        self.failed(error)

    def _doubt(self, item: Item) -> None:
        for name in item.left:
            if name not in self.left:
                self.left.add(name)
                self.doubted(f"“{name}” holds binary data and is not carried along, as in {item.place}")

    def _row(self, translation: Translation) -> Row:
        name = translation.summary.document
        item, document = self.waiting.pop(name)
        catalog = translation.catalog
        bearing = bearing_on(document, catalog, self.termbase)
        return name, item.digest, write_row(catalog, document, item.other, item.digest, bearing)


def _begun(row: str) -> Begun:
    """Return the drafts in an older row, none where it cannot be used."""
    with suppress(RecordError):
        return (
            {(entry.block_id, entry.key): entry for entry in read_row(json.loads(row)).current} if row else {}
        )
    return {}


def _translate_on_cluster(batches: Iterator[Sequence[Drafted]], run: Run) -> Iterator[Done]:
    from passerelle.translate.workflows.cluster import Sent, translate_batches  # noqa: PLC0415  (optional)

    for sent, made in translate_batches((Sent(as_batch(batch)) for batch in batches), run):
        for document, each in zip(sent.batch.documents, made, strict=True):
            yield Done(Named(Path(document.path), document.name), each)


def _pass_over(_: int) -> None:
    """Take what workers tell of their progress: here it is counted in articles that are kept."""


def _batches(articles: Iterable[Drafted], longest: int) -> Iterator[list[Drafted]]:
    """Yield the articles in groups of up to so many characters, or of one."""
    batch: list[Drafted] = []
    size = 0
    for article in articles:
        own = sum(len(block.text) for block in article.document.blocks)
        if batch and size + own > longest:
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += own
    if batch:
        yield batch
