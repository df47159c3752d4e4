"""Where the French lies from which a catalogue was made: a name that comes from a file leads to no place of its choice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from passerelle.glossary.files import read_bytes
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.formats.articles import FEED, Format, detect_format, read_document, suffix_of
from passerelle.translate.text.document import BlockKind, Document


def find_source(path: Path, catalog: Catalog, given: Path | None = None) -> Path | None:
    """Return the exported file or article from which the catalogue at ``path`` was made, None where it is not found.

    It is looked for where the catalogue says and beside the catalogue, as far as that is the folder in which the command
    runs or below it. ``given`` is the file itself, or another folder below which it lies. A link counts as the place to
    which it leads.
    """
    if given is not None and not given.is_dir():
        return given
    named = Path(catalog.header.path)
    places = _beside(path, named) if given is None else _below(given, named)
    root, own = (given or Path()).resolve(), path.resolve()
    return next((place for place in places if place.is_file() and _leads_below(root, place, own)), None)


def read_source(source: Path, catalog: Catalog) -> Document:
    """Return an article as the catalogue was made from it: its comments where it holds any, the fields that it names.

    What stands around an article that cannot be written back is on no page of it.

    Raises:
        FileError, DocumentError: as `read_document`.
    """
    comments = any(entry.kind is BlockKind.COMMENT for entry in catalog.current)
    document = read_document(source, comments=comments, fields=catalog.header.fields)
    return document if article_format(source).is_written else replace(document, left_out=())


def page_suffix(source: Path, kind: str) -> str:
    """Return the suffix of an article written as ``kind``: its own, or where it cannot be written back that of the other."""
    return source.suffix if article_format(source).is_written else suffix_of(kind)


def is_feed(source: Path) -> bool:
    """Whether a file is a feed, whatever its suffix.

    Raises:
        FileError: it cannot be read.
    """
    return article_format(source) is FEED


def article_format(source: Path) -> Format:
    """Return the format of an article.

    Raises:
        FileError, DocumentError: it cannot be read.
    """
    return detect_format(source, read_bytes(source))


def _beside(path: Path, named: Path) -> Iterator[Path]:
    yield named
    yield from (folder / named for folder in path.resolve().parents)
    yield path.parent / named.name


def _below(folder: Path, named: Path) -> Iterator[Path]:
    """Yield the longest way first: of two articles of one name, the one that lies as the catalogue says is meant."""
    parts = named.parts
    return (folder.joinpath(*parts[start:]) for start in range(len(parts)))


def _leads_below(root: Path, place: Path, own: Path) -> bool:
    target = place.resolve()
    return target.is_relative_to(root) and target != own
