"""The glossary's contexts as pairs: sentences of the register, each with a term and its rendering."""

from collections.abc import Iterator

from passerelle.glossary.termbase import Termbase


def context_pairs(termbase: Termbase) -> Iterator[tuple[str, str]]:
    """Yield each French context of a concept that binds with its English, once."""
    pairs = (
        pair
        for concept in termbase.concepts
        if concept.binding
        for pair in zip(concept.contexts, concept.target_contexts, strict=False)
    )
    yield from dict.fromkeys(pairs)
