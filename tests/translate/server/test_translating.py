"""The page on which an article is given, translated, read and taken away."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from starlette.testclient import TestClient

from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.engine.decode import Watch
from passerelle.translate.ladder.constrain import Progress
from passerelle.translate.pipeline import Translation
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.pages import articles, translating
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.strings import unwatched
from tests.translate.conftest import is_too_wide, narrow
from tests.translate.server.conftest import Listen, Serve, capital_document
from tests.translate.server.test_files import PAGE, PO, bomb, word
from tests.translate.server.test_pages import KEY, OWN, token_of

EVIL = "Un lit <script>alert(1)</script><img src=x onerror=alert(2)> \"'{{7*7}}."


def give(client: TestClient, text: str = "", **more: Any) -> Any:
    form = {"csrf": token_of(client, "/"), "text": text, **more.pop("data", {})}
    return client.post("/", data=form, headers=OWN, follow_redirects=False, **more)


def wait(client: TestClient, answer: Any) -> str:
    """Return the address of an article, once nothing more will come of it."""
    assert answer.status_code == 303, answer.text
    place = str(answer.headers["location"])
    for _ in range(300):
        if client.get(f"{place}/progress").json()["ready"]:
            return place
        time.sleep(0.02)
    raise AssertionError(place)


@pytest.mark.parametrize(
    ("name", "content", "kinds"),
    [
        ("é 2026.txt", b"Un lit.\n", 6),
        ("../a.md", b"# Un lit.\n", 5),
        ("a.html", PAGE.encode(), 5),
        ("a.docx", word("Un lit."), 5),
        ("a.po", PO.encode(), 3),
    ],
)
def test_a_file_is_read_beside_its_english_and_taken_away(
    serve: Serve, name: str, content: bytes, kinds: int
) -> None:
    client = serve()
    place = wait(client, give(client, files={"file": (name, content)}))
    page = client.get(place).text
    assert 'lang="fr">' in page
    assert "UN LIT." in page
    links = re.findall(rf'href="({place}/\w+)"', page)
    assert len(links) == kinds
    for link in links:
        file = client.get(link)
        assert file.status_code == 200
        assert file.headers["content-disposition"].startswith("attachment")
        assert file.headers["x-content-type-options"] == "nosniff"


def test_a_pasted_text_is_translated_and_shown_as_text(serve: Serve) -> None:
    """Nothing of it becomes a part of the page."""
    client = serve()
    page = client.get(wait(client, give(client, EVIL))).text
    assert "UN LIT" in page
    assert not re.search(r"<img|<script(?! src)", page, re.IGNORECASE)


@pytest.mark.parametrize(
    ("form", "text", "read", "markdown", "html"),
    [
        (
            "auto",
            "## Un titre\n\nUn **lit**.\n",
            "Markdown",
            "## UN TITRE\n\nUN **LIT**.\n",
            "<p>UN <strong>LIT</strong>.",
        ),
        ("auto", "<p>Un <b>lit</b>.</p>", "HTML", "UN **LIT**.\n", "<p>UN <b>LIT</b>.</p>"),
        ("auto", "Un lit, ou deux.", "plain text", "UN LIT, OU DEUX.\n", "<p>UN LIT, OU DEUX.</p>"),
        ("text", "Un **lit**.", "plain text", "UN \\*\\*LIT\\*\\*.\n", "<p>UN **LIT**.</p>"),
        ("markdown", "2 \\* 3 lits.", "Markdown", "2 * 3 LITS.", "<p>2 * 3 LITS.</p>"),
        (
            "html",
            "Un lit.\n\nDeux <i>autres</i>.",
            "HTML",
            "UN LIT. DEUX *AUTRES*.\n",
            "UN LIT. DEUX <i>AUTRES</i>.",
        ),
        ("nonsense", "Un *lit*.", "Markdown", "UN *LIT*.", "UN <em>LIT</em>."),
    ],
)
def test_a_pasted_text_is_read_as_what_it_is_or_is_said_to_be(
    serve: Serve, form: str, text: str, read: str, markdown: str, html: str
) -> None:
    """The result says as what, and its files hold its formatting."""
    client = serve()
    place = wait(client, give(client, text, data={"form": form}))
    assert f"Read as {read}." in client.get(place).text
    assert client.get(f"{place}/markdown").text.endswith(markdown)
    assert html in client.get(f"{place}/html").text
    assert client.get(f"{place}/docx").content.startswith(b"PK")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"text": "  \n"}, 400),
        ({"files": {"file": ("a.exe", b"MZ")}}, 400),
        ({"files": {"file": ("a", b"x")}}, 400),
        ({"files": {"file": ("a.txt", b"x" * 30_000_000)}}, 413),
        ({"data": {"csrf": "0" * 64}}, 403),
    ],
)
def test_what_cannot_be_taken_is_told_on_a_page(serve: Serve, sent: dict[str, Any], status: int) -> None:
    answer = give(serve(), **sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.docx", bomb(), "unpacks to"),
        ("a.docx", b"no zip", "The file"),
        ("a.pdf", b"%PDF-1.4", "The file"),
        ("a.txt", b"\x00\x01" * 100, "The file"),
        ("a.txt", b"Un lit de plus. " * 100, "characters"),
    ],
)
def test_what_cannot_be_read_is_told(serve: Serve, name: str, content: bytes, told: str) -> None:
    """In a sentence that names no path of the server."""
    client = serve(limits=Limits(characters=100))
    page = client.get(wait(client, give(client, files={"file": (name, content)}))).text
    assert told in page
    assert "/tmp" not in page


def test_another_page_cannot_give_an_article(serve: Serve) -> None:
    client = serve()
    form = {"csrf": token_of(client, "/"), "text": "Un lit."}
    for origin in ({}, {"origin": "null"}, {"origin": "https://evil.example"}):
        assert client.post("/", data=form, headers=origin).status_code == 403
    assert client.post(
        "/", content=b"--x\r\nnonsense", headers={**OWN, "content-type": "multipart/form-data; boundary=x"}
    ).status_code in (400, 403)


def test_the_key_is_needed(serve: Serve) -> None:
    client = serve(key=KEY)
    for path in ("/", "/articles/x", "/articles/x/po"):
        assert client.get(path, follow_redirects=False).headers["location"] == "/sign-in"
    assert client.get("/articles/x/progress", headers={"accept": "application/json"}).status_code == 403
    assert client.post("/", data={"text": "Un lit."}, headers=OWN).status_code == 403


def by_sentence(go_on: Event) -> Callable[..., Translation]:
    """A translation of 100 sentences, of which each but the first two waits."""

    def translate(
        document: Document,
        previous: Catalog | None,
        progress: Callable[[int], Progress] | None = None,
        watch: Watch = unwatched,
    ) -> Translation:
        assert progress is not None
        step = progress(100)
        for number in range(100):
            watch()
            step(1)
            if number:
                go_on.wait(0.02)
        return capital_document(document, previous)

    return translate


def test_a_translation_tells_how_far_it_is_and_is_stopped(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing of it is left."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = serve(document=by_sentence(Event()))
    place = give(client, "Un lit.").headers["location"]
    for _ in range(200):
        told = client.get(f"{place}/progress").json()
        if told["done"]:
            break
        time.sleep(0.01)
    assert (told["ready"], told["total"]) == (False, 100)
    page = client.get(place).text
    assert 'http-equiv="refresh"' in page
    assert client.post(f"{place}/stop").status_code == 403
    form = {"csrf": token_of(client, place)}
    assert client.post(f"{place}/stop", data=form, headers=OWN, follow_redirects=False).status_code == 303
    for _ in range(200):
        if client.get(place).status_code == 404:
            break
        time.sleep(0.01)
    assert client.get(place).status_code == 404
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_time_for_which_an_article_is_kept_begins_when_it_is_done(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long its translation takes; after that it goes without being asked."""
    monkeypatch.setattr(translating, "KEPT", 0)
    go_on = Event()
    client = serve(document=by_sentence(go_on))
    place = give(client, "Un lit.").headers["location"]
    told = client.get(f"{place}/progress")
    assert (told.status_code, told.json()["ready"]) == (200, False)
    assert ">Translation under way</h1>" in client.get(place).text
    go_on.set()
    for _ in range(200):
        if client.get(place).status_code == 404:
            return
        time.sleep(0.01)
    raise AssertionError(place)


def test_what_takes_too_long_ends(serve: Serve) -> None:
    client = serve(document=by_sentence(Event()), limits=Limits(seconds=0.02))
    assert "too long" in client.get(wait(client, give(client, "Un lit."))).text


def test_what_fails_is_told_without_the_text(serve: Serve) -> None:
    def fail(document: Document, *_: object) -> Translation:
        raise ValueError(document.blocks[0].text)

    told: list[str] = []
    client = serve(document=fail, told=told)
    page = client.get(wait(client, give(client, "Un secret."))).text
    assert told == ["an article failed: ValueError"]
    assert "secret" not in page


def test_too_many_are_told_to_wait(serve: Serve) -> None:
    go_on = Event()

    def slow(document: Document, previous: Catalog | None, *_: object) -> Translation:
        go_on.wait(10)
        return capital_document(document, previous)

    client = serve(document=slow, limits=Limits(files=2))
    statuses = [give(client, "Un lit.").status_code for _ in range(4)]
    go_on.set()
    assert statuses == [303, 303, 429, 429]


def test_of_many_articles_the_oldest_go(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "_MOST", 2)
    client = serve()
    places = [wait(client, give(client, "Un lit.")) for _ in range(4)]
    assert [client.get(place).status_code for place in places] == [404, 404, 200, 200]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_person_gives_an_article_and_reads_it(
    listen: Listen,
    browser: Chrome,
    language: str,
    width: int,
    tmp_path: Path,
) -> None:
    if width == 360:
        narrow(browser, width)
    browser.get(f"{listen(document=by_sentence(Event()))}/?lang={language}")
    assert not is_too_wide(browser)
    path = tmp_path / "un-tres-long-nom-de-fichier-sans-aucun-blanc-dedans.md"
    path.write_text("# Un titre\n\nUn lit.\n", encoding="utf-8")
    browser.find_element(By.ID, "file").send_keys(str(path))
    button = browser.find_element(By.CSS_SELECTOR, "#give button")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    button.click()
    until = WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException]).until
    until(lambda each: each.find_element(By.CSS_SELECTOR, "#stage[role=status]"))
    assert not is_too_wide(browser)
    until(lambda each: each.find_elements(By.CSS_SELECTOR, ".row"))
    assert not is_too_wide(browser)
    assert [each.get_attribute("lang") for each in browser.find_elements(By.CSS_SELECTOR, ".row .text")] == [
        "fr",
        "en",
    ] * 2
    unnamed = "return [...document.querySelectorAll('input:not([type=hidden],[hidden]),select,textarea')].filter((each) => !each.labels.length).length"
    assert browser.execute_script(unnamed) == 0


@pytest.mark.parametrize(("language", "sign"), [("en", ","), ("fr", "\u202f")])
def test_the_limit_is_written_as_the_language_writes_numbers(serve: Serve, language: str, sign: str) -> None:
    """How long an article may be is told before it is pasted."""
    most = f"{Limits().of_file.characters:,}".replace(",", sign)
    assert f"{most} " in serve().get(f"/?lang={language}").text
