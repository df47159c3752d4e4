"""What a reviewer can take from the memory while a text is open."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from passerelle.translate.catalog.entry import Entry
from passerelle.translate.catalog.suggestion import Suggestion
from passerelle.translate.memory.recall import EXACT, suggestion_of
from passerelle.translate.memory.schema import Memory
from passerelle.translate.memory.store import find_exact, find_similar
from passerelle.translate.memory.unit import lookup_form
from passerelle.translate.text.markup import unmark
from passerelle.translate.text.segment import split_plainly

_LONGEST = 2000  # letters of a sentence that is compared with others
_MOST_SENTENCES = 30


@dataclass(frozen=True, slots=True)
class Match:
    """An approved pair, and the French of the text that it is like."""

    suggestion: Suggestion
    source: str


def matches_of(entry: Entry, document: str, memory: Memory | None, most: int = 6) -> tuple[Match, ...]:
    """Return what people approved for French like the entry's, the most similar first: what the memory holds now, and what the run found.

    What was approved in this very entry of the ``document`` is none.
    """
    plain = unmark(entry.source)[0].strip()
    sentences = [segment.text for segment in split_plainly(plain, "fr")][:_MOST_SENTENCES]
    texts = list(dict.fromkeys([plain, *sentences]))
    found = [Match(each, _nearest(each.source, texts)) for each in entry.suggestions]
    if memory is not None:
        place = document, entry.block_id
        found += [each for text in texts for each in _look_up(memory, text, place)]
    unique: dict[tuple[str, str], Match] = {}
    for match in sorted(found, key=lambda match: -match.suggestion.rate):
        unique.setdefault((match.suggestion.source, match.suggestion.target), match)
    return tuple(unique.values())[:most]


def _look_up(memory: Memory, text: str, place: tuple[str, str]) -> Iterator[Match]:
    form = lookup_form(text)
    found = [(EXACT, unit) for unit in find_exact(memory, form)]
    if len(text) <= _LONGEST:
        found += [(similar.rate, similar.unit) for similar in find_similar(memory, form)]
    for rate, unit in found:
        if (unit.document, unit.block_id) != place:
            yield Match(suggestion_of(rate, unit), text)


def _nearest(source: str, texts: list[str]) -> str:
    best = process.extractOne(source, texts, scorer=fuzz.ratio)
    return str(best[0]) if best else source
