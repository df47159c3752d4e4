"""The application: addresses, and what stands before them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from passerelle.glossary.termbase import Termbase
from passerelle.translate.cms import Translate as TranslateDocument
from passerelle.translate.server.batches import Batches, Translate
from passerelle.translate.server.files import Files
from passerelle.translate.server.guard import Guard
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.service import Service, Tell, refusal


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: with which ``key``, under which names of the ``hosts`` (None: any), from which ``origins``' pages."""

    key: str = ""
    hosts: tuple[str, ...] | None = None
    origins: tuple[str, ...] = ()


def create_app(
    translate: Translate,
    translate_document: TranslateDocument,
    termbase: Termbase,
    access: Access,
    limits: Limits,
    tell: Tell,
) -> Starlette:
    """Return the application, which translates texts and documents in threads of its own and ends with all answers given."""
    batches = Batches(translate)
    service = Service(termbase, batches, limits, access.key, tell)
    files = Files(translate_document, limits, service.check_key)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        batches.close()
        files.close()

    middleware = [Middleware(Guard, access.hosts, access.origins)]
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
        routes=_routes(service, files),
        middleware=middleware,
        exception_handlers={HTTPException: _http_problem},
        lifespan=life,
    )


def _routes(service: Service, files: Files) -> list[Route]:
    return [
        Route(path, service.safely(handler), methods=[method])
        for method, path, handler in (
            ("POST", "/translate", service.translate),
            ("POST", "/translate_file", files.translate),
            ("GET", "/download_file/{name}", files.download),
            ("POST", "/detect", service.detect),
            ("GET", "/glossary", service.glossary),
            ("GET", "/languages", service.languages),
            ("GET", "/frontend/settings", service.settings),
            ("GET", "/health", service.health),
            ("GET", "/spec", service.spec),
        )
    ]


async def _http_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refusal(error.status_code, error.detail)
