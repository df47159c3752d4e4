"""Names and acronyms that must come through letter for letter."""

import pytest

from passerelle.translate.constraints.names import capitalised_words, find_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("selon Jean-Yves Drouault, président", ["Jean-Yves Drouault"]),
        ("Le Pr Fabienne Kerdoncuff est là", ["Fabienne Kerdoncuff"]),
        ("Sophie Kerdoncuff annonce", ["Sophie Kerdoncuff"]),
        ("au Centre Marguerite-Kervella de Rouen", ["Marguerite-Kervella", "Rouen"]),
        ("le test PD-L1 et HER2, en ORL", ["PD-L1", "HER2", "ORL"]),
        ("Les patients arrivent", []),
        ("au XXIe siècle, la 10e fois", []),
        ("l’Assemblée nationale", []),
        ("LES SOINS ONT CHANGÉ À NANTES", []),
        ("le Dr X", []),
    ],
)
def test_names_and_acronyms(text: str, names: list[str]) -> None:
    """A capitalised sequence that no dictionary explains is a name; titles and institutions are translated."""
    assert list(dict.fromkeys(found.source for found in find_names(text))) == names


def test_a_name_known_from_elsewhere_may_begin_a_sentence() -> None:
    """One word at the head of a sentence is a name only if the document has it in mid-sentence."""
    assert list(find_names("Oncavenir recrute.")) == []
    known = capitalised_words(["Selon Oncavenir, oui."])
    assert known == {"Oncavenir"}
    assert [found.source for found in find_names("Oncavenir recrute.", known=known)] == ["Oncavenir"]
