"""Articles to be timed differ in every sentence, and the table tells what was measured."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.peers import read_sentences
from benchmarks.sets import BenchmarkError
from benchmarks.speed import Cost, measure, show_table, write_articles

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_articles_share_no_sentence(tmp_path: Path) -> None:
    """A memory or a cache of sentences gains nothing from one article for the next."""
    count = write_articles(EXAMPLES, tmp_path, 40)
    sentences = Counter(
        sentence for article in read_sentences(tmp_path) for text in article for sentence in text
    )
    assert len(sentences) >= count
    assert [sentence for sentence, often in sentences.items() if often > 1] == []


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
