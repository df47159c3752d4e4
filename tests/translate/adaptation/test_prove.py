"""A package is no better than it proves to be."""

import numpy as np
import pytest

from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.adaptation.metrics import count_edits, count_letters
from passerelle.translate.adaptation.prove import EDITS, Exam, Marks, compare, general_units, measure
from passerelle.translate.adaptation.select import Unit
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import embedded_package


def marks(english: list[str], general: list[str]) -> Marks:
    reference = "The patient went home on Tuesday."
    edits = np.array([[*count_edits(text, reference), 1] for text in english], float)
    letters = np.array([count_letters(text, reference) for text in general], float)
    return Marks({EDITS: edits, "general chrF2": letters})


GOOD, BAD = "The patient went home on Tuesday.", "A sick man left."


def test_better_is_passed() -> None:
    proof = compare(marks([BAD] * 20, [GOOD] * 20), marks([GOOD] * 20, [GOOD] * 20))
    assert proof.passed
    assert proof.saved == 100


def test_forgetting_is_refused() -> None:
    """Whatever is gained on the house, a general loss beyond noise is one."""
    proof = compare(marks([BAD] * 20, [GOOD] * 20), marks([GOOD] * 20, [BAD] * 20))
    assert not proof.passed
    assert [figure.name for figure in proof.figures if figure.worse] == ["general chrF2"]


def test_noise_is_let_stand() -> None:
    """One sentence of twenty may be worse by chance."""
    assert compare(marks([GOOD] * 20, [GOOD] * 20), marks([BAD, *[GOOD] * 19], [GOOD] * 20)).passed


def test_more_edits_are_worse() -> None:
    proof = compare(marks([GOOD] * 20, [GOOD] * 20), marks([BAD] * 20, [GOOD] * 20))
    assert [figure.name for figure in proof.figures if figure.worse] == [EDITS]


def test_general_sample() -> None:
    """There are enough sentences that any package comes with, both sides said."""
    units = general_units()
    assert len(units) >= 100
    assert all(unit.french and unit.english for unit in units)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(embedded_package(), threads=1)


def test_the_exam_of_a_package(engine: Engine) -> None:
    """Each set has its counts; terms are those of house and terms, signs are sent and counted."""
    house = (Unit("La biopsie liquide progresse.", "Liquid biopsy is gaining ground."),)
    terms = (Unit("L'ARS a donné son accord.", ""), Unit("Il dort.", ""))
    exam = Exam(house, general_units()[:2], terms, Matcher(load_termbase()))
    found = measure(engine, exam).counts
    assert {name: len(rows) for name, rows in found.items()} == {
        EDITS: 1,
        "unedited sentences, %": 1,
        "house chrF2": 1,
        "house BLEU": 1,
        "general chrF2": 2,
        "general BLEU": 2,
        "terms met by the model alone, %": 2,
        "signs carried, %": 2,
    }
    assert found["signs carried, %"].sum(0)[1] == 2
