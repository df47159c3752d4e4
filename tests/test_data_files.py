"""Word lists and tables are files that code beside them reads: tidy, without doubles, none forgotten."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pytest

import passerelle.glossary
import passerelle.translate

ROOTS = [Path(path) for package in (passerelle.glossary, passerelle.translate) for path in package.__path__]
ROOTS.append(Path(__file__).parents[1] / "training")
FILES = sorted(path for root in ROOTS for path in root.rglob("data/*"))
ORDERED = {
    "checks/cues.tsv": "by kind, a line a value",
    "checks/messages.tsv": "as the checks come",
    "checks/rules.tsv": "the most serious first",
    "formats/columns.tsv": "as the glossary has them",
    "numbers/clock.tsv": "the surest first",
    "numbers/multiples.tsv": "by factor",
    "numbers/periods.tsv": "as the year goes",
    "numbers/rates.tsv": "by times and period",
    "pages/phrases.tsv": "as they come on the pages",
    "pages/review.tsv": "as they come on the pages",
    "report/phrases.tsv": "as they come on the page",
    "review_sheet/help.tsv": "step by step",
    "review_sheet/phrases.tsv": "by sheet and place",
    "text/stop-words.tsv": "French first: of equal shares, the first wins",
}
"""Files whose order means something, and what."""
SEVERAL_LINES = {"checks/cues.tsv", "numbers/periods.tsv", "numbers/rates.tsv"}
"""Tables whose first column groups lines."""


def name_of(path: Path) -> str:
    return f"{path.parents[1].name}/{path.name}"


def entries(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def groups(path: Path) -> Iterator[list[str]]:
    """Yield the runs of entries between remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for remark, group in groupby(lines, key=lambda line: line.startswith("#")):
        if not remark:
            yield list(group)


def sort_key(line: str) -> tuple[str, str]:
    """Return what dictionaries sort by: letters first, then accents and capitals."""
    bare = (sign for sign in unicodedata.normalize("NFD", line.casefold()) if not unicodedata.combining(sign))
    return "".join(bare), line


def test_there_are_data_files() -> None:
    assert len(FILES) > 30
    assert {name_of(path) for path in FILES} >= ORDERED.keys()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_file_says_what_it_holds(path: Path) -> None:
    """Each begins with a remark and is plain text with an end to its last line."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert text == unicodedata.normalize("NFC", text)
    assert path.suffix in (".txt", ".tsv")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_entries_are_tidy(path: Path) -> None:
    """No entry is empty, none has blanks around it; only a table has tabs."""
    for line in entries(path):
        assert line == line.strip()
        assert all(cell == cell.strip() for cell in line.split("\t"))
        assert ("\t" in line) is (path.suffix == ".tsv")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_entry_stands_twice(path: Path) -> None:
    whole = name_of(path) in SEVERAL_LINES
    keys = [line if whole else line.split("\t")[0] for line in entries(path)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", [path for path in FILES if name_of(path) not in ORDERED], ids=name_of)
def test_order_without_meaning_is_the_alphabet(path: Path) -> None:
    for group in groups(path):
        assert not [pair for pair in pairwise(group) if sort_key(pair[0]) > sort_key(pair[1])]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_file_is_read_by_the_code_beside_it(path: Path) -> None:
    modules = [module.read_text(encoding="utf-8") for module in path.parents[1].glob("*.py")]
    assert any(f'"{path.name}"' in module or f"'{path.name}'" in module for module in modules)
