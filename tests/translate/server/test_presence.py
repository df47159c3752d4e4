"""Nobody works for a client that has gone."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.requests import ClientDisconnect, Request

from passerelle.translate.server.presence import while_there


def request_of(messages: Iterator[str]) -> Request:
    """Return a request whose client sends these messages, and then nothing."""

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0)
        kind = next(messages, "")
        if not kind:
            await asyncio.Event().wait()
        return {"type": kind, "body": b"", "more_body": False}

    return Request({"type": "http"}, receive)


def test_work_is_done_for_whoever_waits() -> None:
    async def work() -> int:
        await asyncio.sleep(0.01)
        return 7

    assert asyncio.run(while_there(request_of(iter(["http.request"])), work())) == 7


def test_work_ends_with_its_client() -> None:
    ended: list[bool] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async def leave() -> None:
        with pytest.raises(ClientDisconnect):
            await while_there(request_of(iter(["http.request", "http.disconnect"])), work())
        await asyncio.sleep(0)

    asyncio.run(leave())
    assert ended == [True]


def test_what_goes_wrong_is_told() -> None:
    async def work() -> None:
        raise ValueError("no text")

    with pytest.raises(ValueError, match="no text"):
        asyncio.run(while_there(request_of(iter([])), work()))
