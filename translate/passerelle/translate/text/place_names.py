"""French places and institutions by their names, which stand in a list."""

from functools import cache

from passerelle.glossary.words import read_words


def place_names() -> tuple[str, ...]:
    """Return the names as they are written, in the order of the alphabet."""
    return read_words(__file__, "proper-names.txt")


@cache
def _folded() -> frozenset[str]:
    return frozenset(name.casefold() for name in place_names())


def is_place_name(text: str) -> bool:
    """Whether a text is such a name, whatever its capitals.

    >>> is_place_name("Rennes"), is_place_name("Chirurgie")
    (True, False)
    """
    return text.casefold() in _folded()
