"""Tables as editors and Excel save them: encoding, separator, quotation marks, remarks."""

import codecs

import pytest

from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.cells import encode_cells, format_row, read_cells

TEXT = "id;fr;en\r\nx;œdème à l’hôpital;oedema\r\n"
CELLS = ("x", "œdème à l’hôpital", "oedema")
KNOWN = ("id", "fr", "en")


@pytest.mark.parametrize(
    ("data", "encoding", "delimiter"),
    [
        (TEXT.encode(), "utf-8", ";"),
        (TEXT.encode("utf-8-sig"), "utf-8", ";"),
        (TEXT.encode("cp1252"), "cp1252", ";"),
        (TEXT.encode("mac_roman"), "mac_roman", ";"),
        (TEXT.replace(";", "\t").encode("utf-16"), "utf-16-le", "\t"),
        (codecs.BOM_UTF16_BE + TEXT.replace(";", "\t").encode("utf-16-be"), "utf-16-be", "\t"),
        (TEXT.encode("utf-16-le"), "utf-16-le", ";"),
        (TEXT.replace(";", ",").encode(), "utf-8", ","),
        (("sep=;\r\n" + TEXT).encode(), "utf-8", ";"),
        (TEXT.replace("id;fr;en", '"ID";"Fr";"En"').encode("cp1252"), "cp1252", ";"),
        (("# d'ici, et de là\r\n" + TEXT).encode("cp1252"), "cp1252", ";"),
        (TEXT.replace("en\r\n", "en;;\r\n").encode(), "utf-8", ";"),
        (TEXT.replace("\r\n", "\r").encode("mac_roman"), "mac_roman", ";"),
    ],
)
def test_every_way_of_saving_gives_the_same_cells(data: bytes, encoding: str, delimiter: str) -> None:
    """And the file goes back as it came."""
    table = read_cells(data, KNOWN)
    assert (table.encoding, table.delimiter) == (encoding, delimiter)
    assert [row.cells for row in table.body] == [CELLS]
    assert table.header is not None
    assert table.header.cells == KNOWN
    assert encode_cells(table, table.text) == data


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"a;b";c', ("a;b", "c")),
        ('"say ""yes""";c', ('say "yes"', "c")),
        ('"";c', ("", "c")),
        ('"open;c', ('"open', "c")),
        ('"a" b;c', ('"a" b', "c")),
        ('a "b";c', ('a "b"', "c")),
        ('"two\nlines";c', ("two\nlines", "c")),
    ],
)
def test_quoted_cells(line: str, cells: tuple[str, ...]) -> None:
    """A mark that is not one of quotation is a letter like others; written again, the cells read back."""
    table = read_cells(f"id;fr\n{line}\n".encode(), KNOWN)
    (row,) = table.body
    assert row.cells == cells
    again = read_cells(f"id;fr\n{format_row(cells, ';')}\n".encode(), KNOWN)
    assert [row.cells for row in again.body] == [cells]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    """Blank lines, remarks and line breaks within a cell count."""
    table = read_cells(b'# a\n\nid;fr\n"x\ny";z\n;\n#off;z\n# b\nlast;z\n', KNOWN)
    assert [(row.line, row.cells[0]) for row in table.body] == [(4, "x\ny"), (9, "last")]


def test_a_hash_begins_a_term_where_ids_stand_elsewhere() -> None:
    """Only where ids come first is a row with one switched off."""
    table = read_cells(b"fr;id\n#MeToo;metoo\n# off;x\n", KNOWN)
    assert [row.cells[0] for row in table.body] == ["#MeToo"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04rest", "is a workbook"),
        (b"\xd0\xcf\x11\xe0rest", "is a workbook"),
        (b"id;fr\n\0\1", "binary data"),
        (codecs.BOM_UTF16_LE + b"i", "cut short"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    """One sentence says what to save it as."""
    with pytest.raises(GlossaryError, match=f"my.tsv: .*{message}"):
        read_cells(data, KNOWN, "my.tsv")


def test_a_letter_that_the_file_cannot_hold_is_told() -> None:
    """Nothing is written as “?”."""
    with pytest.raises(GlossaryError, match="cannot hold “≥” in the encoding that it has"):
        encode_cells(read_cells(TEXT.encode("cp1252"), KNOWN), "≥", "my.csv")
