"""Where a person gives the key, and gives up the right that it gave."""

import hmac
import time
from collections import OrderedDict, deque

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from passerelle.translate.server.body import clean
from passerelle.translate.server.pages import seal
from passerelle.translate.server.pages.pages import SIGN_IN, Pages
from passerelle.translate.server.request_error import RequestError

SIGN_OUT = "/sign-out"
_TRIES, _PERIOD = 10, 600.0
"""Wrong keys from one address in so many seconds, before others are not looked at."""
_ADDRESSES = 10_000


class Entrance:
    """The form for the key. What was tried is counted by address, and forgotten after a while."""

    def __init__(self, pages: Pages) -> None:
        """Let nobody in yet."""
        self._pages = pages
        self._tried: OrderedDict[str, deque[float]] = OrderedDict()

    async def show(self, request: Request) -> Response:
        """Answer ``GET /sign-in``."""
        if not self._pages.key or self._pages.seal.has_right(request):
            return RedirectResponse("/", 303)
        return self._pages.render(request, "sign-in.html.j2", wrong=False)

    async def enter(self, request: Request) -> Response:
        """Answer ``POST /sign-in``: the right key gives a right under a new name, which nobody can have known before."""
        values = await self._pages.read_form(request)
        address = request.client.host if request.client else ""
        self._refuse_after_many(address)
        given = clean(str(values.get("key", ""))).strip()
        if not hmac.compare_digest(given.encode(), self._pages.key.encode()):
            self._tried.setdefault(address, deque()).append(time.monotonic())
            return self._pages.render(request, "sign-in.html.j2", 403, wrong=True)
        response = RedirectResponse("/", 303)
        visitor = seal.new_visitor()
        seal.set_cookie(request, response, seal.VISITOR, visitor)
        seal.set_cookie(
            request, response, seal.RIGHT, self._pages.seal.right(visitor), seconds=seal.SIGNED_IN
        )
        return response

    async def leave(self, request: Request) -> Response:
        """Answer ``POST /sign-out``."""
        await self._pages.read_form(request)
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(seal.RIGHT)
        return response

    def _refuse_after_many(self, address: str) -> None:
        tried = self._tried.get(address)
        while tried and tried[0] < time.monotonic() - _PERIOD:
            tried.popleft()
        if tried is not None and not tried:
            del self._tried[address]
        if tried and len(tried) >= _TRIES:
            raise RequestError(429, "Too many wrong keys came from this address; try again in ten minutes.")
        while len(self._tried) >= _ADDRESSES:
            self._tried.popitem(last=False)
