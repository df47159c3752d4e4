"""Evaluation sets with annotated terms: read, and each term found in its French."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.files import read_bytes
from passerelle.glossary.keys import inflection_key
from passerelle.translate.constraints.constraint import Constraint, ConstraintKind
from passerelle.translate.ladder.candidates import Job
from passerelle.translate.text.segment import Segment, split_segments

_COLUMNS = ("seg_id", "docid", "fr", "en", "terms_json")
_WORD = re.compile(r"\w+")


class BenchmarkError(PasserelleError):
    """An evaluation set, or a folder of terms, is not as it should be."""


@dataclass(frozen=True, slots=True)
class Term:
    """An annotated term: its ``key`` over all segments, the English forms that render it, and the French ``forms``.

    ``written`` is the French word that the annotation links to it, now and then a wrong one. ``place`` are the offsets of
    its French in the segment, or None where it does not stand there.
    """

    key: str
    renderings: tuple[str, ...]
    forms: tuple[str, ...] = ()
    written: str = ""
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One segment of an evaluation set: French, its English reference, and the terms in it."""

    id: str
    document: str
    source: str
    reference: str
    terms: tuple[Term, ...] = ()


def read_set(path: Path) -> list[Item]:
    """Read `French<TAB>English`, or a file whose header names seg_id, docid, fr, en and terms_json.

    Without a header each line is a document of its own.

    Raises:
        FileError: the file cannot be read.
        BenchmarkError: it is not UTF-8, a line lacks a column, or its terms are no JSON.
    """
    rows = list(_read_rows(path))
    if not rows:
        raise BenchmarkError("is empty; give lines of French, a tab, English.", path=path)
    header = rows[0][1]
    if not set(_COLUMNS) <= set(header):
        return [
            Item(str(line), str(line), *_columns(path, line, row, (0, 1)))  # type: ignore[arg-type]
            for line, row in rows
        ]
    places = [header.index(name) for name in _COLUMNS]
    return [_item(path, line, _columns(path, line, row, places)) for line, row in rows[1:]]


def _read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BenchmarkError("is not UTF-8; convert it.", path=path) from error
    # Not splitlines: sentences may hold characters such as U+2028 that it would split at.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r").split("\t")


def _columns(path: Path, line: int, row: Sequence[str], places: Sequence[int]) -> list[str]:
    if len(row) <= max(places):
        raise BenchmarkError(
            f"has {len(row)} columns instead of at least {max(places) + 1}.", path=path, line=line
        )
    return [row[place] for place in places]


def _item(path: Path, line: int, columns: Sequence[str]) -> Item:
    segment, document, source, reference, terms = columns
    try:
        found = [_term(record) for record in json.loads(terms)]
    except (ValueError, KeyError, TypeError) as error:
        raise BenchmarkError("holds terms that cannot be read as JSON.", path=path, line=line) from error
    return Item(segment, document, source, reference, locate_terms(source, found))


def _term(record: dict[str, Any]) -> Term:
    variants = sorted(record.get("fr_variants", ()), key=len, reverse=True)
    return Term(
        str(record.get("id", record["en"])),
        tuple(dict.fromkeys((record["en"], record.get("en_term", record["en"])))),
        tuple(dict.fromkeys(variants)),
        str(record["fr"]),
    )


def locate_terms(source: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Find a place of its own for each term: of those with longer forms first, and as written before inflected.

    Once all have chosen, what is left of the French words that the annotation links serves the others.

    >>> [term.place for term in locate_terms("Cas contagieux et contagieuses", [Term("1", ("contagious",), ("contagieux",))] * 2)]
    [(4, 14), (18, 30)]
    """
    taken: list[tuple[int, int]] = []
    located = list(terms)
    order = sorted(range(len(terms)), key=lambda index: -max(map(len, terms[index].forms), default=0))
    for forms in (lambda term: term.forms, lambda term: (term.written,)):
        for index in (index for index in order if located[index].place is None):
            place = _first_free(source, forms(terms[index]), taken)
            located[index] = replace(terms[index], place=place)
            taken += [place] if place else []
    return tuple(located)


def _first_free(
    source: str, forms: Sequence[str], taken: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    places = (place for form in forms for place in _find_form(source, form))
    free = (p for p in places if all(p[1] <= start or end <= p[0] for start, end in taken))
    return next(free, None)


def _find_form(source: str, form: str) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(source))
    wanted = _WORD.findall(form)
    for key in (str.casefold, inflection_key):
        keys, own = [key(word[0]) for word in words], [key(word) for word in wanted]
        for start in range(len(words) - len(own) + 1):
            if own and keys[start : start + len(own)] == own:
                yield words[start].start(), words[start + len(own) - 1].end()


def demand_terms(item: Item) -> list[Constraint]:
    """Return a constraint for each term that stands in the French, in order of place."""
    found = [
        Constraint(
            ConstraintKind.TERM,
            *term.place,
            item.source[slice(*term.place)],
            term.renderings[0],
            term.renderings,
            concept=term.key,
        )
        for term in item.terms
        if term.place
    ]
    return sorted(found, key=lambda constraint: constraint.start)


def demand_random(item: Item, seed: int) -> list[Constraint]:
    """Return as many constraints of the same lengths, but on spans of the reference drawn by lot.

    The French span is the one that stands at the same share of its sentence. What helps a translation with these is
    knowing its reference, not terminology.
    """
    chance = random.Random(f"{seed} {item.id}")  # noqa: S311  (a lottery that anyone can repeat)
    french, english = (list(_WORD.finditer(text)) for text in (item.source, item.reference))
    drawn: list[Constraint] = []
    used: set[int] = set()
    for term in (term for term in item.terms if term.place):
        length = len(_WORD.findall(term.renderings[0]))
        width = len(_WORD.findall(item.source[slice(*term.place or ())]))
        starts = list(range(len(english) - length + 1))
        chance.shuffle(starts)
        for start in starts:
            first = round(start / len(english) * (len(french) - width))
            found = _span(item, french[first : first + width], english[start : start + length])
            if used.isdisjoint(range(start, start + length)) and _stands_apart(found, drawn):
                drawn.append(found)
                used.update(range(start, start + length))
                break
    return sorted(drawn, key=lambda constraint: constraint.start)


def _span(item: Item, french: Sequence[re.Match[str]], english: Sequence[re.Match[str]]) -> Constraint:
    start, end = french[0].start(), french[-1].end()
    rendering = item.reference[english[0].start() : english[-1].end()]
    return Constraint(ConstraintKind.TERM, start, end, item.source[start:end], rendering, (rendering,))


def _stands_apart(found: Constraint, others: Sequence[Constraint]) -> bool:
    return all(found.end <= other.start or other.end <= found.start for other in others)


def cut_jobs(text: str, constraints: Sequence[Constraint]) -> tuple[tuple[Segment, ...], tuple[Job, ...]]:
    """Cut a text into sentences, each with the constraints that begin in it, in the same order.

    >>> cut_jobs("Oui. Non.", [])[1]
    (Job(text='Oui.', constraints=()), Job(text='Non.', constraints=()))
    """
    segments = split_segments(text)
    own: list[list[Constraint]] = [[] for _ in segments]
    for constraint in constraints:
        index = max(n for n, segment in enumerate(segments) if n == 0 or segment.start <= constraint.start)
        segment = segments[index]
        start, end = constraint.start - segment.start, min(constraint.end, segment.end) - segment.start
        own[index].append(replace(constraint, start=start, end=end, source=segment.text[start:end]))
    return segments, tuple(
        Job(segment.text, tuple(found)) for segment, found in zip(segments, own, strict=True)
    )
