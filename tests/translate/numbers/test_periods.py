"""Quarters and half-years."""

import pytest

from passerelle.translate.numbers import find_periods
from passerelle.translate.numbers.wording import Language


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("au T3 2025", "french", [("quarter", "third")]),
        (
            "du premier trimestre au second semestre",
            "french",
            [("quarter", "first"), ("half-year", "second")],
        ),
        ("first-quarter results", "english", [("quarter", "first")]),
        ("in H2 and Q4", "english", [("half-year", "second"), ("quarter", "fourth")]),
        ("the second quarterback", "english", []),
    ],
)
def test_periods_are_read(text: str, language: Language, said: list[tuple[str, str]]) -> None:
    """Letters and words say the same."""
    assert [(found.kind, found.value) for found in find_periods(text, language)] == said
