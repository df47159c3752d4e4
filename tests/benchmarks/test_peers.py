"""Others get the very sentences that Passerelle translates, and the table tells how far each is from the limit."""

from pathlib import Path

import pytest

from benchmarks.peers import Peer, measure_raw, measure_stock, read_sentences, show_peers
from benchmarks.sets import BenchmarkError


def test_sentences_are_those_of_the_articles(tmp_path: Path) -> None:
    """Without marks, text by text."""
    (tmp_path / "a.md").write_text("# Un *essai*\n\nIl ouvre. Il ferme.\n", encoding="utf-8")
    assert read_sentences(tmp_path) == [[["Un essai"], ["Il ouvre.", "Il ferme."]]]


def test_the_model_alone_is_timed() -> None:
    peer = measure_raw([[["Il ouvre."]], [["Il ferme.", "Oui."]]], 1)
    assert peer.seconds > 0
    assert peer.articles == 2


def test_an_environment_without_argostranslate_is_told(tmp_path: Path) -> None:
    """As is one that cannot be made."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").write_text(
        '#!/bin/sh\necho "no argostranslate" >&2\nexit 1\n', encoding="utf-8"
    )
    (tmp_path / "bin" / "python").chmod(0o755)
    with pytest.raises(BenchmarkError, match="does not run there: no argostranslate"):
        measure_stock([[["Oui."]]], tmp_path, 1)


def test_the_table_tells_ratios() -> None:
    """Of the limit and times stock, an article for an article."""
    raw, stock = Peer("raw", 20.0, 100, 3), Peer("stock", 40.0, 10, 3)
    table = show_peers(40.0, 100, raw, stock, 2939)
    assert "| stock | 10 | 40.00 | 4.00 | 0.05 | 1.0 |" in table
    assert "| 100 | 40.00 | 0.40 | 0.50 | 10.0 |" in table
    assert "| raw | 100 | 20.00 | 0.20 | 1.00 | 20.0 |" in table
    assert "2,939 sentences" in table
