"""English names of what French names otherwise: places, and the organisations and diseases behind some acronyms."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale

from passerelle.glossary.words import read_pairs


def _read_names(name: str) -> dict[str, frozenset[str]]:
    rows = read_pairs(__file__, name).items()
    return {french.casefold(): frozenset(english.split()) for french, english in rows}


ACRONYMS: Mapping[str, frozenset[str]] = _read_names("acronyms.tsv")
"""French acronyms in lower case with their English ones."""


@cache
def english_names() -> Mapping[str, frozenset[str]]:
    """Return the English forms of French names, one word each, by the French word in lower case."""
    french, english = Locale("fr"), Locale("en")
    names: dict[str, set[str]] = {}
    for theirs, ours in ((french.territories, english.territories), (french.languages, english.languages)):
        for code, name in theirs.items():
            for word in re.findall(r"[^\W_]{3,}", str(name)):
                names.setdefault(word.casefold(), set()).update(
                    re.findall(r"[^\W_]{3,}", str(ours.get(code, "")))
                )
    for zone, forms in french.time_zones.items():
        names.setdefault(str(forms.get("city", "")).casefold(), set()).add(
            zone.rpartition("/")[2].replace("_", " ")
        )
    for word, places in _read_names("places.tsv").items():
        names.setdefault(word, set()).update(places)
    return {word: frozenset(forms) for word, forms in names.items()}


_TO_ENGLISH = (
    (r"[’']s$", ""), ("ou", "u"), ("tch", "ch"), ("dj", "j"), ("kh", "k"), ("ph", "f"), ("ae", "e"), ("y", "i"), (r"([a-z])\1", r"\1"),
    (r"(?:ai|ei)", "e"), (r"(?:us|es|os|is|um|un|on|an|ans|ens|ien|ian)$", ""), (r"[aeios]+$", ""),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def name_key(bare: str) -> str:
    """Return what a name without accents has in common in French and English spelling.

    >>> name_key("Toutankhamon") == name_key("Tutankhamun"), name_key("Copernic") == name_key("Copernicus")
    (True, True)
    >>> name_key("Dupont") == name_key("Dupond")
    False
    """
    low = bare.casefold()
    for pattern, english in _TO_ENGLISH:
        low = re.sub(pattern, english, low)
    return low
