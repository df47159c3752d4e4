"""The glossary's own columns to and from other programs."""

from dataclasses import replace

import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.formats.house import is_house, read_house, write_house_csv, write_house_tsv
from passerelle.glossary.termbase import load_termbase


def test_the_whole_glossary_comes_back() -> None:
    """Both files hold every concept as it was; the domain is the file's."""
    concepts = [replace(each, domain="d") for each in load_termbase().concepts]
    for write in (write_house_csv, write_house_tsv):
        imported = read_house(write(concepts), domain="d")
        assert [item.concept for item in imported.items] == concepts
        assert not imported.errors


def test_only_columns_that_are_there_say_something() -> None:
    imported = read_house(b"id;fr;en\na;mot;word\n", domain="d")
    assert imported.items == ((2, Concept("a", "mot", "word", "d", status=Status.APPROVED)),)
    assert imported.known == {"id", "source", "target"}


@pytest.mark.parametrize(
    ("data", "fits"), [(b"en,fr,id\n", True), (b"fr,en\n", False), (b"", False), (b"mot;word\n", False)]
)
def test_the_header_tells_the_format(data: bytes, *, fits: bool) -> None:
    assert is_house(data) is fits
