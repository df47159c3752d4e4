"""What a termbase holds, in figures."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from passerelle.glossary.concept import Concept
from passerelle.glossary.layers import claims
from passerelle.glossary.termbase import Termbase

MANY = 8
"""More accepted renderings than this, and an entry hardly says anything any more."""

PARTS: Mapping[str, Callable[[Concept], object]] = {
    "abbreviation": lambda concept: concept.abbreviations,
    "short form": lambda concept: concept.short,
    "first use": lambda concept: concept.first_use,
    "forbidden rendering": lambda concept: concept.forbidden,
    "cues": lambda concept: concept.cues,
    "American form": lambda concept: concept.american,
    "definition": lambda concept: concept.definition,
    "context": lambda concept: concept.contexts,
    "source": lambda concept: concept.provenance,
    "note": lambda concept: concept.note,
}
"""What a concept may have, by name."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts over a termbase: ``having`` are concepts by what they have, ``many`` those with too many renderings, by id."""

    concepts: int
    domains: Mapping[str, int]
    statuses: Mapping[str, int]
    french_forms: int
    english_forms: int
    having: Mapping[str, int]
    ambiguous: int
    overridden: int
    many: Mapping[str, int]


def count_termbase(termbase: Termbase) -> Stats:
    """Return the figures of a termbase; a French form that several concepts claim is ambiguous, cues or not."""
    concepts = termbase.concepts
    lost = {(each.loser.concept.id, form) for each in termbase.overrides for form in each.forms}
    standing = [
        (concept.id, key, form)
        for concept in concepts
        for key, form in claims(concept)
        if (concept.id, form) not in lost
    ]
    claimed = Counter(key for _, key in {(owner, key) for owner, key, _ in standing})
    shared = {form for _, key, form in standing if claimed[key] > 1}
    renderings = {concept.id: len(concept.accepted) for concept in concepts}
    return Stats(
        concepts=len(concepts),
        domains=dict(sorted(Counter(concept.domain for concept in concepts).items())),
        statuses=dict(Counter(str(concept.status) for concept in concepts).most_common()),
        french_forms=sum(len(concept.source_terms) + len(concept.abbreviations) for concept in concepts),
        english_forms=sum(renderings.values()),
        having={name: sum(bool(part(concept)) for concept in concepts) for name, part in PARTS.items()},
        ambiguous=len(shared),
        overridden=len(termbase.overrides),
        many={name: count for name, count in renderings.items() if count > MANY},
    )
