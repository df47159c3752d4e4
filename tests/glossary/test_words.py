"""Word lists and tables beside the code."""

from pathlib import Path

import pytest

from passerelle.glossary.words import read_pairs, read_table, read_words


@pytest.fixture
def module(tmp_path: Path) -> str:
    """The path of a module with a folder of data beside it."""
    (tmp_path / "data").mkdir()
    text = "# What it holds.\n# key\tvalue\nœil\tyeux\n\nune fois\tdeux\ttrois\n# more\nn°\n"
    (tmp_path / "data" / "some.tsv").write_text(text, encoding="utf-8")
    return str(tmp_path / "module.py")


def test_remarks_and_empty_lines_are_no_entries(module: str) -> None:
    assert read_words(module, "some.tsv") == ("œil\tyeux", "une fois\tdeux\ttrois", "n°")


def test_cells_that_a_row_lacks_are_empty(module: str) -> None:
    """An editor may cut the tabs at the end of a line."""
    assert read_table(module, "some.tsv", 3) == (
        ("œil", "yeux", ""),
        ("une fois", "deux", "trois"),
        ("n°", "", ""),
    )


def test_pairs_are_the_second_cell_by_the_first(module: str) -> None:
    assert read_pairs(module, "some.tsv") == {"œil": "yeux", "une fois": "deux", "n°": ""}


def test_a_file_is_read_once(module: str) -> None:
    assert read_words(module, "some.tsv") is read_words(module, "some.tsv")
