"""Evaluation sets are read, and their terms are found in the French."""

import json
from pathlib import Path

import pytest

from benchmarks.sets import (
    BenchmarkError,
    Item,
    Term,
    cut_jobs,
    demand_random,
    demand_terms,
    locate_terms,
    read_set,
)

HEADER = "seg_id\tdocid\tfr\ten\tterms_json\n"


def _terms(*forms: tuple[str, ...]) -> list[Term]:
    return [Term(str(number), ("x",), own) for number, own in enumerate(forms)]


@pytest.mark.parametrize(
    ("source", "forms", "found"),
    [
        ("La grippe.", [("grippe",)], ["grippe"]),
        ("Une période d’incubation", [("période d' incubation",)], ["période d’incubation"]),
        ("Une maladie contagieuse", [("contagieux",)], ["contagieuse"]),
        ("La grippe, la grippe", [("grippe",), ("grippe",)], ["grippe", "grippe"]),
        ("La grippe.", [("grippe",), ("grippe",)], ["grippe", None]),
        # the longer form chooses first, whatever the order
        ("Charge virale", [("virale",), ("charge virale",)], [None, "Charge virale"]),
        ("Grippe", [("rhume", "grippe")], ["Grippe"]),
        ("Agrippe", [("grippe",)], [None]),
        ("", [("grippe",)], [None]),
    ],
)
def test_locate_terms(source: str, forms: list[tuple[str, ...]], found: list[str | None]) -> None:
    """A term stands where one of its forms does as whole words, inflected if need be; each place serves one."""
    places = [term.place for term in locate_terms(source, _terms(*forms))]
    assert [source[slice(*place)] if place else None for place in places] == found


def test_read_set_prefers_variants_to_the_annotated_word(tmp_path: Path) -> None:
    """The column `fr` of a term is now and then another word of the sentence: its variants come first."""
    record = {
        "id": "257",
        "en": "outbreak",
        "en_term": "outbreaks",
        "fr": "grippe",
        "fr_variants": ["épidémie"],
    }
    path = tmp_path / "set.tsv"
    path.write_text(
        f"{HEADER}1\td\tÉpidémie de grippe\tFlu outbreak\t{json.dumps([record])}\n", encoding="utf-8"
    )
    (item,) = read_set(path)
    assert item.terms == (Term("257", ("outbreak", "outbreaks"), ("épidémie",), "grippe", (0, 8)),)


def test_read_set_without_header(tmp_path: Path) -> None:
    """Two columns are French and English, each line a document."""
    path = tmp_path / "set.tsv"
    path.write_text("Oui.\tYes.\nNon.\tNo.\n", encoding="utf-8")
    assert read_set(path) == [Item("1", "1", "Oui.", "Yes."), Item("2", "2", "Non.", "No.")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"Oui.\n", "has 1 columns"),
        (b"\xff\xfe\tx", "is not UTF-8"),
        (f"{HEADER}1\td\tOui.\tYes.\n".encode(), "has 4 columns"),
        (f"{HEADER}1\td\tOui.\tYes.\t[{{}}]\n".encode(), "cannot be read as JSON"),
        (f"{HEADER}1\td\tOui.\tYes.\tnone\n".encode(), "cannot be read as JSON"),
    ],
)
def test_broken_sets_are_named(tmp_path: Path, content: bytes, message: str) -> None:
    """What is wrong with a set is one sentence."""
    path = tmp_path / "set.tsv"
    path.write_bytes(content)
    with pytest.raises(BenchmarkError, match=message):
        read_set(path)


def test_linked_words_choose_last() -> None:
    """A term linked to another's word leaves it to that other term, whichever comes first."""
    terms = [Term("a", ("transmission",), ("transmission",), "grippe"), Term("b", ("flu",), ("grippe",), "x")]
    assert [term.place for term in locate_terms("La grippe", terms)] == [None, (3, 9)]
    assert [term.place for term in locate_terms("La grippe", terms[:1])] == [(3, 9)]


ITEM = Item(
    "7",
    "d",
    "La charge virale baisse. La grippe recule vite.",
    "The viral load is falling. Influenza recedes fast.",
    locate_terms("La charge virale baisse. La grippe recule vite.", _terms(("grippe",), ("charge virale",))),
)


def test_cut_jobs_keeps_places() -> None:
    """A constraint goes with its sentence, and its offsets are the sentence's own."""
    _, jobs = cut_jobs(ITEM.source, demand_terms(ITEM))
    assert [[job.text[c.start : c.end] for c in job.constraints] for job in jobs] == [
        ["charge virale"],
        ["grippe"],
    ]


def test_the_control_is_as_many_spans_of_the_reference() -> None:
    """The lottery draws spans that stand in the reference, apart from each other, and can be repeated."""
    drawn = demand_random(ITEM, 1)
    assert len(drawn) == 2
    assert all(c.rendering in ITEM.reference and c.source == ITEM.source[c.start : c.end] for c in drawn)
    assert drawn[0].end <= drawn[1].start
    assert demand_random(ITEM, 1) == drawn
