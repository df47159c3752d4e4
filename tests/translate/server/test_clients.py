"""How programs that speak LibreTranslate's API write their requests, each as its library sends them."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.translate.server.conftest import Serve

KEY = "a key of some length"
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
TEXT = "L’été à l’hôpital"
BODY = {"q": TEXT, "source": "fr", "target": "en", "api_key": KEY}
ONE, TWO = TEXT.upper(), [TEXT.upper(), "UN LIT."]


@dataclass(frozen=True)
class Sent:
    """A request to `/translate` and what must be its ``english``."""

    program: str
    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: FORM)
    path: str = "/translate"
    english: str | list[str] = ONE


def as_json(encoding: str = "utf-8", **changes: object) -> bytes:
    return json.dumps({**BODY, **changes}, ensure_ascii=False).encode(encoding)


def as_form(**changes: str) -> bytes:
    return urlencode({**BODY, **changes}).encode()


def as_multipart(**changes: str) -> bytes:
    fields = {**BODY, **changes}.items()
    parts = (
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields
    )
    return ("".join(parts) + "--b--\r\n").encode()


REQUESTS = [
    Sent("Drupal", as_json(format="text"), {**JSON, "accept": "application/json"}),
    Sent("Drupal, British English", as_json(target="en-gb", format="html"), JSON),
    Sent("WordPress", as_form(format="html"), {"content-type": f"{FORM['content-type']}; charset=UTF-8"}),
    Sent("WordPress, the site's locale", as_form(source="fr_FR", target="en_US")),
    Sent(
        "PHP's lists",
        as_form(q="").replace(b"q=&", b"") + b"&" + urlencode({"q[0]": TEXT, "q[1]": "Un lit."}).encode(),
        english=TWO,
    ),
    Sent(
        "PHP's list of one",
        urlencode({"q[]": TEXT, **{n: v for n, v in BODY.items() if n != "q"}}).encode(),
        english=[ONE],
    ),
    Sent("PHP's curl", as_multipart(format="html"), {"content-type": "multipart/form-data; boundary=b"}),
    Sent("curl -d", "&".join(f"{name}={value}" for name, value in BODY.items()).encode()),
    Sent(
        "curl -d, another code page",
        as_form().replace(urlencode({"q": TEXT}).encode(), "q=été".encode("latin-1")),
        {"content-type": f"{FORM['content-type']}; charset=ISO-8859-1"},
        english="ÉTÉ",
    ),
    Sent("curl -G", b"", FORM, "/translate?" + urlencode(BODY)),
    Sent("Go", as_form(), FORM, "//translate"),
    Sent("OmegaT", as_json(source="FR", target="EN-US"), {"content-type": "application/json; charset=utf-8"}),
    Sent("OmegaT, escaped", json.dumps(BODY).encode(), JSON),
    Sent(
        "Java of Windows",
        as_json("cp1252", q=TEXT),
        {"content-type": 'application/json; charset="windows-1252"'},
    ),
    Sent("PowerShell", as_json("utf-16"), {"content-type": "application/json; charset=utf-16"}),
    Sent("a charset that nobody knows", as_json(), {"content-type": "application/json; charset=x-none"}),
    Sent("an address with a slash at its end", as_json(), JSON, "/translate/"),
    Sent("a list", as_json(q=[TEXT, "Un lit."]), JSON, english=TWO),
    Sent("auto", as_json(source="auto"), JSON),
    Sent("AUTO", as_json(source="AUTO", format=""), JSON),
    Sent("a key in a header", as_json(api_key=""), {**JSON, "authorization": f"Bearer {KEY}"}),
    Sent(
        "a key in the address",
        as_json(api_key="").replace(b', "api_key": ""', b""),
        JSON,
        "/translate?" + urlencode({"api_key": KEY}),
    ),
    Sent("values that LibreTranslate does not know", as_json(secret="a", model="b", options=None), JSON),
]


@pytest.mark.parametrize("sent", REQUESTS, ids=lambda sent: sent.program)
def test_requests_are_understood(serve: Serve, sent: Sent) -> None:
    answer = serve(key=KEY).post(f"http://127.0.0.1:5000{sent.path}", content=sent.body, headers=sent.headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["translatedText"] == sent.english
    assert answer.headers["content-type"].startswith("application/json")


def test_the_php_client_opens_and_detects(serve: Serve) -> None:
    """It posts to the page first, sends an empty form with what it gets, and puts a text to detect into the address."""
    server = serve(key=KEY)
    empty: dict[str, Any] = {
        "content": b"--b--\r\n",
        "headers": {"content-type": "multipart/form-data; boundary=b"},
    }
    assert server.post("/", **empty).status_code < 500
    assert server.request("GET", "/languages", **empty).status_code == 200
    assert server.request("GET", "/frontend/settings", **empty).json()["suggestions"] is False
    found = server.post("/detect?" + urlencode({"q": "Prise en charge", "api_key": KEY}), **empty).json()
    assert found[0]["language"] == "fr"


def test_suggestions_are_refused_in_its_words(serve: Serve) -> None:
    answer = serve().post("/suggest", data={"q": "lit", "s": "bed", "source": "fr", "target": "en"})
    assert answer.status_code == 403
    assert "disabled" in answer.json()["error"]


def test_translating_is_posting(serve: Serve) -> None:
    """As with LibreTranslate: what is in an address lies in logs."""
    answer = serve().get("/translate", params=BODY)
    assert answer.status_code == 405
    assert "error" in answer.json()
