"""Catalogues to be measured hold no text twice, and each job's table keeps its place in the report."""

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.scale.__main__ import place_section, show_section
from benchmarks.scale.articles import write_articles
from benchmarks.scale.data import many_entries, read_entries, write_catalogues
from benchmarks.scale.fill import write_filled
from benchmarks.scale.measure import Cost, measure
from benchmarks.scale.review import decide_rows
from benchmarks.sets import BenchmarkError
from passerelle.translate.catalog.entry import State
from passerelle.translate.cms.export import read_export
from passerelle.translate.formats.catalog_file import load_catalog
from passerelle.translate.formats.review_sheet import read_review, write_review
from passerelle.translate.text.markup import unmark

EXAMPLES = Path(__file__).parents[2] / "locales/en/LC_MESSAGES"


def test_no_text_stands_twice() -> None:
    """What was worked out for one entry is of no use for another; the ledger goes with the French."""
    entries = list(islice(many_entries(read_entries(EXAMPLES)), 1_000))
    assert len({entry.source for entry in entries}) == len({entry.target for entry in entries}) == 1_000
    last = [entry for entry in entries if entry.records][-1]
    for record in last.records:
        assert unmark(last.source)[0][record.start : record.end] == record.source


def test_catalogues_hold_as_many_as_asked(tmp_path: Path) -> None:
    """The last one has the rest."""
    paths = write_catalogues(tmp_path, many_entries(read_entries(EXAMPLES)), 25, 10)
    assert [len(load_catalog(path).current) for path in paths] == [10, 10, 5]


def test_a_command_is_watched(tmp_path: Path) -> None:
    """Clock, processor time and memory are told; an error is no cost."""
    cost = measure("help", 1, ["--help"], tmp_path, {})
    assert cost.clock > 0
    assert cost.processor > 0
    with pytest.raises(BenchmarkError, match="nowhere ended with 2"):
        measure("nowhere", 1, ["check", "nowhere.po"], tmp_path, {})


def test_a_job_measured_again_takes_the_place_of_its_table() -> None:
    """Other jobs keep theirs."""
    first = show_section("check", [Cost("`check`", 1_000, 2.0, 2.5, 100_000_000)])
    assert "| `check` | 1,000 | 2.0 | 2.5 | 500 | 100 |" in first
    report = place_section(place_section("", "check", first), "fill", "## fill\n\nrows\n")
    again = place_section(report, "check", "## check\n\nother\n")
    assert again.index("other") < again.index("## fill")
    assert "1,000" not in again


def test_a_sheet_comes_back_decided(tmp_path: Path) -> None:
    """Every fourth text is decided and nothing else is touched: the sheet is read as any other."""
    [path] = write_catalogues(tmp_path, many_entries(read_entries(EXAMPLES)), 40, 40)
    with (tmp_path / "out.xlsx").open("wb") as stream:
        write_review(stream, load_catalog(path))
    decide_rows(tmp_path / "out.xlsx", tmp_path / "back.xlsx")
    with (tmp_path / "back.xlsx").open("rb") as stream:
        sheet = read_review(stream).sheet
    states = [row.decision for row in sheet.rows if row.touched]
    assert (states.count(State.APPROVED), states.count(State.NEEDS_WORK), len(sheet.rows)) == (7, 3, 40)
    assert (sheet.warnings, sheet.strays) == ((), ())
    assert not [row for row in sheet.rows if row.locked or row.problem]


def test_an_export_is_filled_without_a_model(tmp_path: Path) -> None:
    """All its strings stand reviewed in the catalogue, under the ids that they have in the export."""
    write_filled(tmp_path, islice(many_entries(read_entries(EXAMPLES)), 40))
    units = read_export(tmp_path / "export.po").units
    known = {entry.block_id: entry for entry in load_catalog(tmp_path / "out/export.po").current}
    assert [known[unit.id].source for unit in units] == [unit.source for unit in units]
    assert all(known[unit.id].state is State.APPROVED for unit in units)


def test_articles_are_as_many_as_asked_and_the_same_each_time(tmp_path: Path) -> None:
    """Of three sentences each, hardly two the same."""
    for name in ("one", "other"):
        write_articles(tmp_path / name, 50)
    texts = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "one").iterdir())]
    assert texts == [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "other").iterdir())]
    assert len(set(texts)) == 50
    assert all(text.count("personnes.") == 3 for text in texts)
