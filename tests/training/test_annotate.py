"""Term constraints in the source follow their French words and come from aligned phrases."""

import random

import pytest

from training.align import read_links
from training.annotate import Term, annotate, choose_terms, mask_annotations, phrase_pairs

FRENCH = "Les biopsies liquides rassurent la patiente."
ENGLISH = "Liquid biopsies reassure the patient."
LINKS = read_links("0-1 1-1 2-0 3-2 4-3 5-4 6-5")


def lemma(word: str) -> str:
    return {"biopsies": "biopsy", "reassure": "reassure"}.get(word.lower(), word.lower())


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([], FRENCH),
        ([Term(4, 21, "liquid biopsy")], "Les biopsies liquides ⟦liquid biopsy⟧ rassurent la patiente."),
        (
            [Term(35, 43, "patient"), Term(4, 21, "liquid biopsy")],
            "Les biopsies liquides ⟦liquid biopsy⟧ rassurent la patiente ⟦patient⟧.",
        ),
    ],
)
def test_annotate(terms: list[Term], expected: str) -> None:
    """Each rendering stands behind its French words, whatever the order in which terms are given."""
    assert annotate(FRENCH, terms) == expected


def test_masking_leaves_the_french_in_place() -> None:
    """Masking keeps the length, blanks the renderings and leaves the French words."""
    text = annotate(FRENCH, [Term(4, 21, "liquid biopsy"), Term(35, 43, "patient")])
    masked = mask_annotations(text)
    assert len(masked) == len(text)
    assert masked.split() == ["Les", "biopsies", "liquides", "rassurent", "la", "patiente", "."]


def test_chosen_terms_are_aligned_phrases() -> None:
    """A rendering is the aligned English of its French words, as written or in dictionary form."""
    english_of = {
        "biopsies liquides": {"liquid biopsies", "liquid biopsy"},
        "Les biopsies liquides": {"liquid biopsies", "liquid biopsy"},
        "liquides": {"liquid"},
        "rassurent": {"reassure"},
        "patiente": {"patient"},
        "rassurent la patiente": {"reassure the patient"},
    }
    found = set()
    for seed in range(80):
        terms = choose_terms(random.Random(seed), FRENCH, ENGLISH, LINKS, lemma)
        ends = [0, *(term.end for term in terms)]
        assert all(term.start >= end for term, end in zip(terms, ends, strict=False))
        for term in terms:
            french = FRENCH[term.start : term.end]
            assert term.rendering.lower() in english_of.get(french, set()), french
            found.add(term.rendering)
    assert {"patient", "reassure", "Liquid", "liquid"} <= found


def test_phrases_do_not_break_links() -> None:
    """A phrase whose French words render words outside it is none."""
    assert ((0, 1), (0, 1)) not in list(phrase_pairs(read_links("0-0 0-1"), 2))
    assert ((0, 1), (0, 2)) in list(phrase_pairs(read_links("0-0 0-1"), 2))


def test_nothing_aligned_gives_no_terms() -> None:
    """Without links nothing is annotated."""
    assert choose_terms(random.Random(1), FRENCH, ENGLISH, set(), lemma) == []
