"""Who may ask a server, from how it is started."""

import re
from collections.abc import Iterable
from ipaddress import ip_address

from passerelle.translate.server.app import Access
from passerelle.translate.server.guard import LOOPBACK
from passerelle.translate.server.run import ServerError

_SHORTEST_KEY = 16
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s,*?#@]+")


def access_of(host: str, key: str, origins: Iterable[str]) -> Access:
    """Return who may ask: on this machine anyone by its own name, elsewhere whoever has the key.

    Raises:
        ServerError: the address can be reached from elsewhere and there is no key, the key is short, or an origin is none.
    """
    local = _is_loopback(host)
    if not local and not key:
        raise ServerError(
            f"--host {host}: other machines reach this address; give --api-key, or set PASSERELLE_API_KEY."
        )
    if key and len(key) < _SHORTEST_KEY:
        raise ServerError(
            f"--api-key: a key of {len(key)} characters can be guessed; take {_SHORTEST_KEY} or more."
        )
    named = tuple(origin.rstrip("/").lower() for origin in origins)
    wrong = next((origin for origin in named if not _ORIGIN.fullmatch(origin)), None)
    if wrong is not None:
        raise ServerError(f"--cors: “{wrong}” is no origin; write it as https://cms.example.org.")
    return Access(key, (*LOOPBACK, host.lower()) if local else None, named)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
