"""A real Wagtail whose machine translator is this server: the editor's button is pressed, and the page read."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from lxml import html

from tests.integration.wagtail.site import HERE, drive, needs_wagtail

RealServer = Callable[..., AbstractContextManager[str]]
KEY = "a key of some length"

pytestmark = needs_wagtail


@dataclass(frozen=True)
class Translated:
    """The English page, what the site's database holds, and what the server answers to its strings."""

    page: Any
    state: dict[str, Any]
    answer: dict[str, Any]

    @property
    def targets(self) -> dict[str, str]:
        return {string["source"]: string["target"] for string in self.state["strings"]}


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory, real_server: RealServer) -> Translated:
    folder = tmp_path_factory.mktemp("machine")
    page, state = folder / "page.html", folder / "state.json"
    article = HERE / "newsroom" / "ward.json"
    with real_server("--no-memory", key=KEY) as server:
        site = {"NEWSROOM_TRANSLATOR": server, "NEWSROOM_KEY": KEY}
        drive(folder / "db.sqlite3", "machine", article, page, state, **site)
        told = json.loads(state.read_text(encoding="utf-8"))
        asked = {"q": [string["source"] for string in told["strings"]], "format": "html", "api_key": KEY}
        answer = httpx2.post(
            f"{server}/translate", json={**asked, "source": "fr", "target": "en"}, timeout=60
        )
    return Translated(html.fromstring(page.read_bytes()), told, answer.json())


def test_every_string_is_translated_and_live(translated: Translated) -> None:
    assert translated.state["messages"] == ["Traduction effectuée avec succès avec LibreTranslate."]
    assert translated.state["live"]
    assert len(translated.targets) == 13
    assert not any(string["error"] for string in translated.state["strings"])


def test_every_string_is_what_the_server_says(translated: Translated) -> None:
    """And each of its terms, figures and names is met."""
    assert translated.answer["translatedText"] == list(translated.targets.values())
    demands = [demand for terms in translated.answer["terms"] for demand in terms]
    assert {"CHU", "lits de réanimation", "hôpital de jour", "HAS", "infirmière en pratique avancée"} <= {
        demand["source"] for demand in demands
    }
    assert [demand for demand in demands if not demand["met"]] == []


def test_the_english_page_holds_links_emphasis_and_lists_of_the_french(translated: Translated) -> None:
    page = translated.page
    text = page.text_content()
    links = {link.get("href"): link.text_content() for link in page.iter("a")}
    assert links["https://example.org/hdj"] == "day hospital"
    assert "HAS" in links["https://example.org/has"]
    assert list(links) == [f"https://example.org/{name}" for name in ("hdj", "has", "dmp")]
    assert [len(list(page.iter(tag))) for tag in ("h1", "h2", "li", "b", "i", "em", "br")] == [
        1,
        1,
        5,
        5,
        2,
        1,
        1,
    ]
    assert page.xpath("string(//b/i)").startswith("intensive care")
    for figure in ("12", "€3.4 million", "48", "1 March 2027", "2,500", "1,200", "12.5%", "01 23 45 67 89"):
        assert figure in text
    assert "&amp;" not in text
    assert "presse@example.org" in text


def test_the_address_is_that_of_the_english_title(translated: Translated) -> None:
    """Its French is sent as a text like the others."""
    slug = translated.targets["lits-de-reanimation"]
    assert "intensive-care" in slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
