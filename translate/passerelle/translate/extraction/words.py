"""What kind of word a French word is, as far as word lists tell: what may begin, go on and end a noun phrase."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from passerelle.glossary import lemmas
from passerelle.glossary.homographs import is_participle, is_verb
from passerelle.glossary.keys import number_key
from passerelle.glossary.words import read_table, read_words

_TOKEN = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]|aujourd['’]hui|[^\W_]+(?:[-‑'’][^\W_]+)*|[^\w\s]|_",
    re.IGNORECASE,
)
_ARTICLES = frozenset(("le", "la", "les", "l'"))
_ELIDED = re.compile(r"['’]$")
_NOUNS_AFTER = 8
"""Per cent of its places in which a noun follows a determiner, at least."""

_SURELY_NOUN = 30
"""Per cent from which a word written like a form of a verb is a noun: la prise, une mise."""

_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
_OWN_INFINITIVE = re.compile(r"(?:[^i]er|ir|[^aiou]re)$")
_ADVERB = re.compile(r"(?:(?:am|em)ment|ment)$")
_ADJECTIVE = re.compile(
    r"(?:aire|ale?|aux|ales|able|ible|ante?|ente?|ée?|elle?|euse|eux|ienne?|if|ive|ique|oire|ure|ue?)s?$"
)


class WordKind(StrEnum):
    """The part that a word can play in a noun phrase."""

    NOUN = "N"
    ADJECTIVE = "A"
    PREPOSED = "P"
    LINK = "L"
    ARTICLE = "D"
    OTHER = "."


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a sign, of a text at ``start``–``end``."""

    text: str
    start: int
    end: int
    kind: WordKind


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a word stands in general French, and how many in a hundred of its places follow a determiner."""

    count: int
    determined: int


@cache
def general_french() -> Mapping[str, Frequency]:
    """Return the commonest words of general French, by their form in lower case."""
    rows = read_table(__file__, "general-french.tsv", 3)
    return {word: Frequency(int(count), int(share)) for word, count, share in rows}


@cache
def general_size() -> int:
    """Return how many words were counted."""
    return sum(frequency.count for frequency in general_french().values())


@lru_cache(maxsize=64)  # all that is looked for in a sentence is looked for in its words
def split_words(text: str) -> tuple[Word, ...]:
    """Return the words and signs of a sentence; an elided word keeps its apostrophe.

    >>> [(word.text, str(word.kind)) for word in split_words("L’accès aux soins progresse.")]
    [('L’', 'D'), ('accès', 'N'), ('aux', 'L'), ('soins', 'N'), ('progresse', '.'), ('.', '.')]
    """
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    found = list(_TOKEN.finditer(text))
    kind = WordKind.OTHER
    for index, token in enumerate(found):
        after = _low(found[index + 1][0]) if index + 1 < len(found) else ""
        kind = _kind(text, token, kind, after, first=not index)
        yield Word(token[0], token.start(), token.end(), kind)


def _kind(text: str, token: re.Match[str], before: WordKind, after: str, *, first: bool) -> WordKind:
    word = token[0]
    if _is_name(word, first=first):
        return WordKind.OTHER
    low = _low(word)
    kind = _plain_kind(low)
    participle = is_participle(low)
    joined = before is WordKind.NOUN and not participle and after in _lists("links.txt")
    if kind is WordKind.NOUN and not joined and is_verb(text, token.start(), token.end()):
        if not participle:
            return WordKind.OTHER
        kind = WordKind.ADJECTIVE  # “en pratique avancée”
    if kind is WordKind.ADJECTIVE and participle and after in _lists("after-participles.txt"):
        return WordKind.OTHER  # “les patients suivis par”
    if before in (WordKind.NOUN, WordKind.ADJECTIVE) and _may_be_present(low, kind):
        return WordKind.OTHER  # “le texte prolonge”
    return kind


def _low(word: str) -> str:
    return word.lower().replace("’", "'")


def _is_name(word: str, *, first: bool) -> bool:
    """Whether capitals or figures tell that a word is no common one; the first of a sentence has a capital anyhow."""
    if any(map(str.isdigit, word)) or any(map(str.isupper, word[1:])):
        return True
    return word[:1].isupper() and not (first and (_ELIDED.search(word) or is_french(word.lower())))


@lru_cache(maxsize=200_000)
def _plain_kind(low: str) -> WordKind:
    """Return what a word is by itself, in lower case with straight apostrophes."""
    if low in _lists("links.txt"):
        return WordKind.LINK
    if low in _ARTICLES:
        return WordKind.ARTICLE
    broken = {low, low.partition("-")[0]} & _lists("broken-by.txt")
    if broken or not low[0].isalpha() or len(low) < 3 or low.endswith("'"):
        return WordKind.OTHER
    return WordKind.PREPOSED if low in _lists("preposed.txt") else _content_kind(low)


def _content_kind(low: str) -> WordKind:
    """Tell nouns by the determiners before them in general French, and else by what a dictionary and endings say."""
    frequency = general_french().get(low)
    determined = frequency.determined if frequency else 0
    if (determined < _NOUNS_AFTER and _is_adverb(low)) or (determined < _SURELY_NOUN and _is_verb_form(low)):
        return WordKind.OTHER
    if determined < _SURELY_NOUN and is_participle(low):
        return WordKind.ADJECTIVE
    noun = determined >= _NOUNS_AFTER if frequency else not _is_adjective(low)
    return WordKind.NOUN if noun else WordKind.ADJECTIVE


def _is_verb_form(low: str) -> bool:
    """Whether a word is an infinitive or conjugated; a participle stands beside nouns like an adjective."""
    lemma = lemmas.lemmatize(low, lang="fr")
    if lemma == low:
        return bool(_OWN_INFINITIVE.search(low)) and lemmas.is_known(low, lang="fr")
    return bool(_INFINITIVE.search(lemma)) and number_key(lemma) != number_key(low) and not is_participle(low)


@lru_cache(maxsize=200_000)
def _may_be_present(low: str, kind: WordKind) -> bool:
    """Whether a word is rather a verb in the present than a noun that one knows, or an adjective, which has a plural."""
    if kind is WordKind.LINK or (kind is WordKind.NOUN and low in general_french()):
        return False
    infinitive = f"{low}r"
    if (
        not (low.endswith("e") and is_french(infinitive))
        or lemmas.lemmatize(infinitive, lang="fr") != infinitive
    ):
        return False
    one, many = (general_french().get(form) for form in (low, f"{low}s"))
    return many is None or (one is not None and 5 * many.count < one.count)


def _is_adverb(low: str) -> bool:
    """Tell génétiquement from traitement: before the ending stands an adjective, not a verb."""
    ending = _ADVERB.search(low)
    if ending is None:
        return False
    stem = low[: ending.start()]
    if ending[0] != "ment":
        return is_french(f"{stem}{ending[0][0]}nt")
    if not is_french(stem):
        return False
    lemma = lemmas.lemmatize(stem, lang="fr")
    return lemma == stem or not _INFINITIVE.search(lemma)


def _is_adjective(low: str) -> bool:
    """Whether a word that general French hardly has is rather an adjective, by its ending."""
    return bool(_ADJECTIVE.search(low)) and not low.endswith(("tique", "ure", "té", "tés"))


@lru_cache(maxsize=200_000)
def is_french(low: str) -> bool:
    """Whether a French dictionary knows a word in lower case."""
    return bool(low) and (low in general_french() or lemmas.is_known(low, lang="fr"))


@cache
def _lists(name: str) -> frozenset[str]:
    return frozenset(read_words(__file__, name))
