"""What was found in all texts, counted: each term once, in whatever number and capitals it stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from passerelle.glossary.keys import term_key
from passerelle.glossary.match import Matcher
from passerelle.translate.extraction.acronyms import find_explained
from passerelle.translate.extraction.names import find_bodies
from passerelle.translate.extraction.phrases import find_phrases
from passerelle.translate.extraction.words import split_words

MOST_CONTEXTS = 3
MOST_TERMS = 200_000
"""Of a tally: beyond, those that came up once so far are dropped (lossy counting, Manku and Motwani 2002)."""

Place = tuple[int, int]


class Kind(StrEnum):
    """What a term is: a noun phrase, what an acronym stands for, or the name of a body."""

    PHRASE = "phrase"
    ACRONYM = "acronym"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence that holds a term, and where it stands; ``line`` counts from 1."""

    sentence: str
    document: str
    line: int


@dataclass(slots=True)
class Counted:
    """A term so far: its forms and its acronyms with how often they stand, in how many documents, the first contexts."""

    kind: Kind
    forms: Counter[str] = field(default_factory=Counter)
    shorts: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    contexts: list[Context] = field(default_factory=list)
    last: str = ""

    @property
    def count(self) -> int:
        """In how many places the term stands."""
        return self.forms.total()


@dataclass(slots=True)
class Tally:
    """Terms by their keys, and how often each word stands in the texts, in lower case.

    The documents must come one after the other. ``known`` finds the terms that the glossary has: what lies within one of
    them, or crosses one of several words, is not counted.
    """

    known: Matcher
    terms: dict[str, Counted] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)

    def add(self, context: Context) -> None:
        """Count what a sentence holds."""
        text = context.sentence
        self.words.update(word.text.lower() for word in split_words(text) if word.text[0].isalpha())
        hits = [(hit.start, hit.end) for hit in self.known.find(text).hits]
        taken = list(hits)
        for each in find_explained(text):
            if not _is_within((each.start, each.end), hits):
                self._count(Kind.ACRONYM, text[each.start : each.end], context, each.short)
            taken.append((each.start, each.end))
        for place in find_bodies(text):
            if not _is_within(place, taken):
                self._count(Kind.NAME, text[slice(*place)], context)
                taken.append(place)
        long = [place for place in taken if " " in text[slice(*place)]]
        for place in find_phrases(text):
            if not _is_within(place, taken) and not _touches(place, long):
                self._count(Kind.PHRASE, text[slice(*place)], context)

    def _count(self, kind: Kind, form: str, context: Context, short: str = "") -> None:
        key = term_key(form)
        if len(self.terms) >= MOST_TERMS and key not in self.terms:
            self.terms = {each: term for each, term in self.terms.items() if term.count > 1}
        term = self.terms.setdefault(key, Counted(kind))
        if kind is not Kind.PHRASE and term.kind is not Kind.ACRONYM:
            term.kind = kind
        term.forms[form] += 1
        if short:
            term.shorts[short] += 1
        if term.last != context.document:
            term.documents, term.last = term.documents + 1, context.document
        if len(term.contexts) < MOST_CONTEXTS and context not in term.contexts:
            term.contexts.append(context)


def _is_within(place: Place, others: Iterable[Place]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in others)


def _touches(place: Place, others: Iterable[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
