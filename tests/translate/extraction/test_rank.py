"""What is counted in texts, and which of it comes first."""

import pytest

from passerelle.glossary.concept import Concept
from passerelle.glossary.match import Matcher
from passerelle.glossary.termbase import Termbase
from passerelle.translate.extraction import tally as tallies
from passerelle.translate.extraction.rank import Extracted, rank_terms
from passerelle.translate.extraction.tally import Context, Kind, Tally

SENTENCES = (
    "Onze centres de lutte contre le cancer (CLCC) proposent la biopsie liquide.",
    "La biopsie liquide en routine évite un prélèvement chirurgical.",
    "Le centre de lutte contre le cancer attend un avis de la Haute Autorité de santé.",
    "Des biopsies liquides sont faites depuis deux ans.",
)


def ranked(*sentences: str, known: tuple[Concept, ...] = (), least: int = 1) -> list[Extracted]:
    tally = Tally(Matcher(Termbase(known)))
    for line, sentence in enumerate(sentences, 1):
        tally.add(Context(sentence, f"{line % 2}.md", line))
    return list(rank_terms(tally, least))


def texts(found: list[Extracted]) -> list[str]:
    return [each.text for each in found]


def test_a_term_is_counted_once_in_all_its_forms() -> None:
    [biopsy] = [each for each in ranked(*SENTENCES) if each.text == "biopsie liquide"]
    assert (biopsy.kind, biopsy.count, biopsy.documents) == (Kind.PHRASE, 3, 3 - 1)
    assert [context.line for context in biopsy.contexts] == [1, 2, 4]
    assert biopsy.contexts[0].sentence == SENTENCES[0]


def test_an_acronym_comes_with_its_name() -> None:
    first = ranked(*SENTENCES)[0]
    assert (first.text, first.short, first.count) == ("centre de lutte contre le cancer", "CLCC", 2)
    assert first.kind is Kind.ACRONYM


def test_bodies_are_named() -> None:
    assert "Haute Autorité de santé" in texts(ranked(*SENTENCES))


def test_parts_and_what_only_adds_to_a_term_are_left_out() -> None:
    found = texts(ranked(*SENTENCES))
    assert not {"biopsie", "lutte contre le cancer", "biopsie liquide en routine"} & set(found)


def test_what_the_glossary_has_is_left_out_whatever_its_form() -> None:
    known = (
        Concept("a", "biopsie liquide", "liquid biopsy", "d"),
        Concept("b", "centre de lutte contre le cancer", "cancer centre", "d", abbreviations=("CLCC",)),
    )
    found = texts(ranked(*SENTENCES, known=known))
    assert not [text for text in found if "biopsie" in text or "cancer" in text]


def test_what_stands_too_seldom_is_left_out() -> None:
    assert texts(ranked(*SENTENCES, least=3)) == ["biopsie liquide"]


def test_common_words_make_no_term() -> None:
    assert not ranked("La présidente du parlement a parlé de la question.", "Le président attend.")


@pytest.mark.parametrize(
    "sentences", [(), ("",), ("12 % !",), ("The patient is at the centre of all that we do.",)]
)
def test_texts_without_french_have_no_named_term(sentences: tuple[str, ...]) -> None:
    assert not [each for each in ranked(*sentences) if each.kind is not Kind.PHRASE]


def test_a_tally_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of terms, those that came up once are dropped; those that came up often stay."""
    monkeypatch.setattr(tallies, "MOST_TERMS", 20)
    tally = Tally(Matcher(Termbase(())))
    for number in range(200):
        word = "".join(chr(97 + int(digit)) for digit in str(number))
        tally.add(Context(f"Une biopsie liquide vaut une xylo{word} dermique.", "a.md", number + 1))
        assert len(tally.terms) <= 20
    assert max(term.count for term in tally.terms.values()) == 200
