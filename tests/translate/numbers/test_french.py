"""What parse_french reads in each form that French news writes."""

from decimal import Decimal

import pytest

from passerelle.translate.numbers import Kind, Quantity, parse_french


def read(text: str) -> list[tuple[str, str, str, str]]:
    """Kind, values joined by ``|``, unit and span text of each figure."""
    return [
        (q.kind.name, "|".join(f"{value:f}" for value in q.values), q.unit, q.text)
        for q in parse_french(text)
    ]


def only(text: str) -> Quantity:
    (quantity,) = parse_french(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "kind", "values", "unit"),
    [
        ("12,5 %", "PERCENT", "12.5", "%"),
        ("12,5\u00a0%", "PERCENT", "12.5", "%"),
        ("12,5\u202f%", "PERCENT", "12.5", "%"),
        ("12,5%", "PERCENT", "12.5", "%"),
        ("dix pour cent", "PERCENT", "10", "%"),
        ("3 points de pourcentage", "MEASURE", "3", "pp"),
        ("5 ‰", "MEASURE", "5", "‰"),
        ("1 200", "NUMBER", "1200", ""),
        ("1\u202f200", "NUMBER", "1200", ""),
        ("1 200 000", "NUMBER", "1200000", ""),
        ("1.200", "NUMBER", "1200", ""),
        ("1.200.000,5", "NUMBER", "1200000.5", ""),
        ("0.123", "NUMBER", "0.123", ""),
        ("3.5", "NUMBER", "3.5", ""),
        ("2.0", "NUMBER", "2.0", ""),
        ("3,500", "NUMBER", "3.500", ""),
        ("1,3 milliard", "NUMBER", "1300000000", ""),
        ("1 000 milliards", "NUMBER", "1000000000000", ""),
        ("3,5 M€", "MONEY", "3500000", "EUR"),
        ("3,5\u00a0millions d’euros", "MONEY", "3500000", "EUR"),
        ("12 M d'euros", "MONEY", "12000000", "EUR"),
        ("1,3 Md€", "MONEY", "1300000000", "EUR"),
        ("2 Mds d’euros", "MONEY", "2000000000", "EUR"),
        ("200 k€", "MONEY", "200000", "EUR"),
        ("130 milliards d’euros. Elle touchait", "MONEY", "130000000000", "EUR"),
        ("45 euros", "MONEY", "45", "EUR"),
        ("45,50 €", "MONEY", "45.50", "EUR"),
        ("$5 millions", "MONEY", "5000000", "USD"),
        ("50 milliards US$", "MONEY", "50000000000", "USD"),
        ("4 millions de dollars canadiens", "MONEY", "4000000", "CAD"),
        ("27 millions de livres sterling", "MONEY", "27000000", "GBP"),
        ("£20", "MONEY", "20", "GBP"),
        ("300 francs suisses", "MONEY", "300", "CHF"),
        ("300 CHF", "MONEY", "300", "CHF"),
        ("5 mg", "MEASURE", "5", "mg"),
        ("5 microgrammes", "MEASURE", "5", "µg"),
        ("250 mL", "MEASURE", "250", "ml"),
        ("10 mg/kg", "MEASURE", "10", "mg/kg"),
        ("10 mg/kg/j", "MEASURE", "10", "mg/kg/day"),
        ("10 mg par jour", "MEASURE", "10", "mg/day"),
        ("75 mg/m²", "MEASURE", "75", "mg/m²"),
        ("1 000 UI", "MEASURE", "1000", "IU"),
        ("2,5 Gy", "MEASURE", "2.5", "Gy"),
        ("38,5 °C", "MEASURE", "38.5", "°C"),
        ("32 ° C", "MEASURE", "32", "°C"),
        ("2 000 kcal", "MEASURE", "2000", "kcal"),
        ("120 mmHg", "MEASURE", "120", "mmHg"),
        ("3 tCO2", "MEASURE", "3", "tCO2"),
        ("50 tonnes", "MEASURE", "50", "t"),
        ("12 mètres cubes", "MEASURE", "12", "m³"),
        ("2,2 millions de km carrés", "MEASURE", "2200000", "km²"),
        ("90 kilomètres à l’heure", "MEASURE", "90", "km/hour"),
        ("1,5 T", "MEASURE", "1.5", "tesla"),
        ("35 heures", "MEASURE", "35", "hour"),
        ("a duré 2 h 30", "MEASURE", "150", "minute"),
        ("7 h 30 par jour", "MEASURE", "450", "minute"),
        ("à 1h15 en ambulance", "MEASURE", "75", "minute"),
        ("après 3 h 45 d’intervention", "MEASURE", "225", "minute"),
        ("à 2 h 30 de Paris", "MEASURE", "150", "minute"),
        ("L’attente a atteint 6 h 20 samedi", "MEASURE", "380", "minute"),
        ("Le délai moyen dépasse 4 h 15", "MEASURE", "255", "minute"),
        ("la durée médiane est de 3 h 40", "MEASURE", "220", "minute"),
        ("un retard de 2 h 05", "MEASURE", "125", "minute"),
        ("un délai supérieur à 4 h 30", "MEASURE", "270", "minute"),
        ("un délai réduit à 1 h 45", "MEASURE", "105", "minute"),
        ("Le délai a été porté à 2 h 15", "MEASURE", "135", "minute"),
        ("moins de 2 h 30 d’attente", "MEASURE", "150", "minute"),
        ("L’attente a commencé à 6 h 20", "TIME", "6|20", ""),
        ("Le délai expire à 16 h 30", "TIME", "16|30", ""),
        ("2 heures et 20 minutes", "MEASURE", "140", "minute"),
        ("2 min 30 s", "MEASURE", "150", "second"),
        ("2 minutes et 20 secondes", "MEASURE", "140", "second"),
        ("1 h 30 min", "MEASURE", "90", "minute"),
        ("à 2 h 30", "TIME", "2|30", ""),
        ("vers 2 h 30 du matin", "TIME", "2|30", ""),
        ("jusqu’à 18 h 30", "TIME", "18|30", ""),
        ("2 h 30", "TIME", "2|30", ""),
        ("1 sur 3", "RATIO", "1|3", ""),
        ("trois sur quatre", "RATIO", "3|4", ""),
        ("une demi-heure", "MEASURE", "0.5", "hour"),
        ("deux heures et quart", "MEASURE", "2.25", "hour"),
        ("½ comprimé", "NUMBER", "0.5", ""),
        ("1 ½ comprimé", "NUMBER", "1.5", ""),
        ("9,5 × 10⁶ copies", "NUMBER", "9500000", ""),
        ("10⁻³", "NUMBER", "0.001", ""),
        ("pendant 8 h", "MEASURE", "8", "hour"),
        ("5 ans", "MEASURE", "5", "year"),
        ("18 mois", "MEASURE", "18", "month"),
        ("deux ans et demi", "MEASURE", "2.5", "year"),
        ("une heure et demie", "MEASURE", "1.5", "hour"),
        ("trois quarts d’heure", "MEASURE", "0.75", "hour"),
        ("48 dernières heures", "MEASURE", "48", "hour"),
        ("24h/24", "MEASURE", "24", "hour"),
        ("14h40", "TIME", "14|40", ""),
        ("14 h 40", "TIME", "14|40", ""),
        ("14h", "TIME", "14|0", ""),
        ("8 h", "TIME", "8|0", ""),
        ("à 18 heures", "TIME", "18|0", ""),
        ("8 heures du soir", "TIME", "20|0", ""),
        ("09:30", "TIME", "9|30", ""),
        ("à midi", "TIME", "12|0", ""),
        ("à midi et demi", "TIME", "12|30", ""),
        ("minuit et quart", "TIME", "0|15", ""),
        ("midi moins le quart", "TIME", "11|45", ""),
        ("minuit moins le quart", "TIME", "23|45", ""),
        ("13 et 14 novembre", "DATE", "0|11|13|14", ""),
        ("du 13 au 15 novembre 2024", "DATE", "2024|11|13|15", ""),
        ("1er janvier 2025", "DATE", "2025|1|1", ""),
        ("05 février", "DATE", "0|2|5", ""),
        ("2 janv. 2024", "DATE", "2024|1|2", ""),
        ("sept. 2024", "DATE", "2024|9", ""),
        ("du samedi 25 au dimanche 26 octobre", "DATE", "0|10|25|26", ""),
        ("ce 19e jour de mars 2020", "DATE", "2020|3|19", ""),
        ("15/11/2024", "DATE", "2024|11|15", ""),
        ("le 15/11", "DATE", "0|11|15", ""),
        ("2024-11-15", "DATE", "2024|11|15", ""),
        ("novembre 2024", "DATE", "2024|11", ""),
        ("en août", "DATE", "0|8", ""),
        ("2024", "YEAR", "2024", ""),
        ("mi-2024", "YEAR", "2024", ""),
        ("2023-2027", "YEAR SPAN", "2023|2027", ""),
        ("2019-20", "YEAR SPAN", "2019|2020", ""),
        ("1968/69", "YEAR SPAN", "1968|1969", ""),
        ("entre 2014 et 2019", "YEAR SPAN", "2014|2019", ""),
        ("années 2010", "DECADE", "2010", ""),
        ("années 1980 et 1990", "DECADE", "1980|1990", ""),
        ("années 60", "DECADE", "60", ""),
        ("années quatre-vingt-dix", "DECADE", "90", ""),
        ("entre 10 et 15 %", "RANGE", "10|15", "%"),
        ("12 et 15 %", "RANGE", "12|15", "%"),
        ("12, 15 et 20 %", "RANGE", "12|15|20", "%"),
        ("27,3 %–29,8 %", "RANGE", "27.3|29.8", "%"),
        ("de 5 à 10 ans", "RANGE", "5|10", "year"),
        ("10 à 15 jours", "RANGE", "10|15", "day"),
        ("3 à 5 millions d’euros", "RANGE", "3000000|5000000", "EUR"),
        ("800 000 à 1 million", "RANGE", "800000|1000000", ""),
        ("900 euros à 1 million d’euros", "RANGE", "900|1000000", "EUR"),
        ("deux à trois", "RANGE", "2|3", ""),
        ("de -3 à -5 %", "RANGE", "-3|-5", "%"),
        ("+ 4,2 %", "PERCENT", "4.2", "%"),
        ("-3 %", "PERCENT", "-3", "%"),
        ("de - 3 %", "PERCENT", "-3", "%"),
        ("− 3 %", "PERCENT", "-3", "%"),
        ("± 0,3", "NUMBER", "0.3", ""),
        ("plus ou moins 3", "NUMBER", "3", ""),
        ("< 0,05", "NUMBER", "0.05", ""),
        ("Au moins 50 %", "PERCENT", "50", "%"),
        ("au moins 50 %", "PERCENT", "50", "%"),
        ("moins 3 °C", "MEASURE", "-3", "°C"),
        ("(r = - 0,56)", "NUMBER", "-0.56", ""),
        ("p = .08", "NUMBER", "0.08", ""),
        ("166 Gram négatif", "NUMBER", "166", ""),
        ("p = 0,003", "NUMBER", "0.003", ""),
        ("XXIe siècle", "CENTURY", "21", "century"),
        ("XXᵉ siècle", "CENTURY", "20", "century"),
        ("vingt-et-unième siècle", "CENTURY", "21", "century"),
        ("10e édition", "ORDINAL", "10", ""),
        ("1re", "ORDINAL", "1", ""),
        ("1ère", "ORDINAL", "1", ""),
        ("1er", "ORDINAL", "1", ""),
        ("2nd", "ORDINAL", "2", ""),
        ("2de", "ORDINAL", "2", ""),
        ("3ᵉ", "ORDINAL", "3", ""),
        ("12ème", "ORDINAL", "12", ""),
        ("IIIe République", "ORDINAL", "3", ""),
        ("premier", "ORDINAL", "1", ""),
        ("deuxième", "ORDINAL", "2", ""),
        ("vingt-et-unième", "ORDINAL", "21", ""),
        ("deux", "NUMBER", "2", ""),
        ("vingt-et-un", "NUMBER", "21", ""),
        ("quatre-vingt-dix-sept", "NUMBER", "97", ""),
        ("septante-cinq", "NUMBER", "75", ""),
        ("cent", "NUMBER", "100", ""),
        ("mille", "NUMBER", "1000", ""),
        ("deux mille vingt-quatre", "NUMBER", "2024", ""),
        ("un million", "NUMBER", "1000000", ""),
        ("un demi-million", "NUMBER", "500000", ""),
        ("une dizaine", "NUMBER", "10", ""),
        ("une centaine", "NUMBER", "100", ""),
        ("des milliers", "NUMBER", "1000", ""),
        ("des dizaines de milliers", "NUMBER", "10000", ""),
        ("un tiers", "FRACTION", "1|3", ""),
        ("deux tiers", "FRACTION", "2|3", ""),
        ("la moitié", "FRACTION", "1|2", ""),
        ("un quart", "FRACTION", "1|4", ""),
        ("trois quarts", "FRACTION", "3|4", ""),
        ("un cinquième des cas", "FRACTION", "1|5", ""),
        ("un cinquième cas", "ORDINAL", "5", ""),
        ("2/3", "FRACTION", "2|3", ""),
        ("le double", "MULTIPLE", "2", ""),
        ("phase III", "NUMBER", "3", ""),
        ("phase 2b", "NUMBER", "2", ""),
        ("phases I/II", "RANGE", "1|2", ""),
        ("l’alinéa 4a)", "NUMBER", "4", ""),
        ("directive 89/655/CEE", "FRACTION", "89|655", ""),
        ("16 mi-temps", "NUMBER", "16", ""),
        ("2 T-cell", "NUMBER", "2", ""),
        ("article 51", "NUMBER", "51", ""),
        ("01 45 67 89 10", "PHONE", "145678910", ""),
        ("+33 1 45 67 89 10", "PHONE", "145678910", ""),
        ("0 800 123 456", "PHONE", "800123456", ""),
        ("appeler le 3114", "CODE", "3114", ""),
        ("rue de la Paix, 75013 Paris", "CODE", "75013", ""),
        ("version 1.2.3", "CODE", "1|2|3", ""),
        ("0230", "CODE", "230", ""),
    ],
)
def test_each_form_has_its_kind_value_and_unit(text: str, kind: str, values: str, unit: str) -> None:
    """One figure is read, with exactly this kind, value and unit."""
    found = only(text)
    assert found.kind.name.replace("_", " ") == kind
    assert "|".join(f"{value:f}" for value in found.values) == values
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "NCT01234567",
        "COVID-19",
        "covid-19",
        "covid 19",
        "SARS-CoV-2",
        "CAR-T",
        "G8",
        "H1N1",
        "T2A",
        "3C",
        "4x4",
        "5-FU",
        "L162-31-1",
        "article L. 162-31-1",
        "HER2",
        "IL-6",
        "CD19",
        "HbA1c",
        "PM2,5",
        "2019-nCoV",
        "https://exemple.fr/2024/11",
        "a.dupont12@exemple.fr",
        "doi:10.1016/j.x.2024.01",
        "un patient et une patiente",
        "un cent de dollar",
        "Vers la fin",
        "la quarantaine des voyageurs",
    ],
)
def test_digits_of_a_code_and_articles_are_no_quantities(text: str) -> None:
    """Nothing strict is read in codes, addresses, or the article un."""
    assert [q for q in parse_french(text) if not q.vague] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Les 1 200 patients, dont 12,5 % suivis 3 ans, ont coûté 3,5 M€.",
            [
                ("NUMBER", "1200", "", "1 200"),
                ("PERCENT", "12.5", "%", "12,5 %"),
                ("MEASURE", "3", "year", "3 ans"),
                ("MONEY", "3500000", "EUR", "3,5 M€"),
            ],
        ),
        (
            "de 9 h à 17h30",
            [("TIME", "9|0", "", "9 h"), ("TIME", "17|30", "", "17h30")],
        ),
        (
            "XIXe et XXe siècles",
            [("CENTURY", "19", "", "XIXe"), ("CENTURY", "20", "century", "XXe siècles")],
        ),
        (
            "le 12 février – 28 mars 2020",
            [("DATE", "0|2|12", "", "12 février"), ("DATE", "2020|3|28", "", "28 mars 2020")],
        ),
        (
            "en 2019, 15 et 20 %",
            [("YEAR", "2019", "", "2019"), ("RANGE", "15|20", "%", "15 et 20 %")],
        ),
        (
            "275 millions de dollars à 96 projets",
            [("MONEY", "275000000", "USD", "275 millions de dollars"), ("NUMBER", "96", "", "96")],
        ),
        ("7 patients sur 10", [("NUMBER", "7", "", "7"), ("NUMBER", "10", "", "10")]),
    ],
)
def test_figures_are_read_in_order_with_their_spans(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    """Each figure's span holds what belongs to it and nothing of its neighbours."""
    assert read(text) == expected
    assert all(text[q.start : q.end] == q.text for q in parse_french(text))


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("une dizaine", True),
        ("des milliers", True),
        ("la moitié", True),
        ("premier", True),
        ("un bâtiment neuf.", True),
        ("neuf patients", False),
        ("troisième", False),
        ("deux", False),
        ("un million", False),
        ("12", False),
    ],
)
def test_only_loose_words_are_vague(text: str, *, vague: bool) -> None:
    """Words that a good translation may drop are marked; numbers are not."""
    assert only(text).vague is vague


def test_sign_scale_joiner_and_qualifier_are_kept_for_rendering() -> None:
    """What the value alone does not say stands beside it."""
    assert only("+ 4,2 %").sign == "+"
    assert only("± 0,3").sign == "±"
    assert only("3,5 M€").scale == 6
    assert only("5 à 10 ans").joiner == "to"
    assert only("2023-2027").joiner == "-"
    assert only("13 et 14 novembre").joiner == "and"
    assert only("48 dernières heures").qualifier == "last"
    assert only("deux").in_words
    assert not only("2").in_words


def test_decimals_keep_the_precision_that_was_written() -> None:
    """9,0 stays 9.0."""
    assert only("9,0 %") == Quantity(Kind.PERCENT, (Decimal("9.0"),), "%", 0, 5, "9,0 %")
    assert str(only("9,0 %").values[0]) == "9.0"
