"""Whether the two sides of a concept are in their languages, as far as word lists can tell."""

from collections.abc import Iterator

from simplemma import in_target_language

from passerelle.glossary.concept import Concept

_CLEAR = 0.6
"""By how much of its words a term must lean: the languages share many, as “table” or “prison”; a single word says little."""


def language_doubts(concept: Concept) -> Iterator[str]:
    """Yield what looks as if it stood on the wrong side; a name that stays French is right on both.

    >>> list(language_doubts(Concept("x", "hospital", "hôpital", "d")))
    ['“hospital” and “hôpital” look as if French and English had changed places.']
    """
    if concept.do_not_translate or concept.target in (*concept.source_terms, *concept.abbreviations):
        return
    french, english = -_lean(concept.source), _lean(concept.target)
    if max(french, english) < 0 and french + english <= -_CLEAR:
        yield f"“{concept.source}” and “{concept.target}” look as if French and English had changed places."
    elif english <= -_CLEAR and " " in concept.target:
        yield f"“{concept.target}” looks French where the English should stand."
    elif french <= -_CLEAR and " " in concept.source:
        yield f"“{concept.source}” looks English where the French should stand."


def _lean(text: str) -> float:
    """Return how far a text leans to English (1) or French (-1), by the share of words that only one of them has."""
    first, *others = text.split() or [""]
    text = " ".join([first, *(word for word in others if not word[0].isupper())])  # names are in no language
    english, french = in_target_language(text, "en"), in_target_language(text, "fr")
    return english - french
