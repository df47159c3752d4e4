"""What each address does: a request checked, given to the model with others, and answered."""

import asyncio
import hmac
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from passerelle.glossary.lookup import complete_term
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Header
from passerelle.translate.server import answers
from passerelle.translate.server.ask import Asked, read_asked, read_texts
from passerelle.translate.server.batches import Batches
from passerelle.translate.server.body import Values, clean, read_values
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.presence import while_there
from passerelle.translate.server.request_error import RequestError
from passerelle.translate.server.slugs import english_slug, find_slugs
from passerelle.translate.server.spec import specification
from passerelle.translate.text.language import Likely, likely_languages
from passerelle.translate.workflows.strings import English, String
from passerelle.translate.workflows.whole_files import SUFFIXES

CheckKey = Callable[[Request, Values], None]


@dataclass(slots=True)
class Service:
    """The answers. ``key`` is what clients must send, empty where none must."""

    termbase: Termbase
    batches: Batches
    limits: Limits
    key: str
    _asked: int = field(default=0, init=False)

    async def translate(self, request: Request) -> Response:
        """Answer ``POST /translate``."""
        with self._place():
            asked = await self._read(request)
            likely = await asyncio.to_thread(_languages, asked)
            french = [number for number, own in enumerate(likely) if own.code == "fr"]
            english = await while_there(request, self._english(asked, french))
        return JSONResponse(answers.translation(asked, english, likely))

    async def _english(self, asked: Asked, french: Sequence[int]) -> list[English | None]:
        """Return the English of the texts that are ``french``, None for the others."""
        slugs = find_slugs(asked.texts)
        own = [number for number in french if number not in slugs]
        strings = [String(asked.texts[number], asked.html, asked.alternatives) for number in own]
        done = dict(zip(own, await self._render(strings) if strings else (), strict=True))
        for slug, title in slugs.items():
            if title in done:
                done[slug] = English(english_slug(done[title]), Catalog(Header("slug")))
        return [done.get(number) for number in range(len(asked.texts))]

    @contextmanager
    def _place(self) -> Iterator[None]:
        """Take one of the places for those that wait, before any of the body is in the memory."""
        if self._asked >= self.limits.waiting:
            raise RequestError(429, "Slowdown: too many requests are waiting; try again in a moment.")
        self._asked += 1
        try:
            yield
        finally:
            self._asked -= 1

    async def _read(self, request: Request) -> Asked:
        values = await read_values(request, self.limits)
        self.check_key(request, values)
        return read_asked(values, self.limits)

    async def _render(self, strings: Sequence[String]) -> list[English]:
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await asyncio.wrap_future(self.batches.put(strings))
        except TimeoutError:
            raise RequestError(
                504, f"The translation took more than {self.limits.seconds:g} seconds; send less at once."
            ) from None

    async def detect(self, request: Request) -> Response:
        """Answer ``POST /detect``: for one text, and as LibreTranslate does for several, taken together."""
        with self._place():
            values = await read_values(request, self.limits)
            self.check_key(request, values)
            texts, _ = read_texts(values, self.limits)
        found = await asyncio.to_thread(likely_languages, "\n".join(texts))
        return JSONResponse([answers.detection(each) for each in found])

    async def glossary(self, request: Request) -> Response:
        """Answer ``GET /glossary?q=…``: the concepts whose French begins so."""
        values = await read_values(request, self.limits)
        self.check_key(request, values)
        start = values.get("q")
        if not isinstance(start, str) or not start.strip():
            raise RequestError(400, "Invalid request: missing q parameter")
        found = await asyncio.to_thread(complete_term, self.termbase, clean(start[:200]))
        return JSONResponse([answers.concept(form, each) for form, each in found])

    async def languages(self, _request: Request) -> Response:
        """Answer ``GET /languages``."""
        return JSONResponse(answers.LANGUAGES)

    async def settings(self, _request: Request) -> Response:
        """Answer ``GET /frontend/settings``."""
        return JSONResponse(answers.settings(self.limits, key=bool(self.key), files=SUFFIXES))

    async def suggest(self, _request: Request) -> Response:
        """Refuse ``POST /suggest`` as LibreTranslate does where the settings say that there are no suggestions."""
        raise RequestError(
            403, "Suggestions are disabled on this server; terms are proposed in a review sheet."
        )

    async def health(self, request: Request) -> Response:
        """Answer ``GET /health``, with what the application's state says of the ``model`` that translates."""
        return JSONResponse({"status": "ok", **getattr(request.app.state, "model", {})})

    async def spec(self, _request: Request) -> Response:
        """Answer ``GET /spec``."""
        return JSONResponse(specification())

    def check_key(self, request: Request, values: Values) -> None:
        """Refuse whoever does not have the key, in a time that tells nothing of it.

        Raises:
            RequestError: it is missing or wrong.
        """
        scheme, _, sent = request.headers.get("authorization", "").partition(" ")
        given = sent.strip() if scheme.lower() == "bearer" else values.get("api_key")
        if self.key and not hmac.compare_digest(clean(str(given or "")).encode(), self.key.encode()):
            raise RequestError(
                403, "Invalid API key" if given else "Please contact the server operator to get an API key"
            )


def _languages(asked: Asked) -> list[Likely]:
    """Return the language of each text; raises RequestError for one that is neither French nor English."""
    if asked.source != "auto":
        return [Likely(asked.source, 100.0)] * len(asked.texts)
    return [french_or_english(text) for text in asked.texts]


def french_or_english(text: str) -> Likely:
    """Return the language of a text that a client does not name.

    Raises:
        RequestError: it is another.
    """
    found = likely_languages(text)[0]
    if found.code not in ("fr", "en"):
        raise RequestError(400, f"{found.code} is not supported: Passerelle translates from French (fr).")
    return found
