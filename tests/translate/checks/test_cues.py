"""The list of words that give a sentence its bounds, direction, period or scope."""

import pytest

from passerelle.translate.checks.cues import find_cues
from passerelle.translate.numbers.wording import Language

Kinds = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "language", "kind", "values"),
    [
        ("au moins 3 et au plus 5", "french", "bound", ["least", "most"]),
        ("ne dépasse pas 4 g", "french", "bound", ["most"]),
        ("plus d’un million", "french", "bound", ["over"]),
        ("no more than 5, more than 3", "english", "bound", ["most", "over"]),
        ("en hausse puis en baisse", "french", "direction", ["up", "down"]),
        ("a drop in the ocean", "english", "direction", []),
        ("passe de 12 à 8", "french", "direction", ["?"]),
        ("début 2026 et fin mars", "french", "part", ["early", "late"]),
        ("in the late 19th century", "english", "part", ["late"]),
        ("lundi et mardi", "french", "weekday", ["Monday", "Tuesday"]),
        ("rendez-vous cet après-midi", "french", "day part", ["afternoon"]),
    ],
)
def test_cues_are_found(text: str, language: Language, kind: str, values: list[str]) -> None:
    """A phrase hides the words in it; either apostrophe will do."""
    found = sorted(find_cues(text, language, kind), key=lambda cue: cue.start)
    assert [cue.value for cue in found] == values


def test_a_doubtful_cue_is_not_firm() -> None:
    """“within” may be “moins de”, but need not."""
    assert {cue.text: cue.firm for cue in find_cues("within 3 but under 5", "english", "bound")} == {
        "within": False,
        "under": True,
    }
