"""What is a part of an address is not translated as a text."""

import pytest

from passerelle.translate.server.slugs import find_slugs
from tests.translate.server.conftest import Serve

TITLE = "L’hôpital ouvre 12 lits de réanimation &amp; un hôpital de jour"


@pytest.mark.parametrize(
    ("texts", "slugs"),
    [
        ([TITLE, "lhopital-ouvre-12-lits-de-reanimation"], {1: 0}),
        (["12-lits-de-reanimation", TITLE], {0: 1}),
        ([TITLE, "lits-de-jour"], {1: 0}),
        ([TITLE, "jour-de-lits"], {}),
        ([TITLE, "une-toute-autre-page"], {1: None}),
        (["une-toute-autre-page"], {0: None}),
        ([TITLE, "de-jour"], {}),
        (["Le va-et-vient des patients", "va-et-vient"], {}),
        (
            ["Prendre un rendez-vous", "rendez-vous", "covid-19", "Un-deux-trois-quatre", "e-santé-de-tous"],
            {},
        ),
        (["a-b-c-d", "a-b-c-d"], {0: None, 1: None}),
    ],
)
def test_slugs_are_told_from_words(texts: list[str], slugs: dict[int, int | None]) -> None:
    assert find_slugs(texts) == slugs


def test_a_slug_is_that_of_the_english_title(serve: Serve) -> None:
    """And stays as it is where its title is not sent with it."""
    texts = ["Des lits de jour", "lits-de-jour", "une-toute-autre-page"]
    asked = {"source": "fr", "target": "en", "alternatives": 2}
    answer = serve().post("/translate", json={**asked, "q": texts}).json()
    assert answer["translatedText"] == ["DES LITS DE JOUR", "des-lits-de-jour", texts[2]]
    assert answer["terms"][1:] == answer["alternatives"][1:] == [[], []]
    one = serve().post("/translate", json={**asked, "q": texts[2]}).json()
    assert one["translatedText"] == texts[2]
