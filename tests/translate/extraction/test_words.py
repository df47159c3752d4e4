"""What kind of word a French word is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.extraction.rank import rank_terms
from passerelle.translate.extraction.tally import Context, Tally
from passerelle.translate.extraction.words import general_french, general_size, split_words

KINDS = [
    ("le patient", "DN"),
    ("la mise en place", "DNLN"),
    ("un essai randomisé", ".NA"),
    ("des soins palliatifs", "LNA"),
    ("la haute autorité", "DPN"),
    ("rapidement soigner trois malades", "...N"),
    ("le CHU de Lille", "D.L."),
    ("l’hôpital d'Évreux", "DNL."),
    ("les patients suivis par", "DN.."),
    ("en pratique avancée", "LNA"),
    ("aujourd’hui dix-huit lits", "..N"),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS, ids=[text for text, _ in KINDS])
def test_lists_and_determiners_tell_kinds_apart(text: str, kinds: str) -> None:
    assert "".join(word.kind for word in split_words(text)) == kinds


def test_general_french_is_common_french() -> None:
    words = general_french()
    assert 14_000 < len(words) <= 15_000
    assert words["de"].count > words["santé"].count > words["cancer"].count
    assert words["patient"].determined > 50 > words["médical"].determined
    assert general_size() > 10_000_000


PIECES = st.sampled_from(
    ["ment", "amment", "er", "e", "s", "ée", "d’", "l'", "-", "_", " ", " de ", " et ", "(", ")", "[", ": ", "ABC", "Centre", "É", "0", "œ", "biopsie", "…", "\u0301"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=40))
def test_any_text_can_be_looked_through(text: str) -> None:
    """Words stand where they say, and nothing is raised."""
    assert all(text[word.start : word.end] == word.text for word in split_words(text))
    tally = Tally(Matcher(Termbase(())))
    tally.add(Context(text, "a.md", 1))
    assert all(term.count for term in rank_terms(tally))
