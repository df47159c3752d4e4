"""The word lists (``data/*.tsv``): their forms as patterns, where they stand in a text, and what two texts say otherwise.

Forms are separated by commas. ``*`` stands for any letters, a name in braces for what a table of places says. A form marked
with ``~`` may say its value but need not: it excuses the other side and asks nothing of it.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Literal, Protocol, TypeVar

from .words import ENGLISH_ORDINALS, ENGLISH_VALUES, FRENCH_ORDINALS, FRENCH_VALUES

Language = Literal["french", "english"]
Row = Mapping[str, str]
Places = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a row; ``anchor`` and ``others`` are the parts of it that a text must hold, in lower case."""

    row: Row
    firm: bool
    expression: str
    flags: int
    anchor: str
    others: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression compiled, at its first use: most of two thousand forms stand in no text of a run."""
        return _compiled(self.expression, self.flags)


@cache
def _compiled(expression: str, flags: int) -> re.Pattern[str]:
    return re.compile(expression, flags)


def read_forms(room: str, name: str, column: str, places: Places) -> tuple[Form, ...]:
    """Return all forms in one column of the list ``name`` of a package."""
    text = resources.files(room).joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(
        _form(row, written, places) for row in rows for written in row[column].split(", ") if written
    )


def _form(row: Row, written: str, places: Places) -> Form:
    form = written.removeprefix("~") if len(written) > 1 else written
    literal = re.findall(r"[^\W\d_]+|[^\w\s*{}'-]+|\d+", re.sub(r"\{\w+\}", " ", form))
    flags = re.IGNORECASE if form == form.lower() else 0  # one with a capital keeps it, the others take any
    anchor, *others = sorted(dict.fromkeys(map(str.lower, literal)), key=len, reverse=True) or [""]
    return Form(row, form == written, _expression(form, places), flags, anchor, tuple(others))


def _expression(form: str, places: Places) -> str:
    body = re.escape(form)
    for plain, pattern in (
        (r"\*", r"\w*"),
        ("'", "['’]\\s?"),
        (r"\ ", r"(?:[\s\u2060]+|[-‑])"),
        (r"\-", r"[-‑–\s\u2060]?"),
    ):
        body = body.replace(plain, pattern)
    for name, place in places.items():
        body = body.replace(rf"\{{{name}\}}", place)
    start = r"(?<!\w)" if form[0].isalnum() else ""
    ahead = form.endswith(("{amount}", "{digits}"))  # these only look at what follows
    end = r"(?!\w)" if form[-1].isalnum() or (form[-1] in "}*" and not ahead) else ""
    return start + body + end


def find_forms(text: str, forms: Iterable[Form]) -> Iterator[tuple[Form, re.Match[str]]]:
    """Yield each place of each form in ``text``."""
    low = text.lower()
    for form in forms:
        if form.anchor in low and all(other in low for other in form.others):
            for found in form.pattern.finditer(text):
                yield form, found


_VALUES: Mapping[Language, Mapping[str, int | Fraction]] = {
    "french": {**FRENCH_ORDINALS, **FRENCH_VALUES, "demi": Fraction(1, 2)},
    "english": {
        **ENGLISH_ORDINALS,
        **ENGLISH_VALUES,
        "once": 1,
        "twice": 2,
        "thrice": 3,
        "other": 2,
        "half": Fraction(1, 2),
    },
}


def number_pattern(language: Language) -> str:
    """Return a pattern of the numbers that forms hold: digits, or one word."""
    return rf"(?<![\w,.])(?:\d+(?:[.,]\d+)?|(?:{'|'.join(_VALUES[language])})(?!\w))"


def read_value(written: str, language: Language) -> Fraction:
    """Return the value of what `number_pattern` found.

    >>> read_value("2,5", "french"), read_value("twice", "english")
    (Fraction(5, 2), Fraction(2, 1))
    """
    word = _VALUES[language].get(written.lower())
    return Fraction(Decimal(written.replace(",", ".")) if word is None else word)


class Said(Protocol):
    """Something that a text says at a place; ``firm`` where it can hardly say anything else."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def firm(self) -> bool: ...


S = TypeVar("S", bound=Said)


def keep_longest(found: Iterable[S]) -> list[S]:
    """Return what overlaps nothing before it, in order; of two at one place, the longer: a phrase hides the words in it."""
    kept: list[S] = []
    for said in sorted(found, key=lambda said: (said.start, -said.end)):
        if not kept or said.start >= kept[-1].end:
            kept.append(said)
    return kept


def find_rivals(
    ours: Sequence[S], theirs: Sequence[S], agree: Callable[[S, S], bool]
) -> Iterator[tuple[S, S]]:
    """Yield what the one side says with what the other says instead of it.

    As many firm ones on both sides are taken to follow each other; else what only the one says became what only the other does.
    """
    firm, others = [a for a in ours if a.firm], [b for b in theirs if b.firm]
    if len(firm) == len(others):
        yield from ((a, b) for a, b in zip(firm, others, strict=True) if not agree(a, b))
    else:
        yield from zip(find_unsaid(ours, theirs, agree), find_unsaid(theirs, ours, agree), strict=False)


def find_unsaid(said: Sequence[S], others: Sequence[S], agree: Callable[[S, S], bool]) -> Iterator[S]:
    """Yield what is said more often than on the other side, where it can hardly mean anything else."""
    for index, one in enumerate(said):
        often = sum(other.firm and agree(one, other) for other in said[: index + 1])
        if one.firm and often > sum(agree(one, other) for other in others):
            yield one
