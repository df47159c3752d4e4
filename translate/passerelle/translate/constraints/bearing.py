"""What of a termbase bears on an article: while that is the same, all else in the termbase may change, and nothing made of the article does."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from passerelle.glossary.concept import Concept
from passerelle.glossary.files import digest
from passerelle.glossary.keys import text_key
from passerelle.glossary.match import matcher_of
from passerelle.glossary.termbase import Termbase
from passerelle.translate.text.shouting import folded_words, shouted_words
from passerelle.translate.text.traces import Traces


def find_traces(spoken: Iterable[str], written: Iterable[str], concepts: Iterable[str]) -> Traces:
    """Return the traces of an article: its texts as they were read aloud, the same as they are written, the ids of its ledger."""
    return Traces(
        tuple(dict.fromkeys(map(text_key, spoken))),
        tuple(sorted(shouted_words(written))),
        tuple(sorted(set(concepts))),
    )


class Bearing:
    """Tells what of a termbase bears on articles, one after the other.

    A concept bears on an article of which it has a form, whatever its capitals and whichever longer term it is part of, or which
    names it in its ledger; a name with capitals bears on shouted passages with all of its words. It is more than what a run uses,
    and never less.
    """

    def __init__(self, termbase: Termbase) -> None:
        """Take the concepts and their forms."""
        self._termbase = termbase
        self._matcher = matcher_of(termbase)
        self._places = {concept.id: place for place, concept in enumerate(termbase.concepts)}
        self._digests: dict[str, str] = {}

    def on(self, traces: Traces) -> str:
        """Return a digest of what bears on an article: names, and concepts in their order with all that is said of them.

        But for the domain, which is the name of a file.
        """
        concepts = self._concepts(traces)
        layers = [self._termbase.layer(concept) for concept in concepts]
        ranks = {layer: rank for rank, layer in enumerate(sorted(set(layers)))}
        told = (
            f"{ranks[layer]} {self._digest(concept)}" for layer, concept in zip(layers, concepts, strict=True)
        )
        return digest("\n".join((*told, "", *self._names(traces.shouted))).encode())

    def _concepts(self, traces: Traces) -> list[Concept]:
        found = {concept.id for text in traces.texts for concept in self._matcher.touch(text.split(" "))}
        found.update(own for own in traces.concepts if own in self._places)
        return [self._termbase.concepts[place] for place in sorted(self._places[own] for own in found)]

    def _digest(self, concept: Concept) -> str:
        if concept.id not in self._digests:
            self._digests[concept.id] = digest(repr(replace(concept, domain="")).encode())
        return self._digests[concept.id]

    def _names(self, shouted: Sequence[str]) -> list[str]:
        words = frozenset(shouted)
        return [name for name, own in self._capitals if own and own <= words] if words else []

    @cached_property
    def _capitals(self) -> list[tuple[str, frozenset[str]]]:
        return [(name, folded_words(name)) for name in self._matcher.capitals]


@lru_cache(maxsize=4)
def bearing_of(termbase: Termbase) -> Bearing:
    """Return the bearing of a termbase, made once for all articles."""
    return Bearing(termbase)
