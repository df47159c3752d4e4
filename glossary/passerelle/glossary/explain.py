"""Why the matcher found what it found: the form, the sense, what gave way, what was overridden."""

from collections.abc import Iterator

from passerelle.glossary.concept import Concept
from passerelle.glossary.keys import term_key
from passerelle.glossary.layers import Override, claims
from passerelle.glossary.match import Hit, Matches, Sense
from passerelle.glossary.termbase import Termbase

_SHOWN = 6  # cues of one concept


def explain_sense(sense: Sense, matches: Matches, termbase: Termbase) -> Iterator[str]:
    """Yield a line for everything that led to a sense, in the order in which the matcher goes."""
    hit = sense.hit
    if sense.concept:
        form = dictionary_form(sense.concept, hit.text)
        if form.casefold() != hit.text.casefold():
            yield f"a form of “{form}”"
    for overlap in matches.overlaps:
        if overlap.kept == hit:
            yield f"the longer one: “{overlap.dropped.text}” {_ids(overlap.dropped)} gave way"
    yield from _explain_choice(sense)
    yield from overridden_by(sense, termbase)


def dictionary_form(concept: Concept, text: str) -> str:
    """Return the form of a concept as which ``text`` was found.

    >>> dictionary_form(Concept("x", "soin", "care", "d", source_variants=("hôpital de jour",)), "hôpitaux de jour")
    'hôpital de jour'
    """
    if text in concept.abbreviations:
        return text
    key = term_key(text)
    return next((form for form in concept.source_terms if term_key(form) == key), concept.source)


def _explain_choice(sense: Sense) -> Iterator[str]:
    rivals = sense.hit.concepts
    if sense.cues:
        yield f"by the cue{'s' if len(sense.cues) > 1 else ''} {_quote(sense.cues)}"
    elif sense.concept and len(rivals) > 1:
        others = ", ".join(concept.id for concept in rivals if concept != sense.concept)
        yield f"since no cue points to {others}"
    for concept in () if sense.concept else rivals:
        cues = concept.cues[:_SHOWN]
        more = ", …" if len(concept.cues) > _SHOWN else ""
        yield (
            f"[{concept.id}] would need one of {_quote(cues)}{more}"
            if cues
            else f"[{concept.id}] has no cues"
        )


def rivals_of(concept: Concept, termbase: Termbase) -> Iterator[str]:
    """Yield a line for each other concept that has a form of this one in common and is not overridden by it, nor it by that."""
    own = dict(claims(concept))
    settled = {each.loser.concept.id for each in termbase.overrides_of(concept)} | {
        each.winner.concept.id for each in termbase.overrides_of(concept)
    }
    for other in termbase.concepts:
        shared = dict.fromkeys(own[key] for key, _ in claims(other) if key in own)
        if shared and other.id != concept.id and other.id not in settled:
            yield f"{_quote(tuple(shared))} may be “{other.target}” [{other.id}]"


def overridden_by(sense: Sense, termbase: Termbase) -> Iterator[str]:
    """Yield a sentence for each entry that the one found has put out of use for this form."""
    for each in termbase.overrides_of(sense.concept) if sense.concept else ():
        if each.winner.concept == sense.concept and (not each.forms or _concerns(each, sense.hit.text)):
            yield str(each)


def _concerns(override: Override, text: str) -> bool:
    short = override.loser.concept.abbreviations
    key = term_key(text)
    return any(form == text or (form not in short and term_key(form) == key) for form in override.forms)


def _quote(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _ids(hit: Hit) -> str:
    return "[" + ", ".join(concept.id for concept in hit.concepts) + "]"
