"""Pairs of texts to pieces, with word links carried over to pieces."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from training.align import Link, Span, word_spans
from training.annotate import annotate, choose_terms, mask_annotations
from training.shards import NO_LINK, EncodedPair


def encode_pair(tokenizer: Any, french: str, english: str, links: set[Link]) -> EncodedPair:
    """Return the pieces of a pair; ``french`` may hold annotations, ``links`` count the words of the plain French."""
    source, source_words = _pieces(tokenizer, french, word_spans(mask_annotations(french)))
    target, target_words = _pieces(tokenizer, english, word_spans(english))
    first_piece: dict[int, int] = {}
    for place, word in enumerate(source_words):
        if word >= 0:
            first_piece.setdefault(word, place)
    places = defaultdict(list)
    for source_word, target_word in links:
        if source_word in first_piece:
            places[target_word].append(first_piece[source_word])
    align = (min(places[word], default=NO_LINK) for word in target_words)
    return EncodedPair(tuple(source), tuple(target), tuple(min(place, NO_LINK) for place in align))


def _pieces(tokenizer: Any, text: str, words: list[Span]) -> tuple[list[int], list[int]]:
    """Return the pieces and the word that each belongs to, or -1 (blanks, marks, all but the last byte of a rare sign)."""
    word_at = [-1] * len(text)
    for word, (start, end) in enumerate(words):
        word_at[start:end] = [word] * (end - start)
    encoded = tokenizer.encode(text, return_type="offset_mapping")
    belongs = [
        next((word for word in word_at[start:end] if word >= 0), -1) for start, end in encoded["offsets"]
    ]
    return list(encoded["ids"]), belongs


def encode_corpus(
    tokenizer: Any,
    pairs: Iterator[tuple[str, str, set[Link]]],
    rng: random.Random,
    share: float,
    lemma: Callable[[str], str],
) -> Iterator[EncodedPair]:
    """Yield each pair, and a ``share`` of the linked ones a second time with term constraints in the source."""
    for french, english, links in pairs:
        yield encode_pair(tokenizer, french, english, links)
        if not links or rng.random() >= share:
            continue
        if terms := choose_terms(rng, french, english, links, lemma):
            yield encode_pair(tokenizer, annotate(french, terms), english, links)
