"""The server itself: a socket, and uvicorn on it until it is stopped."""

import asyncio
import socket
from contextlib import suppress
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from passerelle.glossary.errors import PasserelleError

_CONNECTIONS = 1000
_KEPT_ALIVE = 5  # seconds


_HEAD = 10  # seconds


class ServerError(PasserelleError):
    """The server cannot be started as asked."""


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes one that is free.

    Raises:
        ServerError: the address is not of this machine, or is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ServerError(
            f"cannot listen at {address(host, port)} ({why.lower()}); name another --host or --port."
        ) from error


def address(host: str, port: int) -> str:
    """Return where a browser finds the server.

    >>> address("::1", 80)
    'http://[::1]:80'
    """
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Connection(H11Protocol):
    """A connection that is closed when the head of a request does not come in time, which uvicorn waits for without end."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._unwatch()
        elif self._late is None:
            self._late = self.loop.call_later(_HEAD, self.transport.close)

    def _unwatch(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def make_server(app: ASGIApp, *, patience: float) -> uvicorn.Server:
    """Return a server for ``app``, which once it is stopped finishes what is under way, in ``patience`` seconds."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=_Connection,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEPT_ALIVE,
        timeout_graceful_shutdown=round(patience),
    )
    return uvicorn.Server(config)


def run_server(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serve until the process is told to stop, or ``should_exit`` is set."""
    with suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=[listener]))
