"""What stands before every answer: who may ask, and what a browser may do with what is answered."""

import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from passerelle.translate.server.safely import Refuse

LOOPBACK = ("127.0.0.1", "::1", "localhost")

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""What every answer says, unless it says otherwise itself."""
PAGE_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "same-origin",  # without it a browser sends forms with no origin
}
"""What a page for people says otherwise: it has a style sheet, a script and forms, all from here."""


class Guard:
    """Refuses requests under another host's name, by which a page elsewhere could pass for this one, and those of other pages.

    ``hosts`` are the names that this server has, None where it may have any; ``origins`` the pages that may ask;
    ``refuse`` makes the answer to others.
    """

    def __init__(
        self, app: ASGIApp, hosts: Collection[str] | None, origins: Collection[str], refuse: Refuse
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._origins = origins
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        problem = self._problem(Headers(scope=scope), scope["scheme"])
        if problem:
            await self._refuse(Request(scope), 403, problem)(scope, receive, send_guarded)
        else:
            await self._app({**scope, "path": plain_path(scope["path"])}, receive, send_guarded)

    def _problem(self, headers: Headers, scheme: str) -> str:
        host, origin = headers.get("host", ""), headers.get("origin", "")
        if self._hosts is not None and host_name(host) not in self._hosts:
            return "This server answers under its own name only: 127.0.0.1 or localhost."
        if origin and origin != f"{scheme}://{host}" and origin not in self._origins:
            return (
                "Pages of other origins may not ask; start the server with --cors and the origin to let one."
            )
        return ""


def plain_path(path: str) -> str:
    """Return an address as it was meant: clients join the slashes of a server's address to their own.

    >>> plain_path("//translate/"), plain_path("/"), plain_path("//")
    ('/translate', '/', '/')
    """
    return re.sub(r"/+", "/", path).rstrip("/") or "/"


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port.

    >>> host_name("LocalHost:5000"), host_name("[::1]:5000"), host_name("127.0.0.1")
    ('localhost', '::1', '127.0.0.1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()
