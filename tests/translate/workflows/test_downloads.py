"""What was translated is had as a sheet, a catalogue and files for readers, all of the same drafts."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from passerelle.glossary.errors import PasserelleError
from passerelle.translate.formats.po.read import read_po
from passerelle.translate.workflows.downloads import kinds_of, make_download, translate_article
from tests.translate.server.conftest import TERMS, capital_document
from tests.translate.server.test_files import PAGE, PO, XLIFF, word

ALL = ["sheet", "po", "docx", "markdown", "html"]


@pytest.mark.parametrize(
    ("name", "content", "kinds"),
    [
        ("a.txt", b"Un lit.\n", [*ALL, "own"]),
        ("a.md", b"# Un lit.\n", ALL),
        ("a.html", PAGE.encode(), ALL),
        ("a.docx", word("Un lit."), ALL),
        ("a.po", PO.encode(), ["sheet", "po", "own"]),
        ("a.xliff", XLIFF.encode(), ["sheet", "po", "own"]),
    ],
)
def test_every_kind_holds_the_english(name: str, content: bytes, kinds: list[str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    catalog = translate_article(path, capital_document)
    assert catalog.header.path == name
    found = kinds_of(path)
    assert list(found) == kinds
    for kind, end in found.items():
        made = make_download(kind, path, catalog, TERMS, "fr")
        if kind == "sheet":
            cells = [
                cell.value for row in openpyxl.load_workbook(io.BytesIO(made)).worksheets[0] for cell in row
            ]
            assert "UN LIT." in cells
        elif kind == "docx":
            assert b"UN LIT." in zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")
        else:
            assert b"UN LIT." in made
        if kind == "po":
            assert str(tmp_path).encode() not in made
            assert [entry.target for entry in read_po(io.BytesIO(made)).current] == [
                entry.target for entry in catalog.current
            ]
        assert end.startswith((".", "_en."))


def test_what_is_no_article_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"no zip")
    with pytest.raises(PasserelleError):
        translate_article(path, capital_document)
