"""French words that are a noun or a form of a verb: *un arrêté* and *a arrêté*, *la recherche* and *il recherche*.

Termbases name nouns. Which of the two a word is, its neighbours tell.
"""

import re

from passerelle.glossary import lemmas
from passerelle.glossary.words import read_pairs, read_words

_BEFORE = re.compile(r"([^\W_]+['’]?)[ \u00a0\u202f]*$")
_AFTER = re.compile(r"[ \u00a0\u202f]+([^\W\d_]+['’]?)")
_REGULAR = re.compile(r"(?<=\w{2})ée?s?$")
_PRESENT = re.compile(r"(?<=\w{2})e(?:s|nt)?$")

_BESIDE = {role: frozenset(words.split()) for role, words in read_pairs(__file__, "beside-nouns.tsv").items()}
_PARTICIPLES = frozenset(read_words(__file__, "noun-participles.txt"))
_INFINITIVES = frozenset(read_words(__file__, "noun-infinitives.txt"))


def is_verb(text: str, start: int, end: int) -> bool:
    """Tell whether the word at ``start``–``end`` of a French text is a form of a verb, though a noun is written like it.

    >>> is_verb("Le préfet a arrêté la liste.", 12, 18), is_verb("Un arrêté du préfet.", 3, 9)
    (True, False)
    """
    word = text[start:end].casefold()
    before, after = _neighbours(text, start, end)
    if is_participle(word):
        return _stands_as_participle(before, after)
    if before in _BESIDE["subject"]:
        return True
    if after not in _BESIDE["determiner"]:
        return False
    if word in _INFINITIVES:
        return before in _BESIDE["infinitive"]
    return bool(before) and _is_bare(before) and _is_present(word)


def is_participle(word: str) -> bool:
    """Tell whether a French word in lower case is written like a participle.

    >>> is_participle("arrêtés"), is_participle("suivi"), is_participle("santé"), is_participle("maternité")
    (True, True, False, False)
    """
    regular = _REGULAR.search(word)
    return word in _PARTICIPLES or (regular is not None and _is_infinitive(word[: regular.start()] + "er"))


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words that touch a place, in lower case with straight apostrophes; empty where a sign stands between."""
    ahead = _BEFORE.search(text, max(0, start - 40), start)
    behind = _AFTER.match(text, end)
    before, after = (found[1].casefold().replace("’", "'") if found else "" for found in (ahead, behind))
    return before, after


def _is_infinitive(word: str) -> bool:
    return lemmas.is_known(word, lang="fr") and lemmas.lemmatize(word, lang="fr") == word


def _is_present(word: str) -> bool:
    ending = _PRESENT.search(word)
    return ending is not None and _is_infinitive(word[: ending.start()] + "er")


def _stands_as_participle(before: str, after: str) -> bool:
    """A noun has a determiner, a preposition or an adjective before it, or begins its clause; a participle needs none."""
    if not before or before in _BESIDE["conjunction"]:
        return after in _BESIDE["agent"]
    return _is_bare(before)


def _is_bare(word: str) -> bool:
    """Whether a word leaves the next one without a determiner, and rules out none."""
    return not word.isdigit() and not any(
        word in _BESIDE[role] for role in ("adjective", "conjunction", "determiner", "preposition")
    )
