"""British and American spelling."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("word", "american", "rendering"),
    [
        ("center", False, "centre"),
        ("tumors", False, "tumours"),
        ("hospitalized", False, "hospitalised"),
        ("pediatric", False, "paediatric"),
        ("analyzes", False, "analyses"),
        ("leukemia", False, "leukaemia"),
        ("liters", False, "litres"),
        ("programme", True, "program"),
        ("organisation", True, "organization"),
        ("colour", True, "color"),
        ("anaesthetist", True, "anesthetist"),
        ("anesthesist", False, "anaesthetist"),
        ("anesthetist", False, "anaesthetist"),
        ("centered", False, "centred"),
        ("centred", True, "centered"),
        ("catalogued", True, "cataloged"),
        ("maneuvers", False, "manoeuvres"),
        ("prioritizing", False, "prioritising"),
        ("digitalisation", True, "digitalization"),
    ],
)
def test_other_spelling_is_a_warning(look: Look, word: str, rendering: str, *, american: bool) -> None:
    """A word spelled the other way is a warning with the right spelling."""
    found = look("Le mot.", f"The {word} is here.", american=american)
    assert found["spelling-variant"].suggestion == rendering


@pytest.mark.parametrize(
    ("target", "american"),
    [
        ("The laboratory has literature on colorectal, humorous and honorary cases of size.", False),
        ("They cancel the plan of the World Health Organization Center.", False),
        ("Exercise, expertise and advice otherwise comprise diseases.", True),
        ("He advised, promised and raised it likewise.", True),
        ("The basis of the analysis.", True),
        ("Catalysts of fundraising: the appraisers went anticlockwise and crosswise in chemises.", True),
        ("See color_map.png, tumor.csv, data/center.txt and fiber=2.", False),
        ("The gomizes and wazizers of the Kazize.", False),
        ("The programmer’s cancellation for immunocompromised patients.", True),
    ],
)
def test_words_of_both_spellings_are_none(look: Look, target: str, *, american: bool) -> None:
    """Words that both write alike, and names, are left alone."""
    assert "spelling-variant" not in look("Le mot.", target, american=american)
