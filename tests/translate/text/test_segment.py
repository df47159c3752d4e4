"""Sentences: splitting and joining are inverse, whatever the text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentence_splitter import SentenceSplitter

from passerelle.translate.text.segment import MAX_WORDS, join_segments, split_plainly, split_segments


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("   ", []),
        ("Un mot", ["Un mot"]),
        ("Le Dr Martin arrive. Il est 14 h.", ["Le Dr Martin arrive.", "Il est 14 h."]),
        ("« Agissons. Vite ! » dit-elle.", ["« Agissons.", "Vite ! » dit-elle."]),
        ("L’art. 51 s’applique. Voir p. 12.", ["L’art. 51 s’applique.", "Voir p. 12."]),
        ("Le 1er janv. 2024 est passé. Oui.", ["Le 1er janv. 2024 est passé.", "Oui."]),
        ("3. Chapitre trois. Suite.", ["3. Chapitre trois.", "Suite."]),
        ("Fin.\u00a0Début.", ["Fin.", "Début."]),
        ("12,5 % du total.  Deux blancs.", ["12,5 % du total.", "Deux blancs."]),
        ("Première ligne\nCLCC", ["Première ligne", "CLCC"]),
        ("ARS\n12 rue des Lilas\n\n69000 Lyon", ["ARS", "12 rue des Lilas", "69000 Lyon"]),
        ("fatigue\nnausées\nfièvre", ["fatigue", "nausées", "fièvre"]),
        ("Le centre de lutte\ncontre le cancer ouvre", ["Le centre de lutte\ncontre le cancer ouvre"]),
        ("Comité de\nlutte. Fin", ["Comité de\nlutte.", "Fin"]),
        ("Directeur d’\nhôpital", ["Directeur d’\nhôpital"]),
        ("Horaires :\nde 8 h à 9 h", ["Horaires :", "de 8 h à 9 h"]),
        ("Le plan de\nLyon", ["Le plan de", "Lyon"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Sentences end where French sentences end, not at abbreviations, and with their lines unless they plainly run on."""
    segments = split_segments(text)
    assert [segment.text for segment in segments] == sentences
    assert all(text[segment.start : segment.end] == segment.text for segment in segments)


CASES = [
    line
    for line in (Path(__file__).parent / "data" / "segments.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES)
def test_paragraphs_are_cut_into_sentences(case: str) -> None:
    """Titles, initials, units, abbreviations, figures, dots, quotation marks and dialogue, as French writes them."""
    sentences = case.split(" ¦ ")
    assert [segment.text for segment in split_segments(" ".join(sentences))] == sentences


def test_english_lines_are_sentences() -> None:
    """An English line ends where it ends; that it runs on is told of French ones only."""
    assert [segment.text for segment in split_plainly("Twelve workers\non Monday", "en")] == [
        "Twelve workers",
        "on Monday",
    ]


_TOKENS = (
    "The",
    "care",
    "etc.",
    "Dr.",
    "no.",
    "U.S.",
    "12",
    "A.",
    "É",
    "%.",
    "...",
    "?",
    ".”",
    "“",
    '"',
    "(",
    ").",
    "p.",
    "\n",
)


@given(st.lists(st.tuples(st.sampled_from(_TOKENS), st.sampled_from(["", " ", "  "])), max_size=20))
def test_english_sentences_are_those_of_the_splitter(tokens: list[tuple[str, str]]) -> None:
    """What the splitter makes of the words around each stop is what it makes of a whole line."""
    text = "".join(map("".join, tokens))
    lines = [SentenceSplitter(language="en").split(line) for line in text.split("\n")]
    wanted = [" ".join(piece.split()) for pieces in lines for piece in pieces if piece.split()]
    assert [" ".join(segment.text.split()) for segment in split_plainly(text, "en")] == wanted


@pytest.mark.parametrize("text", ["." * 50_000, ". " * 20_000, "a" * 100_000, "“ " * 20_000, ".x" * 20_000])
def test_stops_without_end_take_no_time(text: str) -> None:
    """What no one writes is cut all the same, and nothing is lost."""
    cut = "".join(segment.text for segment in split_plainly(text, "en"))
    assert "".join(cut.split()) == "".join(text.split())


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_joining_undoes_splitting(text: str) -> None:
    """Every character that is no part of a sentence stands between them."""
    segments = split_segments(text)
    assert join_segments(text, segments, [segment.text for segment in segments]) == text


@pytest.mark.parametrize("text", ["mot " * 20_000, "mot, et mot ; " * 5_000, "x" * 100_000])
def test_endless_sentences_are_cut(text: str) -> None:
    """A paragraph without a full stop becomes pieces of bounded length, and nothing is lost."""
    segments = split_segments(text)
    assert max(len(segment.text.split()) for segment in segments) <= MAX_WORDS
    assert join_segments(text, segments, [segment.text for segment in segments]) == text


def test_cuts_prefer_clauses() -> None:
    """A long sentence is cut after a semicolon rather than in the middle of a clause."""
    text = " ".join(["mot"] * 25) + " ; " + " ".join(["suite"] * 30) + "."
    assert split_segments(text)[0].text.endswith(";")
