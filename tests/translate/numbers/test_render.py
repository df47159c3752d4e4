"""How quantities are written in English."""

import pytest

from passerelle.translate.numbers import Quantity, accepted_renderings, parse_french, render_english


def only(text: str) -> Quantity:
    (quantity,) = parse_french(text)
    return quantity


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("12,5 %", "12.5%"),
        ("9,0 %", "9.0%"),
        ("1 200", "1,200"),
        ("1 200 000", "1,200,000"),
        ("2243", "2,243"),
        ("3,5 M€", "€3.5 million"),
        ("1,3 milliard d’euros", "€1.3 billion"),
        ("1 200 millions d’euros", "€1.2 billion"),
        ("0,3 M€", "€300,000"),
        ("200 k€", "€200,000"),
        ("45,50 €", "€45.50"),
        ("300 CHF", "CHF 300"),
        ("des centaines de millions d’euros", "hundreds of millions of euros"),
        ("14h40", "2:40 pm"),
        ("0h05", "12:05 am"),
        ("à 14h", "2 pm"),
        ("à midi", "noon"),
        ("13 et 14 novembre", "13 and 14 November"),
        ("du 13 au 15 novembre 2024", "13 to 15 November 2024"),
        ("13-15 novembre", "13-15 November"),
        ("15/11/2024", "15 November 2024"),
        ("novembre 2024", "November 2024"),
        ("2024", "2024"),
        ("2023-2027", "2023-2027"),
        ("2019-20", "2019-20"),
        ("années 60", "1960s"),
        ("années 2010", "2010s"),
        ("XXIe siècle", "21st century"),
        ("10e", "10th"),
        ("112e", "112th"),
        ("deuxième", "second"),
        ("douzième", "12th"),
        ("5 à 10 ans", "5 to 10 years"),
        ("entre 10 et 15 %", "10 and 15%"),
        ("5 à 10 M€", "€5 million to €10 million"),
        ("deux à trois", "two to three"),
        ("1 an", "1 year"),
        ("48 dernières heures", "last 48 hours"),
        ("une demi-heure", "half an hour"),
        ("1 sur 3", "1 in 3"),
        ("un sur deux", "one in two"),
        ("8 sur 10", "8 out of 10"),
        ("trois quarts d’heure", "three quarters of an hour"),
        ("une heure et demie", "one and a half hours"),
        ("un litre et demi", "one and a half litres"),
        ("un demi-comprimé", "half a"),
        ("½ comprimé", "½"),
        ("9,5 × 10⁶ copies", "9.5 × 10⁶"),
        ("10⁵ UFC", "10⁵"),
        ("2,5 x 10^9", "2.5 x 10^9"),
        ("± 0,3", "± 0.3"),
        ("+ 4,2 %", "+4.2%"),
        ("− 3 %", "-3%"),
        ("-3 M€", "-€3 million"),
        ("38,5 °C", "38.5°C"),
        ("5 UI/kg", "5 IU/kg"),
        ("90 km/h", "90 km/h"),
        ("3 points de pourcentage", "3 percentage points"),
        ("deux", "two"),
        ("quarante-deux", "42"),
        ("un million", "one million"),
        ("une vingtaine", "about 20"),
        ("des milliers", "thousands"),
        ("la moitié", "half"),
        ("un tiers", "a third"),
        ("trois quarts", "three quarters"),
        ("2/3", "2/3"),
        ("le double", "double"),
        ("phase III", "III"),
        ("appeler le 3114", "3114"),
        ("01 45 67 89 10", "01 45 67 89 10"),
    ],
)
def test_house_style(french: str, english: str) -> None:
    """Each French form has one preferred rendering."""
    assert render_english(only(french)) == english


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("15 novembre 2024", "November 15, 2024"),
        ("13 et 14 novembre", "November 13 and 14"),
        ("14h40", "2:40 p.m."),
    ],
)
def test_american_style(french: str, english: str) -> None:
    """Dates and times have their own American form."""
    assert render_english(only(french), style="us") == english


@pytest.mark.parametrize(
    ("french", "others"),
    [
        ("12,5 %", {"12.5%", "12.5 per cent", "12.5 percent"}),
        ("3,5 M€", {"€3.5 million", "3.5 million euros", "€3.5m", "€3,500,000"}),
        ("1 200 000", {"1,200,000", "1.2 million"}),
        ("14h40", {"2:40 pm", "2.40pm", "14:40", "2:40 p.m."}),
        ("15 novembre 2024", {"November 15, 2024", "15th November 2024"}),
        ("10e", {"10th", "tenth"}),
        ("XXIe siècle", {"21st century", "twenty-first century"}),
        ("5 à 10 ans", {"5-10 years", "between 5 and 10 years"}),
        ("deux tiers", {"two-thirds", "2/3"}),
        ("un million", {"a million", "1 million"}),
        ("48 dernières heures", {"last 48 hours", "48 hours"}),
        ("2019-20", {"2019–20", "2019-2020"}),
    ],
)
def test_other_forms_are_accepted(french: str, others: set[str]) -> None:
    """The preferred rendering comes first, and other good forms are listed."""
    accepted = accepted_renderings(only(french))
    assert accepted[0] == render_english(only(french))
    assert others <= set(accepted)
