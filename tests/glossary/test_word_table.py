"""A table of words gives back what was put in, and is not taken for one where it is damaged."""

import pytest

from passerelle.glossary.word_table import WordTable, WordTableError, make_table

WORDS = {
    "été": "été",
    "étés": "été",
    "a": "",
    "": "empty",
    "𝄞": "clef",
    **{f"w{n}": f"t{n}" for n in range(500)},
}


def test_all_is_found_again() -> None:
    """In its order, whatever the letters and however many words share a place; nothing else is found."""
    table = WordTable(make_table(WORDS))
    assert dict(table) == WORDS
    assert list(table) == list(WORDS)
    assert len(table) == len(WORDS)
    assert table.get("w500") is None
    assert table.get("w50", "none") == "t50"
    assert "ét" not in table


@pytest.mark.parametrize("words", [{}, {"one": "1"}], ids=len)
def test_few_words(words: dict[str, str]) -> None:
    """A table may be empty."""
    table = WordTable(make_table(words))
    assert dict(table) == words
    assert table.get("other") is None


@pytest.mark.parametrize("words", [{"a\0b": "x"}, {"a": "x\ny"}], ids=repr)
def test_what_cannot_be_put_in(words: dict[str, str]) -> None:
    """The signs that part words."""
    with pytest.raises(WordTableError):
        make_table(words)


@pytest.mark.parametrize(
    "damage", [b"", b"word table", b"\0" * 100, make_table(WORDS)[:-1], make_table(WORDS) + b"x"]
)
def test_no_table(damage: bytes) -> None:
    """Another file, and one that is cut short."""
    with pytest.raises(WordTableError):
        WordTable(damage)


def test_a_damaged_table_is_looked_through_once() -> None:
    """Where no place is empty any more, a word that is not there is not looked for forever."""
    data = bytearray(make_table({"un": "une"}))
    head = 24
    data[head : head + 16] = b"\1\0\0\0" * 4
    assert WordTable(bytes(data)).get("rien") is None
