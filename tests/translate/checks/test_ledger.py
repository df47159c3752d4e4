"""Ledger and checks are one judge: a demand is unmet where a finding says so, and nowhere else."""

from dataclasses import replace

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import REVIEWER, Catalog, Entry, Header, State
from passerelle.translate.catalog.findings import Severity
from passerelle.translate.checks import Context, check_catalog
from passerelle.translate.checks.run import judge_entry
from passerelle.translate.constraints.constraint import ConstraintKind, Record, Stage
from passerelle.translate.text.document import BlockKind

CONTEXT = Context(
    Termbase(
        (
            Concept(
                "samu", "service d’aide médicale urgente", "emergency medical service", "care",
                abbreviations=("Samu", "SAMU"), short="SAMU", first_use="emergency medical service (SAMU)",
            ),
            Concept(
                "rac", "reste à charge", "out-of-pocket cost", "funding",
                target_variants=("out-of-pocket payment",), forbidden=("remaining charge",),
            ),
            Concept("curie", "Institut Curie", "Institut Curie", "names", do_not_translate=True),
        )
    )
)  # fmt: skip


def judged(source: str, target: str, origin: str = REVIEWER) -> Entry:
    return judge_entry(Entry("p-1", BlockKind.PARAGRAPH, source, target, origin=origin), CONTEXT)


# French | the reviewer's English | what is met, as it stands in the English | what is not met
CASES = [
    ("Le 3e trimestre sera décisif.", "The third quarter will be decisive.", ["third quarter"], []),
    ("Le 3e trimestre sera décisif.", "The fourth quarter will be decisive.", [], ["3e"]),
    ("Au T3, les recettes reculent.", "Receipts fall in the third quarter.", ["third quarter"], []),
    ("Il a purgé trois ans et sept mois.", "He served three years and seven months.",
     ["three years", "seven months"], []),
    ("Il a purgé trois ans et sept mois.", "He served three years and six months.",
     ["three years"], ["sept mois"]),
    ("Josiane Hoarau, 58 ans, est infirmière.", "Josiane Hoarau, 58, is a nurse.",
     ["Josiane Hoarau", "58"], []),
    ("Josiane Hoarau, 58 ans, est infirmière.", "Josiane Hoarau, 85, is a nurse.",
     ["Josiane Hoarau"], ["58 ans"]),
    ("Éric Ménard dirige Oncavenir.", "Eric Menard runs Oncavenir.", ["Eric Menard", "Oncavenir"], []),
    ("Éric Ménard dirige Oncavenir.", "Éric Mesnard runs the company.", [], ["Éric Ménard", "Oncavenir"]),
    ("Le député de Californie vote.", "The member for California votes.", ["California"], []),
    ("Le Samu est venu.", "The emergency medical service (SAMU) came.",
     ["emergency medical service (SAMU)"], []),
    ("Le Samu est venu.", "The Samu came.", [], ["Samu"]),
    ("Le Samu est venu.", "The SAMU came.", [], ["Samu"]),
    ("Le Samu est venu.", "The ambulance came.", [], ["Samu"]),
    ("Le reste à charge baisse.", "Out-of-pocket payments fall.", ["Out-of-pocket payments"], []),
    ("Le reste à charge baisse.", "The remaining charge falls.", [], ["reste à charge"]),
    ("Le reste à charge baisse. Ce reste à charge dure.", "Out-of-pocket costs fall. They last.",
     ["Out-of-pocket costs"], ["reste à charge"]),
    ("L’Institut Curie avance.", "Institut Curie moves on.", ["Institut Curie"], []),
    ("L’Institut Curie avance.", "The Curie Institute moves on.", [], ["Institut Curie"]),
    ("Soit 12,5 % des 1 200 patients.", "That is 12.5 per cent of the twelve hundred patients.",
     ["12.5 per cent", "twelve hundred"], []),
    ("Soit 12,5 % des 1 200 patients.", "That is one in eight of the 1,200 patients.",
     ["one in eight", "1,200"], []),
    ("Soit 12,5 % des 1 200 patients.", "That is 125% of the 1,200 patients.", ["1,200"], ["12,5 %"]),
    ("Plus de 30 % des malades.", "More than 30% of the patients.", ["30%"], []),
    ("Plus de 30 % des malades.", "Less than 30% of the patients.", [], ["30 %"]),
    ("Deux comprimés trois fois par jour.", "Two tablets, thrice daily.", ["Two", "thrice daily"], []),
    ("Deux comprimés trois fois par jour.", "Two tablets three times a week.", ["Two"], ["trois"]),
    ("La baisse (-1,4 %) se poursuit.", "The 1.4% fall continues.", ["1.4%"], []),
    ("Le 12 mars 2024 à 14 h 30, il neige.", "At 2.30pm on March 12, 2024, it snows.",
     ["March 12, 2024", "2.30pm"], []),
    ("Le budget est de 3,2 M€.", "The budget is EUR 3.2 million.", ["EUR 3.2 million"], []),
    ("Le budget est de 3,2 M€.", "The budget is €3.2bn.", [], ["3,2 M€"]),
    ("Depuis 1999 la loi de 1999 tient.", "The 1999 Act still stands.", ["1999", "1999"], []),
    ("L’essai est en phase IIb.", "The trial is in phase 2b.", ["phase 2b"], []),
    ("L’essai est en phase IIb.", "The trial is in phase IIa.", [], ["IIb"]),
    ("C’est l’article L. 1111-2 du code.", "It is article L1111-2 of the code.", ["L1111-2"], []),
    ("Les équipes du CHU sont là.", "The hospital's teams are there.", [], ["CHU"]),
    ("Selon l’OMS, c’est trop.", "The WHO says it is too much.", ["WHO"], []),
    ("Écrivez à redaction@exemple.fr.", "Write to redaction@exemple.fr.", ["redaction@exemple.fr"], []),
    ("Écrivez à redaction@exemple.fr.", "Write to editor@exemple.fr.", [], ["redaction@exemple.fr"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "met", "unmet"), CASES)
def test_ledger_says_what_stands_there(source: str, target: str, met: list[str], unmet: list[str]) -> None:
    """What the checks accept is met, in the words that stand there; what is not met has its finding, and the reverse."""
    entry = judged(source, target)
    assert [entry.words_of(record) for record in entry.records if record.met] == met
    assert [record.source for record in entry.records if not record.met] == unmet
    assert {record.stage for record in entry.records} <= {Stage.REVIEWER, Stage.UNMET}
    for record in entry.records:
        told = [
            finding.id
            for finding in entry.findings
            if finding.source_span
            and finding.source_span[0] < record.end
            and record.start < finding.source_span[1]
        ]
        assert bool(told) is not record.met, (record.source, told)
        assert bool(record.reason) is not record.met


def test_what_no_check_speaks_of_is_a_note() -> None:
    """An acronym that the English leaves out may be right, and is no more than remarked upon."""
    (found,) = judged("Les équipes du CHU sont là.", "The hospital's teams are there.").findings
    assert (found.id, found.severity) == ("not-kept", Severity.INFO)


@pytest.mark.parametrize(
    ("origin", "state", "stage"),
    [
        ("machine", State.DRAFT, Stage.PLAIN),
        ("machine", State.APPROVED, Stage.PLAIN),
        ("machine", State.EDITED, Stage.REVIEWER),
        ("memory 100 %", State.DRAFT, Stage.MEMORY),
        (REVIEWER, State.NEEDS_WORK, Stage.REVIEWER),
        ("content system", State.APPROVED, Stage.REVIEWER),
    ],
)
def test_what_the_ladder_did_not_know_is_by_who_wrote_the_text(
    origin: str, state: State, stage: Stage
) -> None:
    """A figure that the ladder missed and the checks find is the model's, the memory's or the reviewer's."""
    unmet = Record(
        ConstraintKind.NUMBER, "", "12 %", 5, 9, "value", "12%", Stage.UNMET, reason="no stage found it"
    )
    entry = Entry("p-1", BlockKind.PARAGRAPH, "Soit 12 % ici.", "That is 12% here.", state, origin=origin)
    after = judge_entry(replace(entry, records=(unmet,)), CONTEXT)
    assert [(record.stage, record.reason) for record in after.records] == [(stage, "")]


def test_ladder_keeps_its_stages_and_reasons() -> None:
    """Where the machine's words are as the ladder left them, its ledger stands."""
    source, target = "Le reste à charge : 12 %.", "The cost: 12%."
    records = (
        Record(ConstraintKind.TERM, "rac", "reste à charge", 3, 17, "preferred", "out-of-pocket cost", Stage.UNMET, reason="no place"),
        Record(ConstraintKind.NUMBER, "", "12 %", 20, 24, "value", "12%", Stage.SIGNS, (10, 13), -0.5),
    )  # fmt: skip
    entry = Entry("p-1", BlockKind.PARAGRAPH, source, target, records=records)
    assert judge_entry(entry, CONTEXT).records == records


def test_judging_again_changes_nothing() -> None:
    """The ledger of a judged catalogue is judged the same, what was said less often included."""
    entries = tuple(
        Entry(f"p-{number}", BlockKind.PARAGRAPH, source, target, origin=REVIEWER)
        for number, (source, target, *_) in enumerate(CASES)
    )
    once = check_catalog(Catalog(Header("doc"), entries), CONTEXT)
    assert check_catalog(once, CONTEXT) == once


def test_other_programs_files_have_no_ledger() -> None:
    """Nobody knows who wrote what stands in them: they have findings only."""
    entry = judged("Soit 12 % ici.", "That is 13% here.", origin="")
    assert (entry.records, [finding.id for finding in entry.findings]) == ((), ["number-value"])
