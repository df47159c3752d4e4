"""Review in the browser: the catalogues of the folder, their texts, and one text in focus. A request names ids, never paths."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, unquote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from passerelle.glossary.errors import PasserelleError
from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.checks import Context, entry_judge
from passerelle.translate.review.queue import Show, find_next, progress_of
from passerelle.translate.review.single import Wish
from passerelle.translate.server.pages.asked import (
    Asked,
    read_asked,
    read_name,
    read_show,
    read_text,
    text_of,
)
from passerelle.translate.server.pages.contest import Written, contested, opened
from passerelle.translate.server.pages.focus import focus_on, found_in, look_at
from passerelle.translate.server.pages.listing import (
    choose,
    list_catalogues,
    list_texts,
    part_of,
    what_is_wrong,
)
from passerelle.translate.server.pages.pages import Pages
from passerelle.translate.server.pages.seal import set_cookie, visitor_of
from passerelle.translate.server.pages.visits import Told, Visit, Visits
from passerelle.translate.server.pages.words import language_of
from passerelle.translate.server.request_error import RequestError
from passerelle.translate.server.safely import Handler, Tell
from passerelle.translate.text.document import first_words, plain_words
from passerelle.translate.text.markup import unmark
from passerelle.translate.workflows.desk import Decided, Desk
from passerelle.translate.workflows.options import Options
from passerelle.translate.workflows.remembering import Remembering
from passerelle.translate.workflows.shelf import Listed, NoSuchCatalogueError

CATALOGUES = "/catalogues"
_NAME = "reviewer"
_YEAR = 31_536_000  # seconds
_THREADS = 8
_LONGEST_SEARCH = 200
Result = TypeVar("Result")
Others = Callable[[str], Awaitable[Sequence[str]]]
"""Gives other versions of a French text."""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What the pages of the review work with: the desk, what the checks are told, and the file of the memory, if any."""

    desk: Desk
    context: Context
    memory: Path | None = None


def reviewing_with(folder: Path, termbase: Termbase, options: Options, tell: Tell) -> Reviewing:
    """Return what the catalogues of a folder are reviewed with where a server is started with these options.

    What is approved enters the memory, where there is one; ``tell`` learns why it does not.

    Raises:
        FileError: there is no such folder.
    """
    context = Context(termbase, options.language, options.american, options.waivers)
    remembering = Remembering(options.memory, termbase, tell) if options.memory else None
    return Reviewing(Desk(folder, entry_judge(context), remembering=remembering), context, options.memory)


class Catalogues:
    """The pages. What reads or writes files is done in threads of their own, so that no one waits for another's catalogue."""

    def __init__(self, pages: Pages, reviewing: Reviewing, others: Others) -> None:
        """Remember no visitor yet."""
        self._pages = pages
        self._desk = reviewing.desk
        self._context = reviewing.context
        self._memory = reviewing.memory
        self._others = others
        self._visits = Visits()
        self._threads = ThreadPoolExecutor(_THREADS, "review")

    @property
    def routes(self) -> list[Route]:
        """The addresses of the pages."""
        one = f"{CATALOGUES}/{{key}}"
        return [
            Route(path, self._pages.page(_told(handler)), methods=[method])
            for method, path, handler in (
                ("GET", CATALOGUES, self.list_all),
                ("GET", one, self.show),
                ("GET", f"{one}/text", self.focus),
                ("POST", f"{one}/text", self.decide),
                ("POST", f"{one}/undo", self.take_back),
                ("POST", f"{one}/check", self.check),
            )
        ]

    def close(self) -> None:
        """Finish what is under way."""
        self._threads.shutdown()
        self._desk.close()

    async def list_all(self, request: Request) -> Response:
        """Answer ``GET /catalogues``."""
        words = _words(request)
        asked = request.query_params.get("page", "")
        rows, total, part = await self._work(list_catalogues, self._desk.shelf, words, asked)
        return self._pages.render(
            request, "catalogues.html.j2", rows=rows, total=total, part=part, words=words
        )

    async def show(self, request: Request) -> Response:
        """Answer ``GET /catalogues/ID``: a choice of its texts."""
        listed, catalog = await self._open(request)
        words, show = _words(request), read_show(request.query_params)
        chosen = await self._work(choose, catalog.current, show, words)
        part = part_of(len(chosen), request.query_params.get("page", ""))
        visit = self._visit(request)
        return self._pages.render(
            request,
            "listing.html.j2",
            listed=listed,
            progress=await self._work(progress_of, catalog.current),
            shows=list(Show),
            show=show,
            words=words,
            total=len(chosen),
            part=part,
            rows=list(list_texts(chosen, part)),
            first=chosen[0][1].block_id if chosen else "",
            told=visit.take_told(),
            undo=len(visit.decisions(listed.id)),
            plain=plain_words,
        )

    async def focus(self, request: Request) -> Response:
        """Answer ``GET /catalogues/ID/text?at=TEXT``."""
        listed, catalog = await self._open(request)
        show = read_show(request.query_params)
        at = request.query_params.get("at", "")
        if not at:
            return _lead(listed, show, "")
        written = opened(catalog, at)
        if written is None:
            raise RequestError(404, "This text does not stand in the article, or no longer.")
        return await self._render(request, listed, catalog, show, written)

    async def _render(
        self,
        request: Request,
        listed: Listed,
        catalog: Catalog,
        show: Show,
        written: Written,
        status: int = 200,
    ) -> Response:
        context = replace(self._context, language=language_of(request))
        focus = await self._work(focus_on, catalog, written.at, show, context, self._memory)
        assert focus is not None
        visit = self._visit(request)
        name = self._name(request)
        return self._pages.render(
            request,
            "text.html.j2",
            status,
            listed=listed,
            show=show,
            focus=focus,
            written=written,
            others=await self._other_versions(request, focus.entry.source),
            name=name,
            ask_name=not name or "name" in request.query_params,
            told=visit.take_told(),
            undo=len(visit.decisions(listed.id)),
            plain=plain_words,
            found_in=found_in,
        )

    async def _other_versions(self, request: Request, source: str) -> Sequence[str] | None:
        """Return what the model would say as well, None where nobody asked."""
        if not request.query_params.get("others"):
            return None
        try:
            async with asyncio.timeout(self._pages.limits.seconds):
                return await self._others(unmark(source)[0])
        except TimeoutError:
            return []

    async def decide(self, request: Request) -> Response:
        """Answer ``POST /catalogues/ID/text``: what a reviewer decided."""
        values = await self._pages.read_form(request)
        asked = read_asked(values, self._name(request))
        if not asked.decision.reviewer:
            return await self._contest(request, asked, "name missing", 400)
        key = request.path_params["key"]
        try:
            decided = await self._work(self._desk.decide, key, asked.decision, datetime.now(UTC))
        except PasserelleError as error:
            return self._keep(request, asked, what_is_wrong(error))
        if decided.before and decided.after:
            self._visit(request).decisions(key).append((decided.before, decided.after))
        if decided.result.outcome.applied:
            response = await self._go_on(request, asked, decided)
        else:
            response = await self._contest(request, asked, f"outcome {decided.result.outcome}", 409)
        if asked.name:
            set_cookie(request, response, _NAME, quote(asked.name), seconds=_YEAR)
        return response

    async def _go_on(self, request: Request, asked: Asked, decided: Decided) -> Response:
        """Lead to the next text, or back to this one where it was only saved, or is wrong still."""
        listed, catalog = await self._open(request)
        at = asked.decision.block_id
        entries = catalog.current
        place = next((n for n, entry in enumerate(entries) if entry.block_id == at), None)
        key = "needs person" if decided.result.needs_person else str(decided.result.outcome)
        words = "" if place is None else first_words(entries[place].source)
        self._visit(request).told = Told(f"told {key}", words)
        stays = asked.decision.wish in (Wish.SAVE, Wish.REOPEN) or decided.result.needs_person
        following = find_next(entries, place, asked.show) if place is not None and not stays else None
        if stays and place is not None:
            return _lead(listed, asked.show, at)
        return _lead(listed, asked.show, "" if following is None else entries[following].block_id)

    async def _contest(self, request: Request, asked: Asked, problem: str, status: int) -> Response:
        """Show the text again with what the reviewer wrote, and why it was not applied."""
        listed, catalog = await self._open(request)
        written = contested(catalog, asked.decision, problem)
        if written is None:
            return self._keep(request, asked, "The text does not stand in the article any more.")
        return await self._render(request, listed, catalog, asked.show, written, status)

    def _keep(self, request: Request, asked: Asked, message: str) -> Response:
        """Show what could not be saved, so that it can be copied."""
        return self._pages.render(
            request, "kept.html.j2", 409, message=message, decision=asked.decision, show=asked.show
        )

    async def take_back(self, request: Request) -> Response:
        """Answer ``POST /catalogues/ID/undo``: the visitor's last decision on the catalogue."""
        values = await self._pages.read_form(request)
        listed = await self._work(self._desk.shelf.find, request.path_params["key"])
        visit = self._visit(request)
        decisions = visit.decisions(listed.id)
        if not decisions:
            visit.told = Told("told nothing to undo")
            return _lead(listed, read_show(values), text_of(values, "at"))
        before, after = decisions[-1]
        done = await self._work(self._desk.take_back, listed.id, before, after, datetime.now(UTC))
        if (before, after) in decisions:
            decisions.remove((before, after))
        visit.told = Told("told undone" if done else "told not undone", first_words(after.source))
        return _lead(listed, read_show(values), after.block_id)

    async def check(self, request: Request) -> Response:
        """Answer ``POST /catalogues/ID/check``: what the checks would say of a text as it is being written."""
        values = await self._pages.read_form(request)
        _, catalog = await self._open(request)
        context = replace(self._context, language=language_of(request))
        row = await self._work(look_at, catalog, text_of(values, "at"), read_text(values), context)
        if row is None:
            raise RequestError(404, "This text does not stand in the article, or no longer.")
        return self._pages.render(request, "judged.html.j2", row=row, reasons={}, found_in=found_in)

    async def _open(self, request: Request) -> tuple[Listed, Catalog]:
        return await self._work(self._desk.open, request.path_params["key"])

    async def _work(self, function: Callable[..., Result], *given: object) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(function, *given))

    def _visit(self, request: Request) -> Visit:
        return self._visits.of(visitor_of(request))

    def _name(self, request: Request) -> str:
        return read_name(unquote(request.cookies.get(_NAME, "")))


def _told(handler: Handler) -> Handler:
    """Return a handler that tells why a catalogue cannot be used."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except RequestError:
            raise
        except NoSuchCatalogueError as error:
            raise RequestError(404, str(error.args[0])) from error
        except PasserelleError as error:
            raise RequestError(409, what_is_wrong(error)) from error

    return answer


def _words(request: Request) -> str:
    return request.query_params.get("q", "")[:_LONGEST_SEARCH].strip()


def _lead(listed: Listed, show: Show, at: str) -> Response:
    """Return the way to a text, or to the list where no id is given."""
    query = urlencode({"at": at, "show": show} if at else {"show": show})
    return RedirectResponse(f"{CATALOGUES}/{listed.id}{'/text' if at else ''}?{query}", 303)
