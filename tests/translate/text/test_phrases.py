"""Phrases in two languages, from tables beside the modules that say them."""

from pathlib import Path

import pytest

from passerelle.translate.text.phrases import LANGUAGES, read_phrases


def test_tables_are_read_together_and_filled_with_values(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "one.tsv").write_text(
        "of\t{part} of {whole}\t{part} sur {whole}\n", encoding="utf-8"
    )
    (tmp_path / "data" / "two.tsv").write_text("# key\tEnglish\tFrench\nyes\tYes\tOui\n", encoding="utf-8")
    phrases = read_phrases(str(tmp_path / "module.py"), "one.tsv", "two.tsv")
    assert [phrases.say("of", language, part=3, whole=4) for language in LANGUAGES] == ["3 of 4", "3 sur 4"]
    assert phrases.say("yes", "fr") == "Oui"
    with pytest.raises(KeyError):
        phrases.say("no", "en")


def test_a_key_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    """In two tables that are said by one function as well: one of the phrases would never be read."""
    (tmp_path / "data").mkdir()
    for name in ("one.tsv", "two.tsv"):
        (tmp_path / "data" / name).write_text("yes\tYes\tOui\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"“yes” stands twice in one\.tsv, two\.tsv"):
        read_phrases(str(tmp_path / "module.py"), "one.tsv", "two.tsv")
