"""Sheets and catalogues on disk: found, backed up, written whole or not at all."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import polib
import pytest
from typer.testing import CliRunner

from passerelle.glossary.concept import Concept
from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.locks import lock_file
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header, State
from passerelle.translate.cli import app
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.po.write import write_po
from passerelle.translate.formats.review_sheet import GlossaryRow
from passerelle.translate.formats.review_sheet.columns import COLUMNS, FIRST_ROW
from passerelle.translate.review.row import Outcome
from passerelle.translate.text.document import BlockKind
from passerelle.translate.workflows.review import apply_sheets, document_glossary, save_sheet
from passerelle.translate.workflows.status import review_status

NOW = datetime(2024, 11, 20, 9, 30, tzinfo=UTC)
ENTRIES = tuple(
    Entry(f"paragraph-{n}", BlockKind.PARAGRAPH, f"Texte {n}", f"Text {n}", key="k") for n in range(3)
)


def put_catalog(folder: Path, document: str = "doc", entries: tuple[Entry, ...] = ENTRIES) -> Path:
    path = folder / f"{document}.po"
    with path.open("w", encoding="utf-8") as stream:
        write_po(stream, Catalog(Header(document, created=NOW), entries))
    return path


def put_sheet(catalog: Path, name: str = "", **cells: str) -> Path:
    """Export a sheet beside its catalogue and write ``revised_1="…"`` into its cells."""
    path = catalog.with_name(name or f"{catalog.stem}.review.xlsx")
    if not path.exists():
        save_sheet(path, load_catalog(catalog), now=NOW)
    return fill(path, **cells)


def fill(path: Path, **cells: str) -> Path:
    book = openpyxl.load_workbook(path, rich_text=True)
    for place, text in cells.items():
        key, _, row = place.rpartition("_")
        column = [column.key for column in COLUMNS].index(key) + 1
        book.worksheets[0].cell(FIRST_ROW - 1 + int(row), column).value = text
    book.save(path)
    return path


def test_round_trip(tmp_path: Path) -> None:
    """A sheet that came back changes its catalogue, and the old catalogue is kept beside it."""
    po = put_catalog(tmp_path)
    old = po.read_bytes()
    (done,) = apply_sheets([put_sheet(po, revised_1="By hand", decision_2="approve")], now=NOW)
    assert [(e.target, e.state) for e in load_catalog(po).entries] == [
        ("By hand", State.EDITED),
        ("Text 1", State.APPROVED),
        ("Text 2", State.DRAFT),
    ]
    assert done.backup == tmp_path / "doc.po.bak-20241120-093000"
    assert done.backup.read_bytes() == old
    assert load_catalog(po).header.revised == NOW
    assert not done.needs_person
    assert done.conflicts is None


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    """An untouched sheet leaves no trace, and so does a dry run."""
    po = put_catalog(tmp_path)
    untouched = put_sheet(po)
    old = po.read_bytes()
    apply_sheets([untouched], now=NOW)
    (dry,) = apply_sheets([fill(untouched, revised_1="By hand")], now=NOW, dry_run=True)
    assert (dry.written, dry.results[0].outcome) == (True, Outcome.EDITED)
    assert po.read_bytes() == old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["doc.po", "doc.review.xlsx"]


def test_conflict_sheet_round_trip(tmp_path: Path) -> None:
    """What two reviewers disagree on goes to a conflict sheet, which is decided and applied like any other."""
    po = put_catalog(tmp_path)
    first = put_sheet(po, "claire.xlsx", revised_1="Claire’s")
    second = put_sheet(po, "paul.xlsx", revised_1="Paul’s", revised_2="Paul’s too")
    (done,) = apply_sheets([first, second], now=NOW)
    assert [result.text for result in done.results if result.needs_person] == ["Paul’s"]
    assert [entry.target for entry in load_catalog(po).entries] == ["Claire’s", "Paul’s too", "Text 2"]
    assert done.conflicts == tmp_path / "doc.conflicts.xlsx"
    (waiting,) = apply_sheets([done.conflicts], now=NOW)
    assert not waiting.written
    (decided,) = apply_sheets([fill(done.conflicts, decision_1="approve")], now=NOW)
    assert not decided.needs_person
    assert load_catalog(po).entries[0].target == "Paul’s"


def test_last_translator_is_who_reviewed_last(tmp_path: Path) -> None:
    """The second reviewer of a day is named, wherever the rows stand; who only comments translated nothing."""
    po = put_catalog(tmp_path)
    first = put_sheet(po, "claire.xlsx", decision_3="approve")
    second = put_sheet(po, "paul.xlsx", decision_1="approve")
    third = put_sheet(po, "ana.xlsx", comment_1="Why?")
    for path, name in ((first, "Claire"), (second, "Paul"), (third, "Ana")):
        book = openpyxl.load_workbook(path, rich_text=True)
        book.properties.lastModifiedBy = name
        book.save(path)
        apply_sheets([path], now=NOW)
        assert polib.pofile(str(po)).metadata["Last-Translator"] == ("Claire" if name == "Claire" else "Paul")


def test_catalogue_elsewhere(tmp_path: Path) -> None:
    """A sheet that lies elsewhere finds its catalogue in the folder given."""
    (tmp_path / "catalogues").mkdir()
    po = put_catalog(tmp_path / "catalogues")
    sheet = put_sheet(po, revised_1="By hand").rename(tmp_path / "mail (1).xlsx")
    apply_sheets([sheet], now=NOW, folders=[tmp_path / "catalogues"])
    assert load_catalog(po).entries[0].target == "By hand"


def test_unusable_sheets(tmp_path: Path) -> None:
    """A sheet without its catalogue, or of another document, is refused before anything is written."""
    po = put_catalog(tmp_path)
    good = put_sheet(po, revised_1="By hand")
    other = put_catalog(tmp_path, "other")
    lost = put_sheet(other)
    other.unlink()
    with pytest.raises(PasserelleError, match=r"no other\.po beside it"):
        apply_sheets([good, lost], now=NOW)
    po.rename(other)
    with pytest.raises(PasserelleError, match="is the catalogue of doc"):
        apply_sheets([lost], now=NOW)
    assert load_catalog(other).entries == ENTRIES


def test_export_never_overwrites_words(tmp_path: Path) -> None:
    """A new export sets a sheet aside while it holds words that the catalogue lacks, and overwrites it afterwards."""
    po = put_catalog(tmp_path)
    sheet = put_sheet(po, revised_1="By hand")
    aside = save_sheet(sheet, load_catalog(po), now=NOW).aside
    assert aside == tmp_path / "doc.review.kept-20241120-093000.xlsx"
    apply_sheets([aside], now=NOW)
    assert load_catalog(po).entries[0].target == "By hand"
    assert save_sheet(sheet, load_catalog(po), now=NOW).aside is None
    sheet.write_bytes(b"no workbook")
    assert save_sheet(sheet, load_catalog(po), now=NOW).aside is not None


def test_a_sheet_set_aside_is_named_until_it_is_applied(tmp_path: Path) -> None:
    """Other sheets that are applied name it; once applied it is quiet, whatever is decided later, until someone edits it again."""
    po = put_catalog(tmp_path)
    sheet = put_sheet(po, revised_1="By hand")
    aside = save_sheet(sheet, load_catalog(po), now=NOW).aside
    assert aside is not None
    assert [each.unapplied for each in apply_sheets([sheet], now=NOW)] == [(aside,)]
    assert review_status(po).unapplied == (aside,)
    assert [each.unapplied for each in apply_sheets([aside], now=NOW, dry_run=True)] == [()]
    assert review_status(po).unapplied == (aside,)
    assert [each.unapplied for each in apply_sheets([aside], now=NOW)] == [()]
    apply_sheets([put_sheet(po, "later.xlsx", revised_1="Decided otherwise")], now=NOW)
    assert load_catalog(po).entries[0].target == "Decided otherwise"
    assert review_status(po).unapplied == ()
    fill(aside, revised_2="One more")
    assert review_status(po).unapplied == (aside,)


def test_a_sheet_set_aside_whose_words_are_in_the_catalogue_is_not_named(tmp_path: Path) -> None:
    """So it is when the cache that remembers what was applied is lost; one that cannot be read is named."""
    po = put_catalog(tmp_path)
    aside = put_sheet(po, "doc.review.kept-20241120-093000.xlsx", revised_1="By hand")
    assert review_status(po).unapplied == (aside,)
    apply_sheets([aside.rename(tmp_path / "copy.xlsx")], now=NOW)
    (tmp_path / "copy.xlsx").rename(aside)
    assert review_status(po).unapplied == ()
    aside.write_bytes(b"no workbook")
    assert review_status(po).unapplied == (aside,)


def test_glossary_of_the_document() -> None:
    """The glossary sheet shows the concepts of the ledger, and renderings that the termbase does not know."""
    record = Record(ConstraintKind.TERM, "clcc", "CLCC", 0, 4, "short", "CCC", Stage.UNMET)
    unknown = replace(record, concept="gone", source="RSE", rendering="CSR")
    number = replace(record, kind=ConstraintKind.NUMBER)
    entry = replace(ENTRIES[0], records=(record, unknown, number))
    concept = Concept("clcc", "centre de lutte contre le cancer", "comprehensive cancer centre", "care")
    assert document_glossary(Catalog(Header("doc"), (entry,)), Termbase((concept,))) == (
        GlossaryRow("centre de lutte contre le cancer", "comprehensive cancer centre"),
        GlossaryRow("RSE", "CSR"),
    )


def test_terms_of_the_same_french_keep_their_order() -> None:
    """Another process lists the senses of a term, and its capitals, as this one does, so that the sheet is the same to the byte."""
    senses = [
        Concept(f"deficit-{n}", "déficit", "deficit", "x", definition=f"Sense {n % 7}, {n}.")
        for n in range(9)
    ]
    asked = [
        Record(ConstraintKind.TERM, each.id, each.source, 0, 7, "", each.target, Stage.UNMET)
        for each in senses
    ]
    unknown = [
        Record(ConstraintKind.TERM, "", source, 0, 3, "", "CSR", Stage.UNMET)
        for source in ("rse", "RSE", "Rse", "rSE")
    ]
    entry = replace(ENTRIES[0], records=(*asked, *unknown))
    rows = document_glossary(Catalog(Header("doc"), (entry,)), Termbase(tuple(senses)))
    assert rows[:9] == tuple(sorted(rows[:9]))
    assert [row.source for row in rows[9:]] == ["RSE", "Rse", "rSE", "rse"]


# The command line ---------------------------------------------------------------------------------------------


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["review", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_command_line_round_trip(tmp_path: Path) -> None:
    """Export, apply and status work together; exit code 0 says that all was applied."""
    po = put_catalog(tmp_path)
    assert run("export", po, "--language", "fr", "--out", tmp_path / "mail")[0] == 0
    sheet = fill(tmp_path / "mail" / "doc.review.xlsx", revised_1="Words 0", decision_2="approuver")
    code, output = run("apply", sheet, "--catalogues", tmp_path)
    assert (code, "1 edited, 1 approved, 1 untouched" in output) == (0, True)
    code, output = run("status", po)
    assert (code, "2 of 3 reviewed" in output) == (0, True)
    assert "not ready to go out, 1 text kept back:\n  row 6     unreviewed: " in output
    assert json.loads(run("status", po, "--json")[1])[0]["states"]["edited"] == 1


def test_checks_run_on_what_comes_back(tmp_path: Path) -> None:
    """A figure that the reviewer changed is applied and told, with exit code 1, until it is waived."""
    po = put_catalog(tmp_path)
    code, output = run("apply", put_sheet(po, revised_1="Words 7"))
    assert (code, "number-value" in output) == (1, True)
    assert load_catalog(po).entries[0].target == "Words 7"
    again = put_sheet(po, "again.xlsx", comment_1="ok number-value: as agreed")
    assert run("apply", again)[0] == 0
    (finding,) = load_catalog(po).entries[0].findings
    assert (finding.id, finding.waiver) == ("number-value", "as agreed")


def test_a_waiver_of_no_check_is_told(tmp_path: Path) -> None:
    """The report says so with what may be meant and exit code 1; the sheet counts as applied afterwards."""
    po = put_catalog(tmp_path)
    sheet = put_sheet(po, comment_1="ok numbervalue: as agreed")
    code, output = run("apply", sheet)
    assert (code, "unknown check (did you mean number-value?)" in output) == (1, True)
    entry = load_catalog(po).entries[0]
    assert (entry.waivers, entry.review.remark) == ((), "ok numbervalue: as agreed")
    assert save_sheet(sheet, load_catalog(po), now=NOW).aside is None


def test_the_ledger_of_an_edit_follows_the_glossary(tmp_path: Path) -> None:
    """The command knows the variants of the glossary that it is given."""
    glossary = tmp_path / "own.tsv"
    glossary.write_text("id\tfr\ten\ten_variants\nzorg\tzorglub\tzorglub master\tZM\n", encoding="utf-8")
    record = Record(
        ConstraintKind.TERM, "zorg", "zorglub", 0, 7, "preferred", "zorglub master", Stage.PLAIN, (0, 14)
    )
    entry = Entry("p-1", BlockKind.PARAGRAPH, "Zorglub.", "Zorglub master.", key="k", records=(record,))
    po = put_catalog(tmp_path, entries=(entry,))
    assert run("apply", put_sheet(po, revised_1="ZM."), "--glossary", glossary)[0] == 0
    assert [record.target_span for record in load_catalog(po).entries[0].records] == [(0, 2)]


def test_exit_code_one_names_rows(tmp_path: Path) -> None:
    """A row that was not applied makes exit code 1, and is printed with its reason and the reviewer's words."""
    sheet = put_sheet(put_catalog(tmp_path), revised_1="By hand", decision_1="perhaps", comment_1="hm")
    code, output = run("apply", sheet, "--dry-run")
    assert code == 1
    for words in ("row 4 “Texte 0”", "“perhaps” is no decision", "By hand", "hm"):
        assert words in output
    code, output = run("apply", sheet, "--json")
    row = json.loads(output)[0]["rows"][0]
    assert (code, row["outcome"], row["text"], row["applied"]) == (1, "unreadable", "By hand", False)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.xlsx", None, "does not exist"),
        ("a.xlsx", b"text", "not an Excel workbook"),
        ("doc.po", None, "not an"),
    ],
)
def test_exit_code_two_is_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    """An unusable file makes exit code 2 and one sentence with its name."""
    put_catalog(tmp_path)
    if content:
        (tmp_path / name).write_bytes(content)
    code, output = run("apply", tmp_path / name)
    assert code == 2
    assert message in output
    assert name in output
    assert "Traceback" not in output


def test_broken_catalogue(tmp_path: Path) -> None:
    """A broken catalogue makes exit code 2 with its line, and nothing is exported."""
    po = put_catalog(tmp_path)
    po.write_text(po.read_text(encoding="utf-8").replace('"Text 1"', '"Text 1'), encoding="utf-8")
    code, output = run("export", po)
    assert (code, "doc.po:" in output) == (2, True)
    assert not (tmp_path / "doc.review.xlsx").exists()


def test_a_catalogue_that_another_run_holds(tmp_path: Path) -> None:
    """The wait is told with who holds it; after it the command ends with exit code 2, and nothing was written."""
    po = put_catalog(tmp_path)
    sheet = put_sheet(po, revised_1="Words 0")
    with lock_file(po):
        code, output = run("apply", sheet, "--wait", "0.1")
    words = " ".join(output.split())
    assert code == 2
    assert words.count(f"is being written by process {os.getpid()} on") == 2
    assert "waiting up to 0.1 s" in words
    assert load_catalog(po).entries == ENTRIES
    assert run("apply", sheet, "--wait", "0")[0] == 0
