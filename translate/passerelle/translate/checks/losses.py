"""Whether something small was lost without a trace: signs, months, the names of newspapers."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_table, read_words
from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import HIDDEN, Context, Pair
from passerelle.translate.text.addresses import find_addresses

_SIGNS: Mapping[str, tuple[str, ...]] = {
    sign: tuple(renderings.split("|")) for sign, renderings in read_table(__file__, "signs.tsv", 2)
}
_KINDS = ("So", "Sc")
"""Unicode's other signs and currencies; of the others, those of the table count."""

_ALIKE = {"º": "°", "˚": "°"}


def check_signs(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a sign (©, €, §, &, →…) that the English neither has nor says in words."""
    if not pair.comparable or pair.french:
        return
    theirs = {sign for sign, _ in _signs(pair.target)}
    told: set[str] = set()
    for sign, place in _signs(pair.source):
        if sign not in theirs | told and not _is_said(sign, pair.target):
            told.add(sign)
            span = (place, place + 1)
            yield finding("sign-lost", context.language, source_span=span, suggestion=sign, source=sign)


def _signs(text: str) -> list[tuple[str, int]]:
    """Return the signs that stand in no address, with their places; the ° of “n°” and “1°” is none."""
    own = set(filter(_is_sign, set(text)))
    addresses = find_addresses(text) if own else ()
    return [
        (_ALIKE.get(sign, sign), place)
        for place, sign in (enumerate(text) if own else ())
        if sign in own
        and not any(address.start <= place < address.end for address in addresses)
        and not (
            sign == "°"
            and re.search(r"(?:\b[Nn]|\d)$", text[:place])
            and not re.match(r"°\s?[CF]\b", text[place:])
        )
    ]


@lru_cache(maxsize=1024)
def _is_sign(character: str) -> bool:
    return character in _SIGNS or character in _ALIKE or unicodedata.category(character) in _KINDS


def _is_said(sign: str, target: str) -> bool:
    return any(
        re.search(rf"(?<![^\W\d_]){re.escape(words)}(?![^\W\d_])", target) for words in _SIGNS.get(sign, ())
    )


_MONTHS = {french: english.split("|") for french, english in read_table(__file__, "months.tsv", 2)}
# Beside a figure a month is part of a date, which the check of figures compares.
_MONTH = re.compile(
    rf"(?<![\w-])(?<!\d[ \u00a0\u202f])(?<!1er[ \u00a0\u202f])({'|'.join(_MONTHS)})(?![\w-])(?![ \u00a0\u202f]\d)"
)


def check_months(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a month that the French names outside a date and the English does not."""
    if not pair.comparable or pair.french:
        return
    for found in _MONTH.finditer(pair.source):
        names = "|".join(_MONTHS[found[1]])
        if not re.search(rf"\b(?:{names})\b", pair.target):
            yield finding(
                "period", context.language, variant="lost", source_span=found.span(), source=found[0]
            )


_ARTICLE = re.compile(r"^(?:L[ea]s?\s|L['’])")


@cache
def _newspapers() -> re.Pattern[str]:
    names = sorted(read_words(__file__, "newspapers.txt"), key=len, reverse=True)
    forms = "|".join(re.escape(name).replace("’", "['’]") for name in names)
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-]|\s[A-ZÀ-Ý])")


def check_newspapers(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield the name of a newspaper that the English lacks: names in a credit are not translated."""
    if not pair.comparable or pair.french:
        return
    target = pair.target.replace("'", "’")
    for found in _newspapers().finditer(pair.source.replace(HIDDEN, " ")):
        name = found[0].replace("'", "’")
        if not any(form in target for form in _forms(name)) and not _opens(pair.source, found):
            yield finding(
                "name-missing",
                context.language,
                source_span=found.span(),
                suggestion=found[0],
                source=found[0],
            )


def _forms(name: str) -> Iterator[str]:
    """Yield a name, and the rest of it without its article where that is no English word, as “Point” is."""
    yield name
    rest = _ARTICLE.sub("", name)
    if not lemmas.is_known(rest.lower(), lang="en"):
        yield rest


def _opens(text: str, found: re.Match[str]) -> bool:
    """Whether a name of one word begins a sentence, where every word has a capital: “Libération des prix”."""
    before = text[: found.start()].rstrip()
    return " " not in found[0] and "-" not in found[0] and (not before or before[-1] in ".!?:")
