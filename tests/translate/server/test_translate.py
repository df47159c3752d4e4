"""What `/translate` and the addresses beside it answer."""

import json
from typing import Any

import pytest

from passerelle.translate.server.limits import Limits
from tests.translate.server.conftest import Serve

ASKED = {"q": "Un lit.", "source": "fr", "target": "en"}


@pytest.mark.parametrize("how", ["json", "data", "params", "files"])
def test_values_come_as_json_form_or_address(serve: Serve, how: str) -> None:
    """LibreTranslate's clients use all of these."""
    sent: dict[str, Any] = {name: (None, value) for name, value in ASKED.items()} if how == "files" else ASKED
    answer = serve().request("POST", "/translate", **{how: sent})  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert answer.json() == {"translatedText": "UN LIT.", "terms": [], "findings": []}


def test_a_list_is_answered_with_lists(serve: Serve) -> None:
    answer = serve().post("/translate", json={**ASKED, "q": ["Un.", "", "Deux."], "alternatives": 2}).json()
    assert answer["translatedText"] == ["UN.", "", "DEUX."]
    assert answer["alternatives"] == answer["terms"] == answer["findings"] == [[], [], []]


def test_fields_that_come_twice_are_a_list(serve: Serve) -> None:
    answer = serve().post("/translate", data={**ASKED, "q": ["un", "deux"]}).json()
    assert answer["translatedText"] == ["UN", "DEUX"]


def test_the_language_is_told_where_it_was_asked(serve: Serve) -> None:
    """What is English already is given back as it is."""
    texts = ["Le patient est rentré chez lui.", "The patient has gone home."]
    answer = serve().post("/translate", json={**ASKED, "q": texts, "source": "auto"}).json()
    assert [each["language"] for each in answer["detectedLanguage"]] == ["fr", "en"]
    assert answer["translatedText"] == [texts[0].upper(), texts[1]]
    assert all(0 <= each["confidence"] <= 100 for each in answer["detectedLanguage"])


@pytest.mark.parametrize(
    "values",
    [
        {**ASKED, "source": "fr-CA", "target": "en_GB"},
        {**ASKED, "source": "FR", "format": None},
        {**ASKED, "format": "html", "alternatives": "3"},
        {**ASKED, "api_key": 12, "unknown": {"a": []}},
    ],
)
def test_what_other_clients_send_is_understood(serve: Serve, values: dict[str, Any]) -> None:
    assert serve().post("/translate", json=values).status_code == 200


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"q": None}, "missing q"),
        ({"q": ""}, "missing q"),
        ({"q": []}, "missing q"),
        ({"q": 12}, "q must be"),
        ({"q": {"a": "b"}}, "q must be"),
        ({"q": ["a", 1]}, "q must be"),
        ({"q": [["a"]]}, "q must be"),
        ({"q": ["a"] * 501}, "exceeds text limit"),
        ({"q": "a" * 100_001}, "exceeds text limit"),
        ({"source": None}, "missing source"),
        ({"source": ["fr"]}, "source must be"),
        ({"source": "de"}, "de is not supported"),
        ({"source": "auto", "q": "Der Patient wird in der Klinik behandelt."}, "de is not supported"),
        ({"target": ""}, "missing target"),
        ({"target": "fr"}, "fr is not supported"),
        ({"format": "markdown"}, "format is not supported"),
        ({"format": ["html"]}, "format is not supported"),
        ({"alternatives": -1}, "alternatives"),
        ({"alternatives": True}, "alternatives"),
        ({"alternatives": 1.5}, "alternatives"),
        ({"alternatives": "many"}, "alternatives"),
    ],
)
def test_what_cannot_be_done_is_told(serve: Serve, change: dict[str, Any], told: str) -> None:
    answer = serve().post("/translate", json={**ASKED, **change})
    assert answer.status_code == 400
    assert told in answer.json()["error"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b""),
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'"q"'),
        ("application/json", b"null"),
        ("application/json", b"\xff\xfe\x00"),
        ("application/json", b'{"q": "\xe9"}'),
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"q":' * 50_000),
        ("application/json", b'{"alternatives": 1' + b"0" * 5000 + b"}"),
        ("application/x-www-form-urlencoded", b"\xff=\xfe"),
        ("application/x-www-form-urlencoded", b"&a=b" * 2000),
        ("multipart/form-data", b"q=a"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\na\r\n--x--"),
        ("text/xml", b"<q/>"),
        ("text/xml\x1b[31m", b"<q/>"),
    ],
)
def test_damaged_bodies_are_told(serve: Serve, kind: str, body: bytes) -> None:
    """Each with 400 and one sentence."""
    answer = serve().post("/translate", content=body, headers={"content-type": kind})
    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]


def test_halves_of_characters_do_no_harm(serve: Serve) -> None:
    body = json.dumps({**ASKED, "q": "a\ud800b"})
    answer = serve().post("/translate", content=body, headers={"content-type": "application/json"})
    assert answer.json()["translatedText"] == "A\ufffdB"


def test_the_languages_are_listed(serve: Serve) -> None:
    """The target as well, since clients look for it."""
    answer = serve().get("/languages").json()
    assert {each["code"]: each["targets"] for each in answer} == {"fr": ["en"], "en": ["en"]}


def test_detection_puts_the_likeliest_first(serve: Serve) -> None:
    for text, code in (("Prise en charge des patients", "fr"), ("How are you today?", "en"), ("12", "fr")):
        answer = serve().post("/detect", data={"q": text}).json()
        assert answer[0]["language"] == code
    assert serve().post("/detect", json={}).status_code == 400


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hop", ["hôpital", "hôpital de jour"]),
        ("HÔPITAL D", ["hôpital de jour"]),
        ("hdj", ["HDJ"]),
        ("xyz", []),
    ],
)
def test_the_glossary_completes_what_is_typed(serve: Serve, typed: str, found: list[str]) -> None:
    answer = serve().get("/glossary", params={"q": typed}).json()
    assert [each["french"] for each in answer] == found
    assert all(each["english"] for each in answer)


def test_the_glossary_wants_something_typed(serve: Serve) -> None:
    assert [serve().get("/glossary", params=own).status_code for own in ({}, {"q": " "})] == [400, 400]


def test_settings_tell_the_limits(serve: Serve) -> None:
    told = serve(limits=Limits(characters=7), key="k" * 16).get("/frontend/settings").json()
    assert told["charLimit"] == 7
    assert told["keyRequired"] is True
    assert told["language"]["target"] == {"code": "en", "name": "English"}


def test_the_description_names_every_address(serve: Serve) -> None:
    client = serve()
    paths = client.get("/spec").json()["paths"]
    assert {"/translate", "/detect", "/languages", "/glossary", "/health", "/download_file/{name}"} <= set(
        paths
    )
    for path, methods in paths.items():
        for method, asked in methods.items():
            assert client.request(method, path).status_code in (200, 400, 404)
            assert str(client.request(method, path).status_code) in asked["responses"]


def test_unknown_addresses_and_methods_are_told(serve: Serve) -> None:
    client = serve()
    assert client.get("/nothing").json() == {"error": "Not Found"}
    assert client.get("/translate").status_code == 405
    assert "error" in client.put("/health").json()


def test_health_tells_which_package_translates(serve: Serve) -> None:
    """Beside the “ok” of LibreTranslate, which is all where nobody said."""
    assert serve().get("/health").json() == {"status": "ok"}
    told = {"model": "house 2 sha256:12", "adapted_from": ["house 1"]}
    client = serve()
    client.app.state.model = told  # type: ignore[attr-defined]
    assert client.get("/health").json() == {"status": "ok", **told}
