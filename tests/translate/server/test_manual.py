"""The description of the API: right by OpenAPI's own schema, and a page that needs nothing from elsewhere."""

import re

from lxml import html
from openapi_spec_validator import OpenAPIV31SpecValidator

from passerelle.translate.server.pages.manual import read_operations
from passerelle.translate.server.spec import specification
from tests.translate.server.conftest import Serve


def test_the_description_is_valid() -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(specification()).iter_errors()] == []


def test_answers_are_as_described(serve: Serve) -> None:
    """Every value of an answer is named."""
    described = {
        operation.path: {value.name for value in operation.answered}
        for operation in read_operations(specification())
    }
    server = serve()
    values = {"q": "Un lit à l’hôpital.", "source": "auto", "target": "en", "alternatives": 1}
    assert set(server.post("/translate", json=values).json()) <= described["/translate"]
    for path in ("/languages", "/frontend/settings", "/health", "/glossary?q=hop"):
        answer = server.get(path).json()
        assert set(answer[0] if isinstance(answer, list) else answer) <= described[path.partition("?")[0]]


def test_a_file_is_fetched_as_described(serve: Serve) -> None:
    client = serve()
    described = specification()["paths"]["/download_file/{name}"]["get"]["responses"]
    sent = {"file": ("a.txt", b"Un lit.")}
    link = client.post("/translate_file", files=sent, data={"source": "fr", "target": "en"}).json()
    found = client.get(link["translatedFileUrl"])
    assert found.headers["content-type"] in described["200"]["content"]
    assert set(described["200"]["headers"]) == {"Content-Disposition"}
    assert "a_en.txt" in found.headers["content-disposition"]
    gone = client.get("/download_file/nothing")
    assert (gone.status_code, set(gone.json())) == (404, {"error"})


def test_the_page_tells_every_address_and_value(serve: Serve) -> None:
    page = html.fromstring(serve().get("/docs").content)
    text = str(page.xpath("string()"))
    for path in specification()["paths"]:
        assert path in text
    names = {row.findtext("th/code") for row in page.iter("tr")}
    assert {"q", "source", "target", "api_key", "file", "translatedText", "met", "severity"} <= names
    addresses = [link.get("href") or "" for link in page.iter("a")]
    anchors = {address for address in addresses if address.startswith("#")}
    assert anchors <= {f"#{own.get('id')}" for own in page.iter()}


def test_the_page_needs_no_key_and_nothing_from_elsewhere(serve: Serve) -> None:
    """No script stands in it, and none but the server's own is loaded."""
    answer = serve(key="a key of some length").get("/docs")
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]*)"', answer.text)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    assert not re.search(r"<script>|style=|\son\w+=", answer.text)
    assert "api_key=…" in answer.text
