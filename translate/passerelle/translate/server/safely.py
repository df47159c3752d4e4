"""An answer to every request, whatever happens."""

from collections.abc import Awaitable, Callable
from traceback import extract_tb

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from passerelle.translate.server.request_error import RequestError

Tell = Callable[[str], None]
Handler = Callable[[Request], Awaitable[Response]]
Refuse = Callable[[Request, int, str], Response]


def answer_safely(handler: Handler, tell: Tell, refuse: Refuse) -> Handler:
    """Return a handler that answers whatever happens, and tells of the unexpected without the texts."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except RequestError as error:
            return refuse(request, error.status, str(error))
        except ClientDisconnect:
            return refuse(request, 400, "The request was not sent to its end.")
        except Exception as error:  # noqa: BLE001  (a server goes on, and no client sees a traceback)
            place = extract_tb(error.__traceback__)[-1]
            tell(f"{request.url.path} failed: {type(error).__name__} in {place.name}")
            return refuse(request, 500, "Cannot translate text: something unexpected happened.")

    return answer


def refusal(status: int, message: str) -> JSONResponse:
    """Return an error as LibreTranslate answers it."""
    return JSONResponse({"error": message}, status, headers_of(status))


def headers_of(status: int) -> dict[str, str]:
    """Return what a client must know beside an error's sentence."""
    headers = {"Retry-After": "1"} if status == 429 else {}
    if status in (408, 413):
        headers["Connection"] = "close"  # what is still sent of the body is not read
    return headers
