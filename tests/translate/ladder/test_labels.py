"""Texts that stand alone are said without asking a model."""

import pytest

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.labels import _labels, say_alone

TERM = Constraint(ConstraintKind.TERM, 0, 15, "Biopsie liquide", "liquid biopsy", ("liquid biopsy",))


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Inscrits", "Registered"),
        ("Rappel", "Reminder"),
        ("Rappel :", "Reminder:"),
        ("À suivre…", "To be continued…"),
        ("à suivre...", "to be continued…"),
        ("ÉTAT DES LIEUX", "Where things stand"),
        ("Avis d’expert", "Expert opinion"),
        ("Un rappel est utile.", None),
        ("Rappelons-le", None),
        ("", None),
    ],
)
def test_labels_of_a_page(french: str, english: str | None) -> None:
    """Capitals, apostrophes and stops do not matter; in a sentence a label's word is the model's business."""
    assert say_alone(Job(french)) == english


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Biopsie liquide", "Liquid biopsy"),
        ("Biopsie liquide :", "Liquid biopsy:"),
        ("Biopsie liquide et suite", None),
    ],
)
def test_a_term_by_itself(french: str, english: str | None) -> None:
    """A text that is one term has its rendering."""
    assert say_alone(Job(french, (TERM,))) == english


def test_the_list_is_well_formed() -> None:
    """Every label has an English, and none stands twice."""
    labels = _labels()
    assert len(labels) > 90
    assert all(english.strip() for english in labels.values())
