"""Sheets that LibreOffice opened and saved."""

import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from passerelle.translate.catalog.entry import State
from passerelle.translate.review.merge import Proposal
from tests.translate.formats.review_sheet.conftest import (
    ENTRIES,
    by_id,
    exported,
    put,
    returned,
)

SOFFICE = shutil.which("soffice")


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """Return the workbook as LibreOffice saves it."""
    (folder / "in").mkdir()
    (folder / "in" / "a.xlsx").write_bytes(data)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(folder / "in" / "a.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "out" / "a.xlsx").read_bytes()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_libreoffice_keeps_everything(tmp_path: Path, language: str) -> None:
    """A sheet opened and saved by LibreOffice is as untouched as before."""
    sheet = returned(through_libreoffice(exported(language=language), tmp_path))
    assert not [row for row in sheet.rows if row.touched or row.locked]
    assert [row.block_id for row in sheet.rows] == [entry.block_id for entry in ENTRIES]
    assert (sheet.strays, sheet.warnings, sheet.exported) == ((), (), tuple(e.block_id for e in ENTRIES))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_brings_edits_back(tmp_path: Path) -> None:
    """Edits of every sort that went through LibreOffice come back as a reviewer made them."""
    book = openpyxl.load_workbook(io.BytesIO(exported()), rich_text=True)
    put(book, "revised", 1, "Line one\nline “two” & <1>three</1>")
    put(book, "decision", 1, "edited")
    put(book, "revised", 2, 1200)
    put(book, "revised", 3, "=1+1")
    put(book, "revised", 4, datetime(2024, 11, 15))  # noqa: DTZ001 - cells know no zones
    put(book, "comment", 5, CellRichText(TextBlock(InlineFont(b=True), "bold"), " remark"))
    book.worksheets[0].column_dimensions["E"].hidden = True
    book["New terms"]["B3"].value, book["New terms"]["C3"].value = "biopsie", "biopsy"
    stream = io.BytesIO()
    book.save(stream)
    sheet = returned(through_libreoffice(stream.getvalue(), tmp_path))
    rows = by_id(sheet)
    assert rows["title-1"].revised == "Line one\nline “two” & <1>three</1>"
    assert rows["title-1"].decision is State.EDITED
    assert rows["paragraph-2"].revised == "1200"
    assert "formula" in rows["item-3"].problem
    assert "date" in rows["item-4"].problem
    assert rows["item-5"].comment == "bold remark"
    assert sheet.proposals == (Proposal("biopsie", "biopsy"),)
