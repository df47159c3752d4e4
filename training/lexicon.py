"""The lexicon of the check of coverage: which English words render a French one, counted in shards.

    python -m training.lexicon SHARD.npz… --tokenizer sentencepiece.model --out lexicon.tsv

Aligned shards are counted by their links; in shards without links, words that keep company are taken (Dice's coefficient).
Words are lemmas in lower case. A line has a French lemma, in how many of a hundred pairs that hold it one of its English
lemmas is found (each rendering one French word at most), and these, the commonest first.
"""

import argparse
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

import simplemma

from passerelle.glossary.files import write_atomically
from passerelle.glossary.words import read_words
from passerelle.translate.adaptation.shards import NO_LINK, Corpus, pair_at, read_shards
from passerelle.translate.checks.coverage import match_words
from training.encode import piece_table
from training.errors import reported
from training.text import alphabetical

LEAST = 6
"""Links or pairs that a French lemma must have."""

SHARE = 0.012
"""Of the links of a French lemma, what an English one must have."""

DICE = 0.1

COMMON = 0.03
"""Of all pairs: words of company in more of them tell nothing."""

MOST = 12
"""English lemmas of a French one, of each way of counting."""

_ELISION = re.compile(r"^(?:[a-zà-ÿ]|qu|jusqu|lorsqu|puisqu|quelqu)['’](?=\w)")
_PLAIN = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")

Word = tuple[str, tuple[int, ...]]
"""A lemma, empty for what is none, and the places of its pieces."""

SAMPLE = 25_000
"""Pairs of each shard in which the lexicon is tried."""

MEAN, WEIGHT = 0.85, 8
"""What a lemma that was not seen is given, and the pairs that this counts for."""

_HEADER = (
    "French lemmas, in how many of a hundred pairs one of their English lemmas was found, and these, the commonest first.",
    "Counted by training.lexicon in aligned sentences; see training/README.md.",
)
Link = tuple[str, str]
Lines = dict[str, list[str]]
Lexicon = dict[str, Counter[str]]


@reported()
def main(arguments: Sequence[str] | None = None) -> None:
    """Count all shards and write the lexicon."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shards", nargs="+", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lemmas", type=int, default=14_000, help="French lemmas at most, the commonest")
    parser.add_argument("--pairs", type=int, default=250_000, help="pairs of each shard at most")
    options = parser.parse_args(arguments)
    table = piece_table(options.tokenizer)
    counts: Counter[str] = Counter()
    lexicon: Lexicon = {}
    samples: list[tuple[Corpus, int]] = []
    for path in options.shards:
        corpus = read_shards([path])
        rows = [(corpus, row) for row in range(min(options.pairs, len(corpus)))]
        count = count_links if (corpus.align != NO_LINK).any() else count_company
        count(rows, table, counts, lexicon)
        samples += rows[-SAMPLE:]
    lines = tidy(lexicon, {word for word, _ in counts.most_common(options.lemmas)})
    found = rate(samples, table, lines)
    written = [f"{word}\t{found[word]}\t{' '.join(english)}\n" for word, english in lines.items()]
    with write_atomically(options.out) as stream:
        stream.writelines(f"# {line}\n" for line in _HEADER)
        stream.writelines(sorted(written, key=alphabetical))


def tidy(lexicon: Lexicon, lemmas: Collection[str]) -> Lines:
    """Return the English of the chosen lemmas without words of grammar, which keep company with any word."""
    grammar = frozenset(read_words(__file__, "grammar-words.txt"))
    free = frozenset(read_words(__file__, "grammar-lemmas.txt"))
    lines = {
        word: [english for english, _ in links.most_common() if word in free or english not in grammar]
        for word, links in lexicon.items()
        if word in lemmas and normalize("NFC", word) == word
    }
    return {word: english for word, english in lines.items() if english}


def rate(rows: "Rows", table: Sequence[str], lines: Lines) -> dict[str, int]:
    """Return for each lemma in how many of a hundred pairs its English is found; seldom ones lean on the mean."""
    ranks = {word: {english: rank for rank, english in enumerate(line)} for word, line in lines.items()}
    seen: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for corpus, row in rows:
        pair = pair_at(corpus, row)
        ours = [lemma for lemma, _ in _words(pair.source, table, "fr") if lemma in ranks]
        theirs = [lemma for lemma, _ in _words(pair.target, table, "en") if lemma]
        matched = match_words(ours, theirs, lambda word: ranks.get(word, {}))
        seen.update(ours)
        said.update(ours[index] for index in matched)
    return {word: round(100 * (said[word] + MEAN * WEIGHT) / (seen[word] + WEIGHT)) for word in lines}


Rows = Sequence[tuple[Corpus, int]]


def count_links(rows: Rows, table: Sequence[str], counts: Counter[str], lexicon: Lexicon) -> None:
    """Add the English lemmas that links join to French ones often enough."""
    found: Lexicon = {}
    for corpus, row in rows:
        pair = pair_at(corpus, row)
        french = list(_words(pair.source, table, "fr"))
        owner = {place: lemma for lemma, places in french for place in places}
        for lemma, places in _words(pair.target, table, "en"):
            for source in {owner.get(pair.align[place], "") for place in places}:
                if lemma and source:
                    found.setdefault(source, Counter())[lemma] += 1
    for source, links in found.items():
        total = links.total()
        counts[source] += total
        kept = [lemma for lemma, count in links.most_common(MOST) if count > 1 and count >= SHARE * total]
        if total >= LEAST and kept:
            lexicon.setdefault(source, Counter()).update({lemma: links[lemma] for lemma in kept})


def count_company(rows: Rows, table: Sequence[str], counts: Counter[str], lexicon: Lexicon) -> None:
    """Add the English lemmas that stand where the French ones stand, and seldom elsewhere."""
    sides = [_lemmas(corpus, row, table) for corpus, row in rows]
    ours = Counter(lemma for french, _ in sides for lemma in french)
    theirs = Counter(lemma for _, english in sides for lemma in english)
    most = max(LEAST, COMMON * len(sides))
    both: Counter[Link] = Counter()
    for french, english in sides:
        few = [lemma for lemma in english if LEAST <= theirs[lemma] <= most]
        both.update((one, other) for one in french if LEAST <= ours[one] <= most for other in few)
    for (one, other), count in both.items():
        if 2 * count >= DICE * (ours[one] + theirs[other]):
            lexicon.setdefault(one, Counter())[other] += count
    counts.update(ours)


def _lemmas(corpus: Corpus, row: int, table: Sequence[str]) -> tuple[set[str], set[str]]:
    pair = pair_at(corpus, row)
    french, english = _words(pair.source, table, "fr"), _words(pair.target, table, "en")
    return {lemma for lemma, _ in french if lemma}, {lemma for lemma, _ in english if lemma}


def _words(numbers: Sequence[int], table: Sequence[str], language: str) -> Iterator[Word]:
    """Yield the words of a sentence with the places of their pieces."""
    word, places = "", list[int]()
    for place, number in enumerate([*numbers, None]):
        piece = "▁" if number is None else table[number]
        if piece.startswith("▁") and places:
            yield _lemma(word, language), tuple(places)
            word, places = "", []
        word += piece.removeprefix("▁")
        places.append(place)


@lru_cache(maxsize=500_000)
def _lemma(word: str, language: str) -> str:
    found = _PLAIN.search(_ELISION.sub("", word.lower()))
    return simplemma.lemmatize(found[0], lang=language).lower() if found else ""


if __name__ == "__main__":
    main()
