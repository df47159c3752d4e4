"""Which hyphens at a line's end belong to their word."""

import pytest

from passerelle.translate.formats.pdf.join import Joiner
from passerelle.translate.formats.pdf.line import Line
from passerelle.translate.formats.pdf.page import PLAIN


def line(text: str) -> Line:
    return Line(1, 0, 100, 100, 10, ((text, PLAIN),))


KEPT = """rendez-vous quatre-vingt contre-indication non-fumeurs porte-parole auto-immune anti-inflammatoire médico-social
    dit-il peut-être soixante-dix Saint-Herblain COVID-19 sous-traitance semi-rigide ex-ministre mi-temps ci-dessous au-delà
    après-midi centre-ville bien-être haut-parleur Pays-Bas est-ce là-bas eux-mêmes demi-journée quasi-totalité tiers-payant
    savoir-faire nord-ouest aide-soignante 2025-2030 Île-de-France a-t-il"""
JOINED = """hospi-talière organisa-tion télé-surveillance con-tient radio-thérapie immuno-thérapie or-ganisationnelles
    électro-radiologie chimio-thérapie pluri-disciplinaire main-tenant per-mettent pour-tant sur-veillance par-tie bon-heur
    com-munication co-construction mal-gré cin-quante méde-cins pre-mier soi-gnants anti-biotiques mam-mographie mi-crobiote
    non-obstant au-tonomie ci-toyens sous-crire ex-périence lui-sant bio-marqueurs nano-particules col-lectivités
    HOSPI-TALIÈRE"""


@pytest.mark.parametrize(
    ("word", "kept"), [(word, True) for word in KEPT.split()] + [(word, False) for word in JOINED.split()]
)
def test_hyphens(word: str, kept: bool) -> None:  # noqa: FBT001  (a column of the table)
    """Compounds keep theirs, syllables lose it."""
    first, _, second = word.rpartition("-")
    assert Joiner([]).keeps(f"{first}-", second) is kept


@pytest.mark.parametrize(
    ("text", "kept"), [("le micro-crédit finance", True), ("le microcrédit finance", False)]
)
def test_what_the_text_has_elsewhere_decides(text: str, kept: bool) -> None:  # noqa: FBT001
    """Before any dictionary."""
    assert Joiner([line(text)]).keeps("Le micro-", "crédit") is kept


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["une unité", "mobile"], "une unité mobile"),
        (["une unité hospi\u00ad", "talière"], "une unité hospitalière"),
        (["une unité hospi\u2010", "talière"], "une unité hospitalière"),
        (["deux rendez\u2010", "vous"], "deux rendez-vous"),
        (["voir https://example.org/dossier-", "presse"], "voir https://example.org/dossier-presse"),
        (["de 50 –", "ou plus"], "de 50 – ou plus"),
    ],
)
def test_lines_are_joined(lines: list[str], text: str) -> None:
    """With a blank, a hyphen or nothing."""
    joined = Joiner([]).join([line(each) for each in lines])
    assert "".join(said for said, _ in joined) == text
