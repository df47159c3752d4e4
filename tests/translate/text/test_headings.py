"""Headings come in the house's style; names, codes, addresses and units keep their letters."""

import pytest

from passerelle.translate.text.headings import Headings, style_heading

HEADINGS = [
    ("Hospitals ask for more staff", "Hospitals Ask for More Staff", "HOSPITALS ASK FOR MORE STAFF"),
    ("The state of the art", "The State of the Art", "THE STATE OF THE ART"),
    ("CLCC: an overview", "CLCC: An Overview", "CLCC: AN OVERVIEW"),
    ("What is it for?", "What Is It For?", "WHAT IS IT FOR?"),
    ("“a question of trust”", "“A Question of Trust”", "“A QUESTION OF TRUST”"),
    ("Patients’ rights: what’s new", "Patients’ Rights: What’s New", "PATIENTS’ RIGHTS: WHAT’S NEW"),
    ("Half-yearly follow-up in 2026", "Half-Yearly Follow-Up in 2026", "HALF-YEARLY FOLLOW-UP IN 2026"),
    ("A dose of 5 mg a day", "A Dose of 5 mg a Day", "A DOSE OF 5 mg A DAY"),
    ("The pH of mRNA vaccines", "The pH of mRNA Vaccines", "THE pH OF mRNA VACCINES"),
    ("Étienne’s café – a portrait", "Étienne’s Café – A Portrait", "ÉTIENNE’S CAFÉ – A PORTRAIT"),
    ("Phase 2b trials of HER2", "Phase 2b Trials of HER2", "PHASE 2b TRIALS OF HER2"),
    ("", "", ""),
    ("2026", "2026", "2026"),
]


@pytest.mark.parametrize(("sentence", "title", "capitals"), HEADINGS)
def test_headings_have_three_styles(sentence: str, title: str, capitals: str) -> None:
    assert style_heading(sentence, Headings.SENTENCE) == sentence
    assert style_heading(sentence, Headings.TITLE) == title
    assert style_heading(sentence, Headings.CAPITALS) == capitals


def test_what_is_kept_keeps_its_letters() -> None:
    text = "Write to presse@chu-nantes.fr or Jeanne de la Tour"
    kept = [(9, 29), (33, 50)]
    assert (
        style_heading(text, Headings.CAPITALS, kept) == "WRITE TO presse@chu-nantes.fr OR Jeanne de la Tour"
    )
    assert (
        style_heading(text, Headings.TITLE, kept[:1]) == "Write to presse@chu-nantes.fr or Jeanne De La Tour"
    )


def test_a_word_whose_capitals_are_more_letters_stays() -> None:
    assert style_heading("Große Reform", Headings.CAPITALS) == "Große REFORM"
