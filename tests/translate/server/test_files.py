"""`/translate_file` gives back what was sent, in English, and nothing else."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from starlette.testclient import TestClient

from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.engine.decode import Watch
from passerelle.translate.formats.fragment import read_parts
from passerelle.translate.pipeline import Translation
from passerelle.translate.server import files
from passerelle.translate.server.limits import Limits
from passerelle.translate.text.document import Document
from tests.translate.server.conftest import Serve, capital_document

FORM = {"source": "fr", "target": "en"}
PAGE = f"<!DOCTYPE html><html><body><article><h1>Titre</h1><p>Un lit.</p>{'<p>Une phrase de plus.</p>' * 9}</article></body></html>"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Un lit."\nmsgstr ""\n'
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="fr"'
    ' target-language="en" datatype="plaintext"><body><trans-unit id="1"><source>Un lit.</source></trans-unit>'
    "</body></file></xliff>"
)


def word(text: str) -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


def send(client: TestClient, name: str, content: bytes, **form: str) -> tuple[int, dict[str, str]]:
    answer = client.post("/translate_file", files={"file": (name, content)}, data={**FORM, **form})
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"Un lit.\n"),
        ("a.md", b"# Un lit.\n"),
        ("a.html", PAGE.encode()),
        ("a.po", PO.encode()),
        ("a.xliff", XLIFF.encode()),
        ("A.TXT", b"Un lit.\n"),
        ("../../etc/passwd.txt", b"Un lit.\n"),
        ("C:\\texts\\a.txt", b"Un lit.\n"),
        ("con.txt", b"Un lit.\n"),
        (".txt.md", b"Un lit.\n"),
        ("é\u202e/ü.txt", b"Un lit.\n"),
    ],
)
def test_a_file_comes_back_in_its_format(serve: Serve, name: str, content: bytes) -> None:
    """Whatever it is called; its name is in no path."""
    client = serve()
    status, told = send(client, name, content)
    assert status == 200, told
    fetched = client.get(told["translatedFileUrl"])
    assert "UN LIT." in fetched.text
    assert "attachment" in fetched.headers["content-disposition"]
    assert fetched.headers["content-type"] == "application/octet-stream"
    assert fetched.headers["x-content-type-options"] == "nosniff"


def test_a_word_document_comes_back_as_one(serve: Serve) -> None:
    client = serve()
    _, told = send(client, "a.docx", word("Un lit."))
    fetched = client.get(told["translatedFileUrl"]).content
    assert "UN LIT." in [paragraph.text for paragraph in docx.Document(io.BytesIO(fetched)).paragraphs]


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 150_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.exe", b"MZ", "not supported"),
        ("a", b"Un lit.", "not supported"),
        ("", b"Un lit.", "missing file"),
        ("a.pdf", b"%PDF-1.4", "not supported"),
        ("a.txt", b"%PDF-1.4", "whatever its name"),
        ("a.txt", b"", "the file"),
        ("a.txt", b"\x00\x01\x02" * 100, "the file"),
        ("a.docx", b"PK\x03\x04 nonsense", "the file"),
        ("a.docx", b"no zip", "the file"),
        ("a.odt", b"", "the file"),
        ("a.po", b"nonsense", "the file"),
        ("a.xliff", b"<xliff><", "the file"),
        ("a.txt", b"{\\rtf1 Un lit.}", "RTF"),
    ],
)
def test_what_cannot_be_read_is_told(serve: Serve, name: str, content: bytes, told: str) -> None:
    """In a sentence that names no path of the server."""
    status, answer = send(serve(), name, content)
    assert status == 400
    assert told in answer["error"]
    assert "/tmp" not in answer["error"]
    assert "passerelle-" not in answer["error"]


def test_a_bomb_is_refused(serve: Serve) -> None:
    status, answer = send(serve(), "a.docx", bomb())
    assert status == 400
    assert "unpacks to" in answer["error"]


@pytest.mark.parametrize("form", [{"source": "de"}, {"target": "fr"}, {"source": ""}, {"source": "en"}])
def test_the_languages_are_checked(serve: Serve, form: dict[str, str]) -> None:
    assert send(serve(), "a.txt", b"Un lit.", **form)[0] == 400


def test_the_file_is_needed(serve: Serve) -> None:
    client = serve()
    for sent in ({"data": {**FORM, "file": "a.txt"}}, {"data": FORM}, {"json": FORM}):
        assert client.request("POST", "/translate_file", **sent).status_code == 400  # type: ignore[arg-type]


def test_too_large_files_are_refused(serve: Serve) -> None:
    client = serve(limits=Limits(characters=10, file=1000))
    assert send(client, "a.txt", b"x" * 2000)[0] == 413
    assert send(client, "a.txt", b"Un lit de plus. " * 10)[0] == 413


def test_the_key_is_asked_for(serve: Serve) -> None:
    client = serve(key="k" * 16)
    assert send(client, "a.txt", b"Un lit.")[0] == 403
    assert send(client, "a.txt", b"Un lit.", api_key="k" * 16)[0] == 200


@pytest.mark.parametrize("name", ["nothing", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", "%00", "a" * 5000])
def test_only_what_was_made_is_fetched(serve: Serve, name: str) -> None:
    assert serve().get(f"/download_file/{name}").status_code == 404


@pytest.mark.parametrize(
    ("name", "fetched"),
    [
        ("été 2026.TXT", "%C3%A9t%C3%A9%202026_en.txt"),
        ("../../etc/a.txt", '"a_en.txt"'),
        ("C:\\dir\\con.txt", '"article_en.txt"'),
        ("a?b#c%2F.txt", '"a-b-c-2F_en.txt"'),
    ],
)
def test_a_file_is_fetched_under_its_own_name(serve: Serve, name: str, fetched: str) -> None:
    client = serve()
    found = client.get(send(client, name, b"Un lit.\n")[1]["translatedFileUrl"])
    assert (found.text, fetched in found.headers["content-disposition"]) == ("UN LIT.\n", True)


def folder_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], list[str]]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return lambda: sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


def test_nothing_is_left(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was sent goes at once, what was made after a while, and what failed leaves nothing."""
    left = folder_of(monkeypatch, tmp_path)
    monkeypatch.setattr(files, "KEPT", 0)
    client = serve()
    send(client, "a.txt", b"\x00" * 100)
    send(client, "a.docx", b"no zip")
    send(client, "a.po", PO.encode())
    _, told = send(client, "a.txt", b"Un lit.\n")
    assert client.get(told["translatedFileUrl"]).status_code == 404
    assert left() == []
    assert read_parts.cache_info().currsize == 0


def test_of_many_files_the_oldest_go(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    left = folder_of(monkeypatch, tmp_path)
    monkeypatch.setattr(files, "_MOST", 3)
    client = serve()
    links = [send(client, "a.txt", b"Un lit.\n")[1]["translatedFileUrl"] for _ in range(5)]
    assert [client.get(link).status_code for link in links] == [404, 404, 200, 200, 200]
    assert len(left()) == 3
    assert len(set(links)) == 5


def test_what_fails_is_told_without_the_text(serve: Serve) -> None:
    def fail(document: Document, *_: object) -> Translation:
        raise ValueError(document.blocks[0].text)

    told: list[str] = []
    status, answer = send(serve(document=fail, told=told), "a.txt", b"secret\n")
    assert status == 500
    assert "ValueError" in told[0]
    assert "secret" not in told[0] + answer["error"]


def endless(document: Document, previous: Catalog | None, _progress: object, watch: Watch) -> Translation:
    while document.blocks[0].text == "Sans fin.":
        watch()
    return capital_document(document, previous)


def test_a_file_that_takes_too_long_is_told_and_left(serve: Serve) -> None:
    """The model is free for others."""
    client = serve(document=endless, limits=Limits(seconds=0.1))
    status, answer = send(client, "a.txt", b"Sans fin.\n")
    assert (status, "more than 0.5 seconds" in answer["error"]) == (504, True)
    assert send(client, "a.txt", b"Un lit.\n")[0] == 200


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        ("Les patients sont pris en charge à l’hôpital.", 200, ""),
        ("Lits : 12", 200, ""),
        ("The patients are treated in the hospital every day.", 400, "en is not supported"),
        ("Die Patienten werden jeden Tag in der Klinik behandelt.", 400, "de is not supported"),
    ],
)
def test_the_language_of_a_file_is_looked_at_where_none_is_named(
    serve: Serve, text: str, status: int, told: str
) -> None:
    answer = serve().post(
        "/translate_file",
        files={"file": ("a.txt", text.encode())},
        data={"source": "auto", "target": "en"},
    )
    assert answer.status_code == status
    assert told in answer.json().get("error", "")
