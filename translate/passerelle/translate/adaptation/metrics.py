"""chrF2, BLEU and word edits of a set of sentences, from counts that add up, so that a bootstrap is sums. Pure functions.

Source: Popović 2017 (chrF2), Papineni et al. 2002 with the tokens of mteval-v13a (BLEU), as sacreBLEU computes them by default.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

Counts = npt.NDArray[np.float64]
"""One row a sentence, or the sum of several rows."""

Metric = Callable[[Counts], float]
"""Takes summed counts."""

_LETTERS, _WORDS = 6, 4  # longest n-grams of chrF and BLEU
_BETA = 2
_WORD = re.compile(r"\w+|[^\w\s]")
# The tokens of mteval-v13a: punctuation stands alone, but for stops and commas within numbers.
_TOKENS = (
    (re.compile(r"([{-~\[-` -&(-+:-@/])"), r" \1 "),
    (re.compile(r"([^0-9])([.,])"), r"\1 \2 "),
    (re.compile(r"([.,])([^0-9])"), r" \1 \2"),
    (re.compile(r"([0-9])(-)"), r"\1 \2 "),
)


def count_letters(english: str, reference: str) -> list[float]:
    """Return, for n-grams of one to six letters, how many the English has, the reference has, and both have."""
    one, other = ("".join(text.split()) for text in (english, reference))
    counts: list[float] = []
    for size in range(1, _LETTERS + 1):
        ours, theirs = (_grams(text, size) for text in (one, other))
        counts += [ours.total(), theirs.total(), (ours & theirs).total()]
    return counts


def chrf(counts: Counts) -> float:
    """Return chrF2, 0–100, of the summed counts of `count_letters`.

    >>> round(chrf(np.array(count_letters("The flu spreads.", "The flu spread."))), 1)
    89.8
    """
    ratios = [
        (both / ours, both / theirs) for ours, theirs, both in counts.reshape(_LETTERS, 3) if ours and theirs
    ]
    precision, recall = (sum(side) / len(ratios) for side in zip(*ratios, strict=True)) if ratios else (0, 0)
    if not precision + recall:
        return 0.0
    return float(100 * (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall))


def count_words(english: str, reference: str) -> list[float]:
    """Return both lengths in tokens, and for n-grams of one to four tokens how many there are and how many match."""
    ours, theirs = (_tokens(text) for text in (english, reference))
    counts: list[float] = [len(ours), len(theirs)]
    for size in range(1, _WORDS + 1):
        grams = _grams(ours, size)
        counts += [grams.total(), (grams & _grams(theirs, size)).total()]
    return counts


def bleu(counts: Counts) -> float:
    """Return BLEU, 0–100, of the summed counts of `count_words`; n-grams that never match are smoothed exponentially."""
    length, wanted, *grams = counts
    if not length:
        return 0.0
    logarithms, smooth = 0.0, 1.0
    for total, met in zip(grams[::2], grams[1::2], strict=True):
        if not total:
            return 0.0
        if not met:
            smooth *= 2
        logarithms += math.log(met / total if met else 1 / (smooth * total)) / _WORDS
    return 100 * math.exp(logarithms + min(0.0, 1 - wanted / length))


def count_edits(english: str, reference: str) -> list[float]:
    """Return the words and marks to insert, delete or replace to get the reference, its length, and whether there are none.

    >>> count_edits("The flu spreads.", "The flu spread.")
    [1, 4, 0]
    """
    ours, theirs = (_WORD.findall(text) for text in (english, reference))
    edits = Levenshtein.distance(ours, theirs)
    return [edits, len(theirs), int(not edits)]


def edit_rate(counts: Counts) -> float:
    """Return the word edits for a hundred words of the reference, from the summed counts of `count_edits`."""
    return float(100 * counts[0] / counts[1]) if counts[1] else 0.0


def share_met(counts: Counts) -> float:
    """Return the percentage of what was met, from (met, asked)."""
    return float(100 * counts[0] / counts[1]) if counts[1] else 100.0


def bootstrap(metric: Metric, old: Counts, new: Counts, *, samples: int = 1000, seed: int = 1) -> list[float]:
    """Return, in order, by how much ``new`` differs from ``old`` on sentences drawn anew ``samples`` times.

    Both have one row for each sentence. Source: Koehn 2004, paired bootstrap resampling.
    """
    random = np.random.default_rng(seed)
    weights = random.multinomial(len(old), np.full(len(old), 1 / len(old)), size=samples)
    pairs = zip(weights @ new, weights @ old, strict=True)
    return sorted(metric(after) - metric(before) for after, before in pairs)


def _grams(items: Sequence[str], size: int) -> Counter[Sequence[str]]:
    return Counter(items[start : start + size] for start in range(len(items) - size + 1))


def _tokens(text: str) -> tuple[str, ...]:
    spaced = f" {text} "
    for pattern, form in _TOKENS:
        spaced = pattern.sub(form, spaced)
    return tuple(spaced.split())
