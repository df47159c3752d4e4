"""The server itself: a socket, and uvicorn on it until it is stopped."""

import asyncio
import socket
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from passerelle.glossary.errors import PasserelleError

_CONNECTIONS = 1000
_KEPT_ALIVE = 5  # seconds


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
    except (OSError, OverflowError, UnicodeError) as error:
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


def serve_app(app: ASGIApp, listener: socket.socket, *, patience: float) -> None:
    """Serve until the process is told to stop; what is under way is finished first, in ``patience`` seconds."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEPT_ALIVE,
        timeout_graceful_shutdown=round(patience),
    )
    with suppress(KeyboardInterrupt):
        asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))
