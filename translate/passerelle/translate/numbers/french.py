"""Reads the figures of a French text."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from . import french_calendar as calendar
from . import words
from .dates import numeric_date
from .figures import CURRENCY, LEADING, SIGN, Grammar, read_run
from .french_clock import read_clock, read_hour_word
from .months import FRENCH_MONTHS
from .named import STAGE_NOUNS, read_bar, read_stage
from .quantity import Kind, Quantity
from .scan import Reader, Readers, quantity, read_code, read_phone, scan, vague
from .units import SPACE, read_unit

# "au moins 3" and "ou moins" set a bound; "moins 3 °C" is below zero.
_MINUS = (
    rf"(?:(?i:plus{SPACE}ou{SPACE}moins)|(?<![aAoOdD][uU]{SPACE})(?<![lL]e{SPACE})(?<![àÀA]{SPACE})moins)"
)
_LEAD = rf"(?P<sign>{SIGN}|{_MINUS}{SPACE}(?=\d))?(?:(?P<currency>{CURRENCY}){SPACE}?)?"
_MONEY_AHEAD = rf"(?={SPACE}?(?:[€$£¥]|EUR|USD|GBP|CHF|d['’](?:euros?|€)|de{SPACE}(?:dollars|livres|francs)))"
_SCALE_WORDS = "|".join(
    sorted((w for w in words.FRENCH_SCALES if len(w) > 3 or w == "mille"), key=len, reverse=True)
)
_AND_A_HALF = rf"(?:{SPACE}fois)?{SPACE}et{SPACE}(?:(?P<half_more>demie?)|(?P<quarter_more>quart)|(?P<three_more>trois{SPACE}quarts))(?!\w)"
# Halves of these are amounts; a "demi-finale" and a "demi-mesure" are none.
_DOSES = "minute|heure|journée|comprimé|cachet|gélule|dose|ampoule|sachet|tablette|pilule|cuillère|verre|litre|point|kilo|gramme|bouteille"


def read_digits(digits: str) -> Decimal:
    """The value of French digits: spaces, or dots before three digits, group thousands.

    >>> read_digits("1 200,5"), read_digits("1.200"), read_digits("3.5")
    (Decimal('1200.5'), Decimal('1200'), Decimal('3.5'))
    """
    if digits.isdecimal():
        return Decimal(digits)
    whole, comma, decimals = digits.partition(",")
    if comma or re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", whole):
        whole = whole.replace(".", "")
    whole = re.sub(rf"{SPACE}|['’]", "", whole)
    return Decimal(f"{whole}.{decimals}" if comma else whole)


GRAMMAR = Grammar(
    language="fr",
    lead=re.compile(_LEAD),
    digits=re.compile(
        rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:['’]\d{{3}})+(?!\d)"
        r"|(?<![\w.])\.\d+|[1-9]\d{0,2}(?:\.\d{3})+(?![\d.])(?:,\d+)?|\d+(?:[.,]\d+)?"
    ),
    read_digits=read_digits,
    cardinal=words.FRENCH_CARDINAL,
    values=words.FRENCH_VALUES,
    ones=frozenset({"un", "une"}),
    doubtful=frozenset({"neuf"}),
    partial=re.compile(
        rf"(?P<half>(?:une?{SPACE})?demi[-{SPACE[1:-1]}](?=[^\W\d_]))|(?P<quarter>un{SPACE}quart{SPACE}d['’](?=heure))"
        rf"|(?P<three>trois{SPACE}quarts{SPACE}d['’](?=heure))"
        rf"|(?P<one>une?(?={SPACE}[^\W\d_]+{_AND_A_HALF}))",
        re.IGNORECASE,
    ),
    dosed=re.compile(rf"(?:{_DOSES})s?(?!\w)", re.IGNORECASE),
    scale=re.compile(
        rf"{SPACE}?(?:(?P<word>(?i:{_SCALE_WORDS}))(?!\w)|(?P<letter>(?:Mds?|Mrds?)(?!\w)|[kKM]{_MONEY_AHEAD}))"
    ),
    scales=words.FRENCH_SCALES,
    link=re.compile(rf"{SPACE}(?:de{SPACE}|d['’])", re.IGNORECASE),
    half=re.compile(_AND_A_HALF, re.IGNORECASE),
    adjective=re.compile(
        rf"{SPACE}(?P<adjective>derni(?:er|ère)s?|premi(?:er|ère)s?|prochaine?s?)(?={SPACE})", re.IGNORECASE
    ),
    plural=re.compile(
        rf"{SPACE}(?!(?:dans|sans|vers|plus|mais|sous|puis|hors|depuis|après)\b)[^\W\d_]{{3,}}[sx]\b",
        re.IGNORECASE,
    ),
    joiner=re.compile(
        rf"(?:{SPACE}(?P<word>à|et|ou)|(?P<comma>,)){SPACE}|(?P<dash>{SPACE}*(?:-{{1,3}}|–|—){SPACE}*)(?=[\d€$£+−])"
    ),
    opening=re.compile(rf"\bentre{SPACE}$", re.IGNORECASE),
)

_FRACTION_NAMES = {"tiers": 3, "quart": 4, "centième": 100, "millième": 1000}
_FRACTION_NAMES |= {words.ordinal_french(number): number for number in range(5, 21)}
_FRACTION = re.compile(
    rf"(?P<top>un|deux|trois|quatre|cinq|six|sept|huit|neuf|\d{{1,2}}){SPACE}"
    rf"(?:(?:premi|derni)ers{SPACE})?(?P<below>{words.alternatives(_FRACTION_NAMES)})(?P<plural>s?)(?!\w|{SPACE}d['’]heure)",
    re.IGNORECASE,
)
_UP_TO_THREE_DIGITS = re.compile(r"\d{1,3}")
_OUT_OF = re.compile(rf"{SPACE}sur{SPACE}", re.IGNORECASE)


@cache
def _ratio() -> re.Pattern[str]:
    """Return the pattern of a ratio, of all those of figures the dearest to compile."""
    number = words.FRENCH_CARDINAL.pattern
    return re.compile(
        rf"(?P<part>\d{{1,3}}|(?:{number})){SPACE}sur{SPACE}(?P<whole>\d{{1,4}}|(?:{number}))(?!\w|[.,]\d|{SPACE}\d)",
        re.IGNORECASE,
    )


_DAY = re.compile(r"J(?P<day>\d{1,3})(?!\w)")
_OF = re.compile(rf"{SPACE}(?:de|des|du){SPACE}|{SPACE}d['’]", re.IGNORECASE)
_ARTICLE = re.compile(rf"\b(?:le|au|du|dernier|premier){SPACE}$", re.IGNORECASE)
_FOUR_CORNERS = re.compile(rf"quatre{SPACE}coins(?!\w)", re.IGNORECASE)
_NO_NUMBER_BEFORE = re.compile(rf"\b(?:un|pour){SPACE}$", re.IGNORECASE)
_POSTAL = re.compile(rf"(?:(?:^|[,\n–-]|CS|BP|cedex){SPACE}*)$", re.IGNORECASE)
_POSTAL_CODE = re.compile(rf"\d{{5}}(?={SPACE}[A-ZÉÈÎ]|$)")
# "le 3114" is a telephone number, "l'article 4127" one of law.
_NAMED = re.compile(rf"(?:\b(?:le|au|du|numéro|article|art\.)|n°){SPACE}?$", re.IGNORECASE)
_NAME_NUMBER = re.compile(r"\d{4}(?!\d)")
# “Réduit d’un tiers” is an amount; the “dossier d’un tiers” is a third party's.
_CHANGE = "baiss|abaiss|rédui|réduct|diminu|recul|chut|augment|progress|hauss|accr|croî|gross|coup|ampu|allég|allong|raccourci|repli|grimp|bond"
_CHANGED_BY = re.compile(
    rf"\b(?:{_CHANGE})[^\W\d_]*{SPACE}(?:[^\W\d_]+{SPACE}){{0,4}}(?:d['’]|de{SPACE})$"
    rf"|(?:{SPACE}de{SPACE}moitié|d['’]un{SPACE}[^\W\d_]+|%)(?:{SPACE}[^\W\d_]+){{0,4}},?{SPACE}(?:et|ou|puis){SPACE}(?:d['’]|de{SPACE})$",
    re.IGNORECASE,
)
_REACH = 60
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}


def _read_run(text: str, position: int) -> Quantity | None:
    """Read figures; a postal code and the number of an article or a helpline keep their digits as they are."""
    found = read_run(text, position, GRAMMAR)
    if found is None or found.kind is not Kind.NUMBER:
        return found
    is_postal = _POSTAL_CODE.match(text, position) and _POSTAL.search(text, max(0, position - 8), position)
    is_name = _NAME_NUMBER.match(text, position) and _NAMED.search(text, max(0, position - 9), position)
    return replace(found, kind=Kind.CODE) if is_postal or is_name else found


def _read_words(text: str, position: int) -> Quantity | None:
    """Read a number in words, unless ``cent`` is a coin (``un cent``) or a part of ``pour cent``.

    ``aux quatre coins du pays`` counts nothing.
    """
    if text[position : position + 4].lower() == "cent" and _NO_NUMBER_BEFORE.search(
        text, max(0, position - 6), position
    ):
        return None
    found = read_run(text, position, GRAMMAR)
    loose = found and (_FOUR_CORNERS.match(text, position) or _is_wordy_week(found))
    return vague(found) if found and loose else found


def _is_wordy_week(found: Quantity) -> bool:
    """Whether ``huit jours`` is a week or ``quinze jours`` two, which English need not count in days."""
    return found.unit == "day" and found.values in {(Decimal(8),), (Decimal(15),)}


def _read_fraction(text: str, position: int) -> Quantity | None:
    """Read ``deux tiers``; ``un cinquième cas`` is an ordinal and ``un tiers`` may be a third party."""
    match = _FRACTION.match(text, position)
    if match is None:
        return None
    top, name = match["top"].lower(), words.key_of(match["below"])
    value = int(top) if top.isdecimal() else words.FRENCH_VALUES[top]
    below = _FRACTION_NAMES[name]
    changed = _CHANGED_BY.search(text, max(0, position - _REACH), position)
    doubtful = value == 1 and not changed and not _OF.match(text, match.end())
    if doubtful and below > 4:
        return None
    found = quantity(Kind.FRACTION, (value, below), text, match.span())
    return vague(found, is_vague=doubtful and below == 3)


def _read_ratio(text: str, position: int) -> Quantity | None:
    """Read ``1 sur 3`` and ``trois sur quatre``; ``3 sur 10 ans`` is no part of a whole."""
    part = _UP_TO_THREE_DIGITS.match(text, position) or words.FRENCH_CARDINAL.match(text, position)
    if part is None or not _OUT_OF.match(text, part.end()):
        return None
    match = _ratio().match(text, position)
    if match is None or read_unit(text, match.end(), "fr") is not None:
        return None
    few, many = (
        Decimal(name) if name.isdecimal() else Decimal(words.value_of(name, words.FRENCH_VALUES))
        for name in (match["part"], match["whole"])
    )
    return quantity(Kind.RATIO, (few, many), text, match.span()) if few <= many else None


def _read_day(text: str, position: int) -> Quantity | None:
    """Read the day of a treatment: ``J15``."""
    match = _DAY.match(text, position)
    return vague(quantity(Kind.NUMBER, (int(match["day"]),), text, match.span())) if match else None


def _read_part(text: str, position: int) -> Quantity | None:
    """Read ``moitié``, ``le tiers de``, ``le quart des``, ``le double``; ``pays tiers`` are third countries."""
    word = _WORD.match(text, position)
    name = word[0].lower() if word else ""
    end = position + len(name)
    span = (position, end)
    if name == "moitié":
        changed = _CHANGED_BY.search(text, max(0, position - _REACH), position)
        return vague(quantity(Kind.FRACTION, (1, 2), text, span), is_vague=changed is None)
    article = _ARTICLE.search(text, max(0, position - 9), position)
    if name in _MULTIPLES:
        return vague(quantity(Kind.MULTIPLE, (_MULTIPLES[name],), text, span))
    if not article or not _OF.match(text, end):
        return vague(quantity(Kind.ORDINAL, (3,), text, span)) if name == "tiers" else None
    return vague(quantity(Kind.FRACTION, (1, _FRACTION_NAMES[name]), text, (position, end)))


def _read_roman(text: str, position: int) -> Quantity | None:
    return calendar.read_ordinal(text, position) if text[position] in "IVX" else None


_WORD = re.compile(r"[^\W\d_]+")
_CARDINALS = (*words.FRENCH_VALUES, *(word for word in words.FRENCH_SCALES if len(word) > 4))
_RANKS = {form.split("-")[0] for form in words.FRENCH_ORDINALS}
_NUMBER_WORD = (_read_ratio, _read_fraction, calendar.read_spelled_ordinal, _read_words)
_MONTH_ABBREVIATIONS = {form.rstrip(".") for form in FRENCH_MONTHS} - calendar.FULL_MONTHS.keys()
_WORD_READERS: Mapping[str, tuple[Reader, ...]] = (
    {
        form + end: (calendar.read_date, calendar.read_spelled_ordinal)
        for form in _RANKS
        for end in ("", "s", "ment")
    }
    | dict.fromkeys(_CARDINALS, _NUMBER_WORD)
    | dict.fromkeys(calendar.FULL_MONTHS, (calendar.read_month,))
    | dict.fromkeys(_MONTH_ABBREVIATIONS, (calendar.read_short_month,))
    | {"sept": (calendar.read_short_month, *_NUMBER_WORD)}
    | dict.fromkeys(("moitié", "tiers", "quart", *_MULTIPLES), (_read_part,))
    | dict.fromkeys(("midi", "minuit"), (read_hour_word,))
    | dict.fromkeys(STAGE_NOUNS, (read_stage,))
    | {"années": (calendar.read_decade,), "demi": (_read_words,), "j": (_read_day,)}
)
_DIGIT_READERS = (
    *(read_phone, numeric_date, calendar.read_date, read_clock, read_code),
    *(calendar.read_ordinal, _read_ratio, _read_fraction, read_bar, _read_run),
)
_READERS = Readers(
    lead=_LEAD.replace("?P<sign>", "?:").replace("?P<currency>", "?:"),
    leading={*LEADING, "moins"},
    digit=_DIGIT_READERS,
    word=_WORD_READERS,
    numeral=_read_roman,
)


@lru_cache(maxsize=2048)  # a sentence is read when it is planned, judged, and by several checks
def parse_french(text: str) -> tuple[Quantity, ...]:
    """Read every figure of a French text by value, in order; spans do not overlap.

    >>> [(q.kind.value, str(*q.values), q.unit) for q in parse_french("12,5 % des 1 200 patients")]
    [('percent', '12.5', '%'), ('number', '1200', '')]
    """
    return scan(text, _READERS)
