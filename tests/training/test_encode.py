"""Word links carry over to pieces."""

from pathlib import Path
from typing import Any

import pytest

from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.shards import NO_LINK, OPENING
from training.align import read_links, word_spans
from training.encode import encode_pair, read_tokenizer
from training.prepare import TOKENIZER

FRENCH = "L'infirmière soigne la patiente âgée avec soin."
ENGLISH = "The nurse treats the old patient with care."
LINKS = read_links("0-0 1-1 2-2 3-3 5-4 4-5 6-6 7-7 8-8")


@pytest.fixture
def tokenizer(work: Path) -> Any:
    return read_tokenizer(work / TOKENIZER)


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


def test_links_follow_the_words(tokenizer: Any) -> None:
    """Each English word looks at the piece that begins its French word, accents or not."""
    assert linked_words(tokenizer, FRENCH, ENGLISH) >= {
        ("infirmière", "nurse"),
        ("soigne", "treats"),
        ("âgée", "old"),
        ("patiente", "patient"),
        ("soin", "care"),
    }


def test_brackets_are_single_pieces(tokenizer: Any) -> None:
    """The brackets of a sign are pieces of their own, so nothing merges with them."""
    pieces = tokenizer.encode("l'⟦1⟧ et (⟦6⟧)", out_type=str)
    assert [piece for piece in pieces if piece in ("⟦", "⟧")] == ["⟦", "⟧", "⟦", "⟧"]
    assert tokenizer.piece_to_id("⟦") == OPENING


@pytest.mark.parametrize(
    ("content", "message"), [(None, "is missing; run"), (b"no model", "is no SentencePiece model")]
)
def test_no_tokenizer(tmp_path: Path, content: bytes | None, message: str) -> None:
    """A tokenizer that is missing or none is refused by name."""
    path = tmp_path / "pieces.model"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TrainingError, match=rf"pieces\.model: {message}"):
        read_tokenizer(path)
