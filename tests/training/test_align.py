"""Word links: read, written, symmetrised."""

import sys

import pytest

from passerelle.translate.adaptation.errors import TrainingError
from training.align import align_words, read_links, stems, symmetrise, word_spans, write_links


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'hôpital", ["l'", "hôpital"]),
        ("Qu’il", ["Qu’", "il"]),
        ("aujourd'hui", ["aujourd'hui"]),
        ("the patient's well-being", ["the", "patient's", "well-being"]),
        ("12,5 %", ["12", ",", "5", "%"]),
        ("« oui »", ["«", "oui", "»"]),
    ],
)
def test_word_spans(text: str, words: list[str]) -> None:
    """Elided words stand alone; hyphens and inner apostrophes hold a word together."""
    assert [text[start:end] for start, end in word_spans(text)] == words


def test_stems_keep_the_count_of_words() -> None:
    """What the aligner reads has one stem a word, so that its links count words."""
    text = "L'infirmière n'était pas là : « partie »."
    assert len(stems(text).split()) == len(word_spans(text))


@pytest.mark.parametrize(
    ("forward", "backward", "joined"),
    [
        ("0-0 1-1", "0-0 1-1", "0-0 1-1"),
        ("0-0 1-1", "0-0", "0-0 1-1"),
        ("0-0 0-1", "0-0", "0-0 0-1"),
        ("0-0 5-5", "0-0 5-6", "0-0 5-5"),
        ("", "", ""),
        ("0-0 2-2", "0-0 2-0", "0-0 2-2"),
    ],
)
def test_symmetrise(forward: str, backward: str, joined: str) -> None:
    """Agreed links stay; neighbours and links of free words join them; no word is linked twice by a far link."""
    assert write_links(symmetrise(read_links(forward), read_links(backward))) == joined


def test_missing_aligner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without eflomal the step says what to install."""
    monkeypatch.setitem(sys.modules, "eflomal", None)
    with pytest.raises(TrainingError, match="pip install eflomal"):
        next(align_words([("a", "b")]))


def test_eflomal_links_what_recurs(pairs: list[tuple[str, str]]) -> None:
    """On a corpus of recurring words the aligner links a verb with its English."""
    pytest.importorskip("eflomal")
    french, english = (
        "Le médecin examine le patient chaque matin.",
        "The doctor examines the patient every morning.",
    )
    *_, links = align_words([*pairs, (french, english)] * 4)
    assert (2, 2) in links
