"""Looking a term up as a person types it: in any form, without its accents, or nearly right."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from passerelle.glossary.concept import Concept
from passerelle.glossary.keys import term_key
from passerelle.glossary.termbase import Termbase

_ALIKE = 85  # per cent of letters in order: “hopitl” and “hôpital” have 92, “reste à charge” and “prise en charge” 76


def look_up(termbase: Termbase, term: str) -> list[Concept]:
    """Return the concepts that ``term`` names in any form; without accents where nothing has them as they are typed."""
    key = term_key(term)
    exact = [
        concept
        for concept in termbase.concepts
        if term == concept.id
        or term in concept.abbreviations
        or any(term_key(form) == key for form in concept.source_terms)
        or any(term.casefold() == form.casefold() for form in concept.accepted)
    ]
    bare = _bare(term)
    return exact or [
        concept for concept in termbase.concepts if any(_bare(form) == bare for form in _forms(concept))
    ]


def near_terms(termbase: Termbase, term: str, limit: int = 8) -> list[tuple[str, Concept]]:
    """Return the forms nearest to ``term``, with their concepts: those that hold its words, then those of like letters.

    An acronym is held only where it stands in capitals: HAS is no “has”.
    """
    bare = _bare(term)
    if not bare:
        return []
    forms = {
        form: concept for concept in termbase.concepts for form in _forms(concept) if _bare(form) != bare
    }
    acronym = term.isupper() and len(term) > 1
    words = re.compile(rf"(?<!\w){re.escape(term if acronym else bare)}s?(?!\w)")
    places = ((form, words.search(form if acronym else _bare(form))) for form in forms)
    held = [(found.start() > 0, len(form), form) for form, found in places if found]
    holding = [form for *_, form in sorted(held)]
    alike = process.extract(
        bare, {form: _bare(form) for form in forms}, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE
    )
    near: dict[str, Concept] = {}
    for form in (*holding, *(form for _, _, form in alike)):
        if forms[form] not in near.values():
            near[form] = forms[form]
    return list(near.items())[:limit]


def complete_term(termbase: Termbase, start: str, limit: int = 20) -> list[tuple[str, Concept]]:
    """Return the French forms that begin with ``start``, accents and capitals aside, with their concepts; the shortest first.

    A concept stands once, with the form that is shortest; forms of the same length stand in the order of their letters.
    """
    bare = _bare(start)
    if not bare:
        return []
    forms = [
        (len(form), form, concept)
        for concept in termbase.concepts
        if concept.binding
        for form in (*concept.source_terms, *concept.abbreviations)
        if _bare(form).startswith(bare)
    ]
    found: dict[str, tuple[str, Concept]] = {}
    for _, form, concept in sorted(forms, key=lambda each: each[:2]):
        found.setdefault(concept.id, (form, concept))
    return list(found.values())[:limit]


def _forms(concept: Concept) -> Iterator[str]:
    yield from concept.source_terms
    yield from concept.abbreviations
    yield from concept.accepted


@lru_cache(maxsize=65_536)
def _bare(text: str) -> str:
    """Return a text without accents and capitals, its blanks and apostrophes alike."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'")
    marked = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(sign for sign in marked if not unicodedata.combining(sign)).split())
