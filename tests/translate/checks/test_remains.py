"""A term that was put in, and the old word beside it."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "left"),
    [
        ("Le CLCC ouvre.", "The comprehensive cancer centre (CLCC) centre opens.", "centre"),
        ("Un accord (avec le CLCC).", "A deal (with the comprehensive cancer centre (CLCC)).", "(CLCC)"),
        ("Une biopsie liquide suffit.", "A biopsie liquid biopsy is enough.", "biopsie"),
        (
            "Le dépistage organisé.",
            "Organised screening and organised screening.",
            "Organised screening and organised screening",
        ),
    ],
)
def test_old_word_is_told(look: Look, source: str, target: str, left: str) -> None:
    """The finding has its place in the English."""
    told = look(source, target)["old-word-left"]
    assert target[slice(*told.target_span or ())] == left
    assert left in told.message


def test_square_brackets_within_round_ones_are_right(look: Look) -> None:
    target = "A deal (with the comprehensive cancer centre [CLCC])."
    assert not look("Un accord (avec le CLCC).", target)
