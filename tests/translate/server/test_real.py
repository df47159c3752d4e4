"""The whole server with its model, asked by the clients that people have."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from urllib.request import urlopen

import httpx2
import pytest
from deep_translator.libre import LibreTranslator
from libretranslatepy import LibreTranslateAPI

RealServer = Callable[..., AbstractContextManager[str]]
KEY = "a key of some length"
FRENCH = "Le CHU de Nantes ouvre 12 lits de réanimation."


@pytest.fixture(scope="module")
def server(real_server: RealServer) -> Iterator[str]:
    """The address of a server, which must end by itself when it is told to."""
    with real_server("--no-memory", key=KEY) as address:
        yield address


def test_libretranslatepy(server: str) -> None:
    client = LibreTranslateAPI(server, KEY)
    english = client.translate(FRENCH, "fr", "en")
    assert "Nantes" in english
    assert "12" in english
    assert re.search("intensive care", english, re.IGNORECASE)
    assert client.detect(FRENCH)[0]["language"] == "fr"
    assert {each["code"] for each in client.languages()} == {"fr", "en"}


def test_deep_translator(server: str) -> None:
    """It puts everything into the address."""
    client = LibreTranslator("fr", "en", api_key=KEY, custom_url=f"{server}/")
    english = client.translate_batch([FRENCH, "Il en ferme 3."])
    assert "12" in english[0]
    assert "3" in english[1] or "three" in english[1]


def test_the_ledger_is_as_described(server: str) -> None:
    """Each of its names has a line in the description."""
    values = {"q": f"Le <b>rapport</b>. {FRENCH}", "source": "fr", "target": "en", "api_key": KEY}
    answer = httpx2.post(f"{server}/translate", json=values).json()
    described = httpx2.get(f"{server}/spec").json()["paths"]["/translate"]["post"]["responses"]["200"]
    properties = described["content"]["application/json"]["schema"]["properties"]
    for kind in ("terms", "findings"):
        named = properties[kind]["oneOf"][0]["items"]["properties"]
        assert {name for told in answer[kind] for name in told} <= set(named)
    assert answer["terms"]


def test_a_file_is_sent_and_fetched(server: str) -> None:
    """Its markup stands, its terms are right, and the key is asked for."""
    sent = {"file": ("article.md", f"# Titre\n\n{FRENCH[:-1]} **rénovés**.\n")}
    form = {"source": "fr", "target": "en"}
    assert httpx2.post(f"{server}/translate_file", files=sent, data=form).status_code == 403
    answer = httpx2.post(
        f"{server}/translate_file", files=sent, data={**form, "api_key": KEY}, timeout=60
    ).json()
    assert {"CHU", "12"} <= {term["source"] for term in answer["terms"]}
    english = httpx2.get(answer["translatedFileUrl"]).text
    assert english.startswith("# ")
    assert english.count("**") == 2
    assert "12" in english


def test_no_answer_names_the_program(server: str) -> None:
    with urlopen(f"{server}/health") as answer:
        assert "server" not in answer.headers
