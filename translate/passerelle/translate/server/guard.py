"""What stands before every answer: who may ask, and what a browser may do with what is answered."""

import json
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "::1", "localhost")

_HEADERS = (
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)


class Guard:
    """Refuses requests under another host's name, by which a page elsewhere could pass for this one, and those of other pages.

    ``hosts`` are the names that this server has, None where it may have any; ``origins`` the pages that may ask.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None, origins: Collection[str]) -> None:
        self._app = app
        self._hosts = hosts
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        problem = self._problem(Headers(scope=scope), scope["scheme"])
        if problem:
            await _refuse(problem, send_guarded)
        else:
            await self._app(scope, receive, send_guarded)

    def _problem(self, headers: Headers, scheme: str) -> str:
        host, origin = headers.get("host", ""), headers.get("origin", "")
        if self._hosts is not None and host_name(host) not in self._hosts:
            return "This server answers under its own name only: 127.0.0.1 or localhost."
        if origin and origin != f"{scheme}://{host}" and origin not in self._origins:
            return (
                "Pages of other origins may not ask; start the server with --cors and the origin to let one."
            )
        return ""


async def _refuse(problem: str, send: Send) -> None:
    body = json.dumps({"error": problem}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port.

    >>> host_name("LocalHost:5000"), host_name("[::1]:5000"), host_name("127.0.0.1")
    ('localhost', '::1', '127.0.0.1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()
