"""What a document's sentences must say: first use, short form, definitions, senses, figures, names."""

import pytest

from passerelle.glossary.concept import Concept, PartOfSpeech
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.constraints.constraint import ConstraintKind
from passerelle.translate.constraints.require import Demands, Sentence, demand_all
from passerelle.translate.ladder.candidates import Job, finish

CLCC = Concept(
    id="clcc",
    source="centre de lutte contre le cancer",
    target="comprehensive cancer centre",
    domain="d",
    abbreviations=("CLCC",),
    short="CLCC",
    first_use="comprehensive cancer centre (CLCC)",
)
NAME = Concept(
    id="curie",
    source="Institut Curie",
    target="Institut Curie",
    domain="d",
    do_not_translate=True,
    pos=PartOfSpeech.PROPER,
)
WORD = Concept(
    id="depistage", source="dépistage", target="screening", domain="d", target_variants=("detection",)
)
RSE = Concept(
    id="rse",
    source="responsabilité sociétale",
    target="corporate social responsibility",
    domain="d",
    abbreviations=("RSE",),
    short="CSR",
    cues=("charte",),
)
NET = Concept(
    id="net",
    source="réseau social",
    target="enterprise network",
    domain="d",
    abbreviations=("RSE",),
    cues=("intranet",),
)
MATCHER = Matcher(Termbase((CLCC, NAME, WORD, RSE, NET)))


def demands(*sentences: str, headlines: int = 0, american: bool = False) -> list[Demands]:
    given = [Sentence(text, headline=index < headlines) for index, text in enumerate(sentences)]
    return demand_all(given, MATCHER, american=american)


def renderings(*sentences: str, headlines: int = 0, american: bool = False) -> list[list[tuple[str, str]]]:
    found = demands(*sentences, headlines=headlines, american=american)
    return [
        [(constraint.rendering, constraint.rule) for constraint in demand.constraints] for demand in found
    ]


def test_the_first_use_is_written_out_then_the_short_form() -> None:
    """First mention in the body in full, later ones short, in the number of the French."""
    assert renderings("Les CLCC ouvrent.", "Un CLCC ferme.", "Des centres de lutte contre le cancer.") == [
        [("comprehensive cancer centres (CLCC)", "first use")],
        [("CLCC", "short form")],
        [("CLCCs", "short form")],
    ]


def test_a_first_use_in_brackets_has_square_ones() -> None:
    """Brackets do not nest; the form with round ones satisfies too."""
    (demands,) = demand_all([Sentence("Des hôpitaux (dont deux CLCC) ferment.")], Matcher(Termbase((CLCC,))))
    term = next(it for it in demands.constraints if it.kind is ConstraintKind.TERM)
    assert term.rendering == "comprehensive cancer centres [CLCC]"
    assert "comprehensive cancer centre (CLCC)" in term.accepted


def test_a_text_alone_spells_its_terms_out() -> None:
    """An attribute says in full what the French says in full, and its words introduce nothing."""
    alone = Sentence("centre de lutte contre le cancer", alone=True)
    given = [alone, Sentence("Un CLCC ouvre."), alone, Sentence("Le centre de lutte contre le cancer ferme.")]
    found = [demand.constraints[0] for demand in demand_all(given, MATCHER)]
    assert [(each.rendering, each.rule) for each in found] == [
        ("comprehensive cancer centre", "preferred"),
        ("comprehensive cancer centre (CLCC)", "first use"),
        ("comprehensive cancer centre", "preferred"),
        ("CLCC", "short form"),
    ]


def test_headlines_hold_no_first_use() -> None:
    """A title keeps the short form and does not use up the first mention."""
    assert renderings("Les CLCC", "Un CLCC ouvre.", headlines=1) == [
        [("CLCCs", "short form")],
        [("comprehensive cancer centre (CLCC)", "first use")],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un centre de lutte contre le cancer (CLCC) ouvre.", ["comprehensive cancer centre", "CLCC"]),
        ("Un CLCC (centre de lutte contre le cancer) ouvre.", ["CLCC", "comprehensive cancer centre"]),
        ("Le dépistage (DOC) ouvre.", ["screening", "DOC"]),
    ],
)
def test_the_sources_own_definitions_are_respected(text: str, expected: list[str]) -> None:
    """Where the French defines its abbreviation itself, nothing is expanded twice."""
    assert [rendering for rendering, _ in renderings(text)[0]] == expected


def test_names_stay_and_words_are_preferred() -> None:
    """A do-not-translate name and an ordinary term each have their rule; accepted forms hold the variants."""
    found = demands("À l’Institut Curie, le dépistage avance.")[0].constraints
    assert [(item.rendering, item.rule) for item in found] == [
        ("Institut Curie", "do not translate"),
        ("screening", "preferred"),
    ]
    assert "detection" in found[1].accepted


def test_ambiguous_terms_need_a_cue() -> None:
    """Without a cue a term is listed, not forced, and no acronym is demanded in its place."""
    undecided = demands("La RSE avance.")[0]
    assert undecided.constraints == ()
    assert [hit.text for hit in undecided.undecided] == ["RSE"]
    assert renderings("La RSE avance.", "Une charte suit.")[0] == [("CSR", "short form")]


@pytest.mark.parametrize(
    ("text", "kind", "rendering"),
    [
        ("soit 12,5 % du total", ConstraintKind.NUMBER, "12.5%"),
        ("avec 3,5 M€ de plus", ConstraintKind.NUMBER, "€3.5 million"),
        ("avec onze équipes", ConstraintKind.NUMBER, "11"),
        ("soit 1 sur 3 au moins", ConstraintKind.NUMBER, "1 in 3"),
        ("à 14h40 précises", ConstraintKind.NUMBER, "2:40 pm"),
        ("selon Oncavenir, oui", ConstraintKind.NAME, "Oncavenir"),
        ("le test PD-L1 suffit", ConstraintKind.CODE, "PD-L1"),
        ("voir https://a.example.org/b_c", ConstraintKind.URL, "https://a.example.org/b_c"),
        ("écrire à a.b@example.org", ConstraintKind.EMAIL, "a.b@example.org"),
    ],
)
def test_figures_and_literals_bind(text: str, kind: ConstraintKind, rendering: str) -> None:
    """Everything that must come through is one kind of constraint with its French span."""
    found = demands(text)[0].constraints
    assert [(item.kind, item.rendering) for item in found] == [(kind, rendering)]
    assert text[found[0].start : found[0].end] == found[0].source


@pytest.mark.parametrize(
    "text", ["la moitié", "une dizaine", "Tout va bien.", "un délai divisé par deux", "trois fois plus"]
)
def test_vague_quantities_do_not_bind(text: str) -> None:
    """What good English may say otherwise is left to the checks."""
    assert demands(text)[0].constraints == ()


def test_american_spelling_is_demanded_when_asked() -> None:
    """With American English the rendering changes, not only what is accepted."""
    assert renderings("Un CLCC ouvre.", american=True)[0] == [
        ("comprehensive cancer center (CLCC)", "first use")
    ]


@pytest.mark.parametrize("text", ["L'hôpital de jour (HDJ) ouvre.", "Le HDJ (hôpital de jour) ouvre."])
def test_an_abbreviation_without_english_stays_in_its_brackets(text: str) -> None:
    """Its term would stand there twice; later mentions have the term."""
    concept = Concept("hdj", "hôpital de jour", "day hospital", "d", abbreviations=("HDJ",))
    first, later = demand_all([Sentence(text), Sentence("Le HDJ.")], Matcher(Termbase((concept,))))
    assert {constraint.source: constraint.rendering for constraint in first.constraints} == {
        "hôpital de jour": "day hospital",
        "HDJ": "HDJ",
    }
    assert [constraint.rendering for constraint in later.constraints] == ["day hospital"]


@pytest.mark.parametrize(
    ("american", "expected"), [(False, "general practitioners"), (True, "family physicians")]
)
def test_an_american_word_is_demanded_when_asked(american: bool, expected: str) -> None:  # noqa: FBT001
    """Where American English has another word, it stands in the place of the British one; either is accepted."""
    concept = Concept(
        "mg", "médecin généraliste", "general practitioner", "d", american=("family physician",)
    )
    (demand,) = demand_all(
        [Sentence("Des médecins généralistes.")], Matcher(Termbase((concept,))), american=american
    )
    (constraint,) = demand.constraints
    assert constraint.rendering == expected
    assert {"general practitioner", "family physician"} <= set(constraint.accepted)


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        (
            "Le CLCC ouvre.",
            "The comprehensive cancer centre opens.",
            "The comprehensive cancer centre (CLCC) opens.",
        ),
        ("Le CLCC ouvre.", "The CLCC opens.", "The comprehensive cancer centre (CLCC) opens."),
        ("Le dépistage avance.", "Detection goes on.", "Screening goes on."),
        ("Le dépistage avance.", "Screening goes on.", "Screening goes on."),
        ("Soit 12,5 % des cas.", "That is 12.5 per cent of cases.", "That is 12.5% of cases."),
        ("Un budget de 3,5 M€.", "A budget of 3.5 million euros.", "A budget of €3.5 million."),
        ("Le 15 novembre 2024.", "On November 15, 2024.", "On 15 November 2024."),
    ],
)
def test_accepted_variants_become_the_house_form(source: str, english: str, expected: str) -> None:
    """What the model says rightly in another way is said the way that the policy asks for."""
    assert finish(Job(source, demands(source)[0].constraints), english) == expected


@pytest.mark.parametrize(
    ("french", "code"),
    [("en phase IIb", "IIb"), ("phase IIb/III", "IIb/III"), ("phase 2a", "2a"), ("stade IVa", "IVa")],
)
def test_a_stage_with_a_letter_is_a_code(french: str, code: str) -> None:
    """“Phase IIb” is no phase II: the letter belongs to the figure."""
    found = demand_all([Sentence(french)], Matcher(Termbase(())))[0].constraints
    assert [(each.kind, each.rendering) for each in found] == [(ConstraintKind.CODE, code)]
