"""What of a termbase bears on a text: more than is found in it, and nothing else."""

from dataclasses import replace

import pytest

from passerelle.glossary.concept import CaseMode, Concept, Status
from passerelle.glossary.layers import Place
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.constraints.bearing import Bearing, find_traces
from passerelle.translate.constraints.require import read_aloud
from passerelle.translate.text.shouting import folded_words, shouted_words
from passerelle.translate.text.traces import Traces


def concept(name: str, source: str, target: str = "x", **more: object) -> Concept:
    return Concept(id=name, source=source, target=target, domain="d", **more)  # type: ignore[arg-type]


BUS, SOIN, HAS = (
    concept("bus", "bus de soins"),
    concept("soin", "soin"),
    concept("has", "Haute Autorité", case=CaseMode.CAPITAL),
)
BASE = (BUS, SOIN, HAS)
TEXTS = ("Des bus de soins et des soins.", "LA HAUTE AUTORITE PARLE AUX SOIGNANTS")


def traces(*texts: str, concepts: tuple[str, ...] = ()) -> Traces:
    spoken = read_aloud(texts, Matcher(Termbase(BASE)))
    return find_traces(spoken, texts, concepts)


def bears(*concepts: Concept, texts: tuple[str, ...] = TEXTS, known: tuple[str, ...] = ()) -> bool:
    """Tell whether concepts in the place of the usual ones make a difference to texts."""
    own = traces(*texts, concepts=known)
    return Bearing(Termbase(concepts)).on(own) != Bearing(Termbase(BASE)).on(own)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (concept("x", "bus"), True),
        (concept("x", "des bus"), True),
        (concept("x", "bus et soins"), False),
        (concept("x", "soignante"), True),
        (concept("x", "parler"), False),
        (concept("x", "Autorité", case=CaseMode.EXACT), True),
        (concept("x", "Autorité parle", case=CaseMode.EXACT), True),
        (concept("x", "Parle Haute", case=CaseMode.EXACT), True),
        (concept("x", "Parle Basse", case=CaseMode.EXACT), False),
        (concept("x", "lune", abbreviations=("SOIN",)), True),
        (concept("x", "lune", source_variants=("des soins",)), True),
        (concept("x", "bus", status=Status.DEPRECATED), False),
        (concept("x", "12"), False),
    ],
)
def test_one_more_concept(more: Concept, *, expected: bool) -> None:
    """Forms count, and names in shouted lines."""
    assert bears(*BASE, more) is expected


def test_what_is_said_of_a_concept() -> None:
    """Everything but the name of its file."""
    assert bears(BUS, replace(SOIN, target="y"), HAS)
    assert bears(BUS, replace(SOIN, forbidden=("y",)), HAS)
    assert bears(BUS, replace(SOIN, note="y"), HAS)
    assert not bears(BUS, replace(SOIN, domain="other"), HAS)


def test_the_order_of_those_that_bear() -> None:
    """Of the others it says nothing."""
    assert bears(SOIN, BUS, HAS)
    assert not bears(concept("x", "lune"), *BASE, concept("y", "mer"))


def test_a_concept_that_the_ledger_names() -> None:
    """It bears wherever its forms stand, and though it binds no longer."""
    moon = concept("moon", "lune")
    assert not bears(*BASE, moon)
    assert bears(*BASE, moon, known=("moon", "gone"))
    assert bears(*BASE, replace(moon, status=Status.DEPRECATED), known=("moon",))


def test_layers_count_by_their_order() -> None:
    """What is above what, and not how many glossaries lie between."""

    def on(*layers: int) -> str:
        places = {each.id: Place(__file__, 1, layer) for each, layer in zip(BASE, layers, strict=True)}  # type: ignore[arg-type]
        return Bearing(Termbase(BASE, places=places)).on(traces(*TEXTS))

    assert on(0, 1, 1) == on(0, 3, 3) == on(2, 5, 5)
    assert len({on(0, 0, 0), on(0, 1, 1), on(1, 0, 0), on(0, 1, 2)}) == 4


def test_words_of_shouted_lines() -> None:
    """Those that are put into sentence case, without accents: by them a name is known that has its capitals there."""
    assert shouted_words(["Le CHU dit : L’HÔPITAL-ÉCOLE OUVRE en 2026"]) == {"l", "hopital", "ecole", "ouvre"}
    assert shouted_words(["Le SAMU de Nantes", "écrit à PRESSE@CHU.FR"]) == frozenset()
    assert folded_words("Île-de-France 2030") == {"ile", "de", "france"}
