"""Addresses and pictures behind signs: what the model sees, and what comes back."""

import pytest

from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.masking import Masked, mask, mask_like, unmask
from passerelle.translate.engine.packages import Signs

SIGNS = Signs(range(1, 6), range(6, 10))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Écrire à presse@chu-nantes.fr.", "Écrire à ⟦6⟧."),
        ("Voir a.example/(b) (doi:10.1016/x(y)).", "Voir ⟦6⟧ (⟦7⟧)."),
        ("La ⟦1⟧ de ⟦6⟧ : ameli.fr.", "La ⟦1⟧ de ⟦6⟧ : ⟦7⟧."),
        ("rien", "rien"),
    ],
)
def test_each_address_takes_a_free_sign(text: str, masked: str) -> None:
    assert mask(text, SIGNS).text == masked


def test_signs_of_nouns_serve_where_those_of_names_do_not_suffice() -> None:
    """Of ten addresses nine travel as signs and the last as it is."""
    addresses = [f"site-{letter}.example" for letter in "abcdefghij"]
    masked = mask(", ".join(addresses), SIGNS)
    assert masked.text == "⟦6⟧, ⟦7⟧, ⟦8⟧, ⟦9⟧, ⟦5⟧, ⟦4⟧, ⟦3⟧, ⟦2⟧, ⟦1⟧, site-j.example"
    assert unmask(masked.text, masked) == ", ".join(addresses)


def test_a_package_without_signs_gets_addresses_as_they_are() -> None:
    assert mask("Voir ameli.fr.", None) == Masked("Voir ameli.fr.", {})


def test_english_is_masked_as_its_french() -> None:
    """An address that the French lacks stays, and so does a second mention."""
    masked = mask("Voir ameli.fr.", SIGNS)
    assert mask_like("See who.int, ameli.fr, ameli.fr", masked) == "See who.int, ⟦6⟧, ameli.fr"


@pytest.mark.parametrize(
    "address", ["presse@chu-nantes.fr", "10.1016/S0140-6736(20)30183-5", "#ÉtéSansTabac"]
)
def test_model_carries_an_address_whole(engine: Engine, address: str) -> None:
    """The text has the address; tokens and attention are those of the sign."""
    (found,) = engine.translate([f"Plus d'informations : {address}."], attention=True)
    assert address in found[0].text
    assert len(found[0].attention) == len(found[0].tokens)
    assert len(found[0].attention[0]) >= len(engine.encode(f"Plus d'informations : {address}."))


def test_scores_and_starts_do_not_show_an_address(engine: Engine) -> None:
    source, short, long = "Plus d'informations sur {}.", "ameli.fr", "10.1016/S0140-6736(20)30183-5"
    scores = engine.score(
        [source.format(short), source.format(long)], [f"More information on {it}." for it in (short, long)]
    )
    assert scores[0] == pytest.approx(scores[1], abs=1e-3)
    (found,) = engine.translate([source.format(long)], starts=[f"Find {long}"])
    assert found[0].text.startswith(f"Find {long}")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("🎗️ Octobre rose ! 🙏🙏", "Octobre rose !"),
        ("Le CHU 🏥 ouvre 12 lits 👩🏽‍⚕️.", "Le CHU ⟦6⟧ ouvre 12 lits ⟦7⟧."),
        ("👉 ameli.fr 👉 who.int", "⟦6⟧ ⟦7⟧ ⟦8⟧"),
        ("🙏", ""),
    ],
)
def test_pictures_are_not_seen(text: str, seen: str) -> None:
    """At the ends they are taken off, elsewhere they travel as signs; all come back where they stood."""
    masked = mask(text, SIGNS)
    assert masked.text == seen
    assert unmask(masked.text, masked) == text


def test_pictures_at_the_ends_need_no_signs() -> None:
    """So they are kept from any package; those inside go as they are where it carries no signs."""
    masked = mask("✅ Le CHU 🏥 ouvre 🙏", None)
    assert (masked.text, masked.hidden) == ("Le CHU 🏥 ouvre", {})
    assert unmask("The 🏥 opens", masked) == "✅ The 🏥 opens 🙏"


def test_pictures_of_the_english_are_masked_as_its_french() -> None:
    masked = mask("✅ Le CHU 🏥 ouvre 🙏", SIGNS)
    assert mask_like("✅ The hospital 🏥 opens 🙏", masked) == "The hospital ⟦6⟧ opens"
    assert mask_like("The hospital opens", masked) == "The hospital opens"
