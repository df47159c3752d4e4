"""Sentences dropped and added."""

from collections.abc import Callable

import pytest

from passerelle.translate.catalog.findings import Finding
from passerelle.translate.checks.sentences import align, split_sentences

Look = Callable[..., dict[str, Finding]]

_FRENCH = (
    "Le comité a rendu son avis ce mardi à Lyon.",
    "Les patients seront suivis pendant deux ans par leur médecin traitant.",
    "Une étude plus large est annoncée pour le printemps prochain.",
)
_ENGLISH = (
    "The committee gave its opinion this Tuesday in Lyon.",
    "The patients will be followed for two years by their GP.",
    "A larger study is announced for next spring.",
)


@pytest.mark.parametrize("lost", range(3))
def test_dropped_sentence_is_an_error_at_its_place(look: Look, lost: int) -> None:
    """The sentence that the English lacks is named, whichever it is."""
    target = " ".join(sentence for index, sentence in enumerate(_ENGLISH) if index != lost)
    finding = look(" ".join(_FRENCH), target)["sentence-dropped"]
    assert finding.source_span is not None
    assert " ".join(_FRENCH)[slice(*finding.source_span)] == _FRENCH[lost]


@pytest.mark.parametrize("extra", range(3))
def test_added_sentence_is_an_error_at_its_place(look: Look, extra: int) -> None:
    """The sentence that renders nothing is named."""
    source = " ".join(sentence for index, sentence in enumerate(_FRENCH) if index != extra)
    finding = look(source, " ".join(_ENGLISH))["sentence-added"]
    assert finding.target_span is not None
    assert " ".join(_ENGLISH)[slice(*finding.target_span)] == _ENGLISH[extra]


def test_one_dropped_and_one_added_are_both_found(look: Look) -> None:
    """That both texts have as many sentences does not hide that two of them do not belong together."""
    stranger = "Rain fell over the whole of the country, and trains ran late all through the evening."
    found = look(" ".join(_FRENCH), f"{stranger} {_ENGLISH[0]} {_ENGLISH[1]}")
    spans = found["sentence-dropped"].source_span, found["sentence-added"].target_span
    assert spans == ((len(" ".join(_FRENCH[:2])) + 1, len(" ".join(_FRENCH))), (0, len(stranger)))


@pytest.mark.parametrize(
    "target",
    [
        " ".join(_ENGLISH),
        "The committee gave its opinion this Tuesday in Lyon, and the patients will be followed for two years by their GP. "
        + _ENGLISH[2],
        _ENGLISH[0]
        + " The patients will be followed for two years. It is their GP who will do so. "
        + _ENGLISH[2],
    ],
)
def test_joined_and_split_sentences_are_none(look: Look, target: str) -> None:
    """Two sentences made one, or one made two, lose nothing."""
    found = look(" ".join(_FRENCH), target)
    assert not {"sentence-dropped", "sentence-added"} & found.keys()


def test_beads_hold_every_sentence_once() -> None:
    """An alignment holds all sentences of both texts in their order."""
    ours, theirs = split_sentences(" ".join(_FRENCH), "fr"), split_sentences(" ".join(_ENGLISH[:2]), "en")
    beads = align(ours, theirs)
    assert tuple(piece for bead in beads for piece in ours[bead.start : bead.end]) == ours
    assert tuple(piece for bead in beads for piece in theirs[bead.target_start : bead.target_end]) == theirs
