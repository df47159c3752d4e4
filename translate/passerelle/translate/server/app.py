"""The application: addresses, and what stands before them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from passerelle.glossary.termbase import Termbase
from passerelle.translate.server.batches import Batches, Translate
from passerelle.translate.server.files import Files
from passerelle.translate.server.guard import Guard
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.pages.articles import Articles, TranslateArticle
from passerelle.translate.server.pages.catalogues import CATALOGUES, Catalogues, Reviewing
from passerelle.translate.server.pages.entrance import SIGN_OUT, Entrance
from passerelle.translate.server.pages.manual import read_operations
from passerelle.translate.server.pages.pages import SIGN_IN, Pages
from passerelle.translate.server.pages.translating import Check, Translating
from passerelle.translate.server.safely import Tell, answer_safely, refusal
from passerelle.translate.server.service import Service
from passerelle.translate.server.spec import specification
from passerelle.translate.server.store import Store
from passerelle.translate.workflows.strings import String

_VERSIONS = 5


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: with which ``key``, under which names of the ``hosts`` (None: any), from which ``origins``' pages."""

    key: str = ""
    hosts: tuple[str, ...] | None = None
    origins: tuple[str, ...] = ()


def create_app(
    translate: Translate,
    translate_document: TranslateArticle,
    termbase: Termbase,
    access: Access,
    limits: Limits,
    tell: Tell,
    check: Check = lambda catalog, _language: catalog,
    reviewing: Reviewing | None = None,
) -> Starlette:
    """Return the application, which translates texts and documents in threads of its own and ends with all answers given.

    ``check`` tells a catalogue's findings in the language of who reads them. Catalogues are reviewed where
    ``reviewing`` says with what. ``state.model``, where it is set, is what ``GET /health`` tells of the package.
    """
    batches = Batches(translate)
    service = Service(termbase, batches, limits, access.key)
    store = Store()
    files = Files(translate_document, store, limits, service.check_key)
    places = (("/", "home"), *(((CATALOGUES, "catalogues"),) if reviewing else ()))
    pages = Pages(limits, access.key, tell, places)
    articles = Articles(translate_document, store, limits, tell)
    translating = Translating(pages, articles, termbase, check)
    catalogues = Catalogues(pages, reviewing, partial(_other_versions, batches)) if reviewing else None

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        if catalogues is not None:
            catalogues.close()
        batches.close()
        files.close()
        articles.close()
        store.close()

    async def http_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return pages.refuse_any(request, error.status_code, error.detail)

    middleware = [Middleware(Guard, access.hosts, access.origins, pages.refuse_any)]
    if access.origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=access.origins,
                allow_methods=("GET", "POST"),
                allow_headers=("authorization", "content-type"),
            )
        )
    return Starlette(
        routes=[
            *_api_routes(service, files, tell),
            *_page_routes(pages),
            *_article_routes(pages, translating),
            *(catalogues.routes if catalogues else ()),
        ],
        middleware=middleware,
        exception_handlers={HTTPException: http_problem},
        lifespan=life,
    )


def _api_routes(service: Service, files: Files, tell: Tell) -> list[Route]:
    def refuse(_request: Request, status: int, message: str) -> Response:
        return refusal(status, message)

    return [
        Route(path, answer_safely(handler, tell, refuse), methods=[method])
        for method, path, handler in (
            ("POST", "/translate", service.translate),
            ("POST", "/translate_file", files.translate),
            ("GET", "/download_file/{name}", files.download),
            ("POST", "/detect", service.detect),
            ("GET", "/glossary", service.glossary),
            ("POST", "/suggest", service.suggest),
            ("GET", "/languages", service.languages),
            ("GET", "/frontend/settings", service.settings),
            ("GET", "/health", service.health),
            ("GET", "/spec", service.spec),
        )
    ]


def _page_routes(pages: Pages) -> list[Route]:
    entrance = Entrance(pages)

    async def manual(request: Request) -> Response:
        told = specification()
        return pages.render(
            request,
            "manual.html.j2",
            info=told["info"],
            openapi=told["openapi"],
            operations=read_operations(told),
            address=request.base_url,
            key=bool(pages.key),
        )

    return [
        Route("/docs", pages.open_to_all(manual), methods=["GET"]),
        Route("/static/{name}", pages.open_to_all(pages.static.answer), methods=["GET"]),
        Route(SIGN_IN, pages.open_to_all(entrance.show), methods=["GET"]),
        Route(SIGN_IN, pages.open_to_all(entrance.enter), methods=["POST"]),
        Route(SIGN_OUT, pages.open_to_all(entrance.leave), methods=["POST"]),
    ]


def _article_routes(pages: Pages, translating: Translating) -> list[Route]:
    return [
        Route(path, pages.page(handler), methods=[method])
        for method, path, handler in (
            ("GET", "/", translating.form),
            ("POST", "/", translating.start),
            ("GET", "/articles/{name}", translating.show),
            ("GET", "/articles/{name}/progress", translating.progress),
            ("POST", "/articles/{name}/stop", translating.stop),
            ("GET", "/articles/{name}/{kind}", translating.download),
        )
    ]


async def _other_versions(batches: Batches, text: str) -> Sequence[str]:
    """Return what else could be said for a French text, the model's own words first."""
    [english] = await asyncio.wrap_future(batches.put([String(text, alternatives=_VERSIONS)]))
    return [english.text, *english.alternatives]
