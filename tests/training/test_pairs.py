"""Evaluation sets in both layouts."""

import json
from pathlib import Path

import pytest

from passerelle.glossary.errors import PasserelleError
from training.pairs import Pair, TermPair, read_pairs


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_plain_set(tmp_path: Path) -> None:
    """Lines of French, tab, English are pairs; further columns and empty lines do not count."""
    path = write(tmp_path / "a.tsv", "Oui.\tYes.\tmore\n\nNon.\u2028Si.\tNo.\n")
    assert read_pairs(path) == [Pair("Oui.", "Yes."), Pair("Non.\u2028Si.", "No.")]


def test_set_with_terms(tmp_path: Path) -> None:
    """A header names the columns in any order; a term's two English forms are its renderings, once each."""
    terms = [
        {"fr": "virus", "en": "viruses", "en_term": "virus"},
        {"fr": "toux", "en": "cough", "en_term": "cough"},
    ]
    path = write(tmp_path / "a.tsv", f"terms_json\ten\tid\tfr\n{json.dumps(terms)}\tA.\t1\tB.\n")
    expected = (TermPair("virus", ("viruses", "virus")), TermPair("toux", ("cough",)))
    assert read_pairs(path) == [Pair("B.", "A.", expected)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("Oui.\tYes.\nNon.\n", "a.tsv:2: has 1 columns"),
        ("fr\ten\tterms_json\nOui.\tYes.\n", "a.tsv:2: has 2 columns"),
        ("fr\ten\tterms_json\nOui.\tYes.\t{\n", "a.tsv:2: holds terms"),
    ],
)
def test_broken_set(tmp_path: Path, text: str, message: str) -> None:
    """A broken line is named."""
    with pytest.raises(PasserelleError, match=message):
        read_pairs(write(tmp_path / "a.tsv", text))


def test_other_encoding(tmp_path: Path) -> None:
    """A file in another encoding is refused."""
    (tmp_path / "a.tsv").write_bytes("été\tsummer\n".encode("latin-1"))
    with pytest.raises(PasserelleError, match="not UTF-8"):
        read_pairs(tmp_path / "a.tsv")
