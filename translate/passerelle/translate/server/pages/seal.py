"""Who sends a form: a visitor's cookie, and what proves that a form or a right was given to that visitor here."""

import hmac
import re
import secrets
import time
from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from passerelle.translate.server.request_error import RequestError

VISITOR, RIGHT = "visitor", "right"
"""Cookies: who the visitor is, and that the visitor had the key."""
FIELD, HEADER = "csrf", "x-csrf-token"
SIGNED_IN = 12 * 3600
"""Seconds for which the key need not be given again."""
_VISITOR = re.compile(r"[\w-]{32}")
_RIGHT = re.compile(r"(\d{1,12})\.([0-9a-f]{64})")


class Seal:
    """Tokens that only this process can make, each bound to one visitor and one purpose."""

    def __init__(self) -> None:
        """Take a secret that ends with the process."""
        self._secret = secrets.token_bytes(32)

    def token(self, visitor: str) -> str:
        """Return what a form must send back to be that visitor's own."""
        return self._sign("form", visitor)

    def check(self, request: Request, values: Mapping[str, object]) -> None:
        """Refuse a form that was not given to this visitor.

        Raises:
            RequestError: its token is missing or another's.
        """
        sent = str(values.get(FIELD) or request.headers.get(HEADER, ""))
        visitor = visitor_of(request)
        if not visitor or not hmac.compare_digest(
            sent.encode(errors="replace"), self.token(visitor).encode()
        ):
            raise RequestError(
                403, "The form has expired; go back, load the page again, and send it once more."
            )

    def right(self, visitor: str) -> str:
        """Return what shows, for a while, that a visitor had the key."""
        end = int(time.time()) + SIGNED_IN
        return f"{end}.{self._sign('right', visitor, end)}"

    def has_right(self, request: Request) -> bool:
        """Return whether the visitor had the key, not too long ago."""
        found = _RIGHT.fullmatch(request.cookies.get(RIGHT, ""))
        if not found or int(found[1]) < time.time():
            return False
        return hmac.compare_digest(found[2], self._sign("right", visitor_of(request), int(found[1])))

    def _sign(self, *parts: object) -> str:
        return hmac.new(self._secret, "|".join(map(str, parts)).encode(), sha256).hexdigest()


def check_origin(request: Request) -> None:
    """Refuse what another page sends; pages that may ask the API (``--cors``) may not write here.

    Raises:
        RequestError: the request does not say that it comes from a page of this server.
    """
    if request.headers.get("origin", "") != f"{request.url.scheme}://{request.headers.get('host', '')}":
        raise RequestError(403, "The form was not sent by a page of this server.")


def visitor_of(request: Request) -> str:
    """Return who asks, empty where nobody is known."""
    visitor = request.cookies.get(VISITOR, "")
    return visitor if _VISITOR.fullmatch(visitor) else ""


def new_visitor() -> str:
    """Return a visitor that nobody can guess."""
    return secrets.token_urlsafe(24)


def set_cookie(
    request: Request, response: Response, name: str, value: str, *, seconds: int | None = None
) -> None:
    """Set a cookie that no script reads and no other site's link or form sends."""
    response.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
