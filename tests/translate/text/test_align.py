"""English sentences find their French ones, or it is said that they cannot be told apart."""

import pytest

from passerelle.translate.text.align import align_sentences
from passerelle.translate.text.segment import split_plainly

LONG = (
    "Le financement des innovations thérapeutiques reste fragile dans la plupart des établissements publics."
)
LONG_EN = (
    "Funding for therapeutic innovation remains fragile in most public hospitals and other institutions."
)
MIDDLE = "La présidente de la fédération a demandé un calendrier."
MIDDLE_EN = "The president of the federation asked for a timetable."
SHORT = "Trois essais ouvriront."
SHORT_EN = "Three trials will open."


def paths(source: list[str], target: list[str]) -> list[tuple[int, int, int]] | None:
    beads = align_sentences(source, target)
    return beads and [(bead.start, bead.target_start, bead.target_end) for bead in beads]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ([LONG, SHORT], [LONG_EN, SHORT_EN], [(0, 0, 1), (1, 1, 2)]),
        ([SHORT, LONG, MIDDLE], [SHORT_EN, LONG_EN, MIDDLE_EN], [(0, 0, 1), (1, 1, 2), (2, 2, 3)]),
        # One French sentence became two English ones.
        (
            [LONG, SHORT],
            [
                "Funding for therapeutic innovation remains fragile.",
                "This is so in most public hospitals.",
                SHORT_EN,
            ],
            [(0, 0, 2), (1, 2, 3)],
        ),
        ([LONG], [LONG_EN], [(0, 0, 1)]),
    ],
)
def test_lengths_tell_which_sentence_renders_which(
    source: list[str], target: list[str], expected: list[tuple[int, int, int]]
) -> None:
    """Also where a reviewer cut a sentence in two."""
    assert paths(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ([LONG, SHORT], [f"{LONG_EN[:-1]}, and three trials will open."]),
        ([LONG, MIDDLE, SHORT], [LONG_EN, SHORT_EN]),
        ([LONG, SHORT], [SHORT_EN, LONG_EN]),
        ([SHORT, SHORT], [SHORT_EN, LONG_EN, SHORT_EN]),
        ([LONG, SHORT], []),
        ([], [SHORT_EN]),
    ],
    ids=["merged", "left out", "changed places", "added", "no English", "no French"],
)
def test_what_lengths_contradict_is_not_aligned(source: list[str], target: list[str]) -> None:
    """A wrong pair would come back as approved in another article: rather none."""
    assert align_sentences(source, target) is None


def test_anchors_betray_sentences_that_changed_places() -> None:
    """Lengths alone would pair two sentences of a size wrongly."""
    source = ["Le budget atteint 12 millions d'euros.", "Le dépistage concerne 340 communes."]
    target = ["Screening covers 340 municipalities now.", "The budget amounts to €12 million now."]
    assert align_sentences(source, target) is not None
    assert align_sentences(source, target, [[frozenset({1})] * 2, [frozenset({0})] * 2]) is None


def test_one_sentence_whose_anchors_stand_elsewhere_is_enough_for_doubt() -> None:
    """The cheapest path may still pair it: then nothing is believed."""
    source, target = [MIDDLE, MIDDLE], [MIDDLE_EN, MIDDLE_EN]
    elsewhere, nothing = frozenset({1}), list[frozenset[int]]()
    assert align_sentences(source, target, [[elsewhere], nothing]) is not None
    assert align_sentences(source, target, [[elsewhere] * 2, nothing]) is None


def test_an_anchor_that_stands_everywhere_or_nowhere_says_nothing() -> None:
    """What a reviewer dropped, or a word of every sentence, does not forbid a pair."""
    anchors = [[frozenset({0, 1}), frozenset[int]()]] * 2
    assert align_sentences([LONG, SHORT], [LONG_EN, SHORT_EN], anchors) is not None


def test_a_very_long_block_is_aligned_near_its_diagonal() -> None:
    """Hundreds of sentences take a path, not a square."""
    source, target = [LONG, SHORT, MIDDLE] * 120, [LONG_EN, SHORT_EN, MIDDLE_EN] * 120
    beads = align_sentences(source, target)
    assert beads is not None
    assert all(bead.start == bead.target_start for bead in beads)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n", []),
        ("One.  Two!\nThree?", ["One.", "Two!", "Three?"]),
        (
            "Dr Smith of St. Mary's spent £3.5m. It worked.",
            ["Dr Smith of St. Mary's spent £3.5m.", "It worked."],
        ),
        ("No stop at the end", ["No stop at the end"]),
    ],
)
def test_english_is_cut_at_its_sentences(text: str, expected: list[str]) -> None:
    """Places point into the text as it is."""
    segments = split_plainly(text, "en")
    assert [segment.text for segment in segments] == expected
    assert [text[segment.start : segment.end] for segment in segments] == expected
