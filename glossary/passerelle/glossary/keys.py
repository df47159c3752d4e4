"""Keys of French words and terms: equal where only number, gender or capitals differ."""

import re
import unicodedata
from functools import lru_cache

from passerelle.glossary.words import read_pairs

# Words, and every symbol that separates them for good; blanks, apostrophes and hyphens only join.
TOKEN = re.compile(r"[^\W_]+|[^\s\w'’ʼ‐‑\-]|_")

_IRREGULAR = read_pairs(__file__, "french-plurals.tsv")
_GENDERS = (
    ("trice", "teu"), ("teur", "teu"), ("euse", "eu"), ("eur", "eu"), ("elle", "el"), ("enne", "en"), ("onne", "on"),
    ("ère", "er"), ("ète", "et"), ("ive", "if"), ("ique", "ic"), ("ogue", "og"), ("gue", "g"), ("ette", "et"), ("e", ""),
)  # fmt: skip
_PERSON = re.compile(r"(?:ier|ière|eur|euse|trice|ien|ienne|[^m]ent|[^m]ente|ant|ante)$")


@lru_cache(maxsize=262_144)
def number_key(word: str) -> str:
    """Return a French word in lower case without its plural mark: equal for singular and plural.

    >>> number_key("Nationaux") == number_key("national"), number_key("réseaux") == number_key("réseau")
    (True, True)
    """
    low = unicodedata.normalize("NFC", word).casefold()
    low = _IRREGULAR.get(low, low)
    if len(low) < 4:
        return low
    if low.endswith("aux") and not low.endswith("eaux"):
        return low[:-3] + "al"
    return low[:-1] if low[-1] in "sx" else low


@lru_cache(maxsize=262_144)
def inflection_key(word: str) -> str:
    """Return a key that the number and gender of an adjective or noun do not change.

    >>> inflection_key("directrices") == inflection_key("directeur"), inflection_key("publiques") == inflection_key("public")
    (True, True)
    """
    low = number_key(word)
    if len(low) < 4:
        return low
    for ending, stem in _GENDERS:
        if low.endswith(ending):
            return low[: -len(ending)] + stem
    return low


def split_term(term: str) -> tuple[str, ...]:
    return tuple(found[0] for found in TOKEN.finditer(unicodedata.normalize("NFC", term)))


@lru_cache(maxsize=262_144)
def head_key(word: str, *, alone: bool) -> str:
    """Return a key for a term's first word: only the names of persons have two genders (médecin is not médecine)."""
    low = number_key(word)
    person = _PERSON.search(low) or (not alone and low.endswith(("é", "ée")))
    return inflection_key(word) if person else low


@lru_cache(maxsize=262_144)
def term_key(term: str) -> str:
    """Return a key that is equal for two French terms which the matcher could not tell apart.

    >>> term_key("Médecins libéraux") == term_key("médecin libéral"), term_key("médecine libérale") == term_key("médecin libéral")
    (True, False)
    """
    words = split_term(term)
    return (
        " ".join([head_key(words[0], alone=len(words) == 1), *map(inflection_key, words[1:])])
        if words
        else ""
    )


@lru_cache(maxsize=4096)
def text_key(text: str) -> str:
    return " " + " ".join(inflection_key(found[0]) for found in TOKEN.finditer(text)) + " "


def slug(text: str) -> str:
    """Return an id made of the letters of a French term."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")).encode("ascii", "ignore")
    return "-".join(re.findall(r"[a-z0-9]+", bare.decode().lower()))[:40].strip("-") or "terme"
