"""Formats are known by name, suffix and content, and what they give is sound."""

import pytest

from passerelle.glossary.errors import GlossaryError
from passerelle.glossary.formats.exchange import FORMATS, NAMES, find_format, read_exchange


@pytest.mark.parametrize(
    ("path", "data", "name"),
    [
        ("a.tsv", b"id\tfr\ten\n", "tsv"),
        ("a.CSV", b"id;fr;en\n", "csv"),
        ("a.dat", b"id;fr;en\n", "tsv"),
        ("a.csv", None, "csv"),
    ],
)
def test_suffix_and_content_tell_the_format(path: str, data: bytes | None, name: str) -> None:
    assert find_format(path, data=data).name == name


def test_what_is_no_glossary_is_refused() -> None:
    """The formats to choose from are named."""
    for path, name in (("a.pdf", ""), ("a.csv", "nonsense")):
        with pytest.raises(GlossaryError, match="tsv, csv"):
            find_format(path, name, b"%PDF")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n"])
def test_an_empty_file_is_told(data: bytes) -> None:
    """No format would help."""
    with pytest.raises(GlossaryError, match="is empty"):
        find_format("a.csv", data=data)


def test_names_are_their_own() -> None:
    assert len(set(NAMES)) == len(FORMATS)


def test_an_id_that_stands_twice_is_told_with_both_lines() -> None:
    imported = read_exchange(b"id;fr;en\na;mot;word\na;lit;bed\n", domain="d", path="x.csv")
    assert [str(error) for error in imported.errors] == [
        "x.csv:3: the id “a” stands twice, first in line 2; rename one."
    ]


def test_a_file_without_concepts_is_told() -> None:
    assert "no concept" in str(read_exchange(b"id;fr;en\n", domain="d", path="x.csv").errors[0])
