"""Which of the terms counted a terminologist would want first.

A term is rated by how much commoner its words are in the texts than in general French (“weirdness”, Ahmad et al. 1999), by
how many words it has and how often it stands, and by its shape.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelle.glossary.keys import inflection_key, split_term
from passerelle.translate.extraction.forms import dictionary_form
from passerelle.translate.extraction.tally import Context, Counted, Kind, Tally
from passerelle.translate.extraction.words import WordKind, general_french, general_size, split_words

_UNSEEN = 15
"""How often a word counts as standing in general French that is not among its commonest."""

_FEWEST = 4000
"""Words of a text: in a shorter one, every word would seem to be a term."""

_LEAST_WEIRDNESS = 2.0

_NAMED = {Kind.ACRONYM: 2.0, Kind.NAME: 1.5}
_NAMED_LEAST = 6.0
"""The weight of what an acronym or capitals give away, and the weirdness that its words have at least."""

_MOST_WORDS = 4
"""Words of a term that speak for it; more do not."""

_RELATIONAL = re.compile(r"(?:ique|aire|al|ale|aux|ales|elle|el|ien|ienne|euse|eux|if|ive|oire|ier|ière)s?$")
_PARTICIPLE = re.compile(r"ée?s?$")
_ARTICLED = frozenset(("du", "des", "au", "aux"))
_LOOSE = frozenset(("à", "au", "aux", "contre", "en", "sans", "sur"))
_CONTENT = (WordKind.NOUN, WordKind.ADJECTIVE, WordKind.PREPOSED)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A term that the glossary may want, in dictionary form; ``short`` is its acronym, ``score`` of no unit.

    ``forms`` are how it stands in the texts, the commonest first.
    """

    kind: Kind
    text: str
    forms: tuple[str, ...]
    short: str
    count: int
    documents: int
    contexts: tuple[Context, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Words:
    """How often each word stands in the texts, and of how many words these are taken to be."""

    counts: Counter[str]
    size: int


@dataclass(frozen=True, slots=True)
class _Rated:
    """A term with its score; ``stem`` are its words without number and gender, ``tight`` tells that none only adds to it."""

    key: str
    term: Counted
    stem: str
    tight: bool
    score: float


def rank_terms(tally: Tally, least: int = 1) -> Iterator[Extracted]:
    """Yield the terms that stand in ``least`` places, the best first; what is only part of another is left out."""
    texts = _Words(tally.words, max(_FEWEST, tally.words.total()))
    rated = [_rate(key, term, texts) for key, term in tally.terms.items() if term.count >= least]
    rated = [each for each in rated if each.score > 0]
    dropped = _parts(rated)
    kept = [each for each in rated if each.key not in dropped]
    yield from map(_extracted, sorted(kept, key=lambda each: (-each.score, each.key)))


def _rate(key: str, term: Counted, texts: _Words) -> _Rated:
    form = term.forms.most_common(1)[0][0]
    words = split_words(form)
    lows = tuple(word.text.lower().replace("’", "'") for word in words)
    content = [
        low for low, word in zip(lows, words, strict=True) if word.kind in _CONTENT or word.text[0].isupper()
    ]
    kinds = [word.kind for word in words]
    strange = sum(_weirdness(low, texts) for low in content) / max(1, len(content))
    shape = _shape(lows, kinds)
    if term.kind is not Kind.PHRASE:
        strange, shape = max(strange, _NAMED_LEAST), _NAMED[term.kind]
    weight = shape if strange >= _LEAST_WEIRDNESS else 0.0
    score = strange * math.log2(1 + min(_MOST_WORDS, len(content))) * (1 + math.log2(term.count)) * weight
    tight = WordKind.ARTICLE not in kinds and not any(low in _LOOSE or low in _ARTICLED for low in lows)
    stem = " ".join(map(inflection_key, split_term(form)))
    return _Rated(key, term, stem, tight or term.kind is not Kind.PHRASE, score)


def _weirdness(low: str, texts: _Words) -> float:
    """Return how much commoner a word is in the texts than in general French, as a power of two."""
    general = general_french().get(low)
    usual = (general.count if general else _UNSEEN) / general_size()
    return math.log2((texts.counts[low] + 0.5) / texts.size / usual)


def _shape(lows: Sequence[str], kinds: Sequence[WordKind]) -> float:
    """Return how much a phrase is built like a term: best a noun with an adjective that says what it belongs to."""
    if len(lows) == 1:
        return 0.0 if lows[0] in general_french() else 0.4
    weight = 1.0
    if len(lows) == 2 and _RELATIONAL.search(lows[-1]):
        weight *= 1.3
    if len(lows) == 2 and _PARTICIPLE.search(lows[-1]):
        weight *= 0.7
    if WordKind.ARTICLE in kinds or any(low in _ARTICLED for low in lows):
        weight *= 0.6
    if any(low in _LOOSE for low in lows):
        weight *= 0.7
    return weight


def _parts(rated: Sequence[_Rated]) -> frozenset[str]:
    """Return the keys of what never stands outside a longer term, and of longer ones that only add to a term.

    “protoxyde” goes for “protoxyde d’azote”, and “biopsie liquide en routine” for “biopsie liquide”.
    """
    by_stem: dict[str, list[_Rated]] = {}
    for each in rated:
        by_stem.setdefault(each.stem, []).append(each)
    dropped: set[str] = set()
    for whole in rated:
        parts = (part for stem in _stretches(whole.stem) for part in by_stem.get(stem, ()))
        for part in parts:
            if part.term.kind is not Kind.PHRASE:
                continue
            if whole.tight and part.term.count <= whole.term.count:
                dropped.add(part.key)
            elif not whole.tight and part.term.count >= whole.term.count and " " in part.stem:
                dropped.add(whole.key)
    return frozenset(dropped)


def _stretches(stem: str) -> Iterator[str]:
    """Yield the words of a term that stand side by side, without the whole."""
    words = stem.split(" ")
    for first in range(len(words)):
        for end in range(first + 1, len(words) + 1):
            if end - first < len(words):
                yield " ".join(words[first:end])


def _extracted(rated: _Rated) -> Extracted:
    term = rated.term
    return Extracted(
        term.kind,
        dictionary_form(term.forms, term.kind),
        tuple(form for form, _ in term.forms.most_common()),
        next((short for short, _ in term.shorts.most_common(1)), ""),
        term.count,
        term.documents,
        tuple(term.contexts),
        rated.score,
    )
