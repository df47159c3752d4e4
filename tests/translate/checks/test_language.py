"""French left over, negations, articles and scripts."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "left"),
    [
        ("La chirurgie avance.", "The chirurgie moves on.", "chirurgie"),
        ("Des soignants hospitaliers.", "Some soignants hospitaliers.", "soignants hospitaliers"),
        ("Ils sont soignés après demain.", "They are treated après tomorrow.", "après"),
    ],
)
def test_french_word_is_a_warning(look: Look, source: str, target: str, left: str) -> None:
    """French words in the English are one warning a run."""
    finding = look(source, target)["french-left"]
    assert finding.target_span is not None
    assert target[slice(*finding.target_span)] == left


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Les patients et la radiation.", "The patients and the radiation."),
        ("Le café est unique.", "The café is unique."),
    ],
)
def test_common_words_are_none(look: Look, source: str, target: str) -> None:
    """Words that English has too are no French left over."""
    assert "french-left" not in look(source, target)


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Le patient n’est pas guéri.", "The patient is cured.", True),
        ("Le patient est guéri.", "The patient is not cured.", True),
        ("Le patient n’est pas guéri.", "The patient is not cured.", False),
        ("Ce n’est pas possible.", "It is impossible.", False),
        ("Les interventions non urgentes sont reportées.", "Urgent operations are postponed.", True),
        ("Les interventions non urgentes sont reportées.", "Elective operations are postponed.", False),
        ("Les personnes non vaccinées sont invitées.", "Vaccinated people are invited.", True),
        ("Les personnes non vaccinées sont invitées.", "Unvaccinated people are invited.", False),
        ("Les personnes non vaccinées sont invitées.", "Non-vaccinated people are invited.", False),
        ("Les patients non diabétiques vont mieux.", "Diabetic patients are better.", True),
        ("Il refuse le soin.", "He does not accept care.", False),
        ("Sans traitement.", "With no treatment.", False),
    ],
)
def test_lost_negation_is_a_warning(look: Look, source: str, target: str, *, found: bool) -> None:
    """A negation on one side only is a warning; a word of negative meaning counts as one."""
    assert ("negation" in look(source, target)) is found


@pytest.mark.parametrize(
    ("target", "rendering"),
    [("It is a analysis.", "an analysis"), ("An centre opens.", "A centre"), ("a hour", "an hour")],
)
def test_wrong_article_is_a_warning(look: Look, target: str, rendering: str) -> None:
    """“a” before a vowel’s sound and “an” before a consonant’s are warnings with the right form."""
    assert look("Le texte.", target)["article"].suggestion == rendering


@pytest.mark.parametrize(
    "target",
    ["a university", "an NHS trust", "a NATO plan", "an historic day", "a one-off", "an unimportant one"],
)
def test_right_or_doubtful_article_is_none(look: Look, target: str) -> None:
    """What may be said either way is left alone."""
    assert "article" not in look("Le texte.", target)


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Le texte.", "The t\u0435xt.", True),
        ("Le texte.", "The текст.", True),
        ("Le mot « текст ».", "The word “текст”.", False),
        ("L’IFNα agit.", "IFNα acts.", False),
        ("Une dose de 5 µg.", "A dose of 5 µg.", False),
    ],
)
def test_mixed_scripts_are_a_warning(look: Look, source: str, target: str, *, found: bool) -> None:
    """Letters that only look Latin, and scripts that the French does not use, are warnings."""
    assert ("mixed-scripts" in look(source, target)) is found


def test_entry_whose_french_is_english_has_one_remark(look: Look) -> None:
    """A source that is English already is told as such, and not compared."""
    text = "The trial was stopped by the sponsor in 2024."
    assert look(text, text).keys() == {"source-not-french"}
