"""Files that are no review sheets, and what else lies in workbooks."""

import io
import struct
import zipfile

import openpyxl
import pytest

from passerelle.translate.formats.review_sheet import (
    SheetError,
)
from passerelle.translate.formats.review_sheet.columns import META
from tests.translate.formats.review_sheet.conftest import (
    ENTRIES,
    exported,
    returned,
)


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def bomb(size: int) -> bytes:
    """Return a workbook with a part that says it unpacks to so many bytes."""
    return zipped(xl__workbook_xml=bytes(1_234)).replace(struct.pack("<I", 1_234), struct.pack("<I", size))


def other_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"].value = "Bonjour"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def of_format(version: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(exported()))
    book[META]["B1"].value = version
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
UNUSABLE = {
    "empty": (b"", "is empty"),
    "text": (b"Bonjour", "not an Excel workbook"),
    "old xls": (OLE, "old .xls"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "truncated": (exported()[:-200], "incomplete or damaged"),
    "other zip": (zipped(a=b""), "not an Excel workbook"),
    "OpenDocument": (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
    "broken parts": (zipped(xl__workbook_xml=b"<nonsense"), "damaged"),
    "zip bomb": (bomb(501_000_000), "unpacks to more than 500 MB"),
    "rows": (
        zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"<s>" + b"<x:row/>" * 500_001 + b"</s>"),
        "more than 500,000 rows",
    ),
    "rows on many sheets": (
        zipped(
            xl__workbook_xml=b"<x/>",
            **{f"xl__worksheets__sheet{n}_xml": b"<s>" + b"<row/>" * 130_000 + b"</s>" for n in range(4)},
        ),
        "more than 500,000 rows",
    ),
    "entities": (zipped(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "XML definitions"),
    "another workbook": (other_workbook(), "no sheet with texts"),
    "older format": (of_format("0"), "an older version"),
    "newer format": (of_format("99"), "a newer version"),
}


@pytest.mark.parametrize(("data", "message"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_file(data: bytes, message: str) -> None:
    """Each unusable file gets one sentence that says what is wrong."""
    with pytest.raises(SheetError, match=message) as caught:
        returned(data)
    assert "\n" not in str(caught.value)


def test_macros_and_links_are_left_alone() -> None:
    """Macros and links to other files are named in a warning and not followed; the texts are read."""
    stream = io.BytesIO(exported())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    sheet = returned(stream.getvalue())
    assert len(sheet.rows) == len(ENTRIES)
    assert [warning.split()[1] for warning in sheet.warnings] == ["macros,", "to"]
