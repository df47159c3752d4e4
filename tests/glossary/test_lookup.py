"""A term is found as people type it."""

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.lookup import complete_term, look_up, near_terms
from passerelle.glossary.termbase import Termbase

TERMBASE = Termbase(
    (
        Concept("hopital", "hôpital", "hospital", "care", abbreviations=("HOP",)),
        Concept("hdj", "hôpital de jour", "day hospital", "care", abbreviations=("HDJ",)),
        Concept("oeuvre", "œuvre sociale", "social scheme", "care"),
        Concept("ephad", "établissement d’hébergement", "nursing home", "care"),
    )
)


@pytest.mark.parametrize(
    ("term", "ids"),
    [
        ("hôpital", ["hopital"]),
        ("hôpitaux", ["hopital"]),
        ("hopital", ["hopital"]),
        ("HOPITAL", ["hopital"]),
        ("oeuvre sociale", ["oeuvre"]),
        ("Hospital", ["hopital"]),
        ("etablissement d'hebergement", ["ephad"]),
        ("hdj", ["hdj"]),
        ("hopitl", []),
        ("", []),
    ],
)
def test_any_form_is_found(term: str, ids: list[str]) -> None:
    """Capitals, number and accents make no difference; a wrong letter does."""
    assert [concept.id for concept in look_up(TERMBASE, term)] == ids


@pytest.mark.parametrize(
    ("term", "first", "near"),
    [
        ("hopital", "day hospital", ["hdj"]),
        ("hopitl", "hôpital", ["hopital"]),
        ("etablisement", "", []),
        ("jour", "hôpital de jour", ["hdj"]),
        ("zzzz", "", []),
        ("", "", []),
    ],
)
def test_near_terms_hold_the_words_or_are_alike(term: str, first: str, near: list[str]) -> None:
    """A term that holds the word comes before one of like letters; each concept stands once."""
    found = near_terms(TERMBASE, term)
    assert [concept.id for _, concept in found][: len(near)] == near
    if not near:
        assert not found
    elif first:
        assert term == "hopital" or found[0][0] == first


@pytest.mark.parametrize(
    ("start", "forms"),
    [
        ("hop", ["HOP", "hôpital de jour"]),
        ("Hôpital", ["hôpital", "hôpital de jour"]),
        ("oeuv", ["œuvre sociale"]),
        ("œuv", ["œuvre sociale"]),
        ("etablissement d'h", ["établissement d’hébergement"]),
        ("pital", []),
        ("day", []),
        (" ", []),
    ],
)
def test_a_term_is_completed_as_it_is_typed(start: str, forms: list[str]) -> None:
    """A concept stands once, by its shortest form that begins so."""
    assert [form for form, _ in complete_term(TERMBASE, start)] == forms


def test_a_completion_is_no_longer_than_asked() -> None:
    assert len(complete_term(TERMBASE, "h", limit=1)) == 1


def test_an_acronym_is_near_what_holds_it_in_capitals() -> None:
    """HAS is no “has”."""
    termbase = Termbase(
        (
            Concept("commission", "commission de la HAS", "HAS committee", "d"),
            Concept("prevenu", "a prévenu", "has warned", "d"),
        )
    )
    assert [concept.id for _, concept in near_terms(termbase, "HAS")] == ["commission"]
    assert {concept.id for _, concept in near_terms(termbase, "has")} == {"commission", "prevenu"}
