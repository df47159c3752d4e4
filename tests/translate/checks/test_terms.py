"""The glossary: required, forbidden and protected terms, first uses, and how terms were found."""

from collections.abc import Callable

import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.findings import Finding, Severity
from passerelle.translate.checks import Context, check_entry
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.text.document import BlockKind

Look = Callable[..., dict[str, Finding]]


@pytest.mark.parametrize(
    ("source", "target", "check"),
    [
        ("La biopsie liquide progresse.", "The fluid test makes progress.", "term-missing"),
        ("Les CLCC progressent.", "The anti-cancer centres make progress.", "term-missing"),
        ("Les CLCC progressent.", "The anti-cancer centres make progress.", "term-forbidden"),
        ("L’Institut Curie avance.", "The Curie Institute moves on.", "do-not-translate"),
        ("Le dépistage. Ce dépistage. Un dépistage.", "Screening. This one. Another.", "term-count"),
        ("Les CLCC progressent.", "CLCC make progress.", "first-use"),
        ("Un AMI est ouvert.", "A call is open.", "ambiguous-term"),
        ("Le dépistage organisé en région.", "Screening organised regionally.", "overlap-resolved"),
    ],
)
def test_breach_of_the_glossary_is_found(look: Look, source: str, target: str, check: str) -> None:
    """Each way to miss the glossary has its finding, with the French place."""
    assert look(source, target)[check].source_span is not None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Les biopsies liquides progressent.", "Liquid biopsies make progress."),
        ("Les CLCC progressent.", "Comprehensive cancer centres (CLCC) make progress."),
        ("L’Institut Curie avance.", "Institut Curie moves on."),
        ("Un AMI avec candidature.", "A call for expressions of interest with an application."),
    ],
)
def test_obedient_english_has_no_term_finding(look: Look, source: str, target: str) -> None:
    """Inflected forms, first uses and decided senses are as the glossary asks."""
    serious = [f.id for f in look(source, target).values() if f.severity is not Severity.INFO]
    assert not serious


ADMITTED = (
    Concept("demarche", "démarche", "approach", "d", target_variants=("initiative",), forbidden=("gait",),
            forbidden_why="that is how someone walks", status=Status.ADMITTED),
    Concept("soin", "soins", "care", "d", status=Status.ADMITTED),
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("Une démarche nouvelle.", "A new initiative.", {}),
        ("Une démarche nouvelle.", "A new way of working.", {"term-usual": Severity.WARNING}),
        (
            "Une démarche nouvelle.",
            "A new gait.",
            {"term-usual": Severity.WARNING, "term-forbidden": Severity.ERROR},
        ),
        ("Une démarche de soins.", "An approach to treatment.", {"term-usual": Severity.WARNING}),
    ],
)
def test_admitted_terms_are_looked_at_and_not_imposed(
    source: str, target: str, told: dict[str, Severity]
) -> None:
    """A word that may be said otherwise is a warning where no usual rendering stands, an error where a forbidden one does."""
    found = check_entry(Entry("p", BlockKind.PARAGRAPH, source, target), Context(Termbase(ADMITTED)))
    assert {f.id: f.severity for f in found if f.category == "terminology"} == told


def test_why_a_rendering_is_forbidden_is_told() -> None:
    """The reviewer reads what is wrong with it."""
    found = check_entry(
        Entry("p", BlockKind.PARAGRAPH, "Une démarche.", "A gait."), Context(Termbase(ADMITTED))
    )
    assert "how someone walks" in next(f.message for f in found if f.id == "term-forbidden")


def test_suggestion_is_the_rendering_in_its_number(look: Look) -> None:
    """The suggestion is what should be written, in the plural where the French is."""
    assert look("Des biopsies liquides.", "Fluid tests.")["term-missing"].suggestion == "liquid biopsies"


def _record(stage: Stage, span: tuple[int, int] | None) -> Record:
    return Record(ConstraintKind.TERM, "x", "RSE", 3, 6, "preferred", "CSR", stage, span)


@pytest.mark.parametrize(
    ("target", "stage", "found"),
    [
        ("The CSR report.", Stage.UNMET, False),
        ("The report.", Stage.UNMET, True),
        ("The report.", Stage.PLAIN, True),
        ("The CSR report.", Stage.PLAIN, False),
    ],
)
def test_ledger_is_looked_up_in_the_present_english(target: str, stage: Stage, *, found: bool) -> None:
    """What the ledger says is compared with today's text: a reviewer may have written the term, or lost it."""
    entry = Entry("p", BlockKind.PARAGRAPH, "La RSE.", target, records=(_record(stage, None),))
    findings = check_entry(entry, Context())
    assert ("term-missing" in [finding.id for finding in findings]) is found


@pytest.mark.parametrize(
    ("target", "stage", "found"),
    [
        ("Fever or a cough are seen shortness of breath.", Stage.FORCED_PREFIX, True),
        ("Cough is seen shortness of breath. Others are rare.", Stage.FORCED_PREFIX, True),
        ("Cough is seen shortness of breath", Stage.FORCED_PREFIX, True),
        ("Fever or shortness of breath is seen.", Stage.FORCED_PREFIX, False),
        ("Cough is seen shortness of breath.", Stage.PLAIN, False),
        ("Cough is seen.", Stage.FORCED_PREFIX, False),
    ],
)
def test_term_forced_at_the_end_is_told(target: str, stage: Stage, *, found: bool) -> None:
    """A term that stands early in the French but was appended to the English is for a person to move."""
    source = "Une toux ou un essoufflement sont parfois observés au début. D’autres signes sont rares."
    record = Record(
        ConstraintKind.TERM, "x", "essoufflement", 15, 28, "preferred", "shortness of breath", stage
    )
    entry = Entry("p", BlockKind.PARAGRAPH, source, target, records=(record,))
    told = {finding.id: finding for finding in check_entry(entry, Context())}
    assert ("term-displaced" in told) is found
    if found:
        assert target[slice(*told["term-displaced"].target_span or ())] == "shortness of breath"


@pytest.mark.parametrize(
    "target", ["Measures stem from the coronavirus pandemic.", "The coronavirus pandemic."]
)
def test_term_that_ends_both_sentences_is_in_its_place(target: str) -> None:
    """English turns “pandémie de coronavirus” round: a few French words may follow."""
    source = "Ces mesures sont liées à la pandémie de coronavirus."
    record = Record(
        ConstraintKind.TERM, "x", "pandémie", 28, 36, "preferred", "pandemic", Stage.FORCED_PREFIX
    )
    entry = Entry("p", BlockKind.PARAGRAPH, source, target, records=(record,))
    assert "term-displaced" not in [finding.id for finding in check_entry(entry, Context())]


def test_ledger_accepts_what_the_glossary_accepts_today() -> None:
    """A variant that joined the glossary since the translation counts."""
    concept = Concept("x", "RSE", "CSR", "csr", target_variants=("corporate responsibility",))
    entry = Entry(
        "p",
        BlockKind.PARAGRAPH,
        "La RSE.",
        "Corporate responsibility.",
        records=(_record(Stage.PLAIN, None),),
    )
    assert not [f for f in check_entry(entry, Context(Termbase((concept,)))) if f.id == "term-missing"]


def test_occurrence_that_the_ledger_misses_is_an_error_beside_one_that_stands() -> None:
    """A second mention that the ladder could not place is an error, not only said less often."""
    records = (
        _record(Stage.PLAIN, (0, 3)),
        Record(ConstraintKind.TERM, "x", "RSE", 10, 13, "preferred", "CSR", Stage.UNMET),
    )
    entry = Entry("p", BlockKind.PARAGRAPH, "La RSE, la RSE.", "CSR, it.", records=records)
    assert "term-missing" in [finding.id for finding in check_entry(entry, Context())]
