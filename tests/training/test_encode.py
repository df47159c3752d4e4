"""Word links carry over to pieces, with and without annotations."""

import random
from pathlib import Path
from typing import Any

import pytest
import sentencepiece

from training.align import read_links, word_spans
from training.annotate import CLOSING, OPENING, Term, annotate
from training.encode import encode_corpus, encode_pair
from training.prepare import TOKENIZER
from training.shards import NO_LINK

FRENCH = "L'infirmière soigne la patiente âgée avec soin."
ENGLISH = "The nurse treats the old patient with care."
LINKS = read_links("0-0 1-1 2-2 3-3 5-4 4-5 6-6 7-7 8-8")


@pytest.fixture
def tokenizer(work: Path) -> Any:
    return sentencepiece.SentencePieceProcessor(model_file=str(work / TOKENIZER))


def linked_words(tokenizer: Any, french: str, english: str) -> set[tuple[str, str]]:
    """Read an encoded pair's links back as words: the French one that its source piece begins, the English one."""
    pair = encode_pair(tokenizer, french, english, LINKS)
    return {
        (_word(tokenizer, french, pair.source, place), _word(tokenizer, english, pair.target, index))
        for index, place in enumerate(pair.align)
        if place != NO_LINK
    }


def _word(tokenizer: Any, text: str, pieces: tuple[int, ...], place: int) -> str:
    before = len(tokenizer.decode(list(pieces[:place])))
    return next(text[a:b] for a, b in word_spans(text) if b > before)


@pytest.mark.parametrize(
    "terms", [[], [Term(13, 19, "treats")], [Term(23, 36, "old patient"), Term(2, 12, "nurse")]]
)
def test_links_follow_the_words(tokenizer: Any, terms: list[Term]) -> None:
    """Each English word looks at the piece that begins its French word, annotated or not, accents or not."""
    found = linked_words(tokenizer, annotate(FRENCH, terms), ENGLISH)
    expected = {
        ("infirmière", "nurse"),
        ("soigne", "treats"),
        ("âgée", "old"),
        ("patiente", "patient"),
        ("soin", "care"),
    }
    assert expected <= found


def test_marks_are_single_pieces(tokenizer: Any) -> None:
    """The marks of a term constraint are pieces of their own, so nothing merges with them."""
    pieces = tokenizer.encode("biopsie ⟦biopsy⟧ x", out_type=str)
    assert pieces.count(OPENING) == pieces.count(CLOSING) == 1


def test_annotated_pairs_come_a_second_time(tokenizer: Any) -> None:
    """With a share of one every linked pair appears plain and annotated, both with the same target."""
    encoded = list(
        encode_corpus(tokenizer, iter([(FRENCH, ENGLISH, LINKS)]), random.Random(4), 1.0, str.lower)
    )
    plain, annotated = encoded
    mark = tokenizer.piece_to_id(OPENING)
    assert mark not in plain.source
    assert mark in annotated.source
    assert plain.target == annotated.target


def test_unlinked_pairs_are_never_annotated(tokenizer: Any) -> None:
    """Without links there is nothing to annotate."""
    assert (
        len(
            list(encode_corpus(tokenizer, iter([(FRENCH, ENGLISH, set())]), random.Random(4), 1.0, str.lower))
        )
        == 1
    )
