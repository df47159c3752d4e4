"""Names and acronyms."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("La cheffe, Maud Lestrade, répond.", "The head, Maud Lestarde, answers.", "name-altered"),
        ("Selon Gwendal Arnoult, tout va.", "According to Gwendal Arnault, all is well.", "name-altered"),
        ("Selon Gwendal Arnoult, tout va.", "According to him, all is well.", "name-missing"),
        ("L’INCa finance.", "Inca funds.", "acronym-altered"),
        ("L’ANSSI alerte.", "The Anssi warns.", "acronym-altered"),
        ("La plateforme EPICX mesure.", "The EPIXC platform measures.", "acronym-altered"),
    ],
)
def test_altered_name_is_a_warning(look: Look, source: str, target: str, check: str) -> None:
    """A name or acronym whose letters changed is a warning with the right form."""
    found = look(source, target)
    assert check in found
    assert found[check].suggestion in source


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("La cheffe, Maud Lestrade, répond.", "The head, Maud Lestrade, answers."),
        ("Elle vit en Californie et à Londres.", "She lives in California and in London."),
        ("La Nouvelle-Zélande et Saint-Pétersbourg.", "New Zealand and St Petersburg."),
        ("Le VIH et l’OTAN.", "HIV and NATO."),
        ("Le VIRAGE et le PLAN.", "The turn and the plan."),
        ("Le prix de Québec.", "The prize of Quebec."),
        ("Deux CPTS ouvrent.", "Two CPTSs open."),
        ("Le traité avec le Pakistan.", "The Pakistani treaty."),
    ],
)
def test_english_name_is_none(look: Look, source: str, target: str) -> None:
    """Names kept, English names of places and English acronyms are right."""
    assert not {"name-altered", "name-missing", "acronym-altered"} & look(source, target).keys()
