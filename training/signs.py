"""Pairs with numbered signs in place of phrases and names on both sides, so that a model learns to carry them.

    python -m training.signs aligned SHARD.npz… --tokenizer sentencepiece.model --out signs.npz --count 300000
    python -m training.signs house PAIRS.tsv… --out house-signs.tsv

`aligned` takes spans that the word alignment of shards pairs off; `house` takes what the glossary finds on both sides: the
very signs that passerelle sends. Its lines are pairs to encode (`training.prepare own`) or to score (`training.evaluate`).
"""

import argparse
import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from passerelle.glossary.files import write_atomically
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import load_termbase
from passerelle.glossary.words import read_words
from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.plain import straighten, tidy
from passerelle.translate.adaptation.shards import Corpus, EncodedPair, pair_at, read_shards, write_shard
from passerelle.translate.adaptation.signs import SIGNS, sign_house_pair, write_signs
from passerelle.translate.ladder.signs import BRACKETS
from training.align import Link, Span, word_spans
from training.encode import decode_pair, encode_pair, read_tokenizer
from training.errors import reported
from training.pairs import read_pairs

_FRENCH, _ENGLISH = (
    frozenset(read_words(__file__, name)) for name in ("french-edge-words.txt", "english-edge-words.txt")
)
_NOUN_OPENERS = frozenset(read_words(__file__, "french-noun-openers.txt"))
# Inside a phrase no other English function word may stand.
_JOINING = frozenset({"and", "for", "of"})
_LONGEST_FRENCH, _LONGEST_ENGLISH = 6, 3
_SHORTEST_NOUN = 5
_SHORTEST_SENTENCE = 4
_HOW_MANY = (1, 1, 2, 2, 3, 4, 5)
_NOUNS_BESIDE_NAMES, _NOUNS_ALONE = 2, 5
# After these a capital tells nothing.
_OPENING = frozenset('.!?:…"«“(–-')


@dataclass(frozen=True, slots=True)
class Carried:
    """The characters of the French and of the English that a sign may stand for, and whether they are a name."""

    source: Span
    target: Span
    name: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one side and where they stand."""

    text: str
    spans: Sequence[Span]
    function_words: frozenset[str]

    def __getitem__(self, index: int) -> str:
        start, end = self.spans[index]
        return self.text[start:end]

    def is_whole(self, first: int, last: int) -> bool:
        """Whether all from ``first`` to ``last`` begin with a letter, and neither edge is a function word."""
        inside = all(self[index][0].isalpha() for index in range(first, last + 1))
        return inside and not any(self.is_function_word(index) for index in (first, last))

    def is_function_word(self, index: int) -> bool:
        """Whether it is one, or less than a word; WHO is no “who”."""
        word = self[index]
        listed = word.lower() in self.function_words and not (len(word) > 1 and word.isupper())
        return listed or len(word) < 2 or word[-1] in "'’"

    def is_joined(self, first: int, last: int) -> bool:
        """Whether no function word stands inside but such as join a phrase: no “patients are waiting”."""
        inner = (index for index in range(first + 1, last) if self.is_function_word(index))
        return all(self[index] in _JOINING for index in inner)

    def before(self, index: int) -> str:
        """Return the word before, in small letters and with a plain apostrophe, or nothing."""
        return self[index - 1].lower().replace("’", "'") if index else ""

    def capitals(self, first: int, last: int) -> set[bool]:
        """Whether words have capitals, function words and those at the head of a sentence, where all have, left out."""
        return {
            self[index][0].isupper()
            for index in range(max(first, 1), last + 1)
            if self[index - 1] not in _OPENING and not self.is_function_word(index)
        }


def carried_spans(french: str, english: str, links: set[Link]) -> Iterator[Carried]:
    """Yield the spans that a sign may stand for: no link leaves them, and both sides agree on what kind they are.

    They may overlap. A name's English words and its first French one have capitals; a common noun has none, and an
    article or its like stands before it.
    """
    ours = _Words(french, word_spans(french), _FRENCH)
    theirs = _Words(english, word_spans(english), _ENGLISH)
    for source, target in phrase_pairs(links):
        if not (ours.is_whole(*source) and theirs.is_whole(*target) and theirs.is_joined(*target)):
            continue
        name = theirs.capitals(*target) | ours.capitals(source[0], source[0]) == {True}
        if name or _is_noun(ours, theirs, source, target):
            end = theirs.spans[target[1]][1] - (2 if theirs[target[1]].endswith(("'s", "’s")) else 0)
            yield Carried(
                (ours.spans[source[0]][0], ours.spans[source[1]][1]),
                (theirs.spans[target[0]][0], end),
                name,
            )


def _is_noun(ours: _Words, theirs: _Words, source: Link, target: Link) -> bool:
    """Tell a noun from names by its letters, from verbs by the words around, from little words by its length."""
    if theirs.capitals(*target) | ours.capitals(*source) != {False}:
        return False
    longest = max(len(theirs[index]) for index in range(target[0], target[1] + 1))
    opened = ours.before(source[0]) in _NOUN_OPENERS and theirs.before(target[0]) != "to"
    return opened and longest >= _SHORTEST_NOUN


def phrase_pairs(links: set[Link]) -> Iterator[tuple[Link, Link]]:
    """Yield the first and last words, French and English, of short phrases whose words are linked among themselves alone.

    >>> list(phrase_pairs({(0, 1), (1, 0)}))
    [((1, 1), (0, 0)), ((0, 1), (0, 1)), ((0, 0), (1, 1))]
    """
    sources, targets = defaultdict(set), defaultdict(set)
    for source, target in links:
        sources[target].add(source)
        targets[source].add(target)
    for first in sorted(sources):
        linked: set[int] = set()
        for last in range(first, first + _LONGEST_ENGLISH):
            linked |= sources.get(last, set())
            low, high = min(linked), max(linked)
            if high - low >= _LONGEST_FRENCH:
                break
            inside = all(first <= t <= last for s in range(low, high + 1) for t in targets.get(s, ()))
            if last in sources and inside:
                yield (low, high), (first, last)


def choose_spans(rng: random.Random, spans: Iterable[Carried]) -> list[Carried]:
    """Choose up to five that do not overlap, names first and only whole ones, in the order of the French."""
    found = list(spans)
    names = _largest([span for span in found if span.name])
    nouns = [span for span in found if not span.name]
    most = _NOUNS_BESIDE_NAMES if names else _NOUNS_ALONE
    pool = rng.sample(names, len(names)) + rng.sample(nouns, min(most, len(nouns)))
    wanted, chosen = rng.choice(_HOW_MANY), list[Carried]()
    for span in pool:
        if len(chosen) < wanted and not any(_overlap(span, other) for other in chosen):
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.source)


def _largest(spans: list[Carried]) -> list[Carried]:
    """Leave out what is a part of another."""
    return [
        span
        for span in spans
        if not any(
            span != other and other.target[0] <= span.target[0] and span.target[1] <= other.target[1]
            for other in spans
        )
    ]


def _overlap(one: Carried, other: Carried) -> bool:
    return any(
        a[0] < b[1] and b[0] < a[1] for a, b in ((one.source, other.source), (one.target, other.target))
    )


def number_spans(spans: Iterable[Carried]) -> dict[int, Carried]:
    """Give each span a sign of its kind, in order; those for whom none is left go without.

    >>> [*number_spans([Carried((0, 5), (0, 5), True), Carried((9, 12), (9, 12), False)])]
    [6, 1]
    """
    numbers = {True: iter(SIGNS.names), False: iter(SIGNS.nouns)}
    given = ((next(numbers[span.name], None), span) for span in spans)
    return {number: span for number, span in given if number is not None}


def sign_pair(
    rng: random.Random, french: str, english: str, links: set[Link]
) -> tuple[str, str, set[Link]] | None:
    """Return the pair with signs on both sides and its links, or None where nothing can be carried."""
    if any(bracket in french + english for bracket in BRACKETS) or len(english.split()) < _SHORTEST_SENTENCE:
        return None
    spans = number_spans(choose_spans(rng, carried_spans(french, english, links)))
    if not spans:
        return None
    source = {number: span.source for number, span in spans.items()}
    target = {number: span.target for number, span in spans.items()}
    moved, other = _moved_words(french, source), _moved_words(english, target)
    kept = {(moved[a], other[b]) for a, b in links if a in moved and b in other}
    signed = write_signs(french, source), write_signs(english, target)
    return *signed, kept | set(_sign_links(*signed, spans))


def _moved_words(text: str, places: Mapping[int, Span]) -> dict[int, int]:
    """Return where the words that no sign replaces stand among those of the text with signs."""
    shifts = [(start, len(f"⟦{number}⟧") - (end - start)) for number, (start, end) in places.items()]
    new = {start: index for index, (start, _) in enumerate(word_spans(write_signs(text, places)))}
    moved = {}
    for index, (start, end) in enumerate(word_spans(text)):
        if not any(start < last and first < end for first, last in places.values()):
            moved[index] = new[start + sum(shift for place, shift in shifts if place < start)]
    return moved


def _sign_links(french: str, english: str, numbers: Iterable[int]) -> Iterator[Link]:
    """Link the bracket, figure and bracket of each sign."""
    ours, theirs = (
        {text[start:]: index for index, (start, _) in enumerate(word_spans(text))}
        for text in (french, english)
    )
    for number in numbers:
        mark = f"{BRACKETS[0]}{number}{BRACKETS[1]}"
        one, other = ours[french[french.index(mark) :]], theirs[english[english.index(mark) :]]
        yield from ((one + step, other + step) for step in range(len(mark)))


def sign_corpus(corpus: Corpus, tokenizer: Any, rng: random.Random) -> Iterator[EncodedPair]:
    """Yield the aligned pairs of shards with signs, in random order, those in which nothing can be carried left out."""
    for row in rng.sample(range(len(corpus)), len(corpus)):
        plain = decode_pair(tokenizer, pair_at(corpus, row))
        if plain and (signed := sign_pair(rng, *plain)):
            yield encode_pair(tokenizer, *signed)


def aligned(shards: Sequence[Path], tokenizer: Path, out: Path, count: int, seed: int) -> None:
    """Write a shard of at most ``count`` pairs with signs, made of the aligned pairs of ``shards``."""
    corpus, rng = read_shards(shards), random.Random(seed)  # noqa: S311 -- luck, not secrecy
    made = list(itertools.islice(sign_corpus(corpus, read_tokenizer(tokenizer), rng), count))
    if not made:
        raise TrainingError(
            "no links pair off a phrase in these shards; run training.prepare align, then encode."
        )
    print(f"{out}: {write_shard(out, made)} pairs with signs of {len(corpus)}")


def house(files: Sequence[Path], glossaries: Sequence[Path], out: Path) -> None:
    """Write the pairs of ``files`` in which terms and names of the glossary stand on both sides, with signs."""
    matcher = Matcher(load_termbase(glossaries))
    pairs = [pair for path in files for pair in read_pairs(path)]
    tidied = ((tidy(pair.source), straighten(tidy(pair.target))) for pair in pairs)
    signed = [found for french, english in tidied if (found := sign_house_pair(french, english, matcher))]
    if not signed:
        raise TrainingError("no term or name stands on both sides of any pair; give pairs of the house.")
    with write_atomically(out) as stream:
        stream.writelines(f"{french}\t{english}\n" for french, english in signed)
    print(f"{out}: {len(signed)} pairs with signs of {len(pairs)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="training.signs", description="Pairs with signs on both sides.")
    steps = parser.add_subparsers(required=True, dest="step")
    step = steps.add_parser("aligned", help="from aligned shards, by their links")
    step.add_argument("shards", nargs="+", type=Path)
    step.add_argument("--tokenizer", type=Path, required=True, help="the SentencePiece model of the shards")
    step.add_argument("--out", type=Path, required=True, help="shard to write (.npz)")
    step.add_argument("--count", type=int, default=300_000, help="most pairs to make (default %(default)s)")
    step.add_argument("--seed", type=int, default=7)
    step = steps.add_parser("house", help="from pairs of one's own, by the glossary")
    step.add_argument("files", nargs="+", type=Path, help="French, a tab, English")
    step.add_argument(
        "--glossary", nargs="*", type=Path, default=[], help="glossary files beside the curated"
    )
    step.add_argument("--out", type=Path, required=True, help="pairs to write (.tsv)")
    return parser


def main(arguments: list[str] | None = None) -> None:
    """Run the step that the command line names."""
    chosen = _parser().parse_args(arguments)
    with reported():
        if chosen.step == "aligned":
            aligned(chosen.shards, chosen.tokenizer, chosen.out, chosen.count, chosen.seed)
        else:
            house(chosen.files, chosen.glossary, chosen.out)


if __name__ == "__main__":
    main()
