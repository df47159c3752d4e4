"""Workbooks as other programs write them, down to their XML."""

import io
import zipfile

import pytest

from passerelle.glossary.formats.sheets import Sheet, read_sheets
from passerelle.glossary.formats.workbook import SheetError

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PARTS = {
    "xl/workbook.xml": f'<workbook {MAIN} {RELATIONS}><sheets><sheet name="One" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>x</t></rPh></si></sst>",
    "xl/styles.xml": f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="&quot;days&quot; 0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
}  # fmt: skip


def read(rows: str, merged: str = "", **parts: str) -> tuple[Sheet, ...]:
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{merged}</worksheet>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (PARTS | {"xl/worksheets/sheet1.xml": sheet} | parts).items():
            archive.writestr(name, text)
    return read_sheets(stream.getvalue(), "x.xlsx")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="s"><v>0</v></c>', "plain"),
        ('<c t="s"><v>1</v></c>', "rich"),
        ('<c t="inlineStr"><is><t xml:space="preserve"> é </t></is></c>', "é"),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c t="inlineStr"><is><t>a_x000A_b_x005F_x0041_</t></is></c>', "a\nb_x0041_"),
        ("<c><v>12</v></c>", "12"),
        ("<c><v>12.50</v></c>", "12.5"),
        ('<c s="1"><v>45688</v></c>', "2025-01-31"),
        ('<c s="2"><v>45688.5</v></c>', "2025-01-31 12:00:00"),
        ('<c s="3"><v>3</v></c>', "3"),
        ('<c t="d"><v>2025-01-31T00:00:00</v></c>', "2025-01-31"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="str"><v>said</v></c>', "said"),
        ("<c/>", ""),
    ],
)
def test_cells_are_read_as_what_they_show(cell: str, text: str) -> None:
    """Shared, inline and formatted text, numbers, dates by their formats, and truth."""
    (sheet,) = read(f"<row>{cell}</row>")
    assert [row.texts for row in sheet.rows] == ([{1: text}] if text else [])


def test_places_merged_cells_and_problems_are_told() -> None:
    """Rows and columns may be missing; formulas and errors are no texts."""
    rows = '<row r="3"><c r="B3"><v>1</v></c><c r="AA3"><f>A1</f><v>2</v></c><c r="AB3" t="e"><v>#N/A</v></c></row><row/>'
    (sheet,) = read(rows, '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>')
    (row,) = sheet.rows
    assert (row.number, row.texts) == (3, {2: "1"})
    assert row.problems == {27: "holds a formula", 28: "holds an error"}
    assert sheet.merged == ("A1:B2",)


def test_old_macs_counted_days_from_1904() -> None:
    book = PARTS["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    (sheet,) = read('<row><c s="1"><v>0</v></c></row>', **{"xl/workbook.xml": book})
    assert sheet.rows[0].texts == {1: "1904-01-01"}


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ('<row><c t="s"><v>9</v></c></row>', {}),
        ('<row><c s="1"><v>1e99</v></c></row>', {}),
        ("<row><c><v>many</v></c></row>", {}),
        ("<row><c>", {}),
        ("", {"xl/_rels/workbook.xml.rels": "<Relationships/>"}),
        ("", {"xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a"/></Relationships>'}),
        (
            "",
            {
                "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="gone.xml"/></Relationships>'
            },
        ),
        ("", {"xl/styles.xml": "<styleSheet"}),
    ],
)
def test_damaged_parts_are_told_in_one_sentence(rows: str, parts: dict[str, str]) -> None:
    with pytest.raises(SheetError, match=r"x\.xlsx: is damaged and cannot be opened"):
        read(rows, **parts)


def test_definitions_of_entities_are_never_read() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]>' + PARTS["xl/sharedStrings.xml"]
    with pytest.raises(SheetError, match="XML definitions"):
        read("", **{"xl/sharedStrings.xml": bomb})
