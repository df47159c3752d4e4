"""Units of measure and currencies: one table of their forms in both languages.

A unit's canonical name is its symbol (``mg``), its English singular for time (``year``), or a currency's
ISO 4217 code (``EUR``). Compounds are joined by ``/`` (``mg/kg/day``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel.numbers import get_currency_name

Language = Literal["fr", "en"]
SPACE = "[ \u00a0\u202f\u2009\u2007]"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; ``factor`` converts it to its dimension's base unit."""

    name: str
    dimension: str
    factor: Decimal
    singular: str
    plural: str


# name | dimension | factor | English singular | English plural | French words | more English words | symbols
_TABLE = """
%|percent|1|%|%|pour cent,pourcent,p. cent,p.cent|per cent,percent,pct|%
‰|permille|1|‰|‰|pour mille||‰
pp|points|1|percentage point|percentage points|point de pourcentage,point de %|point of percentage|
kg|mass|1000|kilogram|kilograms|kilogramme,kilo|kilogramme,kilo|kg,Kg,KG,kgs
g|mass|1|gram|grams|gramme|gramme|g,gr
mg|mass|0.001|milligram|milligrams|milligramme|milligramme|mg
µg|mass|0.000001|microgram|micrograms|microgramme|microgramme|µg,μg,mcg,ug
ng|mass|0.000000001|nanogram|nanograms|nanogramme|nanogramme|ng
t|mass|1000000|tonne|tonnes|tonne|metric ton|t
kt|mass|1000000000|kilotonne|kilotonnes|kilotonne|kiloton|kt
Mt|mass|1000000000000|megatonne|megatonnes|mégatonne|megaton|Mt
tCO2|carbon|1|tonne of CO2|tonnes of CO2|tonne de CO2,tonne de CO₂|tonne of CO₂|tCO2,tCO₂,t CO2,tCO2e,tCO2eq
l|volume|1|litre|litres|litre|liter|l,L
dl|volume|0.1|decilitre|decilitres|décilitre|deciliter|dl,dL
cl|volume|0.01|centilitre|centilitres|centilitre|centiliter|cl,cL
ml|volume|0.001|millilitre|millilitres|millilitre|milliliter|ml,mL,cc,cm3,cm³
µl|volume|0.000001|microlitre|microlitres|microlitre|microliter|µl,µL,μl,μL
m³|volume|1000|cubic metre|cubic metres|mètre cube|cubic meter|m3,m³
km|length|1000|kilometre|kilometres|kilomètre|kilometer|km,kms
m|length|1|metre|metres|mètre|meter|m
cm|length|0.01|centimetre|centimetres|centimètre|centimeter|cm
mm|length|0.001|millimetre|millimetres|millimètre|millimeter|mm
µm|length|0.000001|micrometre|micrometres|micromètre,micron|micrometer,micron|µm,μm
nm|length|0.000000001|nanometre|nanometres|nanomètre|nanometer|nm
mile|mile|1|mile|miles|mile|mi|
foot|foot|1|foot|feet|pied||ft
inch|inch|1|inch|inches|pouce||
m²|area|1|square metre|square metres|mètre carré|square meter|m2,m²
km²|area|1000000|square kilometre|square kilometres|kilomètre carré,km carré|square kilometer|km2,km²
cm²|area|0.0001|square centimetre|square centimetres|centimètre carré|square centimeter|cm2,cm²
mm²|area|0.000001|square millimetre|square millimetres|millimètre carré|square millimeter|mm2,mm²
ha|area|10000|hectare|hectares|hectare||ha
°C|celsius|1|degree Celsius|degrees Celsius|degré Celsius,degré celsius|degree centigrade|°C,° C,ºC
°F|fahrenheit|1|degree Fahrenheit|degrees Fahrenheit|degré Fahrenheit||°F,° F,ºF
degree|degree|1|degree|degrees|degré||
kcal|calorie|1000|kilocalorie|kilocalories|kilocalorie||kcal,Kcal
cal|calorie|1|calorie|calories|calorie||cal
J|joule|1|joule|joules|joule||J
kJ|joule|1000|kilojoule|kilojoules|kilojoule||kJ
W|power|1|watt|watts|watt||W
kW|power|1000|kilowatt|kilowatts|kilowatt||kW
MW|power|1000000|megawatt|megawatts|mégawatt||MW
GW|power|1000000000|gigawatt|gigawatts|gigawatt||GW
kWh|energy|1|kilowatt-hour|kilowatt-hours|kilowattheure,kilowatt-heure|kilowatt hour|kWh
MWh|energy|1000|megawatt-hour|megawatt-hours|mégawattheure,mégawatt-heure|megawatt hour|MWh
GWh|energy|1000000|gigawatt-hour|gigawatt-hours|gigawattheure,gigawatt-heure|gigawatt hour|GWh
Gy|gray|1|gray|grays|gray||Gy
mGy|gray|0.001|milligray|milligrays|milligray||mGy
cGy|gray|0.01|centigray|centigrays|centigray||cGy
Sv|sievert|1|sievert|sieverts|sievert||Sv
mSv|sievert|0.001|millisievert|millisieverts|millisievert||mSv
µSv|sievert|0.000001|microsievert|microsieverts|microsievert||µSv,μSv
Bq|becquerel|1|becquerel|becquerels|becquerel||Bq
kBq|becquerel|1000|kilobecquerel|kilobecquerels|kilobecquerel||kBq
MBq|becquerel|1000000|megabecquerel|megabecquerels|mégabecquerel||MBq
GBq|becquerel|1000000000|gigabecquerel|gigabecquerels|gigabecquerel||GBq
mmHg|mercury|1|millimetre of mercury|millimetres of mercury|millimètre de mercure|millimeter of mercury|mmHg,mm Hg
Pa|pascal|1|pascal|pascals|pascal||Pa
kPa|pascal|1000|kilopascal|kilopascals|kilopascal||kPa
IU|activity|1|international unit|international units|unité internationale||UI,IU
kIU|activity|1000|kIU|kIU|||kUI,kIU
mIU|activity|0.001|mIU|mIU|||mUI,mIU
mol|amount|1|mol|mol|||mol
mmol|amount|0.001|millimole|millimoles|millimole||mmol
µmol|amount|0.000001|micromole|micromoles|micromole||µmol,μmol
nmol|amount|0.000000001|nanomole|nanomoles|nanomole||nmol
pmol|amount|0.000000000001|picomole|picomoles|picomole||pmol
mEq|equivalent|1|mEq|mEq|||mEq
Hz|frequency|1|hertz|hertz|hertz||Hz
kHz|frequency|1000|kilohertz|kilohertz|kilohertz||kHz
MHz|frequency|1000000|megahertz|megahertz|mégahertz||MHz
GHz|frequency|1000000000|gigahertz|gigahertz|gigahertz||GHz
bpm|pulse|1|beat per minute|beats per minute|battement par minute||bpm
dB|decibel|1|decibel|decibels|décibel||dB
tesla|tesla|1|tesla|tesla|tesla||T
kB|data|1000|kilobyte|kilobytes|kilooctet,kilo-octet||Ko,ko,kB,KB
MB|data|1000000|megabyte|megabytes|mégaoctet,méga-octet||Mo,MB
GB|data|1000000000|gigabyte|gigabytes|gigaoctet,giga-octet||Go,GB
terabyte|data|1000000000000|terabyte|terabytes|téraoctet,téra-octet||To
second|time|1|second|seconds|seconde||s,sec
ms|time|0.001|millisecond|milliseconds|milliseconde||ms
minute|time|60|minute|minutes|minute||min,mn,mins
hour|time|3600|hour|hours|heure|hr|h,hrs
day|time|86400|day|days|jour,journée||j
week|time|604800|week|weeks|semaine||
month|calendar|1|month|months|mois||
year|calendar|12|year|years|an,année|yr|yrs
decade|calendar|120|decade|decades|décennie||
century|calendar|1200|century|centuries|siècle||
pound|pound|1|pound|pounds|livre|lb|lbs
ounce|ounce|1|ounce|ounces|once||oz
km/hour|speed|1|kilometre per hour|kilometres per hour|kilomètre à l'heure,kilomètre par heure,kilomètre-heure|kilometer per hour,kilometer an hour,kilometre an hour|kph,kmh
mph|mph|1|mile per hour|miles per hour|mile par heure,mile à l'heure|mile an hour|mph
"""

# ISO code | symbol in English | symbols to read | French short names | English short names
_CURRENCIES = """
EUR|€|€|euro|euro
USD|$|$,US$,$US,$ US|dollar,dollar américain,dollar US|dollar,US dollar,American dollar,United States dollar
GBP|£|£|livre sterling,livre britannique|pound sterling,British pound
CHF|CHF||franc suisse|Swiss franc
CAD|C$|C$,CA$,$CA|dollar canadien|Canadian dollar
AUD|A$|A$,AU$|dollar australien|Australian dollar
JPY|¥|¥|yen|yen
CNY|CNY||yuan,yuan chinois|yuan
SEK|SEK||couronne suédoise|Swedish krona
DKK|DKK||couronne danoise|Danish krone
NOK|NOK||couronne norvégienne|Norwegian krone
XOF|XOF||franc CFA|CFA franc
"""

_KEPT_SINGULAR = {
    "de",
    "à",
    "par",
    "cent",
    "mille",
    "%",
    "CO2",
    "CO₂",
    "US",
    "sterling",
    "CFA",
    "mercure",
    "of",
    "km",
}
_KEPT_SINGULAR |= {"percent", "pourcent", "yen", "yuan", "p.", "pct"}


def _pluralise(form: str) -> str:
    """The regular plural of each word of a form: ``mètres cubes``, ``beats per minute``."""
    head, *tail = re.split(" (par|per|an|de|of|à) ", form, maxsplit=1)
    words = [w if w in _KEPT_SINGULAR or w[-1] in "sxz" else w + "s" for w in head.split(" ")]
    return " ".join([" ".join(words), *tail])


def _rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def _split(field: str) -> list[str]:
    return field.split(",") if field else []


UNITS: Mapping[str, Unit] = {
    row[0]: Unit(row[0], row[1], Decimal(row[2]), row[3], row[4]) for row in _rows(_TABLE)
}
CURRENCIES: Mapping[str, str] = {row[0]: row[1] for row in _rows(_CURRENCIES)}
CURRENCY_SYMBOLS: Mapping[str, str] = {
    form: row[0] for row in _rows(_CURRENCIES) for form in [*_split(row[2]), row[0]]
}
TIME_UNITS = frozenset(unit.name for unit in UNITS.values() if unit.dimension in {"time", "calendar"})


def _currency_names(code: str, language: Language) -> set[str]:
    """The CLDR names of a currency, singular and plural."""
    return {get_currency_name(code, count=count, locale=language) for count in (1, 2)}


def _words(language: Language) -> dict[str, str]:
    """Lower-case word forms of a language's units and currencies."""
    french = language == "fr"
    forms: dict[str, str] = {}
    for row in _rows(_TABLE):
        names = _split(row[5]) if french else [row[3], row[4], *_split(row[6])]
        forms |= {form.lower(): row[0] for name in names for form in (name, _pluralise(name))}
    for row in _rows(_CURRENCIES):
        names = _split(row[3 if french else 4])
        forms |= {form.lower(): row[0] for name in names for form in (name, _pluralise(name))}
        forms |= {name.lower(): row[0] for name in _currency_names(row[0], language)}
    return forms


WORDS: Mapping[Language, Mapping[str, str]] = {"fr": _words("fr"), "en": _words("en")}
SYMBOLS: Mapping[str, str] = dict(CURRENCY_SYMBOLS) | {
    form: row[0] for row in _rows(_TABLE) for form in _split(row[7])
}
_DENOMINATORS = {"d": "day", "j": "day", "jour": "day", "day": "day", "kg": "kg", "h": "hour", "sem": "week"}
_PER_DAY = re.compile(
    rf"{SPACE}(?:par{SPACE}jour|per{SPACE}day|a{SPACE}day|daily|quotidiens?)(?!\w)", re.IGNORECASE
)
_WORD = r"[^\W\d_]+[²³23₂]?"
_PHRASE = re.compile(
    rf"{SPACE}?(%|‰|p\.{SPACE}?cent(?!\w)|[°º]{SPACE}?[CF](?!\w)|(?:US|CA?|AU?)?\$(?:{SPACE}?(?:US|CA)(?!\w))?|[€£¥])"
    rf"|(?:{SPACE}|-)?((?P<first>{_WORD})(?:(?:{SPACE}|['’-]){_WORD}|{SPACE}%){{0,3}})"
)
_FIRST_WORDS: Mapping[Language, frozenset[str]] = {
    language: frozenset(first[0].lower() for form in (*SYMBOLS, *words) if (first := re.match(_WORD, form)))
    for language, words in WORDS.items()
}
"""The words that units begin with: most of what follows a number is told by one look to be none."""
# The "l" of "l'autre" and the "T" of "T-cell" are no units.
_LETTER_OF_A_WORD = re.compile(r"['’]|-[^\W\d_]")
_GRAM_STAIN = re.compile(rf"(?:{SPACE}|-)(?:neg|nég|pos)", re.IGNORECASE)
_PART = re.compile(r"/([^\W\d_]+[²³23]?)")
_BREAK = re.compile(rf"(?:{SPACE}|['’-])(?=[^{SPACE[1:-1]}'’-]*$)")


@lru_cache(maxsize=4096)
def _lookup(phrase: str, language: Language) -> tuple[str, int] | None:
    """The unit that a phrase begins with, and how many characters of the phrase it takes."""
    while phrase:
        plain = re.sub(SPACE, " ", phrase).replace("’", "'")
        name = SYMBOLS.get(plain) or WORDS[language].get(plain.lower())
        if name:
            return name, len(phrase)
        cut = _BREAK.search(phrase)
        phrase = phrase[: cut.start()] if cut else ""
    return None


def read_unit(text: str, position: int, language: Language) -> tuple[str, int] | None:
    """Read the unit that stands at ``position``: its canonical name and where it ends.

    >>> read_unit("12 mg/kg par jour", 2, "fr")
    ('mg/kg/day', 17)
    """
    match = _PHRASE.match(text, position)
    if match is None or (match["first"] and match["first"].lower() not in _FIRST_WORDS[language]):
        return None
    group = 1 if match[1] else 2
    found = _lookup(match[group], language)
    if found is None:
        return None
    name, length = found
    end = match.start(group) + length
    if name == "g" and _GRAM_STAIN.match(text, end):
        return None
    if length == 1 and _LETTER_OF_A_WORD.match(text, end):
        return None
    return _read_denominators(text, end, name, language)


def _read_denominators(text: str, end: int, name: str, language: Language) -> tuple[str, int]:
    """Read ``/kg/j`` and, after a mass or volume, ``par jour``; ``€/an`` says how often, not what."""
    while name not in CURRENCIES and (part := _PART.match(text, end)):
        below = _DENOMINATORS.get(part[1]) or SYMBOLS.get(part[1]) or WORDS[language].get(part[1].lower())
        if below is None:
            break
        name, end = f"{name}/{below}", part.end()
    name = "mph" if name == "mile/hour" else name
    daily = _PER_DAY.match(text, end)
    if daily and UNITS.get(name.partition("/")[0], UNITS["%"]).dimension in {"mass", "volume", "activity"}:
        name, end = f"{name}/day", daily.end()
    return name, end


def base_of(unit: str) -> tuple[str, Decimal]:
    """The dimension of a unit and the factor to its base unit; an unknown unit is its own dimension.

    >>> base_of("mg/kg")
    ('mass/mass', Decimal('0.000001'))
    """
    if unit in UNITS:
        return UNITS[unit].dimension, UNITS[unit].factor
    dimensions, factor = [], Decimal(1)
    for place, part in enumerate(unit.split("/")):
        known = UNITS.get(part)
        dimensions.append(known.dimension if known else part)
        if known:
            factor = factor / known.factor if place else factor * known.factor
    return "/".join(dimensions), factor
