"""Articles to be timed differ in every sentence, and the table tells what was measured."""

from pathlib import Path

import pytest

from benchmarks.sets import BenchmarkError
from benchmarks.speed import Cost, measure, show_table, write_articles
from passerelle.translate.formats.articles import read_document

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_articles_share_no_block(tmp_path: Path) -> None:
    """A memory or a cache of sentences gains nothing from one article for the next."""
    count = write_articles(EXAMPLES, tmp_path, 3)
    texts = [block.text for path in sorted(tmp_path.iterdir()) for block in read_document(path).blocks]
    assert len(texts) >= count
    assert len(set(texts)) == len(texts)


def test_a_command_that_fails_is_not_timed(tmp_path: Path) -> None:
    """Its error is told."""
    with pytest.raises(BenchmarkError, match="does not exist"):
        measure("nothing", ["translate", "nowhere.md", "--out", "out"], tmp_path, {}, 1)


def test_the_table_names_each_command_and_the_gain() -> None:
    """Clock and processor time are told apart."""
    first, unchanged = Cost("100 articles", 50.0, 90.0, 1), Cost("unchanged", 0.5, 0.45, 3)
    table = show_table([first, unchanged], first, unchanged)
    assert "| 100 articles | 50.00 | 90.00 | 1 |" in table
    assert "100 times less than the first time (200 times less processor time)" in table
