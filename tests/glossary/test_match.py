"""Finding French terms: inflection, elision, blanks, apostrophes, capitals, whole words, longest match."""

import pytest

from passerelle.glossary.concept import CaseMode, Concept, Status
from passerelle.glossary.keys import inflection_key, text_key
from passerelle.glossary.match import Hit, Matcher, SenseFinder
from passerelle.glossary.termbase import Termbase


def concept(name: str, source: str, target: str = "x", **more: object) -> Concept:
    return Concept(id=name, source=source, target=target, domain="d", **more)  # type: ignore[arg-type]


CONCEPTS = (
    concept("clcc", "centre de lutte contre le cancer", abbreviations=("CLCC",)),
    concept("biopsie", "biopsie liquide"),
    concept("acteur", "acteur de santé"),
    concept("ville-hopital", "ville-hôpital"),
    concept("a51", "article 51"),
    concept("ia", "intelligence artificielle", abbreviations=("IA",)),
    concept("has", "Haute Autorité de santé", abbreviations=("HAS",), case=CaseMode.CAPITAL),
    concept("rd", "recherche et développement", abbreviations=("R&D",)),
    concept("cart", "cellule CAR-T", abbreviations=("CAR-T",)),
    concept("donnee", "donnée"),
    concept("medecin", "médecin libéral"),
    concept("directeur", "directeur général"),
    concept("travail", "arrêt de travail"),
    concept("cent", "100 % Santé", case=CaseMode.CAPITAL),
    concept("cancer", "cancer"),
    concept("sas", "service d'accès aux soins", abbreviations=("SAS",)),
    concept("ami", "appel à manifestation d'intérêt", abbreviations=("AMI",)),
    concept("vieux", "vieille chose", status=Status.DEPRECATED),
)


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.text, hit.concepts[0].id) for hit in Matcher(Termbase(CONCEPTS)).find(text).hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("les centres de lutte contre le cancer", [("centres de lutte contre le cancer", "clcc")]),
        ("des biopsies liquides.", [("biopsies liquides", "biopsie")]),
        ("Biopsie liquide : un espoir", [("Biopsie liquide", "biopsie")]),
        ("LA BIOPSIE LIQUIDE ARRIVE", [("BIOPSIE LIQUIDE", "biopsie")]),
        (
            "biopsie\u00a0liquide et biopsie-liquide",
            [("biopsie\u00a0liquide", "biopsie"), ("biopsie-liquide", "biopsie")],
        ),
        ("l’article 51, qu'article\u202f51", [("article 51", "a51"), ("article\u202f51", "a51")]),
        ("d’acteurs de santé", [("acteurs de santé", "acteur")]),
        ("le lien ville hôpital", [("ville hôpital", "ville-hopital")]),
        ("L’IA et les ia", [("IA", "ia")]),
        ("Il a été HASard, la HAS", [("HAS", "has")]),
        ("la haute autorité de santé", []),
        ("LA HAUTE AUTORITÉ DE SANTÉ DIT NON", [("HAUTE AUTORITÉ DE SANTÉ", "has")]),
        ("en R&D, pas R D", [("R&D", "rd")]),
        ("les CAR-T", [("CAR-T", "cart")]),
        ("il a donné des données", [("données", "donnee")]),
        ("la médecine libérale", []),
        ("les médecins libéraux", [("médecins libéraux", "medecin")]),
        ("la directrice générale", [("directrice générale", "directeur")]),
        ("des arrêts de travail", [("arrêts de travail", "travail")]),
        ("le 100\u00a0% Santé", [("100\u00a0% Santé", "cent")]),
        ("biopsie, liquide", []),
        ("précancer", []),
        ("MON AMI EST VENU HIER SOIR", []),
        ("vieille chose", []),
    ],
)
def test_terms_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    """A term is found as French writes it, and nothing else is."""
    assert found(text) == expected


def test_longest_match_wins_and_the_rest_is_told() -> None:
    """The shorter term inside the longer one gives way and is reported."""
    matches = Matcher(Termbase(CONCEPTS)).find("un centre de lutte contre le cancer")
    assert [hit.concepts[0].id for hit in matches.hits] == ["clcc"]
    assert [
        (overlap.kept.concepts[0].id, overlap.dropped.concepts[0].id) for overlap in matches.overlaps
    ] == [("clcc", "cancer")]


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("le centre de lutte contre le cancer", False),
        ("les centres de lutte contre le cancer", True),
        ("les CLCC", False),
        ("biopsies liquides", True),
    ],
)
def test_the_number_of_a_hit(text: str, plural: bool) -> None:  # noqa: FBT001  (a table's column)
    """A hit knows whether the French is plural; an abbreviation does not show it."""
    assert [hit.plural for hit in Matcher(Termbase(CONCEPTS)).find(text).hits] == [plural]


@pytest.mark.parametrize(
    ("one", "other"),
    [("nationaux", "national"), ("chercheuses", "chercheur"), ("actives", "actif"), ("réseaux", "réseau")],
)
def test_inflection_keys_meet(one: str, other: str) -> None:
    """Number and gender do not change the key."""
    assert inflection_key(one) == inflection_key(other)


RSE = (
    concept(
        "rse", "responsabilité sociétale", abbreviations=("RSE",), cues=("développement durable", "charte")
    ),
    concept("reseau", "réseau social d'entreprise", abbreviations=("RSE",), cues=("intranet",)),
)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("La RSE et le développement durable.", "rse"),
        ("Le RSE remplace l’intranet.", "reseau"),
        ("La RSE.", None),
        ("La RSE : charte, intranet.", None),
        ("Un réseau social d’entreprise. Le RSE ouvre.", "reseau"),
    ],
)
def test_cues_decide_a_sense(document: str, expected: str | None) -> None:
    """Cues in the article choose the sense; without one, or with as many for both, nothing is chosen."""
    hits = [hit for hit in Matcher(Termbase(RSE)).find(document).hits if hit.text == "RSE"]
    sense = SenseFinder(document).decide(hits[0], document)
    assert (sense.concept.id if sense.concept else None) == expected


def test_a_lone_abbreviation_with_cues_asks() -> None:
    """An abbreviation that may be something else is not taken without a cue; its full term is."""
    lone = concept("ami", "appel à manifestation d'intérêt", abbreviations=("AMI",), cues=("projet",))
    matcher = Matcher(Termbase((lone,)))

    def decided(text: str) -> list[str | None]:
        finder = SenseFinder(text)
        return [
            sense.concept.id if sense.concept else None
            for hit in matcher.find(text).hits
            if (sense := finder.decide(hit, text))
        ]

    assert decided("Un AMI est venu.") == [None]
    assert decided("Un AMI pour ce projet.") == ["ami"]
    assert decided("Un appel à manifestation d’intérêt.") == ["ami"]


def test_hits_are_in_order_of_place() -> None:
    """Hits come in reading order with offsets into the text as given."""
    text = "CLCC, IA, HAS"
    hits: tuple[Hit, ...] = Matcher(Termbase(CONCEPTS)).find(text).hits
    assert [text[hit.start : hit.end] for hit in hits] == ["CLCC", "IA", "HAS"]


def test_forms_with_capitals_stand_in_the_order_of_the_glossary() -> None:
    """Names and acronyms, each once; which comes first is the same in every run."""
    concepts = (
        concept("samu", "Samu", abbreviations=("SAMU",)),
        concept("soin", "soin"),
        concept("has", "Haute Autorité de santé", abbreviations=("HAS", "SAMU")),
    )
    assert Matcher(Termbase(concepts)).capitals == ("Samu", "SAMU", "Haute Autorité de santé", "HAS")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les biopsies liquides", {"biopsie"}),
        ("BIOPSIE LIQUIDE", {"biopsie"}),
        ("des centres de lutte contre le cancer", {"clcc", "cancer"}),
        ("les sas", {"sas"}),
        ("la biopsie est liquide", set()),
        ("une vieille chose", set()),
        ("", set()),
    ],
)
def test_what_a_text_may_hold_is_more_than_what_is_found(text: str, expected: set[str]) -> None:
    """Inflection counts; capitals, longer terms and abbreviations do not; what is deprecated is no term."""
    matcher = Matcher(Termbase(CONCEPTS))
    touched = {concept.id for concept in matcher.touch(text_key(text).split(" "))}
    assert touched == expected
    assert {each.id for hit in matcher.find(text).hits for each in hit.concepts} <= touched
