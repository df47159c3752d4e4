"""Counts agree with their nouns in whatever the commands say."""

import re
from pathlib import Path

import pytest

from passerelle.translate.cli import console
from passerelle.translate.text.phrases import counted, read_phrases

ROOT = Path(console.__file__).parents[1]
_NOUN = (
    "(?:texts|entries|strings|pairs|blocks|terms|concepts|errors|warnings|remarks|candidates|sentences|lines|drafts|units|"
    "characters|demands)"
)
TABLES = sorted(ROOT.glob("**/data/phrases.tsv")) + sorted(ROOT.glob("**/data/messages.tsv"))


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, "text", "0 texts"),
        (1, "text", "1 text"),
        (2, "text", "2 texts"),
        (1, "entry", "1 entry"),
        (3, "entry", "3 entries"),
        (1, "unreviewed draft", "1 unreviewed draft"),
        (2, "unreviewed draft", "2 unreviewed drafts"),
        (2, "French form", "2 French forms"),
    ],
)
def test_number_and_noun(count: int, noun: str, words: str) -> None:
    """One text, two texts, no texts."""
    assert counted(count, noun) == words


def test_findings_are_counted_by_severity() -> None:
    """Warnings have a plural; what is waived, or information, has none."""
    assert console.counted_findings({"warning": 1, "error": 2, "info": 2, "waived": 2}) == (
        "1 warning, 2 errors, 2 info, 2 waived"
    )


@pytest.mark.parametrize("path", sorted((ROOT / "cli").glob("*.py")), ids=lambda path: path.stem)
def test_no_command_writes_a_plural_behind_any_number(path: Path) -> None:
    """A plural stands behind a number only through `counted`."""
    code = path.read_text(encoding="utf-8")
    assert not re.findall(rf'f"[^"\n]*(?<!of )\{{(?!counted)[^{{}}"]*\}} (?:[a-z]+ )?{_NOUN}\b', code)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.parent.parent.name)
def test_no_phrase_has_a_plural_behind_its_count(path: Path) -> None:
    """Phrases that hold a count read well with any: “texts: 1”."""
    for key, words in read_phrases(str(path.parent.parent / "x.py"), path.name).table.items():
        assert key in ("too long", "goes on", "term-count") or not re.search(
            rf"\{{(?:count|all|shown|ours|theirs)\}} {_NOUN}", words[0]
        ), words[0]
