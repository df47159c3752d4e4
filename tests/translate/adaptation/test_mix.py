"""What a package learns from is in the form in which it gets French, with signs and a replay."""

import random

import pytest

from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import load_termbase
from passerelle.translate.adaptation.mix import (
    Lesson,
    encode_lessons,
    encode_replay,
    lesson,
    read_pieces,
    replayed_french,
    signed_lessons,
    swap_words,
)
from passerelle.translate.adaptation.select import Unit
from passerelle.translate.adaptation.shards import NO_LINK
from passerelle.translate.engine.decode import Engine
from passerelle.translate.engine.packages import embedded_package

FRENCH = "La biopsie liquide permet de suivre la maladie sans opération."


def test_lessons_are_in_the_typography_of_the_model() -> None:
    assert lesson(Unit("L’hôpital « ouvre »", "The hospital “opens”")) == Lesson(
        "L'hôpital « ouvre »", 'The hospital "opens"'
    )


def test_a_fifth_has_signs() -> None:
    """One pair in five of the whole, and no more than hold terms."""
    matcher = Matcher(load_termbase())
    with_terms = [Unit("La biopsie liquide progresse.", "Liquid biopsy is gaining ground.")] * 40
    signed = signed_lessons(with_terms, matcher, random.Random(1))
    assert [signed[0]] * 10 == signed
    assert signed[0] == Lesson("La ⟦1⟧ progresse.", "⟦1⟧ is gaining ground.")
    assert not signed_lessons([Unit("Il dort.", "He sleeps.")] * 40, matcher, random.Random(1))


def test_swapped_words_end_alike() -> None:
    """Names, short words and marks stay; the same luck gives the same words."""
    swapped = {swap_words(FRENCH, random.Random(seed)) for seed in range(20)}
    assert len(swapped) > 15
    for text in swapped:
        assert text.startswith("La ")
        assert [word[-2:] for word in text.split()] == [word[-2:] for word in FRENCH.split()]
    assert swap_words("Le CHU de Lyon", random.Random(1)) == "Le CHU de Lyon"


def test_replay_has_as_many_texts_as_asked() -> None:
    """None is longer than what the model gets."""
    made = replayed_french([FRENCH, "Il dort.", "mot " * 44], 50, random.Random(1))
    assert len(made) == 50
    assert max(len(text.split()) for text in made) <= 45


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(embedded_package(), threads=1)


def test_pieces_are_the_models_and_linked(engine: Engine) -> None:
    """Pieces decode to the texts, and a word looks at what it renders."""
    pieces = read_pieces(engine.package)
    names = {number: piece for piece, number in pieces.items()}
    (pair,) = encode_lessons(engine, pieces, [Lesson("Le comité mange.", "The committee eats.")])
    assert "".join(names[number] for number in pair.source) == "▁Le▁comité▁mange."
    assert "".join(names[number] for number in pair.target) == "▁The▁committee▁eats."
    looked = {
        names[there]: names[pair.source[here]]
        for there, here in zip(pair.target, pair.align, strict=True)
        if here != NO_LINK
    }
    assert looked["▁committee"] == "▁comité"


def test_what_the_model_has_no_pieces_for_is_left_out(engine: Engine) -> None:
    pieces = read_pieces(engine.package)
    lessons = [Lesson("mot " * 130, "word"), Lesson("", "word"), Lesson("Il dort.", "He sleeps.")]
    assert len(encode_lessons(engine, pieces, lessons)) == 1


def test_replay_is_what_the_package_says(engine: Engine) -> None:
    pieces = read_pieces(engine.package)
    names = {number: piece for piece, number in pieces.items()}
    (pair,) = encode_replay(engine, pieces, ["Le comité mange."])
    said = engine.translate(["Le comité mange."], beam=1)[0][0]
    assert [names[number] for number in pair.target] == list(said.tokens)
