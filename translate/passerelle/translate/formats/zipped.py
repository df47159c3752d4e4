"""A document that is a zip of XML, looked at before it is opened: it may hold far more than it weighs."""

import zipfile

from passerelle.glossary.formats.counts import ALL, count_beyond
from passerelle.translate.text.document import DocumentError

_MOST_UNPACKED = 300_000_000
_MOST_XML = 100_000_000
_MOST_RATIO = 200
_SMALL = 20_000_000  # bytes, of which any ratio is harmless
_MOST_PARAGRAPHS = 100_000  # a long book has about five thousand
_MOST_ELEMENTS = 1_500_000  # a tree takes some 300 bytes for each


def check_entries(archive: zipfile.ZipFile) -> None:
    """Refuse what would fill the memory: zipfile reads no more than an entry declares.

    Raises:
        DocumentError: the archive unpacks to too much, or its XML holds too many elements.
        what `ARCHIVE_DAMAGE` names: a part cannot be unpacked.
    """
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    packed = sum(entry.compress_size for entry in entries)
    bomb = total > _SMALL and total > packed * _MOST_RATIO
    if bomb or total > _MOST_UNPACKED or xml > _MOST_XML:
        raise DocumentError(
            f"unpacks to {total // 1_000_000} MB, more than a document should; remove its pictures or save it again."
        )
    _count_elements(archive)


def _count_elements(archive: zipfile.ZipFile) -> None:
    beyond = count_beyond(archive, {"p": _MOST_PARAGRAPHS, ALL: _MOST_ELEMENTS})
    if beyond is not None:
        most = (
            f"{_MOST_PARAGRAPHS:,} paragraphs"
            if beyond == "p"
            else f"{_MOST_ELEMENTS:,} pieces of text and layout"
        )
        raise DocumentError(f"holds more than {most}; split it into smaller documents.")
