"""Empty and untranslated texts, lengths, loops and leftovers."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from passerelle.translate.catalog.entry import Entry, State
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks import Context, check_entry
from passerelle.translate.text.document import BlockKind

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize("target", ["", "  ", "\n"])
def test_text_without_english_is_an_error(look: Look, target: str) -> None:
    """A text without English is an error, blanks or not."""
    assert "empty" in look("Le dépistage avance.", target)


def test_rejected_text_may_be_empty() -> None:
    """A person who rejected a text wants no English of it."""
    entry = Entry("p", BlockKind.PARAGRAPH, "Le texte.", state=State.REJECTED)
    assert not check_entry(entry, Context())
    assert [f.id for f in check_entry(replace(entry, state=State.DRAFT), Context())] == ["empty"]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Le comité rend son avis demain.", "Le comité rend son avis demain.", True),
        ("Le comité rend son avis demain.", "le comité rend son avis, demain", True),
        (
            "Le comité rend son avis demain aux patients.",
            "Le comité des patients rend un avis pour demain.",
            True,
        ),
        ("Chirurgie", "Chirurgie", True),
        ("Innovation", "Innovation", False),
        ("Institut Curie", "Institut Curie", False),
        ("Paris", "Paris", False),
        ("75012 Paris", "75012 Paris", False),
        ("Rennes", "Rennes", False),
        ("La Roche-sur-Yon", "La Roche-sur-Yon", False),
        ("Espagne", "Espagne", True),
        ("Algérie", "Algérie", True),
        ("COVID-19", "COVID-19", False),
        ("Le comité rend son avis demain.", "The committee gives its opinion tomorrow.", False),
    ],
)
def test_english_that_is_french_is_an_error(look: Look, source: str, target: str, *, found: bool) -> None:
    """English that is the French itself is an error; what both languages write alike is none."""
    assert ("untranslated" in look(source, target)) is found


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("The trial has ended and ended and ended and ended.", True),
        ("It is a great result for the team. It is a great result for the team.", True),
        ("We said no no no no to it.", True),
        ("It grew from year to year and from day to day.", False),
        ("Step by step, the team moves on.", False),
    ],
)
def test_loop_is_an_error(look: Look, target: str, *, found: bool) -> None:
    """Words said again and again are an error, figures of speech are none."""
    assert ("repetition" in look("L’essai est terminé et l’équipe avance.", target)) is found


def test_what_the_french_repeats_the_english_may(look: Look) -> None:
    """A chant of the French may be one in the English."""
    assert "repetition" not in look("Non, non, non et non !", "No, no, no and no!")


@pytest.mark.parametrize("mark", ["⟦liquid biopsy⟧", "<unk>", "⁇", "▁the", "@@", "__3__", "{{1}}"])
def test_leftover_of_the_program_is_an_error(look: Look, mark: str) -> None:
    """What a translation program leaves behind is an error at its place."""
    finding = look("Le texte.", f"The {mark} text.")["mark-left-over"]
    assert finding.target_span is not None
    assert finding.target_span[0] == len("The ")


@pytest.mark.parametrize(
    ("word", "found"),
    [("LÃ©vy", True), ("itâ€™s", True), ("caf\ufffd", True), ("Lévy", False), ("Âge", False)],
)
def test_wrong_encoding_is_an_error(look: Look, word: str, *, found: bool) -> None:
    """Characters read in the wrong encoding are an error, accents are none."""
    assert ("garbled" in look("Le texte.", f"The {word} text.")) is found


@pytest.mark.parametrize(
    ("target", "found"),
    [("The the trial.", True), ("We saw that that was right.", False), ("A trial, trial two.", False)],
)
def test_doubled_word_is_a_warning(look: Look, target: str, *, found: bool) -> None:
    """A word said twice is a warning unless English doubles it by right."""
    assert ("doubled-word" in look("L’essai.", target)) is found


@pytest.mark.parametrize(("length", "found"), [(20, True), (80, False), (150, False), (260, True)])
def test_unusual_length_is_a_warning(look: Look, length: int, *, found: bool) -> None:
    """English of half the length of the French, or twice it, is a warning."""
    source = ("mot " * 25).strip()
    assert ("length-ratio" in look(source, ("word " * 60)[:length])) is found


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("The comprehensive cancer centre (CLCC) is opening now.", False),
        ("The comprehensive cancer centre (CLCC) is opening now, as was said by nobody at all before.", True),
    ],
)
def test_a_short_form_in_full_is_no_length(look: Look, target: str, *, found: bool) -> None:
    """What the glossary asks to be spelled out may be longer than its French; what nobody asked for may not."""
    assert ("length-ratio" in look("Le CLCC ouvre.", target)) is found
