"""Pages as answers: a template filled, in the reader's language, for whoever may read it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from passerelle.translate.server.body import Values, read_values
from passerelle.translate.server.guard import PAGE_HEADERS
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.pages import words
from passerelle.translate.server.pages.messages import say_message
from passerelle.translate.server.pages.seal import (
    VISITOR,
    Seal,
    check_origin,
    new_visitor,
    set_cookie,
    visitor_of,
)
from passerelle.translate.server.pages.static import Static
from passerelle.translate.server.safely import Handler, Tell, answer_safely, headers_of, refusal

SIGN_IN = "/sign-in"


@dataclass(slots=True)
class Pages:
    """What every page needs; ``places`` are the addresses in the navigation, each with the key of its name in the phrases."""

    limits: Limits
    key: str
    tell: Tell
    places: Sequence[tuple[str, str]] = ()
    seal: Seal = field(default_factory=Seal)
    static: Static = field(default_factory=Static)
    _templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        """Make ready to read templates: those of the pages, and those of the report which they share."""
        self._templates = Environment(
            loader=ChoiceLoader(
                [
                    PackageLoader("passerelle.translate.server.pages", "assets"),
                    PackageLoader("passerelle.translate.report", "assets"),
                ]
            ),
            autoescape=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, request: Request, template: str, status: int = 200, **values: object) -> Response:
        """Return a page in the reader's language; ``values`` are for its template."""
        language = words.language_of(request)
        visitor = visitor_of(request) or new_visitor()
        page = self._templates.get_template(template).render(
            language=language,
            say=partial(words.say, language=language),
            say_message=partial(say_message, language=language),
            csrf=self.seal.token(visitor),
            static=self.static.address,
            path=request.url.path,
            languages=[
                (code, str(request.url.include_query_params(lang=code).query)) for code in ("en", "fr")
            ],
            places=self.places,
            may_sign_out=bool(self.key) and self.seal.has_right(request),
            version=version("passerelle"),
            **values,
        )
        response = HTMLResponse(page, status, headers=PAGE_HEADERS)
        if visitor != visitor_of(request):
            set_cookie(request, response, VISITOR, visitor)
        if request.query_params.get("lang") == language:
            set_cookie(request, response, words.COOKIE, language, seconds=31536000)
        return response

    def refuse(self, request: Request, status: int, message: str) -> Response:
        """Return what is wrong: as a page, or as JSON to the script."""
        if "application/json" in request.headers.get("accept", ""):
            return refusal(status, message)
        key = f"error {status}" if words.has_words(f"error {status}") else "error other"
        response = self.render(request, "error.html.j2", status, key=key, message=message)
        response.headers.update(headers_of(status))
        return response

    def refuse_any(self, request: Request, status: int, message: str) -> Response:
        """Return what is wrong to a browser that opens an address as a page, and as LibreTranslate does to all others."""
        opened = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        return self.refuse(request, status, message) if opened else refusal(status, message)

    def open_to_all(self, handler: Handler) -> Handler:
        """Return a handler whose errors are pages."""
        return answer_safely(handler, self.tell, self.refuse)

    def page(self, handler: Handler) -> Handler:
        """Return a handler for those who had the key, where there is one; others are led to where they can give it."""

        async def answer(request: Request) -> Response:
            if not self.key or self.seal.has_right(request):
                return await handler(request)
            if request.method == "GET" and "application/json" not in request.headers.get("accept", ""):
                return RedirectResponse(SIGN_IN, 303)
            return self.refuse(request, 403, "Sign in with the key first.")

        return self.open_to_all(answer)

    async def read_form(self, request: Request, *, most: int | None = None) -> Values:
        """Return what a form of ours sends. Every handler that writes reads so.

        Raises:
            RequestError: it is not ours, or too large, or too slow.
        """
        check_origin(request)
        values = await read_values(request, self.limits, most=most)
        try:
            self.seal.check(request, values)
        except BaseException:
            await close_uploads(values)
            raise
        return values


async def close_uploads(values: Values) -> None:
    """Let go of the files in a form."""
    for value in values.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, UploadFile):
                await each.close()
