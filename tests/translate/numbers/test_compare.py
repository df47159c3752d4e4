"""Which figures of a translation are reported, and which re-expressions are not."""

import pytest

from passerelle.translate.numbers import Mismatch, compare, parse_english, parse_french, same_value


def check(french: str, english: str) -> tuple[Mismatch, ...]:
    return compare(parse_french(french), parse_english(english))


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("un budget de 254,9 milliards d’euros, en hausse de 3,2 %", "a budget of €254.9 billion, up 3.2%"),
        ("15 M€ sur 3 ans", "€15 million over three years"),
        ("3,5 M€", "3,500,000 euros"),
        (
            "1 245 patients âgés de 18 à 75 ans, de mars 2019 à juin 2021",
            "1,245 patients aged 18 to 75, from March 2019 to June 2021",
        ),
        ("24,3 mois (IC 95 % : 0,58-0,89 ; p = 0,003)", "24.3 months (95% CI 0.58–0.89; p=0.003)"),
        ("12,5 %", "12.5 per cent"),
        ("14h40", "2:40 pm"),
        ("14h40", "14:40"),
        ("11 h 20", "11.20"),
        ("un trajet de 2h30", "a journey of 2.5 hours"),
        ("de 8 h à 20 h", "from 8 am to 8 pm"),
        ("les 13 et 14 novembre", "on November 13 and 14"),
        ("du 12 février au 28 mars 2020", "from 12 February 2020 to 28 March 2020"),
        ("le 15/11/2024", "15 November 2024"),
        ("deux, douze et un million", "2, 12 and a million"),
        ("1er", "1st"),
        ("le 3e règlement", "Regulation 3"),
        ("XXIe siècle", "twenty-first century"),
        ("la moitié des cas", "half of the cases"),
        ("deux fois moins élevé", "half those of richer countries"),
        ("un patient sur cinq", "one in five patients"),
        ("trois quarts d’heure", "45 minutes"),
        ("un an et demi", "18 months"),
        ("quinze jours", "a fortnight"),
        ("1 sur 3", "one in three"),
        ("trois sur quatre", "3 out of 4"),
        ("Le service est ouvert 24 heures sur 24", "24 hours a day"),
        ("sous huit jours", "within a week"),
        ("½ comprimé", "half a tablet"),
        ("un demi-comprimé", "half a tablet"),
        ("une demi-heure", "30 minutes"),
        ("une demi-finale", "a semi-final"),
        ("une heure et demie", "an hour and a half"),
        ("une heure et quart", "75 minutes"),
        ("9,5 × 10⁶ copies", "9.5 million copies"),
        ("10⁵ UFC", "10^5 CFU"),
        ("à 50 %", "half"),
        ("12 000 €/an", "€12,000/year"),
        ("les moins de 15 ans", "Under-15s"),
        ("âgé de 67 ans", "aged 67"),
        ("un homme de 67 ans", "a 67-year-old man"),
        ("10 mg par jour", "10 mg daily"),
        ("phase III", "phase 3"),
        ("phases I/II", "phase 1/2"),
        ("2024 et 2024", "2024"),
        ("des pays tiers", "third countries"),
        ("aux quatre coins de la France", "all over France"),
        ("une note de moins 50 %", "a mark of minus 50%"),
        ("(r = - 0,56 ; p = 0,01)", "(r=-.56; p=.01)"),
        ("un cinquième", "a fifth"),
        ("le quatrième jour", "day 4"),
        ("la XVIIIe conférence", "the XVIII Conference"),
        ("toutes les deux semaines", "every other week"),
        ("le DT2", "type 2 diabetes"),
        ("les plus de 65 ans", "the over-65s"),
        ("dans les années 1980 et 1990", "in the 1980s and 1990s"),
        ("les années soixante-dix et quatre-vingt", "the seventies and eighties"),
        ("1 sur les deux", "one of the two, or 1"),
        ("les deux bords et les deux", "the two edges and them"),
        ("une vingtaine", "some 20"),
        ("une dizaine de patients", "several patients"),
        ("des dizaines", "dozens"),
        ("un premier essai", "a trial"),
        ("un essai", "one first trial, both arms"),
        ("dernier tiers du génome", "last third of the genome"),
        ("24h/24", "round the clock"),
        ("années 60", "1960s"),
        ("dans 27 millions de livres", "for £27 million"),
        ("le 01 40 56 60 00", "+33 1 40 56 60 00"),
        ("Covid-19, HER2 et T2A", "COVID, HER-2 and activity-based funding"),
    ],
)
def test_good_translations_are_not_reported(french: str, english: str) -> None:
    """Values that are merely re-expressed, and loose words, give no finding."""
    assert check(french, english) == ()


@pytest.mark.parametrize(
    ("french", "english", "kind"),
    [
        ("12,5 %", "125%", "different"),
        ("12,5 %", "12.5", "different"),
        ("2 %", "2 percentage points", "different"),
        ("1 200", "1.200", "different"),
        ("un demi-comprimé", "one tablet", "different"),
        ("½ comprimé", "a tablet", "missing"),
        ("un comprimé", "half a tablet", "added"),
        ("une demi-heure", "an hour", "missing"),
        ("une heure et demie", "an hour", "missing"),
        ("une heure et demie", "an hour and a quarter", "different"),
        ("9,5 × 10⁶", "9.5 × 10⁵", "different"),
        ("10⁵ UFC", "105 CFU", "different"),
        ("à 50 %", "a third", "missing"),
        ("5 000", "5,00", "different"),
        ("3,5 M€", "€3.5 billion", "different"),
        ("1,3 milliard", "1.3 million", "different"),
        ("200 k€", "€200", "different"),
        ("45 €", "$45", "different"),
        ("un million", "a billion", "different"),
        ("des milliers", "millions", "different"),
        ("des milliards de dollars", "billions of euros", "different"),
        ("14h40", "2:40", "different"),
        ("14h40", "2:40 am", "different"),
        ("13 et 14 novembre", "13 and 14 December", "different"),
        ("13 et 14 novembre", "13 and 15 November", "different"),
        ("15 novembre 2024", "15 November 2023", "different"),
        ("15 novembre 2024", "15 November", "missing"),
        ("15 novembre", "15 November 2024", "added"),
        ("en 2024", "recently", "missing"),
        ("5 mg", "5 g", "different"),
        ("10 mg/kg", "10 mg", "different"),
        ("10 à 15 jours", "10 to 15 months", "different"),
        ("48 dernières heures", "last 48 days", "different"),
        ("10e", "11th", "different"),
        ("XXIe siècle", "20th century", "different"),
        ("la moitié", "a third", "different"),
        ("un tiers des cas", "a quarter of the cases", "different"),
        ("trois patients", "four patients", "different"),
        ("neuf patients", "new patients", "missing"),
        ("-3 %", "3%", "different"),
        ("± 0,3", "0.3", "different"),
        ("années 60", "1970s", "different"),
        ("phase III", "phase II", "different"),
        ("1 cas", "the first case", "missing"),
        ("un cas", "3 cases", "added"),
        ("7 patients", "patients", "missing"),
        ("le 01 40 56 60 00", "01 40 56 60 01", "different"),
    ],
)
def test_a_changed_value_is_reported(french: str, english: str, kind: str) -> None:
    """Decimal shift, lost magnitude, lost %, other currency, unit, month, sign or digit: always a finding."""
    assert [mismatch.kind for mismatch in check(french, english)] == [kind]


def test_swapped_months_and_years_are_reported() -> None:
    """The right parts joined wrongly are wrong dates."""
    assert len(check("13 novembre et 14 décembre", "13 December and 14 November")) == 2
    assert len(check("13 novembre 2023 et 14 décembre 2024", "13 November 2024 and 14 December 2023")) == 2


def test_a_mismatch_names_both_figures_and_the_right_one() -> None:
    """The message is one sentence that says what should stand there."""
    (mismatch,) = check("à 14h40", "at 2:04 pm")
    assert mismatch.source is not None
    assert mismatch.target is not None
    assert (mismatch.source.text, mismatch.target.text) == ("14h40", "2:04 pm")
    assert mismatch.message == "“14h40” should read “2:40 pm”, but the translation has “2:04 pm”."


def test_a_figure_that_is_written_alike_should_stand_as_it_is() -> None:
    """No message asks for “26 Gy” to read “26 Gy”."""
    (mismatch,) = check("une dose de 26 Gy", "a dose of 28 Gy")
    assert mismatch.message == "“26 Gy” should stand as it is, but the translation has “28 Gy”."


def test_the_nearest_figures_are_paired() -> None:
    """A shifted decimal is told from an unrelated figure."""
    found = {
        (m.source.text, m.target.text) for m in check("12,5 et 40", "400 and 125") if m.source and m.target
    }
    assert found == {("12,5", "125"), ("40", "400")}


@pytest.mark.parametrize(
    ("french", "english", "same"),
    [
        ("3,5 M€", "€3,500,000", True),
        ("15 novembre 2024", "15 November", False),
        ("une dizaine", "a dozen", False),
        ("1 h", "60 minutes", True),
        ("1 g", "1000 mg", True),
        ("10e", "tenth", True),
    ],
)
def test_same_value_ignores_how_a_value_is_written(french: str, english: str, *, same: bool) -> None:
    """Two quantities are compared in base units."""
    (a,), (b,) = parse_french(french), parse_english(english)
    assert same_value(a, b) is same
