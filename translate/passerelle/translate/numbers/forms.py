"""The word lists (``data/*.tsv``): their forms, where they stand in a text, and what two texts say otherwise.

Forms are separated by commas. ``*`` stands for any letters, a name in braces for what a table of places says. A form marked
with ``~`` may say its value but need not: it excuses the other side and asks nothing of it.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Literal, NamedTuple, Protocol, TypeVar

from .wording import Ends, Language, Wording, find_numbers, read_wording

Row = Mapping[str, str]
Places = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Form:
    """One form of a row as it is ``written``, with the expressions of its ``places``.

    A text that it stands in tells so by ``key``, and has all other ``words`` as whole words and ``literals`` somewhere, in lower case.
    """

    row: Row
    written: str
    firm: bool
    places: Places
    key: "_Key"
    words: frozenset[str]
    literals: Sequence[str]

    @cached_property
    def expression(self) -> str:
        """The form as a regular expression, with a `number_place` for each number."""
        return _expression(self.written, self.places)

    @cached_property
    def is_word(self) -> bool:
        """Whether the form is a word, or the beginning of one."""
        return re.fullmatch(r"\w+\*?", self.written) is not None

    @cached_property
    def begins(self) -> tuple[str, bool]:
        """The word that the form begins with, and whether it is a whole one; empty where a place or sign comes first."""
        first = re.match(r"(\w+)([*{-]?)", self.written)
        return (first[1], not first[2]) if first else ("", False)

    @cached_property
    def steps(self) -> Sequence["_Step"]:
        """The expression cut behind each number, compiled at its first use: most of two thousand forms stand in no text of a run."""
        pieces = _NUMBER.split(self.expression)
        flags = re.IGNORECASE if self.keeps_no_case else 0
        names = [*pieces[1::2], ""]
        return [(_compiled(piece, flags), name) for piece, name in zip(pieces[::2], names, strict=True)]

    @cached_property
    def keeps_no_case(self) -> bool:
        """A form with a capital keeps it, the others take any."""
        return self.written == self.written.lower()


class _Key(NamedTuple):
    """By what a form is looked up: what one word of a text must be (``word``), begin with (``start``) or hold (``hint``), or ``none``."""

    kind: Literal["word", "start", "hint", "none"] = "none"
    text: str = ""


_Step = tuple[re.Pattern[str], str]


@cache
def _compiled(expression: str, flags: int) -> re.Pattern[str]:
    return re.compile(expression, flags)


class Found(NamedTuple):
    """A form at a place of a text, with what its named places and numbers are there."""

    form: Form
    start: int
    end: int
    text: str
    names: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Forms:
    """The forms of a list in its order, and the indexes of them by what one word of a text must be, begin with, or hold.

    ``others`` are the indexes of those that are looked up by no word.
    """

    all: Sequence[Form]
    by_word: Mapping[str, Sequence[int]]
    by_start: Mapping[str, Sequence[int]]
    by_hint: Mapping[str, Sequence[int]]
    others: Sequence[int]

    def possible(self, wording: Wording) -> Iterator[Form]:
        """Yield the forms whose words a text has, in order."""
        words, low = wording.words, wording.low
        known = zip(words, map(self._known.get, words), strict=True)
        told = (self._tell(word) if indexes is None else indexes for word, indexes in known)
        for index in sorted({*self.others}.union(*told)):
            form = self.all[index]
            if form.words <= words and (not form.literals or all(each in low for each in form.literals)):
                yield form

    @cached_property
    def _known(self) -> dict[str, Sequence[int]]:
        """What each of many words tells: texts are made of the same ones."""
        return {}

    def _tell(self, word: str) -> Sequence[int]:
        told = [*self.by_word.get(word, ())]
        for size in range(1, len(word) + 1):
            told += self.by_start.get(word[:size], ())
        for hint, indexes in self.by_hint.items() if not word.isdecimal() else ():
            told += indexes if _compiled(hint, re.IGNORECASE).search(word) else ()
        if len(self._known) >= _WORDS:
            self._known.clear()
        self._known[word] = tuple(told)
        return told


_WORDS = 65_536


def read_forms(
    room: str, name: str, column: str, places: Places, telling: Collection[str] = frozenset()
) -> Forms:
    """Return all forms in one column of the list ``name`` of a package.

    ``telling`` names the places that are one word each, and not in digits, of those that stand in few texts: forms are looked up
    by them.
    """
    text = resources.files(room).joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    forms = [
        _form(row, written, places, telling) for row in rows for written in row[column].split(", ") if written
    ]
    by_key = {kind: defaultdict[str, list[int]](list) for kind in ("word", "start", "hint", "none")}
    for index, form in enumerate(forms):
        by_key[form.key.kind][form.key.text].append(index)
    return Forms(forms, by_key["word"], by_key["start"], by_key["hint"], by_key["none"][""])


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
    key = _key(form, words, places, telling)
    known = {key.text, *words}
    others = tuple(each for each in literals if each not in known)
    return Form(row, form, form == written, places, key, words - {key.text}, others)


def _key(form: str, words: Collection[str], places: Places, telling: Collection[str]) -> _Key:
    """Return the first telling place of a form, or else its longest word or beginning of one."""
    if hint := next(_hints(form, places, telling), ""):
        return _Key("hint", hint)
    longest = max((*words, *_beginnings(form)), key=len, default="")
    return _Key("word" if longest in words else "start", longest) if longest else _Key()


def _hints(form: str, places: Places, telling: Collection[str]) -> Iterator[str]:
    """Yield the telling places of a form as expressions, with the edges that they have in it."""
    for found in _NAMED_PLACE.finditer(form):
        if found[1] in telling:
            before, behind = form[: found.start()][-1:], form[found.end() :][:1]
            start = r"(?<!\w)" if before in tuple(" /'") else ""
            end = r"(?!\w)" if behind in ("", " ") else ""
            yield f"{start}{places[found[1]]}{end}"


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


def number_place(name: str) -> str:
    """Return what stands for a number in the expression of a place, a letter being its name.

    No alternative of a place may hold it: an expression is cut there.
    """
    return f"⟨{name}⟩"


_NUMBER = re.compile(r"⟨(\w)⟩")


def find_forms(text: str, forms: Forms, language: Language) -> Iterator[Found]:
    """Yield each place of each form in ``text``."""
    wording = read_wording(text)
    for form in forms.possible(wording):
        yield from _find_word(form, wording) if form.is_word else _find(form, wording, language)


def _find_word(form: Form, wording: Wording) -> Iterator[Found]:
    text, (word, _) = wording.text, form.begins
    for start, end in _first_words(form, wording):
        if form.keeps_no_case or text.startswith(word, start):
            yield Found(form, start, end, text[start:end], {})


def _find(form: Form, wording: Wording, language: Language) -> Iterator[Found]:
    text, done = wording.text, 0
    numbers = find_numbers(text, language) if len(form.steps) > 1 else {}
    for start in _starts(form, wording, numbers):
        found = _follow(form.steps, 0, text, start, numbers) if start >= done else None
        if found:
            done, names = found
            said = {name: value for name, value in names.items() if value}
            yield Found(form, start, done, text[start:done], said)


def _starts(form: Form, wording: Wording, numbers: Ends) -> Iterable[int]:
    """Return where a form may begin."""
    first, number = form.steps[0]
    if form.begins[0]:
        return (start for start, _ in _first_words(form, wording))
    if number and first.fullmatch(""):
        return numbers
    return (found.start() for found in first.finditer(wording.text))


def _first_words(form: Form, wording: Wording) -> Sequence[tuple[int, int]]:
    word, whole = form.begins
    return wording.whole(word.lower()) if whole else wording.beginning(word.lower())


def _follow(
    steps: Sequence[_Step], index: int, text: str, start: int, numbers: Ends
) -> tuple[int, Mapping[str, str | None]] | None:
    """Return where a form ends of which a step begins at ``start``, and its names, or None where it does not stand there."""
    pattern, number = steps[index]
    step = pattern.match(text, start)
    if step is None:
        return None
    if not number:
        return step.end(), step.groupdict()
    for end in numbers.get(step.end(), ()):
        if found := _follow(steps, index + 1, text, end, numbers):
            return found[0], {**step.groupdict(), number: text[step.end() : end], **found[1]}
    return None


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
