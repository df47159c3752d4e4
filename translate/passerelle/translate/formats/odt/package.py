"""The package around an OpenDocument text: is it one, is it safe to open, and its parts written back."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from lxml import etree

from passerelle.glossary.files import ARCHIVE_DAMAGE
from passerelle.translate.formats.odt.names import local, name
from passerelle.translate.formats.zipped import check_entries
from passerelle.translate.text.document import DocumentError

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_SIGNATURES = "META-INF/documentsignatures.xml"
_TEXT = "application/vnd.oasis.opendocument.text"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_NOT_TEXT = "is not an OpenDocument text (.odt); open it in LibreOffice and save it as .odt."
_LOCKED = "is protected by a password; open it in LibreOffice, remove the password (Save As) and save it."
_DAMAGED = "is a damaged OpenDocument text; open it in LibreOffice and save it again."


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document that hold its text, as trees; ``meta`` and ``styles`` may be missing."""

    content: Any
    styles: Any | None
    meta: Any | None
    macros: bool

    @property
    def body(self) -> Any:
        """The element that holds the text."""
        found = self.content.find(f"{name('office:body')}/{name('office:text')}")
        if found is None:
            raise DocumentError(_DAMAGED)
        return found


def open_package(source: bytes) -> Package:
    """Return the parts of the document in ``source``.

    Raises:
        DocumentError: it is empty, protected by a password, another kind of document, damaged, or unpacks to an
            unreasonable size.
    """
    if not source:
        raise DocumentError("is empty; there is nothing to translate.")
    with _damage_told(), zipfile.ZipFile(BytesIO(source)) as archive:
        names = frozenset(archive.namelist())
        _check_kind(archive, names)
        check_entries(archive)
        styles, meta = (_parse(archive.read(part)) if part in names else None for part in (_STYLES, _META))
        macros = any(part.startswith(("Basic/", "Scripts/")) and not part.endswith("/") for part in names)
        return Package(_parse(archive.read(_CONTENT)), styles, meta, macros)


def save_package(stream: IO[bytes], source: bytes, package: Package) -> None:
    """Write ``source`` to ``stream`` with the parts of ``package`` in the place of its own.

    Signatures of the document are left out, since they no longer hold.

    Raises:
        DocumentError: a part of ``source`` cannot be unpacked.
    """
    trees = {_CONTENT: package.content, _STYLES: package.styles, _META: package.meta}
    parts = {part: _serialise(tree) for part, tree in trees.items() if tree is not None}
    buffer = BytesIO()
    with _damage_told(), zipfile.ZipFile(BytesIO(source)) as archive:
        _copy(archive, buffer, parts)
    stream.write(buffer.getvalue())


def _copy(archive: zipfile.ZipFile, out: IO[bytes], parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(out, "w") as written:
        entries = {entry.filename: entry for entry in archive.infolist()}
        for entry in entries.values():
            if entry.filename != _SIGNATURES:
                data = parts.get(entry.filename) or archive.read(entry)
                written.writestr(entry, data, entry.compress_type)


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (*ARCHIVE_DAMAGE, OSError, etree.LxmlError) as error:
        raise DocumentError(_DAMAGED) from error


def _check_kind(archive: zipfile.ZipFile, names: frozenset[str]) -> None:
    """Refuse what is locked, and other kinds of zip."""
    if "encrypted-package" in names or (
        _MANIFEST in names and archive.getinfo(_MANIFEST).file_size < 10_000_000 and _is_locked(archive)
    ):
        raise DocumentError(_LOCKED)
    kind = ""
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype").decode("ascii", "replace").strip()
    if kind.startswith(_OPEN_DOCUMENT) and not kind.startswith(_TEXT):
        what = kind.removeprefix(f"{_OPEN_DOCUMENT}.")
        raise DocumentError(f"is an OpenDocument {what}; save its text as .odt first.")
    if not kind.startswith(_TEXT) or _CONTENT not in names:
        raise DocumentError(_NOT_TEXT)


def _is_locked(archive: zipfile.ZipFile) -> bool:
    return any(local(element) == "encryption-data" for element in _parse(archive.read(_MANIFEST)).iter())


def _parse(data: bytes) -> Any:
    # Entities stay unresolved and nothing is fetched; without blank text nothing of a document is lost either way.
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _serialise(tree: Any) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
