"""Names of bodies in a French sentence: the Haute Autorité de santé, the fédération Oncavenir, the Health Data Hub."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from passerelle.glossary import lemmas
from passerelle.glossary.keys import number_key
from passerelle.glossary.words import read_words
from passerelle.translate.extraction.words import Word, WordKind, split_words

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W_]")
_PARTS = frozenset(("de", "d'", "du", "des"))
_AIMS = frozenset(("pour", "contre"))
_CONTENT = (WordKind.NOUN, WordKind.ADJECTIVE, WordKind.PREPOSED)
_ENGLISH_WORDS = 2


def find_bodies(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where names of bodies stand in a sentence.

    >>> text = "Selon la Haute Autorité de santé et le Dr Bernard Petit, l’institut Armand-Kervella suit."
    >>> [text[start:end] for start, end in find_bodies(text)]
    ['Haute Autorité de santé', 'institut Armand-Kervella']
    """
    words = split_words(sentence)
    past = 0
    for index, word in enumerate(words):
        if index < past:
            continue
        end = _french_name(words, index) or _english_name(words, index)
        if end:
            yield word.start, words[end - 1].end
            past = end


def _french_name(words: Sequence[Word], first: int) -> int:
    """Return behind which word a French name ends that begins at ``first``, 0 where none does."""
    head = first + (_key(words[first]) in ("haut", "haute"))
    if head >= len(words) or _key(words[head]) not in _bodies():
        return 0
    proper = first > 0 and _is_capital(words[first])
    following = words[head + 1] if head + 1 < len(words) else None
    if not proper and (following is None or not _is_proper(following)):
        return 0
    end = _name_end(words, head + 1, plain=proper)
    return end if end > head + 1 else 0


def _name_end(words: Sequence[Word], index: int, *, plain: bool) -> int:
    """Return behind which word a name ends: with ``plain``, small words are part of it; words that only join end none."""
    end = index
    while index < len(words):
        word = words[index]
        if (plain and word.kind in _CONTENT) or _is_proper(word):
            end = index + 1
        elif not _joins(words, index):
            break
        index += 1
    return end


def _joins(words: Sequence[Word], index: int) -> bool:
    """Whether a word joins those of a name: “et de la recherche”, “contre le cancer”, but not “et la”, “pour ouvrir”."""
    low = _low(words[index])
    following = words[index + 1] if index + 1 < len(words) else None
    if low == "et":
        return following is not None and _low(following) in _PARTS
    if low in _AIMS:
        return following is not None and following.kind is WordKind.ARTICLE
    return low in _PARTS or words[index].kind is WordKind.ARTICLE


def _english_name(words: Sequence[Word], first: int) -> int:
    """Return behind which word an English name ends: capitals that an English dictionary knows, French ones less."""
    end = first
    while end < len(words) and _is_proper(words[end]):
        end += 1
    names = [word.text.lower() for word in words[first:end]]
    if (
        len(names) < _ENGLISH_WORDS
        or not first
        or not all(lemmas.is_known(name, lang="en") for name in names)
    ):
        return 0
    return end if any(not lemmas.is_known(name, lang="fr") for name in names) else 0


def _low(word: Word) -> str:
    return word.text.lower().replace("’", "'")


def _is_proper(word: Word) -> bool:
    return _is_capital(word) and not word.text.isupper()


def _is_capital(word: Word) -> bool:
    return bool(_CAPITAL.match(word.text))


def _key(word: Word) -> str:
    return number_key(word.text)


@cache
def _bodies() -> frozenset[str]:
    return frozenset(map(number_key, read_words(__file__, "body-nouns.txt")))
