"""Typography before and after the engine."""

import pytest

from passerelle.translate.text.quotes import guillemets, match_quotes
from passerelle.translate.text.typography import (
    match_capital,
    match_stop,
    plain_characters,
    polish_target,
    prepare_source,
    restore_signs,
    strip_unseen,
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“Oui”", "« Oui »"),
        ("«\u00a0Oui\u00a0»", "« Oui »"),
        ("L’IA : 12,5\u202f%…", "L'IA : 12,5 %..."),
        ("un – deux\u200b\u00ad", "un - deux"),
        ("a\u00a0\u00a0b\n c", "a b c"),
    ],
)
def test_french_is_made_plain(text: str, plain: str) -> None:
    """The engine gets the characters it was trained on."""
    assert prepare_source(text) == plain


UNSEEN = [
    ("La fé\u00addération hospi\u00adtalière", "La fédération hospitalière"),
    ("infir\u200bmières, \ufeffmots\u2060liés", "infirmières, motsliés"),
    ("un non\u2011lieu, un mi\u2010temps", "un non-lieu, un mi-temps"),
    ("le \u200eCHU\u200f de \u202aLille\u202c", "le CHU de Lille"),
    ("co\u200dord\u200conner", "coordonner"),
    ("une \U0001f469\u200d\u2695\ufe0f qui vote", "une \U0001f469\u200d\u2695\ufe0f qui vote"),
    ("12\u202f% à 8\u00a0h – 10", "12\u202f% à 8\u00a0h – 10"),
]


@pytest.mark.parametrize(("text", "seen"), UNSEEN)
def test_what_nobody_sees_is_taken_out(text: str, seen: str) -> None:
    """Where a word may break is the page's business; blanks, dashes and the joiners of emoji stay."""
    assert strip_unseen(text) == seen
    assert prepare_source(text) == prepare_source(seen)


CREDITS = [
    ("© Photo Agence", "Photo Agence", "Photo Agency", "© Photo Agency"),
    ("(© Jean Petit/AFP)", "(Jean Petit/AFP)", "(Jean Petit/AFP)", "(© Jean Petit/AFP)"),
    ("Photo ©Marie Durand", "Photo Marie Durand", "Photo Marie Durand", "Photo ©Marie Durand"),
    ("Le Zorbex® et le Kardia™", "Le Zorbex et le Kardia", "Zorbex and Kardia", "Zorbex® and Kardia™"),
    ("Le Zorbex® va", "Le Zorbex va", "Zorbex® works", "Zorbex® works"),
    ("© Tous droits", "Tous droits", "All rights", "© All rights"),
    ("Une carte de la région ©", "Une carte de la région", "A map of the region", "A map of the region ©"),
]


@pytest.mark.parametrize(("source", "plain", "english", "expected"), CREDITS)
def test_credits_keep_their_signs(source: str, plain: str, english: str, expected: str) -> None:
    """The model sees no ©, ® or ™; the English has each of them, once, beside its word."""
    assert prepare_source(source) == plain
    assert restore_signs(source, english) == expected


@pytest.mark.parametrize(
    ("text", "polished"),
    [
        ("He said : yes .", "He said: yes."),
        ("5 % of", "5% of"),
        ('It is "so".', "It is “so”."),
        ("It's the patients' choice", "It’s the patients’ choice"),
        ("one - two", "one – two"),
        ("« yes »", "“yes”"),
        ("( yes )", "(yes)"),
        ("wait...", "wait…"),
        ("see https://a.org/b:c?d=e_f !", "see https://a.org/b:c?d=e_f!"),
        ("what ?", "what?"),
        ("ages 10 - 12", "ages 10–12"),
        ("£ 5 or € 6", "£5 or €6"),
        ("n° 5 of it", "No. 5 of it"),
        ("so “ yes ” it", "so “yes” it"),
    ],
)
def test_english_is_polished(text: str, polished: str) -> None:
    """English stops follow their word, quotes are curly, addresses are left alone."""
    assert polish_target(text) == polished


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Les patients", "patients", "Patients"),
        ("et les patients", "And patients", "and patients"),
        ("et Unicancer", "Unicancer", "Unicancer"),
        ("« Oui »", "“yes”", "“Yes”"),
        ("le CLCC", "CLCC", "CLCC"),
        ("en mars", "March", "March"),
        ("12 cas", "twelve cases", "twelve cases"),
        ("", "x", "x"),
        ("oui", "", ""),
        ("IRM", "iPhone", "iPhone"),
    ],
)
def test_capitals_follow_the_source(source: str, target: str, expected: str) -> None:
    """A sentence begins as the French does; names and abbreviations keep their own capitals."""
    assert match_capital(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Sans guillemets.", '"No" quotes.', "No quotes."),
        ("« Oui. »", "Yes.", '"Yes."'),
        ("« Oui », dit-il.", "'Yes', he said.", '"Yes", he said.'),
        ("Il dit « oui ».", "He says yes.", "He says yes."),
        ("Le “non” et le “oui”.", 'The "no" and the yes.', 'The "no" and the yes.'),
        ("“Il faut agir.", "We must act.", '"We must act.'),
        ("Elle dit : « Rien ne presse ».", "She says: nothing is urgent.", 'She says: "nothing is urgent".'),
        ("Elle dit : « Rien ne presse. »", "She says: Nothing is urgent.", 'She says: "Nothing is urgent."'),
        ("Elle dit : “Rien ne presse", "She says: nothing is urgent", 'She says: "nothing is urgent'),
        ("Elle dit : « Rien ».", 'She says: "Nothing".', 'She says: "Nothing".'),
        ("Elle dit : « Rien » deux fois.", "She says: nothing twice.", "She says: nothing twice."),
        ("Bilan : deux « oui », un « non ».", "Result: two yes, one no.", "Result: two yes, one no."),
        ("À 8: 30 : « oui ».", "At 8: 30: yes.", "At 8: 30: yes."),
    ],
)
def test_quotes_follow_the_source(source: str, target: str, expected: str) -> None:
    """Quotations open and close where the French ones do."""
    assert match_quotes(source, target) == expected


def test_one_for_one() -> None:
    """The plain text for alignment has every character in its place."""
    text = "« L’“IA” – 5\u00a0% »"
    assert len(plain_characters(text)) == len(text)
    assert guillemets('dit "oui"') == "dit « oui »"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Fatigue\u00a0;", "Fatigue.", "Fatigue;"),
        ("Fatigue ;", "Fatigue", "Fatigue;"),
        ("Trois mesures :", "Three measures.", "Three measures:"),
        ("« trois mesures » ;", "“three measures.”", "“three measures”;"),
        ("(trois mesures ;)", "(three measures.)", "(three measures;)"),
        ("Les ARS (agences) ;", "The ARS (agencies).", "The ARS (agencies);"),
        ("Trois mesures", "Three measures.", "Three measures"),
        ("Lait, pain, etc", "Milk, bread, etc.", "Milk, bread, etc."),
        ("La loi aux États-Unis", "The law in the U.S.", "The law in the U.S."),
        ("Trois mesures (2024)", "Three measures (2024).", "Three measures (2024)."),
        ("Oui.", "Yes!", "Yes!"),
        ("Vraiment ?", "Really.", "Really?"),
        ("Fin ;", "", ""),
        ("Fin ;", ".", "."),
    ],
)
def test_stop_follows_the_french(source: str, target: str, expected: str) -> None:
    """Items of a list end as the French ones do; other stops are the translator's."""
    assert match_stop(source, target) == expected
