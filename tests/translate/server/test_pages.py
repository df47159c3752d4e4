"""What all pages have in common: language, headers, files, and what protects forms."""

import re
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from starlette.testclient import TestClient

from passerelle.translate.report import words as report_words
from passerelle.translate.server.pages import entrance, words
from passerelle.translate.text.phrases import read_phrases
from tests.translate.server.conftest import Listen, Serve

KEY = "a key of some length"
OWN = {"origin": "http://127.0.0.1:5000"}
BROWSER = {"accept": "text/html,*/*"}


def token_of(client: TestClient, path: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get(path).text)
    assert found
    return found[1]


def give_key(client: TestClient, key: str, **more: Any) -> Any:
    form = {"csrf": token_of(client, "/sign-in"), "key": key}
    return client.post("/sign-in", data=form, headers=OWN, follow_redirects=False, **more)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr", "fr"),
        ("fr-CA,en;q=0.8", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("de,en;q=0.5,fr;q=0.7", "fr"),
        ("fr;q=0, de", "en"),
        ("de", "en"),
        ("", "en"),
        ("fr;q=9;;;", "en"),
        (",;q=," * 200, "en"),
    ],
)
def test_pages_speak_the_browsers_language(serve: Serve, accepted: str, language: str) -> None:
    page = serve().get("/", headers={"accept-language": accepted}).text
    assert f'<html lang="{language}">' in page


def test_the_language_that_was_chosen_stays(serve: Serve) -> None:
    client = serve()
    assert '<html lang="fr">' in client.get("/?lang=fr").text
    assert '<html lang="fr">' in client.get("/").text
    assert '<html lang="fr">' in client.get("/?lang=<b>").text
    assert '<html lang="en">' in client.get("/?lang=en").text


def test_pages_run_nothing_but_their_own_files(serve: Serve) -> None:
    """No script or style is in a page, so that none that comes with a text can be."""
    answer = serve().get("/")
    policy = answer.headers["content-security-policy"]
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(
        policy.split("; ")
    )
    assert "unsafe" not in policy
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "same-origin")
    assert not re.search(r"<style|<script(?! src)|\sstyle=|\son\w+=", answer.text)


def test_files_are_kept_by_browsers_under_their_digest(serve: Serve) -> None:
    client = serve()
    found = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get("/").text)
    assert len(found) == 5
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    for wrong in ("/static/pages.css", "/static/..%2Fpages.py", "/static/"):
        assert client.get(wrong).status_code == 404


def test_a_browser_reads_errors_and_a_program_gets_json(serve: Serve) -> None:
    client = serve()
    page = client.get("/nothing", headers={**BROWSER, "accept-language": "fr"})
    assert (page.status_code, "Cette page n’existe pas" in page.text) == (404, True)
    assert client.get("/nothing").json() == {"error": "Not Found"}
    stranger = client.get("/", headers={**BROWSER, "host": "evil.example"})
    assert (stranger.status_code, "own name only" in stranger.text) == (403, True)
    assert client.post("/translate", headers=BROWSER).json()["error"]


@pytest.mark.parametrize(
    ("headers", "form"),
    [
        ({}, {}),
        (OWN, {"csrf": ""}),
        (OWN, {"csrf": "0" * 64}),
        (OWN, {"csrf": "é"}),
        (OWN, {}),
        ({"origin": "null"}, None),
        ({"origin": "https://evil.example"}, None),
        ({"origin": "https://127.0.0.1:5000"}, None),
        ({}, None),
    ],
)
def test_a_form_from_elsewhere_is_refused(
    serve: Serve, headers: dict[str, str], form: dict[str, str] | None
) -> None:
    """It needs the token that was made for this visitor (None: it has it), and an origin that is ours."""
    client = serve(key=KEY)
    sent = {"key": KEY, "csrf": token_of(client, "/sign-in")} if form is None else {"key": KEY, **form}
    answer = client.post("/sign-in", data=sent, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert "right" not in client.cookies


def test_a_token_is_its_visitors_alone(serve: Serve) -> None:
    client = serve(key=KEY)
    token = token_of(client, "/sign-in")
    client.cookies.clear()
    client.get("/sign-in")
    assert client.post("/sign-in", data={"key": KEY, "csrf": token}, headers=OWN).status_code == 403


def test_origins_that_may_ask_the_api_may_not_send_forms(serve: Serve) -> None:
    client = serve(key=KEY, origins=("https://cms.example",))
    form = {"key": KEY, "csrf": token_of(client, "/sign-in")}
    headers = {"origin": "https://cms.example"}
    assert client.post("/sign-in", data=form, headers=headers).status_code == 403


def test_without_a_key_pages_are_open(serve: Serve) -> None:
    client = serve()
    assert client.get("/").status_code == 200
    assert client.get("/sign-in", follow_redirects=False).headers["location"] == "/"


def test_the_key_opens_the_pages(serve: Serve) -> None:
    client = serve(key=KEY)
    assert client.get("/", follow_redirects=False).headers["location"] == "/sign-in"
    before = client.cookies.get("visitor")
    answer = give_key(client, KEY)
    assert answer.headers["location"] == "/"
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in each and "SameSite=strict" in each for each in cookies)
    assert KEY not in "".join(cookies)
    assert client.cookies["visitor"] != before
    page = client.get("/", follow_redirects=False)
    assert (page.status_code, "Sign out" in page.text) == (200, True)
    form = {"csrf": token_of(client, "/")}
    client.post("/sign-out", data=form, headers=OWN)
    assert client.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("right", ["1", "9" * 11 + "." + "0" * 64, "é", "1.", "9" * 99, "99999999999.x"])
def test_a_right_cannot_be_made_up(serve: Serve, right: str) -> None:
    client = serve(key=KEY)
    client.get("/sign-in")
    headers = {"cookie": f"visitor={client.cookies['visitor']}; right={right}".encode()}
    assert client.get("/", headers=headers, follow_redirects=False).status_code == 303  # type: ignore[arg-type]


def test_a_right_is_bound_to_its_visitor_and_ends(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    client = serve(key=KEY)
    give_key(client, KEY)
    right = client.cookies["right"]
    headers = {"cookie": f"visitor={'a' * 32}; right={right}"}
    assert client.get("/", headers=headers, follow_redirects=False).status_code == 303
    assert client.get("/").status_code == 200
    monkeypatch.setattr("time.time", lambda: int(right.partition(".")[0]) + 1)
    assert client.get("/", follow_redirects=False).status_code == 303


def test_wrong_keys_are_told_and_counted(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """After many the right one is not looked at either, for a while."""
    monkeypatch.setattr(entrance, "_TRIES", 3)
    client = serve(key=KEY)
    for wrong in ("", KEY[:-1], "clé " * 5000):
        answer = give_key(client, wrong)
        assert (answer.status_code, "not right" in answer.text) == (403, True)
    assert give_key(client, KEY).status_code == 429
    monkeypatch.setattr(entrance, "_PERIOD", -1)
    assert give_key(client, KEY).status_code == 303


def test_a_person_signs_in(listen: Listen, browser: Chrome) -> None:
    """With a real browser, which sends the origin and the cookies that it should."""
    browser.get(listen(key=KEY))
    browser.find_element(By.ID, "key").send_keys(KEY)
    browser.find_element(By.CSS_SELECTOR, "main button").click()
    until = WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException]).until
    until(lambda each: each.find_element(By.ID, "give"))
    assert "right" not in browser.execute_script("return document.cookie")
    browser.find_element(By.LINK_TEXT, "Français").click()
    until(lambda each: each.find_element(By.CSS_SELECTOR, "html[lang=fr] #give"))
    browser.find_element(By.CSS_SELECTOR, ".aside button").click()
    until(lambda each: each.find_element(By.ID, "key"))


def test_no_word_of_the_pages_shadows_one_of_the_report() -> None:
    """Both are said by one function, and the report's view says its own."""
    ours = read_phrases(words.__file__ or "", "phrases.tsv", "review.tsv").table
    reports = read_phrases(report_words.__file__ or "", "phrases.tsv").table
    assert ours.keys() & reports.keys() == set()


def test_no_template_of_the_pages_shadows_one_of_the_report() -> None:
    """Both are loaded by name, the pages' first, and the result is shown by the report's."""
    ours, reports = (
        {path.name for path in Path(module.__file__ or "").parent.joinpath("assets").glob("*.j2")}
        for module in (words, report_words)
    )
    assert "base.html.j2" in ours
    assert "texts.html.j2" in reports
    assert ours & reports == set()
