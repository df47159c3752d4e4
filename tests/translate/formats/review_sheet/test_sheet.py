"""A review sheet can be read by a reviewer."""

import io
import re
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from passerelle.glossary.concept import Concept
from passerelle.translate.catalog.entry import Catalog, State
from passerelle.translate.formats import review_sheet
from passerelle.translate.formats.review_sheet import (
    GlossaryRow,
    glossary_rows,
    prepare_writing,
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
from passerelle.translate.review.merge import apply_sheet
from passerelle.translate.review.row import Outcome
from passerelle.translate.text.document import BlockKind
from passerelle.translate.text.phrases import LANGUAGES
from tests.translate.formats.review_sheet.conftest import (
    CATALOG,
    ENTRIES,
    HEADER,
    edit,
    exported,
    place,
    put,
    returned,
)


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


@pytest.mark.parametrize(("language", "words"), [("en", "1 low"), ("fr", "1 faible")])
def test_confidence_sorts_in_its_column(language: str, words: str) -> None:
    """The lowest level comes first in the alphabet; where nothing is known the cell is empty."""
    entries = (replace(ENTRIES[0], confidence=10), ENTRIES[1])
    data = exported(replace(CATALOG, entries=entries), language=language)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == KEY + "confidence")
    shown = [sheet.cell(row, column).value for row in (FIRST_ROW, FIRST_ROW + 1)]
    assert shown == [words, None]


def test_keys_are_the_columns() -> None:
    """The hidden row holds one key a column."""
    sheet = openpyxl.load_workbook(io.BytesIO(exported())).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [KEY + column.key for column in COLUMNS]


def test_an_import_beside_other_work_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it fails, whoever writes a sheet hears of it; a thread would print a traceback."""
    begun: list[str] = []

    def fail(name: str) -> None:
        begun.append(name)
        raise ImportError(name)

    monkeypatch.setattr(review_sheet, "import_module", fail)
    prepare_writing()
    for thread in threading.enumerate():
        if thread.daemon:
            thread.join(10)
    assert begun == [f"{review_sheet.__name__}.write"]


def test_whoever_writes_while_that_goes_on_waits_for_it() -> None:
    """Two threads in the midst of openpyxl's modules, which import each other, would see some of them by half."""
    code = (
        "import io; from passerelle.translate.formats.review_sheet import prepare_writing, write_review\n"
        "from passerelle.translate.catalog.entry import Catalog, Header\n"
        "prepare_writing(); write_review(io.BytesIO(), Catalog(Header('a')))"
    )
    for _ in range(5):
        subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("before", ["", "import numpy; "])
def test_openpyxl_needs_no_numpy(before: str) -> None:
    """It is not imported for openpyxl, is left alone where it is there, and can be imported afterwards."""
    code = (
        f"import sys; {before}from passerelle.translate.formats import review_sheet; review_sheet._import_openpyxl();"
        " import openpyxl; print('numpy' in sys.modules); import numpy; print(int(numpy.array([1]).sum()))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [str(bool(before)), "1"]
