"""The glossary as an Excel workbook, out and back, whatever was done to it in between."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.imported import Imported
from passerelle.glossary.formats.tsv import HEADERS
from passerelle.glossary.formats.xlsx import is_xlsx, read_xlsx, write_xlsx
from passerelle.glossary.merge import Outcome, merge_import
from passerelle.glossary.termbase import load_termbase
from passerelle.glossary.words import read_pairs

CURATED = load_termbase().concepts
LIT = Concept("lit", "lit", "bed", "care", source_variants=("couche", "a|b"), note="n", definition="A place.",
    created=date(2025, 1, 31))  # fmt: skip
MOT = Concept("mot", "mot", "word", "words [2025]/1", do_not_translate=True, status=Status.PROPOSED)
SIGNS = Concept("signes", "=1+1", "-positive", "care", source_variants=("+33", "@x"), note="#N/A _x0041_ l'«\u00a0x\u00a0»",
    definition="x" * 40_000)  # fmt: skip


def read(data: bytes) -> Imported:
    return read_xlsx(data, domain="d", path="x.xlsx")


def changed(change: Callable[[Any], object], *concepts: Concept) -> Imported:
    """Return what comes back of a workbook that someone changed."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(concepts or (LIT, MOT))))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return read(stream.getvalue())


def at(column: str, row: int = 2) -> str:
    return f"{openpyxl.utils.get_column_letter(HEADERS.index(column) + 1)}{row}"


def told(errors: tuple[GlossaryError, ...]) -> list[str]:
    return [str(error) for error in errors]


def test_the_whole_glossary_comes_back_concept_for_concept() -> None:
    """From the sheets, and once more from the hidden one; its domains are the sheets."""
    imported = read(write_xlsx(CURATED))
    assert {item.concept.id: item.concept for item in imported.items} == {each.id: each for each in CURATED}
    before = {each.id: replace(each, domain="") for each in imported.base}
    assert before == {each.id: replace(each, domain="") for each in CURATED}
    assert (imported.errors, imported.remarks) == ((), ())
    assert imported.known == {*(field for field in Concept.__dataclass_fields__)}


def test_signs_of_formulas_stay_text() -> None:
    """A term that begins with = + - @ is a text in the file, and stays one when someone edits it."""
    data = write_xlsx([SIGNS])
    cell = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0][at("fr")]
    assert (cell.value, cell.data_type, cell.number_format) == ("=1+1", "s", "@")
    short = replace(SIGNS, definition="")
    assert [item.concept for item in read(write_xlsx([short])).items] == [short]
    assert read(data).base[0].definition == SIGNS.definition  # longer than a cell: whole in the hidden sheet


def test_it_explains_itself() -> None:
    """Lists to choose from, notes at the columns' names, a filter, and names and French that stay in sight."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(write_xlsx([LIT]))).worksheets[0]
    lists = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists[at("dnt").rstrip("2")] == '"yes"'
    assert "approved" in lists[at("status").rstrip("2")]
    assert len(lists) == len([name for name in HEADERS if name in lists or at(name).rstrip("2") in lists])
    assert all(cell.comment for cell in sheet[1])
    assert "parted by |" in sheet[at("fr_variants", 1)].comment.text
    assert (sheet.freeze_panes, sheet.auto_filter.ref.split(":")[0]) == ("C2", "A1")


def test_it_prints_as_wide_as_the_page() -> None:
    """On A4 across, all columns on one page, their names on each."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(write_xlsx([LIT]))).worksheets[0]
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows) == (True, "$1:$1")


def test_the_notes_say_what_the_readme_says() -> None:
    """Every column has its explanation, in both places the same."""
    readme = Path(__file__).parents[2].joinpath("glossary", "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (`.*?) \| (.*) \|$", readme.partition("## Columns")[2].partition("##")[0], re.MULTILINE
    )
    told = {name: re.sub("[`*]", "", text) for names, text in rows for name in re.findall(r"`(\w+)`", names)}
    module = str(Path(read_xlsx.__code__.co_filename))
    assert read_pairs(module, "columns.tsv") == {name: told[name] for name in HEADERS}


def test_titles_of_sheets_are_short_and_their_own() -> None:
    domains = ["a" * 40, "A" * 40, "x/y", "x?y", "_passerelle"]
    concepts = [Concept(f"c{n}", f"mot{n}", "word", domain) for n, domain in enumerate(domains)]
    assert {item.concept.id for item in read(write_xlsx(concepts)).items} == {each.id for each in concepts}
    assert read(write_xlsx([MOT])).items[0].concept.domain == "words  2025  1"


# What people do to it -----------------------------------------------------------------------------------------


def set_cells(**cells: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for place, value in cells.items():
            book.worksheets[0][place] = value

    return change


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("en", "  cot ", {"target": "cot"}),
        ("en", 1234, {"target": "1234"}),
        ("en", 12.5, {"target": "12.5"}),
        ("created", date(2026, 2, 1), {"created": date(2026, 2, 1)}),
        ("created", datetime(2026, 2, 1), {"created": date(2026, 2, 1)}),  # noqa: DTZ001 - cells know no zones
        ("created", "01/02/2026", {"created": date(2026, 2, 1)}),
        ("dnt", True, {"do_not_translate": True}),
        ("dnt", "no", {}),
        ("fr_variants", "couche\nlitière", {"source_variants": ("couche", "litière")}),
        ("definition", "two\nlines", {"definition": "two lines"}),
        ("status", None, {"status": Status.PROPOSED}),
        ("note", None, {"note": ""}),
    ],
)
def test_cells_are_read_as_people_fill_them(column: str, value: object, expected: dict[str, Any]) -> None:
    """Numbers, dates, truth and line breaks come as Excel makes them."""
    imported = changed(set_cells(**{at(column): value}))
    assert not imported.errors
    assert imported.items[0].concept == replace(LIT, **expected)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("en", "=A2", "x.xlsx[care]:2: the cell “en” holds a formula; write what it shows."),
        ("en", "#N/A", "x.xlsx[care]:2: the cell “en” holds an error; write what it shows."),
        ("fr", None, "x.xlsx[care]:2: the cell “fr” is empty; every concept needs one."),
        ("pos", "Substantiv", "x.xlsx[care]:2: “Substantiv” in pos: choose one of"),
        ("en", "bed|cot", "x.xlsx[care]:2: the cell “en” takes one form and holds “|”"),
        ("created", "soon", "x.xlsx[care]:2: “soon” in created: write a date"),
        ("en_us", "x", ""),
    ],
)
def test_what_cannot_stand_is_told_with_sheet_and_row(column: str, value: object, message: str) -> None:
    errors = told(changed(set_cells(**{at(column): value})).errors)
    assert [error[: len(message)] for error in errors] == ([message] if message else [])


def merge(*ranges: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for each in ranges:
            book.worksheets[0].merge_cells(each)

    return change


def test_merged_cells_are_told() -> None:
    """A term that stands for two rows is an error; a title across the table is none of its rows."""
    two = (LIT, replace(LIT, id="two", source="brancard"))
    errors = told(changed(merge(f"{at('en')}:{at('en', 3)}"), *two).errors)
    assert [error.partition(";")[0] for error in errors[:1]] == ["x.xlsx[care]:2: has merged cells (E2:E3)"]

    def add_title(book: Any) -> None:
        book.worksheets[0].insert_rows(2)
        book.worksheets[0]["A2"] = "Beds"
        book.worksheets[0].merge_cells("A2:F2")

    imported = changed(add_title)
    assert not imported.errors
    assert "a title in merged cells" in told(imported.remarks)[0]
    assert len(imported.items) == 2


def test_sheets_that_hold_no_terms_are_told() -> None:
    """Hidden sheets and others are left out; empty ones say nothing."""

    def change(book: Any) -> None:
        book.create_sheet("Empty")
        book.create_sheet("Notes")["A1"] = "to do"
        book[MOT_SHEET].sheet_state = "hidden"

    imported = changed(change)
    assert [item.concept.id for item in imported.items] == ["lit"]
    assert told(imported.remarks)[:2] == [
        f"x.xlsx[{MOT_SHEET}]: is hidden, and was left out.",
        "x.xlsx[Notes]: has no columns id, fr, en, and was left out.",
    ]


MOT_SHEET = "words  2025  1"


def test_rows_may_be_empty_moved_new_and_below_a_title() -> None:
    """So may columns; a new row needs no id, a column of someone's own is told."""

    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.append([])
        sheet.append([None, "Hôpital de jour", None, None, "day clinic"])
        sheet.append(["", "Hôpital de jour", None, None, "day unit"])
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Our terms"
        sheet.cell(3, 40, "Remarques")

    imported = changed(change, LIT)
    assert not imported.errors
    assert [item.concept.id for item in imported.items] == ["lit", "hopital-de-jour", "hopital-de-jour-2"]
    assert imported.items[1].line == 6
    assert told(imported.remarks) == [
        "x.xlsx[care]:3: the column “Remarques” is none of the glossary's, and was left out."
    ]


def test_an_id_that_stands_twice_is_told_with_both_places() -> None:
    errors = told(changed(set_cells(A3="lit"), LIT, replace(LIT, id="two")).errors)
    assert errors == ["x.xlsx[care]:3: the id “lit” stands twice, first in row 2 of “care”; rename one."]
    in_two_sheets = told(changed(set_cells(A2="mot")).errors)
    assert in_two_sheets == [
        f"x.xlsx[{MOT_SHEET}]:2: the id “mot” stands twice, first in row 2 of “care”; rename one."
    ]


def test_a_row_that_is_gone_deletes_nothing() -> None:
    """It is told, since whoever deleted it meant something by it; a row with a fault was not deleted."""
    imported = changed(lambda book: book.worksheets[0].delete_rows(2))
    assert [remark.partition(",")[0] for remark in told(imported.remarks)] == [
        "x.xlsx: lacks 1 of the concepts that went out (lit)"
    ]
    assert [each.outcome for each in merge_import(imported, [LIT, MOT])] == [Outcome.SAME]


def test_a_column_that_stands_twice_is_an_error() -> None:
    errors = told(changed(set_cells(**{at("note", 1): "en"})).errors)
    assert errors == ["x.xlsx[care]:1: the column “en” stands 2 times; keep one."]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (set_cells(B1="French"), "has no sheet with the columns id, fr, en; its first row holds id, French"),
        (
            lambda book: setattr(book.worksheets[0], "sheet_state", "hidden"),
            "has its terms in the hidden sheet “care”",
        ),
    ],
)
def test_a_workbook_without_terms_says_what_it_lacks(change: Callable[[Any], object], message: str) -> None:
    def all_of_it(book: Any) -> None:
        book.create_sheet("Other")
        change(book)

    with pytest.raises(GlossaryError, match=re.escape(message)):
        changed(all_of_it, LIT)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"id;fr;en\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(GlossaryError):
        read(data)


def test_the_columns_tell_the_format() -> None:
    assert is_xlsx(write_xlsx([LIT]))
    assert not is_xlsx(b"id,fr,en\n")
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    assert not is_xlsx(stream.getvalue())


# Three-way merge ----------------------------------------------------------------------------------------------

TODAY = replace(LIT, note="changed in the TSV meanwhile", target_variants=("berth",))


@pytest.mark.parametrize(
    ("cells", "outcome", "expected"),
    [
        ({}, Outcome.SAME, TODAY),
        ({"en": "hospital bed"}, Outcome.CHANGED, replace(TODAY, target="hospital bed")),
        ({"definition": None}, Outcome.CHANGED, replace(TODAY, definition="")),
        ({"note": "changed in the sheet"}, Outcome.CONFLICT, None),
        ({"note": "changed in the TSV meanwhile"}, Outcome.SAME, TODAY),
        ({"en_variants": "berth"}, Outcome.SAME, TODAY),
    ],
)
def test_what_changed_meanwhile_merges(
    cells: dict[str, object], outcome: Outcome, expected: Concept | None
) -> None:
    """A sheet that went out comes back while the TSV changed: each side's changes are kept, and two of one cell are a conflict."""
    imported = changed(set_cells(**{at(column): value for column, value in cells.items()}), LIT)
    (decision,) = merge_import(imported, [TODAY])
    assert decision.outcome is outcome
    if expected:
        assert decision.concept == expected
    else:
        assert [(each.column, each.own, each.imported) for each in decision.differences] == [
            ("note", "changed in the TSV meanwhile", "changed in the sheet")
        ]


def test_without_its_hidden_sheet_it_is_merged_by_what_it_says() -> None:
    imported = changed(lambda book: book.remove(book["_passerelle"]), LIT)
    assert imported.base == ()
    assert merge_import(imported, [TODAY])[0].outcome is Outcome.CONFLICT
    broken = changed(lambda book: book["_passerelle"].append(["[not a concept]"]), LIT)
    assert "was changed" in told(broken.remarks)[0]


# LibreOffice --------------------------------------------------------------------------------------------------

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_loses_nothing(tmp_path: Path) -> None:
    """A workbook that it opened and saved, as .xlsx and by way of .ods, says what it said, and nothing is changed."""
    concepts = [LIT, MOT, replace(SIGNS, definition="d"), *CURATED[::40]]
    (tmp_path / "a.xlsx").write_bytes(write_xlsx(concepts))
    expected = {item.concept.id: item.concept for item in read(write_xlsx(concepts)).items}
    for source, target in (("a.xlsx", "a.ods"), ("a.ods", "b/a.xlsx"), ("b/a.xlsx", "c/a.xlsx")):
        suffix = Path(target).suffix.lstrip(".")
        command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        command += [
            "--convert-to",
            suffix,
            "--outdir",
            str((tmp_path / target).parent),
            str(tmp_path / source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    for name in ("b/a.xlsx", "c/a.xlsx"):
        imported = read((tmp_path / name).read_bytes())
        assert (imported.errors, imported.remarks) == ((), ())
        assert {item.concept.id: item.concept for item in imported.items} == expected
        assert len(imported.base) == len(concepts)
        assert {each.outcome for each in merge_import(imported, concepts)} == {Outcome.SAME}
