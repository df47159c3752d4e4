"""The server on a real socket: slow and greedy clients, many at once, and its end."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette

from passerelle.translate.server import run
from passerelle.translate.server.app import Access, create_app
from passerelle.translate.server.limits import Limits
from passerelle.translate.workflows.strings import English, String
from tests.translate.server.conftest import TERMS, capital_document, capitals
from tests.translate.server.test_translate import ASKED


@contextmanager
def served(app: Starlette) -> Iterator[tuple[int, uvicorn.Server]]:
    """A server in a thread, with its port."""
    server = run.make_server(app, patience=10)
    with run.open_socket("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=run.run_server, args=(server, listener))
        thread.start()
        try:
            yield listener.getsockname()[1], server
        finally:
            while not server.started:
                time.sleep(0.01)
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()


def slow_capitals(strings: Sequence[String], _watch: object) -> list[English]:
    time.sleep(0.3)
    return capitals(strings)


def app_of(limits: Limits | None = None, *, slow: bool = False) -> Starlette:
    return create_app(
        slow_capitals if slow else capitals,
        capital_document,
        TERMS,
        Access(),
        limits or Limits(waiting=2000),
        lambda _: None,
    )


def ask(port: int, text: str = "un lit") -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(
        "POST", "/translate", json.dumps({**ASKED, "q": text}), {"content-type": "application/json"}
    )
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    return answer.status, told


def until_closed(client: socket.socket) -> bytes:
    client.settimeout(20)
    received = b""
    while chunk := client.recv(65536):
        received += chunk
    return received


HEAD = b"POST /translate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Length: 50000000\r\n\r\n", b"{"),
        (
            b"Transfer-Encoding: chunked\r\n\r\n",
            b"100000\r\n" + b" " * 0x100000 + b"\r\n" + b"100000\r\n" + b" " * 0x100000,
        ),
    ],
)
def test_a_large_body_is_refused_as_it_comes(head: bytes, body: bytes) -> None:
    """By what it announces, or when it has sent more than may come; the rest is not read."""
    with served(app_of()) as (port, _), socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(HEAD + head + body)
        client.settimeout(20)
        assert client.recv(65536).startswith(b"HTTP/1.1 413")


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    with (
        served(app_of(Limits(sending=0.2))) as (port, _),
        socket.create_connection(("127.0.0.1", port)) as client,
    ):
        client.sendall(HEAD + b"Content-Length: 100\r\n\r\n{")
        assert until_closed(client).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("sent", [b"", b"GET /health HTT", b"GET /health HTTP/1.1\r\nHost: localhost\r\n"])
def test_a_head_that_does_not_come_is_not_waited_for(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_HEAD", 0.2)
    with (
        served(app_of()) as (port, _),
        socket.create_connection(("127.0.0.1", port)) as client,
    ):
        client.sendall(sent)
        assert until_closed(client) == b""


def test_the_second_head_of_a_connection_is_watched_as_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_HEAD", 0.2)
    with (
        served(app_of()) as (port, _),
        socket.create_connection(("127.0.0.1", port)) as client,
    ):
        client.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.settimeout(20)
        answer = b""
        while not answer.endswith(b"}"):
            answer += client.recv(65536)
        client.sendall(b"GET /hea")
        assert until_closed(client) == b""


def test_an_answer_that_takes_its_time_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_HEAD", 0.1)
    with served(app_of(slow=True)) as (port, _):
        assert ask(port) == (200, {"translatedText": "UN LIT", "terms": [], "findings": []})


def test_hundreds_of_connections_are_each_answered() -> None:
    with served(app_of()) as (port, _), ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda number: ask(port, f"n{number}"), range(400)))
    assert [told["translatedText"] for _, told in answers] == [f"N{number}" for number in range(400)]


def test_a_stop_finishes_what_is_under_way() -> None:
    with served(app_of(slow=True)) as (port, server), ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(ask, port) for _ in range(4)]
        time.sleep(0.1)
        server.should_exit = True
        assert [answer.result(20)[0] for answer in answers] == [200] * 4


def test_what_is_no_http_is_refused() -> None:
    with (
        served(app_of()) as (port, _),
        socket.create_connection(("127.0.0.1", port)) as client,
    ):
        client.sendall(b"\x16\x03\x01 nonsense\r\n\r\n")
        assert until_closed(client).startswith(b"HTTP/1.1 400")


def test_the_address_that_is_printed_leads_there() -> None:
    with run.open_socket("127.0.0.1", 0) as listener:
        assert run.address("127.0.0.1", listener.getsockname()[1]).startswith("http://127.0.0.1:")
