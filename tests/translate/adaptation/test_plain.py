"""Sentences are learned in one typography."""

import pytest

from passerelle.translate.adaptation.plain import tidy


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("e\u0301te\u0301", "été"),
        ("12\u00a0%\u202f!", "12 % !"),
        ("co\u00adût\u200b", "coût"),
        ("  a \t b ", "a b"),
    ],
)
def test_tidy(raw: str, clean: str) -> None:
    """Accents are composed, invisible characters dropped, spaces made one."""
    assert tidy(raw) == clean
