"""The curve of an adaptation is read, told and drawn."""

from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks.adapt import Point, plot, read_units, report
from passerelle.translate.adaptation.prove import EDITS, Figure, Proof
from passerelle.translate.engine.packages import ModelPackage


def point(pairs: int, edits: float, general: float) -> Point:
    figures = (
        Figure(EDITS, 50.0, edits, edits - 51.0, edits - 49.0, cost=True),
        Figure("house chrF2", 55.0, 59.0, 3.0, 5.0),
        Figure("house BLEU", 30.0, 35.0, 3.0, 7.0),
        Figure("general chrF2", 54.5, general, -0.5, 0.1),
        Figure("terms met by the model alone, %", 70.0, 75.0, 1.0, 9.0),
    )
    unseen = Proof((Figure(EDITS, 40.0, 35.0, -6.0, -4.0, cost=True),)) if pairs > 100 else None
    return Point(pairs, 3 * pairs, Proof(figures), 12.4, 1650.0, unseen)


def test_pairs_are_documents_of_ten(tmp_path: Path) -> None:
    """Remarks and further columns are passed over."""
    lines = "".join(f"Un {n}\tOne {n}\tmore\n" for n in range(12))
    (tmp_path / "pairs.tsv").write_text(f"# a remark\n{lines}", encoding="utf-8")
    units = read_units(tmp_path / "pairs.tsv")
    assert (units[0].french, units[0].english) == ("Un 0", "One 0")
    assert [unit.document for unit in units[8:12]] == ["document 0"] * 2 + ["document 1"] * 2


def test_table_begins_with_the_package_as_it_is() -> None:
    points = [point(100, 48.0, 54.4), point(1000, 45.0, 54.3)]
    *_, start, first, last = report(ModelPackage("p", "1", Path()), points, "a tenth")
    assert start.startswith("| 0 | 0 | 50.0 | – | – |")
    assert "| 100 | 300 | 48.0 | 4.0 % (2.0 to 6.0) | – |" in first
    assert "| 45.0 | 10.0 % (8.0 to 12.0) | 12.5 % (10.0 to 15.0) |" in last
    assert "| 54.3 | -0.20 (-0.50 to +0.10) |" in last
    assert last.endswith("| 12 | 1,650 |")


def test_plot_is_svg_with_both_curves() -> None:
    root = ET.fromstring(plot([point(100, 48.0, 54.4), point(1000, 45.0, 54.3)]))
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"4.0", "10.0", "-0.1", "-0.2", "100", "1,000"} <= set(texts)
