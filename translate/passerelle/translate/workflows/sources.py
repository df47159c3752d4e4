"""Where the articles of an archive to be written come from: records of archives, files, folders of both."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from passerelle.glossary.errors import FileError, PasserelleError
from passerelle.glossary.files import digest
from passerelle.translate.formats.articles import find_articles, parse_document, read_article
from passerelle.translate.formats.records.files import (
    count_records,
    is_archive,
    read_archive,
    require_archive,
)
from passerelle.translate.formats.records.record import read_record, record_document
from passerelle.translate.formats.records.unread import RecordError, Unread
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.each import Failed, do_each
from passerelle.translate.workflows.names import Named, find_named
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.rows_of_today import row_digest
from passerelle.translate.workflows.run_state import RunState

Source = Named | Path
"""A file that is an article, or the path of an archive."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article that was found: its id, what it is made of, and the document, which is read when it is needed.

    ``digest`` is of all that its translation depends on, see `row_digest`. ``other`` are values that are carried along, ``left`` names those
    that cannot be.
    """

    id: str
    place: str
    digest: str
    document: Callable[[], Document]
    other: Mapping[str, Any]
    left: tuple[str, ...] = ()


def find_sources(paths: Iterable[Path], to: Path, failed: Failed | None = None) -> list[Source]:
    """Return the archives that ``paths`` are or that lie in them, then the articles; ``to``, which is written, is none of them.

    Raises:
        FileError: what is written is given to be read, too, or a folder holds nothing, and there is no ``failed`` to tell.
        MissingError: an archive is Parquet, and pyarrow is not installed.
    """
    archives: dict[Path, Path] = {}
    others = []
    for path in paths:
        own = _archives(path)
        archives |= {each.resolve(): each for each in own}
        if not own or (path.is_dir() and _holds_articles(path)):
            others.append(path)
        elif path.resolve() == to.resolve():
            raise FileError("would be read and written at once; give --to another name.", path=to)
    archives.pop(to.resolve(), None)
    for archive in archives.values():
        require_archive(archive)
    return [*archives.values(), *(find_named(others, to, failed) if others else ())]


def _archives(path: Path) -> list[Path]:
    """Return the archives in a folder, or the file itself if it is one."""
    if not path.is_dir():
        return [path] if is_archive(path) else []
    found = sorted(each for each in path.rglob("*") if is_archive(each) and each.is_file())
    return [
        each
        for each in found
        if not any(part.startswith((".", "_")) for part in each.relative_to(path).parts)
    ]


def _holds_articles(folder: Path) -> bool:
    with suppress(FileError):
        return bool(find_articles(folder))
    return False


def count_items(sources: Iterable[Source]) -> int:
    """Return how many articles there are, about."""
    return sum(1 if isinstance(source, Named) else count_records(source) for source in sources)


def read_items(
    sources: Sequence[Source], options: Options, state: RunState | None, failed: Failed | None = None
) -> Iterator[Item]:
    """Yield the articles of the sources in their order; what cannot be used is told to ``failed`` and passed over.

    ``state`` is that of the run, where it is known.

    Raises:
        PasserelleError: the first error, where there is no one to tell.
    """
    for source in sources:
        if isinstance(source, Named):
            yield from do_each([source], partial(_read_file, options=options, state=state), failed)
            continue
        try:
            for unread in read_archive(source):
                yield from do_each([unread], partial(_read_record, options=options, state=state), failed)
        except PasserelleError as error:  # the archive itself breaks off
            if failed is None:
                raise
            failed(error)


def _read_file(article: Named, options: Options, state: RunState | None) -> Item:
    data = read_article(article.path)
    return Item(
        article.name,
        str(article.path),
        row_digest(state, article.path.name, digest(data)),
        partial(_parse_file, article, data, options),
        {},
    )


def _parse_file(article: Named, data: bytes, options: Options) -> Document:
    document = parse_document(data, article.path, comments=options.comments, fields=options.fields)
    return replace(document, name=article.name)


def _read_record(unread: Unread, options: Options, state: RunState | None) -> Item:
    try:
        record = read_record(unread.values())
    except RecordError as error:
        error.path = unread.place
        raise
    return Item(
        record.id,
        unread.place,
        row_digest(state, record.kind, record.title, record.body, record.other),
        partial(record_document, record, unread.place, comments=options.comments, fields=options.fields),
        record.other,
        record.left,
    )
