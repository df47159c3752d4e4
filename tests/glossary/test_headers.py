"""First rows of tables without column names: names of columns, or terms."""

import pytest

from passerelle.glossary.formats.exchange import read_exchange

NAMES = [
    "colA;colB",
    "A;B",
    "col1;col2",
    "terme_source;terme_cible",
    "source;cible",
    "term;translation",
    "F;E",
]
TERMS = [
    "mot;word",
    "lit;bed",
    "HAS;FNAH",
    "OMS;WHO",
    "INCa;INCa",
    "insuline;insulin",
    "côlon;colon",
    "Doliprane;Doliprane",
]  # fmt: skip  (a table of cells)


def remarks(*rows: str) -> list[str]:
    data = "".join(f"{row}\n" for row in rows).encode()
    return [str(each) for each in read_exchange(data, domain="d", path="x.csv").remarks]


@pytest.mark.parametrize("row", NAMES)
def test_names_of_columns_are_told(row: str) -> None:
    """With the line and what to call them."""
    told, *_ = remarks(row, "rein;kidney", "hôpital de jour;day hospital")
    assert told.startswith("x.csv:1: no column names were recognised")
    assert "call them fr and en" in told


@pytest.mark.parametrize("row", TERMS)
def test_terms_are_not_doubted(row: str) -> None:
    """Words of the two languages, abbreviations and names."""
    assert not remarks(row, "rein;kidney")


def test_one_row_says_nothing_of_its_file() -> None:
    """Where no other row is in the languages, nothing tells names from terms."""
    assert not remarks("colA;colB")


def test_tabs_as_commas() -> None:
    """A table of OmegaT has no names of columns either."""
    assert any("no column names" in each for each in remarks("colA\tcolB\tremark", "rein\tkidney\torgan"))


def test_a_term_of_a_thousand_characters_is_told() -> None:
    """With its length, and not with its text."""
    [told] = remarks(f"rein;{'kidney ' * 200}", "lit;bed")
    assert "1,399 characters" in told
    assert len(told) < 200
