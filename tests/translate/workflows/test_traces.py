"""By its traces it is known which changes of a termbase leave an article as it is: never is one taken for such that does not."""

from collections import Counter
from dataclasses import replace
from random import Random

from passerelle.glossary.concept import CaseMode, Concept, PartOfSpeech, Status
from passerelle.glossary.layers import Place
from passerelle.glossary.match import matcher_of
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.checks import Context
from passerelle.translate.checks.demand import look_up
from passerelle.translate.constraints.bearing import Bearing
from passerelle.translate.ladder.plan import plan_document
from passerelle.translate.text.document import Block, BlockKind, Document
from passerelle.translate.workflows.traces import article_traces

WORDS = (
    "santé", "SANTÉ", "sante", "hôpital", "hôpitaux", "Hôpital", "public", "publique", "de", "la", "le", "les", "a", "A", "arrêté",
    "soin", "soins", "HAS", "Has", "Île", "ILE", "île", "France", "vert", "vertes", "cancer", "l'Élysée", "ELYSEE", "R&D", "CAR-T",
    "<b>soin</b>", "santé\u00adpublique", "12", "%",
)  # fmt: skip
SIGNS = (" ", " ", " ", " ", ", ", ". ", " (", ") ", "-", "\n", "\u00a0")


def some_text(random: Random) -> str:
    text = "".join(random.choice(WORDS) + random.choice(SIGNS) for _ in range(random.randint(1, 9))).strip()
    return text.upper() if random.random() < 0.3 else text


def some_form(random: Random) -> str:
    form = " ".join(random.choice(WORDS[:-4]) for _ in range(random.choice((1, 1, 2, 2, 3))))
    return random.choice((form, form, form.lower(), form.upper(), form.capitalize()))


def some_concept(random: Random, name: str) -> Concept:
    def some(most: int) -> tuple[str, ...]:
        return tuple(some_form(random) for _ in range(random.randint(0, most)))

    return Concept(
        name,
        some_form(random),
        random.choice(("care", "health")),
        "d",
        source_variants=some(1),
        abbreviations=some(1) if random.random() < 0.3 else (),
        short=random.choice(("", "", "H")),
        first_use=random.choice(("", "", "health (H)")),
        pos=random.choice((PartOfSpeech.NOUN, PartOfSpeech.PROPER, PartOfSpeech.ADJECTIVE)),
        case=random.choice(tuple(CaseMode)),
        status=random.choice((Status.APPROVED, Status.APPROVED, Status.ADMITTED, Status.DEPRECATED)),
        cues=some(1) if random.random() < 0.3 else (),
    )


def some_change(random: Random, concepts: list[Concept]) -> list[Concept]:
    place = random.randrange(len(concepts))
    kind = random.choice(("more", "less", "other", "moved"))
    rest = concepts[:place] + concepts[place + 1 :]
    if kind == "less":
        return rest
    if kind == "moved":
        return [concepts[place], *rest]
    if kind == "other":
        return [replace(each, target="other") if each is concepts[place] else each for each in concepts]
    return [*concepts[:place], some_concept(random, "new"), *concepts[place:]]


def some_document(random: Random) -> Document:
    kinds = (BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ATTRIBUTE)
    texts = [some_text(random) for _ in range(3)]
    blocks = (
        Block(random.choice(kinds), text, id=f"b-{number}", article=f"{number // 2}")
        for number, text in enumerate(texts)
    )
    return Document("doc", "doc.md", tuple(blocks))


def termbase(concepts: list[Concept], layers: dict[str, int]) -> Termbase:
    places = {each.id: Place(__file__, 1, layers.get(each.id, 0)) for each in concepts}  # type: ignore[arg-type]
    return Termbase(tuple(concepts), places=places)


def test_where_the_traces_see_no_change_there_is_none() -> None:
    """Texts and glossaries by chance: plans and what the checks look up are the same; most changes that touch nothing are known."""
    counts: Counter[bool] = Counter()
    for number in range(400):
        random = Random(number)
        concepts = [some_concept(random, f"c{index}") for index in range(6)]
        layers = {each.id: random.randint(0, 2) for each in concepts}
        before = termbase(concepts, layers)
        after = termbase(some_change(random, concepts), {**layers, "new": random.randint(0, 2)})
        document = some_document(random)
        entries = tuple(
            Entry(block.id, block.kind, block.text, "x", article=block.article) for block in document.blocks
        )
        traces = article_traces(document, Catalog(Header("doc"), entries), before)
        same_bearing = Bearing(before).on(traces) == Bearing(after).on(traces)

        def seen(
            base: Termbase, document: Document = document, entries: tuple[Entry, ...] = entries
        ) -> object:
            groups = [[each for each in entries if each.article == name] for name in ("0", "1")]
            looked = [look_up(group, Context(base)) for group in groups]
            return list(plan_document(document, matcher_of(base), model="m")), looked

        same = seen(before) == seen(after)
        assert same or not same_bearing, number
        counts[same_bearing] += 1
    assert min(counts.values()) > 80
