"""A server without a model: its English is the French in capitals. As an application, and as a server with a browser before it."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from passerelle.glossary.concept import Concept
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog, Entry, Header
from passerelle.translate.catalog.summary import Effort, Summary
from passerelle.translate.pipeline import Translation
from passerelle.translate.server.app import Access, create_app
from passerelle.translate.server.batches import Translate
from passerelle.translate.server.limits import Limits
from passerelle.translate.server.pages.articles import TranslateArticle
from passerelle.translate.server.pages.catalogues import Reviewing
from passerelle.translate.server.run import make_server, open_socket, run_server
from passerelle.translate.text.document import Document
from passerelle.translate.workflows.strings import English, String

TERMS = Termbase(
    (
        Concept("hopital-de-jour", "hôpital de jour", "day hospital", "care", abbreviations=("HDJ",)),
        Concept("hopital", "hôpital", "hospital", "care"),
        Concept("hote", "hôte", "host", "care"),
    )
)


def capitals(strings: Sequence[String], _watch: object = None) -> list[English]:
    return [English(string.text.upper(), Catalog(Header("text"))) for string in strings]


def capital_document(document: Document, _previous: Catalog | None, *_: object) -> Translation:
    entries = tuple(Entry(block.id, block.kind, block.text, block.text.upper()) for block in document.blocks)
    summary = Summary(document.name, len(entries), Effort(), {}, {}, (), {}, (), ())
    return Translation(Catalog(Header(document.name), entries), summary)


def make_app(
    translate: Translate = capitals,
    limits: Limits | None = None,
    document: TranslateArticle = capital_document,
    told: list[str] | None = None,
    reviewing: Reviewing | None = None,
    **access: object,
) -> Starlette:
    messages = told if told is not None else []
    rights = Access(**{"hosts": ("127.0.0.1", "localhost"), **access})  # type: ignore[arg-type]
    return create_app(
        translate, document, TERMS, rights, limits or Limits(), messages.append, reviewing=reviewing
    )


Serve = Callable[..., TestClient]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start applications that are stopped with the test."""
    with ExitStack() as stack:

        def start(*given: Any, **named: Any) -> TestClient:
            app = make_app(*given, **named)
            return stack.enter_context(TestClient(app, base_url="http://127.0.0.1:5000"))

        yield start


@contextmanager
def listening(app: Starlette) -> Iterator[str]:
    """A real server for an application, in a thread of this process; yields its address."""
    with open_socket("127.0.0.1", 0) as listener:
        server = make_server(app, patience=5)
        thread = threading.Thread(target=run_server, args=(server, listener))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


Listen = Callable[..., str]


@pytest.fixture
def listen() -> Iterator[Listen]:
    """Start servers as ``serve`` does, for browsers."""
    with ExitStack() as stack:
        yield lambda *given, **named: stack.enter_context(listening(make_app(*given, **named)))
