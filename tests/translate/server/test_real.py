"""The whole server with its model, asked by the clients that people have."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from urllib.request import urlopen

import httpx2
import pytest
from deep_translator.libre import LibreTranslator
from libretranslatepy import LibreTranslateAPI

KEY = "a key of some length"
FRENCH = "Le CHU de Nantes ouvre 12 lits de réanimation."


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server, which must end by itself when it is told to."""
    command = [
        sys.executable,
        "-c",
        "from passerelle.translate.cli import main; main()",
        "serve",
        "--port",
        "0",
    ]
    with subprocess.Popen(
        [*command, "--no-memory"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PASSERELLE_API_KEY": KEY, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, process.stderr.read()
        yield found[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stdout.read() + process.stderr.read() == ""


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
