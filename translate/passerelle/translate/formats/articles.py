"""From a path to a document: the format by suffix and content, then its reader; and the writer that undoes it.

A format's reader and writer are imported when a file of that format comes.
"""

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import IO, Any

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import read_bytes
from passerelle.translate.text.document import (
    BlockKind,
    Document,
    DocumentError,
    Why,
    document_name_problem,
    left,
    plain_words,
)
from passerelle.translate.text.language import foreign_language, language_warning

LARGEST_FILE = 100_000_000
"""Bytes; an article of that size is a mistake."""


Writer = Callable[..., None]
"""Writes an article to a stream: from its source, with targets by the ids of blocks, and the ids of those that stay French."""


@dataclass(frozen=True, slots=True)
class Format:
    """A document format: its suffixes, its reader and its writers, ``module:function`` of this package.

    Reader and writer are inverse. A format that is only read has no writer of its own: it is made as others, by their names,
    the usual one first.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    writers: Mapping[str, str]

    @property
    def is_written(self) -> bool:
        """Whether an article can be written back as it was."""
        return self.name in self.writers

    def read(self, source: bytes, *options: Any) -> Document:
        """Return the article in a file of this format.

        Raises:
            DocumentError: the file holds none.
        """
        document: Document = _load(self.reader)(source, *options)
        return document

    def writer(self, kind: str = "") -> Writer:
        """Return what writes an article of this format as ``kind``, as usual where none is named."""
        write: Writer = _load(self.writers[kind or next(iter(self.writers))])
        return write if self.is_written else _made(write)


_importing = Lock()
"""Held while a format's library is imported: of modules that import each other, a second thread would see some by half."""


def _load(place: str) -> Callable[..., Any]:
    module, _, function = place.partition(":")
    with _importing:
        loaded: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
    return loaded


def _made(make: Callable[..., None]) -> Writer:
    """Return the writer of a PDF's texts as another format."""

    def write(
        stream: IO[bytes], source: bytes, targets: Mapping[str, str], french: Collection[str] = ()
    ) -> None:
        make(stream, _load("pdf.places:place_blocks")(source).parts, targets, french)

    return write


TEXT = Format("text", (".txt", ".text"), "text.read:read_text", {"text": "text.write:write_text"})
MARKDOWN = Format(
    "markdown",
    (".md", ".markdown", ".mkd", ".mdown", ".mdx", ".qmd"),
    "markdown.read:read_markdown",
    {"markdown": "markdown.write:write_markdown"},
)
HTML = Format("html", (".html", ".htm", ".xhtml"), "html.read:read_html", {"html": "html.write:write_html"})
DOCX = Format("docx", (".docx",), "docx.read:read_docx", {"docx": "docx.write:write_docx"})
ODT = Format("odt", (".odt", ".ott"), "odt.read:read_odt", {"odt": "odt.write:write_odt"})
FEED = Format("feed", (".rss", ".atom"), "feed.read:read_feed", {"feed": "feed.write:write_feed"})
PDF = Format(
    "pdf",
    (".pdf",),
    "pdf.read:read_pdf",
    {"markdown": "markdown.make:make_markdown", "docx": "docx.make:make_docx"},
)
FORMATS = (TEXT, MARKDOWN, HTML, DOCX, ODT, FEED, PDF)

_PDF, _RTF = b"%PDF", b"{\\rtf"
_WORD_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_START = 2000  # bytes in which a file shows what it is
_FEED_START = re.compile(
    rb"\s*(?:<[?!][^<>]*>\s*)*<(?:rss\b|rdf:RDF\b[^>]*purl\.org/rss|(?:atom:)?feed\b[^>]*www\.w3\.org/2005/Atom)",
    re.IGNORECASE,
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_document(path: Path, *, comments: bool = False, fields: tuple[str, ...] = ()) -> Document:
    """Return the article in a file, named after the file's stem; with ``comments`` those of a Word document, too.

    ``fields`` names the fields of a front matter that are translated, the usual ones where it is empty.
    A warning says when the text is not French. Of a French text, passages in another language are left.

    Raises:
        FileError: the file is missing, a folder, unreadable or larger than 100 MB.
        DocumentError: as `read_article` and `parse_document`.
    """
    return parse_document(read_article(path), path, comments=comments, fields=fields)


def read_article(path: Path) -> bytes:
    """Return the content of an article's file.

    Raises:
        FileError: as `read_document`.
        DocumentError: no file can be named after it.
    """
    problem = document_name_problem(path.stem)
    if problem:
        raise DocumentError(f"{problem}; rename it.", path=path)
    return read_bytes(path, limit=LARGEST_FILE)


def parse_document(
    source: bytes, path: Path, *, comments: bool = False, fields: tuple[str, ...] = ()
) -> Document:
    """Return the article in the content of the file at ``path``, as `read_document` does.

    Raises:
        DocumentError: it is empty, binary, of another format, or holds no article.
    """
    try:
        document = parse_as(detect_format(path, source), source, comments=comments, fields=fields)
    except DocumentError as error:
        error.path = error.path or path
        raise
    return replace(document, name=path.stem, path=str(path))


def parse_as(
    known: Format, source: bytes, *, comments: bool = False, fields: tuple[str, ...] = ()
) -> Document:
    """Return the article in a content of this format, without name and path, as `read_document` does.

    Raises:
        DocumentError: it is empty, binary, or holds no article.
    """
    document = known.read(source, fields) if known is MARKDOWN else known.read(source)
    if not comments:
        document = _without_comments(document)
    text = " ".join(plain_words(block.text) for block in document.blocks[:200])
    warning = language_warning(text)
    return (
        replace(document, warnings=(*document.warnings, warning)) if warning else _without_foreign(document)
    )


def _without_comments(document: Document) -> Document:
    blocks = tuple(block for block in document.blocks if block.kind is not BlockKind.COMMENT)
    count = len(document.blocks) - len(blocks)
    if not count:
        return document
    told = "1 comment stays" if count == 1 else f"{count} comments stay"
    warning = f"{told} in French; --comments translates what comments say."
    return replace(document, blocks=blocks, warnings=(*document.warnings, warning))


def _without_foreign(document: Document) -> Document:
    """Return a document whose passages in another language stay as they are."""
    foreign = [block for block in document.blocks if foreign_language(plain_words(block.text))]
    if not foreign or len(foreign) == len(document.blocks):
        return document
    told = [left(block.line, Why.LANGUAGE, plain_words(block.text)) for block in foreign]
    blocks = tuple(block for block in document.blocks if block not in foreign)
    return replace(
        document, blocks=blocks, left=tuple(sorted((*document.left, *told), key=lambda each: each.line))
    )


def write_document(
    stream: IO[bytes],
    path: Path,
    targets: Mapping[str, str],
    french: Collection[str] = (),
    *,
    fields: tuple[str, ...] = (),
    kind: str = "",
) -> None:
    """Write the article at ``path`` to ``stream`` in its own format with blocks replaced by ``targets`` (by id).

    The blocks in ``french`` stay, under a label that readers see. ``fields`` are those with which it was read, ``kind`` names
    one of the formats as which an article can be written, where there are several.

    Raises:
        FileError, DocumentError: as `read_document`.
    """
    source = read_bytes(path, limit=LARGEST_FILE)
    try:
        known = detect_format(path, source)
        own = (fields,) if known is MARKDOWN else ()
        known.writer(kind)(stream, source, targets, french, *own)
    except DocumentError as error:
        error.path = error.path or path
        raise


MADE = {
    "docx": "docx.make:make_docx",
    "markdown": "markdown.make:make_markdown",
    "html": "html.make:make_html",
}
"""What every article can be made as, by the names of formats."""


def make_document(stream: IO[bytes], path: Path, targets: Mapping[str, str], kind: str) -> None:
    """Write the article at ``path`` as another format: `write_document` where it is of that format, else made of its texts.

    Raises:
        FileError, DocumentError: as `read_document`.
    """
    source = read_bytes(path, limit=LARGEST_FILE)
    known = detect_format(path, source)
    if kind in known.writers:
        write_document(stream, path, targets, kind=kind)
        return
    made = _load("pdf.places:place_blocks")(source).parts if known is PDF else None
    parts = made or _load("made:parts_of")(parse_document(source, path).blocks)
    _load(MADE[kind])(stream, parts, targets)


def detect_format(path: Path, source: bytes) -> Format:
    """Return the format of a file: what its content shows beyond doubt, else what its suffix says, else text.

    >>> detect_format(Path("page.txt"), b"<!DOCTYPE html><title>x</title>").name
    'html'

    Raises:
        DocumentError: it is an RTF document.
    """
    if source.startswith(_RTF):
        raise DocumentError("is an RTF document; save it as .docx or .odt first.")
    suffix = path.suffix.lower()
    if source.startswith(_PDF):
        return PDF
    if source.startswith(_WORD_SIGNATURES):
        is_odt = _OPEN_DOCUMENT in source[:200] or (suffix in ODT.suffixes and source.startswith(b"PK"))
        return ODT if is_odt else DOCX
    start = source[:_START].removeprefix(b"\xef\xbb\xbf")
    if _HTML_START.match(start) and suffix not in MARKDOWN.suffixes:
        return HTML
    if _FEED_START.match(start):
        return FEED
    return next((known for known in FORMATS if suffix in known.suffixes), TEXT)


def suffix_of(name: str) -> str:
    """Return the usual suffix of a format.

    >>> suffix_of("markdown")
    '.md'
    """
    return next(known.suffixes[0] for known in FORMATS if known.name == name)


def find_articles(folder: Path) -> tuple[Path, ...]:
    """Return the articles in a folder and the folders in it, sorted.

    An .xml file is one if it is a feed. Hidden files, Word's locks and files that speak of the folder (README) are passed over. What has a suffix of ours and is
    no file (a pipe, a link that leads nowhere) is among them, for whoever reads it to tell.

    Raises:
        FileError: there is no such folder, or no file in it has a suffix of ours.
    """
    if not folder.is_dir():
        raise FileError("is not a folder; check the name.", path=folder)
    suffixes = {suffix for known in FORMATS for suffix in known.suffixes}
    found = sorted(
        path
        for path in folder.rglob("*")
        if (path.suffix.lower() in suffixes or _is_feed(path))
        and not path.is_dir()
        and not _is_passed_over(path.relative_to(folder))
    )
    if not found:
        raise FileError(f"holds no article ({', '.join(sorted(suffixes))}).", path=folder)
    return tuple(found)


def _is_feed(path: Path) -> bool:
    """Whether an .xml file is a feed: other programs' files have that suffix, too."""
    if path.suffix.lower() != ".xml" or not path.is_file():
        return False
    with suppress(OSError, DocumentError), path.open("rb") as stream:
        return detect_format(path, stream.read(_START)) is FEED
    return False


def _is_passed_over(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.stem.lower() in ("readme", "changelog", "license")
