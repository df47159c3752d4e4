"""Why the matcher found what it found."""

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.explain import explain_sense, rivals_of
from passerelle.glossary.match import Matcher, SenseFinder
from passerelle.glossary.termbase import Termbase

DAY = Concept("hdj", "hôpital de jour", "day hospital", "care", abbreviations=("HDJ",))
PLACE = Concept("hopital", "hôpital", "hospital", "care")
PRESS = Concept("presse", "relais", "relay centre", "x", cues=("journal", "kiosque"))
CARE = Concept("soin", "relais", "handover", "x", cues=("équipe",))
BRIDGE = Concept("plain", "relais", "bridge", "x")


@pytest.mark.parametrize(
    ("concepts", "text", "expected"),
    [
        ((DAY,), "un hôpital de jour", []),
        ((DAY,), "Hôpital de jour", []),
        ((DAY,), "des hôpitaux de jour", ["a form of “hôpital de jour”"]),
        ((DAY, PLACE), "l'hôpital de jour", ["the longer one: “hôpital” [hopital] gave way"]),
        ((DAY,), "un HDJ", []),
        ((PRESS, CARE), "le relais et l'équipe", ["by the cue “équipe”"]),
        ((PRESS, BRIDGE), "le relais", ["since no cue points to presse"]),
        (
            (PRESS, CARE),
            "le relais",
            ["[presse] would need one of “journal”, “kiosque”", "[soin] would need one of “équipe”"],
        ),
    ],
)
def test_each_reason_has_a_line(concepts: tuple[Concept, ...], text: str, expected: list[str]) -> None:
    """Inflection, a shorter term, cues that were there or would have been needed; nothing where nothing is odd."""
    termbase = Termbase(concepts)
    matches = Matcher(termbase).find(text)
    sense = SenseFinder(text).decide(matches.hits[0], text)
    assert list(explain_sense(sense, matches, termbase)) == expected


def test_concepts_that_share_a_form_are_named() -> None:
    """With the form and their English; a concept that shares none has no rivals."""
    termbase = Termbase((PRESS, CARE, DAY))
    assert list(rivals_of(PRESS, termbase)) == ["“relais” may be “handover” [soin]"]
    assert list(rivals_of(DAY, termbase)) == []
