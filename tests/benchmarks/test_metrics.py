"""The benchmark's metrics, with values worked out by hand."""

import pytest
from sacrebleu.metrics.ter import TER

from benchmarks.edit_rate import count_edits
from benchmarks.metrics import (
    Span,
    consistency,
    count_surplus,
    one_minus_term,
    place_terms,
    term_edits,
    window_overlap,
)


@pytest.mark.parametrize(
    ("text", "terms", "surface", "lemma"),
    [
        ("The flu spreads.", [["flu"]], [(1, 2)], [(1, 2)]),
        ("The FLU spreads.", [["flu"]], [(1, 2)], [(1, 2)]),
        ("The fluid spreads.", [["flu"]], [None], [None]),
        ("Viruses spread.", [["virus"]], [None], [(0, 1)]),
        ("A virus.", [["virus"], ["virus"]], [(1, 2), None], [(1, 2), None]),
        ("A virus, viruses.", [["virus"], ["virus"]], [(1, 2), None], [(1, 2), (2, 3)]),
        ("It is flu.", [["influenza", "flu"]], [(2, 3)], [(2, 3)]),
        ("A coronavirus outbreak.", [["outbreak"], ["coronavirus outbreak"]], [None, (1, 3)], [None, (1, 3)]),
        ("COVID-19 cases", [["COVID-19"], ["confirmed cases"]], [(0, 2), None], [(0, 2), None]),
        ("viral loads", [["viral load"]], [None], [(0, 2)]),
        ("", [["flu"]], [None], [None]),
        ("flu", [["!"]], [None], [None]),
        ("flu", [[]], [None], [None]),
        ("flu", [], [], []),
    ],
)
def test_place_terms(
    text: str, terms: list[list[str]], surface: list[Span | None], lemma: list[Span | None]
) -> None:
    """A term is met by whole words, each place once, longer terms first; lemmas only where they are asked for."""
    assert place_terms(text, terms) == surface
    assert place_terms(text, terms, lemmas=True) == lemma


@pytest.mark.parametrize(
    ("output", "reference", "terms", "scores"),
    [
        ("Seasonal flu spreads fast.", "Seasonal flu spreads fast.", [["flu"]], [1.0]),
        # around "flu" in the reference: seasonal, spread, quickly; two of them in the output
        ("Seasonal flu spreads fast.", "Seasonal flu spreads quickly.", [["flu"]], [2 / 3]),
        ("The seasonal illness spreads.", "Seasonal flu spreads.", [["flu"]], [0.0]),
        # only two words on each side count, and function words are none
        ("far near flu here", "wide near the flu of here", [["flu"]], [1 / 2]),
        ("flu flu cough", "flu flu cough", [["flu"]], [1.0]),
        ("flu", "flu", [["flu"]], []),
        ("A flu case", "A case", [["flu"]], []),
        ("bad cough, flu", "bad cough, flu", [["cough"], ["flu"]], [1.0, 1.0]),
    ],
)
def test_window_overlap(output: str, reference: str, terms: list[list[str]], scores: list[float]) -> None:
    """A term scores the share of its neighbours in the reference that it has in the output too."""
    assert window_overlap(output, reference, terms) == pytest.approx(scores)


@pytest.mark.parametrize(
    ("output", "reference", "terms", "edits", "length"),
    [
        ("The flu spreads.", "The flu spreads.", [["flu"]], 0, 4),
        ("THE FLU spreads.", "The flu spreads.", [["flu"]], 0, 4),
        ("The cold spreads.", "The flu spreads.", [["flu"]], 2, 4),
        ("The flu stays.", "The flu spreads.", [["flu"]], 1, 4),
        ("The spreads.", "The flu spreads.", [["flu"]], 2, 4),
        ("The flu flu spreads.", "The flu spreads.", [["flu"]], 1, 4),
        # "viral load" moves as one block that holds a term
        ("viral load the low", "the low viral load", [["viral load"]], 1, 4),
        ("", "The flu spreads.", [["flu"]], 5, 4),
    ],
)
def test_term_edits(output: str, reference: str, terms: list[list[str]], edits: int, length: int) -> None:
    """Edits of the reference's term tokens cost double; surplus tokens cost 1, whatever they are."""
    assert term_edits(output, reference, terms) == (edits, length)


@pytest.mark.parametrize(
    ("output", "reference", "costs", "edits"),
    [
        ("b c a", "a b c", [1, 1, 1], 1),
        # "a" moves: "b c" stands well in the best alignment, and only what stands wrong moves
        ("b c a", "a b c", [2, 1, 1], 2),
        ("c d a b", "a b c d", [2, 2, 2, 2], 2),
        ("a b", "", [], 2),
        ("", "a b", [1, 2], 3),
        ("x", "a", [2], 2),
    ],
)
def test_count_edits(output: str, reference: str, costs: list[int], edits: int) -> None:
    """A block moves for the cost of its dearest token, if that is cheaper than changing words."""
    assert count_edits(output.split(), reference.split(), costs) == edits


@pytest.mark.parametrize(
    ("output", "reference"),
    [
        ("the patients were treated early", "early treatment was given to the patients"),
        ("on monday the hospital opened", "the hospital opened on monday"),
        ("a new test for the virus was made", "a new virus test was made"),
        ("no common words", "entirely different ones here"),
        ("same text", "same text"),
    ],
)
def test_without_terms_it_is_sacrebleu_s_ter(output: str, reference: str) -> None:
    """With all costs 1 the rate is TER, up to the choice between moves that gain the same."""
    words = reference.split()
    edits = count_edits(output.split(), words, [1] * len(words))
    assert 100 * edits / len(words) == pytest.approx(TER().sentence_score(output, [reference]).score)


def test_one_minus_term_is_of_the_whole_set() -> None:
    """Edits are summed before they are divided: long segments weigh more."""
    assert one_minus_term([(2, 4), (0, 12)]) == 1 - 2 / 16


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        ([], 1.0),
        ([("d", "toux", "cough")], 1.0),
        ([("d", "grippe", "flu"), ("d", "grippe", "flu")], 1.0),
        ([("d", "grippe", "flu"), ("d", "grippe", "influenza")], 0.5),
        ([("d", "grippe", "flu"), ("e", "grippe", "influenza")], 1.0),
        ([("d", "grippe", None), ("d", "grippe", None)], 0.0),
        ([("d", "grippe", "flu"), ("d", "grippe", None), ("d", "grippe", "flu")], 2 / 3),
        ([("d", "a", "x"), ("d", "a", "x"), ("d", "b", "y"), ("d", "b", "z")], 3 / 4),
    ],
)
def test_consistency(mentions: list[tuple[str, str, str | None]], expected: float) -> None:
    """Only terms that a document repeats count, each mention by its document's most frequent form."""
    assert consistency(mentions) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("output", "plain", "reference", "terms", "count"),
    [
        ("The flu.", "The cold.", "The flu.", [["flu"]], 0),
        ("The flu and the flu.", "The cold.", "The flu.", [["flu"]], 1),
        ("The flu and the flu.", "Flu and flu.", "The flu.", [["flu"]], 0),
        ("The flu and the flu.", "The cold.", "The flu and flu.", [["flu"], ["flu"]], 0),
        ("Viruses and a virus.", "Cold.", "A virus.", [["virus"]], 1),
    ],
)
def test_count_surplus(output: str, plain: str, reference: str, terms: list[list[str]], count: int) -> None:
    """A term is in excess where it stands more often than the plain translation and the reference have it."""
    assert count_surplus(output, plain, reference, terms) == count
