"""One file in, the same file in English out: no catalogue, no sheet, and nobody's review."""

from pathlib import Path

from passerelle.glossary.files import write_atomically
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.cms import Translate, fill_file
from passerelle.translate.formats.articles import (
    DOCX,
    HTML,
    MARKDOWN,
    ODT,
    TEXT,
    detect_format,
    parse_document,
    read_article,
    write_document,
)
from passerelle.translate.text.document import DocumentError

EXPORTS = (".po", ".pot", ".xliff", ".xlf")
SUFFIXES = (
    *(suffix for known in (DOCX, ODT, HTML, MARKDOWN, TEXT) for suffix in known.suffixes),
    *EXPORTS,
)
"""What can be translated so, by the ends of names."""


def translate_whole(path: Path, out: Path, translate: Translate) -> Catalog:
    """Write the file at ``path`` to ``out`` in its own format and in English; of an export, what is English already stays.

    Return its texts with ledger and findings.

    Raises:
        DocumentError: it is of none of the formats, or not what its suffix says.
        PasserelleError: the file is damaged, too large, or holds nothing to translate.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise DocumentError(f"files of this kind are not translated; send one of {', '.join(SUFFIXES)}.")
    if suffix in EXPORTS:
        return fill_file(path, out, translate).catalog
    source = read_article(path)
    if not detect_format(path, source).is_written:
        raise DocumentError(f"is no {suffix} file, whatever its name says.", path=path)
    catalog = translate(parse_document(source, path), None).catalog
    with write_atomically(out, binary=True) as stream:
        write_document(stream, path, {entry.block_id: entry.target for entry in catalog.current})
    return catalog
