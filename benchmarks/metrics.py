"""How well a translation keeps to its terms: exact match, window overlap, 1-TERm, consistency. Pure functions.

The definitions follow Alam et al. 2021, “On the evaluation of machine translation for terminology consistency”.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from statistics import fmean

import simplemma

from benchmarks.edit_rate import TERM_COST, count_edits

_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"\w+|[^\w\s]")
_FUNCTION_WORDS = frozenset((
    "a", "an", "the", "and", "or", "but", "nor", "so", "if", "than", "that", "this", "these", "those", "of", "in",
    "on", "at", "by", "for", "from", "to", "with", "without", "into", "onto", "over", "under", "as", "is", "are",
    "was", "were", "be", "been", "being", "am", "has", "have", "had", "do", "does", "did", "will", "would", "can",
    "could", "may", "might", "must", "shall", "should", "it", "its", "he", "she", "they", "them", "their", "his",
    "her", "we", "us", "our", "you", "your", "i", "my", "me", "who", "whom", "whose", "which", "what", "when",
    "where", "not", "no", "there", "here", "then", "s", "t",
))  # fmt: skip

Span = tuple[int, int]
"""First token and the token after the last."""


def split_words(text: str) -> list[str]:
    """Return the words of a text without capitals and punctuation.

    >>> split_words("COVID-19's spread.")
    ['covid', '19', 's', 'spread']
    """
    return _WORD.findall(text.casefold())


def place_terms(text: str, terms: Sequence[Sequence[str]], *, lemmas: bool = False) -> list[Span | None]:
    """Return where each term stands in ``text``, in words; ``terms`` holds each term's allowed renderings.

    Whole words, blind to case; each place serves one term, and longer renderings choose first. With
    ``lemmas``, what is not found so is looked for by dictionary forms.

    >>> place_terms("Viral loads fell.", [["viral load"]]), place_terms("Viral loads fell.", [["viral load"]], lemmas=True)
    ([None], [(0, 2)])
    """
    words = split_words(text)
    used: set[int] = set()
    places: list[Span | None] = [None] * len(terms)
    order = sorted(range(len(terms)), key=lambda index: -max(map(len, terms[index]), default=0))
    for index in order:
        places[index] = _take(words, map(split_words, terms[index]), used)
    if lemmas:
        words = list(map(_lemma, words))
        for index in order:
            forms = (list(map(_lemma, split_words(form))) for form in terms[index])
            places[index] = places[index] or _take(words, forms, used)
    return places


def _take(words: Sequence[str], forms: Iterable[Sequence[str]], used: set[int]) -> Span | None:
    for form in forms:
        for start in range(len(words) - len(form) + 1):
            place = range(start, start + len(form))
            if form and list(words[start : place.stop]) == list(form) and used.isdisjoint(place):
                used.update(place)
                return start, place.stop
    return None


@lru_cache(50_000)
def _lemma(word: str) -> str:
    return simplemma.lemmatize(word, lang="en")


def window_overlap(
    output: str, reference: str, terms: Sequence[Sequence[str]], *, width: int = 2
) -> list[float]:
    """Return, for each term of the reference, how much of its surroundings surrounds it in the output too.

    The surroundings are ``width`` content words on each side. A term that the output lacks scores 0; one
    that the reference lacks, or that has nothing around it there, has no score.

    >>> window_overlap("Severe flu spreads fast.", "Flu spreads quickly.", [["flu"]])
    [0.5]
    """
    scores = []
    found = place_terms(output, terms, lemmas=True)
    wanted = place_terms(reference, terms, lemmas=True)
    for here, there in zip(found, wanted, strict=True):
        expected = _window(reference, there, width) if there else Counter()
        if expected:
            shared = expected & _window(output, here, width) if here else Counter()
            scores.append(shared.total() / expected.total())
    return scores


def _window(text: str, place: Span, width: int) -> Counter[str]:
    words = split_words(text)
    before = [word for word in words[: place[0]] if word not in _FUNCTION_WORDS]
    after = [word for word in words[place[1] :] if word not in _FUNCTION_WORDS]
    return Counter(map(_lemma, [*before[-width:], *after[:width]]))


def term_edits(output: str, reference: str, terms: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the cost of the edits that turn ``output`` into ``reference``, and the reference's length in tokens.

    Edits of the reference's term tokens cost 2, all others 1; capitals do not count, punctuation does.

    >>> term_edits("The flu spreads.", "The influenza spreads.", [["influenza"]])
    (2, 4)
    """
    wanted = tuple(_SIGN.findall(reference.casefold()))
    words = [index for index, token in enumerate(wanted) if _WORD.fullmatch(token)]
    inside = {
        words[word] for place in place_terms(reference, terms, lemmas=True) if place for word in range(*place)
    }
    costs = tuple(TERM_COST if index in inside else 1 for index in range(len(wanted)))
    return _cached_edits(tuple(_SIGN.findall(output.casefold())), wanted, costs), len(wanted)


@lru_cache(20_000)
def _cached_edits(output: tuple[str, ...], reference: tuple[str, ...], costs: tuple[int, ...]) -> int:
    # Systems agree on most sentences.
    return count_edits(output, reference, costs)


def one_minus_term(edits: Iterable[tuple[int, int]]) -> float:
    """Return 1-TERm of a set from the `term_edits` of its segments.

    >>> one_minus_term([(2, 4), (0, 4)])
    0.75
    """
    costs, lengths = zip(*edits, strict=True)
    return 1.0 - float(sum(costs) / sum(lengths))


def consistency(mentions: Iterable[tuple[str, str, str | None]]) -> float:
    """Return the share of repeated terms' mentions that have their document's most frequent form.

    ``mentions`` are document, term and English form (None where the term is not rendered: no form at all). Terms
    mentioned once in a document do not count.

    >>> consistency([("d", "grippe", "flu"), ("d", "grippe", "flu"), ("d", "grippe", "influenza"), ("d", "toux", "cough")])
    0.6666666666666666
    """
    forms: dict[tuple[str, str], list[str | None]] = {}
    for document, term, form in mentions:
        forms.setdefault((document, term), []).append(form)
    repeated = [found for found in forms.values() if len(found) > 1]
    agreeing = sum(max(Counter(form for form in found if form).values(), default=0) for found in repeated)
    total = sum(map(len, repeated))
    return agreeing / total if total else 1.0


def form_key(text: str) -> str:
    """Return what is equal for two forms of the same rendering.

    >>> form_key("Viral loads") == form_key("viral load")
    True
    """
    return " ".join(map(_lemma, split_words(text)))


def mean(values: Sequence[float]) -> float:
    """Return the mean, 0 for nothing."""
    return fmean(values) if values else 0.0


def count_surplus(output: str, plain: str, reference: str, terms: Sequence[Sequence[str]]) -> int:
    """Return how many different terms stand more often in ``output`` than in both the plain translation and the reference.

    What was forced to a wrong place mostly leaves the right one beside it.

    >>> count_surplus("The flu and the flu.", "The flu.", "Influenza and flu.", [["flu"]])
    1
    """
    different = {tuple(sorted(term)) for term in terms}
    return sum(
        _occurrences(output, term) > max(_occurrences(plain, term), _occurrences(reference, term))
        for term in different
    )


def _occurrences(text: str, term: Sequence[str]) -> int:
    most = len(split_words(text))
    return sum(place is not None for place in place_terms(text, [term] * most, lemmas=True))
