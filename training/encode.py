"""Pairs of texts to pieces and back, with word links carried over."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import sentencepiece

from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.shards import NO_LINK, EncodedPair
from training.align import Link, Span, word_spans


def read_tokenizer(path: Path) -> Any:
    """Return the SentencePiece model at ``path``.

    Raises:
        TrainingError: it is missing, or is none.
    """
    if not path.exists():
        raise TrainingError("is missing; run training.prepare pieces first.", path=path)
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except RuntimeError as error:
        raise TrainingError("is no SentencePiece model.", path=path) from error


def piece_table(path: Path) -> list[str]:
    """Return the pieces of the tokenizer at ``path`` by their number.

    Raises:
        TrainingError: as `read_tokenizer`.
    """
    tokenizer = read_tokenizer(path)
    return [tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())]


def encode_pair(tokenizer: Any, french: str, english: str, links: set[Link]) -> EncodedPair:
    """Return the pieces of a pair; each target piece looks at the first piece of the first word that it renders."""
    source, source_words = _pieces(tokenizer, french)
    target, target_words = _pieces(tokenizer, english)
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


def decode_pair(tokenizer: Any, pair: EncodedPair) -> tuple[str, str, set[Link]] | None:
    """Return the texts of a pair and the links that its pieces kept: one French word for each English one.

    None comes back where the tokenizer would cut the texts otherwise, as nothing tells then which word is which.
    """
    french, english = (tokenizer.decode(list(side)) for side in (pair.source, pair.target))
    source, source_words = _pieces(tokenizer, french)
    target, target_words = _pieces(tokenizer, english)
    if (tuple(source), tuple(target)) != (pair.source, pair.target):
        return None
    linked = (
        (source_words[place], word)
        for place, word in zip(pair.align, target_words, strict=True)
        if place != NO_LINK
    )
    return french, english, {link for link in linked if min(link) >= 0}


def _pieces(tokenizer: Any, text: str) -> tuple[list[int], list[int]]:
    """Return the pieces and the word that each belongs to, or -1 (blanks, all but the last byte of a rare sign)."""
    words: list[Span] = word_spans(text)
    word_at = [-1] * len(text)
    for word, (start, end) in enumerate(words):
        word_at[start:end] = [word] * (end - start)
    encoded = tokenizer.encode(text, return_type="offset_mapping")
    belongs = [
        next((word for word in word_at[start:end] if word >= 0), -1) for start, end in encoded["offsets"]
    ]
    return list(encoded["ids"]), belongs
