"""Glossaries on top of each other: which of two entries a French form obeys, and how that is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from passerelle.glossary.concept import CaseMode, Concept, Status
from passerelle.glossary.layers import Located, Place, find_clashes, is_acronym, merge_layers
from passerelle.glossary.lint import lint_termbase
from passerelle.glossary.match import Matcher, SenseFinder
from passerelle.glossary.termbase import Termbase

CARE = Concept("hdj", "hôpital de jour", "day hospital", "care", abbreviations=("HDJ",))
HAS = Concept(
    "has", "Haute Autorité de santé", "National Authority", "org", abbreviations=("HAS",), short="HAS"
)
CALL = Concept(
    "appel",
    "appel à manifestation d'intérêt",
    "call for interest",
    "x",
    abbreviations=("AMI",),
    cues=("projet",),
)
BRIDGE = Concept("relais", "relais", "handover", "x")


def stack(*layers: tuple[Concept, ...]) -> Termbase:
    located = [
        [
            Located(concept, Place(Path(f"{number}.tsv"), line, number))
            for line, concept in enumerate(layer, 2)
        ]
        for number, layer in enumerate(layers)
    ]
    merged, overrides = merge_layers(located)
    places = {each.concept.id: each.place for each in merged}
    return Termbase(tuple(each.concept for each in merged), overrides, places)


def english(termbase: Termbase, text: str) -> list[str | None]:
    finder = SenseFinder(text)
    senses = [finder.decide(hit, text) for hit in Matcher(termbase).find(text).hits]
    return [sense.concept.target if sense.concept else None for sense in senses]


@pytest.mark.parametrize(
    ("own", "text", "expected"),
    [
        (Concept("a", "hôpital de jour", "day clinic", "own"), "les hôpitaux de jour", ["day clinic"]),
        (Concept("a", "Hôpitaux de jour", "day clinic", "own"), "un hôpital de jour", ["day clinic"]),
        (Concept("a", "hôpital de jour", "day clinic", "own"), "un HDJ", ["day clinic"]),
        (Concept("a", "hôpital de jour", "x", "own", abbreviations=("HJ",)), "un HDJ, un HJ", ["day hospital", "x"]),
        (Concept("a", "appel à manifestation d'intérêt", "x", "own"), "un AMI des projets", ["call for interest"]),
        (Concept("a", "x", "day clinic", "own", abbreviations=("HDJ",)), "un HDJ", ["day clinic"]),
        (Concept("a", "x", "y", "own", source_variants=("hôpital de jour",)), "l'hôpital de jour", ["y"]),
        (Concept("a", "HAS", "Authority", "own"), "la HAS", ["Authority"]),
        (Concept("a", "Has", "Authority", "own"), "la HAS, la Has", ["Authority", "Authority"]),
        (Concept("a", "HAS", "Authority", "own"), "la Haute Autorité de santé", ["National Authority"]),
        (Concept("a", "HAS", "Authority", "own", case=CaseMode.EXACT), "la HAS", ["Authority"]),
        (Concept("a", "ami", "friend", "own"), "un ami des projets, un AMI", ["friend", "call for interest"]),
        (Concept("a", "AMI", "call", "own"), "un ami des projets, un AMI", ["call"]),
        (Concept("a", "hôpital", "clinic", "own"), "l'hôpital de jour de l'hôpital", ["day hospital", "clinic"]),
        (Concept("a", "hôpital de jour", "x", "own", status=Status.DEPRECATED), "l'hôpital de jour", ["day hospital"]),
        (Concept("hdj", "HDJ", "day unit", "own"), "l'hôpital de jour, un HDJ", ["day unit"]),
        (Concept("a", "relais", "relay centre", "own", cues=("presse",)), "un relais presse", ["relay centre"]),
        (Concept("a", "relais", "relay centre", "own", cues=("presse",)), "un relais de soins", ["handover"]),
    ],
)  # fmt: skip
def test_a_later_glossary_wins(own: Concept, text: str, expected: list[str]) -> None:
    """It takes the French forms that it has, whatever their number, and no other; cues of its own limit it to its sense."""
    assert english(stack((CARE, HAS, CALL, BRIDGE), (own,)), text) == expected


def test_the_last_of_several_wins() -> None:
    """The order in which they are given counts, and the version tells it."""
    one, two = (Concept(name, "hôpital de jour", name, "own") for name in ("one", "two"))
    assert english(stack((CARE,), (one,), (two,)), "l'hôpital de jour") == ["two"]
    assert english(stack((CARE,), (two,), (one,)), "l'hôpital de jour") == ["one"]
    assert stack((CARE,), (one,), (two,)).version != stack((CARE,), (two,), (one,)).version


def test_what_was_overridden_is_told() -> None:
    """Both entries, both places, and what of the old one still stands; lint has it as a remark."""
    own = Concept("a", "hôpitaux de jour", "day clinic", "own", abbreviations=("HJ",))
    termbase = stack((CARE,), (own,))
    (override,) = termbase.overrides
    assert str(override) == (
        "“hôpital de jour” [a] is “day clinic”, by 1.tsv:2, and no longer “day hospital” [hdj] of 0.tsv:2; not so HDJ,"
        " unless fr_abbr of yours has it."
    )
    told = [problem for problem in lint_termbase(termbase) if problem.rule == "override"]
    assert [(problem.concept, problem.serious) for problem in told] == [(own, False)]
    assert "ambiguity" not in {problem.rule for problem in lint_termbase(termbase)}


def test_abbreviations_go_with_the_preferred_term() -> None:
    """Then “Haute Autorité de santé (HAS)” has one English; a short form that is the abbreviation itself stays in use."""
    own = Concept("a", "Haute Autorité de santé", "High Authority", "own")
    (_, heir) = stack((HAS,), (own,)).concepts
    assert (heir.abbreviations, heir.short, heir.first_use) == (("HAS",), "HAS", "")
    named = replace(HAS, first_use="National Authority (HAS)")
    assert stack((named,), (own,)).by_id["a"].first_use == "High Authority (HAS)"
    (_, unlike) = stack((replace(HAS, short="NAH"),), (own,)).concepts
    assert (unlike.abbreviations, unlike.short) == (("HAS",), "")
    apart = stack((HAS,), (own, Concept("b", "HAS", "Authority", "own")))
    assert english(apart, "la Haute Autorité de santé, la HAS") == ["High Authority", "Authority"]


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (Concept("has", "Haute Autorité de santé", "Authority", "own"), "all of that entry is replaced"),
        (Concept("has", "hache", "axe", "own"), "was about “Haute Autorité de santé”"),
    ],
)
def test_an_entry_of_the_same_id_is_replaced_whole(own: Concept, told: str) -> None:
    """Where the French is another, the id was probably taken by accident."""
    termbase = stack((HAS,), (own,))
    assert termbase.concepts == (own,)
    assert told in str(termbase.overrides[0])


def test_an_equal_entry_overrides_nothing() -> None:
    """A copy of an entry in another file says nothing new."""
    assert stack((HAS, CARE), (HAS,)).overrides == ()


@pytest.mark.parametrize(
    ("layer", "told"),
    [
        ((CARE, CARE), ["2.tsv:3: the id “hdj” stands twice, first in line 2; rename one."]),
        ((CARE, Concept("b", "hôpitaux de jour", "x", "o")), ["“hôpitaux de jour” stands already in line 2 [hdj]"]),
        ((CARE, Concept("b", "HDJ", "x", "o")), ["2.tsv:3: “HDJ” stands already in line 2 [hdj]"]),
        ((CARE, Concept("b", "hôpital de jour", "x", "o", cues=("psychiatrie",))), []),
        ((CARE, Concept("b", "hôpital de jour", "x", "o", status=Status.DEPRECATED)), []),
        ((CALL, Concept("ami", "ami", "friend", "o")), []),
    ],
)  # fmt: skip
def test_a_file_that_overrides_itself_is_told(layer: tuple[Concept, ...], told: list[str]) -> None:
    """An id twice, or a form of two entries without cues: the line, and where the other stands."""
    located = [Located(concept, Place(Path("2.tsv"), line)) for line, concept in enumerate(layer, 2)]
    errors = [str(error) for error in find_clashes(located)]
    assert len(errors) == len(told)
    assert all(part in error for part, error in zip(told, errors, strict=True))


@pytest.mark.parametrize(
    ("term", "case", "expected"),
    [
        ("HAS", CaseMode.ANY, True),
        ("T2A", CaseMode.ANY, True),
        ("Espic", CaseMode.ANY, False),
        ("A", CaseMode.ANY, False),
        ("ARS OI", CaseMode.ANY, False),
        ("SI", CaseMode.EXACT, False),
    ],
)
def test_capitals_make_an_acronym(term: str, case: CaseMode, expected: bool) -> None:  # noqa: FBT001
    """In whichever column it stands; otherwise “un ami” would be a call for interest."""
    assert is_acronym(Concept("a", term, "x", "own", case=case), term) is expected
