"""Names of bodies, told from persons and from common nouns."""

import pytest

from passerelle.translate.extraction.names import find_bodies

CASES = [
    ("Selon la Haute Autorité de santé, oui.", ["Haute Autorité de santé"]),
    ("La fédération Oncavenir arbitre.", ["fédération Oncavenir"]),
    ("Elle préside l’Institut Armand-Kervella.", ["Institut Armand-Kervella"]),
    ("Née à l’hôpital Saint-Louis, elle revient.", ["hôpital Saint-Louis"]),
    ("La base du Health Data Hub ouvre.", ["Health Data Hub"]),
    (
        "Avec la Ligue contre le cancer et le Dr Yanis Bellecour, biologiste.",
        ["Ligue contre le cancer"],
    ),
    ("Un rapport de la Cour des comptes paraît.", ["Cour des comptes"]),
    ("Le Centre européen de contrôle à Stockholm alerte.", ["Centre européen de contrôle"]),
    ("La caisse du Réseau de santé pour identifier les cas.", ["Réseau de santé"]),
    ("Selon le Fonds mondial pour la nature, oui.", ["Fonds mondial pour la nature"]),
    ("Le Dr Solène Quéméneur exerce à Brest.", []),
    ("Clémence Audrain quitte Paris.", []),
    ("Le centre ouvre un service de jour.", []),
    ("La commission examine le texte à Lyon.", []),
]


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text for text, _ in CASES])
def test_a_body_is_named_by_what_it_is_and_capitals(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in find_bodies(text)] == names
