"""What parse_english reads, in good English and in rough drafts."""

import pytest

from passerelle.translate.numbers import parse_english


@pytest.mark.parametrize(
    ("text", "kind", "values", "unit"),
    [
        ("12.5%", "PERCENT", "12.5", "%"),
        ("12.5 %", "PERCENT", "12.5", "%"),
        ("12.5 per cent", "PERCENT", "12.5", "%"),
        ("12.5 percent", "PERCENT", "12.5", "%"),
        ("12,5%", "PERCENT", "12.5", "%"),
        ("3 percentage points", "MEASURE", "3", "pp"),
        ("1,200", "NUMBER", "1200", ""),
        ("1 200", "NUMBER", "1200", ""),
        ("1,200,000.5", "NUMBER", "1200000.5", ""),
        ("1.200.000", "NUMBER", "1200000", ""),
        ("1.200", "NUMBER", "1.200", ""),
        ("p = .08", "NUMBER", "0.08", ""),
        ("p = 0,003", "NUMBER", "0.003", ""),
        ("166 Gram-negative rods", "NUMBER", "166", ""),
        ("1.3bn", "NUMBER", "1300000000", ""),
        ("2 trillion", "NUMBER", "2000000000000", ""),
        ("€3.5 million", "MONEY", "3500000", "EUR"),
        ("3.5 million euros", "MONEY", "3500000", "EUR"),
        ("3.5 million of euros", "MONEY", "3500000", "EUR"),
        ("EUR 3.5m", "MONEY", "3500000", "EUR"),
        ("€3.5m", "MONEY", "3500000", "EUR"),
        ("3,5 M€", "MONEY", "3500000", "EUR"),
        ("€200k", "MONEY", "200000", "EUR"),
        ("£27 million", "MONEY", "27000000", "GBP"),
        ("US$14.7 billion", "MONEY", "14700000000", "USD"),
        ("CA$275 million", "MONEY", "275000000", "CAD"),
        ("3.5 m", "MEASURE", "3.5", "m"),
        ("15-year-old", "MEASURE", "15", "year"),
        ("a 100-metre ship", "MEASURE", "100", "m"),
        ("160km/h", "MEASURE", "160", "km/hour"),
        ("64 kph", "MEASURE", "64", "km/hour"),
        ("105 miles per hour", "MEASURE", "105", "mph"),
        ("5 mg/kg/day", "MEASURE", "5", "mg/kg/day"),
        ("5 mg a day", "MEASURE", "5", "mg/day"),
        ("minus 3°C", "MEASURE", "-3", "°C"),
        ("24 hours a day", "MEASURE", "24", "hour"),
        ("24/7", "MEASURE", "24", "hour"),
        ("half an hour", "MEASURE", "0.5", "hour"),
        ("a year and a half", "MEASURE", "1.5", "year"),
        ("two and a half years", "MEASURE", "2.5", "year"),
        ("a fortnight", "MEASURE", "14", "day"),
        ("2:40 pm", "TIME", "14|40", ""),
        ("2.40pm", "TIME", "14|40", ""),
        ("2:40 p.m.", "TIME", "14|40", ""),
        ("14:40", "TIME", "14|40", ""),
        ("14h40", "TIME", "14|40", ""),
        ("12:05 am", "TIME", "0|5", ""),
        ("10 o'clock", "TIME", "10|0", ""),
        ("noon", "TIME", "12|0", ""),
        ("13 and 14 November", "DATE", "0|11|13|14", ""),
        ("November 13 and 14", "DATE", "0|11|13|14", ""),
        ("13-15 November 2024", "DATE", "2024|11|13|15", ""),
        ("November 13–15, 2024", "DATE", "2024|11|13|15", ""),
        ("13 to 15 November 2024", "DATE", "2024|11|13|15", ""),
        ("the 15th of November, 2024", "DATE", "2024|11|15", ""),
        ("January 1st", "DATE", "0|1|1", ""),
        ("Nov. 15, 2024", "DATE", "2024|11|15", ""),
        ("15/11/2024", "DATE", "2024|11|15", ""),
        ("11/15/2024", "DATE", "2024|11|15", ""),
        ("15 novembre 2024", "DATE", "2024|11|15", ""),
        ("May of 1969", "DATE", "1969|5", ""),
        ("in 2013 dollars", "YEAR", "2013", ""),
        ("2019–20", "YEAR SPAN", "2019|2020", ""),
        ("the 2010s", "DECADE", "2010", ""),
        ("the seventies", "DECADE", "70", ""),
        ("the '90s", "DECADE", "90", ""),
        ("between 10 and 15%", "RANGE", "10|15", "%"),
        ("from 10% to 15%", "RANGE", "10|15", "%"),
        ("12 and 15%", "RANGE", "12|15", "%"),
        ("2-3 km", "RANGE", "2|3", "km"),
        ("US$11,000 to $22,500", "RANGE", "11000|22500", "USD"),
        ("between 3 and 5 million", "RANGE", "3000000|5000000", ""),
        ("21st century", "CENTURY", "21", "century"),
        ("twenty-first-century", "CENTURY", "21", "century"),
        ("10th edition", "ORDINAL", "10", ""),
        ("10e edition", "ORDINAL", "10", ""),
        ("tenth edition", "ORDINAL", "10", ""),
        ("twenty-one", "NUMBER", "21", ""),
        ("two hundred and five", "NUMBER", "205", ""),
        ("a hundred", "NUMBER", "100", ""),
        ("a million", "NUMBER", "1000000", ""),
        ("half a million", "NUMBER", "500000", ""),
        ("a dozen", "NUMBER", "12", ""),
        ("tens of thousands", "NUMBER", "10000", ""),
        ("the over-65s", "NUMBER", "65", ""),
        ("two thirds", "FRACTION", "2|3", ""),
        ("two third of", "FRACTION", "2|3", ""),
        ("every other week", "NUMBER", "2", ""),
        ("3 to Friday 7 March", "DATE", "0|3|3|7", ""),
        ("the 13th day of October, 1978", "DATE", "1978|10|13", ""),
        ("2 T-cell lymphomas", "NUMBER", "2", ""),
        ("2727 TB patients", "NUMBER", "2727", ""),
        ("the XVIII Conference", "ORDINAL", "18", ""),
        ("two-thirds", "FRACTION", "2|3", ""),
        ("half", "FRACTION", "1|2", ""),
        ("a quarter of", "FRACTION", "1|4", ""),
        ("twice", "MULTIPLE", "2", ""),
        ("threefold", "MULTIPLE", "3", ""),
        ("Phase III", "NUMBER", "3", ""),
        ("phase 1/2", "RANGE", "1|2", ""),
        ("± 0.3", "NUMBER", "0.3", ""),
        ("plus or minus 0.3", "NUMBER", "0.3", ""),
        ("+33 1 45 67 89 10", "PHONE", "145678910", ""),
    ],
)
def test_each_form_has_its_kind_value_and_unit(text: str, kind: str, values: str, unit: str) -> None:
    """One figure is read, with exactly this kind, value and unit."""
    (found,) = parse_english(text)
    assert found.kind.name.replace("_", " ") == kind
    assert "|".join(f"{value:f}" for value in found.values) == values
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19",
        "COVID 19",
        "SARS-CoV-2",
        "HER2",
        "IL-6",
        "5-FU",
        "3C",
        "NCT01234567",
        "Il-76s",
        "0.5am",
        "may I",
    ],
)
def test_digits_of_a_code_are_no_quantities(text: str) -> None:
    """Nothing is read in codes and broken tokens."""
    assert parse_english(text) == ()


def test_hours_before_one_pm_share_it() -> None:
    """2 to 4 pm begins in the afternoon, 10 to 2 pm in the morning."""
    hours = [[int(q.values[0]) for q in parse_english(text)] for text in ("2 to 4 pm", "10 to 2 pm")]
    assert hours == [[14, 16], [10, 14]]


@pytest.mark.parametrize(
    "text", ["one", "first", "both", "a couple", "half", "dozens", "June Almeida", "March was cold"]
)
def test_loose_words_are_vague(text: str) -> None:
    """Words that a good translation may add are marked."""
    assert all(q.vague for q in parse_english(text))
    assert parse_english(text)
