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
        ("", False, ""),
    ],
)  # fmt: skip
def test_the_house_has_one_spelling(text: str, expected: str, *, american: bool) -> None:
    """Names, files and words of both spellings are left alone; done once, nothing is left to do."""
    assert respell(text, american=american) == expected
    assert not list(find_variants(expected, american=american))


@pytest.mark.parametrize(("american", "word"), [(False, "pediatric"), (True, "paediatric")])
def test_what_the_glossary_wants_stays_as_it_is_spelled(word: str, *, american: bool) -> None:
    """The term keeps its spelling wherever it stands; the other words of the sentence have the house's."""
    term = Constraint(ConstraintKind.TERM, 3, 12, "pédiatrie", f"{word} unit", (f"{word} unit",))
    given, own = ("tumours", "tumors") if american else ("tumors", "tumours")
    text = finish(Job("La pédiatrie et les tumeurs.", (term,), american), f"The {word} unit and the {given}.")
    assert text == f"The {word} unit and the {own}."
