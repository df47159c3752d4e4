"""Words spelled the other way are found, and spelled as the house does."""

import pytest

from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.ladder.candidates import Job, finish
from passerelle.translate.text.spelling import find_variants, respell


@pytest.mark.parametrize(
    ("text", "american", "expected"),
    [
        ("The centers hospitalized a child.", False, "The centres hospitalised a child."),
        ("Tumors: fibers, liters (and colors).", False, "Tumours: fibres, litres (and colours)."),
        ("It recognizes, generalizing the reorganization.", False, "It recognises, generalising the reorganisation."),
        ("Behavior changed. Their behavior, too.", False, "Behaviour changed. Their behaviour, too."),
        ("The programme of the centres is organised.", True, "The program of the centers is organized."),
        ("He was at the World Health Organization Center.", False, "He was at the World Health Organization Center."),
        ("A prize of some size; see color_map.png.", False, "A prize of some size; see color_map.png."),
        ("They anesthetized him, and emphasized it.", False, "They anaesthetised him, and emphasised it."),
        ("The anaesthetised patient woke up.", True, "The anesthetized patient woke up."),
        ("They analyzed a sized, resized or capsized ship.", False, "They analysed a sized, resized or capsized ship."),
        ("He reprises his braised role.", True, "He reprises his braised role."),
        ("Dr. Gray, J. Gray and the U.S. Centers for Disease Control.", False,
         "Dr. Gray, J. Gray and the U.S. Centers for Disease Control."),
        ("Center Parcs opens. CENTER OF THE DAY", False, "Center Parcs opens. CENTER OF THE DAY"),
        ("", False, ""),
    ],
)  # fmt: skip
def test_the_house_has_one_spelling(text: str, expected: str, *, american: bool) -> None:
    """Names, files and words of both spellings are left alone; done once, nothing is left to do."""
    assert respell(text, american=american) == expected
    assert not find_variants(expected, american=american)


@pytest.mark.parametrize(
    ("text", "american"),
    [
        ("Labor won, Pediatrics writes.", False),
        ("A court's judgment on a computer program and 60 gray.", False),
        ("Tyre fell. Labour has won.", True),
        ("A centre-ville, a centre hospitalier, a programme d'investissement, an analyse de sang.", True),
    ],
)
def test_what_may_be_right_is_left_to_a_person(text: str, *, american: bool) -> None:
    """The check may tell of it; the draft has it as the model wrote it."""
    assert respell(text, american=american) == text


@pytest.mark.parametrize(
    ("american", "own", "other"), [(False, "centre", "center"), (True, "center", "centre")]
)
def test_a_term_of_both_spellings_leaves_the_house_its_own(own: str, other: str, *, american: bool) -> None:
    """What the glossary accepts in either spelling binds nobody to the other."""
    forms = ("cancer centre", "cancer center")
    term = Constraint(ConstraintKind.TERM, 3, 9, "centre", f"cancer {own}", forms)
    text = finish(
        Job("Le centre et le tennis.", (term,), american), f"The cancer {other} and the tennis {other}."
    )
    assert text == f"The cancer {own} and the tennis {own}."


@pytest.mark.parametrize(("american", "word"), [(False, "pediatric"), (True, "paediatric")])
def test_what_the_glossary_wants_stays_as_it_is_spelled(word: str, *, american: bool) -> None:
    """The term keeps its spelling wherever it stands; the other words of the sentence have the house's."""
    term = Constraint(ConstraintKind.TERM, 3, 12, "pédiatrie", f"{word} unit", (f"{word} unit",))
    given, own = ("tumours", "tumors") if american else ("tumors", "tumours")
    text = finish(Job("La pédiatrie et les tumeurs.", (term,), american), f"The {word} unit and the {given}.")
    assert text == f"The {word} unit and the {own}."
