"""The ladder, stage by stage on an engine that answers from a table, and as a whole on the embedded one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from passerelle.translate.constraints.addresses import demand_addresses
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind, Stage
from passerelle.translate.engine.decode import Engine, Hypothesis
from passerelle.translate.engine.packages import ModelPackage, Signs
from passerelle.translate.ladder.candidates import Job, find_faults, finish
from passerelle.translate.ladder.conclude import Outcome
from passerelle.translate.ladder.constrain import translate_jobs

ALONE = {"biopsie liquide": "blood test"}


@dataclass
class TableEngine:
    """Answers by a function of source and start; tokens are words, and attention is as the test says."""

    answer: Callable[[str, str], str | list[str]]
    signs: Signs | None = None
    attention: dict[str, list[list[float]]] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)

    @property
    def package(self) -> ModelPackage:
        return ModelPackage("table", "1", Path(), signs=self.signs, aligned=bool(self.attention))

    def _tokens(self, text: str) -> tuple[str, ...]:
        return tuple("▁" + word for word in text.split(" "))

    def translate(
        self,
        sources: Sequence[str],
        *,
        starts: Sequence[str] | None = None,
        within: float | None = None,
        **_: object,
    ) -> list[list[Hypothesis]]:
        results = []
        for source, start in zip(sources, starts or [""] * len(sources), strict=True):
            if source in ALONE:
                results.append([self._hypothesis(source, ALONE[source], 0)])
                continue
            self.calls.append((source, start))
            answers = self.answer(source, start)
            texts = [answers] if isinstance(answers, str) else answers
            found = [self._hypothesis(source, text, rank) for rank, text in enumerate(texts)]
            results.append([each for each in found if within is None or each.score >= -0.5 - within])
        return results

    def _hypothesis(self, source: str, text: str, rank: int) -> Hypothesis:
        rows = tuple(tuple(row) for row in self.attention.get(source, []))
        return Hypothesis(text, self._tokens(text), -0.5 - 0.1 * rank, rows, self._tokens(source))

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [-1.0 - len(target) / 1000 for _, target in zip(sources, targets, strict=True)]


SOURCE = "Une biopsie liquide suffit."
TERM = Constraint(
    ConstraintKind.TERM,
    4,
    19,
    "biopsie liquide",
    "liquid biopsy",
    ("liquid biopsy",),
    ("fluid biopsy",),
    "biopsie",
)


def climb(engine: TableEngine, *constraints: Constraint, source: str = SOURCE) -> Outcome:
    return translate_jobs(cast("Engine", engine), [Job(source, constraints)])[0]


def stages(outcome: Outcome) -> list[Stage]:
    return [record.stage for record in outcome.records]


def test_a_plain_translation_that_obeys_is_taken() -> None:
    """Stage 1: nothing more is asked of the engine."""
    engine = TableEngine(lambda _s, _t: "A liquid biopsy is enough.")
    outcome = climb(engine, TERM)
    assert (outcome.text, stages(outcome)) == ("A liquid biopsy is enough.", [Stage.PLAIN])
    assert len(engine.calls) == 1
    assert outcome.text[slice(*outcome.records[0].target_span or ())] == "liquid biopsy"


def test_a_close_hypothesis_that_obeys_is_preferred() -> None:
    """Stage 1: the second hypothesis is taken for its term when it is nearly as good."""
    outcome = climb(
        TableEngine(lambda _s, _t: ["A fluid test is enough.", "A liquid biopsy is enough."]), TERM
    )
    assert (outcome.text, stages(outcome)) == ("A liquid biopsy is enough.", [Stage.PLAIN])
    assert outcome.plain == "A fluid test is enough."


FIGURE = Constraint(ConstraintKind.NUMBER, 20, 22, "12", "12", ("12",))


@pytest.mark.parametrize(
    ("hypotheses", "expected"),
    [
        (["A test is enough.", "It is enough."], 0),
        (["A test test is enough.", "A test is enough."], 1),
        (["A test is enough.", "A liquid biopsy is enough."], 1),
    ],
)
def test_the_hypothesis_that_helps_wins(hypotheses: list[str], expected: int) -> None:
    """One with the term wins, and so does one without the fault of the first; one that lacks the same term does not."""
    outcome = climb(TableEngine(lambda _s, start: hypotheses if not start else ""), TERM)
    assert outcome.plain == hypotheses[0]
    assert outcome.text == hypotheses[expected]


def test_a_hypothesis_is_looked_at_for_its_figures() -> None:
    """A figure may be written in many ways, so that only reading tells whether it is there."""
    engine = TableEngine(lambda _s, _t: ["Some cases are enough.", "Twelve cases are enough."])
    outcome = climb(engine, FIGURE, source="Il suffit de quelque 12 cas.")
    assert outcome.text == "Twelve cases are enough."


NAME = Constraint(ConstraintKind.NAME, 0, 6, "Necker", "Necker", ("Necker",))


@pytest.mark.parametrize(
    ("hypotheses", "expected"),
    [
        (["The hospital opens.", "necker opens."], "Necker opens."),
        (["The hospital opens.", "The clinic opens."], "The hospital opens."),
    ],
)
def test_a_hypothesis_is_looked_at_for_a_name_in_it(hypotheses: list[str], expected: str) -> None:
    """A capital is put right as it is finished, so that its letters tell; one without the name is passed over."""
    engine = TableEngine(lambda _s, start: hypotheses if not start else "")
    outcome = climb(engine, NAME, source="Necker ouvre.")
    assert outcome.text == expected


SIGNS = Signs(range(1, 6), range(6, 10))


def test_signs_carry_a_term_to_its_place() -> None:
    """Stage 2: the failing term travels as a sign, for packages that were trained to carry it."""
    engine = TableEngine(
        lambda s, _t: "A ⟦1⟧ is enough." if "⟦1⟧" in s else "A fluid test is enough.", signs=SIGNS
    )
    outcome = climb(engine, TERM)
    assert (outcome.text, stages(outcome)) == ("A liquid biopsy is enough.", [Stage.SIGNS])
    assert [source for source, _ in engine.calls] == [SOURCE, "Une ⟦1⟧ suffit."]


@pytest.mark.parametrize(
    "answer", ["It is enough.", "A ⟦1⟧ ⟦1⟧ is enough.", "A ⟦2⟧ is enough.", "A ⟦1⟧ of ⟦7⟧ is enough."]
)
def test_signs_lost_doubled_or_invented_fall_back(answer: str) -> None:
    """No bracket ever reaches the English, and the rungs below still help."""
    engine = TableEngine(
        lambda s, t: f"{t} is enough." if t else answer if "⟦" in s else "It is enough.", signs=SIGNS
    )
    outcome = climb(engine, TERM)
    assert "⟦" not in outcome.text
    assert stages(outcome) == [Stage.FORCED_PREFIX]


def test_what_is_met_travels_as_a_sign_only_where_the_rest_needs_it() -> None:
    """All terms and names go as signs when the failing ones alone did not help."""
    name = Constraint(ConstraintKind.NAME, 0, 9, "Unicancer", "Unicancer", ("Unicancer",))
    term = replace(TERM, start=15, end=30)
    engine = TableEngine(
        lambda s, _t: "⟦6⟧ likes the ⟦1⟧." if "⟦6⟧" in s else "Unicancer likes it.", signs=SIGNS
    )
    outcome = climb(engine, name, term, source="Unicancer aime biopsie liquide.")
    assert outcome.text == "Unicancer likes the liquid biopsy."
    assert stages(outcome) == [Stage.PLAIN, Stage.SIGNS]


def test_code_switching_serves_packages_without_signs() -> None:
    """Stage 3: the French span is replaced by its English."""
    engine = TableEngine(
        lambda s, _t: "A liquid biopsy is enough." if "liquid biopsy" in s else "It is enough."
    )
    assert stages(climb(engine, TERM)) == [Stage.CODE_SWITCHED]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("A fluid biopsy is enough.", "A liquid biopsy is enough."),
        ("A biopsie liquide is enough.", "A liquid biopsy is enough."),
        ("Fluid biopsies are enough.", "Liquid biopsies are enough."),
    ],
)
def test_a_wrong_rendering_is_replaced(english: str, expected: str) -> None:
    """Stage 4: a forbidden or untranslated rendering gives way; number and capital are kept."""
    outcome = climb(TableEngine(lambda _s, _t: english), TERM)
    assert (outcome.text, stages(outcome)) == (expected, [Stage.REPLACED])


def test_a_term_translated_alone_is_found_again() -> None:
    """Stage 4 without alignment: the words that render the term by itself are replaced in the sentence."""
    outcome = climb(TableEngine(lambda _s, _t: "A blood test is enough."), TERM)
    assert (outcome.text, stages(outcome)) == ("A liquid biopsy is enough.", [Stage.REPLACED])


def test_attention_shows_the_wrong_rendering() -> None:
    """Stage 4 with alignment: the words that attend to the French span are replaced."""
    rows: list[list[float]] = [[1, 0, 0, 0], [0, 0.5, 0.5, 0], [0, 0.4, 0.6, 0], [0, 0, 0, 1], [0, 0, 0, 1]]
    engine = TableEngine(
        lambda _s, _t: "A strange thing is enough.",
        attention={SOURCE: rows},
    )
    outcome = climb(engine, TERM)
    assert (outcome.text, stages(outcome)) == ("A liquid biopsy is enough.", [Stage.REPLACED])


def test_attention_that_takes_in_too_much_is_narrowed() -> None:
    """Where the words that may render a term hold a figure that is right, only those that surely do are replaced."""
    engine = TableEngine(
        lambda _s, start: "" if start else "Beta has 4 beds.",
        attention={"Alpha a 4 lits.": [[0.9, 0, 0, 0], [0.3, 0.6, 0, 0], [0.3, 0, 0.7, 0], [0, 0, 0, 0.9]]},
    )
    term = Constraint(ConstraintKind.TERM, 0, 5, "Alpha", "Gamma", ("Gamma",), concept="alpha")
    figure = Constraint(ConstraintKind.NUMBER, 8, 9, "4", "4", ("4",))
    outcome = climb(engine, term, figure, source="Alpha a 4 lits.")
    assert (outcome.text, stages(outcome)) == ("Gamma has 4 beds.", [Stage.REPLACED, Stage.PLAIN])


@pytest.mark.parametrize(
    ("name", "english", "expected"),
    [
        ("ALTAÏR-2", "The ALTAãR-2 trial goes on.", "The ALTAÏR-2 trial goes on."),
        ("Ille-et-Vilaine", "The Ille-Ille-Vilaine trial goes on.", "The Ille-et-Vilaine trial goes on."),
        ("Noémie Castelbajac", "Noemi Castelbajak goes on.", "Noémie Castelbajac goes on."),
    ],
)
def test_a_misspelt_name_is_found_by_its_letters(name: str, english: str, expected: str) -> None:
    """What looks like the name is the name, whatever the attention says."""
    constraint = Constraint(ConstraintKind.NAME, 8, 8 + len(name), name, name, (name,))
    outcome = climb(
        TableEngine(lambda _s, start: "" if start else english), constraint, source=f"L’essai {name} avance."
    )
    assert (outcome.text, stages(outcome)) == (expected, [Stage.REPLACED])


def test_an_unlike_word_is_no_misspelt_name() -> None:
    """Nothing is replaced by a name for the sake of a few letters."""
    constraint = Constraint(ConstraintKind.NAME, 8, 16, "ALTAÏR-2", "ALTAÏR-2", ("ALTAÏR-2",))
    engine = TableEngine(lambda _s, start: "" if start else "The study has begun.")
    assert stages(climb(engine, constraint, source="L’essai ALTAÏR-2 avance.")) == [Stage.UNMET]


def test_a_forced_beginning_puts_a_dropped_term_in() -> None:
    """Stage 5: decoding goes on from the term where the translation had dropped it."""
    engine = TableEngine(lambda _s, t: f"{t} is enough." if t else "That is enough.")
    outcome = climb(engine, TERM)
    assert stages(outcome) == [Stage.FORCED_PREFIX]
    assert "iquid biopsy" in outcome.text


def test_a_later_stage_wins_a_tie_only_by_its_score() -> None:
    """What met as much before is scored against the French, too; the fake engine likes short English."""
    figure = replace(FIGURE, start=23, end=25)

    def answer(source: str, start: str) -> str:
        if start:
            return "A liquid biopsy is had and held and kept for long."
        return "A liquid biopsy is had." if "liquid biopsy" in source else "A fluid test is had."

    outcome = climb(TableEngine(answer), TERM, figure, source="Une biopsie liquide en 12 cas.")
    assert outcome.text == "A liquid biopsy is had."
    assert stages(outcome) == [Stage.CODE_SWITCHED, Stage.UNMET]


def test_what_nothing_helps_says_why() -> None:
    """Stage 6: the best candidate is kept, the record is unmet and has a reason; the score is against the French."""
    outcome = climb(TableEngine(lambda _s, _t: "Nothing helps here."), TERM)
    assert outcome.text == "Nothing helps here."
    assert [(record.met, bool(record.reason), record.target_span) for record in outcome.records] == [
        (False, True, None)
    ]


@pytest.mark.parametrize(
    ("english", "loops"),
    [
        ("Care scocococoue.", True),
        ("A good day a good day a good day it is.", True),
        ("Care shakes the sector.", False),
        ("In 2000000 cases.", False),
    ],
)
def test_loops_are_seen(english: str, loops: bool) -> None:  # noqa: FBT001  (a table's column)
    """Words that come back three times and letters that stutter are a fault; ordinary English and figures are not."""
    assert (
        "loop" in find_faults(Job("Le soin secoue le secteur tout entier, en 2000000 cas."), english)
    ) is loops


@pytest.mark.parametrize(
    ("english", "strange"),
    [
        ("See ameli.fr here.", False),
        ("See it here.", False),
        ("See ameli.fr at ameli.fr here.", True),
        ("See ameli.com here.", True),
    ],
)
def test_strange_addresses_are_seen(english: str, *, strange: bool) -> None:
    """An address that the French lacks, or has once only, is a fault; one that is lost is an unmet constraint."""
    assert ("addresses" in find_faults(Job("Voir ameli.fr ici."), english)) is strange


@pytest.mark.parametrize(
    ("source", "raw", "english"),
    [
        ("Voir ameli.fr/2024/12000.", "See ameli.fr/2024/12000 .", "See ameli.fr/2024/12000."),
        ("Le site ameli.fr aide.", "ameli.fr helps.", "ameli.fr helps."),
        ("Voir d.example/l'eau-3,5.", "See d.example/l'eau-3,5.", "See d.example/l'eau-3,5."),
    ],
)
def test_finishing_changes_no_address(source: str, raw: str, english: str) -> None:
    """Figures, capitals and apostrophes of an address are its own."""
    assert finish(Job(source), raw) == english


def test_an_address_that_travels_as_a_sign_says_so() -> None:
    """The model never saw it: the ledger does not call it the model's own."""
    source = "Voir ameli.fr."
    engine = TableEngine(lambda _s, _t: "See ameli.fr.", signs=Signs(range(1, 6), range(6, 10)))
    assert stages(climb(engine, *demand_addresses(source), source=source)) == [Stage.SIGNS]
    plain = TableEngine(lambda _s, _t: "See ameli.fr.")
    assert stages(climb(plain, *demand_addresses(source), source=source)) == [Stage.PLAIN]


def test_a_loop_is_translated_again() -> None:
    """A translation that goes round in circles is not delivered when another can be had."""
    engine = TableEngine(lambda _s, _t: "the the the the the the")
    assert "loop" in climb(engine).faults
    assert len(engine.calls) > 1


@pytest.mark.parametrize(
    "constraints",
    [
        (TERM, Constraint(ConstraintKind.TERM, 4, 19, "biopsie liquide", "blood test", ("blood test",))),
        (TERM, Constraint(ConstraintKind.TERM, 4, 11, "biopsie", "biopsy", ("biopsy",))),
        (Constraint(ConstraintKind.TERM, 0, 27, SOURCE, "x " * 100, ("x " * 100,)),),
        (Constraint(ConstraintKind.TERM, 4, 19, "biopsie liquide", "⟦odd⟧", ("⟦odd⟧",)),),
        (Constraint(ConstraintKind.TERM, 4, 19, "biopsie liquide", "two\nlines", ("two\nlines",)),),
        (Constraint(ConstraintKind.TERM, 4, 19, "biopsie liquide", "肿瘤 β-测试", ("肿瘤 β-测试",)),),
        tuple(
            Constraint(ConstraintKind.TERM, 4, 19, "biopsie liquide", f"term{n}", (f"term{n}",))
            for n in range(200)
        ),
        (Constraint(ConstraintKind.TERM, 4, 4, "", "empty", ("empty",)),),
    ],
    ids=[
        "contradict",
        "nest",
        "longer than the sentence",
        "markers",
        "newline",
        "unknown characters",
        "200",
        "empty",
    ],
)
def test_impossible_demands_are_recorded_not_raised(
    engine: Engine, constraints: tuple[Constraint, ...]
) -> None:
    """Whatever is asked, there is one record for each demand, and an unmet one says why."""
    outcome = translate_jobs(engine, [Job(SOURCE, constraints)])[0]
    assert len(outcome.records) == len(constraints)
    assert all(record.met or record.reason for record in outcome.records)
    for record in outcome.records:
        if record.target_span:
            assert outcome.text[slice(*record.target_span)]


def test_a_source_that_holds_the_markers_is_translated(engine: Engine) -> None:
    """Signs of the package's own markup in the French do not come out in the English."""
    outcome = translate_jobs(engine, [Job("Une biopsie ⟦liquide⟧ suffit.", ())])[0]
    assert outcome.text
    assert "⟦" not in outcome.text


def test_many_sentences_keep_their_order(engine: Engine) -> None:
    """Outcomes come in the order of the jobs, and progress counts them all."""
    jobs = [Job(f"Il y a {number} patients.", ()) for number in range(2, 40)]
    counted: list[int] = []
    outcomes = translate_jobs(engine, jobs, progress=counted.append)
    assert [outcome.job for outcome in outcomes] == jobs
    assert sum(counted) == len(jobs)
    assert translate_jobs(engine, []) == []
