"""The figures of a termbase."""

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.stats import count_termbase
from passerelle.glossary.termbase import Termbase

CARE = Concept(
    "hdj", "hôpital de jour", "day hospital", "care", abbreviations=("HDJ",), definition="x", cues=("soin",)
)
MANY = Concept(
    "m", "démarche", "step", "x", status=Status.PROPOSED, target_variants=tuple(f"step {n}" for n in range(9))
)


def test_what_is_counted() -> None:
    """Concepts, forms of both languages, what they have, and what says too little."""
    other = Concept(
        "b", "hôpitaux de jour", "ward", "care", status=Status.DEPRECATED, target_variants=("ward",)
    )
    stats = count_termbase(Termbase((CARE, MANY, other)))
    assert (stats.concepts, stats.french_forms, stats.english_forms) == (3, 4, 12)
    assert stats.domains == {"care": 2, "x": 1}
    assert stats.statuses == {"approved": 1, "proposed": 1, "deprecated": 1}
    assert (stats.having["abbreviation"], stats.having["definition"], stats.having["context"]) == (1, 1, 0)
    assert stats.many == {"m": 10}
    assert (stats.ambiguous, stats.overridden) == (0, 0)


def test_a_form_with_several_senses_is_ambiguous() -> None:
    """Also where cues tell them apart; a deprecated concept claims none."""
    other = Concept("b", "hôpitaux de jour", "ward", "care", cues=("parc",))
    assert count_termbase(Termbase((CARE, other))).ambiguous == 2
