"""What a package learns from: pairs of the house, and French whose English it must go on saying as it does now.

The replay needs no corpus: its French is that of the units and the glossary's contexts, joined to longer stretches, with words
of general French in the place of its own, so that what is far from the house is kept.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import sentencepiece

from passerelle.glossary.errors import FileError
from passerelle.glossary.files import read_bytes
from passerelle.glossary.match import Matcher
from passerelle.translate.adaptation.errors import TrainingError
from passerelle.translate.adaptation.plain import straighten, tidy
from passerelle.translate.adaptation.select import Unit
from passerelle.translate.adaptation.shards import NO_LINK, EncodedPair
from passerelle.translate.adaptation.signs import sign_house_pair
from passerelle.translate.engine.decode import Engine, Hypothesis
from passerelle.translate.engine.packages import ModelPackage
from passerelle.translate.extraction.words import general_french
from passerelle.translate.text.typography import prepare_source

SIGNED_SHARE = 5
"""One pair in so many has signs, where the package carries them."""

LONGEST = 120
"""Pieces of a sentence; longer ones are left out."""

_AT_ONCE = 500  # texts
_SWAPPED = 0.5  # of the longer words in lower case
_JOINED = (1, 1, 2, 2, 3)
_MOST_WORDS = 45
_ENDING = 2  # letters that tell a word's form well enough
_WORD = re.compile(r"\w{4,}")
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Lesson:
    """French as the model gets it, and the English that it should say."""

    french: str
    english: str


def lesson(unit: Unit) -> Lesson:
    """Return a unit in the typography of the model."""
    return Lesson(prepare_source(unit.french), straighten(tidy(unit.english)))


def signed_lessons(units: Sequence[Unit], matcher: Matcher, rng: random.Random) -> list[Lesson]:
    """Return units with terms and names as signs, of those that hold any, so many that they are a fifth of the whole."""
    wanted = len(units) // (SIGNED_SHARE - 1)
    found: list[Lesson] = []
    for unit in rng.sample(units, len(units)):
        if len(found) == wanted:
            break
        pair = sign_house_pair(tidy(unit.french), straighten(tidy(unit.english)), matcher)
        found += [Lesson(*pair)] if pair else []
    return found


def replayed_french(french: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Return ``count`` texts made of the sentences ``french``, joined, half of their longer words others.

    Words give way to general French ones that end alike, so that nouns stay nouns and verbs verbs mostly. As they stand, the
    sentences are what the package is to say otherwise.
    """
    made: list[str] = []
    while len(made) < count:
        text = " ".join(rng.sample(french, min(len(french), rng.choice(_JOINED))))
        if len(text.split()) <= _MOST_WORDS:
            made.append(prepare_source(swap_words(text, rng)))
    return made


def swap_words(french: str, rng: random.Random) -> str:
    """Put general French words in the place of half of the longer ones."""
    known = _by_ending()

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if not word.islower() or rng.random() > _SWAPPED:
            return word
        words, weights = known.get(word[-_ENDING:], ((word,), (1.0,)))
        return rng.choices(words, weights)[0]

    return _WORD.sub(other, french)


@cache
def _by_ending() -> Mapping[str, tuple[tuple[str, ...], tuple[float, ...]]]:
    groups = defaultdict(list)
    for word, frequency in general_french().items():
        if _WORD.fullmatch(word) and word.isalpha():
            groups[word[-_ENDING:]].append((word, frequency.count**0.5))
    return {ending: tuple(zip(*group, strict=True)) for ending, group in groups.items()}  # type: ignore[misc]


def read_pieces(package: ModelPackage) -> dict[str, int]:
    """Return the numbers of a package's pieces.

    Raises:
        TrainingError: it has no tokenizer of SentencePiece.
    """
    path = package.folder / "sentencepiece.model"
    try:
        model = sentencepiece.SentencePieceProcessor(model_proto=read_bytes(path))
    except (FileError, RuntimeError) as error:
        raise TrainingError("is no SentencePiece model; the package cannot learn.", path=path) from error
    return {model.id_to_piece(number): number for number in range(len(model))}


def encode_lessons(engine: Engine, pieces: Mapping[str, int], lessons: Sequence[Lesson]) -> list[EncodedPair]:
    """Return the pieces of lessons; each English piece is linked to the French one at which the package looks now."""
    encoded: list[EncodedPair] = []
    for some in _in_turn(lessons):
        found = engine.attend([each.french for each in some], [each.english for each in some])
        pairs = (_pair(engine, pieces, each.french, one) for each, one in zip(some, found, strict=True))
        encoded += [pair for pair in pairs if pair]
    return encoded


def encode_replay(engine: Engine, pieces: Mapping[str, int], french: Sequence[str]) -> list[EncodedPair]:
    """Return the pieces of French texts and of what the package makes of them."""
    encoded: list[EncodedPair] = []
    for some in _in_turn(french):
        found = engine.translate(some, beam=1, attention=True)
        pairs = (_pair(engine, pieces, text, said[0]) for text, said in zip(some, found, strict=True))
        encoded += [pair for pair in pairs if pair]
    return encoded


def _in_turn(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """Yield stretches of items, so that the attention of all their pieces never stands in memory."""
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))


def _pair(engine: Engine, pieces: Mapping[str, int], french: str, said: Hypothesis) -> EncodedPair | None:
    """Return the pieces of a pair, or None where it is empty, too long, or has a piece that the model lacks."""
    source, target = engine.encode(french), said.tokens
    sizes = len(source), len(target)
    if not min(sizes) or max(sizes) > LONGEST or not all(piece in pieces for piece in (*source, *target)):
        return None
    links = [_looked_at(row, len(source)) for row in said.attention] if engine.package.aligned else []
    ours, theirs = (tuple(pieces[piece] for piece in side) for side in (source, target))
    return EncodedPair(ours, theirs, tuple(links if len(links) == len(target) else [NO_LINK] * len(target)))


def _looked_at(row: Sequence[float], pieces: int) -> int:
    place = max(range(len(row)), key=row.__getitem__)
    return place if place < pieces else NO_LINK
