"""The word lists (``data/*.tsv``): their forms as patterns, where they stand in a text, and what two texts say otherwise.

Forms are separated by commas. ``*`` stands for any letters, a name in braces for what a table of places says. A form marked
with ``~`` may say its value but need not: it excuses the other side and asks nothing of it.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import chain
from operator import itemgetter
from typing import Literal, Protocol, TypeVar

from .words import ENGLISH_ORDINALS, ENGLISH_VALUES, FRENCH_ORDINALS, FRENCH_VALUES, branching

Language = Literal["french", "english"]
Row = Mapping[str, str]
Places = Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """One form of a row as it is ``written``, with the expressions of its ``places`` and the names of the ``telling`` ones.

    A text that it stands in has all ``words`` as whole words and all ``literals`` somewhere, in lower case.
    """

    row: Row
    written: str
    firm: bool
    places: Places
    telling: Collection[str]
    words: frozenset[str]
    literals: tuple[str, ...]

    @cached_property
    def expression(self) -> str:
        """The form as a regular expression."""
        return _expression(self.written, self.places)

    @cached_property
    def flags(self) -> int:
        """A form with a capital keeps it, the others take any."""
        return re.IGNORECASE if self.written == self.written.lower() else 0

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """Expressions that a text must match, too, and that cost less.

        They are the telling places by themselves, and the form with any word for a number that begins like one, which is
        compiled in a quarter of the time.
        """
        return (*_hints(self.written, self.places, self.telling), *_loosened(self.expression))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression compiled, at its first use: most of two thousand forms stand in no text of a run."""
        return _compiled(self.expression, self.flags)


@cache
def _compiled(expression: str, flags: int) -> re.Pattern[str]:
    return re.compile(expression, flags)


_START = 4
"""As many letters of a word's beginning as a form is looked up by."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a list in its order, and the indexes of them by a word that a text must have, or by how one must begin.

    ``others`` are the indexes of those that tell neither.
    """

    all: tuple[Form, ...]
    by_word: Mapping[str, Sequence[int]]
    by_start: Mapping[str, Sequence[int]]
    others: Sequence[int]

    def possible(self, text: "_Text") -> Iterator[Form]:
        """Yield the forms whose words a text has, in order."""
        by_word = (self.by_word[word] for word in self.by_word.keys() & text.words)
        by_start = (self.by_start[start] for start in self.by_start.keys() & text.starts)
        for index in sorted(chain(self.others, *by_word, *by_start)):
            form = self.all[index]
            if form.words <= text.words and (
                not form.literals or all(literal in text.low for literal in form.literals)
            ):
                yield form


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in lower case, its words and their beginnings."""

    low: str
    words: frozenset[str]
    starts: frozenset[str]


@lru_cache(maxsize=8)  # every list is looked for in the same text
def _read(text: str) -> _Text:
    low = text.lower()
    words = frozenset(_WORD.findall(low))
    starts = (map(itemgetter(slice(size)), words) for size in range(1, _START + 1))
    return _Text(low, words, frozenset(chain.from_iterable(starts)))


_WORD = re.compile(r"\w+")


def read_forms(
    room: str, name: str, column: str, places: Places, telling: Collection[str] = frozenset()
) -> Forms:
    """Return all forms in one column of the list ``name`` of a package.

    ``telling`` names the places that stand in few texts: they are looked for first.
    """
    text = resources.files(room).joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return _indexed(
        tuple(
            _form(row, written, places, telling)
            for row in rows
            for written in row[column].split(", ")
            if written
        )
    )


def _indexed(forms: tuple[Form, ...]) -> Forms:
    by_word: dict[str, list[int]] = defaultdict(list)
    by_start: dict[str, list[int]] = defaultdict(list)
    others: list[int] = []
    for index, form in enumerate(forms):
        longest = max((*form.words, *_beginnings(form.written)), key=len, default="")
        if not longest:
            others.append(index)
        elif longest in form.words:
            by_word[longest].append(index)
        else:
            by_start[longest[:_START]].append(index)
    return Forms(forms, dict(by_word), dict(by_start), others)


_PLACE = re.compile(r"\{[^}]+\}")
_NAMED_PLACE = re.compile(r"\{(\w+)\}")
_WHOLE_WORD = re.compile(r"(?<![\w*}-])\w+(?![\w*{-])")
"""A word of a form that has an edge on both sides: a blank, an apostrophe, a sign or the form's own."""
_BEGINNING = re.compile(r"(?<![\w*}-])\w+(?=[*{-])")
_LITERAL = re.compile(r"[^\W\d_]+|[^\w\s*{}'-]+|\d+")


def _beginnings(form: str) -> list[str]:
    """Return what words begin with: what stands before an asterisk, a place, or a hyphen, which may be left out."""
    return _BEGINNING.findall(_PLACE.sub("{}", form.lower()))


def _form(row: Row, written: str, places: Places, telling: Collection[str]) -> Form:
    form = written.removeprefix("~") if len(written) > 1 else written
    words = frozenset(_WHOLE_WORD.findall(_PLACE.sub("{}", form.lower())))
    literals = dict.fromkeys(_LITERAL.findall(_NAMED_PLACE.sub(" ", form.lower())))
    return Form(
        row,
        form,
        form == written,
        places,
        telling,
        words,
        tuple(each for each in literals if each not in words),
    )


def _hints(form: str, places: Places, telling: Collection[str]) -> Iterator[str]:
    """Yield the telling places of a form as expressions, with the edges that they have in it."""
    for found in _NAMED_PLACE.finditer(form):
        if found[1] in telling:
            before, behind = form[: found.start()][-1:], form[found.end() :][:1]
            start = r"(?<!\w)" if before in tuple(" /'") else ""
            end = r"(?!\w)" if behind in ("", " ") else ""
            yield f"{start}{places[found[1]]}{end}"


def _loosened(expression: str) -> Iterator[str]:
    for language in _VALUES:
        if number_pattern(language) in expression:
            yield expression.replace(number_pattern(language), _loose_pattern(language))


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


def find_forms(text: str, forms: Forms) -> Iterator[tuple[Form, re.Match[str]]]:
    """Yield each place of each form in ``text``."""
    told: dict[str, bool] = {}
    for form in forms.possible(_read(text)):
        for hint in form.hints:
            if hint not in told:
                told[hint] = _stands(hint, text)
            if not told[hint]:
                break
        else:
            for found in form.pattern.finditer(text):
                yield form, found


def _stands(hint: str, text: str) -> bool:
    """Whether an expression is found in a text; one that begins with a number is tried where a number may begin."""
    pattern = _compiled(hint, re.IGNORECASE)
    language = _language_of_first(hint)
    if language:
        return any(pattern.match(text, start) for start in _number_starts(text, language))
    return pattern.search(text) is not None


@cache
def _language_of_first(hint: str) -> Language | None:
    """Return the language of the number that a hint begins with, if it does."""
    for language in _VALUES:
        if hint.startswith(f"(?P<n>{_loose_pattern(language)})"):
            return language
    return None


@lru_cache(maxsize=8)  # every list is looked for in the same text
def _number_starts(text: str, language: Language) -> Sequence[int]:
    return [found.start() for found in _number_start(language).finditer(text)]


@cache
def _number_start(language: Language) -> re.Pattern[str]:
    """Return what tells the places where `_loose_pattern` may find something."""
    begun = branching({word[:_BEGUN] for word in _VALUES[language]})
    return re.compile(rf"(?<![\w,.])(?=\d|{begun})", re.IGNORECASE)


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


@cache
def number_pattern(language: Language) -> str:
    """Return a pattern of the numbers that forms hold: digits, or one word."""
    return rf"(?<![\w,.])(?:\d+(?:[.,]\d+)?|{branching(_VALUES[language])}(?!\w))"


_BEGUN = 2
"""Letters by which a word that may be a number is told."""


@cache
def _loose_pattern(language: Language) -> str:
    """Return a pattern that finds whatever `number_pattern` finds, and other words that begin alike."""
    short = [word for word in _VALUES[language] if len(word) <= _BEGUN]
    starts = {word[:_BEGUN] for word in _VALUES[language] if len(word) > _BEGUN}
    words = rf"{branching(starts)}[^\W\d_]*(?:-[^\W\d_]+)*|{branching(short)}"
    return rf"(?<![\w,.])(?:\d+(?:[.,]\d+)?|(?:{words})(?!\w))"


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
