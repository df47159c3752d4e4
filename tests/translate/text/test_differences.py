"""Two versions of a text compared word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.translate.text.differences import Change, differences

texts = st.text(st.sampled_from("ab 12,.<>/\n’é"), max_size=30)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("12 beds", "12 beds", ["same 12 beds"]),
        ("12 beds", "14 beds", ["gone 12", "new 14", "same  beds"]),
        ("A <1>bed</1>.", "A bed.", ["same A ", "gone <1>", "same bed", "gone </1>", "same ."]),
        ("", "A bed", ["new A bed"]),
        ("A bed", "", ["gone A bed"]),
        ("", "", []),
    ],
)
def test_differences(before: str, after: str, pieces: list[str]) -> None:
    assert [f"{each.change} {each.text}" for each in differences(before, after)] == pieces


@given(texts, texts)
def test_the_pieces_join_to_both_texts(before: str, after: str) -> None:
    pieces = list(differences(before, after))
    assert "".join(each.text for each in pieces if each.change is not Change.NEW) == before
    assert "".join(each.text for each in pieces if each.change is not Change.GONE) == after


def test_very_long_texts_are_not_compared() -> None:
    before, after = "a " * 5000, "b " * 5000
    assert [each.change for each in differences(before, after)] == [Change.GONE, Change.NEW]
