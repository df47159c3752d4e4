"""Figures whose digits are right and whose meaning is not: pairs of the newsroom, half of them wrong."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from passerelle.translate.catalog.findings import Finding, Severity

Look = Callable[..., dict[str, Finding]]
TABLE = Path(__file__).parents[2] / "fixtures" / "figures" / "pairs.tsv"
PAIRS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def pairs(verdict: str) -> list[tuple[str, str]]:
    return [(row["french"], row["english"]) for row in PAIRS if row["verdict"] == verdict]


@pytest.mark.parametrize(("source", "target"), pairs("wrong"))
def test_a_wrong_figure_is_an_error(look: Look, source: str, target: str) -> None:
    """Another frequency, bound, direction, period, order, sign or code is told."""
    assert any(found.severity is Severity.ERROR for found in look(source, target).values())


@pytest.mark.parametrize(("source", "target"), pairs("right"))
def test_a_right_figure_is_none(look: Look, source: str, target: str) -> None:
    """What good English says in another way is right."""
    assert [
        found.message for found in look(source, target).values() if found.severity is not Severity.INFO
    ] == []
