"""Terms and names as numbered signs: which travel, and how their renderings come back."""

import pytest

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.engine.packages import Signs
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.ladder.signs import Signed, chosen_for_signs, is_carried, put_back, sign

SIGNS = Signs(range(1, 6), range(6, 10))


def job(text: str, *asked: tuple[str, ConstraintKind, str]) -> Job:
    """Return a sentence with constraints on words in order, each a source, its kind and its rendering."""
    constraints, position = [], 0
    for source, kind, rendering in asked:
        start = text.index(source, position)
        position = start + len(source)
        proper = kind is ConstraintKind.TERM and rendering[:1].isupper()
        constraints.append(Constraint(kind, start, position, source, rendering, (rendering,), proper=proper))
    return Job(text, tuple(constraints))


TERM, NAME, NUMBER = ConstraintKind.TERM, ConstraintKind.NAME, ConstraintKind.NUMBER
BOTH = job(
    "La HAS rembourse 12 biopsies liquides.",
    ("HAS", TERM, "HAS"),
    ("12", NUMBER, "12"),
    ("biopsies liquides", TERM, "liquid biopsies"),
)


@pytest.mark.parametrize(
    ("indexes", "source"),
    [
        ([0], "La ⟦6⟧ rembourse 12 biopsies liquides."),
        ([2], "La HAS rembourse 12 ⟦1⟧."),
        ([0, 2], "La ⟦6⟧ rembourse 12 ⟦1⟧."),
        ([1], "La HAS rembourse ⟦6⟧ biopsies liquides."),
    ],
)
def test_each_kind_has_its_signs(indexes: list[int], source: str) -> None:
    """Common nouns take the first signs and keep their article; names and figures take the others."""
    signed = sign(BOTH, indexes, SIGNS)
    assert signed is not None
    assert signed.source == source


def test_failing_ones_come_first_where_there_are_more_than_signs() -> None:
    """Of ten names four travel: those that fail, then the first of the others; their numbers follow the text."""
    names = [f"Nom{letter}" for letter in "ABCDEFGHIJ"]
    crowd = job(", ".join(names) + ".", *((name, NAME, name) for name in names))
    signed = sign(crowd, chosen_for_signs(crowd, [8, 9]), SIGNS)
    assert signed is not None
    assert [signed.bearers[number].source for number in (6, 7, 8, 9)] == ["NomA", "NomB", "NomI", "NomJ"]


def test_two_hundred_constraints_are_no_matter() -> None:
    many = job("mot " * 200, *(("mot", TERM, "word") for _ in range(200)))
    signed = sign(many, chosen_for_signs(many, range(200)), SIGNS)
    assert signed is not None
    assert len(signed.bearers) == 5


def test_a_name_three_times_has_three_signs() -> None:
    thrice = job("Unicancer, Unicancer, Unicancer !", *(("Unicancer", NAME, "Unicancer") for _ in range(3)))
    signed = sign(thrice, [0, 1, 2], SIGNS)
    assert signed is not None
    assert signed.source == "⟦6⟧, ⟦7⟧, ⟦8⟧ !"
    assert put_back("⟦7⟧, ⟦6⟧ and ⟦8⟧!", signed) == "Unicancer, Unicancer and Unicancer!"


def test_a_source_with_brackets_of_its_own_is_left_alone() -> None:
    assert sign(job("Le ⟦1⟧ de la HAS.", ("HAS", TERM, "HAS")), [0], SIGNS) is None


def test_nothing_chosen_is_nothing_signed() -> None:
    assert sign(BOTH, [], SIGNS) is None


ONE = Signed("La ⟦1⟧.", {1: BOTH.constraints[2]})


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("The ⟦1⟧.", True),
        ("The ⟦ 1 ⟧.", True),
        ("The ⟦1⟧ ⟦1⟧.", False),
        ("The ⟦2⟧.", False),
        ("The ⟦1⟧ of ⟦6⟧.", False),
        ("The test.", False),
    ],
)
def test_signs_come_back_once(text: str, *, carried: bool) -> None:
    assert is_carried(text, ONE) is carried


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The ⟦1⟧.", "The liquid biopsies."),
        ("The ⟦1⟧s.", "The liquid biopsies."),
        ("The ⟦1⟧-based test.", "The liquid biopsies-based test."),
        ("A ⟦3⟧.", "A ⟦3⟧."),
    ],
)
def test_renderings_come_back(text: str, english: str) -> None:
    """A sign that was never sent stays, and is a fault of the candidate."""
    assert put_back(text, ONE) == english


def test_a_rendering_may_begin_with_a_figure() -> None:
    signed = sign(job("Une hausse de 30 %.", ("30 %", NUMBER, "30%")), [0], SIGNS)
    assert signed is not None
    assert put_back("An increase of ⟦6⟧.", signed) == "An increase of 30%."
