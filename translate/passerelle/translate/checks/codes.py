"""Whether short codes came through: “HER2” is not “HER3”, “phase IIb” not “phase IIa”, “C59.9” not “C58.9”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.messages import finding
from passerelle.translate.checks.pair import Context, Pair
from passerelle.translate.numbers import roman_value
from passerelle.translate.numbers.forms import find_rivals

_CODE = re.compile(
    r"(?<![\w-])(?!(?i:mi|mid|pre|pré|post|under|over|early|late|sub|non|top|fin|début|plus|moins|avant|après|ex|anti)\b)"
    r"(?![TQSH][1-4](?!\w))(?=\w*[A-Z]|(?i:covid|sars))"
    r"[^\W\d_]{1,12}(?:-[^\W\d_]{1,5})?-?\d+(?:[.,]\d+)?(?:[^\W\d_]\d*)*(?![\w%€])"
)
_JOINED = re.compile(r"\d(?:(?<=[^\W\d_]\d)|(?<=[^\W\d_]-\d))")  # without which there is no code
_STAGE = re.compile(
    r"\b(?i:phases?|stades?|stages?|grades?|types?|catégories?|categor(?:y|ies)|classes?|class)[\s\u2060](?P<number>[IVX]+|\d{1,2})"
    r"(?P<letter>[A-Ca-c])?(?!\w|[.,]\d|[\s\u2060]?[%€])"
)


@dataclass(frozen=True, slots=True)
class Code:
    """Letters and digits that name something; ``key`` is what must be equal."""

    key: str
    start: int
    end: int
    text: str
    firm: bool = True


def find_codes(text: str) -> list[Code]:
    """Return the short codes of a text, and the numbered phases, stages and types.

    >>> [code.key for code in find_codes("HER-2 in phase IIb")]
    ['HER2', '2B']
    """
    numbered = _CODE.finditer(text) if _JOINED.search(text) else ()
    plain = [Code(_key(found[0]), *found.span(), found[0]) for found in numbered]
    stages = [Code(_stage_key(found), *found.span(), found[0]) for found in _STAGE.finditer(text)]
    return sorted(plain + stages, key=lambda code: code.start)


def _key(written: str) -> str:
    return re.sub(r"(?<=\d)s$", "", written).replace("-", "").replace(",", ".").upper()


def _stage_key(found: re.Match[str]) -> str:
    number = found["number"]
    value = int(number) if number.isdecimal() else roman_value(number)
    return f"{value}{(found['letter'] or '').upper()}"


def check_codes(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a code that differs from the French one in its digits, or in one letter."""
    if not pair.comparable or pair.french:
        return
    ours, theirs = find_codes(pair.source), find_codes(pair.target)
    for lost, _ in find_rivals(ours, theirs, lambda a, b: a.key == b.key):
        known = {code.key for code in ours}
        altered = next((code for code in theirs if code.key not in known and _resembles(lost, code)), None)
        if altered:
            yield finding(
                "code-altered",
                context.language,
                variant="other",
                source_span=(lost.start, lost.end),
                target_span=(altered.start, altered.end),
                suggestion=lost.text,
                source=lost.text,
                found=altered.text,
            )


def _resembles(ours: Code, theirs: Code) -> bool:
    """Whether only digits differ, or one letter: a translated code (“CIM-10”, “ICD-10”) differs in more."""
    (letters, digits), (others, numbers) = _parts(ours.key), _parts(theirs.key)
    if letters == others:
        return bool(letters)
    if digits != numbers or abs(len(letters) - len(others)) > 1:
        return False
    if len(letters) == len(others):
        return sum(a != b for a, b in zip(letters, others, strict=True)) == 1
    return letters.startswith(others) or others.startswith(letters)


def _parts(key: str) -> tuple[str, str]:
    return re.sub(r"[\d.]", "", key), re.sub(r"[^\d.]", "", key)
