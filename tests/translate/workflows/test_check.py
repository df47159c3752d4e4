"""Checking files: ours, another program's, and review sheets."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.checks import Context
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.records.files import write_archive
from passerelle.translate.formats.records.rows import write_row
from passerelle.translate.formats.review_sheet import write_review
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.text.document import BlockKind, Document
from passerelle.translate.workflows.check import check_files, load_pairs

_FOREIGN = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#: page.html
msgctxt "title"
msgid "Soit 12,5 % des cas."
msgstr "That is 125% of cases."

msgid "Le <b>test</b>."
msgstr "The test."

msgid "%d cas"
msgid_plural "%d cas en tout"
msgstr[0] "%d case"
msgstr[1] "%d cases in all"

#~ msgid "Vieux"
#~ msgstr "Old"
"""


def _catalog(target: str = "That is 125% of cases.") -> Catalog:
    entry = Entry("paragraph-1", BlockKind.PARAGRAPH, "Soit 12,5 % des cas.", target)
    return Catalog(Header("article"), (entry,))


def _write(path: Path, catalog: Catalog) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        write_po(stream, catalog)
    return path


def test_our_catalogue_is_checked_with_its_lines(tmp_path: Path) -> None:
    """A finding tells the file and the line on which its entry begins."""
    path = _write(tmp_path / "article.po", _catalog())
    (located,) = check_files([path], Context())
    assert [finding.id for finding in located.checked.entry.findings] == ["number-value"]
    assert path.read_text(encoding="utf-8").split("\n")[located.line - 1].startswith("msgctxt")
    assert located.row == FIRST_ROW


def _joined(text: str) -> str:
    """Return a catalogue whose header is one line."""
    head, rest = text.split("\n\n", 1)
    own = re.sub(r'"\n"', "", head.replace('msgstr ""\n', "msgstr "))
    return f"{own}\n\n{rest}"


HEADERS: dict[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "in one line": _joined,
    "after a mark": lambda text: f"\ufeff{text}",
    "with Windows' line ends": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: text.replace('\n"', '\n  "'),
    "two blanks": lambda text: text.replace('msgid ""', 'msgid  ""', 1),
    "a comment before it": lambda text: f'#| msgid ""\n{text}',
    "no blank line after it": lambda text: text.replace("\n\n#", "\n#", 1),
}


@pytest.mark.parametrize("layout", HEADERS)
def test_our_catalogue_is_known_however_its_header_is_laid_out(layout: str, tmp_path: Path) -> None:
    """Other programs lay it out anew; entries have their rows, and their lines are those of the file."""
    path = _write(tmp_path / "article.po", _catalog())
    text = HEADERS[layout](path.read_text(encoding="utf-8"))
    path.write_bytes(text.encode())
    (located,) = check_files([path], Context())
    assert located.row == FIRST_ROW
    assert path.read_text(encoding="utf-8").split("\n")[located.line - 1].lstrip().startswith("msgctxt")


def test_po_of_another_program_is_checked_without_a_ledger(tmp_path: Path) -> None:
    """Any PO file from French can be checked; plural forms are two pairs, obsolete ones are passed over."""
    path = tmp_path / "cms.po"
    path.write_text(_FOREIGN, encoding="utf-8")
    found = {
        located.checked.entry.source: [f.id for f in located.checked.entry.findings]
        for located in check_files([path], Context())
    }
    assert found["Soit 12,5 % des cas."] == ["number-value"]
    assert found["Le <b>test</b>."] == ["markup-differs", "markup-differs"]
    assert list(found)[2:] == ["%d cas", "%d cas en tout"]
    assert {located.row for located in check_files([path], Context())} == {0}


_XLIFF = """<?xml version="1.0"?>
<xliff version="1.2"><file source-language="fr" target-language="en" original="a" datatype="html"><body>
<trans-unit id="1"><source>Soit 12,5 % &lt;b&gt;des&lt;/b&gt; cas.</source><target>That is 125% of cases.</target></trans-unit>
<trans-unit id="2"><source>Un <g id="1">mot</g>.</source><target>A <g id="1">word</g>.</target></trans-unit>
</body></file></xliff>
"""


def test_xliff_is_checked_with_its_lines_and_tags(tmp_path: Path) -> None:
    """Inline elements and escaped HTML of an XLIFF file are tags like any other."""
    path = tmp_path / "export.xlf"
    path.write_text(_XLIFF, encoding="utf-8")
    first, second = check_files([path], Context())
    assert [f.id for f in first.checked.entry.findings] == [
        "number-value",
        "markup-differs",
        "markup-differs",
    ]
    assert (first.line, second.line) == (3, 4)
    assert not second.checked.entry.findings


def test_sheet_is_checked_as_if_applied_and_nothing_is_written(tmp_path: Path) -> None:
    """What a reviewer wrote is checked before it is applied; the catalogue stays as it is."""
    po = _write(tmp_path / "article.po", _catalog())
    before = po.read_bytes()
    sheet = tmp_path / "sheet.xlsx"
    with sheet.open("wb") as stream:
        write_review(stream, _catalog())
    (located,) = check_files([sheet], Context())
    assert located.path == sheet
    assert [finding.id for finding in located.checked.entry.findings] == ["number-value"]
    assert po.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.po", "sheet.xlsx"]


def test_rendering_that_a_reviewer_chose_is_met_in_a_sheet(tmp_path: Path) -> None:
    """What else the glossary accepts counts in a sheet that was not applied yet, as it will when it is."""
    concept = Concept("csr", "RSE", "CSR", "csr", target_variants=("corporate responsibility",))
    record = Record(ConstraintKind.TERM, "csr", "RSE", 3, 6, "preferred", "CSR", Stage.PLAIN, (4, 7))
    entry = Entry("p-1", BlockKind.PARAGRAPH, "La RSE avance.", "The CSR advances.", records=(record,))
    catalog = Catalog(Header("article"), (entry,))
    _write(tmp_path / "article.po", catalog)
    sheet = tmp_path / "sheet.xlsx"
    with sheet.open("wb") as stream:
        write_review(stream, catalog)
    book = openpyxl.load_workbook(sheet)
    column = next(number for number, each in enumerate(COLUMNS, 1) if each.key == "revised")
    book[book.sheetnames[0]].cell(FIRST_ROW, column).value = "Corporate responsibility advances."
    book.save(sheet)
    (located,) = check_files([sheet], Context(Termbase((concept,))))
    (told,) = located.checked.entry.records
    assert (told.met, told.target_span) == (True, (0, 24))


def test_progress_is_told_for_each_file(tmp_path: Path) -> None:
    """A caller learns how many entries there are and when each is done."""
    paths = [_write(tmp_path / f"{name}.po", _catalog()) for name in "ab"]
    told: list[int] = []
    steps: list[int] = []

    def start(total: int) -> object:
        told.append(total)
        return steps.append

    list(check_files(paths, Context(), progress=start))  # type: ignore[arg-type]  # append returns None
    assert (told, steps) == ([1, 1], [1, 1])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF", "cannot be checked"),
        ("a.po", b'msgid "x\nmsgstr ""', "no valid PO line"),
        ("a.po", b'msgid "\xff"\nmsgstr ""', "not UTF-8 here"),
        ("a.po", b'msgid "x"', "its end is missing"),
        ("a.xlf", b"<xliff", "no well-formed XML"),
        ("a.xlsx", b"nothing", "a.xlsx"),
        ("missing.po", None, "does not exist"),
    ],
)
def test_other_files_are_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    """A file that cannot be checked is named with what to do."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PasserelleError, match=said) as error:
        load_pairs(path, Context())
    assert str(path) in str(error.value)


def _archive(path: Path, *others: str) -> Path:
    """Write two articles that were translated, and other lines."""
    document = Document("", "", ())
    rows = [
        write_row(replace(_catalog(english), header=Header(name)), document, {}, "d", "b")
        for name, english in (("a/1", "That is 12.5% of cases."), ("a/2", "That is 125% of cases."))
    ]
    write_archive(path, [rows[0], *others, rows[1]])
    return path


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.parquet"])
def test_an_archive_is_checked_article_by_article(tmp_path: Path, name: str) -> None:
    """A finding tells the record, the block, and the line, where there are lines; one French text has one English, too."""
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    path = _archive(tmp_path / name)
    first, second = check_files([path], Context())
    assert (first.checked.document, first.checked.entry.findings) == ("a/1", ())
    assert second.archived
    assert (second.checked.document, second.checked.entry.block_id) == ("a/2", "paragraph-1")
    assert second.line == (0 if name.endswith("parquet") else 2)
    assert [each.id for each in second.checked.entry.findings] == ["number-value", "inconsistent-translation"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "a", "text": "Un centre."}', "out.jsonl:2: holds an article that is not translated"),
        ('{"schema": 1, "id": "a"', "out.jsonl:2: "),
        ('{"schema": 1, "id": 5, "digest": "", "blocks": [], "other": {}}', "out.jsonl:2: is no row"),
    ],
)
def test_lines_that_cannot_be_checked_are_told(tmp_path: Path, line: str, said: str) -> None:
    """They are named; a line that is damaged does not keep the others from being checked."""
    errors: list[PasserelleError] = []
    path = _archive(tmp_path / "out.jsonl", line)
    found = list(check_files([path], Context(), failed=errors.append))
    assert said in str(errors[0])
    assert len(errors) == 1
    assert len(found) == (1 if "not translated" in said else 2)


def test_blocks_that_hold_no_text_are_refused(tmp_path: Path) -> None:
    """Someone who writes into an archive may write anything."""
    row = write_row(_catalog(), Document("", "", ()), {}, "d", "b")
    path = tmp_path / "out.jsonl"
    for was, new in (
        ('"english": "That is 125% of cases."', '"english": 5'),
        ("That is", "That \\ud800 is"),
        ('"line": 0', '"line": "x"'),
    ):
        assert was in row
        path.write_text(row.replace(was, new) + "\n", encoding="utf-8")
        with pytest.raises(PasserelleError, match=r"out\.jsonl:1: is no row that Passerelle wrote"):
            list(check_files([path], Context()))


def test_a_folder_is_its_catalogues(tmp_path: Path) -> None:
    """Those in folders within, too; sheets, which lie beside them, are not checked a second time."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("z.po", "a/b/x.po"):
        _write(tmp_path / name, _catalog())
    (tmp_path / "z.review.xlsx").write_bytes(b"")
    assert [each.path.name for each in check_files([tmp_path], Context())] == ["x.po", "z.po"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(PasserelleError, match="holds no catalogue"):
        list(check_files([tmp_path / "empty"], Context()))
