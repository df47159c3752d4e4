"""Numbers written in words, in both languages: patterns that find them and the value they have."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from .units import SPACE

_GAP = f"(?:{SPACE}|-)"
_FRENCH_UNITS = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
_FRENCH_TEENS = [
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FRENCH_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_REGIONAL_TENS = {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_ENGLISH_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_ENGLISH_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

FRENCH_VALUES: Mapping[str, int] = (
    {word: value for value, word in enumerate(_FRENCH_UNITS + _FRENCH_TEENS[:7])}
    | _FRENCH_TENS
    | _REGIONAL_TENS
    | {"une": 1, "vingts": 20, "cent": 100, "cents": 100, "mille": 1000}
)
ENGLISH_VALUES: Mapping[str, int] = (
    {word: value for value, word in enumerate(_ENGLISH_UNITS + _ENGLISH_TEENS)}
    | {word: 10 * place for place, word in enumerate(_ENGLISH_TENS, start=2)}
    | {"a": 1, "hundred": 100, "thousand": 1000}
)


def _french_pattern() -> str:
    """The grammar of French cardinals below a million, as one expression."""
    digit, any_digit = (
        "deux|trois|quatre|cinq|six|sept|huit|neuf",
        "une?|deux|trois|quatre|cinq|six|sept|huit|neuf",
    )
    teen = f"dix(?:{_GAP}(?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize"
    and_one = f"{_GAP}et{_GAP}(?:une?|onze)(?!\\w)"
    tens = "|".join([*_FRENCH_TENS, *_REGIONAL_TENS])
    pair = (
        f"(?:quatre{_GAP}vingts?|{tens})(?:{and_one}|{_GAP}(?:{teen}|{any_digit})(?!\\w))?|{teen}|{any_digit}"
    )
    hundreds = f"(?:(?:{digit}){_GAP})?cents?(?!\\w)(?:{_GAP}(?:{pair})(?!\\w))?|{pair}"
    return f"(?:(?:{hundreds}){_GAP})?mille(?!\\w)(?:{_GAP}(?:{hundreds})(?!\\w))?|(?:{hundreds})(?!\\w)|zéro(?!\\w)"


def _english_pattern() -> str:
    """The grammar of English cardinals below a million, as one expression."""
    digit = "|".join(_ENGLISH_UNITS[1:])
    teen = "|".join(_ENGLISH_TEENS)
    pair = f"(?:{'|'.join(_ENGLISH_TENS)})(?:{_GAP}(?:{digit})(?!\\w))?|(?:{teen}|{digit})(?!\\w)"
    hundreds = (
        f"(?:(?:{digit}|{teen}|a){_GAP})hundred(?!\\w)(?:{SPACE}(?:and{SPACE})?(?:{pair})(?!\\w))?|{pair}"
    )
    thousands = f"(?:{hundreds}|a){_GAP}thousand(?!\\w)(?:,?{SPACE}(?:and{SPACE})?(?:{hundreds})(?!\\w))?"
    return f"{thousands}|(?:{hundreds})(?!\\w)|zero(?!\\w)"


FRENCH_CARDINAL = re.compile(_french_pattern(), re.IGNORECASE)
ENGLISH_CARDINAL = re.compile(_english_pattern(), re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+")


def value_of(words: str, values: Mapping[str, int]) -> int:
    """Work out the value of a cardinal.

    >>> value_of("quatre-vingt-dix-sept", FRENCH_VALUES)
    97
    >>> value_of("three thousand and forty-two", ENGLISH_VALUES)
    3042
    """
    total = current = 0
    for token in _TOKEN.findall(words.lower()):
        value = values.get(token, 0)
        if value == 1000:
            total, current = max(current, 1) * value, 0
        elif value == 100:
            current = max(current, 1) * value
        elif value == 20 and current % 100 == 4:
            current += 76
        else:
            current += value
    return total + current


def spell_french(number: int) -> str:
    """Spell 0 to 99 in French, with hyphens throughout.

    >>> spell_french(71), spell_french(80), spell_french(95)
    ('soixante-et-onze', 'quatre-vingts', 'quatre-vingt-quinze')
    """
    small = _FRENCH_UNITS + _FRENCH_TEENS
    if number < 20:
        return small[number]
    if number >= 60:
        stem, rest = ("soixante", number - 60) if number < 80 else ("quatre-vingt", number - 80)
        if not rest:
            return stem if number < 80 else "quatre-vingts"
        return f"{stem}-et-{small[rest]}" if rest in {1, 11} and number < 80 else f"{stem}-{small[rest]}"
    stem = list(_FRENCH_TENS)[number // 10 - 2]
    rest = number % 10
    return stem if not rest else f"{stem}-et-un" if rest == 1 else f"{stem}-{small[rest]}"


def spell_english(number: int) -> str:
    """Spell 0 to 99 in English.

    >>> spell_english(42)
    'forty-two'
    """
    small = _ENGLISH_UNITS + _ENGLISH_TEENS
    if number < 20:
        return small[number]
    tens, rest = _ENGLISH_TENS[number // 10 - 2], number % 10
    return f"{tens}-{small[rest]}" if rest else tens


_ENGLISH_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ENGLISH_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}


def ordinal_english(number: int) -> str:
    """Spell an ordinal, 1 to 99, in English.

    >>> ordinal_english(21), ordinal_english(30)
    ('twenty-first', 'thirtieth')
    """
    stem, hyphen, last = spell_english(number).rpartition("-")
    regular = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return stem + hyphen + _ENGLISH_ORDINALS.get(last, regular)


def ordinal_french(number: int) -> str:
    """Spell an ordinal, 2 to 99, in French.

    >>> ordinal_french(21), ordinal_french(9), ordinal_french(80)
    ('vingt-et-unième', 'neuvième', 'quatre-vingtième')
    """
    cardinal = spell_french(number).removesuffix("s") if number == 80 else spell_french(number)
    stem = cardinal.removesuffix("e")
    return (
        stem.removesuffix("f") + "vième"
        if stem.endswith("neuf")
        else stem + ("uième" if stem.endswith("cinq") else "ième")
    )


FRENCH_ORDINALS: Mapping[str, int] = {ordinal_french(number): number for number in range(2, 100)} | {
    "premier": 1,
    "première": 1,
    "second": 2,
    "seconde": 2,
    "centième": 100,
    "millième": 1000,
}
ENGLISH_ORDINALS: Mapping[str, int] = {ordinal_english(number): number for number in range(1, 100)} | {
    "hundredth": 100,
    "thousandth": 1000,
}


def alternatives(forms: Sequence[str] | Mapping[str, object]) -> str:
    """A pattern for any of the forms, longest first, where a hyphen or a space may join their words."""
    return branching(forms).replace(r"\-", _GAP)


def branching(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, that tells them by one letter after the other.

    It fails at the first letter where a plain list of words is tried to its end.

    >>> branching(["on", "once", "one"])
    '(?:on(?:e|ce|))'
    """
    return f"(?:{'|'.join(_branches(words))})"


def _branches(words: Iterable[str]) -> Iterator[str]:
    for letter, group in groupby(sorted(words, reverse=True), lambda word: word[:1]):
        ends = [word[1:] for word in group if letter]
        if not ends:
            yield ""
            continue
        branches = list(_branches(ends))
        yield re.escape(letter) + (branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})")


def key_of(words: str) -> str:
    """The form under which a word group stands in the tables above."""
    return re.sub(SPACE, "-", words.lower())


@dataclass(frozen=True, slots=True)
class Scale:
    """A word that multiplies (``million``): its factor, and whether it counts only roughly (``dizaine``)."""

    factor: Decimal
    power: int = 0
    vague: bool = False


def _exact(power: int) -> Scale:
    return Scale(Decimal(10) ** power, power)


def _rough(factor: int) -> Scale:
    return Scale(Decimal(factor), vague=True)


_SHARED_SCALES = {"million": _exact(6), "millions": _exact(6), "k": _exact(3), "K": _exact(3), "M": _exact(6)}
_SHARED_SCALES |= {word: _exact(9) for word in ("Md", "Mds", "Mrd", "Mrds", "milliard", "milliards")}
_ROUGH_FRENCH = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
_ROUGH_FRENCH |= {"quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000}
FRENCH_SCALES: Mapping[str, Scale] = (
    _SHARED_SCALES
    | {"mille": _exact(3), "billion": _exact(12), "billions": _exact(12)}
    | {word + end: _rough(factor) for word, factor in _ROUGH_FRENCH.items() for end in ("", "s")}
)
ENGLISH_SCALES: Mapping[str, Scale] = (
    _SHARED_SCALES
    | {"hundred": Scale(Decimal(100)), "thousand": _exact(3), "m": _exact(6), "mn": _exact(6)}
    | {word: _exact(9) for word in ("billion", "billions", "bn")}
    | {word: _exact(12) for word in ("trillion", "trillions", "tn")}
    | {"dozen": _rough(12), "dozens": _rough(12), "tens": _rough(10)}
    | {"hundreds": _rough(100), "thousands": _rough(1000)}
)
