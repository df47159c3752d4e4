"""Emoji and other pictures are found whole, taken off the ends of a text, and tell the points of a list."""

import pytest

from passerelle.translate.text.pictures import find_pictures, point_starts, take_ends
from passerelle.translate.text.segment import split_segments


@pytest.mark.parametrize(
    ("text", "pictures"),
    [
        ("Le CHU 🏥 ouvre", ["🏥"]),
        ("12 lits 👩🏽‍⚕️.", ["👩🏽‍⚕️"]),
        ("🇫🇷 En France ❤️", ["🇫🇷", "❤️"]),
        ("1️⃣ Un 🔟", ["1️⃣", "🔟"]),
        ("Merci 🙏 🙏🏿 !", ["🙏 🙏🏿"]),
        ("★★★☆☆ et ☎ 15", ["★★★☆☆", "☎"]),
        ("Un test 12 # * © ® ™ € § → n° 4", []),
        ("⟦6⟧ « l’hôpital » – 3 × 4 ≥ 5", []),
    ],
)
def test_found_whole(text: str, pictures: list[str]) -> None:
    """With their colours and joiners; digits, currencies and signs of the text are none."""
    assert [text[start:end] for start, end in find_pictures(text)] == pictures


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("🎗️ Octobre rose", ("🎗️ ", "Octobre rose", "")),
        ("Merci ! 🙏", ("", "Merci !", " 🙏")),
        ("✅ Oui ✅ ✅", ("✅ ", "Oui", " ✅ ✅")),
        ("Voir 👉 ici", ("", "Voir 👉 ici", "")),
        ("12 lits 🏥.", ("", "12 lits 🏥.", "")),
        ("🙏🙏", ("🙏🙏", "", "")),
        ("  texte  ", ("", "  texte  ", "")),
        ("", ("", "", "")),
    ],
)
def test_taken_off_the_ends(text: str, ends: tuple[str, str, str]) -> None:
    """Nothing is lost, and a text without pictures at its ends stays as it is."""
    assert take_ends(text) == ends
    assert "".join(ends) == text


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("1️⃣ Consultez 2️⃣ Faites le test", ["1️⃣ Consultez", "2️⃣ Faites le test"]),
        ("Bilan ✅ Vaccin sûr ✅ Gratuit", ["Bilan", "✅ Vaccin sûr", "✅ Gratuit"]),
        ("✅ Vaccin sûr ➡️ prenez rendez-vous", ["✅ Vaccin sûr ➡️ prenez rendez-vous"]),
        ("Le CHU 🏥 Pasteur ouvre", ["Le CHU 🏥 Pasteur ouvre"]),
        ("Tout est prêt ✅", ["Tout est prêt ✅"]),
        ("Merci ! 🙏 À demain.", ["Merci !", "🙏 À demain."]),
    ],
)
def test_points_of_a_list(text: str, segments: list[str]) -> None:
    """A check mark or number before a capital begins a sentence; a picture before a name or small letter begins none."""
    assert [segment.text for segment in split_segments(text)] == segments
    assert len(list(point_starts("✅ ✅ ✅"))) == 0
