"""Workbooks from outside: what is looked at before they are opened."""

import io
import zipfile
from collections.abc import Iterator

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import ARCHIVE_DAMAGE
from passerelle.glossary.formats.counts import ALL, count_beyond

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A review sheet of 50,000 paragraphs takes 130 MB unpacked, 110,000 rows, 900,000 cells and 5 million elements.
_LARGEST = 500_000_000  # bytes unpacked
_MOST_PARTS = 2_000
_MOST_ROWS = 500_000  # of all sheets; a text takes two
_MOST_CELLS = 4_000_000
_MOST_ELEMENTS = 15_000_000


class SheetError(PasserelleError):
    """A workbook cannot be used."""


def check_workbook(data: bytes, name: object) -> tuple[str, ...]:
    """Return warnings about a workbook that can be opened: macros, links to other files.

    Raises:
        SheetError: it is no .xlsx, locked by a password, cut short, too large when unpacked, or holds XML entities.
    """
    if not data:
        raise SheetError("is empty; ask for the sheet again.", path=name)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise SheetError(
                "is protected by a password; open it, remove the password (File > Info) and save it again.",
                path=name,
            )
        raise SheetError("is an old .xls workbook; open it and save it as .xlsx.", path=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(_check_parts(archive, name))
    except (*ARCHIVE_DAMAGE, OSError) as error:
        cut = data.startswith(b"PK")
        problem = "is incomplete or damaged; ask for it again" if cut else "is not an Excel workbook (.xlsx)"
        raise SheetError(f"{problem}.", path=name) from error


def _check_parts(archive: zipfile.ZipFile, name: object) -> Iterator[str]:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > _LARGEST or len(parts) > _MOST_PARTS:
        raise SheetError(
            f"unpacks to more than {_LARGEST // 1_000_000} MB, which no sheet of texts or terms does; it was not opened.",
            path=name,
        )
    names = {part.filename for part in parts}
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis"):
        raise SheetError("is an OpenDocument sheet; open it and save it as .xlsx.", path=name)
    if "xl/workbook.xml" not in names:
        raise SheetError("is not an Excel workbook (.xlsx).", path=name)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096).upper():
                    raise SheetError(
                        "holds XML definitions that no spreadsheet program writes; it was not opened.",
                        path=name,
                    )
    _count_cells(archive, name)
    if any(part.endswith("vbaProject.bin") for part in names):
        yield "holds macros, which were not run"
    if any(part.startswith("xl/externalLinks/") for part in names):
        yield "refers to other workbooks, which were not opened"


def _count_cells(archive: zipfile.ZipFile, name: object) -> None:
    limits = {"row": _MOST_ROWS, "c": _MOST_CELLS, ALL: _MOST_ELEMENTS}
    beyond = count_beyond(archive, limits)
    if beyond is not None:
        kind = {"row": "rows", "c": "cells"}.get(beyond, "cells and styles")
        raise SheetError(
            f"holds more than {limits[beyond]:,} {kind}, which no sheet of texts or terms does; delete what was added below them.",
            path=name,
        )
