"""A review sheet can be read by a reviewer, and whatever the reviewer does to it comes back."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from passerelle.glossary.concept import Concept
from passerelle.translate.catalog.entry import Catalog, Entry, Header, Review, State
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.review_sheet import (
    GlossaryRow,
    SheetError,
    glossary_rows,
    read_review,
    write_review,
)
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW, KEY, META
from passerelle.translate.formats.review_sheet.words import (
    PHRASES,
    parse_decision,
    say,
    say_decision,
    say_help,
    say_kind,
)
from passerelle.translate.review.merge import Proposal, Sheet, apply_sheet
from passerelle.translate.review.row import Outcome, Returned, Row
from passerelle.translate.text.document import BlockKind, Left, Why
from passerelle.translate.text.phrases import LANGUAGES

HEADER = Header(
    "convention",
    "convention.md",
    "Passerelle",
    created=datetime(2024, 11, 15, tzinfo=UTC),
    left=(Left(12, Why.CODE, "=1+1"), Left(40, Why.LANGUAGE, "The end.")),
)
ENTRIES = (
    Entry("title-1", BlockKind.TITLE, "Convention des CLCC", "CLCC convention"),
    Entry(
        "paragraph-2",
        BlockKind.PARAGRAPH,
        "Les <1>CLCC</1> soignent 12,5 % des patients.",
        "The <1>CCCs</1> treat 125% of patients.",
        section="Soigner",
        records=(
            Record(ConstraintKind.TERM, "clcc", "CLCC", 4, 8, "short", "CCC", Stage.PLAIN, (4, 8)),
            Record(ConstraintKind.NUMBER, "", "12,5 %", 18, 24, "value", "12.5%", Stage.UNMET, reason="lost"),
        ),
        findings=(Finding("number-value", Severity.ERROR, "numbers", "12,5 % became 125%."),),
        review=Review(remark="see the report"),
    ),
    Entry("item-3", BlockKind.LIST_ITEM, "=1+1 ; former à l’IA", "=cmd|' /C calc'!A0"),
    Entry("item-4", BlockKind.LIST_ITEM, "#N/A", "@SUM(1)\twith a tab", State.APPROVED),
    Entry("item-5", BlockKind.LIST_ITEM, "Fin.", "", State.REJECTED, draft="The end."),
)
CATALOG = Catalog(HEADER, ENTRIES)


def exported(catalog: Catalog = CATALOG, **options: Any) -> bytes:
    stream = io.BytesIO()
    write_review(stream, catalog, **options)
    return stream.getvalue()


def returned(data: bytes) -> Sheet:
    return read_review(io.BytesIO(data)).sheet


def edit(change: Callable[[openpyxl.Workbook], None], data: bytes | None = None) -> Sheet:
    """Return the sheet after ``change`` was made to its workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data or exported()), rich_text=True)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return returned(stream.getvalue())


def place(key: str, row: int = 1) -> tuple[int, int]:
    """Return row and column of a cell: the text number ``row``, the column ``key``."""
    return FIRST_ROW + row - 1, [column.key for column in COLUMNS].index(key) + 1


def put(book: openpyxl.Workbook, key: str, row: int, value: Any) -> Any:
    cell = book.worksheets[0].cell(*place(key, row))
    cell.value = value
    return cell


def by_id(sheet: Sheet) -> dict[str, Returned]:
    return {row.block_id: row for row in sheet.rows}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_untouched_sheet_comes_back_untouched(language: str) -> None:
    """A sheet that nobody changed holds every text, and no row counts as touched."""
    sheet = returned(exported(language=language))
    assert [(row.block_id, row.revised) for row in sheet.rows] == [(e.block_id, e.target) for e in ENTRIES]
    assert not [row for row in sheet.rows if row.touched or row.locked or row.problem]
    assert (sheet.document, sheet.exported) == ("convention", tuple(entry.block_id for entry in ENTRIES))
    assert (sheet.warnings, sheet.strays, sheet.proposals, sheet.reviewer) == ((), (), (), "")


def test_only_three_columns_are_unlocked() -> None:
    """The sheet is protected, filters are allowed, and a reviewer can write in three columns and the name."""
    sheet = openpyxl.load_workbook(io.BytesIO(exported())).worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    expected = {
        sheet.cell(*place(key, row)).coordinate
        for key in ("revised", "decision", "comment")
        for row in range(1, len(ENTRIES) + 1)
    }
    assert unlocked == {*expected, sheet.cell(2, place("revised")[1]).coordinate}


def test_the_same_catalogue_makes_the_same_bytes() -> None:
    """No date of now is in a sheet: what did not change can be told by its bytes."""
    one = exported()
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert re.findall(r">(\d{4})-", archive.read("docProps/core.xml").decode()) == ["2024", "2024"]
    assert exported() == one


def test_no_text_becomes_formula_or_error() -> None:
    """Texts that begin like formulas or read like errors are text cells, and stay so when edited in place."""
    book = openpyxl.load_workbook(io.BytesIO(exported()))
    kinds = {
        cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert kinds == {"s", "n"}
    cell = book.worksheets[0].cell(*place("revised", 3))
    assert (cell.value, cell.number_format, cell.quotePrefix) == (ENTRIES[2].target, "@", True)


def test_terms_are_highlighted_in_locked_cells_only() -> None:
    """Terms met and unmet are rich text in the French and the draft; the reviewer's cell is plain."""
    book = openpyxl.load_workbook(io.BytesIO(exported()), rich_text=True)
    french = book.worksheets[0].cell(*place("source", 2)).value
    assert isinstance(french, CellRichText)
    assert [str(run) for run in french if isinstance(run, TextBlock) and run.font.b] == ["CLCC", "12,5 %"]
    assert isinstance(book.worksheets[0].cell(*place("revised", 2)).value, str)
    assert "✗ NOT MET: 12,5 % → 12.5% (lost)" in str(book.worksheets[0].cell(*place("terms", 2)).value)


def test_titles_are_frozen_and_keys_hidden() -> None:
    """Titles stay in view and on each page; keys, ids and the _meta sheet are out of sight."""
    book = openpyxl.load_workbook(io.BytesIO(exported()))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == f"A{FIRST_ROW}"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["B"].hidden
    assert book[META].sheet_state == "hidden"
    assert sheet.data_validations.dataValidation[0].formula1 == '"approve,edited,needs work,reject"'


def test_long_text_is_shown_as_far_as_it_fits() -> None:
    """A text longer than a cell is cut with a note, cannot be revised there, and approving keeps it whole."""
    long = "x" * 40_000
    catalog = replace(CATALOG, entries=(replace(ENTRIES[0], source=long, target=long),))
    data = exported(catalog)
    assert not returned(data).rows[0].touched
    approved = edit(lambda book: put(book, "decision", 1, "approve") and None, data)
    merged, report = apply_sheet(catalog, approved, "2024-11-15")
    assert [result.outcome for result in report.results] == [Outcome.APPROVED]
    assert merged.entries[0].target == long
    written = edit(lambda book: put(book, "revised", 1, "short") and None, data)
    assert "too long" in written.rows[0].problem


def test_control_characters_are_dropped() -> None:
    """A text with control characters gives a sheet that opens, and still counts as untouched."""
    catalog = replace(CATALOG, entries=(replace(ENTRIES[0], target="a\x07b\x1f\r\nc_x000D_"),))
    assert not returned(exported(catalog)).rows[0].touched


def test_glossary_and_findings_sheets() -> None:
    """The workbook tells the terms of the document and how often each check found something."""
    concept = Concept("clcc", "centre", "center", "care", abbreviations=("CLCC",), forbidden=("camp",))
    rows = glossary_rows([concept])
    assert rows == (GlossaryRow("centre (CLCC)", "center", "camp", ""),)
    book = openpyxl.load_workbook(io.BytesIO(exported(glossary=rows, language="fr")))
    assert [cell.value for cell in book["Glossaire"][3]][1:4] == ["centre (CLCC)", "center", "camp"]
    assert [cell.value for cell in book["Alertes"][3]][1:5] == ["ERREUR", "number-value", "1", "5"]


def test_first_column_is_the_row() -> None:
    """The number that a reviewer reads is the row that Excel shows beside it."""
    sheet = openpyxl.load_workbook(io.BytesIO(exported())).worksheets[0]
    rows = range(FIRST_ROW, FIRST_ROW + len(ENTRIES))
    assert [sheet.cell(row, 1).value for row in rows] == list(rows)


@pytest.mark.parametrize(
    ("language", "title", "why"), [("en", "Left in French", "code"), ("fr", "Resté en français", "code")]
)
def test_what_stays_french_is_told(language: str, title: str, why: str) -> None:
    """A sheet of its own lists it with line and reason; there is none where nothing stays."""
    stream = io.BytesIO()
    write_review(stream, Catalog(HEADER, ENTRIES), language=language)
    rows = [row[1:4] for row in openpyxl.load_workbook(stream)[title].iter_rows(min_row=3, values_only=True)]
    assert rows[0] == ("12", why, "=1+1")
    write_review(stream := io.BytesIO(), Catalog(replace(HEADER, left=()), ENTRIES), language=language)
    assert title not in openpyxl.load_workbook(stream).sheetnames


def test_words_exist_in_both_languages() -> None:
    """Everything that a reviewer sees can be said in English and in French."""
    assert all(len(words) == 2 and all(words) for words in PHRASES.table.values())
    assert all(all(step) for language in LANGUAGES for step in say_help(language))
    for state in State:
        for language in LANGUAGES:
            assert parse_decision(say_decision(state, language)) is (state if state.touched else None)
    for outcome in Outcome:
        assert outcome.applied or say(outcome, "fr")
    assert all(say_kind(kind, language) for kind in BlockKind for language in LANGUAGES)


# What reviewers and their programs do to a sheet --------------------------------------------------------------


def test_three_columns_and_name_come_back() -> None:
    """Text, decision, comment, pinned notes and the reviewer's name are read."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, "The CLCC convention")
        put(book, "decision", 1, "Edited ")
        put(book, "comment", 1, "better").comment = Comment("and a note", "Claire")
        book.worksheets[0].cell(2, place("revised")[1]).value = " Claire  Martin "

    sheet = edit(change)
    row = sheet.rows[0]
    assert (row.revised, row.decision, row.comment) == (
        "The CLCC convention",
        State.EDITED,
        "better\nand a note",
    )
    assert sheet.reviewer == "Claire Martin"


def test_sorted_moved_and_translated() -> None:
    """Rows in another order, columns elsewhere and other titles do no harm."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, "New title")
        sheet = book.worksheets[0]
        rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
        rows[2][3:] = [(f"Titel {index}", "s") for index, _ in enumerate(rows[2][3:])]
        rows[3:] = reversed(rows[3:])
        for number, row in enumerate(rows, 1):
            for index, (value, kind) in enumerate(reversed(row), 1):
                cell = sheet.cell(number, index)
                cell.value, cell.data_type = value, kind
        sheet.title = "Überarbeitung"

    sheet = edit(change)
    assert [row.block_id for row in sheet.rows if row.touched] == ["title-1"]
    assert by_id(sheet)["title-1"].revised == "New title"


def test_titles_stand_in_for_lost_keys() -> None:
    """Without hidden row and columns, columns are found by their titles and rows by their French."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, "New title")
        book.worksheets[0].delete_cols(2, 2)
        book.worksheets[0].delete_rows(1)

    sheet = edit(change)
    assert [row.block_id for row in sheet.rows if row.touched] == ["title-1"]
    assert "hidden keys are gone" in " ".join(sheet.warnings)


def test_hidden_sheet_deleted() -> None:
    """Without its hidden sheet a workbook is still known by its properties and hidden columns."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, "New title")
        del book[META]

    sheet = edit(change)
    assert [row.block_id for row in sheet.rows if row.touched] == ["title-1"]
    assert sheet.document == "convention"


@pytest.mark.parametrize(
    ("value", "text", "problem"),
    [
        (1200, "1200", ""),
        (12.5, "12.5", ""),
        (True, "TRUE", ""),
        (datetime(2024, 11, 15), "2024-11-15 00:00:00", "date"),  # noqa: DTZ001 - cells know no zones
        ("=1+1", "=1+1", "formula"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", "formula"),
        ("#N/A", "#N/A", "error"),
        (CellRichText("The ", TextBlock(InlineFont(b=True), "CLCC")), "The CLCC", ""),
        ("two\r\nlines", "two\nlines", ""),
        ("x" * 32_767, "x" * 32_767, ""),
    ],
)
def test_any_cell_is_text(value: Any, text: str, problem: str) -> None:
    """Numbers and rich text come back as text; formulas, errors and dates as text with the reason against them."""
    row = edit(lambda book: put(book, "revised", 1, value) and None).rows[0]
    assert row.revised == text
    assert problem in row.problem
    assert bool(row.problem) == bool(problem)


def test_number_with_a_format_is_doubted() -> None:
    """A percentage that Excel stored as 0.125 is not taken for the reviewer's text."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "revised", 1, 0.125).number_format = "0.0%"

    assert "0.0%" in edit(change).rows[0].problem


def test_unknown_decision_is_told() -> None:
    """A word that is not in the list is a problem that quotes it."""
    row = edit(lambda book: put(book, "decision", 1, "perhaps") and None).rows[0]
    assert "“perhaps”" in row.problem


def test_text_in_wrong_places_is_found() -> None:
    """What is written in locked cells, new columns, new rows and other sheets is not overlooked."""

    def change(book: openpyxl.Workbook) -> None:
        put(book, "draft", 1, "written in the draft")
        book.worksheets[0].cell(FIRST_ROW + 1, 20).value = "beside the table"
        book.worksheets[0].cell(FIRST_ROW + 9, place("revised")[1]).value = "below the table"
        book["How to"]["C12"].value = "in the instructions"
        book.create_sheet("Mine")["A1"].value = "on a sheet of my own"

    sheet = edit(change)
    assert sheet.rows[0].locked == ("written in the draft",)
    assert sheet.rows[1].locked == ("beside the table",)
    assert (sheet.rows[-1].block_id, sheet.rows[-1].revised) == ("", "below the table")
    assert sheet.strays == ("How to: in the instructions", "Mine: on a sheet of my own")


def test_stray_cell_at_the_bottom() -> None:
    """A lone cell in the last row and column that Excel has costs nothing and is named."""

    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0].cell(1_048_576, 16_384).value = "far away"

    sheet = edit(change)
    assert sheet.rows[-1].locked == ("far away",)
    assert len(sheet.rows) == len(ENTRIES) + 1


def test_titles_of_new_terms_deleted() -> None:
    """What a reviewer proposes is read even when the titles above it are gone."""

    def change(book: openpyxl.Workbook) -> None:
        for cell in book["New terms"][2][1:]:
            cell.value = None
        book["New terms"]["B3"].value = "biopsie"

    assert edit(change).proposals == (Proposal("", "", "biopsie"),)


def test_new_terms_come_back() -> None:
    """Rows of the new-terms sheet become proposals, incomplete ones too."""

    def change(book: openpyxl.Workbook) -> None:
        for cell, text in zip(book["New terms"][4][1:], ("biopsie", "biopsy", "my dictionary"), strict=False):
            cell.value = text
        book["New terms"][7][3].value = "what about PMI?"

    assert edit(change).proposals == (
        Proposal("biopsie", "biopsy", "my dictionary"),
        Proposal("", "", "what about PMI?"),
    )


def test_conflict_sheet_waits_for_a_decision() -> None:
    """A conflict sheet shows the reviewer's text beside today's, and is untouched until someone decides."""
    rows = [Row(ENTRIES[0], "My title", "remark", Outcome.CONFLICT)]
    data = exported(rows=rows)
    assert not returned(data).rows[0].touched
    decided = edit(lambda book: put(book, "decision", 1, "approve") and None, data)
    merged, _ = apply_sheet(CATALOG, decided, "2024-11-15")
    assert (merged.entries[0].target, merged.entries[0].state) == ("My title", State.EDITED)


# Files that are no review sheets ------------------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


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
    "zip bomb": (zipped(xl__workbook_xml=bytes(201_000_000)), "unpacks to more than"),
    "rows": (
        zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"<s>" + b"<x:row/>" * 200_001 + b"</s>"),
        "more than 200,000 rows",
    ),
    "rows on many sheets": (
        zipped(
            xl__workbook_xml=b"<x/>",
            **{f"xl__worksheets__sheet{n}_xml": b"<s>" + b"<row/>" * 60_000 + b"</s>" for n in range(4)},
        ),
        "more than 200,000 rows",
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


# LibreOffice --------------------------------------------------------------------------------------------------

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


@pytest.mark.parametrize(("language", "words"), [("en", "1 low"), ("fr", "1 faible")])
def test_confidence_sorts_in_its_column(language: str, words: str) -> None:
    """The lowest level comes first in the alphabet; where nothing is known the cell is empty."""
    entries = (replace(ENTRIES[0], confidence=10), ENTRIES[1])
    data = exported(replace(CATALOG, entries=entries), language=language)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == KEY + "confidence")
    shown = [sheet.cell(row, column).value for row in (FIRST_ROW, FIRST_ROW + 1)]
    assert shown == [words, None]


def test_a_sheet_from_before_a_column_came_is_read() -> None:
    """Sheets that lack the last column, and its hash in the hidden ones, come back as others do."""
    book = openpyxl.load_workbook(io.BytesIO(exported()))
    sheet = book.worksheets[0]
    keys = [cell.value for cell in sheet[1]]
    assert keys[-1] == KEY + "confidence"
    base = keys.index(KEY + "base") + 1
    sheet.delete_cols(len(keys))
    for row in range(FIRST_ROW, sheet.max_row + 1):
        sheet.cell(row, base).value = str(sheet.cell(row, base).value).rpartition(" ")[0]
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    returned = read_review(stream).sheet.rows
    assert [row.locked for row in returned] == [()] * len(ENTRIES)
    assert all(row.base for row in returned)


def test_keys_are_the_columns() -> None:
    """The hidden row holds one key a column."""
    sheet = openpyxl.load_workbook(io.BytesIO(exported())).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [KEY + column.key for column in COLUMNS]
