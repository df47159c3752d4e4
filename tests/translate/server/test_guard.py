"""Who may ask, and how much."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from passerelle.translate.engine.decode import Watch
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.run import ServerError
from passerelle.translate.server.who import access_of
from passerelle.translate.workflows.strings import English, String
from tests.translate.server.conftest import Serve, capitals
from tests.translate.server.test_translate import ASKED

KEY = "a key of some length"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:5000", 200),
        ("localhost", 200),
        ("LOCALHOST:80", 200),
        ("evil.example:5000", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example:5000", 403),
        ("", 403),
        ("[::1", 403),
    ],
)
def test_another_name_is_refused(serve: Serve, host: str, status: int) -> None:
    """A page whose name is made to lead here (DNS rebinding) keeps its own name in the request."""
    assert serve().get("/health", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:5000", 200),
        ("https://cms.example", 200),
        ("https://cms.example.evil.example", 403),
        ("http://cms.example", 403),
        ("null", 403),
    ],
)
def test_pages_elsewhere_are_refused_unless_named(serve: Serve, origin: str, status: int) -> None:
    client = serve(origins=("https://cms.example",))
    answer = client.post("/translate", json=ASKED, headers={"origin": origin})
    assert answer.status_code == status
    assert answer.headers.get("access-control-allow-origin") == (
        origin if origin == "https://cms.example" else None
    )


def test_a_browser_may_ask_first_where_its_page_is_named(serve: Serve) -> None:
    asks = {
        "origin": "https://cms.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    assert serve(origins=("https://cms.example",)).options("/translate", headers=asks).status_code == 200
    assert serve().options("/translate", headers=asks).status_code == 403


@pytest.mark.parametrize("path", ["/health", "/nothing", "/translate", "/spec"])
def test_every_answer_says_what_a_browser_may_do(serve: Serve, path: str) -> None:
    headers = serve().get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {**ASKED, "api_key": KEY}}, 200),
        ({"data": {**ASKED, "api_key": KEY}}, 200),
        ({"json": ASKED, "headers": {"authorization": f"Bearer {KEY}"}}, 200),
        ({"json": ASKED}, 403),
        ({"json": {**ASKED, "api_key": KEY[:-1]}}, 403),
        ({"json": {**ASKED, "api_key": "clé"}}, 403),
        ({"json": {**ASKED, "api_key": [KEY]}}, 403),
        ({"json": {**ASKED, "api_key": KEY}, "headers": {"authorization": "Bearer no"}}, 403),
        ({"json": ASKED, "headers": {"authorization": KEY}}, 403),
    ],
)
def test_the_key_is_asked_for(serve: Serve, sent: dict[str, object], status: int) -> None:
    assert serve(key=KEY).post("/translate", **sent).status_code == status  # type: ignore[arg-type]


def test_what_holds_no_texts_needs_no_key(serve: Serve) -> None:
    client = serve(key=KEY)
    assert [client.get(path).status_code for path in ("/health", "/languages", "/spec")] == [200, 200, 200]
    assert client.get("/glossary?q=hop").status_code == 403
    assert client.post("/detect", json={"q": "a"}).status_code == 403


def chunks(count: int, sent: list[int]) -> Iterator[bytes]:
    for _ in range(count):
        sent.append(1)
        yield b"x" * 1_000_000


def test_a_large_body_is_refused_before_it_is_read(serve: Serve) -> None:
    """One that says its length at once, one that does not as soon as it is too long."""
    client = serve()
    for headers in (
        {"content-type": "application/json"},
        {"content-type": "multipart/form-data; boundary=x"},
    ):
        announced = client.post("/translate", content=b"x" * 50_000_000, headers=headers)
        assert announced.status_code == 413
        streamed = client.post("/translate", content=chunks(50, []), headers=headers)
        assert streamed.status_code in (400, 413)


def test_too_many_that_wait_are_told_to_slow_down(serve: Serve) -> None:
    begin = threading.Event()

    def slow(strings: Sequence[String], _watch: object) -> list[English]:
        begin.wait(10)
        return capitals(strings)

    client = serve(slow, Limits(waiting=3))
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(client.post, "/translate", json=ASKED) for _ in range(8)]
        while sum(each.done() for each in asked) < 5:
            begin.wait(0.01)
        begin.set()
        codes = sorted(each.result().status_code for each in asked)
    assert codes == [200] * 3 + [429] * 5


def test_a_translation_that_takes_too_long_is_told(serve: Serve) -> None:
    begin = threading.Event()

    def slow(strings: Sequence[String], _watch: object) -> list[English]:
        begin.wait(10)
        return capitals(strings)

    client = serve(slow, Limits(seconds=0.05))
    answer = client.post("/translate", json=ASKED)
    begin.set()
    assert answer.status_code == 504
    assert "seconds" in answer.json()["error"]


def test_what_takes_too_long_is_not_gone_on_with(serve: Serve) -> None:
    """The client is told, and the model is free for others."""

    def endless(strings: Sequence[String], watch: Watch) -> list[English]:
        while strings[0].text == "endless":
            watch()
        return capitals(strings)

    client = serve(endless, Limits(seconds=0.5))
    assert client.post("/translate", json={**ASKED, "q": "endless"}).status_code == 504
    assert client.post("/translate", json=ASKED).status_code == 200


def test_what_fails_is_told_without_the_text(serve: Serve) -> None:
    def fail(strings: Sequence[String], _watch: object) -> list[English]:
        raise ValueError(strings[0].text)

    told: list[str] = []
    answer = serve(fail, told=told).post("/translate", json={**ASKED, "q": "secret"})
    assert answer.status_code == 500
    assert len(told) == 1
    assert "ValueError" in told[0]
    assert "secret" not in told[0] + answer.text


def test_hundreds_of_requests_are_all_answered(serve: Serve) -> None:
    client = serve(limits=Limits(waiting=1000))
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(
            lambda n: client.post("/translate", json={**ASKED, "q": f"n{n}"}).json(), range(300)
        )
    assert [each["translatedText"] for each in answers] == [f"N{number}" for number in range(300)]


@pytest.mark.parametrize(
    ("host", "key", "origins", "told"),
    [
        ("0.0.0.0", "", (), "give --api-key"),
        ("192.168.1.4", "", (), "give --api-key"),
        ("::", "", (), "give --api-key"),
        ("example.org", "", (), "give --api-key"),
        ("127.0.0.1", "short", (), "can be guessed"),
        ("127.0.0.1", "", ("*",), "no origin"),
        ("127.0.0.1", "", ("cms.example",), "no origin"),
        ("127.0.0.1", "", ("https://cms.example/path",), "no origin"),
    ],
)
def test_what_is_unsafe_is_not_started(host: str, key: str, origins: tuple[str, ...], told: str) -> None:
    with pytest.raises(ServerError, match=told):
        access_of(host, key, origins)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_alone_needs_no_key(host: str) -> None:
    access = access_of(host, "", ())
    assert access.hosts is not None
    assert host in access.hosts
    assert access_of("0.0.0.0", KEY, ()).hosts is None
