"""Bounds of figures: lost, invented, turned round."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "Au moins 12 services ferment.",
            "At most 12 departments are closing.",
            "The French says “Au moins” of “12”, but the English “At most”.",
        ),
        (
            "Plus de 300 agents manifestent.",
            "The 300 staff are demonstrating.",
            "The French says “Plus de” of “300”, but the English does not.",
        ),
        (
            "Les 300 agents manifestent.",
            "More than 300 staff are demonstrating.",
            "The English says “More than” of “300”, but the French does not.",
        ),
        (
            "Le dossier est clos avant le 12 mars.",
            "The case closes after 12 March.",
            "The French says “avant le” of “12 mars”, but the English “after”.",
        ),
    ],
)
def test_another_bound_is_told(look: Look, source: str, target: str, message: str) -> None:
    """The message names the bound, the figure and what the English has."""
    assert look(source, target)["comparison"].message == message


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le seuil est ≥ 7 %.", "The threshold is at least 7%."),
        ("Les 65 ans et plus sont invités.", "The over-65s are invited."),
        ("Le plan s’étale sur trois ans.", "The plan runs over three years."),
        ("Le coût dépasse désormais 27 millions d’euros.", "The cost now exceeds €27 million."),
        ("Environ 30 lits sont fermés.", "Thirty beds or so are closed."),
        ("Pas avant le 12 mars.", "Not until 12 March."),
        ("Une dose de 4 g maximum.", "A dose of no more than 4 g."),
    ],
)
def test_the_same_bound_is_none(look: Look, source: str, target: str) -> None:
    """Signs, words before and words behind a figure may say the same."""
    assert "comparison" not in look(source, target)
