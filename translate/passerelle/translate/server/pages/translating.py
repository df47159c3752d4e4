"""The page on which an article is given, translated, read and taken away."""

import asyncio
from collections.abc import Callable
from pathlib import PurePath
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from passerelle.glossary.termbase import Termbase
from passerelle.translate.catalog.entry import Catalog
from passerelle.translate.checks import RULES
from passerelle.translate.formats.articles import HTML, MARKDOWN, TEXT, suffix_of
from passerelle.translate.formats.pasted import recognise
from passerelle.translate.report import Gathering, view
from passerelle.translate.server.body import Values, clean
from passerelle.translate.server.pages.articles import Article, Articles
from passerelle.translate.server.pages.pages import Pages, close_uploads
from passerelle.translate.server.pages.words import language_of, say
from passerelle.translate.server.request_error import RequestError
from passerelle.translate.server.store import KEPT
from passerelle.translate.workflows.downloads import READ, form_of, kinds_of, make_download

Check = Callable[[Catalog, str], Catalog]
"""A catalogue with its findings told in a language."""
FORMS = tuple(known.name for known in (TEXT, MARKDOWN, HTML))
"""What a pasted text may be said to be written in."""


class Translating:
    """Answers of the page, for articles in ``articles``."""

    def __init__(self, pages: Pages, articles: Articles, termbase: Termbase, check: Check) -> None:
        self._pages = pages
        self._articles = articles
        self._termbase = termbase
        self._check = check

    async def form(self, request: Request) -> Response:
        """Answer ``GET /``."""
        return self._pages.render(
            request, "translate.html.j2", suffixes=READ, forms=[*FORMS], limits=self._pages.limits
        )

    async def start(self, request: Request) -> Response:
        """Answer ``POST /``: an article, in the form's text or as its file."""
        limits, loop = self._pages.limits.of_file, asyncio.get_running_loop()
        values = await self._pages.read_form(request, most=limits.file + limits.body)
        try:
            article = self._articles.start(*await _read(values, language_of(request)))
        finally:
            await close_uploads(values)
        article.work.add_done_callback(
            lambda _: loop.call_soon_threadsafe(loop.call_later, KEPT, self._articles.forget, article.name)
        )
        return RedirectResponse(f"/articles/{article.name}", 303)

    async def show(self, request: Request) -> Response:
        """Answer ``GET /articles/NAME``: how far it is, or what it became."""
        article = self._find(request)
        if article.catalog is None:
            return self._pages.render(request, "progress.html.j2", article=article, stage=stage_of(article))
        return await asyncio.to_thread(self._result, request, article, article.catalog)

    async def progress(self, request: Request) -> Response:
        """Answer ``GET /articles/NAME/progress``, for the script."""
        article = self._find(request)
        words = say(stage_of(article), language_of(request), done=article.done, total=article.total)
        return JSONResponse(
            {"ready": article.ready, "done": article.done, "total": article.total, "words": words}
        )

    async def stop(self, request: Request) -> Response:
        """Answer ``POST /articles/NAME/stop``: the article is forgotten, whatever became of it."""
        article = self._find(request)
        await self._pages.read_form(request)
        self._articles.stop(article)
        return RedirectResponse("/", 303)

    async def download(self, request: Request) -> Response:
        """Answer ``GET /articles/NAME/KIND``."""
        article, kind = self._find(request), request.path_params["kind"]
        kinds = await asyncio.to_thread(kinds_of, article.path) if article.catalog else {}
        if kind not in kinds:
            raise RequestError(404, "There is no such file, or no longer.")
        assert article.catalog is not None
        language = language_of(request)
        catalog = await asyncio.to_thread(self._check, article.catalog, language)
        content = await asyncio.to_thread(
            make_download, kind, article.path, catalog, self._termbase, language
        )
        name = quote(f"{article.path.stem}{kinds[kind]}")
        return Response(
            content,
            media_type="application/octet-stream",
            headers={"content-disposition": f"attachment; filename*=utf-8''{name}"},
        )

    def _find(self, request: Request) -> Article:
        return self._articles.find(request.path_params["name"])

    def _result(self, request: Request, article: Article, catalog: Catalog) -> Response:
        language = language_of(request)
        gathering = Gathering()
        checked = self._check(catalog, language)
        gathering.add(checked.header, checked.current)
        [document] = gathering.documents
        return self._pages.render(
            request,
            "result.html.j2",
            article=article,
            document=document,
            score=view.score_of(document),
            rows=view.rows_of(document, self._termbase, language),
            kinds=[rule for rule in RULES.values() if rule.id in document.tally.findings],
            form=form_of(article.path),
            downloads=kinds_of(article.path),
            total=gathering.total,
            shown=gathering.shown,
            minutes=KEPT // 60,
        )


def stage_of(article: Article) -> str:
    """Return the key of the words that say how far an article is."""
    if article.ready:
        return "stage ready"
    if not article.total:
        return "stage waiting"
    return "stage sentences" if article.done < article.total else "stage terms"


async def _read(values: Values, language: str) -> tuple[str, bytes]:
    """Return the name and content of an article; a file goes before a text.

    Raises:
        RequestError: there is neither, or the file is of no kind that is read.
    """
    upload, text = values.get("file"), values.get("text")
    if isinstance(upload, UploadFile) and upload.filename:
        suffix = PurePath(upload.filename).suffix.lower()
        if suffix not in READ:
            raise RequestError(
                400, f"Files of this kind are not read; send one of {', '.join(READ)}, or paste the text."
            )
        return upload.filename, await upload.read()
    if not isinstance(text, str) or not text.strip():
        raise RequestError(400, "There is no text and no file; paste an article, or choose one.")
    text = clean(text).replace("\r\n", "\n")
    suffix = suffix_of(_form_of(values.get("form"), text))
    return f"{say('pasted', language)}{suffix}", text.encode()


def _form_of(told: object, text: str) -> str:
    """Return what a pasted text is written in: what its giver says, else what it looks like."""
    return told if isinstance(told, str) and told in FORMS else recognise(text).name
