"""Files that are no glossaries are told for what they are."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.exchange import find_format


def packed(*names: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "before 2007"),
        (b"SQLite format 3\x00", "a database"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"{\\rtf1", "RTF"),
        (packed("word/document.xml"), "a Word document"),
        (packed("xl/workbook.xml"), "first row"),
        (packed("ppt/presentation.xml"), "a presentation"),
        (packed("mimetype", "content.xml"), "LibreOffice"),
        (packed("glossary.tbx"), "unpack it"),
        (b"PK\x03\x04nothing", "damaged"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE tmx>\n<tmx version="1.4">', "memory import"),
        (b'<xliff version="1.2">', "XLIFF"),
        (b"<!doctype html>\n<!-- <tmx> -->\n<HTML>", "a web page"),
        ("<html>".encode("utf-16"), "a web page"),
        (b'\xef\xbb\xbf<a:glossaire xmlns:a="b">', "(<glossaire>)"),
        (b"<", "XML"),
        (b'{"lit": "bed"}', "JSON"),
        (b'msgid ""\nmsgstr "X-Passerelle-Document: a\\n"\n', "texts instead of terms"),
        (b"", "is empty"),
        (b"\x00\x01\x02", "--as, one of tsv"),
    ],
)
def test_a_file_is_told_for_what_it_is(data: bytes, told: str) -> None:
    """In one sentence that says what to do."""
    with pytest.raises(GlossaryError, match=r"^/tmp") as caught:
        find_format("/tmp/a.tsv", data=data)
    assert told in str(caught.value)
    assert str(caught.value).endswith(".")
