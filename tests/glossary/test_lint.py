"""What lint finds in a glossary."""

from dataclasses import replace
from datetime import date

import pytest

from passerelle.glossary.concept import Concept, Status
from passerelle.glossary.lint import lint_termbase
from passerelle.glossary.termbase import Termbase

GOOD = Concept(
    id="biopsie", source="biopsie liquide", target="liquid biopsy", domain="d", definition="A blood test."
)


@pytest.mark.parametrize(
    ("change", "rule", "serious"),
    [
        ({"id": "Biopsie Liquide"}, "id", True),
        ({"forbidden": ("biopsy",)}, "forbidden", True),
        ({"first_use": "a test (LB)", "short": "LBX"}, "first-use", True),
        ({"abbreviations": ("BL",)}, "abbreviation", False),
        ({"do_not_translate": True}, "dnt", False),
        ({"definition": ""}, "definition", False),
        ({"target": "liquid ⟦biopsy⟧"}, "characters", True),
        ({"target": "liquid\nbiopsy"}, "characters", True),
        ({"target": " liquid biopsy"}, "characters", False),
        ({"source": "…"}, "characters", True),
        ({"target": "tumour", "target_variants": ("tumor",)}, "spelling", False),
        ({"target_variants": ("tumour centre", "tumor center", "growth")}, "spelling", False),
        ({"target": "oedema", "american": ("edema",)}, "spelling", False),
        ({"forbidden_why": "A calque."}, "forbidden-why", False),
        ({"created": date(2025, 2, 1), "changed": date(2025, 1, 1)}, "dates", True),
        ({"contexts": ("Une biopsie liquide.",)}, "context", True),
        ({"contexts": ("Une biopsie.",), "target_contexts": ("A liquid biopsy.",)}, "context", True),
        ({"contexts": ("Des biopsies liquides.",), "target_contexts": ("Biopsies.",)}, "context", True),
        ({"replaced_by": "autre"}, "relation", True),
        ({"related": ("biopsie",)}, "relation", True),
        ({"target": "liquid biopsy; blood biopsy"}, "list", True),
        ({"cues": ("sang; prise",)}, "list", True),
        ({"target_variants": ("fluid biopsy / blood test",)}, "list", False),
        ({"abbreviations": ("BL, BLQ",), "short": "LB"}, "list", False),
        ({"source": "biopsie liquide (BL)"}, "brackets", True),
        ({"source_variants": ("biopsie fluide [BIO.L]",)}, "brackets", True),
        ({"target": "liquid biopsy (LB)"}, "brackets", True),
    ],
)
def test_each_rule_finds_its_fault(change: dict[str, object], rule: str, serious: bool) -> None:  # noqa: FBT001
    """A fault gives one problem of its rule; the good concept gives none."""
    assert list(lint_termbase(Termbase((GOOD,)))) == []
    problems = list(lint_termbase(Termbase((replace(GOOD, **change),))))  # type: ignore[arg-type]
    assert [(problem.rule, problem.serious) for problem in problems] == [(rule, serious)]


def test_brackets_and_signs_that_belong_to_a_term_are_let_be() -> None:
    """An accepted form may carry its short form; so may a name that stays as it is."""
    fine = (
        replace(GOOD, target_variants=("liquid biopsy (LB)",)),
        replace(GOOD, short="LB", first_use="liquid biopsy (LB)"),
        replace(
            GOOD,
            target="open, non-selective scheme",
            target_variants=("poly (ADP-ribose) inhibitor", "and/or"),
        ),
        replace(GOOD, contexts=("Des biopsies liquides.",), target_contexts=("Liquid biopsies.",)),
        replace(GOOD, source="Institut (INCa)", target="Institut (INCa)", do_not_translate=True),
    )
    assert [list(lint_termbase(Termbase((concept,)))) for concept in fine] == [[], [], [], [], []]


def test_concepts_that_replace_each_other_are_told() -> None:
    """A body that was renamed leads to its new name, not in a circle."""
    new, old = replace(GOOD, id="ans", source="ANS"), replace(GOOD, id="asip", source="Asip Santé")
    assert list(lint_termbase(Termbase((new, replace(old, replaced_by="ans"))))) == []
    circle = (replace(new, replaced_by="asip"), replace(old, replaced_by="ans"))
    assert [problem.rule for problem in lint_termbase(Termbase(circle))] == ["relation", "relation"]


def test_two_claims_on_a_form_need_cues() -> None:
    """The same French form in two concepts is a fault until one of them has cues; a deprecated concept claims nothing."""
    other = replace(GOOD, id="autre", source="biopsies liquides", target="fluid test")
    assert [problem.rule for problem in lint_termbase(Termbase((GOOD, other)))] == ["ambiguity", "ambiguity"]
    assert list(lint_termbase(Termbase((GOOD, replace(other, cues=("eau",)))))) == []
    assert list(lint_termbase(Termbase((GOOD, replace(other, status=Status.DEPRECATED))))) == []
